//! Chooses, in each chunk of the largest level, the smallest chunk around what was found.

use super::found::Found;
use super::piece::Pieces;
use super::ranking::{self, ENCLOSED_WITHIN, relevance};
use super::source::ChunkSource;
use super::tree;
use crate::chunk::Chunk;
use crate::error::Result;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// Adds, for each parent of hits, the parent or the only child of it that was found.
pub(super) fn add<'s, S: ChunkSource>(
    pieces: &mut Pieces<'s>,
    source: &'s S,
    hits: &[Found<'s>],
) -> Result<()> {
    let mut paths = Vec::with_capacity(hits.len());
    for found in hits {
        paths.push(tree::path(source, &found.chunk)?);
    }
    let groups = groups(&paths);
    let documents = ranking::documents(hits);
    for group in groups {
        let by_rank = group.rank.map_or(0.0, relevance);
        let of_document = documents[group.parent.document.as_str()];
        pieces.add(group.chunk().clone(), by_rank + of_document);
    }
    Ok(())
}

/// The hits inside one chunk of the largest level.
struct ParentGroup<'s> {
    parent: Cow<'s, Chunk>,
    /// The place among the parents, by the hits of the level that orders.
    rank: Option<usize>,
    /// The child with the best hit.
    child: Option<Cow<'s, Chunk>>,
    /// The ids of the children that are among the best hits.
    found: BTreeSet<String>,
}

impl<'s> ParentGroup<'s> {
    fn chunk(&self) -> &Cow<'s, Chunk> {
        let only_child = self.child.as_ref().filter(|_| self.found.len() < 2);
        only_child.unwrap_or(&self.parent)
    }
}

/// Returns the groups in the order of their best hits. `paths` has each hit with the
/// chunks around it.
fn groups<'s>(paths: &[Vec<Cow<'s, Chunk>>]) -> Vec<ParentGroup<'s>> {
    // The largest level below the parents orders them: with all levels, one answer of 124
    // falls from the first five of the medical articles.
    let levels = paths.iter().filter_map(|path| {
        let hit = path.first()?;
        Some((path.len() < 2, hit.level))
    });
    let ordering = levels.min().map(|(_, level)| level);
    let mut groups: Vec<ParentGroup<'s>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new(); // looked up only
    let (mut hits, mut ranks) = (0, 0);
    for path in paths {
        let (Some(hit), Some(parent)) = (path.first(), path.last()) else {
            continue;
        };
        let at = *places.entry(&parent.id).or_insert(groups.len());
        if at == groups.len() {
            groups.push(ParentGroup {
                parent: parent.clone(),
                rank: None,
                child: None,
                found: BTreeSet::new(),
            });
        }
        if Some(hit.level) != ordering {
            continue;
        }
        let group = &mut groups[at];
        let child = path.len().checked_sub(2).map(|at| &path[at]);
        if group.rank.is_none() {
            group.rank = Some(ranks);
            group.child = child.cloned();
            ranks += 1;
        }
        if hits < ENCLOSED_WITHIN {
            group.found.extend(child.map(|child| child.id.clone()));
        }
        hits += 1;
    }
    groups
}
