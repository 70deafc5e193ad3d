//! Byte-pair encoding: computes the number of tokens in a piece of text.
//!
//! Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword
//! Units" (2016), section 3.2, on bytes: of all pairs of neighbours that form a token
//! together, the one of the lowest rank is merged, the leftmost first, until no pair is
//! left.

use super::key;
use super::vocabulary::{NO_RANK, Vocabulary};
use crate::document::offset;
use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Pieces of up to this many bytes are merged by scanning all pairs after each merge,
/// which is quadratic but fast on short arrays. Longer pieces use a heap: a run of a
/// million letters is one piece.
const MAX_SCANNED_BYTES: usize = 64;

/// Counts the pieces of one text.
pub(super) struct Merge<'t> {
    vocabulary: &'t Vocabulary,
    bytes: &'t [u8],
    cache: PieceCache,
    /// Recent long pieces, each in the slot given by its hash; empty until the first one.
    long_pieces: Vec<LongPiece>,
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

/// The number of slots for long pieces. Long pieces are rare, so a small table is enough.
const LONG_PIECE_SLOTS: usize = 256;

impl<'t> Merge<'t> {
    pub(super) fn new(vocabulary: &'static Vocabulary, text: &'t str) -> Self {
        Self {
            vocabulary,
            bytes: text.as_bytes(),
            cache: PieceCache::for_vocabulary(vocabulary),
            long_pieces: Vec::new(),
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
        // A multiplicative hash of the bytes (the prime of FNV-1a). Collisions are
        // harmless: the bytes are compared before a cached count is used.
        let hash = piece.iter().fold(piece.len(), |hash, byte| {
            (hash ^ usize::from(*byte)).wrapping_mul(0x0100_01b3)
        });
        let slot = (hash >> 7) % LONG_PIECE_SLOTS;
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
    fn join(&self, start: usize, end: usize) -> u32 {
        if end - start <= MAX_SCANNED_BYTES {
            merge_by_scan(self.vocabulary, self.bytes, start, end)
        } else {
            merge_by_heap(self.vocabulary, &self.bytes[start..end])
        }
    }
}

fn merge_by_scan(vocabulary: &Vocabulary, bytes: &[u8], start: usize, end: usize) -> u32 {
    let mut symbols = end - start;
    // The start of each symbol, and the rank of the symbol joined with the next one.
    let mut starts = [0; MAX_SCANNED_BYTES + 1];
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
            return u32::try_from(symbols).unwrap_or(u32::MAX);
        }
        starts.copy_within(lowest + 2..=symbols, lowest + 1);
        ranks.copy_within(lowest + 2..=symbols, lowest + 1);
        symbols -= 1;
        // Only the pairs with the symbol before and the symbol after have changed.
        for symbol in [lowest.wrapping_sub(1), lowest] {
            if symbol < symbols {
                let after_next = starts.get(symbol + 2).filter(|_| symbol + 2 <= symbols);
                ranks[symbol] =
                    after_next.map_or(NO_RANK, |to| vocabulary.rank(bytes, starts[symbol], *to));
            }
        }
    }
}

/// A symbol of a long piece: its end, the start of the symbol before it, and its rank
/// when joined with the next one.
#[derive(Clone, Copy)]
struct Symbol {
    before: usize,
    end: usize,
    rank: u32,
}

fn merge_by_heap(vocabulary: &Vocabulary, piece: &[u8]) -> u32 {
    let mut symbols: Vec<Symbol> = (0..piece.len())
        .map(|at| Symbol {
            before: at.wrapping_sub(1),
            end: at + 1,
            rank: piece
                .get(at + 1)
                .map_or(NO_RANK, |next| vocabulary.pair(piece[at], *next)),
        })
        .collect();
    let mut joins: BinaryHeap<Reverse<(u32, usize)>> = (symbols.iter().enumerate())
        .filter(|(_, symbol)| symbol.rank != NO_RANK)
        .map(|(at, symbol)| Reverse((symbol.rank, at)))
        .collect();
    let mut count = piece.len();
    while let Some(Reverse((rank, at))) = joins.pop() {
        if symbols[at].rank != rank {
            continue; // outdated: one of the two symbols was merged with another
        }
        let next = symbols[at].end;
        symbols[at].end = symbols[next].end;
        symbols[next].rank = NO_RANK;
        let end = symbols[at].end;
        if let Some(following) = symbols.get_mut(end) {
            following.before = at;
        }
        count -= 1;
        // Old heap entries of the changed pairs stay in the heap and are skipped above.
        for symbol in [symbols[at].before, at] {
            let Some(Symbol { end, .. }) = symbols.get(symbol).copied() else {
                continue;
            };
            let rank = symbols
                .get(end)
                .map_or(NO_RANK, |next| vocabulary.rank(piece, symbol, next.end));
            symbols[symbol].rank = rank;
            if rank != NO_RANK {
                joins.push(Reverse((rank, symbol)));
            }
        }
    }
    u32::try_from(count).unwrap_or(u32::MAX)
}
