//! Where running text is broken that no sentence end breaks: behind words, inside them, between characters.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The best place to break `text`, at `most` or before. Where the window up to there ends inside the
/// very first word (or grapheme), that one is taken whole if it fits after all.
pub(super) fn last_break(text: &str, most: usize, fits: impl Fn(&usize) -> bool) -> usize {
    if most == text.len() {
        return most;
    }
    let near = &text[..text.floor_char_boundary((most + LOOK_AHEAD).min(text.len()))];
    let (window, behind) = near.split_at(most);
    if behind.starts_with(char::is_whitespace) {
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

/// How far behind the last place that may fit the text is looked at, in bytes, to see what that place breaks.
const LOOK_AHEAD: usize = 64;

/// Sentences and words of UAX #29 may end inside a grapheme (`?` before a Lao vowel sign), so each end is asked for.
pub(super) fn is_grapheme_boundary(text: &str, at: usize) -> bool {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.is_boundary(text, 0).unwrap_or(true)
}
