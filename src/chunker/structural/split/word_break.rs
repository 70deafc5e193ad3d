//! Finds the places to cut a sentence: after words, inside them, between characters.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

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
    if let Some(space) = window.rfind(char::is_whitespace) {
        return space;
    }
    if let Some(space) = near.find(char::is_whitespace).filter(&fits) {
        return space;
    }
    let bounds: Vec<usize> = near
        .split_word_bound_indices()
        .map(|(at, _)| at)
        .filter(|at| *at > 0 && is_grapheme_boundary(near, *at))
        .collect();
    if let Some(bound) = bounds.iter().rev().find(|at| **at <= most) {
        return *bound;
    }
    if let Some(bound) = bounds.first().copied().filter(&fits) {
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

/// The number of bytes after `most` that are read to find the end of the word at `most`.
const LOOK_AHEAD: usize = 64;

/// Returns true if no grapheme spans `at`. Sentences and words of UAX #29 may end inside
/// a grapheme: `?` before a Lao vowel sign.
pub(super) fn is_grapheme_boundary(text: &str, at: usize) -> bool {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.is_boundary(text, 0).unwrap_or(true)
}
