//! Merges long pieces with a heap of all pairs.

use super::super::vocabulary::{NO_RANK, Vocabulary};
use crate::document::offset;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Returns the number of tokens of `piece`.
pub(super) fn tokens(vocabulary: &Vocabulary, piece: &[u8]) -> u32 {
    offset(bounds(vocabulary, piece).count().saturating_sub(1))
}

/// Returns the start of each token of `piece`, and the end of the last.
pub(super) fn bounds(vocabulary: &Vocabulary, piece: &[u8]) -> impl Iterator<Item = usize> {
    let symbols = merge(vocabulary, piece);
    let end = |at: &usize| symbols.get(*at).map(|symbol| symbol.end);
    let bounds: Vec<usize> = std::iter::successors(Some(0), end).collect();
    bounds.into_iter()
}

/// A symbol of a long piece: its end, the start of the symbol before it, and its rank
/// when joined with the next one.
#[derive(Clone, Copy)]
struct Symbol {
    before: usize,
    end: usize,
    rank: u32,
}

fn merge(vocabulary: &Vocabulary, piece: &[u8]) -> Vec<Symbol> {
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
    symbols
}
