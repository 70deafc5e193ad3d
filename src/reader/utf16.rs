//! UTF-16: its byte order, found by a mark or by the text itself, and its characters.

use crate::limits::Watch;

/// The order of the two bytes of a code unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

/// The length of a byte order mark in bytes.
#[cfg(any(feature = "html", feature = "markdown"))]
pub(super) const MARK_BYTES: usize = 2;

/// The bytes in which a NUL must appear for a text to be examined as UTF-16: any text has
/// a space, a line break or a letter of ASCII that early.
const NUL_BYTES: usize = 1024;

/// The shortest text without a mark that is examined, in bytes: `a\0` may be a damaged
/// `a`.
const LEAST_BYTES: usize = 8;

/// One in this many bytes of UTF-16 is a control character if the bytes are UTF-8 as
/// well. In ASCII it is one in two (`# T` is `23 00 20 00 54 00`), in Cyrillic too (`04
/// 1f`); a text in UTF-8 with a stray NUL is not UTF-16.
const BYTES_PER_CONTROL: usize = 4;

/// Returns the order that a byte order mark gives.
pub(super) fn marked(bytes: &[u8]) -> Option<Order> {
    match bytes {
        [0xff, 0xfe, ..] => Some(Order::Little),
        [0xfe, 0xff, ..] => Some(Order::Big),
        _ => None,
    }
}

/// Returns the order of `bytes` if they are UTF-16 without a byte order mark.
///
/// UTF-16 writes an ASCII character as its byte and a NUL. Binary files have NULs at both
/// places of a pair, or pairs that are not characters: `7f 45 4c 46 02 01 01 00 00 00`
/// has both. If `watch` stops it, the characters so far decide.
pub(super) fn detect(bytes: &[u8], watch: &Watch) -> Option<Order> {
    let head = &bytes[..bytes.len().min(NUL_BYTES)];
    let nul = memchr::memchr(0, head)?;
    let order = if nul % 2 == 1 {
        Order::Little
    } else {
        Order::Big
    };
    if bytes.len() % 2 == 1 || bytes.len() < LEAST_BYTES {
        return None;
    }
    if std::str::from_utf8(bytes).is_ok() && controls(bytes) * BYTES_PER_CONTROL < bytes.len() {
        return None;
    }
    let is_text = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    let mut examined = characters(bytes, order).take_while(|_| !watch.step());
    examined.all(|c| c.is_ok_and(is_text)).then_some(order)
}

/// Returns the characters of `bytes` without a last odd byte.
pub(super) fn characters(
    bytes: &[u8],
    order: Order,
) -> impl Iterator<Item = Result<char, std::char::DecodeUtf16Error>> {
    let units = bytes
        .as_chunks::<2>()
        .0
        .iter()
        .map(move |pair| match order {
            Order::Little => u16::from_le_bytes(*pair),
            Order::Big => u16::from_be_bytes(*pair),
        });
    char::decode_utf16(units)
}

/// Returns the number of control characters that no text has: the "binary data bytes" of
/// the WHATWG MIME Sniffing Standard (3).
pub(super) fn controls(bytes: &[u8]) -> usize {
    // Sums of one byte are computed for 16 bytes at once: .8 instructions a byte instead
    // of 10 (2026-11-29). A sum of at most 255 ones does not overflow.
    let count = |bytes: &[u8]| -> u8 { bytes.iter().map(|byte| u8::from(is_control(*byte))).sum() };
    bytes
        .chunks(u8::MAX.into())
        .map(|chunk| usize::from(count(chunk)))
        .sum()
}

fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f)
}

#[cfg(test)]
mod tests {
    use super::controls;

    #[test]
    fn every_control_character_that_no_text_has_counts() {
        let all: Vec<u8> = (0..=u8::MAX).collect();
        assert_eq!(controls(&all), 27);
        assert_eq!(controls(&[0; 1000]), 1000);
        assert_eq!(controls(b"tea\t\r\n\x0c\x1b"), 0);
    }
}
