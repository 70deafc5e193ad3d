//! The encoding that a page declares.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// The bytes in which a page must declare its encoding (HTML 13.2.3.2).
const PRESCAN: usize = 1024;

/// The number of characters that must be UTF-8 by chance for a page not to be UTF-8: in
/// Thai, two neighbouring letters sometimes are.
const PAIRS: usize = 8;

/// Returns the encoding that a page declares, unless its bytes contradict the
/// declaration. `valid` is the page as text if its bytes are UTF-8.
pub(super) fn declared(bytes: &[u8], valid: Option<&str>) -> Option<&'static Encoding> {
    let encoding = named(&bytes[..bytes.len().min(PRESCAN)])?;
    let is_outdated = valid.is_some_and(|text| is_outdated_name(encoding, text));
    Some(if is_outdated { UTF_8 } else { encoding })
}

/// Returns true if a page was converted to UTF-8 but its declaration was not changed, as
/// by programs that save pages: the declared encoding cannot decode it, or would give
/// nothing but pairs such as `Ã©`, which no text has.
fn is_outdated_name(named: &'static Encoding, text: &str) -> bool {
    // One byte of each character that is not ASCII; bytes are faster than characters.
    let mut pairs = text.bytes().filter(|byte| *byte >= 0xc0);
    if named == UTF_8 || pairs.next().is_none() {
        return false;
    }
    named == WINDOWS_1252
        || pairs.nth(PAIRS - 2).is_some()
        || (named.decode_without_bom_handling_and_without_replacement(text.as_bytes())).is_none()
}

/// Returns the encoding that a `<meta>` or an XML declaration names: the word after
/// `charset=` or `encoding=`.
fn named(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let is_xml = head.starts_with(b"<?xml");
    let keys: &[&[u8]] = if is_xml {
        &[b"charset", b"encoding"]
    } else {
        &[b"charset"]
    };
    for key in keys {
        let mut from = 0;
        while let Some(at) = find(&head[from..], key) {
            let value = &head[from + at + key.len()..];
            from += at + key.len();
            let value = value.trim_ascii_start();
            let Some(value) = value.strip_prefix(b"=") else {
                continue;
            };
            let value = value.trim_ascii_start();
            let value = value
                .strip_prefix(b"\"")
                .or(value.strip_prefix(b"'"))
                .unwrap_or(value);
            let end = value
                .iter()
                .position(|byte| b"\"' ;/>?".contains(byte))
                .unwrap_or(value.len());
            if let Some(encoding) = Encoding::for_label(&value[..end]) {
                // A page whose declaration could be read is not UTF-16 (HTML 13.2.3.2).
                return Some(match encoding {
                    e if e == UTF_16LE || e == UTF_16BE => UTF_8,
                    e if e == X_USER_DEFINED => WINDOWS_1252,
                    encoding => encoding,
                });
            }
        }
    }
    None
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::declared;
    use crate::limits::Watch;
    use crate::reader::decode::{AfterDeadline, decode};

    #[test]
    fn pages_converted_to_utf8_are_utf8_whatever_they_declare() {
        let name = |head: &str, text: &[u8]| {
            let page = [b"<meta charset=", head.as_bytes(), b"><p>", text].concat();
            decode(&page, declared, &Watch::none(), AfterDeadline::Nothing).encoding
        };
        assert_eq!(name("iso-8859-1", "für".as_bytes()), None);
        assert_eq!(name("gb2312", "这个页面说的不是实话".as_bytes()), None);
        assert_eq!(name("windows-1251", "Это неправда".as_bytes()), None);
        assert_eq!(name("windows-874", b"\xc5\xba"), Some("windows-874"));
        assert_eq!(name("gb2312", b"\xc4\xe3"), Some("GBK"));
        assert_eq!(name("iso-8859-1", b"f\xfcr"), Some("windows-1252"));
        assert_eq!(name("iso-8859-1", b"for"), Some("windows-1252"));
    }
}
