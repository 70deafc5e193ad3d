//! Reads what may follow the number of a section: its paragraphs and items, as in
//! "Article 5(2)", "§ 5 Abs. 2 Satz 1 und 3", "Article 5, first subparagraph".

use super::number;
use crate::lexicon::outside;

/// The most bytes between brackets: `(12)`, `(iii)`, `(a)`.
const MAX_BRACKET_BYTES: usize = 5;
/// The most parts that follow one number.
const MAX_PARTS: usize = 16;

/// Returns the offset after the parts that follow the number at the end of `text[..at]`.
pub(super) fn end(text: &str, mut at: usize) -> usize {
    for _ in 0..MAX_PARTS {
        let next = brackets(text, at).or_else(|| dotted(text, at));
        let Some(next) = next.or_else(|| inner(text, at)) else {
            break;
        };
        at = next;
    }
    at
}

/// Returns the offset after `(2)` or ` (2)`.
fn brackets(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].trim_start_matches([' ', '\u{a0}']);
    let inside = rest.strip_prefix('(')?;
    let length = inside.bytes().take(MAX_BRACKET_BYTES + 1);
    let length = length.take_while(u8::is_ascii_alphanumeric).count();
    let is_closed = inside.as_bytes().get(length) == Some(&b')');
    let is_number = (1..=MAX_BRACKET_BYTES).contains(&length) && is_item(&inside[..length]);
    (is_closed && is_number).then(|| text.len() - inside.len() + length + 1)
}

/// Returns the offset after `.e`: "Section 4.e of the provisions".
fn dotted(text: &str, at: usize) -> Option<usize> {
    let mut chars = text[at..].strip_prefix('.')?.chars();
    let is_letter = chars.next()?.is_ascii_lowercase();
    let is_last = chars.next().is_none_or(|c| !c.is_alphanumeric());
    (is_letter && is_last).then_some(at + 2)
}

/// Returns true for the number or the letters of an item: `2`, `a`, `iii`. "(see" and
/// "(the" are words.
fn is_item(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
        || text.len() == 1
        || number::roman(&text.to_ascii_lowercase()).is_some()
        || text.len() == 2 && text.as_bytes()[0] == text.as_bytes()[1]
}

/// Returns the offset after a word for a part and its numbers: ` Absatz 2 und 3`, `, point
/// (a)`, `, first subparagraph`.
fn inner(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let spaced = rest.strip_prefix(',').unwrap_or(rest);
    let words = spaced.trim_start();
    if words.len() == spaced.len() {
        return None;
    }
    let (mut word, mut after) = next_word(words);
    // "Abs. 3 und Abs. 4"
    if outside::joins_list(&word) {
        (word, after) = next_word(after.trim_start());
    }
    let is_ordinal = outside::is_ordinal(&word);
    if is_ordinal {
        (word, after) = next_word(after.trim_start());
    }
    if !outside::is_inner(&word) {
        return None;
    }
    let after = after.strip_prefix('.').unwrap_or(after);
    if is_ordinal {
        return Some(text.len() - after.len());
    }
    list(after).map(|rest| text.len() - rest.len())
}

/// Returns the word at the start of a text, in small letters, and the rest.
fn next_word(text: &str) -> (String, &str) {
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    (text[..end].to_lowercase(), &text[end..])
}

/// Returns the text after the numbers of parts: `2`, `2 bis 5`, `a, b und d`, `(a)`.
fn list(text: &str) -> Option<&str> {
    let mut rest = item(text.trim_start())?;
    for _ in 0..MAX_PARTS {
        let spaced = rest.strip_prefix(',').unwrap_or(rest).trim_start();
        let (word, after) = next_word(spaced);
        let next = if outside::joins_list(&word) && word.len() > 1 {
            after.trim_start()
        } else if rest.starts_with(',') {
            spaced
        } else {
            break;
        };
        match item(next) {
            Some(after) => rest = after,
            None => break,
        }
    }
    Some(rest)
}

/// Returns the text after one number or letter of a part.
fn item(text: &str) -> Option<&str> {
    if text.starts_with('(') {
        return brackets(text, 0).map(|end| &text[end..]);
    }
    let end = text
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(text.len());
    let item = &text[..end];
    let digits = item.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = digits.len() < item.len() && digits.len() <= 1;
    // The letter of "Buchstabe a"; "a" alone is also an article, which follows no part.
    let is_letter = item.len() == 1 && digits.len() == 1;
    (is_number || is_letter).then(|| &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_sections_are_read_to_their_end() {
        for (text, expected) in [
            ("5(2) tea", "(2)"),
            ("5 (2)(a) tea", " (2)(a)"),
            ("5 Abs. 2 Satz 1 und 3 tea", " Abs. 2 Satz 1 und 3"),
            (
                "5 Absatz 1 Buchstabe a, b und d, tea",
                " Absatz 1 Buchstabe a, b und d",
            ),
            ("5, paragraph 2, tea", ", paragraph 2"),
            ("5, first subparagraph, tea", ", first subparagraph"),
            ("5 Nr. 2a des", " Nr. 2a"),
            ("5 Abs. 3 und Abs. 4 und 5 des", " Abs. 3 und Abs. 4 und 5"),
            ("5.e of the", ".e"),
            ("5 of the", ""),
            ("5 (see 6)", ""),
            ("5, tea", ""),
        ] {
            assert_eq!(&text[1..end(text, 1)], expected, "{text}");
        }
    }
}
