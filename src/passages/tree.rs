//! Walks from a hit to the chunks around it and inside it.

use super::source::ChunkSource;
use crate::chunk::Chunk;
use crate::error::Result;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

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

/// A chunk of the largest level, as its chunks of the smallest level.
pub(super) struct Section<'s> {
    /// In the order of the document.
    pub(super) leaves: Vec<Cow<'s, Chunk>>,
    /// The numbers of the leaves inside each chunk, by id. Looked up only.
    inside: HashMap<String, Range<usize>>,
}

/// The next step of a walk.
enum Step<'s> {
    Enter(Cow<'s, Chunk>),
    Leave { id: String, first: usize },
}

impl<'s> Section<'s> {
    /// Walks through all chunks inside `outermost`.
    pub(super) fn of<S: ChunkSource>(source: &'s S, outermost: Cow<'s, Chunk>) -> Result<Self> {
        let mut section = Self {
            leaves: Vec::new(),
            inside: HashMap::new(),
        };
        let mut steps = vec![Step::Enter(outermost)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave { id, first } => {
                    section.inside.insert(id, first..section.leaves.len());
                }
                Step::Enter(chunk) => {
                    let mut children = source.children(&chunk.id)?;
                    children.retain(|child| child.level > chunk.level); // as in `path`
                    let (id, first) = (chunk.id.clone(), section.leaves.len());
                    steps.push(Step::Leave { id, first });
                    if children.is_empty() {
                        section.leaves.push(chunk);
                    }
                    children.sort_by_key(|child| std::cmp::Reverse((child.span, child.ordinal)));
                    steps.extend(children.into_iter().map(Step::Enter));
                }
            }
        }
        Ok(section)
    }

    /// Returns the leaves inside the chunk called `id`; `None` if it is not one of the
    /// section.
    pub(super) fn inside(&self, id: &str) -> Option<&[Cow<'s, Chunk>]> {
        self.inside.get(id).map(|range| &self.leaves[range.clone()])
    }
}
