//! Chooses, in each chunk of the largest level, the run of chunks around what was found.

use super::budget::Budget;
use super::chosen::saved;
use super::found::Found;
use super::join::join;
use super::piece::Pieces;
use super::ranking::{ENCLOSED_WITHIN, LARGEST_SHARE, LEAST_ENCLOSED, MERGED_CHILDREN};
use super::ranking::{SMALLER_SHARE, relevance};
use super::source::ChunkSource;
use super::tree;
use crate::chunk::Chunk;
use crate::document::Span;
use crate::error::Result;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// Adds, for each parent of hits, the run of its smallest chunks around what was found. Of
/// a budget of results those of further parents are left out.
pub(super) fn add<'s, S: ChunkSource>(
    pieces: &mut Pieces<'s>,
    source: &'s S,
    hits: &[Found<'s>],
    budget: Budget,
) -> Result<()> {
    let mut paths = Vec::with_capacity(hits.len());
    for found in hits {
        paths.push(tree::path(source, &found.chunk)?);
    }
    let smallest = hits.iter().map(|found| found.chunk.level).max();
    let ordering = ordering(&paths);
    let with_relevance = |group: ParentGroup<'s>| (group.relevance(ordering), group);
    let mut groups: Vec<(f64, ParentGroup<'s>)> =
        groups(&paths).into_iter().map(with_relevance).collect();
    // The sort is stable: equal parents keep the order of their best hits.
    groups.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (relevance, group) in first(&groups, budget) {
        let leaves = tree::leaves(source, &group.parent, smallest.unwrap_or(0))?;
        pieces.add_result(group.chunks(&leaves, ordering), *relevance);
    }
    Ok(())
}

/// Returns the groups that `budget` may have room for: all, or as many as the results if
/// none of their parents overlap, so that each is one result.
fn first<'g, 's>(
    groups: &'g [(f64, ParentGroup<'s>)],
    budget: Budget,
) -> &'g [(f64, ParentGroup<'s>)] {
    let Budget::Results(number) = budget else {
        return groups;
    };
    let first = &groups[..groups.len().min(number as usize)];
    let mut parents: Vec<(&str, Span)> = (first.iter())
        .map(|(_, group)| (group.parent.document.as_str(), group.parent.span))
        .collect();
    parents.sort_unstable();
    let overlap = |two: &[(&str, Span)]| two[0].0 == two[1].0 && two[1].1.start < two[0].1.end;
    if parents.windows(2).any(overlap) {
        groups
    } else {
        first
    }
}

/// Returns the level that orders parents: the largest below them.
fn ordering(paths: &[Vec<Cow<'_, Chunk>>]) -> u32 {
    let levels = paths.iter().filter_map(|path| {
        let hit = path.first()?;
        Some((path.len() < 2, hit.level))
    });
    levels.min().map_or(0, |(_, level)| level)
}

/// The hits inside one chunk of the largest level.
struct ParentGroup<'s> {
    parent: Cow<'s, Chunk>,
    /// The place among the parents, by the hits of each level.
    ranks: BTreeMap<u32, usize>,
    hits: Vec<RankedPath<'s>>,
}

/// The rank of a hit among those of its level, and its chunk with those around it.
type RankedPath<'s> = (usize, Vec<Cow<'s, Chunk>>);

impl<'s> ParentGroup<'s> {
    /// Returns the relevance: that of the best hit of the level `ordering`, and shares of
    /// those of the other levels.
    fn relevance(&self, ordering: u32) -> f64 {
        // Pieces of 256 tokens find the parent with the answer best. One of 128 may lack the
        // subject, which only the sentence before it names; a parent of 1,024 may be about
        // much else.
        let weighted = self.ranks.iter().map(|(level, rank)| {
            let share = match level.cmp(&ordering) {
                Ordering::Less => LARGEST_SHARE,
                Ordering::Equal => 1.0,
                Ordering::Greater => SMALLER_SHARE,
            };
            share * relevance(*rank)
        });
        weighted.sum()
    }

