//! Numbers at the start of titles and items: `3.2.1`, `A.4`, `Chapter 7`, `§ 5`, `(a)`,
//! `IV.`, `第三章`.

mod east_asian;

use super::kind::{DivisionKind, kind};
use super::number_word;
use super::roman::Numerals;
use std::ops::RangeInclusive;

/// The maximum number of digits of a component: "2024" is a year.
const MAX_DIGITS: usize = 3;
/// The maximum number of components; more are a version or an address.
const MAX_COMPONENTS: u8 = 6;
/// Numerals of titles and items. One of more than six letters is rare (`XXXVIII`), and so
/// is one with a `D` or an `M`, without which "did" and "mild" are words.
const UPPER: Numerals = Numerals {
    letters: "IVXLC",
    max_letters: 6,
};
const SMALL: Numerals = Numerals {
    letters: "ivxlc",
    max_letters: 6,
};
/// Numerals that are one character, as Chinese, Japanese and Korean texts have them.
const ROMAN_CHARACTERS: RangeInclusive<char> = 'Ⅰ'..='Ⅻ';

/// A number at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number<'t> {
    /// The kind of division that a word or a sign names: "Chapter 3", `§ 5`, `第三章`.
    pub(crate) kind: Option<DivisionKind>,
    pub(crate) form: Form,
    /// True for `b)` and `iv.`, false for `B)` and `IV.`
    pub(crate) is_small: bool,
    /// The value of the last component: 2 for `3.2` and for `b)`. A letter that may be a
    /// Roman numeral has its place in the alphabet: 3 for `C.`
    pub(crate) value: u32,
    /// The number of components: 2 for `3.2`. East Asian forms have a level each.
    pub(crate) depth: u8,
    pub(crate) mark: Delimiter,
    /// The title after the number.
    pub(crate) title: &'t str,
}

/// The form of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `3`, `3.2`, `A.4`
    Decimal,
    /// `IV`, `Ⅳ`
    Roman,
    /// `B`
    Letter,
    /// A letter that is a Roman numeral too, with its value as a numeral: 100 for `C`.
    LetterOrRoman(u32),
    /// `Three`
    Word,
    /// `一、` and `（一）`
    Ideograph,
    /// `第三章`
    Division,
}

/// The sign that ends a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delimiter {
    None,
    /// `3.`
    Dot,
    /// `3)`
    Bracket,
    /// `(3)`
    Brackets,
    /// `3:`, `3、`
    Other,
}

/// A number without the text around it.
struct Bare {
    form: Form,
    is_small: bool,
    value: u32,
    depth: u8,
}

/// Returns the number at the start of a text.
///
/// Letters and Roman numerals need a mark or a word before them: `A.` and "Annex A" are
/// numbers, the words of "A tale" and "I am" are none.
pub(crate) fn read(text: &str) -> Option<Number<'_>> {
    let text = text.trim_start();
    east_asian::read(text)
        .or_else(|| named(text))
        .or_else(|| marked(text))
}

/// Reads a number after a word: `Chapter 3`, `Article IV.`, `Annex A`, `§ 5`.
fn named(text: &str) -> Option<Number<'_>> {
    let (name, rest) = split_word(text);
    let kind = if name == "§" || name == "§§" {
        Some(DivisionKind::Section)
    } else {
        kind(name)
    };
    let (number, title) = split_word(rest);
    let bare_number = number.trim_end_matches(['.', ':', '—', '–', '-', ',', ')']);
    let bare = bare(bare_number)
        .or_else(|| word(bare_number))
        .or_else(|| ordinal(bare_number))
        .or_else(|| inserted(bare_number))?;
    Some(Number {
        kind: Some(kind?),
        form: bare.form,
        is_small: bare.is_small,
        value: bare.value,
        depth: bare.depth,
        mark: mark(number),
        title,
    })
}

/// Reads a number without a word: `3.2`, `A.`, `(iv)`, `§5`, `Ⅳ`.
fn marked(text: &str) -> Option<Number<'_>> {
    let (number, title) = split_word(text);
    let bare_number = number.trim_start_matches('§');
    let kind = (bare_number.len() < number.len()).then_some(DivisionKind::Section);
    let mark = mark(number);
    // "(3)." has both.
    let inner = bare_number.trim_end_matches([':', ')', '.']);
    let inner = match mark {
        Delimiter::Brackets => inner.trim_start_matches('('),
        _ => inner,
    };
    let bare = bare(inner)?;
    // "IV" without a mark may be an abbreviation. "Ⅳ" cannot.
    let is_sure = bare.form == Form::Decimal
        || inner.starts_with(|c| ROMAN_CHARACTERS.contains(&c))
        || matches!(
            mark,
            Delimiter::Dot | Delimiter::Bracket | Delimiter::Brackets
        );
    is_sure.then_some(Number {
        kind,
        form: bare.form,
        is_small: bare.is_small,
        value: bare.value,
        depth: bare.depth,
        mark,
        title,
    })
}

