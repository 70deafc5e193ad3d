//! Finds the places to cut a sentence: after words, inside them, between characters.

use crate::tokenizer::{last_certain_start, word_pieces};
use unicode_segmentation::GraphemeCursor;

/// Returns the best place to cut `text` up to `most`. If `most` is inside the first word
/// or grapheme, that one is kept whole if it fits.
pub(super) fn last_break(text: &str, most: usize, fits: impl Fn(&usize) -> bool) -> usize {
    if most == text.len() {
        return most;
    }
    let near = &text[..text.floor_char_boundary((most + LOOK_AHEAD).min(text.len()))];
    let (window, after) = near.split_at(most);
    if after.starts_with(char::is_whitespace) {
        return most;
    }
    if let Some(space) = last_space(window) {
        return space;
    }
    let next = after.find(char::is_whitespace).map(|at| most + at);
    if let Some(space) = next.filter(&fits) {
        return space;
    }
    let is_bound = |at: &usize| *at > 0 && is_grapheme_boundary(near, *at);
    let starts = |from: usize| word_pieces(&near[from..]).map(move |(start, _)| from + start);
    // A run of 64 kB of `#` is one window, at each of whose characters a word begins. So the
    // words are searched from a place near its end, and from its start only if there is none.
    for from in [last_certain_start(window), 0] {
        let ahead: Vec<usize> = starts(from).take_while(|at| *at <= most).collect();
        if let Some(bound) = ahead.into_iter().rev().find(is_bound) {
            return bound;
        }
    }
    let first = starts(0).skip_while(|at| *at <= most).find(is_bound);
    if let Some(bound) = first.filter(&fits) {
        return bound;
    }
    let is_boundary = |at: &usize| near.is_char_boundary(*at) && is_grapheme_boundary(near, *at);
    if let Some(boundary) = (1..=most).rev().find(is_boundary) {
        return boundary;
    }
    (most + 1..near.len())
        .find(is_boundary)
        .filter(&fits)
        .unwrap_or(most)
}

/// Bytes are compared 64 at a time, and characters one by one only in a run that has a space or is not ASCII.
fn last_space(text: &str) -> Option<usize> {
    const RUN_BYTES: usize = 64;
    let is_plain = |run: &&[u8]| {
        run.iter()
            .fold(true, |all, byte| all & (0x21..0x7f).contains(byte))
    };
    let plain = text.as_bytes().rchunks(RUN_BYTES).take_while(is_plain);
    let end = text.len() - plain.map(<[u8]>::len).sum::<usize>();
    text[..text.ceil_char_boundary(end)].rfind(char::is_whitespace)
}

/// How far behind the last place that may fit the text is looked at, in bytes, to see what that place breaks.
const LOOK_AHEAD: usize = 64;

/// Returns true if no grapheme spans `at`. Sentences and words of UAX #29 may end inside
/// a grapheme: `?` before a Lao vowel sign.
pub(super) fn is_grapheme_boundary(text: &str, at: usize) -> bool {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.is_boundary(text, 0).unwrap_or(true)
}
