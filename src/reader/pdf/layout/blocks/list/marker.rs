//! Markers of list items: bullets, numbers, letters and Roman numerals.

use crate::lexicon::roman::{self, Numerals};
use crate::reader::pdf::layout::lines::{Line, WordArena};

/// Longer numbers mark no item, in bytes: `xviii` is a word of five letters, `2024` a
/// year.
const MAX_NUMBER_LENGTH: usize = 4;
/// Decimal numbers of items have at most this many digits.
const MAX_DIGITS: usize = 3;
/// Numerals of items, in either case.
const NUMERALS: Numerals = Numerals {
    letters: "ivxIVX",
    max_letters: MAX_NUMBER_LENGTH,
};
const MAX_NUMERAL: u32 = 20;
/// Signs that are bullets only where a space follows: "-5" is a number, "*note" a mark.
pub(super) const WEAK_BULLETS: &str = "-–—*+";

/// The beginning of a list item.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Marker {
    /// `-` for bullets, else as it is written.
    pub(super) text: String,
    /// Its number and the form of it; `None` for bullets.
    pub(super) number: Option<(u32, Numbering)>,
    /// The number of words of the line that it takes.
    pub(super) words: usize,
}

/// The form of a number, with the sign that ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// `1.`
    Decimal(char),
    /// `a)`
    Letter(char),
    /// `iv.`
    Roman(char),
}

impl Numbering {
    /// Returns whether both numbers are decimal, both letters or both Roman.
    ///
    /// The sign may differ: some lists are typed "1.", "2)", "3.". By the sign, "2)"
    /// would end the list.
    pub(super) fn is_same_form(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

impl Marker {
    /// Returns whether the marker is a bullet: it has no number.
    pub(crate) fn is_bullet(&self) -> bool {
        self.number.is_none()
    }

    /// Returns whether a list continues with this marker after `last`.
    ///
    /// "1." and "3." do not count up: the second begins a paragraph of a contract.
    /// Bullets of one list may differ, where each sub-topic has its own sign. Without
    /// this rule each number in a contract would be an item of one list.
    pub(super) fn follows(&self, last: &Self) -> bool {
        match (last.number, self.number) {
            (None, None) => true,
            // Bullets may differ, so only the numbers are compared.
            (Some((a, form)), Some((b, other))) => b == a + 1 && form.is_same_form(other),
            _ => false,
        }
    }
}

/// Returns the marker at the beginning of a line, if there is one and text follows it.
///
/// "3." alone is no item. A space follows the marker: "1.5", drawn as "1." and "5", is a
/// decimal, and "-5" a number. "1" and "." may be drawn as separate words, which are one
/// marker. Without the space, "1.5 litres" at the beginning of a line would be item 1
/// with the text "5 litres".
pub(crate) fn marker(line: &Line, words: &WordArena) -> Option<Marker> {
    let first = line.words.first()?;
    // A marker alone on its line may be the number of a page.
    if line.words.len() < 2 {
        return None;
    }
    let text = words.text_of(first);
    let is_set_apart = !line.words[1].is_glued;
    let mut chars = text.chars();
    let c = chars.next()?;
    if chars.next().is_none() {
        // A true bullet needs no space: "•" and "Tea" may be glued.
        let is_bullet = is_bullet(c) || (is_set_apart && WEAK_BULLETS.contains(c));
        return is_bullet.then(|| Marker {
            text: "-".to_owned(),
            number: None,
            words: 1,
        });
    }
    // "1" and "." may be drawn as separate words.
    let (text, taken) = match line.words.get(1) {
        Some(second) if second.is_glued && matches!(words.text_of(second), "." | ")") => {
            (format!("{text}{}", words.text_of(second)), 2)
        }
        _ => (text.to_owned(), 1),
    };
    // "1.5", drawn as "1." and "5", has no space after the full stop.
    let is_followed = line.words.get(taken).is_some_and(|next| !next.is_glued);
    let number = number(&text).filter(|_| is_followed)?;
    Some(Marker {
        text,
        number: Some(number),
        words: taken,
    })
}

/// Returns whether a character is used as a bullet and for nothing else.
///
/// A dash is not here: "- tea" is an item, but "-5" is a number, so a dash needs a space
/// after it. With a dash in this table, "-5" that is drawn as two words would be an item.
#[rustfmt::skip] // a table
fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '◦' | '▪' | '▫' | '●' | '○' | '■' | '□' | '‣' | '⁃' | '∙' | '·' | '➢' | '➤' | '►'
            | '▸' | '✓' | '✔' | '❖' | '◆' | '◇' | '⦁' | '☐' | '☑' | '☒'
    )
}

/// Returns the number of a marker: `3.`, `3)`, `(3)`, `c.`, `iv)`.
///
/// The number ends with a full stop or a bracket and is short: "2024." ends a sentence,
/// and "(3." is no pair. A single letter is the letter, except "i.", which is Roman far
/// more often than the ninth letter. Without the first rule a sentence that ends with a
/// year would begin an item.
fn number(text: &str) -> Option<(u32, Numbering)> {
    let end = text
        .chars()
        .next_back()
        .filter(|c| matches!(c, '.' | ')'))?;
    let body = text[..text.len() - 1].trim_start_matches('(');
    let is_bracketed = text.starts_with('(');
    // "(3." is the end of a sentence in brackets.
    if (is_bracketed && end != ')') || body.is_empty() || body.len() > MAX_NUMBER_LENGTH {
        return None;
    }
    let sign = if is_bracketed { '(' } else { end };
    // Four digits are a year; Roman numerals may be that long.
    if body.bytes().all(|byte| byte.is_ascii_digit()) && body.len() <= MAX_DIGITS {
        return Some((body.parse().ok()?, Numbering::Decimal(sign)));
    }
    // Letters before numerals, so "c." and "v." are letters; only "i." is not.
    if let [letter] = body.as_bytes()
        && letter.is_ascii_alphabetic()
        && !matches!(letter, b'i' | b'I')
    {
        let nth = u32::from(letter.to_ascii_lowercase() - b'a') + 1;
        return Some((nth, Numbering::Letter(sign)));
    }
    roman(body).map(|value| (value, Numbering::Roman(sign)))
}

/// Returns the value of a Roman numeral up to 20.
///
/// Larger ones do not number items, and "mix." and "di." would be numerals. The numeral
/// is in its usual form: "iiii." and "vx." are no numbers.
fn roman(text: &str) -> Option<u32> {
    let value = NUMERALS.value(text).filter(|value| *value <= MAX_NUMERAL)?;
    // Written back, "iiii" and "vx" are other numerals.
    text.eq_ignore_ascii_case(&roman::write(value))
        .then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_their_usual_forms() {
        assert_eq!(number("3."), Some((3, Numbering::Decimal('.'))));
        assert_eq!(number("(3)"), Some((3, Numbering::Decimal('('))));
        assert_eq!(number("c)"), Some((3, Numbering::Letter(')'))));
        assert_eq!(number("iv."), Some((4, Numbering::Roman('.'))));
        assert_eq!(number("3.2"), None);
        assert_eq!(number("etc."), None);
        assert_eq!(number("2024."), None);
    }
}
