//! The words of captions that mean the same: `Fig. 3` is the number of `Figure 3`.

use super::{after_word, number, without_opening};
use crate::lexicon::caption::{CLOSING, EAST_ASIAN, SIGN_WORDS, SIGNS, WORDS};

/// Words for a table, in small letters.
#[rustfmt::skip] // a table
const TABLES: [&str; 26] = [
    "table", "tab", "tabelle", "tableau", "tabla", "cuadro", "tabella", "tabela", "quadro",
    "tabel", "таблица", "табл", "tabulka", "tabell", "taulukko", "tablo", "bảng", "πίνακας",
    "таблиця", "表", "附表", "図表", "图表", "圖表", "付表", "표",
];

/// Words for a figure, in small letters.
#[rustfmt::skip] // a table
const FIGURES: [&str; 35] = [
    "figure", "fig", "abbildung", "abb", "bild", "figura", "ilustración", "illustrazione",
    "ilustração", "figuur", "afbeelding", "afb", "rysunek", "rys", "рис", "рисунок", "илл",
    "obr", "obrázek", "figur", "bilde", "kuva", "kuvio", "şekil", "gambar", "hình", "εικόνα",
    "σχήμα", "图", "圖", "図", "附图", "附圖", "付図", "그림",
];

/// Other forms of the words, as they appear in sentences: "in den Abbildungen 3 und 4".
#[rustfmt::skip] // a table
const FORMS: [(&str, &[&str]); 14] = [
    ("table", &["tables", "tabs"]),
    ("figure", &["figures", "figs"]),
    ("listing", &["listings"]),
    ("algorithm", &["algorithms"]),
    ("chart", &["charts"]),
    ("scheme", &["schemes"]),
    ("tabelle", &["tabellen"]),
    ("abbildung", &["abbildungen"]),
    ("tableau", &["tableaux"]),
    ("tabla", &["tablas", "cuadros"]),
    ("figura", &["figuras", "figure"]),
    ("таблица", &["таблице", "таблицы", "таблицу", "таблицах"]),
    ("рисунок", &["рисунке", "рисунка", "рисунки", "рисунках"]),
    ("tabela", &["tabeli", "tabele", "tabelas"]),
];

/// A number of a table, figure or other captioned block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CaptionNumber<'t> {
    /// `table`, `figure`, or the word itself.
    pub(crate) family: &'static str,
    pub(crate) number: &'t str,
    /// True if a sign sets the number off from the caption's text.
    pub(crate) is_set_off: bool,
    /// The text after the number.
    pub(crate) rest: &'t str,
}

/// Returns the family of a word of captions in any form and case, with or without a full
/// stop.
pub(crate) fn family(word: &str) -> Option<&'static str> {
    let word = word.trim_end_matches('.').to_lowercase();
    let forms = FORMS
        .iter()
        .find(|(_, forms)| forms.contains(&word.as_str()));
    let word = forms.map_or(word.as_str(), |(base, _)| base);
    let is_in = |words: &[&str]| words.contains(&word);
    if is_in(&TABLES) {
        return Some("table");
    }
    if is_in(&FIGURES) {
        return Some("figure");
    }
    let rows = WORDS.iter().chain(EAST_ASIAN.iter());
    rows.flat_map(|words| words.iter())
        .find(|known| **known == word)
        .copied()
}

/// Returns all words of captions, in small letters: the basic ones and other forms.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    let rows = WORDS.iter().chain(EAST_ASIAN.iter());
    let basic = rows.flat_map(|words| words.iter().copied());
    basic.chain(FORMS.iter().flat_map(|(_, forms)| forms.iter().copied()))
}

/// Returns the number with which a caption begins: `Figure 3: Tea`.
pub(crate) fn numbered(text: &str) -> Option<CaptionNumber<'_>> {
    let (rest, _) = after_word(text)?;
    if text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None; // a heading of one word, or an empty one
    }
    let text = without_opening(text);
    let before = &text[..text.len() - rest.len()];
    let letters = before.find(|c: char| !c.is_alphabetic());
    let family = family(&before[..letters.unwrap_or(before.len())])?;
    let number = number(rest)?;
    let rest = &rest[number.len()..];
    let is_set_off = rest.starts_with(SIGNS)
        || rest.starts_with(CLOSING)
        || (rest.split_whitespace().next()).is_some_and(|word| SIGN_WORDS.contains(&word));
    Some(CaptionNumber {
        family,
        number,
        is_set_off,
        rest,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_meaning_have_one_family() {
        for word in ["Fig.", "FIGURES", "Abb.", "Abbildungen", "Рис.", "図"] {
            assert_eq!(family(word), Some("figure"), "{word}");
        }
        for word in ["Table", "tab.", "Tabellen", "таблице", "表"] {
            assert_eq!(family(word), Some("table"), "{word}");
        }
        assert_eq!(family("Listings"), Some("listing"));
        assert_eq!(family("Tea"), None);
    }

    #[test]
    fn captions_have_numbers() {
        let read = |text| numbered(text).map(|found| (found.family, found.number));
        assert_eq!(read("Fig. 3-10. Tea"), Some(("figure", "3-10")));
        assert_eq!(read("Table A.2 Prices"), Some(("table", "A.2")));
        assert_eq!(read("表 3：价格"), Some(("table", "3")));
        assert_eq!(read("Tables are laid"), None);
    }
}
