//! The numbers of headings: `3.2 Late payment`, `Article 5`, `§ 12 Widerruf`, `A. Proofs`.

use super::number;
use crate::lexicon::east_asian;
use crate::lexicon::kind::DivisionKind;
use crate::lexicon::mention::{self, Named};

/// The most digits of a number without a word or a dot: "2024 in numbers" is a year.
const MAX_PLAIN_DIGITS: usize = 3;

/// The kind of things that the number of a section counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum SectionKey {
    /// A number without a word: `3.2`.
    Plain,
    Named(Named),
}

/// Returns the number of a heading, in the form in which numbers are compared, and the
/// heading after it.
pub(super) fn read(heading: &str) -> Option<(SectionKey, String, &str)> {
    let heading = heading.trim_start();
    if heading.is_empty() {
        return None; // a hundred thousand of them are not looked up
    }
    if let Some((kind, value, length)) = east_asian::division(heading) {
        let key = SectionKey::Named(Named::Division(kind));
        return Some((key, value.to_string(), heading[length..].trim()));
    }
    named(heading).or_else(|| plain(heading))
}

/// Reads a number after a word or a sign.
fn named(heading: &str) -> Option<(SectionKey, String, &str)> {
    let (word, rest) = match heading.strip_prefix('§') {
        Some(rest) => ("§", rest.trim_start_matches('§')),
        None => heading.split_once(char::is_whitespace)?,
    };
    let rest = rest.trim_start();
    let length = number::length(rest);
    if length == 0 {
        return None; // most headings, whose first word is then not looked up
    }
    let named = mention::known(word)?.named;
    let is_division = !matches!(named, Named::Caption(_) | Named::Footnote);
    is_division.then(|| {
        let number = number::key(&rest[..length]);
        (SectionKey::Named(named), number, title(&rest[length..]))
    })
}

/// Reads a number without a word. It has a dot, or the title begins with a capital.
fn plain(heading: &str) -> Option<(SectionKey, String, &str)> {
    let length = number::length(heading);
    if length == 0 {
        return None; // most headings
    }
    let number = &heading[..length];
    let rest = &heading[length..];
    let has_mark = rest.starts_with(['.', ')', ':']);
    let after = title(rest);
    let is_letter = number.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_year = number.len() > MAX_PLAIN_DIGITS && number::depth(number) == 1;
    // "A tale" and "I am" have no number; "A Proofs" looks the same.
    let is_set_off = has_mark || !is_letter && (number::depth(number) > 1 || is_title(after));
    let is_number = !is_year && is_set_off && rest.len() > after.len();
    is_number.then(|| (SectionKey::Plain, number::key(number), after))
}

fn is_title(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
}

/// Returns the text after a number, without the signs between.
fn title(rest: &str) -> &str {
    rest.trim_start_matches(|c: char| c.is_whitespace() || ".):–—-|".contains(c))
}

/// Returns the keys under which a mention's number may be found, the best first.
pub(super) fn keys(named: Named, number: &str) -> Vec<SectionKey> {
    let own = SectionKey::Named(named);
    let section = SectionKey::Named(Named::Division(DivisionKind::Section));
    let paragraph = SectionKey::Named(Named::Paragraph);
    let is_lettered = number.starts_with(|c: char| c.is_ascii_lowercase());
    match named {
        Named::Division(DivisionKind::Section) => vec![own, SectionKey::Plain, paragraph],
        Named::Division(DivisionKind::Clause) => vec![own, SectionKey::Plain],
        Named::Division(DivisionKind::Chapter) if number::depth(number) == 1 => {
            vec![own, SectionKey::Plain]
        }
        // "Appendix A.1" is the heading "A.1 Tables".
        Named::Annex(_) if is_lettered => vec![own, SectionKey::Plain],
        Named::Paragraph => vec![own, section],
        Named::Division(_) | Named::Annex(_) => vec![own],
        Named::Caption(_) | Named::Footnote => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_numbers_with_and_without_words() {
        let division = |kind| SectionKey::Named(Named::Division(kind));
        for (heading, key, number, title) in [
            ("3.2 Late payment", SectionKey::Plain, "3.2", "Late payment"),
            ("4. Fees", SectionKey::Plain, "4", "Fees"),
            ("1 INTRODUCTION", SectionKey::Plain, "1", "INTRODUCTION"),
            ("A. Proofs", SectionKey::Plain, "a", "Proofs"),
            ("Article 5", division(DivisionKind::Article), "5", ""),
            (
                "CHAPTER IV: Tea",
                division(DivisionKind::Chapter),
                "iv",
                "Tea",
            ),
            (
                "§ 12a Widerruf",
                SectionKey::Named(Named::Paragraph),
                "12a",
                "Widerruf",
            ),
            (
                "Appendix B. Cups",
                SectionKey::Named(Named::Annex("appendix")),
                "b",
                "Cups",
            ),
            ("第三章 总则", division(DivisionKind::Chapter), "3", "总则"),
        ] {
            assert_eq!(
                read(heading),
                Some((key, number.to_owned(), title)),
                "{heading}"
            );
        }
        for heading in [
            "2024 in numbers",
            "A tale",
            "12 monkeys",
            "Tea",
            "Part of it",
            "3D tea",
        ] {
            assert_eq!(read(heading), None, "{heading}");
        }
    }
}
