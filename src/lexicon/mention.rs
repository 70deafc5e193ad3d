//! Words before the number of a section, table or figure in a sentence: "see Sections 3.2
//! and 4", "gemäß § 12", "до главы 5".

use super::caption;
use super::kind::{DivisionKind, kind};
use std::sync::OnceLock;

/// The most bytes of a word: the longest is in Cyrillic letters.
const MAX_BYTES: usize = 40;

/// The things that a word before a number names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Named {
    Division(DivisionKind),
    /// An annex, with its word: "Schedule 1" is not "Exhibit 1" of the same contract.
    Annex(&'static str),
    /// The sign `§`.
    Paragraph,
    /// A captioned block, with the family of its word.
    Caption(&'static str),
    Footnote,
}

/// A word before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MentionWord {
    pub(crate) named: Named,
    /// True if several numbers may follow: "Sections 3 and 4", "Artikel 3 und 4".
    pub(crate) is_plural: bool,
    /// True for a part of a section: "subsection 6b" is in section 6.
    pub(crate) is_part: bool,
}

/// The word before a number, its forms for one number, and those for several; one line
/// for each language and word. German "Artikel" is both.
#[rustfmt::skip] // a table
const FORMS: [(&str, &[&str], &[&str]); 65] = [
    // English
    ("part", &[], &["parts"]),
    ("title", &[], &["titles"]),
    ("chapter", &["chap.", "ch."], &["chapters"]),
    ("appendix", &[], &["appendices", "appendixes"]),
    ("annex", &[], &["annexes"]),
    ("schedule", &[], &["schedules"]),
    ("attachment", &[], &["attachments"]),
    ("exhibit", &[], &["exhibits"]),
    ("article", &["art."], &["articles", "arts."]),
    ("section", &["sec.", "sect."], &["sections", "secs.", "sects."]),
    ("clause", &[], &["clauses"]),
    ("item", &[], &["items"]),
    ("note", &[], &["notes"]),
    ("lesson", &[], &["lessons"]),
    ("module", &[], &["modules"]),
    ("unit", &[], &["units"]),
    // German
    ("teil", &["teils", "teiles"], &["teile", "teilen"]),
    ("titel", &["titels"], &["titeln"]),
    ("kapitel", &["kapitels"], &["kapitel", "kapiteln"]),
    ("anhang", &["anhangs", "anhanges"], &["anhänge", "anhängen"]),
    ("anlage", &[], &["anlagen"]),
    ("artikel", &["artikels"], &["artikel", "artikeln"]),
    ("abschnitt", &["abschnitts", "abschnittes"], &["abschnitte", "abschnitten"]),
    ("ziffer", &["ziff."], &["ziffern"]),
    ("klausel", &[], &["klauseln"]),
    // French
    ("partie", &[], &["parties"]),
    ("titre", &[], &["titres"]),
    ("chapitre", &[], &["chapitres"]),
    ("annexe", &[], &["annexes"]),
    ("clause", &[], &["clauses"]),
    // Spanish
    ("título", &[], &["títulos"]),
    ("capítulo", &["cap."], &["capítulos"]),
    ("anexo", &[], &["anexos"]),
    ("artículo", &[], &["artículos"]),
    ("sección", &[], &["secciones"]),
    ("cláusula", &[], &["cláusulas"]),
    // Italian
    ("titolo", &[], &["titoli"]),
    ("capitolo", &[], &["capitoli"]),
    ("allegato", &[], &["allegati"]),
    ("articolo", &[], &["articoli", "artt."]),
    ("sezione", &[], &["sezioni"]),
    ("clausola", &[], &["clausole"]),
    // Portuguese
    ("artigo", &[], &["artigos"]),
    ("seção", &[], &["seções", "secções"]),
    // Dutch
    ("hoofdstuk", &[], &["hoofdstukken"]),
    ("bijlage", &[], &["bijlagen"]),
    ("artikel", &[], &["artikelen"]),
    ("paragraaf", &[], &["paragrafen"]),
    ("afdeling", &[], &["afdelingen"]),
    // Polish
    ("rozdział", &["rozdziału", "rozdziale"], &["rozdziały", "rozdziałów", "rozdziałach"]),
    ("załącznik", &["załącznika", "załączniku"], &["załączniki"]),
    ("artykuł", &["artykułu", "artykule", "art."], &["artykuły", "artykułów"]),
    ("sekcja", &["sekcji"], &["sekcje"]),
    // Russian
    ("глава", &["главы", "главе", "главу"], &["глав", "главах"]),
    ("раздел", &["раздела", "разделе"], &["разделы", "разделов", "разделах"]),
    ("приложение", &["приложения", "приложении"], &["приложениях"]),
    ("статья", &["статьи", "статье", "статью", "статьёй", "статьей", "ст."], &["статей", "статьях"]),
    ("пункт", &["пункта", "пункте"], &["пункты", "пунктов", "пунктах"]),
    // Czech
    ("kapitola", &["kapitoly", "kapitole", "kapitolu"], &["kapitol", "kapitolách"]),
    ("příloha", &["přílohy", "příloze"], &["přílohách"]),
    ("článek", &["článku", "čl."], &["články", "článků"]),
    ("oddíl", &["oddílu"], &["oddíly", "oddílů"]),
    // Swedish, Danish and Norwegian
    ("avsnitt", &["avsnittet"], &["avsnitten"]),
    ("bilaga", &["bilagan"], &["bilagor", "bilagorna"]),
    ("artikel", &["artikeln"], &["artiklarna"]),
];

