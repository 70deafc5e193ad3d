//! Embedded pictures: URLs that contain their data.

use super::super::marks::OmittedKind;
use super::Scan;

impl Scan<'_> {
    /// Hides the URL at `at`, if it contains data, and returns the offset after it. Its
    /// alternative text stays.
    pub(super) fn data_url(&mut self, at: usize) -> usize {
        let bytes = self.bytes();
        if !is_data_url(bytes, at) {
            return at + 1;
        }
        let quote = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        let ends = |byte: &u8| match quote {
            b'"' | b'\'' => *byte == quote,
            b'<' => matches!(byte, b'>' | b'\n'),
            _ => matches!(byte, b')' | b'>' | b'"' | b'\'') || byte.is_ascii_whitespace(),
        };
        let length = bytes[at..].iter().position(ends);
        let end = length.map_or(bytes.len(), |length| at + length);
        self.marks.hide(at..end, OmittedKind::Data);
        end
    }
}

/// Returns true if a URL with data begins at `at`: `data:image/png;base64,`.
pub(in crate::reader::markdown::dialect) fn is_data_url(bytes: &[u8], at: usize) -> bool {
    let Some(rest) = bytes[at..].strip_prefix(b"data:") else {
        return false;
    };
    let is_place = at
        .checked_sub(1)
        .is_none_or(|before| matches!(bytes[before], b'(' | b'<' | b'"' | b'\'' | b'=' | b' '));
    let kind = rest
        .iter()
        .take_while(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'+' | b'.' | b'-')
        })
        .count();
    is_place && rest[..kind].contains(&b'/') && matches!(rest.get(kind), Some(b';' | b','))
}
