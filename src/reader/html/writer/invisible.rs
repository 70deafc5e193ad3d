//! Characters that a page does not show: soft hyphens, zero-width spaces, marks of
//! direction.

use std::borrow::Cow;

/// Returns `text` without characters that are not shown. With them, `Docu\u{ad}ment` is
/// found by no search for `Document`, and it has other tokens.
///
/// A zero-width joiner inside a word is a part of its spelling, as in Persian and in
/// emoji; so is a zero-width space between words of scripts without spaces.
pub(super) fn strip(text: &str) -> Cow<'_, str> {
    // Most text has none: the first bytes of their encodings are rare.
    if text.is_ascii() || !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied();
        if !is_invisible(c) || is_spelled(c, before, after) {
            kept.push(c);
            before = Some(c);
        }
    }
    Cow::Owned(kept)
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// Returns true for a character inside a word that is a part of its spelling.
fn is_spelled(c: char, before: Option<char>, after: Option<char>) -> bool {
    let is_edge =
        |c: Option<char>| c.is_some_and(|c| c.is_whitespace() || c.is_ascii_punctuation());
    match c {
        '\u{200c}' | '\u{200d}' => !is_edge(before) && !is_edge(after),
        '\u{200b}' => {
            let is_unspaced =
                |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c >= '\u{e00}');
            is_unspaced(before) && is_unspaced(after)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn what_is_not_shown_is_left_out_and_spellings_stay() {
        for (text, expected) in [
            ("Docu\u{ad}men\u{ad}tation", "Documentation"),
            ("std::\u{200b}vec", "std::vec"),
            ("\u{200e}Tea\u{200f} \u{feff}x\u{200d} ", "Tea x "),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("👩\u{200d}💻", "👩\u{200d}💻"),
            ("ภาษา\u{200b}ไทย", "ภาษา\u{200b}ไทย"),
        ] {
            assert_eq!(strip(text), expected, "{text:?}");
        }
    }
}
