//! Orders the smallest chunks inside hits, and those near them.

use super::budget::Budget;
use super::found::Found;
use super::piece::{ChunkRole, Pieces};
use super::ranking::{self, BEST, CLOSENESS, ROOM, relevance};
use super::source::ChunkSource;
use super::tree;
use crate::chunk::Chunk;
use crate::error::Result;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Adds the chunks of the smallest level inside each hit, and those around the best of
/// them.
pub(super) fn add<'s, S: ChunkSource>(
    pieces: &mut Pieces<'s>,
    source: &'s S,
    hits: &[Found<'s>],
    budget: Budget,
) -> Result<()> {
    let shares = shares(hits, budget);
    let mut ranks: BTreeMap<u32, usize> = BTreeMap::new();
    for found in hits {
        let rank = ranks.entry(found.chunk.level).or_default();
        let relevance = shares[&found.chunk.level] * relevance(*rank);
        for leaf in tree::leaves(source, &found.chunk, u32::MAX)? {
            pieces.add(leaf, relevance);
        }
        *rank += 1;
    }
    let documents = ranking::documents(hits);
    let mut smallest = 0;
    for piece in pieces.iter_mut() {
        piece.relevance += documents[piece.chunk.document.as_str()];
        smallest = smallest.max(piece.chunk.level);
    }
    let mut seen = BTreeSet::new();
    for (piece, _) in pieces.best(BEST) {
        let section = tree::outermost(source, &piece)?;
        if seen.insert(section.id.clone()) {
            add_context(pieces, &tree::leaves(source, &section, smallest)?);
        }
    }
    Ok(())
}

/// Returns the share of the relevance of hits of each level that the chunks inside them
/// have: the share of [`ROOM`] of them, of the size of the largest, for which `budget` has
/// room. Those of the smallest level count whole.
fn shares(hits: &[Found<'_>], budget: Budget) -> BTreeMap<u32, f64> {
    // A hit of 1,024 tokens raises eight pieces of 128. Where four of them fit, most of what
    // it puts first is beside the answer.
    let mut sizes: BTreeMap<u32, u32> = BTreeMap::new();
    for found in hits {
        let size = sizes.entry(found.chunk.level).or_default();
        *size = found.chunk.tokens.max(*size);
    }
    let smallest = sizes.keys().next_back().copied();
    let share = |(level, size): (u32, u32)| {
        let share = match budget {
            Budget::Tokens(tokens) if Some(level) != smallest => {
                (f64::from(tokens) / (ROOM * f64::from(size.max(1)))).min(1.0)
            }
            _ => 1.0,
        };
        (level, share)
    };
    sizes.into_iter().map(share).collect()
}

/// Raises the relevance of each of the leaves of a section to that of the others, times
/// [`CLOSENESS`] for each step between them.
fn add_context<'s>(pieces: &mut Pieces<'s>, leaves: &[Cow<'s, Chunk>]) {
    // An answer may share no word with the question where the sentence before it shares
    // all: "How hot is the water for green tea?" "For green tea the water must cool. At 75
    // degrees it is right."
    let found: Vec<f64> = (leaves.iter())
        .map(|leaf| pieces.relevance(&leaf.id))
        .collect();
    let mut raised = found.clone();
    for at in 1..raised.len() {
        raised[at] = raised[at].max(raised[at - 1] * CLOSENESS);
    }
    for at in (1..raised.len()).rev() {
        raised[at - 1] = raised[at - 1].max(raised[at] * CLOSENESS);
    }
    for (at, leaf) in leaves.iter().enumerate() {
        if raised[at] > found[at] {
            pieces.raise(leaf.clone(), raised[at], ChunkRole::Context);
        }
    }
}
