//! From bytes to text, remembering where each part came from.

use crate::document::{SourceMap, Warning, WarningKind};
use std::borrow::Cow;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A text and the way back to the bytes it was decoded from.
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    pub(super) source: SourceMap,
    pub(super) warning: Option<Warning>,
}

/// Decodes UTF-8. A byte order mark is dropped, and each run of bytes that is no text becomes U+FFFD, with a warning.
pub(super) fn utf8(bytes: &[u8]) -> Decoded<'_> {
    let mut source = SourceMap::identity(bytes);
    let body = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let skipped = bytes.len() - body.len();
    if skipped > 0 {
        source.step(0, skipped);
    }
    if let Ok(text) = std::str::from_utf8(body) {
        return Decoded {
            text: text.into(),
            source,
            warning: None,
        };
    }
    let mut text = String::with_capacity(body.len());
    let mut read = skipped;
    let mut first = None;
    let mut replaced = 0;
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        read += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            first.get_or_insert(read);
            replaced += 1;
            text.push(char::REPLACEMENT_CHARACTER);
            read += chunk.invalid().len();
            source.step(text.len(), read);
        }
    }
    let message = match replaced {
        1 => "bytes that are not UTF-8 were replaced by U+FFFD".to_owned(),
        n => format!(
            "bytes that are not UTF-8 were replaced by U+FFFD in {n} places, the first of them"
        ),
    };
    let warning = Warning::new(WarningKind::InvalidEncoding, message).at(first.unwrap_or(0) as u64);
    Decoded {
        text: text.into(),
        source,
        warning: Some(warning),
    }
}
