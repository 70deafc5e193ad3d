//! Walks from a hit to the chunks around it and inside it.

use super::source::ChunkSource;
use crate::chunk::Chunk;
use crate::error::Result;
use std::borrow::Cow;

/// Returns `chunk`, its parent, the parent of that, up to the largest that the source has.
pub(super) fn path<'s, S: ChunkSource>(
    source: &'s S,
    chunk: &Cow<'s, Chunk>,
) -> Result<Vec<Cow<'s, Chunk>>> {
    let mut path = vec![chunk.clone()];
    let mut last = chunk.clone();
    while let Some(id) = last.parent.clone()
        && let Some(parent) = source.chunk(&id)?
        // A chunk that is its own parent would never end.
        && parent.level < last.level
    {
        path.push(parent.clone());
        last = parent;
    }
    Ok(path)
}

/// Returns the chunk of the largest level around `chunk` that the source has.
pub(super) fn outermost<'s, S: ChunkSource>(
    source: &'s S,
    chunk: &Cow<'s, Chunk>,
) -> Result<Cow<'s, Chunk>> {
    let outermost = path(source, chunk)?.pop();
    Ok(outermost.unwrap_or_else(|| chunk.clone()))
}

/// Returns the chunks of the smallest level inside `chunk`, in the order of the document;
/// the chunk itself if there are none. Chunks of level `smallest` are not asked for
/// children.
pub(super) fn leaves<'s, S: ChunkSource>(
    source: &'s S,
    chunk: &Cow<'s, Chunk>,
    smallest: u32,
) -> Result<Vec<Cow<'s, Chunk>>> {
    let mut leaves = Vec::new();
    let mut open = vec![chunk.clone()];
    while let Some(chunk) = open.pop() {
        let mut children = Vec::new();
        if chunk.level < smallest {
            children = source.children(&chunk.id)?;
            children.retain(|child| child.level > chunk.level); // as in `path`
        }
        if children.is_empty() {
            leaves.push(chunk);
        } else {
            children.sort_by_key(|child| std::cmp::Reverse((child.span, child.ordinal)));
            open.append(&mut children);
        }
    }
    Ok(leaves)
}
