//! From bytes to text: byte order mark, `<meta>`, else detection.

use crate::document::{SourceMap, Warning, WarningKind};
use crate::reader::decode::{self, Decoded};
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// Where a page must have named its encoding (HTML 13.2.3.2).
const PRESCAN: usize = 1024;

/// How many characters must be UTF-8 by chance for a page not to be in it: in Thai, two letters at times are.
const PAIRS: usize = 8;

/// The text of a page, and the name of its encoding if that is not UTF-8.
pub(super) fn decode(bytes: &[u8]) -> (Decoded<'_>, Option<&'static str>) {
    let encoding = encoding(bytes);
    if encoding == UTF_8 {
        return (decode::utf8(bytes), None);
    }
    (legacy(bytes, encoding), Some(encoding.name()))
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let utf8 = std::str::from_utf8(bytes).ok();
    if let Some(encoding) = named(&bytes[..bytes.len().min(PRESCAN)]) {
        let is_utf8 = utf8.is_some_and(|text| is_left_behind(encoding, text));
        return if is_utf8 { UTF_8 } else { encoding };
    }
    if utf8.is_some() {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// Whether a page that can be read as UTF-8 was made into it without a change of what it says of itself, as programs that save
/// pages do: what it names cannot read it, or would see nothing but pairs such as `Ã©`, which nobody writes.
fn is_left_behind(named: &'static Encoding, text: &str) -> bool {
    let mut pairs = text.chars().filter(|c| !c.is_ascii());
    if named == UTF_8 || pairs.next().is_none() {
        return false;
    }
    named == WINDOWS_1252
        || pairs.nth(PAIRS - 2).is_some()
        || (named.decode_without_bom_handling_and_without_replacement(text.as_bytes())).is_none()
}

/// The encoding that a `<meta>` or an XML declaration names: the word behind `charset=` or `encoding=`.
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

/// Decodes byte by byte, to know where each character stands: slow, but few pages need it.
fn legacy(bytes: &[u8], encoding: &'static Encoding) -> Decoded<'static> {
    let mut decoder = encoding.new_decoder();
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut buffer = [0; 64];
    let mut steps = Vec::new();
    let mut line_starts = Vec::new();
    let mut malformed = None;
    let mut character = 0;
    for at in 0..bytes.len() {
        let is_last = at + 1 == bytes.len();
        let mut input = &bytes[at..=at];
        loop {
            let (result, read, written, had_errors) =
                decoder.decode_to_utf8(input, &mut buffer, is_last);
            input = &input[read..];
            if had_errors {
                malformed.get_or_insert(at);
            }
            if written > 0 {
                let piece = String::from_utf8_lossy(&buffer[..written]);
                steps.push((text.len(), character));
                text.push_str(&piece);
                character = at + 1;
                if piece.ends_with('\n') {
                    line_starts.push(at + 1);
                }
            }
            if result == CoderResult::InputEmpty {
                break;
            }
        }
    }
    steps.push((text.len(), bytes.len()));
    let warning = malformed.map(|at| {
        let message = format!(
            "bytes that are not {} were replaced by U+FFFD, the first of them",
            encoding.name()
        );
        Warning::new(WarningKind::InvalidEncoding, message).at(at as u64)
    });
    Decoded {
        text: text.into(),
        source: SourceMap::of(steps, line_starts),
        warning,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Origin, Span};

    fn origin(source: &SourceMap, start: usize, end: usize) -> Span {
        match source.origin(Span::from(start..end)) {
            Origin::Bytes { bytes, .. } => bytes,
            Origin::Pages { .. } => unreachable!("a source map gives bytes"),
        }
    }

    #[test]
    fn legacy_text_maps_back_to_its_bytes() {
        let page = b"<meta charset=shift_jis><p>\x82\xa8\x92\x83 tea\n<p>x";
        let (decoded, name) = decode(page);
        assert_eq!(name, Some("Shift_JIS"));
        assert_eq!(&decoded.text[27..], "お茶 tea\n<p>x");
        let tea = decoded.text.find("tea").unwrap();
        assert_eq!(&page[origin(&decoded.source, tea, tea + 3).range()], b"tea");
        assert_eq!(&page[origin(&decoded.source, 30, 33).range()], b"\x92\x83");
        let Origin::Bytes { lines, .. } = decoded.source.origin(Span::from(tea + 4..tea + 7))
        else {
            unreachable!()
        };
        assert_eq!((lines.start, lines.end), (2, 2));
    }

    #[test]
    fn pages_that_were_made_utf8_are_read_so_whatever_they_name() {
        let name = |head: &str, text: &[u8]| {
            let page = [b"<meta charset=", head.as_bytes(), b"><p>", text].concat();
            decode(&page).1
        };
        assert_eq!(name("iso-8859-1", "für".as_bytes()), None);
        assert_eq!(name("gb2312", "这个页面说的不是实话".as_bytes()), None);
        assert_eq!(name("windows-1251", "Это неправда".as_bytes()), None);
        assert_eq!(name("windows-874", b"\xc5\xba"), Some("windows-874"));
        assert_eq!(name("gb2312", b"\xc4\xe3"), Some("GBK"));
        assert_eq!(name("iso-8859-1", b"f\xfcr"), Some("windows-1252"));
        assert_eq!(name("iso-8859-1", b"for"), Some("windows-1252"));
    }

    #[test]
    fn pages_that_name_no_encoding_are_detected() {
        assert_eq!(decode("<p>Größe</p>".as_bytes()).1, None);
        let (decoded, name) = decode(b"<p>Gr\xf6\xdfe und \xdcberma\xdf, sch\xf6n f\xfcr alle</p>");
        assert_eq!(name, Some("windows-1252"));
        assert!(decoded.text.contains("Größe und Übermaß"));
        let utf16: Vec<u8> = "\u{feff}<p>é\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let (decoded, name) = decode(&utf16);
        assert_eq!((&*decoded.text, name), ("<p>é\n", Some("UTF-16LE")));
        assert_eq!(origin(&decoded.source, 3, 5), Span::new(8, 10));
    }
}
