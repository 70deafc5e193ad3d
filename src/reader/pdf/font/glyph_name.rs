//! What a glyph's name says of its character.

use super::tex_name;
use read_fonts::ps::agl;

/// The number of the space in fonts made for Windows: before it are what stands for the unknown, nothing, and a line break.
pub(super) const SPACE_GLYPH: u32 = 3;

/// How long a glyph's name may be. Codes can share one of a megabyte, `uni` and so many letters.
pub(super) const MAX_NAME_BYTES: usize = 255;

/// Appends the text of a glyph name to `text`; `false` if the name does not tell it.
///
/// The Adobe Glyph List with its `uniXXXX` and `uXXXX`, then TeX's names, then what producers make up: `g41`, `cid:65`, `a65`,
/// `C0065` number the character code.
pub(super) fn append(name: &str, text: &mut String) -> bool {
    if name.len() > MAX_NAME_BYTES {
        return false;
    }
    if is_dingbat(name) {
        text.extend(numbered(name));
        return numbered(name).is_some();
    }
    let before = text.len();
    text.extend(
        agl::name_to_chars(name)
            .map(without_style)
            .filter(|character| !character.is_control()),
    );
    if text.len() == before {
        let found = tex_name::character(name).or_else(|| hexadecimal(name));
        text.extend(found.or_else(|| numbered(name)));
    }
    text.len() > before
}

/// The same for names of Zapf Dingbats: `a65` is ✺ there and a letter elsewhere.
pub(super) fn append_dingbat(name: &str, text: &mut String) -> bool {
    text.extend(agl::name_to_char(name).filter(|_| is_dingbat(name)));
    is_dingbat(name) || append(name, text)
}

fn is_dingbat(name: &str) -> bool {
    let digits = name.strip_prefix('a').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Small capitals and old-style figures are letters and figures: Adobe's list sends them to private characters.
fn without_style(character: char) -> char {
    let styles = [
        ('\u{f730}'..='\u{f739}', '0'),
        ('\u{f761}'..='\u{f77a}', 'a'),
    ];
    for (range, first) in styles {
        if range.contains(&character) {
            let offset = u32::from(character) - u32::from(*range.start());
            return char::from_u32(u32::from(first) + offset).unwrap_or(character);
        }
    }
    character
}

/// Variants of `uni0041`: in lower case, or with a suffix that the list does not know.
fn hexadecimal(name: &str) -> Option<char> {
    let digits = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix("Uni"))?;
    let code = u32::from_str_radix(digits.get(..4)?, 16).ok()?;
    visible(code)
}

/// Names that end in the decimal number of a character that fits into one byte, or in that of the third glyph: in fonts made for
/// Windows this is the space.
fn numbered(name: &str) -> Option<char> {
    const PREFIXES: [&str; 11] = [
        "a", "c", "C", "char", "cid", "cid:", "G", "g", "glyph", "H", "index",
    ];
    let start = name.find(|character: char| character.is_ascii_digit())?;
    let (prefix, digits) = name.split_at(start);
    let code: u32 = digits.parse().ok()?;
    match code {
        _ if !PREFIXES.contains(&prefix) => None,
        SPACE_GLYPH => Some(' '),
        code => visible(code).filter(|_| code < 256),
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
        assert_eq!(text("lessorequalslant").as_deref(), Some("⩽"));
        assert_eq!(text("oneoldstyle").as_deref(), Some("1"));
    }

    #[test]
    fn numbers_in_names_are_codes() {
        assert_eq!(text("g65").as_deref(), Some("A"));
        assert_eq!(text("C66").as_deref(), Some("B"));
        assert_eq!(text("g3").as_deref(), Some(" "));
        assert_eq!(text("g4711"), None);
        assert_eq!(text(".notdef"), None);
    }

    #[test]
    fn dingbats_are_dingbats_only_in_their_font() {
        let mut dingbat = String::new();
        assert!(append_dingbat("a72", &mut dingbat));
        assert!(
            dingbat
                .chars()
                .all(|character| ('\u{2700}'..'\u{27c0}').contains(&character))
        );
        assert_eq!(text("a72").as_deref(), Some("H"));
    }
}
