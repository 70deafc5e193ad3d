//! Looks up the tokens of an encoding by their bytes.

use super::key;
use std::collections::HashMap;

/// The rank of a byte string that is not a token.
pub(super) const NO_RANK: u32 = u32::MAX;

/// The size of the filter of known keys, in bits: 128 KiB, which fits into a core's
/// second-level cache.
const FILTER_BITS: usize = 1 << 20;

/// The ranks of byte strings. Byte-pair encoding merges the neighbours of the lowest rank
/// first.
pub(super) struct Vocabulary {
    /// The ranks of all pairs of bytes.
    pairs: Vec<u32>,
    /// An open-addressed table of the short tokens with their ranks. It is at most half
    /// full, so that searches end soon; 0 marks an empty slot.
    short: Vec<u128>,
    /// One bit per hashed key of a short token. Most strings looked up are not tokens,
    /// and this filter answers for them without a miss in the table.
    filter: Vec<u64>,
    long: HashMap<Box<[u8]>, u32>,
    /// The length of the longest token, in bytes.
    max_token_bytes: usize,
}

impl Vocabulary {
    /// Builds the vocabulary from tokens and their ranks, which are below 2^20.
    pub(super) fn new(tokens: impl Iterator<Item = (Vec<u8>, u32)>) -> Self {
        let tokens: Vec<_> = tokens.collect();
        let mut vocabulary = Self {
            pairs: vec![NO_RANK; 1 << 16],
            short: vec![0; (2 * tokens.len()).next_power_of_two()],
            filter: vec![0; FILTER_BITS / 64],
            long: HashMap::new(),
            max_token_bytes: 0,
        };
        for (token, rank) in tokens {
            vocabulary.insert(&token, rank);
        }
        vocabulary
    }

    fn insert(&mut self, token: &[u8], rank: u32) {
        self.max_token_bytes = self.max_token_bytes.max(token.len());
        if let [first, second] = token {
            self.pairs[pair(*first, *second)] = rank;
        }
        // Longer tokens are rarely looked up, so a general map is fast enough for them.
        if token.is_empty() || token.len() > key::MAX_KEY_BYTES {
            self.long.insert(token.into(), rank);
            return;
        }
        let key = key::key(token, 0, token.len());
        let mask = self.short.len() - 1;
        let mut slot = key::slot(key, mask);
        // Linear probing: the next slots are mostly in the same cache line.
        while self.short[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.short[slot] = key::entry(key, rank);
        let bit = key::slot(key, FILTER_BITS - 1);
        self.filter[bit / 64] |= 1 << (bit % 64);
    }

    /// Returns the rank of a pair of bytes, or [`NO_RANK`].
    #[inline]
    pub(super) fn pair(&self, first: u8, second: u8) -> u32 {
        self.pairs[pair(first, second)]
    }

    /// Returns the rank of the bytes from `start` to `end`, or [`NO_RANK`].
    #[inline]
    pub(super) fn rank(&self, bytes: &[u8], start: usize, end: usize) -> u32 {
        let length = end - start;
        if length <= key::MAX_KEY_BYTES {
            let key = key::key(bytes, start, end);
            let bit = key::slot(key, FILTER_BITS - 1);
            if self.filter[bit / 64] >> (bit % 64) & 1 == 0 {
                return NO_RANK;
            }
            self.rank_by_key(key)
        } else if length <= self.max_token_bytes {
            *self.long.get(&bytes[start..end]).unwrap_or(&NO_RANK)
        } else {
            NO_RANK
        }
    }

    /// Returns the rank of the bytes packed into `key`, or [`NO_RANK`].
    #[inline]
    pub(super) fn rank_by_key(&self, key: u128) -> u32 {
        let mask = self.short.len() - 1;
        let mut slot = key::slot(key, mask);
        loop {
            match self.short[slot] {
                0 => return NO_RANK,
                entry if key::has_key(entry, key) => return key::number(entry),
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
    fn tokens_are_found_by_their_bytes_at_any_place() {
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
            for around in ["", "xy", "a long text before it and after it"] {
                let text = [around, token, around].concat();
                let (start, end) = (around.len(), around.len() + token.len());
                assert_eq!(
                    vocabulary.rank(text.as_bytes(), start, end),
                    rank,
                    "{token:?} in {text:?}"
                );
            }
        }
        assert_eq!(vocabulary.rank(b"abc", 0, 3), NO_RANK);
        assert_eq!(vocabulary.rank(b"\0\0\0", 0, 3), NO_RANK);
        assert_eq!(vocabulary.pair(b'a', b'b'), 1);
    }
}
