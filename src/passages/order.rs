//! Orders the chunks that may be returned for hits.

use super::budget::{Budget, Selection};
use super::enclosing;
use super::found::Found;
use super::piece::Pieces;
use super::ranking::{merged_parents, relevance};
use super::smallest;
use super::source::ChunkSource;
use super::tree;
use crate::error::Result;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the chunks of `selection` for `hits`, each once. Of `Enclosing` those that
/// `budget` has no room for may be missing.
pub(super) fn pieces<'s, S: ChunkSource>(
    source: &'s S,
    hits: &[Found<'s>],
    selection: Selection,
    budget: Budget,
) -> Result<Pieces<'s>> {
    let mut pieces = Pieces::default();
    match selection {
        Selection::Chunks => {
            for found in hits {
                pieces.add(found.chunk.clone(), 0.0);
            }
        }
        Selection::Parents => add_parents(&mut pieces, source, hits)?,
        Selection::Merged => add_merged(&mut pieces, source, hits)?,
        Selection::Enclosing => enclosing::add(&mut pieces, source, hits, budget)?,
        Selection::Pieces => smallest::add(&mut pieces, source, hits, budget)?,
    }
    Ok(pieces)
}

/// Adds the chunk of the largest level around each hit.
fn add_parents<'s, S: ChunkSource>(
    pieces: &mut Pieces<'s>,
    source: &'s S,
    hits: &[Found<'s>],
) -> Result<()> {
    // Only the best hit of a level counts for a parent: a long section has many hits
    // because it is long.
    let mut ranked: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for found in hits {
        let parent = tree::outermost(source, &found.chunk)?;
        let ranked = ranked.entry(found.chunk.level).or_default();
        let rank = ranked.len();
        if ranked.insert(parent.id.clone()) {
            pieces.add(parent, relevance(rank));
        }
    }
    Ok(())
}

/// Adds the parent of hits that are several of its children, and other hits themselves.
fn add_merged<'s, S: ChunkSource>(
    pieces: &mut Pieces<'s>,
    source: &'s S,
    hits: &[Found<'s>],
) -> Result<()> {
    let parents: Vec<Option<&str>> = (hits.iter())
        .map(|found| found.chunk.parent.as_deref())
        .collect();
    let merged = merged_parents(&parents);
    for found in hits {
        let parent = found.chunk.parent.as_deref();
        let parent = match parent.filter(|parent| merged.contains(parent)) {
            Some(parent) => source.chunk(parent)?,
            None => None,
        };
        pieces.add(parent.unwrap_or_else(|| found.chunk.clone()), 0.0);
    }
    Ok(())
}
