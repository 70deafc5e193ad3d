//! Replaces chunks of a ranking by their parents.

use std::collections::BTreeMap;

/// The number of children among the best hits from which on their parent is returned.
pub(crate) const MERGED_CHILDREN: usize = 2;
/// The number of hits, from the best, that are counted for it.
pub(super) const MERGED_WITHIN: usize = 20;

/// Returns the parents of at least `least` of the children in `ranking`, ascending.
pub(crate) fn frequent_parents<P: Ord>(
    ranking: impl Iterator<Item = Option<P>>,
    least: usize,
) -> Vec<P> {
    let mut children: BTreeMap<P, usize> = BTreeMap::new();
    for parent in ranking.flatten() {
        *children.entry(parent).or_default() += 1;
    }
    let frequent = (children.into_iter()).filter(|(_, number)| *number >= least);
    frequent.map(|(parent, _)| parent).collect()
}

/// Returns what `replace` returns for each of `ranking`, each once, in the order of its
/// best.
pub(crate) fn replaced<C: Copy, P: Ord + Clone>(ranking: &[C], replace: impl Fn(C) -> P) -> Vec<P> {
    let mut seen = std::collections::BTreeSet::new();
    let mut replaced = Vec::new();
    for child in ranking {
        let returned = replace(*child);
        if seen.insert(returned.clone()) {
            replaced.push(returned);
        }
    }
    replaced
}
