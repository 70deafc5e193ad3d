//! Byte-pair encoding: computes the number of tokens in a piece of text.
//!
//! Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword
//! Units" (2016), section 3.2, on bytes: of all pairs of neighbours that form a token
//! together, the one of the lowest rank is merged, the leftmost first, until no pair is
//! left.

mod heap;
mod scan;
mod windows;

use super::key;
use super::vocabulary::{NO_RANK, Vocabulary};
use crate::document::offset;
use scan::{MAX_SCANNED_BYTES, MergeScan};
use std::cell::Cell;
use windows::MIN_BYTES_OF_WINDOWS;

/// Counts the pieces of one text.
pub(super) struct Merge<'t> {
    vocabulary: &'t Vocabulary,
    bytes: &'t [u8],
    cache: PieceCache,
    /// Recent long pieces, each in the slot given by its hash; empty until the first one.
    long_pieces: Vec<LongPiece>,
    /// Recent windows of pieces that are longer still, as above.
    windows: Vec<windows::Window>,
}

/// A cache of short pieces and their token counts. Each piece has one slot, given by its
/// hash, and the latest piece replaces an earlier one.
///
/// Measured on Rust's RFCs (2026-11): words repeat, and this cache stays near the core
/// where a vocabulary does not. 256 KiB save a quarter of the time of a count, and 1 MiB
/// a tenth more. A thread keeps the cache for its next text, because most texts are too
/// short to fill it.
#[derive(Default)]
struct PieceCache {
    /// The address of the vocabulary that made the counts. Vocabularies live as long as
    /// the process, so an address is never reused.
    vocabulary: usize,
    tokens: Vec<u128>,
}

/// The number of slots of the cache: 1 MiB of entries.
const CACHE_SLOTS: usize = 1 << 16;

thread_local! {
    static LAST_CACHE: Cell<PieceCache> = const {
        Cell::new(PieceCache {
            vocabulary: 0,
            tokens: Vec::new(),
        })
    };
}

impl PieceCache {
    fn for_vocabulary(vocabulary: &'static Vocabulary) -> Self {
        let address = std::ptr::from_ref(vocabulary).addr();
        let last = LAST_CACHE.take();
        if last.vocabulary == address {
            return last;
        }
        Self {
            vocabulary: address,
            tokens: vec![0; CACHE_SLOTS],
        }
    }
}

impl Drop for Merge<'_> {
    fn drop(&mut self) {
        LAST_CACHE.set(std::mem::take(&mut self.cache));
    }
}

/// A long piece by its place in the text, with its token count.
#[derive(Clone, Copy, Default)]
struct LongPiece {
    start: u32,
    end: u32,
    tokens: u32,
}

/// The number of slots for long pieces, a power of two. Long pieces are rare, so a small
/// table is enough.
const LONG_PIECE_SLOTS: usize = 256;

impl<'t> Merge<'t> {
    pub(super) fn new(vocabulary: &'static Vocabulary, text: &'t str) -> Self {
        Self {
            vocabulary,
            bytes: text.as_bytes(),
            cache: PieceCache::for_vocabulary(vocabulary),
            long_pieces: Vec::new(),
            windows: Vec::new(),
        }
    }

    /// Counts the tokens of the piece from `start` to `end`, which is not empty.
    #[inline]
    pub(super) fn tokens(&mut self, start: usize, end: usize) -> u32 {
        match end - start {
            // Every byte is a token of every encoding.
            1 => 1,
            2..=key::MAX_KEY_BYTES => self.short_piece(start, end),
            _ => self.long_piece(start, end),
        }
    }

    #[inline(always)]
    fn short_piece(&mut self, start: usize, end: usize) -> u32 {
        let key = key::key(self.bytes, start, end);
        let slot = key::slot(key, CACHE_SLOTS - 1);
        let entry = self.cache.tokens[slot];
        if key::has_key(entry, key) {
            return key::number(entry);
        }
        // Most pieces are one token, and one look-up is cheaper than merging their bytes.
        let tokens = if self.vocabulary.rank_by_key(key) == NO_RANK {
            self.join(start, end)
        } else {
            1
        };
        self.cache.tokens[slot] = key::entry(key, tokens);
        tokens
    }

    #[inline(never)]
    fn long_piece(&mut self, start: usize, end: usize) -> u32 {
        let piece = &self.bytes[start..end];
        let slot = key::slot_of_bytes(piece, LONG_PIECE_SLOTS - 1);
        if self.long_pieces.is_empty() {
            // Allocated late: most texts are headings without any long piece.
            self.long_pieces = vec![LongPiece::default(); LONG_PIECE_SLOTS];
        }
        let cached = self.long_pieces[slot];
        if &self.bytes[cached.start as usize..cached.end as usize] == piece {
            return cached.tokens;
        }
        let tokens = if self.vocabulary.rank(self.bytes, start, end) == NO_RANK {
            self.join(start, end)
        } else {
            1
        };
        self.long_pieces[slot] = LongPiece {
            start: offset(start),
            end: offset(end),
            tokens,
        };
        tokens
    }

    #[inline(never)]
    fn join(&mut self, start: usize, end: usize) -> u32 {
        match end - start {
            ..=MAX_SCANNED_BYTES => {
                MergeScan::new(self.vocabulary, self.bytes, start, end).tokens()
            }
            MIN_BYTES_OF_WINDOWS.. => self.by_windows(start, end),
            _ => heap::tokens(self.vocabulary, &self.bytes[start..end]),
        }
    }
}
