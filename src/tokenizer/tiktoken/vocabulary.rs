//! Looks up the tokens of an encoding by their bytes.

use super::key;
use crate::document::offset;

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
    /// An open-addressed table of the short tokens with their ranks; 0 marks an empty
    /// slot.
    short: Vec<u128>,
    /// One bit per hashed key of a short token. Most strings looked up are not tokens,
    /// and this filter answers for them without a miss in the table.
    filter: Vec<u64>,
    /// An open-addressed table of the long tokens. Few are looked up, so an entry is only
    /// the offset of the token in the list, plus 1; 0 marks an empty slot.
    long: Vec<u32>,
    list: List,
    /// The length of the longest token, in bytes.
    max_token_bytes: usize,
}

impl Vocabulary {
    /// Builds the vocabulary of a list that the build script made (`build/tokens.rs`).
    pub(super) fn new(bytes: &'static [u8]) -> Self {
        let (short, bytes) = number(bytes);
        let (long, bytes) = number(bytes);
        let list = List(bytes);
        let mut vocabulary = Self {
            pairs: vec![NO_RANK; 1 << 16],
            short: vec![0; key::slots(short)],
            filter: vec![0; FILTER_BITS / 64],
            long: vec![0; key::slots(long)],
            list,
            max_token_bytes: 0,
        };
        let mut at = 0;
        while let Some((token, rank)) = list.token(at) {
            vocabulary.max_token_bytes = vocabulary.max_token_bytes.max(token.len());
            if token.len() > key::MAX_KEY_BYTES {
                vocabulary.insert_long(token, at);
            } else {
                vocabulary.insert_short(at + HEAD_BYTES, token.len(), rank);
            }
            at += HEAD_BYTES + token.len();
        }
        vocabulary
    }

    /// Inserts the token of `length` bytes at `at` in the list. The list has these tokens
    /// in the order of their slots, so the table is filled from its start to its end,
    /// which takes half the time of any other order: it is larger than a core's cache.
    #[inline]
    fn insert_short(&mut self, at: usize, length: usize, rank: u32) {
        let bytes = self.list.0;
        if length == 2 {
            self.pairs[pair(bytes[at], bytes[at + 1])] = rank;
        }
        let key = key::key(bytes, at, at + length);
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

    fn insert_long(&mut self, token: &[u8], at: usize) {
        let mask = self.long.len() - 1;
        let mut slot = key::slot_of_bytes(token, mask);
        while self.long[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.long[slot] = offset(at) + 1;
    }

    /// Returns the number of tokens.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        let long = self.long.iter().filter(|entry| **entry != 0).count();
        long + self.short.iter().filter(|entry| **entry != 0).count()
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
            self.long_rank(&bytes[start..end])
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

    fn long_rank(&self, text: &[u8]) -> u32 {
        let mask = self.long.len() - 1;
        let mut slot = key::slot_of_bytes(text, mask);
        loop {
            let Some(at) = self.long[slot].checked_sub(1) else {
                return NO_RANK;
            };
            match self.list.token(at as usize) {
                Some((token, rank)) if token == text => return rank,
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}

/// Tokens with their ranks, as `build/tokens.rs` writes them.
#[derive(Clone, Copy)]
struct List(&'static [u8]);

/// The bytes before a token in the list: one with its length, three with its rank.
const HEAD_BYTES: usize = 4;

impl List {
    /// Returns the token at an offset, and its rank.
    #[inline]
    fn token(self, at: usize) -> Option<(&'static [u8], u32)> {
        let (&[length, low, middle, high], rest) = self.0.get(at..)?.split_first_chunk()?;
        let rank = u32::from_le_bytes([low, middle, high, 0]);
        Some((rest.get(..length.into())?, rank))
    }
}

/// Returns the number at the start of `bytes`, and what follows it.
fn number(bytes: &'static [u8]) -> (usize, &'static [u8]) {
    let (number, rest) = bytes
        .split_first_chunk()
        .expect("a list begins with two numbers");
    (u32::from_le_bytes(*number) as usize, rest)
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
        let mut list = [6_u32, 2].map(u32::to_le_bytes).concat();
        for (rank, token) in (0_u8..).zip(tokens) {
            list.extend([u8::try_from(token.len()).expect("it is short"), rank, 0, 0]);
            list.extend(token.as_bytes());
        }
        let vocabulary = Vocabulary::new(list.leak());
        assert_eq!(vocabulary.len(), tokens.len());
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
