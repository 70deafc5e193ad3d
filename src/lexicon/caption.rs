//! The beginnings of captions: `Figure 3:`, `Abb. 3 –`, `Таблица 3.`, `図 3：`.

mod family;

#[cfg_attr(
    not(any(feature = "html", feature = "markdown", feature = "pdf")),
    allow(unused_imports)
)]
pub(crate) use family::{CaptionNumber, family, numbered, words};

use super::roman::Numerals;

/// The number of a caption may be Roman: `TABLE IV`. It has at most five letters
/// (`XVIII`); longer words in capitals are none.
const NUMERALS: Numerals = Numerals {
    letters: "IVX",
    max_letters: 5,
};
/// The number of a caption has at most this many characters: `A.12-b`. `1998-2004` is a
/// period.
const MAX_NUMBER_CHARS: usize = 7;
/// No word before the number has more letters.
const MAX_WORD_LETTERS: usize = 16;

/// The number of bytes of a paragraph that are kept: the longest word, a number sign and
/// the longest number, in Cyrillic letters.
#[cfg(any(feature = "html", feature = "markdown"))]
const LABEL_BYTES: usize = 64;

/// Words before the number, in small letters and without their full stop, one line for
/// each language. A word that is in several languages is in the first of them.
#[rustfmt::skip] // a table
const WORDS: [&[&str]; 17] = [
    // English
    &["figure", "fig", "table", "tab", "listing", "algorithm", "chart", "plate", "scheme",
      "exhibit", "box", "photo", "photograph", "graph", "map", "diagram", "illustration"],
    // German
    &["abbildung", "abb", "tabelle", "bild", "grafik", "diagramm", "schaubild", "algorithmus"],
    // French
    &["tableau", "graphique", "schéma", "encadré", "planche", "algorithme", "diagramme"],
    // Spanish
    &["figura", "tabla", "cuadro", "gráfico", "gráfica", "ilustración", "algoritmo", "esquema",
      "diagrama", "imagen"],
    // Italian
    &["tabella", "grafico", "illustrazione", "schema", "riquadro"],
    // Portuguese
    &["tabela", "quadro", "ilustração", "listagem"],
    // Dutch
    &["figuur", "tabel", "afbeelding", "afb", "grafiek"],
    // Polish
    &["rysunek", "rys", "wykres", "schemat", "listing", "algorytm", "fotografia"],
    // Russian
    &["рис", "рисунок", "таблица", "табл", "схема", "диаграмма", "график", "листинг", "илл",
      "фото"],
    // Czech
    &["obr", "obrázek", "tabulka", "graf", "schéma", "výpis"],
    // Swedish, Danish and Norwegian
    &["figur", "tabell", "diagram", "bilde"],
    // Finnish
    &["kuva", "taulukko", "kuvio"],
    // Turkish
    &["şekil", "tablo"],
    // Indonesian
    &["gambar"],
    // Vietnamese
    &["hình", "bảng"],
    // Greek
    &["εικόνα", "πίνακας", "σχήμα"],
    // Ukrainian
    &["таблиця"],
];

/// Words that precede their number with or without a space: `図1：構成`, `<표 1> 현황`.
#[rustfmt::skip] // a table
const EAST_ASIAN: [&[&str]; 3] = [
    // Chinese
    &["图", "圖", "表", "附图", "附圖", "附表", "图表", "圖表", "代码清单", "清单", "算法"],
    // Japanese
    &["図", "図表", "写真", "リスト", "付図", "付表"],
    // Korean
    &["그림", "표", "사진", "도표"],
];

/// Signs between the word and the number: `Таблица № 3`, `Tableau n° 3`.
const NUMBER_SIGNS: [&str; 9] = ["№", "#", "n°", "N°", "nº", "Nº", "N.º", "No.", "Nr."];
/// Brackets around the word and the number: `[그림 4-5]`.
const OPENING: [char; 6] = ['[', '(', '<', '【', '〈', '（'];
const CLOSING: [char; 6] = [']', ')', '>', '】', '〉', '）'];
/// Signs that follow the number directly and set it off from the text.
const SIGNS: [char; 8] = [':', '.', '|', '：', '．', '。', '—', '\u{3000}'];
/// Signs that do so as a word of their own: in "Figure 3-5" one is in the number.
const SIGN_WORDS: [&str; 6] = ["|", "–", "—", "-", ":", "："];

/// The word and the number at the beginning of a caption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CaptionLabel {
    /// True if a sign sets the number off: "Figure 3 shows the pump" is a sentence.
    pub(crate) is_set_off: bool,
    /// True if nothing follows: the text of the caption is a paragraph of its own.
    pub(crate) is_whole: bool,
}

