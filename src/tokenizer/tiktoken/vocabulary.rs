//! The tokens of an encoding by their bytes.

use std::collections::HashMap;

/// What is looked up is short nearly always: so many bytes and their number fit into one integer.
const SHORT: usize = 15;

/// No token.
pub(super) const NONE: u32 = u32::MAX;

/// The ranks of byte strings: the lower, the earlier two neighbours are joined.
pub(super) struct Vocabulary {
    /// The ranks of all pairs of bytes.
    pairs: Vec<u32>,
    /// An open-addressed table of the tokens of up to 15 bytes, half empty at least; 0 where nothing is.
    keys: Vec<u128>,
    ranks: Vec<u32>,
    long: HashMap<Box<[u8]>, u32>,
    /// The bytes of the longest token.
    longest: usize,
}

impl Vocabulary {
    /// The vocabulary of `tokens` and their ranks.
    pub(super) fn new(tokens: impl Iterator<Item = (Vec<u8>, u32)>) -> Self {
        let tokens: Vec<_> = tokens.collect();
        let slots = (2 * tokens.len()).next_power_of_two();
        let mut vocabulary = Self {
            pairs: vec![NONE; 1 << 16],
            keys: vec![0; slots],
            ranks: vec![NONE; slots],
            long: HashMap::new(),
            longest: 0,
        };
        for (token, rank) in tokens {
            vocabulary.insert(&token, rank);
        }
        vocabulary
    }

    fn insert(&mut self, token: &[u8], rank: u32) {
        self.longest = self.longest.max(token.len());
        if let [first, second] = token {
            self.pairs[pair(*first, *second)] = rank;
        }
        if token.is_empty() || token.len() > SHORT {
            self.long.insert(token.into(), rank);
            return;
        }
        let slot = self.slot(key(token, 0, token.len()));
        self.keys[slot] = key(token, 0, token.len());
        self.ranks[slot] = rank;
    }

    /// The rank of two bytes.
    #[inline]
    pub(super) fn pair(&self, first: u8, second: u8) -> u32 {
        self.pairs[pair(first, second)]
    }

    /// The rank of the bytes from `start` to `end`, or [`NONE`].
    #[inline]
    pub(super) fn rank(&self, bytes: &[u8], start: usize, end: usize) -> u32 {
        let length = end - start;
        if length <= SHORT {
            // The slot of a key that is not there holds no rank.
            self.ranks[self.slot(key(bytes, start, end))]
        } else if length <= self.longest {
            *self.long.get(&bytes[start..end]).unwrap_or(&NONE)
        } else {
            NONE
        }
    }

    /// The slot where `key` is, or the empty one where it would be.
    #[inline]
    fn slot(&self, key: u128) -> usize {
        let mask = self.keys.len() - 1;
        let mut slot = hash(key) & mask;
        while self.keys[slot] != key && self.keys[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

/// Up to 15 bytes and, on top, their number.
#[inline]
fn key(bytes: &[u8], start: usize, end: usize) -> u128 {
    let length = end - start;
    // Sixteen bytes are read at once where there are as many; a copy of a varying number costs a call.
    let window = bytes.get(start..start + 16).map_or_else(
        || {
            let mut window = [0; 16];
            window[..length].copy_from_slice(&bytes[start..end]);
            window
        },
        |window| window.try_into().expect("sixteen bytes"),
    );
    let low = u128::from_le_bytes(window) & ((1 << (8 * length)) - 1);
    low | (length as u128) << 120
}

#[inline]
#[allow(clippy::cast_possible_truncation)] // the halves of a key
fn hash(key: u128) -> usize {
    let mixed =
        (key as u64 ^ ((key >> 64) as u64).rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_by_their_bytes_wherever_they_stand() {
        let tokens = [
            "a",
            "ab",
            "\0",
            "\0\0",
            "abcdefghijklmno",
            "abcdefghijklmnop",
            "b",
        ];
        let vocabulary = Vocabulary::new(
            tokens
                .map(|token| token.as_bytes().to_vec())
                .into_iter()
                .zip(0..),
        );
        for (rank, token) in (0..).zip(tokens) {
            for around in ["", "xy", "a long text before it and behind it"] {
                let text = [around, token, around].concat();
                let (start, end) = (around.len(), around.len() + token.len());
                assert_eq!(
                    vocabulary.rank(text.as_bytes(), start, end),
                    rank,
                    "{token:?} in {text:?}"
                );
            }
        }
        assert_eq!(vocabulary.rank(b"abc", 0, 3), NONE);
        assert_eq!(vocabulary.rank(b"\0\0\0", 0, 3), NONE);
        assert_eq!(vocabulary.pair(b'a', b'b'), 1);
    }
}
