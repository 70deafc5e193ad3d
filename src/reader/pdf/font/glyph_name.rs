//! What a glyph's name says of its character.

use read_fonts::ps::agl;

/// Appends the text of a glyph name to `text`; `false` if the name does not tell it.
///
/// The Adobe Glyph List with its `uniXXXX` and `uXXXX`, then what producers make up: `g41`, `cid:65`, `a65`, `C0065`
/// number the character code.
pub(super) fn append(name: &str, text: &mut String) -> bool {
    let before = text.len();
    text.extend(agl::name_to_chars(name).filter(|&character| !character.is_control()));
    if text.len() == before {
        text.extend(hexadecimal(name).or_else(|| numbered(name)));
    }
    text.len() > before
}

/// Variants of `uni0041`: in lower case, or with a suffix that the list does not know.
fn hexadecimal(name: &str) -> Option<char> {
    let digits = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix("Uni"))?;
    let end = digits.find(|character: char| !character.is_ascii_hexdigit());
    let digits = &digits[..end.unwrap_or(digits.len())];
    let code = (digits.len() >= 4).then(|| u32::from_str_radix(&digits[..4], 16).ok())??;
    visible(code)
}

/// Names that end in the decimal number of a character that fits into one byte.
fn numbered(name: &str) -> Option<char> {
    let start = name.find(|character: char| character.is_ascii_digit())?;
    let (prefix, digits) = name.split_at(start);
    let known = matches!(
        prefix,
        "a" | "c" | "C" | "char" | "cid" | "cid:" | "G" | "g" | "glyph" | "H" | "index"
    );
    let code: u32 = digits.parse().ok()?;
    if known && code < 256 {
        visible(code)
    } else {
        None
    }
}

fn visible(code: u32) -> Option<char> {
    char::from_u32(code).filter(|character| !character.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> Option<String> {
        let mut text = String::new();
        append(name, &mut text).then_some(text)
    }

    #[test]
    fn names_tell_their_characters() {
        assert_eq!(text("Adieresis").as_deref(), Some("Ä"));
        assert_eq!(text("uni20AC").as_deref(), Some("€"));
        assert_eq!(text("u1F600").as_deref(), Some("😀"));
        assert_eq!(text("f_f_i").as_deref(), Some("ffi"));
        assert_eq!(text("A.swash").as_deref(), Some("A"));
        assert_eq!(text("uni20ac").as_deref(), Some("€"));
    }

    #[test]
    fn numbers_in_names_are_codes() {
        assert_eq!(text("g65").as_deref(), Some("A"));
        assert_eq!(text("C66").as_deref(), Some("B"));
        assert_eq!(text("g4711"), None);
        assert_eq!(text(".notdef"), None);
    }
}
