//! Merges pieces of thousands of bytes window by window, in linear time.
//!
//! No merge crosses the boundary between two tokens of a result, so each run of its
//! tokens is the result for the text of that run. Conversely, tokens of which each two
//! neighbours are the result for the text of both are the result for the whole text.
//! Proof: of the merges of the whole, consider the first that crosses a boundary of these
//! tokens. The merges before it crossed none, so those inside the two tokens are those
//! that merge their text alone, in the same order, and the next one crosses the boundary
//! there as well, which contradicts that the two are its result.
//!
//! So windows are merged one by one. Each begins with the last token that the window
//! before it kept: if it finds the same token, all neighbours are proven, and otherwise
//! the window before it was too short.
//!
//! The heap took 1,500 instructions a byte, growing with the length of the piece: 4 times
//! the rest of reading and chunking a run of `#`. Windows take 300, and 10 where the text
//! repeats itself, because their results are kept (2026-11-29).

use super::super::key;
use super::scan::{MAX_SCANNED_BYTES, MergeScan};
use super::{Merge, heap};
use crate::document::offset;
use std::ops::Range;

/// Shorter pieces are merged at once, with a heap.
pub(super) const MIN_BYTES_OF_WINDOWS: usize = 4 * MAX_SCANNED_BYTES;

/// The longest window in bytes. The longest tokens have 128, and the text that decides a
/// token is rarely longer than two of them.
const MAX_WINDOW_BYTES: usize = 4096;

/// The tokens at the end of a window that the text after it may change.
///
/// In a run of line breaks they are more, and then a window is merged again with
/// [`MORE_OPEN`] times as many: the tokens of 255 line breaks have 64, 64, 64, 32, 16, 8,
/// 4, 2 and 1 of them, but in a longer run only the first ones.
const OPEN_TOKENS: usize = 2;
const MORE_OPEN: usize = 4;

/// After a window with more tokens the next one may be shorter.
const MANY_TOKENS: u32 = 16;

/// A piece whose windows have this many times its bytes in all is merged with a heap:
/// hostile text may have no window that is long enough.
const MAX_REPEATED: usize = 4;

/// The number of windows whose result is kept. A power of two.
const SLOTS: usize = 256;

/// The result for a window, by its place in the text.
#[derive(Clone, Copy, Default)]
pub(super) struct Window {
    start: u32,
    end: u32,
    /// The number of all tokens.
    tokens: u32,
    /// The number of tokens at its end that are not kept.
    open: u32,
    /// The length of the first token in bytes.
    first: u32,
    /// The length of the tokens before the last one that is kept, and of that one. Zero
    /// if the window has too few tokens.
    before_last: u32,
    last: u32,
}

/// The progress in merging a piece.
#[derive(Clone, Copy)]
struct MergeProgress {
    /// The start of the next window.
    at: usize,
    /// The tokens before it.
    tokens: u32,
    /// The length of the token with which the window must begin.
    first: Option<u32>,
    /// The length of the window.
    size: usize,
    /// The tokens at its end that are not kept.
    open: usize,
}

