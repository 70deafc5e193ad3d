//! Cuts the documents of a corpus in each way that is compared.

use sectile::evaluate::Collection;
use sectile::{Chunk, Chunker, Document, FixedSizeChunker, StructuralChunker};
use std::collections::HashMap;

/// Returns the structural chunks of these levels.
pub(crate) fn structural(documents: &[Document], levels: &[u32]) -> sectile::Result<Vec<Chunk>> {
    let chunker = StructuralChunker::builder().levels(levels.iter().copied());
    Ok(cut(&chunker.build()?, documents))
}

/// Returns windows of `max_tokens`, of which the next one repeats `overlap`.
pub(crate) fn windows(
    documents: &[Document],
    max_tokens: u32,
    overlap: u32,
) -> sectile::Result<Vec<Chunk>> {
    let chunker = FixedSizeChunker::builder().max_tokens(max_tokens);
    Ok(cut(&chunker.overlap(overlap).build()?, documents))
}

fn cut(chunker: &dyn Chunker, documents: &[Document]) -> Vec<Chunk> {
    let chunks = documents
        .iter()
        .flat_map(|document| chunker.chunks(document));
    chunks.collect()
}

/// The chunks of two levels.
pub(crate) struct Nested {
    pub(crate) parents: Vec<Chunk>,
    pub(crate) children: Vec<Chunk>,
    /// The number of the parent of each child.
    pub(crate) parent_of: Vec<usize>,
}

impl Nested {
    pub(crate) fn of(chunks: Vec<Chunk>) -> Self {
        let (parents, children): (Vec<_>, Vec<_>) =
            chunks.into_iter().partition(|chunk| chunk.level == 0);
        let numbered = parents.iter().enumerate();
        let numbers: HashMap<&str, usize> = numbered
            .map(|(at, chunk)| (chunk.id.as_str(), at))
            .collect();
        let parent = |chunk: &Chunk| numbers[chunk.parent.as_deref().unwrap_or_default()];
        let parent_of = children.iter().map(parent).collect();
        Self {
            parents,
            children,
            parent_of,
        }
    }

    /// Returns the chunks of `level`, and those of the largest level around them.
    pub(crate) fn of_levels(chunks: &[Chunk], level: u32) -> Self {
        let parents: HashMap<&str, &Chunk> = (chunks.iter())
            .map(|chunk| (chunk.id.as_str(), chunk))
            .collect();
        let with_largest = |chunk: &Chunk| {
            let mut child = chunk.clone();
            while let Some(parent) = child.parent.as_deref().map(|id| parents[id])
                && parent.level > 0
            {
                child.parent.clone_from(&parent.parent);
            }
            child
        };
        let levels = chunks
            .iter()
            .filter(|chunk| [0, level].contains(&chunk.level));
        Self::of(levels.map(with_largest).collect())
    }

    /// The children are indexed, and the parents are returned.
    pub(crate) fn small_to_big(&self) -> Collection {
        Collection::small_to_big(&self.children, &self.parents)
    }
}
