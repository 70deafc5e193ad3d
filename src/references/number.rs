//! Numbers of sections, captions and footnotes, in headings and in sentences.

use crate::lexicon::roman::Numerals;

/// The most digits of a component. Civil codes have sections above 2,000.
const MAX_DIGITS: usize = 4;
/// The most components; more are a version or an address.
const MAX_COMPONENTS: usize = 6;
/// Roman numerals of chapters and articles: `XXXVIII`.
const ROMAN: Numerals = Numerals {
    letters: "ivxlc",
    max_letters: 7,
};

/// Returns the length of the number at the start of a text, 0 if there is none: `3.2` of
/// `3.2 and`, `A.1`, `5a`, `IV`, `B`, `3-10`.
pub(super) fn length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let is_letter = bytes.first().is_some_and(u8::is_ascii_uppercase);
    // The letter of `A`, `A.1` and `S1`.
    let mut end = usize::from(is_letter);
    let first = digits(end);
    if first > MAX_DIGITS || !is_letter && first == 0 {
        return 0;
    }
    end += first;
    let mut components = 1;
    while let Some(separator) = separator(&text[end..]) {
        let more = digits(end + separator);
        if !(1..=MAX_DIGITS).contains(&more) || components == MAX_COMPONENTS {
            break;
        }
        end += separator + more;
        components += 1;
    }
    if is_letter && end == 1 {
        let letters = bytes.iter().take_while(|byte| byte.is_ascii_uppercase());
        let letters = letters.count();
        if letters > 1 {
            let is_roman = roman(&text[..letters].to_ascii_lowercase()).is_some();
            end = if is_roman { letters } else { 0 };
        }
    } else if bytes.get(end).is_some_and(u8::is_ascii_alphabetic) {
        end += 1; // `5a`, `2A`
    }
    // "3rd", "5 %" and "B-tree" are none.
    let after = text[end..].chars().next();
    let is_word = after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | '_' | '°'));
    let is_compound = after == Some('-') && is_letter && end == 1;
    if is_word || is_compound { 0 } else { end }
}

/// Returns the length of a sign between two components.
fn separator(text: &str) -> Option<usize> {
    let c = text.chars().next()?;
    matches!(c, '.' | '-' | '–' | '\u{2011}').then_some(c.len_utf8())
}

/// Returns a number in the form in which numbers are compared: small letters, hyphens.
pub(super) fn key(number: &str) -> String {
    let mut key = number.replace(['–', '\u{2011}'], "-");
    key.make_ascii_lowercase();
    key
}

/// Returns the value of a Roman numeral in small letters.
pub(super) fn roman(number: &str) -> Option<u32> {
    ROMAN.value(number)
}

/// Returns the number of components of a number.
pub(super) fn depth(number: &str) -> usize {
    number.split(['.', '-', '–']).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_before_the_text() {
        for (text, expected) in [
            ("3.2 and", "3.2"),
            ("3.2.", "3.2"),
            ("3.2, 4", "3.2"),
            ("A.1)", "A.1"),
            ("A.", "A"),
            ("IV of", "IV"),
            ("5a Abs.", "5a"),
            ("3-10 shows", "3-10"),
            ("S1", "S1"),
            ("5(2)", "5"),
        ] {
            assert_eq!(&text[..length(text)], expected, "{text}");
        }
        for text in ["3rd", "5%", "TEA", "12345", "tea", "", "B-tree", "Apples"] {
            assert_eq!(length(text), 0, "{text}");
        }
    }
}