    /// Returns the run of `leaves`, the smallest chunks of the parent, from the first to
    /// the last with one of the best hits, [`grown`] if it is short. A chunk that is the
    /// whole run is returned in its place.
    fn chunks(&self, leaves: &[Cow<'s, Chunk>], ordering: u32) -> Vec<Cow<'s, Chunk>> {
        if leaves.iter().all(|leaf| leaf.id == self.parent.id) {
            return vec![self.enclosing(ordering).clone()];
        }
        // "Water at 75. | Steep 2 minutes. | Serve. | Shops. | Prices.": with hits of the
        // first and the third piece, the shops and prices are left out.
        let mut near = self.near(ordering);
        let Some(covered) = near.next().map(|first| near.fold(first, Span::cover)) else {
            return vec![self.parent.clone()];
        };
        let is_inside = |leaf: &Cow<'s, Chunk>| !leaf.span.intersect(covered).is_empty();
        let first = leaves.iter().position(is_inside).unwrap_or(0);
        let last = leaves.iter().rposition(is_inside);
        let run = &leaves[grown(leaves, first..last.map_or(0, |last| last + 1))];
        // Chunks from elsewhere may have gaps, and a result is one passage.
        let is_joined = run.windows(2).all(|two| join(&two[0], &two[1]).is_some());
        if run.is_empty() || run.len() == leaves.len() || !is_joined {
            return vec![self.parent.clone()];
        }
        let whole = run[0].span.cover(run[run.len() - 1].span);
        let mut around = self.hits.iter().flat_map(|(_, path)| path);
        match around.find(|chunk| chunk.span == whole) {
            Some(chunk) => vec![chunk.clone()],
            None => run.to_vec(),
        }
    }

    /// Returns the places of the first [`ENCLOSED_WITHIN`] hits of each level below the
    /// parent, and of its best hit, which may be a later one.
    fn near(&self, ordering: u32) -> impl Iterator<Item = Span> {
        let first = self.below().filter(|(rank, _)| *rank < ENCLOSED_WITHIN);
        let first = first.map(|(_, path)| path[0].span);
        let best = self.best(ordering).map(|path| path[0].span);
        best.into_iter().chain(first)
    }

    /// Returns the best hit of the level `ordering`, else of a smaller one.
    fn best(&self, ordering: u32) -> Option<&Vec<Cow<'s, Chunk>>> {
        let paths = self.below().map(|(_, path)| path);
        // The first of equal keys is taken, and the hits are in the order of their scores.
        paths.min_by_key(|path| path[0].level != ordering)
    }

    /// Returns the hits that are not the parent itself.
    fn below(&self) -> impl Iterator<Item = &RankedPath<'s>> {
        self.hits.iter().filter(|(_, path)| path.len() > 1)
    }

    /// Returns the parent if several of its children are among the first hits, else the
    /// one that was found: what a store without [`ChunkSource::children`] can return.
    fn enclosing(&self, ordering: u32) -> &Cow<'s, Chunk> {
        let child = |path: &'_ Vec<Cow<'s, Chunk>>| path.len().checked_sub(2);
        let near = self.below().filter(|(rank, _)| *rank < ENCLOSED_WITHIN);
        let near = near.filter_map(|(_, path)| Some(path[child(path)?].id.as_str()));
        let has_several = near.collect::<BTreeSet<&str>>().len() >= MERGED_CHILDREN;
        let best = self.best(ordering).filter(|_| !has_several);
        let only_child = best.and_then(|path| Some(&path[child(path)?]));
        only_child.unwrap_or(&self.parent)
    }
}

/// Returns `run` of `leaves` with one more on each side until it has [`LEAST_ENCLOSED`]
/// tokens.
fn grown(leaves: &[Cow<'_, Chunk>], mut run: Range<usize>) -> Range<usize> {
    // "Green tea needs cool water. | Pour it at 75 degrees.": the question has the words of
    // one piece, and the other has the answer.
    let tokens = |run: &Range<usize>| -> f64 {
        let leaves = &leaves[run.clone()];
        let whole: f64 = leaves.iter().map(|leaf| f64::from(leaf.tokens)).sum();
        whole - leaves.iter().skip(1).map(|leaf| saved(leaf)).sum::<f64>()
    };
    while run.len() < leaves.len() && tokens(&run) < LEAST_ENCLOSED {
        run = run.start.saturating_sub(1)..leaves.len().min(run.end + 1);
    }
    run
}

/// Returns the groups in the order of their best hits. `paths` has each hit with the
/// chunks around it, best first.
fn groups<'s>(paths: &[Vec<Cow<'s, Chunk>>]) -> Vec<ParentGroup<'s>> {
    let mut groups: Vec<ParentGroup<'s>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new(); // looked up only
    let mut hits: BTreeMap<u32, usize> = BTreeMap::new();
    let mut parents: BTreeMap<u32, usize> = BTreeMap::new();
    for path in paths {
        let (Some(hit), Some(parent)) = (path.first(), path.last()) else {
            continue;
        };
        let at = *places.entry(&parent.id).or_insert(groups.len());
        if at == groups.len() {
            groups.push(ParentGroup {
                parent: parent.clone(),
                ranks: BTreeMap::new(),
                hits: Vec::new(),
            });
        }
        let (rank, place) = (
            hits.entry(hit.level).or_default(),
            parents.entry(hit.level).or_default(),
        );
        let group = &mut groups[at];
        group.ranks.entry(hit.level).or_insert_with(|| {
            *place += 1;
            *place - 1
        });
        group.hits.push((*rank, path.clone()));
        *rank += 1;
    }
    groups
}
