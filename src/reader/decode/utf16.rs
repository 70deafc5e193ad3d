//! Decodes UTF-16, with the place of each character.

use super::{Decoded, Replaced};
use crate::document::SourceMap;
use crate::limits::Watch;
use crate::reader::utf16::{Order, characters};
use encoding_rs::{UTF_16BE, UTF_16LE};

/// Decodes UTF-16 after a byte order mark of `mark` bytes. An unpaired surrogate and a
/// last half of a unit become U+FFFD. The text ends where `watch` stops the read.
pub(super) fn decode(bytes: &[u8], mark: usize, order: Order, watch: &Watch) -> Decoded<'static> {
    let name = match order {
        Order::Little => UTF_16LE.name(),
        Order::Big => UTF_16BE.name(),
    };
    let body = &bytes[mark..];
    let mut text = String::with_capacity(body.len());
    let mut source = SourceMap::default();
    let mut replaced = Replaced::default();
    let mut read = mark;
    for character in characters(body, order) {
        if watch.step() {
            break;
        }
        source.character(text.len(), read);
        let character = character.unwrap_or_else(|_| {
            replaced.add(read);
            char::REPLACEMENT_CHARACTER
        });
        text.push(character);
        read += 2 * character.len_utf16();
        if character == '\n' {
            source.line_start(read);
        }
    }
    source.character(text.len(), read);
    let has_half = read + 1 == bytes.len();
    if has_half {
        replaced.add(read);
        text.push(char::REPLACEMENT_CHARACTER);
        source.character(text.len(), bytes.len());
        read = bytes.len();
    }
    Decoded {
        text: text.into(),
        source,
        bytes_read: read,
        encoding: Some(name),
        warnings: replaced.warning(name),
    }
}
