//! Adds the chunks to which found chunks refer.

use super::piece::{ChunkRole, Pieces};
use super::ranking::{BEST, CLOSENESS};
use super::source::ChunkSource;
use crate::chunk::{Chunk, ChunkReference};
use crate::error::Result;
use std::borrow::Cow;

/// Adds the first chunk of each section to which one of the best pieces refers. It is as
/// relevant as a chunk next to that piece.
pub(super) fn add<'s, S: ChunkSource>(pieces: &mut Pieces<'s>, source: &'s S) -> Result<()> {
    for (chunk, relevance) in pieces.best(BEST) {
        for reference in &chunk.references {
            if let Some(target) = target(source, &chunk, reference)? {
                let role = ChunkRole::Referenced(chunk.id.clone());
                pieces.raise(target, relevance * CLOSENESS, role);
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
    let mut found = source.section(document, path)?;
    let smallest = found.iter().map(|chunk| chunk.level).max();
    found.retain(|found| Some(found.level) == smallest && found.id != chunk.id);
    Ok(first(found, reference))
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
