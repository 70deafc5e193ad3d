//! Decides which chunks of a ranking are replaced by their parents.

use std::collections::{BTreeMap, BTreeSet};

/// The number of children among the best hits from which on their parent is returned.
const MERGED_CHILDREN: usize = 2;
/// The number of hits, from the best, that are counted for it. With 20 the mean recall in
/// 1,000 tokens is .017 lower on five sets.
const MERGED_WITHIN: usize = 10;

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
