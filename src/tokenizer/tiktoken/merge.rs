//! Byte-pair encoding: how many tokens a piece of text has.
//!
//! Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units" (2016), section 3.2, on bytes:
//! of all neighbours that form a token together, those of the lowest rank are joined, the leftmost first, until none are left.

use super::key;
use super::vocabulary::{NONE, Vocabulary};
use crate::document::offset;
use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Pieces of up to so many bytes are joined by looking at all neighbours each time, longer ones by a heap of them.
const SHORT: usize = 64;

/// Counts the pieces of one text.
pub(super) struct Merge<'t> {
    vocabulary: &'t Vocabulary,
    bytes: &'t [u8],
    words: Words,
    /// Long pieces, each at the place that its bytes give; none before the first.
    runs: Vec<Run>,
}

/// Short pieces and their tokens, each at the place that its bytes give, the last one that came there.
///
/// (2026-11, Rust's RFCs: words come back, and this stays near a core, where a vocabulary does not: 256 KiB take a quarter off a
/// count, a MiB a tenth more. A thread keeps it for the next text, for most texts are too short to fill it.)
#[derive(Default)]
struct Words {
    /// The vocabulary that counted them, by its address: they live as long as the process.
    vocabulary: usize,
    tokens: Vec<u128>,
}

/// How many short pieces are remembered: a MiB of them.
const WORDS: usize = 1 << 16;

thread_local! {
    static LAST_WORDS: Cell<Words> = const { Cell::new(Words { vocabulary: 0, tokens: Vec::new() }) };
}

impl Words {
    fn of(vocabulary: &'static Vocabulary) -> Self {
        let address = std::ptr::from_ref(vocabulary).addr();
        let last = LAST_WORDS.take();
        if last.vocabulary == address {
            return last;
        }
        Self {
            vocabulary: address,
            tokens: vec![0; WORDS],
        }
    }
}

impl Drop for Merge<'_> {
    fn drop(&mut self) {
        LAST_WORDS.set(std::mem::take(&mut self.words));
    }
}

/// A long piece by its place in the text.
#[derive(Clone, Copy, Default)]
struct Run {
    start: u32,
    end: u32,
    tokens: u32,
}

/// How many long pieces are remembered.
const RUNS: usize = 256;

impl<'t> Merge<'t> {
    pub(super) fn new(vocabulary: &'static Vocabulary, text: &'t str) -> Self {
        Self {
            vocabulary,
            bytes: text.as_bytes(),
            words: Words::of(vocabulary),
            runs: Vec::new(),
        }
    }

    /// The tokens of the piece from `start` to `end`, which is not empty.
    #[inline]
    pub(super) fn tokens(&mut self, start: usize, end: usize) -> u32 {
        match end - start {
            1 => 1,
            2..=key::LONGEST => self.short(start, end),
            _ => self.long(start, end),
        }
    }

    #[inline(always)]
    fn short(&mut self, start: usize, end: usize) -> u32 {
        let key = key::key(self.bytes, start, end);
        let slot = key::slot(key, WORDS - 1);
        let entry = self.words.tokens[slot];
        if key::is_of(entry, key) {
            return key::number(entry);
        }
        let tokens = if self.vocabulary.rank_of(key) == NONE {
            self.join(start, end)
        } else {
            1
        };
        self.words.tokens[slot] = key::entry(key, tokens);
        tokens
    }

    #[inline(never)]
    fn long(&mut self, start: usize, end: usize) -> u32 {
        let piece = &self.bytes[start..end];
        let hash = piece.iter().fold(piece.len(), |hash, byte| {
            (hash ^ usize::from(*byte)).wrapping_mul(0x0100_01b3)
        });
        let slot = (hash >> 7) % RUNS;
        if self.runs.is_empty() {
            self.runs = vec![Run::default(); RUNS]; // most texts counted are headings without any
        }
        let run = self.runs[slot];
        if &self.bytes[run.start as usize..run.end as usize] == piece {
            return run.tokens;
        }
        let tokens = if self.vocabulary.rank(self.bytes, start, end) == NONE {
            self.join(start, end)
        } else {
            1
        };
        self.runs[slot] = Run {
            start: offset(start),
            end: offset(end),
            tokens,
        };
        tokens
    }

    #[inline(never)]
    fn join(&self, start: usize, end: usize) -> u32 {
        if end - start <= SHORT {
            short(self.vocabulary, self.bytes, start, end)
        } else {
            long(self.vocabulary, &self.bytes[start..end])
        }
    }
}

fn short(vocabulary: &Vocabulary, bytes: &[u8], start: usize, end: usize) -> u32 {
    let mut parts = end - start;
    // Where each part begins, and the rank that it would have with the next one.
    let mut starts = [0; SHORT + 1];
    let mut ranks = [NONE; SHORT + 1];
    for (part, at) in (start..end).enumerate() {
        starts[part] = at;
        if at + 1 < end {
            ranks[part] = vocabulary.pair(bytes[at], bytes[at + 1]);
        }
    }
    starts[parts] = end;
    loop {
        let lowest = (0..parts).min_by_key(|part| ranks[*part]).unwrap_or(0);
        if ranks[lowest] == NONE {
            return u32::try_from(parts).unwrap_or(u32::MAX);
        }
        starts.copy_within(lowest + 2..=parts, lowest + 1);
        ranks.copy_within(lowest + 2..=parts, lowest + 1);
        parts -= 1;
        for part in [lowest.wrapping_sub(1), lowest] {
            if part < parts {
                let behind_next = starts.get(part + 2).filter(|_| part + 2 <= parts);
                ranks[part] =
                    behind_next.map_or(NONE, |to| vocabulary.rank(bytes, starts[part], *to));
            }
        }
    }
}

/// A part of a long piece: where it ends, where the part before it begins, and the rank it would have with the next one.
#[derive(Clone, Copy)]
struct Part {
    before: usize,
    end: usize,
    rank: u32,
}

fn long(vocabulary: &Vocabulary, piece: &[u8]) -> u32 {
    let mut parts: Vec<Part> = (0..piece.len())
        .map(|at| Part {
            before: at.wrapping_sub(1),
            end: at + 1,
            rank: piece
                .get(at + 1)
                .map_or(NONE, |next| vocabulary.pair(piece[at], *next)),
        })
        .collect();
    let mut joins: BinaryHeap<Reverse<(u32, usize)>> = (parts.iter().enumerate())
        .filter(|(_, part)| part.rank != NONE)
        .map(|(at, part)| Reverse((part.rank, at)))
        .collect();
    let mut count = piece.len();
    while let Some(Reverse((rank, at))) = joins.pop() {
        if parts[at].rank != rank {
            continue; // one of the two was joined with another part since
        }
        let next = parts[at].end;
        parts[at].end = parts[next].end;
        parts[next].rank = NONE;
        let end = parts[at].end;
        if let Some(behind) = parts.get_mut(end) {
            behind.before = at;
        }
        count -= 1;
        for part in [parts[at].before, at] {
            let Some(Part { end, .. }) = parts.get(part).copied() else {
                continue;
            };
            let rank = parts
                .get(end)
                .map_or(NONE, |next| vocabulary.rank(piece, part, next.end));
            parts[part].rank = rank;
            if rank != NONE {
                joins.push(Reverse((rank, part)));
            }
        }
    }
    u32::try_from(count).unwrap_or(u32::MAX)
}
