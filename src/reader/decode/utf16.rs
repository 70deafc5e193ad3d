//! Decodes UTF-16, with the place of each character.

use super::{Decoded, Replaced};
use crate::document::SourceMap;
use crate::reader::utf16::{Order, characters};
use encoding_rs::{UTF_16BE, UTF_16LE};

/// Decodes UTF-16 after a byte order mark of `mark` bytes. An unpaired surrogate and a last
/// half of a unit become U+FFFD.
pub(super) fn decode(bytes: &[u8], mark: usize, order: Order) -> Decoded<'static> {
    let name = match order {
        Order::Little => UTF_16LE.name(),
        Order::Big => UTF_16BE.name(),
    };
    let body = &bytes[mark..];
    let mut text = String::with_capacity(body.len());
    let mut steps = Vec::new();
    let mut line_starts = Vec::new();
    let mut replaced = Replaced::default();
    let mut read = mark;
    for character in characters(body, order) {
        steps.push((text.len(), read));
        let character = character.unwrap_or_else(|_| {
            replaced.add(read);
            char::REPLACEMENT_CHARACTER
        });
        text.push(character);
        read += 2 * character.len_utf16();
        if character == '\n' {
            line_starts.push(read);
        }
    }
    steps.push((text.len(), read));
    if read < bytes.len() {
        replaced.add(read);
        text.push(char::REPLACEMENT_CHARACTER);
        steps.push((text.len(), bytes.len()));
    }
    Decoded {
        text: text.into(),
        source: SourceMap::of(steps, line_starts),
        encoding: Some(name),
        warnings: replaced.warning(name),
    }
}
