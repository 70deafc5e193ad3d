//! Merges short pieces by a scan of all pairs after each merge.

use super::super::vocabulary::{NO_RANK, Vocabulary};
use crate::document::offset;

/// Pieces of up to this many bytes are merged by scanning all pairs after each merge,
/// which is quadratic but fast on short arrays.
pub(super) const MAX_SCANNED_BYTES: usize = 64;

/// The tokens of a short piece.
pub(super) struct MergeScan {
    /// The start of each token, and the end of the last.
    starts: [usize; MAX_SCANNED_BYTES + 1],
    tokens: usize,
}

impl MergeScan {
    pub(super) fn new(vocabulary: &Vocabulary, bytes: &[u8], start: usize, end: usize) -> Self {
        let mut symbols = end - start;
        let mut starts = [0; MAX_SCANNED_BYTES + 1];
        // The rank of each symbol joined with the next one.
        let mut ranks = [NO_RANK; MAX_SCANNED_BYTES + 1];
        for (symbol, at) in (start..end).enumerate() {
            starts[symbol] = at;
            if at + 1 < end {
                ranks[symbol] = vocabulary.pair(bytes[at], bytes[at + 1]);
            }
        }
        starts[symbols] = end;
        loop {
            let lowest = (0..symbols)
                .min_by_key(|symbol| ranks[*symbol])
                .unwrap_or(0);
            if ranks[lowest] == NO_RANK {
                let tokens = symbols;
                return Self { starts, tokens };
            }
            starts.copy_within(lowest + 2..=symbols, lowest + 1);
            ranks.copy_within(lowest + 2..=symbols, lowest + 1);
            symbols -= 1;
            // Only the pairs with the symbol before and the symbol after have changed.
            for symbol in [lowest.wrapping_sub(1), lowest] {
                if symbol < symbols {
                    let after_next = starts.get(symbol + 2).filter(|_| symbol + 2 <= symbols);
                    ranks[symbol] = after_next
                        .map_or(NO_RANK, |to| vocabulary.rank(bytes, starts[symbol], *to));
                }
            }
        }
    }

    pub(super) fn tokens(&self) -> u32 {
        offset(self.tokens)
    }

    /// The start of each token, and the end of the last.
    pub(super) fn bounds(&self) -> &[usize] {
        &self.starts[..=self.tokens]
    }
}
