//! Detects fonts whose glyph names have no meaning and whose codes are ASCII.
//!
//! A Type 3 font may name its glyphs `/B71` or `/BA0` and still show "Tea" by the codes
//! of its letters.

use super::glyph_name;

/// The visible codes of ASCII, and the space.
const CODES: std::ops::RangeInclusive<u8> = b' '..=b'~';
/// Fonts with fewer unknown names do not show what their codes are.
const MIN_NAMES: usize = 4;
/// The share of the unknown names whose codes are ASCII, in percent.
const MIN_ASCII: usize = 90;
/// The share of these codes that are letters, in percent: a text has few digits and
/// signs.
const MIN_LETTERS: usize = 50;
/// Shares are in percent.
const WHOLE: usize = 100;
/// More codes in a row than the alphabet has, or than there are gaps for, are numbers
/// that a producer gave to the glyphs in the order of their use.
const ALPHABET: usize = 26;

/// Returns true if the unknown names are those of codes in ASCII.
pub(super) fn are_codes(names: &[Option<&[u8]>]) -> bool {
    let unknown = |name: Option<&[u8]>| name.is_some_and(|name| !is_known(name));
    let codes: Vec<u8> = (0..=u8::MAX)
        .zip(names)
        .filter_map(|(code, name)| unknown(*name).then_some(code))
        .collect();
    let ascii = codes.iter().filter(|code| CODES.contains(code)).count();
    let letters = codes
        .iter()
        .filter(|code| code.is_ascii_alphabetic())
        .count();
    codes.len() >= MIN_NAMES
        && ascii * WHOLE >= codes.len() * MIN_ASCII
        && letters * WHOLE >= ascii * MIN_LETTERS
        && !is_numbered(&codes)
}

/// Appends the character of a code.
pub(super) fn append(code: u8, text: &mut String) -> bool {
    let is_ascii = CODES.contains(&code);
    text.extend(is_ascii.then_some(char::from(code)));
    is_ascii
}

/// Returns true if the codes are consecutive numbers rather than those of characters.
fn is_numbered(codes: &[u8]) -> bool {
    // Of the alphabet a text leaves out some letters, as "q" and "x"; a whole alphabet
    // without the other case is a font of capitals.
    let is_consecutive = codes.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let is_alphabet = codes.len() == ALPHABET && codes[0].is_ascii_alphabetic();
    let is_whole = codes.len() > 2 * ALPHABET && codes.contains(&b'A') && codes.contains(&b'z');
    is_consecutive && !is_alphabet && !is_whole
}

fn is_known(name: &[u8]) -> bool {
    name == b".notdef" || glyph_name::append(&String::from_utf8_lossy(name), &mut String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_codes_of(text: &str) -> bool {
        let mut names: Vec<Option<&[u8]>> = vec![None; 256];
        for byte in text.bytes() {
            names[usize::from(byte)] = Some(b"Bx7q");
        }
        are_codes(&names)
    }

    #[test]
    fn codes_of_a_text_are_ascii_and_numbers_of_glyphs_are_not() {
        assert!(are_codes_of("Assicurazione sulla vita"));
        assert!(!are_codes_of("ABCDEFGHI"));
        assert!(!are_codes_of("\u{1}\u{2}\u{3}\u{4}abc"));
        assert!(!are_codes_of("!$&(/)=?"));
        assert!(!are_codes_of("Tea"));
    }
}
