//! Converts glyph names to text.

use super::tex_name;
use read_fonts::ps::agl;

/// The glyph number of the space in fonts made for Windows: .notdef, .null and a line
/// break precede it.
pub(super) const SPACE_GLYPH: u32 = 3;

/// The maximum length of a glyph name in bytes. Codes can share one of a megabyte, `uni`
/// and as many digits.
pub(super) const MAX_NAME_BYTES: usize = 255;

/// Numbers in made-up names are character codes only below this, the codes of one byte:
/// `g4711` is the number of a glyph.
const CODE_COUNT: u32 = 256;

/// Appends the text of a glyph name to `text`. Returns false if the name has no known
/// text.
///
/// The sources are, in order: the Adobe Glyph List with its `uniXXXX` and `uXXXX`, the
/// names of TeX fonts, and names made up by producers that contain a character code:
/// `g41`, `cid:65`, `a65`, `C0065`.
pub(super) fn append(name: &str, text: &mut String) -> bool {
    if name.len() > MAX_NAME_BYTES {
        return false;
    }
    // The Adobe Glyph List has `a65` as a dingbat, but outside of Zapf Dingbats producers
    // write it for the code 65.
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
    // Made-up names are tried last, because many names of the lists end in a digit:
    // `rho1` of TeX is ϱ.
    if text.len() == before {
        let found = tex_name::character(name).or_else(|| hexadecimal(name));
        text.extend(found.or_else(|| numbered(name)));
    }
    text.len() > before
}

/// Appends the text of a glyph name of Zapf Dingbats, where `a65` is ✺; in other fonts it
/// is the letter of code 65.
pub(super) fn append_dingbat(name: &str, text: &mut String) -> bool {
    text.extend(agl::name_to_char(name).filter(|_| is_dingbat(name)));
    is_dingbat(name) || append(name, text)
}

fn is_dingbat(name: &str) -> bool {
    let digits = name.strip_prefix('a').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the plain letter or digit of a small capital or an old-style figure, which
/// Adobe's list maps to private characters.
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

/// Reads variants of `uni0041` that the list does not have: in lower case, or with an
/// unknown suffix.
fn hexadecimal(name: &str) -> Option<char> {
    let digits = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix("Uni"))?;
    let code = u32::from_str_radix(digits.get(..4)?, 16).ok()?;
    visible(code)
}

/// Reads names that end in a decimal number: the code of a character that fits into one
/// byte, or the number of the third glyph, which is the space in fonts made for Windows.
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
        code => visible(code).filter(|_| code < CODE_COUNT),
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
    fn names_of_all_lists_are_converted() {
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
