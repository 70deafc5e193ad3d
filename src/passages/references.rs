//! Adds the chunks to which found chunks refer.

use super::piece::{Pieces, Role};
use super::ranking::CLOSENESS;
use super::source::ChunkSource;
use crate::chunk::{Chunk, ChunkReference};
use crate::error::Result;
use std::borrow::Cow;

/// The number of pieces, from the best, whose references are followed: more than fit into
/// 4,000 tokens, and few enough for a store that is asked for each reference.
const REFERRERS: usize = 50;

/// The levels of headings without a text of their own that a target may begin with: "see
/// Chapter 2" leads to section 2, whose heading is in the chunk of section 2.1.1.
const MAX_EMPTY_SECTIONS: usize = 3;

/// Adds the first chunk of each section to which one of the best pieces refers. It is as
/// relevant as a chunk next to that piece.
pub(super) fn add<'s, S: ChunkSource>(pieces: &mut Pieces<'s>, source: &'s S) -> Result<()> {
    for (chunk, relevance) in pieces.best(REFERRERS) {
        for reference in &chunk.references {
            if let Some(target) = target(source, &chunk, reference)? {
                let role = Role::Referenced(chunk.id.clone());
                pieces.raise(&target, relevance * CLOSENESS, role);
            }
        }
    }
    Ok(())
}

/// Returns the smallest chunk at the place to which `reference` leads; `None` if that is
/// outside, or in `chunk` itself.
fn target<'s, S: ChunkSource>(
    source: &'s S,
    chunk: &Chunk,
    reference: &ChunkReference,
) -> Result<Option<Cow<'s, Chunk>>> {
    let Some(target) = &reference.target else {
        return Ok(None);
    };
    // "guide.md#2.1" in another document, "2.1" in this one.
    let (document, path) = target
        .rsplit_once('#')
        .unwrap_or((chunk.document.as_str(), target));
    let mut path = path.to_owned();
    for _ in 0..=MAX_EMPTY_SECTIONS {
        let mut found = source.section(document, &path)?;
        let smallest = found.iter().map(|chunk| chunk.level).max();
        found.retain(|chunk| Some(chunk.level) == smallest);
        if !found.is_empty() {
            found.retain(|found| found.id != chunk.id);
            return Ok(first(found, reference));
        }
        path.push_str(".1");
    }
    Ok(None)
}

/// Returns the chunk with the block that is meant, else the first one.
fn first<'s>(
    mut chunks: Vec<Cow<'s, Chunk>>,
    reference: &ChunkReference,
) -> Option<Cow<'s, Chunk>> {
    if let Some(block) = reference.target_span {
        chunks.retain(|chunk| !chunk.span.intersect(block).is_empty());
    }
    chunks.into_iter().min_by_key(|chunk| chunk.ordinal)
}
