//! Remembers the counts of the few bytes at the ends of pieces: a full stop, a bracket.

use super::WORTH_REMEMBERING;
use std::cell::Cell;

/// The texts that are remembered. Ends are mostly one sign or two, and the table takes two
/// kilobytes, which are cleared for each document.
const TEXTS: usize = 64;

// A text and its length are one number.
const _: () = assert!(WORTH_REMEMBERING <= size_of::<u128>());

/// Counts of texts of fewer than [`WORTH_REMEMBERING`] bytes, each at the place that its bytes
/// determine; a later text takes the place of an earlier one.
pub(super) struct ShortTexts(Box<[Cell<(u128, u32)>]>);

impl Default for ShortTexts {
    fn default() -> Self {
        Self(vec![Cell::default(); TEXTS].into())
    }
}

impl ShortTexts {
    /// Returns the count of `text`, from `count` the first time; `None` is not remembered.
    pub(super) fn get(&self, text: &str, count: impl FnOnce() -> Option<u32>) -> Option<u32> {
        let key = key(text);
        let place = &self.0[place(key)];
        let (known, tokens) = place.get();
        if known == key {
            return Some(tokens);
        }
        let tokens = count()?;
        place.set((key, tokens));
        Some(tokens)
    }
}

/// The bytes of a text and its length, which differ for any two texts. No text has 0: that
/// is an empty place.
fn key(text: &str) -> u128 {
    let bytes = text
        .bytes()
        .fold(0, |key, byte| key << 8 | u128::from(byte));
    bytes << 8 | (text.len() as u128)
}

/// Spreads keys over the places (Knuth, "The Art of Computer Programming", volume 3, 6.4:
/// multiplicative hashing with the golden ratio).
#[allow(clippy::cast_possible_truncation)] // the upper half is folded in, and the rest is below 64
fn place(key: u128) -> usize {
    let folded = (key ^ key >> 64) as u64;
    (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - TEXTS.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_its_own_count() {
        let short = ShortTexts::default();
        let texts = [
            "a",
            "b",
            ".",
            "\0",
            "\0\0",
            "a\0",
            "\0a",
            ").",
            "eleven byte",
        ];
        for _ in 0..3 {
            for (count, text) in (1..).zip(texts) {
                assert_eq!(short.get(text, || Some(count)), Some(count), "{text:?}");
            }
        }
        let mut calls = 0;
        let mut count = || {
            calls += 1;
            Some(7)
        };
        assert_eq!(short.get("new", &mut count), Some(7));
        assert_eq!(short.get("new", &mut count), Some(7));
        assert_eq!(calls, 1);
    }

    #[test]
    fn a_failure_is_not_remembered() {
        let short = ShortTexts::default();
        assert_eq!(short.get("!", || None), None);
        assert_eq!(short.get("!", || Some(1)), Some(1));
    }
}