impl Merge<'_> {
    /// Counts the tokens of the piece from `start` to `end`.
    pub(super) fn by_windows(&mut self, start: usize, end: usize) -> u32 {
        self.in_windows(start, end)
            .unwrap_or_else(|| heap::tokens(self.vocabulary, &self.bytes[start..end]))
    }

    /// Counts the tokens of the piece, or returns `None` if its windows are too long or
    /// too many.
    fn in_windows(&mut self, start: usize, end: usize) -> Option<u32> {
        let mut left = MAX_REPEATED * (end - start);
        let mut now = MergeProgress {
            at: start,
            tokens: 0,
            first: None,
            size: MAX_SCANNED_BYTES,
            open: OPEN_TOKENS,
        };
        let mut before = None;
        while now.size <= MAX_WINDOW_BYTES {
            let to = end.min(now.at + now.size);
            let window = self.window(now.at..to, now.open, &mut left)?;
            if now.first.is_some_and(|first| first != window.first) {
                // The window before this one was too short.
                now = before.take()?;
                now.size *= 2;
                now.open *= MORE_OPEN;
            } else if to == end {
                return Some(now.tokens + window.tokens);
            } else if window.last == 0 {
                now.size *= 2;
            } else {
                before = Some(now);
                let shorter = MAX_SCANNED_BYTES.max(now.size / 2);
                let is_long = window.tokens > MANY_TOKENS;
                now = MergeProgress {
                    at: now.at + window.before_last as usize,
                    tokens: now.tokens + window.tokens - window.open - 1,
                    first: Some(window.last),
                    size: if is_long { shorter } else { now.size },
                    open: OPEN_TOKENS,
                };
            }
        }
        None
    }

    /// Merges a window, or finds the result of an equal one. Returns `None` if more than
    /// the bytes that are `left` would be merged.
    fn window(&mut self, place: Range<usize>, open: usize, left: &mut usize) -> Option<Window> {
        let bytes = &self.bytes[place.clone()];
        let slot = key::slot_of_bytes(bytes, SLOTS - 1);
        if self.windows.is_empty() {
            self.windows = vec![Window::default(); SLOTS];
        }
        let known = self.windows[slot];
        let is_same = &self.bytes[known.start as usize..known.end as usize] == bytes;
        if is_same && known.open == offset(open) {
            return Some(known);
        }
        *left = left.checked_sub(bytes.len())?;
        let window = if bytes.len() <= MAX_SCANNED_BYTES {
            let scan = MergeScan::new(self.vocabulary, self.bytes, place.start, place.end);
            Window::new(place, open, scan.bounds())
        } else {
            let bounds = heap::bounds(self.vocabulary, bytes);
            let bounds: Vec<usize> = bounds.map(|bound| place.start + bound).collect();
            Window::new(place, open, &bounds)
        };
        self.windows[slot] = window;
        Some(window)
    }
}

impl Window {
    /// Creates the result of a window whose tokens begin at `bounds`, the last of which
    /// is its end.
    fn new(place: Range<usize>, open: usize, bounds: &[usize]) -> Self {
        let Range { start, end } = place;
        let tokens = bounds.len() - 1;
        let kept = tokens.saturating_sub(open);
        let (before_last, last) = if kept > 1 {
            (bounds[kept - 1] - start, bounds[kept] - bounds[kept - 1])
        } else {
            (0, 0)
        };
        Self {
            start: offset(start),
            end: offset(end),
            tokens: offset(tokens),
            open: offset(open),
            first: offset(bounds[1] - start),
            before_last: offset(before_last),
            last: offset(last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::encoding::{CL100K, Encoding, O200K, R50K};
    use super::*;
    use proptest::prelude::*;

    /// Asserts that the tokens of `text` as one piece are those that a heap finds.
    fn assert_same(text: &str) {
        for encoding in [&CL100K, &O200K, &R50K] as [&'static Encoding; 3] {
            let vocabulary = encoding.vocabulary();
            let by_windows = Merge::new(vocabulary, text).by_windows(0, text.len());
            let by_heap = heap::tokens(vocabulary, text.as_bytes());
            assert_eq!(by_windows, by_heap, "{} of {text:?}", encoding.name);
        }
    }

    /// Otherwise a heap merges the whole, at ten times the cost.
    #[test]
    fn a_run_of_line_breaks_is_merged_by_windows() {
        for before in ["", "!", "!!", "🦀!", "🦀!!!"] {
            for breaks in (1000..1130).chain([4095, 4096, 13_107, 70_000]) {
                let text = [before, &"\n".repeat(breaks)].concat();
                for encoding in [&CL100K, &O200K] as [&'static Encoding; 2] {
                    let mut merge = Merge::new(encoding.vocabulary(), &text);
                    let tokens = merge.in_windows(0, text.len());
                    let by_heap = heap::tokens(encoding.vocabulary(), text.as_bytes());
                    assert_eq!(tokens, Some(by_heap), "{before:?} and {breaks} breaks");
                }
            }
        }
    }

    #[test]
    fn runs_of_one_or_two_characters_have_the_tokens_of_the_whole() {
        for run in [
            "#", "a", " ", "ab", "<?", "-=", "東", "🦀", "\n", "\r\n", "aab",
        ] {
            for length in [257, 300, 511, 512, 1000, 1001, 1002, 1003, 4097] {
                assert_same(&run.repeat(length));
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_has_the_tokens_of_the_whole(
            bits in prop::collection::vec("[a-zA-Z0-9+/]{1,90}|[ab]{1,90}|#{1,90}|\\PC{1,20}|[ -~]{1,30}", 8..60),
            times in 1..4_usize,
        ) {
            assert_same(&bits.concat().repeat(times));
        }
    }
}
