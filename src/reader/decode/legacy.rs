//! Decodes the encodings of one or several bytes a character that came before Unicode.

use super::{Decoded, Replaced};
use crate::document::SourceMap;
use encoding_rs::{CoderResult, Encoding};

/// Decodes runs of ASCII whole and all other text byte by byte, because the decoder does
/// not report which bytes a character has.
pub(super) fn decode(bytes: &[u8], encoding: &'static Encoding) -> Decoded<'static> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut buffer = [0; 64];
    let mut steps = Vec::new();
    let mut line_starts = Vec::new();
    let mut replaced = Replaced::default();
    // The first byte of the character that is being read.
    let mut character = 0;
    let mut at = 0;
    while at < bytes.len() {
        if character == at && encoding.is_ascii_compatible() {
            let ascii = Encoding::ascii_valid_up_to(&bytes[at..]);
            let run = std::str::from_utf8(&bytes[at..at + ascii]).unwrap_or_default();
            if !run.is_empty() {
                steps.push((text.len(), at));
                line_starts.extend(run.match_indices('\n').map(|(end, _)| at + end + 1));
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
                    steps.push((text.len() + offset, (character + count).min(at)));
                }
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
        at += 1;
    }
    steps.push((text.len(), bytes.len()));
    Decoded {
        text: text.into(),
        source: SourceMap::of(steps, line_starts),
        encoding: Some(encoding.name()),
        warnings: replaced.warning(encoding.name()),
    }
}
