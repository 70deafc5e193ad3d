//! Orders the smallest chunks inside hits, and those near them.

use super::found::Found;
use super::piece::{ChunkRole, Pieces};
use super::ranking::{self, BEST, CLOSENESS, relevance};
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
) -> Result<()> {
    let mut ranks: BTreeMap<u32, usize> = BTreeMap::new();
    for found in hits {
        let rank = ranks.entry(found.chunk.level).or_default();
        for leaf in tree::leaves(source, &found.chunk, u32::MAX)? {
            pieces.add(leaf, relevance(*rank));
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