/// Words for a part of a section, whose number begins with that of the section.
const PARTS: [&str; 4] = ["subsection", "sub-section", "subsections", "sub-sections"];

/// Words for footnotes.
const FOOTNOTES: [&str; 8] = [
    "footnote",
    "footnotes",
    "fn.",
    "fn",
    "fußnote",
    "fußnoten",
    "voetnoot",
    "сноска",
];

/// Words of `kind` that do not refer to a section of the document by themselves: a
/// "paragraph 3" or "point 4" is in the section that mentions it.
const INNER: [&str; 8] = [
    "paragraph",
    "paragraf",
    "punkt",
    "point",
    "punto",
    "ponto",
    "punt",
    "bod",
];

/// A word of the tables, in small letters, with what it names alone and with a full stop
/// after it. Both are read from the tables when they are first needed.
struct KnownWord {
    text: &'static str,
    named: [OnceLock<Option<MentionWord>>; 2],
}

/// Looks a word up in a sorted list of all words, because almost every number follows a
/// word that is in none of the tables.
///
/// (2026-11-29: a map with what each word names took 6.5 million instructions to build, a
/// fifth of reading a book of 0.4 MB; the list takes a twentieth of that.)
pub(crate) fn known(text: &str) -> Option<MentionWord> {
    static WORDS: OnceLock<Vec<KnownWord>> = OnceLock::new();
    if text.len() > MAX_BYTES {
        return None;
    }
    let known = WORDS.get_or_init(|| {
        let mut texts: Vec<&str> = words().chain(["§", "§§"]).collect();
        texts.sort_unstable();
        texts.dedup();
        let named = || [OnceLock::new(), OnceLock::new()];
        let entries = texts.into_iter().map(|text| KnownWord {
            text,
            named: named(),
        });
        entries.collect()
    });
    let lower = text.to_lowercase();
    let find = |text: &str| known.binary_search_by(|entry| entry.text.cmp(text)).ok();
    let stop = || Some((find(lower.strip_suffix('.')?)?, 1));
    let (at, form) = find(&lower).map(|at| (at, 0)).or_else(stop)?;
    *known[at].named[form].get_or_init(|| word(&lower))
}

