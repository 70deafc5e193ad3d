//! Weighs hits by their ranks.

use super::found::Found;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The relevance of a hit is 1 / (20 + rank). With less the best hit of one level outweighs
/// what two levels agree on, with 60 the ranks hardly differ; between 10 and 60 recall
/// changes by at most .011 on the mean of five sets.
const RANK_DAMPING: usize = 20;

/// The share of a chunk's relevance that the next one in its section has. With .7 and less
/// or .85 and more the smallest lead over other ways to choose, on five sets and four
/// budgets, is lower.
pub(super) const CLOSENESS: f64 = 0.8;

/// The number of hits of a level for which a budget has room from which on they count
/// whole. With 1 the mean recall in 1,000 tokens is .005 lower on five sets and three
/// retrievers, with 3 or 4 windows of 256 tokens have .020 more on one set in 2,000.
pub(super) const ROOM: f64 = 2.0;

/// The number of pieces, from the best, around which and from which more is looked for:
/// more than fit into 4,000 tokens, and few enough for a store that is asked for each.
pub(super) const BEST: usize = 50;

/// The number of hits of each level, from the best, that a result encloses. With 20 one
/// question of 93 loses its answer; with 25 the results of two of five sets have more than
/// .85 of the tokens of whole parents.
pub(super) const ENCLOSED_WITHIN: usize = 22;
/// The tokens below which a result grows: three of the smallest chunks that are
/// recommended. With 320 two of five sets lose .008 and .009 of their answers, with 448 two
/// have more than .85 of the tokens.
pub(super) const LEAST_ENCLOSED: f64 = 384.0;

/// The share of hits of the largest level in the order of parents. With .2 and .1 the mean
/// reciprocal rank of one or two of five sets is .006 to .008 below that of whole parents.
pub(super) const LARGEST_SHARE: f64 = 0.15;
/// The share of hits of the smaller levels in the order of parents, against that of the
/// level below the largest. With .6 or .8 the mean reciprocal rank of two or three of five
/// sets is .006 to .009 below that of whole parents.
pub(super) const SMALLER_SHARE: f64 = 0.7;

/// The number of children among the best hits from which on their parent is returned.
pub(super) const MERGED_CHILDREN: usize = 2;
/// The number of hits, from the best, that are counted for it. With 20 the mean recall in
/// 1,000 tokens is .017 lower on five sets.
const MERGED_WITHIN: usize = 10;

/// Returns the relevance of the hit that follows `rank` others of its level.
#[allow(clippy::cast_precision_loss)] // a rank
pub(super) fn relevance(rank: usize) -> f64 {
    // Ranks and not scores: a search in two levels gives scores in different units, and
    // those of one search may be 30 for the first and 12 for the second hit, or .61 and
    // .60.
    1.0 / (RANK_DAMPING + rank) as f64
}

/// Returns the relevance of each document with a hit: documents are ranked as hits are, by
/// the sum over the levels of the relevance of their best hit.
pub(super) fn documents<'f>(hits: &'f [Found<'_>]) -> HashMap<&'f str, f64> {
    // A page about the question has hits in several levels, where a page that only
    // mentions one of its words has one.
    let mut seen: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    let mut sums: Vec<(&str, f64)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new(); // looked up only
    for found in hits {
        let document = found.chunk.document.as_str();
        let seen = seen.entry(found.chunk.level).or_default();
        let rank = seen.len();
        if !seen.insert(document) {
            continue;
        }
        let at = *places.entry(document).or_insert(sums.len());
        if at == sums.len() {
            sums.push((document, 0.0));
        }
        sums[at].1 += relevance(rank);
    }
    // The sort is stable: equal documents keep the order of their best hits.
    sums.sort_by(|a, b| b.1.total_cmp(&a.1));
    let ranked = sums.into_iter().enumerate();
    ranked
        .map(|(rank, (document, _))| (document, relevance(rank)))
        .collect()
}

/// Returns the parents that are returned in place of their children. `parents` has the
/// parent of each hit, of the best first.
pub(crate) fn merged_parents<P: Ord + Copy>(parents: &[Option<P>]) -> BTreeSet<P> {
    let mut children: BTreeMap<P, usize> = BTreeMap::new();
    for parent in parents.iter().take(MERGED_WITHIN).flatten() {
        *children.entry(*parent).or_default() += 1;
    }
    let several = (children.into_iter()).filter(|(_, number)| *number >= MERGED_CHILDREN);
    several.map(|(parent, _)| parent).collect()
}