/// Returns the sign that ends a number.
fn mark(number: &str) -> Delimiter {
    let before_dot = number.trim_end_matches(['.', ':']);
    if number.starts_with('(') && before_dot.ends_with(')') {
        Delimiter::Brackets
    } else if number.trim_end_matches([':', ')']).ends_with('.') {
        Delimiter::Dot
    } else if number.ends_with(')') {
        Delimiter::Bracket
    } else if number.ends_with(|c: char| !c.is_alphanumeric()) {
        Delimiter::Other
    } else {
        Delimiter::None
    }
}

/// Returns the first word of a text, and the text after it.
fn split_word(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word, rest.trim())
}

/// Reads a number that is alone.
fn bare(number: &str) -> Option<Bare> {
    if let Some(decimal) = decimal(number) {
        return Some(decimal);
    }
    let mut chars = number.chars();
    let first = chars.next()?;
    let is_single = chars.next().is_none();
    let is_small = first.is_ascii_lowercase();
    let roman = if is_small { SMALL } else { UPPER }.value(number);
    let (form, value) = if is_single && ROMAN_CHARACTERS.contains(&first) {
        (
            Form::Roman,
            first as u32 - *ROMAN_CHARACTERS.start() as u32 + 1,
        )
    } else if is_single && first.is_ascii_alphabetic() {
        let nth = u32::from(first.to_ascii_lowercase()) - u32::from('a') + 1;
        (roman.map_or(Form::Letter, Form::LetterOrRoman), nth)
    } else {
        (Form::Roman, roman?)
    };
    Some(Bare {
        form,
        is_small,
        value,
        depth: 1,
    })
}

/// Reads components between dots, of which the first may be a letter: `3.2`, `A.4`.
fn decimal(number: &str) -> Option<Bare> {
    let (mut depth, mut last) = (0_u8, None);
    for component in number.split('.') {
        let is_number = (1..=MAX_DIGITS).contains(&component.len())
            && component.bytes().all(|byte| byte.is_ascii_digit());
        let is_letter = depth == 0
            && component.len() == 1
            && component.bytes().all(|byte| byte.is_ascii_uppercase());
        if depth == MAX_COMPONENTS || !(is_number || is_letter) {
            return None;
        }
        last = component.parse().ok();
        depth += 1;
    }
    Some(Bare {
        form: Form::Decimal,
        is_small: false,
        value: last?,
        depth,
    })
}

/// Reads a number that is written as a word: `Three`.
fn word(text: &str) -> Option<Bare> {
    let value = number_word::value(&text.to_lowercase())?;
    Some(Bare {
        form: Form::Word,
        is_small: false,
        value,
        depth: 1,
    })
}

/// Reads the number of an article that was inserted later: `Article 515-14`. It counts as
/// the one that it follows.
fn inserted(text: &str) -> Option<Bare> {
    let (number, last) = text.split_once('-')?;
    let is_number = |part: &str| decimal(part).is_some();
    last.split('-').all(is_number).then(|| decimal(number))?
}

/// Reads an ordinal number after a word: `Titre Ier`, `Article 1er`, `Artículo 1º`.
fn ordinal(text: &str) -> Option<Bare> {
    const ENDINGS: [&str; 10] = ["er", "re", "ère", "ème", "e", "º", "ª", "°", "ᵉʳ", "ᵉ"];
    let rest = (ENDINGS.iter()).find_map(|ending| text.strip_suffix(ending))?;
    let number = bare(rest)?;
    match number.form {
        Form::Decimal if number.depth == 1 => Some(number),
        // No letter has such an ending.
        Form::Roman => Some(number),
        Form::LetterOrRoman(value) => Some(Bare {
            form: Form::Roman,
            value,
            ..number
        }),
        _ => None,
    }
}

/// Returns true if the number or letter of a text is the successor of another's: `B.`
/// after `A.`, `3.2` after `3.1`.
#[cfg(feature = "pdf")]
pub(crate) fn follows(text: &str, before: &str) -> bool {
    fn split(text: &str) -> Option<(&str, &str)> {
        let number = text.split_whitespace().next()?.trim_end_matches(['.', ')']);
        Some(number.rsplit_once('.').unwrap_or(("", number)))
    }
    let (Some((parent, last)), Some((previous_parent, previous))) = (split(text), split(before))
    else {
        return false;
    };
    // "II." is not a successor of "I.": a letter may be a numeral or not.
    let is_next = match (last.as_bytes(), previous.as_bytes()) {
        ([letter], [previous]) if letter.is_ascii_uppercase() => *letter == previous + 1,
        _ => (last.parse::<u16>().ok())
            .zip(previous.parse::<u16>().ok())
            .is_some_and(|(last, previous)| last.checked_sub(1) == Some(previous)),
    };
    parent == previous_parent && is_next
}

#[cfg(test)]
mod tests;
