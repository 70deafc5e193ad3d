//! Decodes the encodings of one or several bytes a character that came before Unicode.

use super::{Decoded, Replaced};
use crate::document::SourceMap;
use crate::limits::Watch;
use encoding_rs::{CoderResult, Encoding};

/// The longest run of ASCII that is copied at once, in bytes: a few microseconds, one
/// step of a watch.
const MAX_RUN_BYTES: usize = 16 * 1024;

/// Decodes runs of ASCII whole and all other text byte by byte, because the decoder does
/// not report which bytes a character has. The text ends where `watch` stops the read.
pub(super) fn decode(bytes: &[u8], encoding: &'static Encoding, watch: &Watch) -> Decoded<'static> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut buffer = [0; 64];
    let mut source = SourceMap::default();
    let mut replaced = Replaced::default();
    // The first byte of the character that is being read.
    let mut character = 0;
    let mut at = 0;
    while at < bytes.len() && !watch.step() {
        if character == at && encoding.is_ascii_compatible() {
            let run = &bytes[at..bytes.len().min(at + MAX_RUN_BYTES)];
            let run = &run[..Encoding::ascii_valid_up_to(run)];
            let run = std::str::from_utf8(run).unwrap_or_default();
            if !run.is_empty() {
                source.character(text.len(), at);
                for (end, _) in run.match_indices('\n') {
                    source.line_start(at + end + 1);
                }
                text.push_str(run);
                at += run.len();
                character = at;
                continue;
            }
        }
        let is_last = at + 1 == bytes.len();
        let mut input = &bytes[at..=at];
        loop {
            let (result, read, written, had_errors) =
                decoder.decode_to_utf8(input, &mut buffer, is_last);
            input = &input[read..];
            if had_errors {
                replaced.add(character);
            }
            if written > 0 {
                let piece = String::from_utf8_lossy(&buffer[..written]);
                // After an error a byte may be read again as a character of its own.
                for (count, (offset, _)) in piece.char_indices().enumerate() {
                    source.character(text.len() + offset, (character + count).min(at));
                }
                text.push_str(&piece);
                character = at + 1;
                if piece.ends_with('\n') {
                    source.line_start(at + 1);
                }
            }
            if result == CoderResult::InputEmpty {
                break;
            }
        }
        at += 1;
    }
    source.character(text.len(), at);
    Decoded {
        text: text.into(),
        source,
        bytes_read: at,
        encoding: Some(encoding.name()),
        warnings: replaced.warning(encoding.name()),
    }
}
