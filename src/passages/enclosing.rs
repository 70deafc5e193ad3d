//! Chooses, in each chunk of the largest level, the smallest chunk around what was found.

use super::found::Found;
use super::piece::Pieces;
use super::ranking::{self, BEST_ENCLOSED_WITHIN, ENCLOSED_WITHIN, MERGED_CHILDREN, relevance};
use super::source::ChunkSource;
use super::tree;
use crate::chunk::Chunk;
use crate::error::Result;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

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
    let documents = ranking::documents(hits);
    let relevance_of = |group: ParentGroup<'s>| {
        let by_rank = group.rank.map_or(0.0, relevance);
        (by_rank + documents[group.parent.document.as_str()], group)
    };
    let mut groups: Vec<(f64, ParentGroup<'s>)> =
        groups(&paths).into_iter().map(relevance_of).collect();
    // The sort is stable: equal parents keep the order of their best hits.
    groups.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (at, (relevance, group)) in groups.iter().enumerate() {
        // The best parent has the answer most often, and only it decides whether the first
        // result has it. All others together have four times its tokens.
        let within = if at == 0 {
            BEST_ENCLOSED_WITHIN
        } else {
            ENCLOSED_WITHIN
        };
        pieces.add(group.chunk(within).clone(), *relevance);
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
    /// The ids of the children with hits of that level, and the rank of their best hit.
    found: BTreeMap<String, usize>,
}

impl<'s> ParentGroup<'s> {
    /// Returns the parent if several of its children are among the first `within` hits.
    fn chunk(&self, within: usize) -> &Cow<'s, Chunk> {
        let found = self.found.values().filter(|rank| **rank < within);
        let has_several = found.count() >= MERGED_CHILDREN;
        let only_child = self.child.as_ref().filter(|_| !has_several);
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
                found: BTreeMap::new(),
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
        if let Some(child) = child {
            group.found.entry(child.id.clone()).or_insert(hits);
        }
        hits += 1;
    }
    groups
}
