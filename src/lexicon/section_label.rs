//! Words that name a kind of section in pages without heading elements: `PART II`,
//! `Item 1A.`, `Article 5`, `§ 3`.

use super::kind::{DivisionKind, kind};
use super::number_word;
use super::roman::Numerals;

/// A kind of section, from the outermost to the innermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LabelKind {
    Part,
    Book,
    Title,
    Schedule,
    Chapter,
    Item,
    Section,
    Article,
    Paragraph,
}

/// Words that begin sections of pages only, in lower case. Headings of PDF are found with
/// less evidence, where "Book 3 rooms" and "Rule 5 applies" would be sections.
#[rustfmt::skip] // a table
const WORDS_OF_PAGES: [(LabelKind, &[&str]); 6] = [
    // The Swedish "del". Italian and Spanish texts begin with it too: "del 5 maggio".
    (LabelKind::Part, &["del"]),
    (LabelKind::Book, &["book", "buch", "livre", "libro", "volume"]),
    // Laws are also exported without accents.
    (LabelKind::Title, &["titulo"]),
    (LabelKind::Chapter, &["capitulo"]),
    (LabelKind::Section, &["subchapter", "subpart"]),
    (LabelKind::Article, &["rule", "regulation"]),
];

/// The longest number of a section, in bytes: `XXXVIII`, `12.304-5`.
const MAX_NUMBER_BYTES: usize = 9;

/// Numerals of sections, in lower case. A word before them excludes "mild" and "mix".
const NUMERALS: Numerals = Numerals {
    letters: "ivxlcdm",
    max_letters: MAX_NUMBER_BYTES,
};

/// Ordinals that are the number of a section: "Schedule First".
const ORDINALS: [&str; 3] = ["first", "second", "third"];

/// A line that begins with the name and the number of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeadingLabel {
    pub(crate) kind: LabelKind,
    /// The number in lower case, without punctuation.
    pub(crate) number: String,
    /// True if nothing follows the number.
    pub(crate) is_whole: bool,
}

/// Returns the label with which a line begins.
pub(crate) fn label(line: &str) -> Option<HeadingLabel> {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix('§') {
        let rest = rest.trim_start_matches('§').trim_start();
        return numbered(LabelKind::Paragraph, rest);
    }
    let end = line.find(|c: char| !c.is_alphabetic())?;
    let word = line[..end].to_lowercase();
    numbered(
        label_kind(&word)?,
        line[end..].trim_start_matches(|c: char| c.is_whitespace() || c == '.'),
    )
}

/// Returns the kind of section that a word in lower case names.
fn label_kind(word: &str) -> Option<LabelKind> {
    let row = WORDS_OF_PAGES
        .iter()
        .find(|(_, words)| words.contains(&word));
    if let Some((kind, _)) = row {
        return Some(*kind);
    }
    match kind(word)? {
        DivisionKind::Part => Some(LabelKind::Part),
        DivisionKind::Title => Some(LabelKind::Title),
        DivisionKind::Chapter => Some(LabelKind::Chapter),
        DivisionKind::Annex => Some(LabelKind::Schedule),
        DivisionKind::Section => Some(LabelKind::Section),
        DivisionKind::Article | DivisionKind::Clause => Some(LabelKind::Article),
        // The only item of a report is its heading. "Point 3" and "Punkt 3" begin
        // sentences.
        DivisionKind::Item => (word == "item").then_some(LabelKind::Item),
        // "Unit 5" and "Note 5" begin lines of any page: a price, a remark.
        DivisionKind::Lesson | DivisionKind::Note => None,
    }
}

fn numbered(kind: LabelKind, rest: &str) -> Option<HeadingLabel> {
    let rest = rest.trim_start_matches('(');
    let end = number_end(rest);
    let number = rest[..end].to_lowercase();
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        || NUMERALS.value(&number).is_some()
        || number.chars().count() == 1
        || number_word::value(&number).is_some()
        || ORDINALS.contains(&&*number);
    let is_whole = rest[end..].chars().all(|c| !c.is_alphanumeric());
    (is_number && !number.is_empty() && number.len() <= MAX_NUMBER_BYTES).then_some(HeadingLabel {
        kind,
        number,
        is_whole,
    })
}

/// Returns the end of the number at the beginning of a text: `1A` of `1A.Risk Factors`,
/// `12.304` of `12.304 Scope`.
fn number_end(text: &str) -> usize {
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_inside = matches!(c, '.' | '-')
            && before.is_ascii_digit()
            && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !c.is_alphanumeric() && !is_inside {
            return at;
        }
        before = c;
    }
    text.len()
}

/// Returns the depth of a line that begins with a number, such as 2 for `2.1 Deposit`,
/// and 1 for `1. The boat`.
pub(crate) fn depth(line: &str) -> Option<u8> {
    let line = line.trim_start();
    let number: &str = line.split(char::is_whitespace).next().unwrap_or_default();
    let after = line[number.len()..].trim_start();
    let is_closed = number.ends_with(['.', ')']);
    let parts: Vec<&str> = number.trim_end_matches(['.', ')']).split('.').collect();
    let is_number = parts.iter().all(|part| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    // `2024 was a year` is not a number of a section, nor is `12 monkeys`.
    if !is_number || !(is_closed || parts.len() > 1) || !after.starts_with(char::is_alphabetic) {
        return None;
    }
    u8::try_from(parts.len()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_a_word_and_a_number() {
        for (line, kind, number, is_whole) in [
            ("PART II", LabelKind::Part, "ii", true),
            ("Item 1A. Risk Factors", LabelKind::Item, "1a", false),
            ("ITEM\u{a0}7.", LabelKind::Item, "7", true),
            ("Article 5 — Scope", LabelKind::Article, "5", false),
            ("§ 12 Widerruf", LabelKind::Paragraph, "12", false),
            ("CHAPTER I", LabelKind::Chapter, "i", true),
            ("Artikel 1", LabelKind::Article, "1", true),
            ("ITEM 1B.UNRESOLVED COMMENTS", LabelKind::Item, "1b", false),
            ("Rule 12.304 Scope", LabelKind::Article, "12.304", false),
            ("Глава 2", LabelKind::Chapter, "2", true),
            ("Załącznik 4 Opłaty", LabelKind::Schedule, "4", false),
            ("Clause 5", LabelKind::Article, "5", true),
            ("Part Twelve", LabelKind::Part, "twelve", true),
            ("Book 1", LabelKind::Book, "1", true),
        ] {
            let number = number.to_owned();
            assert_eq!(
                label(line),
                Some(HeadingLabel {
                    kind,
                    number,
                    is_whole
                }),
                "{line}"
            );
        }
        for line in [
            "Part of the plan",
            "Items sold",
            "Titled",
            "Article about tea",
            "Chapter",
            "Unit 5",
            "Note 5",
            "Punkt 3",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }

    #[test]
    fn numbers_have_a_depth() {
        assert_eq!(depth("1. The boat"), Some(1));
        assert_eq!(depth("2.1 Deposit"), Some(2));
        assert_eq!(depth("2.1.3. Deposit"), Some(3));
        for line in ["2024 was dry", "12 monkeys", "1,204 pens", "3.5 %", "1."] {
            assert_eq!(depth(line), None, "{line}");
        }
    }
}
