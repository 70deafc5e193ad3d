//! Orders the chunks that may be returned for hits.

use super::budget::Selection;
use super::found::Found;
use super::ranking::{MERGED_CHILDREN, MERGED_WITHIN, frequent_parents};
use super::source::ChunkSource;
use crate::chunk::Chunk;
use crate::error::Result;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// A chunk that may be returned.
pub(super) struct Piece<'s> {
    pub(super) chunk: Cow<'s, Chunk>,
    relevance: f64,
}

/// Returns the chunks of `selection` for `hits`, each once, best first.
pub(super) fn order<'s, S: ChunkSource>(
    source: &'s S,
    hits: &[Found<'s>],
    selection: Selection,
) -> Result<Vec<Piece<'s>>> {
    let mut pieces = Pieces::default();
    match selection {
        Selection::Chunks => {
            for found in hits {
                pieces.add(found.chunk.clone(), 0.0);
            }
        }
        Selection::Parents => {
            for found in hits {
                pieces.add(outermost(source, &found.chunk)?, 0.0);
            }
        }
        Selection::Merged => {
            let best = hits[..MERGED_WITHIN.min(hits.len())].iter();
            let parents = best.map(|found| found.chunk.parent.as_deref());
            let merged = frequent_parents(parents, MERGED_CHILDREN);
            for found in hits {
                let parent = found.chunk.parent.as_deref();
                let is_merged = parent.is_some_and(|parent| merged.binary_search(&parent).is_ok());
                let parent = match parent.filter(|_| is_merged) {
                    Some(parent) => source.chunk(parent)?,
                    None => None,
                };
                pieces.add(parent.unwrap_or_else(|| found.chunk.clone()), 0.0);
            }
        }
        Selection::Pieces => {
            let scales = scales(hits);
            for found in hits {
                let relevance = scales[&found.chunk.level].relevance(found.hit.score);
                for leaf in leaves(source, &found.chunk)? {
                    pieces.add(leaf, relevance);
                }
            }
        }
    }
    // The sort is stable: pieces of equal relevance keep the order of their best hits, and
    // those of one hit the order of the document.
    let mut pieces = pieces.all;
    pieces.sort_by(|a, b| b.relevance.total_cmp(&a.relevance));
    Ok(pieces)
}

/// Pieces by id.
#[derive(Default)]
struct Pieces<'s> {
    all: Vec<Piece<'s>>,
    /// Looked up only.
    places: HashMap<String, usize>,
}

impl<'s> Pieces<'s> {
    /// Adds `relevance` to that of `chunk`.
    fn add(&mut self, chunk: Cow<'s, Chunk>, relevance: f64) {
        if let Some(at) = self.places.get(&chunk.id) {
            self.all[*at].relevance += relevance;
            return;
        }
        self.places.insert(chunk.id.clone(), self.all.len());
        self.all.push(Piece { chunk, relevance });
    }
}

/// The range of the scores of one level.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    /// Returns the score as a share of the best one.
    fn relevance(&self, score: f64) -> f64 {
        // Levels may be searched apart, with scores in different units: 30 for the best
        // chunk of 256 tokens and 12 for the best of 128. Cosines may be below 0.
        let low = self.low.min(0.0);
        let range = self.high - low;
        if range > 0.0 {
            (score - low) / range
        } else {
            1.0 // all scores are 0, or all are the same and negative
        }
    }
}

fn scales(hits: &[Found<'_>]) -> BTreeMap<u32, Scale> {
    let mut scales: BTreeMap<u32, Scale> = BTreeMap::new();
    for found in hits {
        let score = found.hit.score;
        let scale = scales.entry(found.chunk.level).or_insert(Scale {
            low: score,
            high: score,
        });
        scale.low = scale.low.min(score);
        scale.high = scale.high.max(score);
    }
    scales
}

/// Returns the chunk of the largest level around `chunk` that the source has.
fn outermost<'s, S: ChunkSource>(source: &'s S, chunk: &Cow<'s, Chunk>) -> Result<Cow<'s, Chunk>> {
    let mut outermost = chunk.clone();
    while let Some(id) = outermost.parent.clone()
        && let Some(parent) = source.chunk(&id)?
        // A chunk that is its own parent would never end.
        && parent.level < outermost.level
    {
        outermost = parent;
    }
    Ok(outermost)
}

/// Returns the chunks of the smallest level inside `chunk`, in the order of the document;
/// the chunk itself if there are none.
fn leaves<'s, S: ChunkSource>(
    source: &'s S,
    chunk: &Cow<'s, Chunk>,
) -> Result<Vec<Cow<'s, Chunk>>> {
    let mut leaves = Vec::new();
    let mut open = vec![chunk.clone()];
    while let Some(chunk) = open.pop() {
        let mut children = source.children(&chunk.id)?;
        children.retain(|child| child.level > chunk.level); // as in `outermost`
        if children.is_empty() {
            leaves.push(chunk);
        } else {
            children.sort_by_key(|child| std::cmp::Reverse((child.span, child.ordinal)));
            open.append(&mut children);
        }
    }
    Ok(leaves)
}
