//! Chooses the documents that a report shows with their text.

use std::collections::BTreeSet;

/// The documents that are shown without being urgent.
pub(crate) const SHOWN: usize = 20;

/// The documents with warnings that are shown in place of others.
pub(crate) const MAX_WARNED: usize = 8;

/// Returns true for the documents that are shown if there are no warnings: all of few,
/// else 20 that are spread evenly. `at` counts documents from 0 to below `count`.
pub(super) fn is_spread(at: usize, count: usize) -> bool {
    // Of 60 documents: 0, 3, 6, ... A folder that comes first by name does not fill the
    // report alone.
    count <= SHOWN || (at * SHOWN) % count < SHOWN
}

/// Returns the documents that are shown in addition to `first`: 20 of `count`, up to
/// eight of them for their warnings, the others spread evenly.
#[cfg(feature = "evaluate")]
pub(crate) fn others(
    count: usize,
    first: &[usize],
    has_warnings: impl Fn(usize) -> bool,
) -> BTreeSet<usize> {
    let is_left = |at: &usize| !first.contains(at);
    let left: Vec<usize> = (0..count).filter(is_left).collect();
    if left.len() <= SHOWN {
        return left.into_iter().collect();
    }
    let warned = left.iter().copied().filter(|at| has_warnings(*at));
    let mut others: BTreeSet<usize> = warned.take(MAX_WARNED).collect();
    let rest: Vec<usize> = left.into_iter().filter(|at| !others.contains(at)).collect();
    others.extend(thinned(&rest, SHOWN - others.len()));
    others
}

/// Returns `keep` of the `candidates`, spread evenly.
pub(super) fn thinned(candidates: &[usize], keep: usize) -> BTreeSet<usize> {
    let count = candidates.len();
    let kept = candidates.iter().enumerate();
    kept.filter(|(at, _)| count <= keep || (at * keep) % count < keep)
        .map(|(_, candidate)| *candidate)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_documents_are_spread_over_all() {
        for count in [1, 19, 20, 21, 59, 60, 61, 1000, 12_345] {
            let shown = (0..count).filter(|at| is_spread(*at, count)).count();
            assert_eq!(shown, count.min(SHOWN), "of {count}");
        }
    }

    #[test]
    fn candidates_are_thinned_evenly() {
        assert_eq!(thinned(&[2, 4, 6, 8], 2), BTreeSet::from([2, 6]));
        assert_eq!(thinned(&[2, 4], 3), BTreeSet::from([2, 4]));
        assert!(thinned(&[2, 4], 0).is_empty());
    }
}
