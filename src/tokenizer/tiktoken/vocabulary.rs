//! The tokens of an encoding by their bytes.

use super::key;
use std::collections::HashMap;

/// No token.
pub(super) const NONE: u32 = u32::MAX;

/// How many bits tell which keys may be there: 128 KiB.
const ANY: usize = 1 << 20;

/// The ranks of byte strings: the lower, the earlier two neighbours are joined.
pub(super) struct Vocabulary {
    /// The ranks of all pairs of bytes.
    pairs: Vec<u32>,
    /// An open-addressed table of the short tokens with their ranks, half empty at least; 0 where nothing is.
    short: Vec<u128>,
    /// A bit where any short token's key falls: most strings asked for are none, and this fits into a core's own cache.
    any: Vec<u64>,
    long: HashMap<Box<[u8]>, u32>,
    /// The bytes of the longest token.
    longest: usize,
}

impl Vocabulary {
    /// The vocabulary of `tokens` and their ranks, which are below 2^20.
    pub(super) fn new(tokens: impl Iterator<Item = (Vec<u8>, u32)>) -> Self {
        let tokens: Vec<_> = tokens.collect();
        let mut vocabulary = Self {
            pairs: vec![NONE; 1 << 16],
            short: vec![0; (2 * tokens.len()).next_power_of_two()],
            any: vec![0; ANY / 64],
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
        if token.is_empty() || token.len() > key::LONGEST {
            self.long.insert(token.into(), rank);
            return;
        }
        let key = key::key(token, 0, token.len());
        let mask = self.short.len() - 1;
        let mut slot = key::slot(key, mask);
        while self.short[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.short[slot] = key::entry(key, rank);
        let bit = key::slot(key, ANY - 1);
        self.any[bit / 64] |= 1 << (bit % 64);
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
        if length <= key::LONGEST {
            let key = key::key(bytes, start, end);
            let bit = key::slot(key, ANY - 1);
            if self.any[bit / 64] >> (bit % 64) & 1 == 0 {
                return NONE;
            }
            self.rank_of(key)
        } else if length <= self.longest {
            *self.long.get(&bytes[start..end]).unwrap_or(&NONE)
        } else {
            NONE
        }
    }

    /// The rank of the bytes that have this key, or [`NONE`].
    #[inline]
    pub(super) fn rank_of(&self, key: u128) -> u32 {
        let mask = self.short.len() - 1;
        let mut slot = key::slot(key, mask);
        loop {
            match self.short[slot] {
                0 => return NONE,
                entry if key::is_of(entry, key) => return key::number(entry),
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
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
            "abcdefghijklm",
            "abcdefghijklmn",
            "abcdefghijklmno",
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