/// Returns the label at the beginning of a text, if there is one.
pub(crate) fn label(text: &str) -> Option<CaptionLabel> {
    let (rest, script) = after_word(text)?;
    let number = number(rest)?;
    let after = &rest[number.len()..];
    let is_set_off = after.starts_with(SIGNS)
        || after.starts_with(CLOSING)
        || (after.split_whitespace().next()).is_some_and(|word| SIGN_WORDS.contains(&word));
    let is_whole = after.trim().is_empty();
    // "Table 3/4" and "Figure 3’s scale" are in sentences. East Asian titles need no
    // space: "表1价格".
    let is_apart = is_whole || after.starts_with(char::is_whitespace);
    (is_set_off || is_apart || script == Writing::EastAsian).then_some(CaptionLabel {
        is_set_off,
        is_whole,
    })
}

/// The beginning of a paragraph of Markdown or HTML, which comes in pieces: `**Table
/// 3:**` and ` Rates`.
#[cfg(any(feature = "html", feature = "markdown"))]
#[derive(Debug, Default)]
pub(crate) struct Beginning {
    text: String,
    /// True if the paragraph begins with another word. Most do, and nothing is copied.
    is_other: bool,
}

#[cfg(any(feature = "html", feature = "markdown"))]
impl Beginning {
    /// Adds the next piece of the paragraph's text.
    #[inline]
    pub(crate) fn add(&mut self, text: &str) {
        if !self.is_other && self.text.len() < LABEL_BYTES {
            self.add_piece(text);
        }
    }

    fn add_piece(&mut self, text: &str) {
        let room = LABEL_BYTES.saturating_sub(self.text.len());
        // Most paragraphs begin with another word.
        if self.text.is_empty() && is_other_word(text.as_bytes()) {
            self.is_other = true;
            return;
        }
        // The bracket of "[Figure 3]" is a piece of its own in Markdown, and so may white
        // space be in HTML.
        let is_start = without_opening(&self.text).is_empty();
        let is_blank = without_opening(text).is_empty();
        self.is_other = is_start && !is_blank && after_word(text).is_none();
        if !self.is_other {
            let text = if is_start { text.trim_start() } else { text };
            self.text.push_str(&text[..text.floor_char_boundary(room)]);
        }
    }

    /// Returns true if the paragraph is a caption. Its type shows nothing here, so a sign
    /// has to set off the number: "Table 3 shows the rates" is a sentence.
    pub(crate) fn is_caption(&self) -> bool {
        label(&self.text).is_some_and(|label| label.is_set_off)
    }
}

/// The scripts, by the space that they need between the word and the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    Spaced,
    EastAsian,
}

/// Returns the text after the word and any number sign, if the text begins with a word of
/// captions.
fn after_word(text: &str) -> Option<(&str, Writing)> {
    if is_other_word(text.as_bytes()) {
        return None;
    }
    after_read_word(without_opening(text))
}

/// Returns true for most texts that begin with another word than that of a caption: those
/// whose first word is ASCII and no number follows, as in `Boil water`. It may return false
/// too often. ([`after_read_word`] reads characters and tables, which took eight times as
/// long on every paragraph, 2026-11-29.)
fn is_other_word(text: &[u8]) -> bool {
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic());
    let letters = letters.count();
    let Some(next) = text.get(letters) else {
        return false; // the next piece of the paragraph may follow
    };
    if letters == 0 {
        // White space and brackets may precede the word, and a full stop follow none.
        return next.is_ascii_graphic() && !matches!(next, b'[' | b'(' | b'<' | b'.');
    }
    let rest = &text[letters..];
    let is_between = |byte: &&u8| matches!(byte, b'.' | b' ' | b'\t' | b'\n' | b'\r');
    let between = rest.iter().take_while(is_between).count();
    if between == 0 {
        return next.is_ascii_graphic();
    }
    // `n° 3` and `N.º 3` are numbers.
    let starts_other = |byte: &u8| byte.is_ascii_lowercase() && *byte != b'n';
    rest.get(between).is_some_and(starts_other)
}

/// Returns the text after the word of a text without white space and brackets before it.
fn after_read_word(text: &str) -> Option<(&str, Writing)> {
    let letters = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(letters);
    // "Tabular 3" begins with "Tab" but is another word: the whole word must be in the
    // table. Most paragraphs end here, before any table is read.
    let spaced = rest.trim_start_matches('.').trim_start();
    let is_apart = rest.is_empty() || spaced.len() < rest.len();
    if is_apart && may_be_number(spaced) && is_word(word) {
        let sign = NUMBER_SIGNS
            .iter()
            .find_map(|sign| spaced.strip_prefix(sign));
        return Some((sign.map_or(spaced, str::trim_start), Writing::Spaced));
    }
    if text.starts_with(|c: char| c.is_ascii()) {
        return None; // most paragraphs
    }
    // "图表" begins with "图", so the longest word counts.
    let words = EAST_ASIAN.iter().copied().flatten();
    let rest = words
        .filter_map(|word| text.strip_prefix(word))
        .min_by_key(|rest| rest.len())?;
    Some((rest.trim_start(), Writing::EastAsian))
}