/// Returns what a word before a number names. `word` has its full stop, if there is one.
pub(crate) fn word(word: &str) -> Option<MentionWord> {
    let singular = |named| MentionWord {
        named,
        is_plural: false,
        is_part: false,
    };
    if word == "§" || word == "§§" {
        let is_plural = word.len() > "§".len();
        return Some(MentionWord {
            is_plural,
            ..singular(Named::Paragraph)
        });
    }
    let lower = word.to_lowercase();
    let bare = lower.trim_end_matches('.');
    if PARTS.contains(&bare) {
        return Some(MentionWord {
            is_part: true,
            is_plural: bare.ends_with('s'),
            ..singular(Named::Division(DivisionKind::Section))
        });
    }
    if FOOTNOTES.contains(&bare) || FOOTNOTES.contains(&lower.as_str()) {
        return Some(singular(Named::Footnote));
    }
    let has_form = |forms: &&[&str]| forms.contains(&lower.as_str());
    let form = |plural: bool| {
        FORMS
            .iter()
            .find(|row| has_form(if plural { &row.2 } else { &row.1 }))
    };
    let (basic, is_plural) = match (form(true), form(false)) {
        (Some(row), _) => (row.0, true),
        (None, Some(row)) => (row.0, false),
        (None, None) => (lower.as_str(), false),
    };
    if INNER.contains(&basic.trim_end_matches('.')) {
        return None;
    }
    let named = match kind(basic) {
        Some(DivisionKind::Annex) => Named::Annex(annex(basic.trim_end_matches('.'))?),
        Some(kind) => Named::Division(kind),
        None => Named::Caption(caption::family(basic)?),
    };
    // "Figures", "Tabellen": the table of captions has no plurals of its own.
    let is_plural = is_plural || matches!(named, Named::Caption(_)) && is_form(bare);
    Some(MentionWord {
        is_plural,
        ..singular(named)
    })
}

/// Returns true if a word is longer than the basic word of its family.
fn is_form(word: &str) -> bool {
    word.ends_with('s') || word.ends_with("en") || word.ends_with('x')
}

/// Returns the static text of a word for an annex.
fn annex(word: &str) -> Option<&'static str> {
    super::kind::annexes().find(|known| *known == word)
}

/// Returns all words that may precede a number, in small letters.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    let forms = FORMS.iter().flat_map(|(base, singular, plural)| {
        std::iter::once(*base)
            .chain(singular.iter().copied())
            .chain(plural.iter().copied())
    });
    (forms.chain(PARTS).chain(FOOTNOTES))
        .chain(super::kind::words())
        .chain(caption::words())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_name_what_their_basic_words_name() {
        let section = Some(Named::Division(DivisionKind::Section));
        for text in [
            "Section",
            "sections",
            "Sec.",
            "Abschnitts",
            "secciones",
            "oddílu",
        ] {
            assert_eq!(word(text).map(|word| word.named), section, "{text}");
        }
        assert_eq!(word("§§").map(|word| word.is_plural), Some(true));
        assert_eq!(
            word("Appendices").map(|word| word.named),
            Some(Named::Annex("appendix"))
        );
        assert_eq!(
            word("Figs.").map(|word| word.named),
            Some(Named::Caption("figure"))
        );
    }

    #[test]
    fn known_words_are_those_of_the_tables_with_and_without_a_full_stop() {
        for text in words().chain(["§", "§§"]) {
            for text in [text.to_owned(), format!("{text}."), text.to_uppercase()] {
                let expected = word(&text.to_lowercase());
                for _ in 0..2 {
                    assert_eq!(known(&text), expected, "{text}");
                }
            }
        }
        for text in ["tea", "sectio", "section..", "."] {
            assert_eq!(known(text), None, "{text}");
        }
    }

    #[test]
    fn other_words_and_inner_paragraphs_are_none() {
        for text in ["paragraph", "tea", "sec", "art", "point", ""] {
            assert_eq!(word(text), None, "{text}");
        }
    }
}