/// Returns a text without white space and opening brackets at its start.
fn without_opening(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || OPENING.contains(&c))
}

/// Returns true if a text that follows a word of captions may be its number, or if a
/// reader has not yet seen it: `Table *3*` comes in two pieces.
fn may_be_number(text: &str) -> bool {
    text.is_empty()
        || text.starts_with(|c: char| is_digit(c) || c == '(' || c.is_ascii_uppercase())
        || NUMBER_SIGNS.iter().any(|sign| text.starts_with(sign))
}

fn is_word(word: &str) -> bool {
    if word.is_empty() || word.chars().nth(MAX_WORD_LETTERS).is_some() {
        return false;
    }
    let word = word.to_lowercase();
    WORDS.iter().any(|words| words.contains(&word.as_str()))
}

/// Returns the number at the beginning of a text: `3`, `2.1`, `A.4`, `4-5`, `2(b)`, `IV`.
fn number(text: &str) -> Option<&str> {
    let is_part = |c: char| is_digit(c) || c.is_ascii_alphabetic() || ".-–()".contains(c);
    let mut number = &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())];
    // The full stop of "3." is a sign, and so is the bracket of "[3)". The bracket of
    // "2(b)" is in the number.
    while let Some(shorter) = number.strip_suffix(['.', '-', '–', '(', ')'])
        && !(number.ends_with(')') && number.contains('('))
    {
        number = shorter;
    }
    let is_number = number.contains(is_digit) || NUMERALS.value(number).is_some();
    (is_number && number.chars().count() <= MAX_NUMBER_CHARS).then_some(number)
}

/// Returns true for a digit, also a full-width one, as Japanese texts have.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reading the word is the oracle.
    #[test]
    fn texts_with_another_first_word_have_no_word_of_a_caption() {
        let words = [
            "", "Boil", "Fig", "Table", "Tab", "图", "図表", "Рис", "é", "3", "*", "`",
        ];
        let gaps = [
            "", " ", ".", ". ", "..", " .", "\n", "\t ", "\u{a0}", "\u{b}", "-", "—", ",",
        ];
        let ends = [
            "", "3", "IV", "n° 3", "No. 3", "water", "水", "(3)", "№ 3", "#3", "x3", ":",
        ];
        let mut others = 0;
        for opening in ["", " ", "[", "(", "<", "\n", "【", "x"] {
            for word in words {
                for gap in gaps {
                    for end in ends {
                        let text = [opening, word, gap, end].concat();
                        if is_other_word(text.as_bytes()) {
                            others += 1;
                            let read = after_read_word(without_opening(&text));
                            assert!(read.is_none(), "{text:?}");
                            assert!(!without_opening(&text).is_empty(), "{text:?}");
                        }
                    }
                }
            }
        }
        assert!(others > 1000, "{others}");
    }

    fn is_set_off(text: &str) -> Option<bool> {
        label(text).map(|label| label.is_set_off)
    }

    #[test]
    fn captions_of_many_languages_are_labels() {
        let texts = [
            "Table 3: Rates",
            "Figure 2.1. The pump",
            "Listing 4 — Setup",
            "Abb. 3: Die Pumpe",
            "Tabelle A.1 – Preise",
            "Tableau n° 3 : Prix",
            "Figura 2. La bomba",
            "Tabella 4: Prezzi",
            "Gráfico 1: Preços",
            "Afbeelding 7. De pomp",
            "Rys. 1. Pompa",
            "Рис.1. Насос",
            "Таблица № 4 – Цены",
            "Obr. 5: Čerpadlo",
            "Tabell IV: Priser",
            "表 3：价格",
            "图1-2. 水泵",
            "図１　ポンプ",
            "[그림 4-5] 펌프",
        ];
        for text in texts {
            assert_eq!(is_set_off(text), Some(true), "{text}");
        }
    }

    #[test]
    fn sentences_about_figures_are_not_set_off() {
        for text in ["Figure 3 shows tea", "Figure 2(b) shows tea", "表3显示价格"] {
            assert_eq!(is_set_off(text), Some(false), "{text}");
        }
        for text in [
            "Tables are laid",
            "Tabular 3: x",
            "Table 3/4: x",
            "Figure 3’s scale",
            "Table 1998-2004: x",
            "图书馆",
            "表の見方 1",
            "Figure",
            "",
        ] {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
