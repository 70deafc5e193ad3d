//! Finds the chunks that no later text can change.
//!
//! The best chunks before each of the last boundaries soon begin with the same ones, and
//! those are decided (as the algorithm of Viterbi decides on a stream). Their atoms are
//! forgotten, so a table of a million rows is packed in the memory of a few thousand.

use super::{MAX_RUN, Packer};
use crate::limits::steps;
use std::ops::Range;

/// The fewest new atoms after which decided chunks are looked for: as many as the longest
/// chunk has, because those are needed anyway.
const MIN_NEW: usize = MAX_RUN;

impl Packer<'_, '_> {
    /// Returns the runs of atoms that are decided, if enough atoms are new.
    pub(super) fn settle(&mut self) -> Vec<Range<usize>> {
        let end = self.best.end();
        if end < self.next_settling {
            return Vec::new();
        }
        self.forget();
        let runs = self.runs_to(self.last_decided());
        // Where nothing is decided, all open boundaries are visited again, so the next
        // look waits until there are twice as many.
        self.next_settling = end + MIN_NEW.max(end - self.decided);
        runs
    }

    /// Forgets what is needed neither for open chunks nor for the one that may be joined
    /// with the next.
    fn forget(&mut self) {
        let open = self.joining.as_ref().map_or(self.decided, |run| run.start);
        // A chunk may begin at the last `MAX_RUN` atoms, and the one before it is looked
        // at.
        let kept = open.min(self.best.end().saturating_sub(MAX_RUN + 1));
        self.packing.atoms.forget_before(kept);
        self.packing.measures.forget_before(kept);
        self.packing.starts.forget_before(kept);
        self.best.forget_before(kept);
    }

    /// Returns the last boundary that the best chunks before all open boundaries have in
    /// common.
    fn last_decided(&self) -> usize {
        let last = self.best.end() - 1;
        let first_open = last.saturating_sub(MAX_RUN).max(self.decided);
        let mut is_reached = vec![false; last + 1 - self.decided];
        let mut reached = 0;
        steps::steps(is_reached.len());
        for at in (self.decided..=last).rev() {
            let (cost, start) = self.best[at];
            let is_open = at >= first_open && cost.is_finite();
            if !is_reached[at - self.decided] && !is_open {
                continue;
            }
            reached -= usize::from(is_reached[at - self.decided]);
            if reached == 0 && at <= first_open {
                return at;
            }
            let before = start.max(self.decided) - self.decided;
            reached += usize::from(!std::mem::replace(&mut is_reached[before], true));
        }
        self.decided
    }

    /// Returns the best runs between the last decided boundary and `end`, which is decided
    /// with that.
    pub(super) fn runs_to(&mut self, end: usize) -> Vec<Range<usize>> {
        let first = self.decided;
        let start = |end: &usize| (*end > first).then(|| self.best[*end].1.max(first));
        let mut bounds: Vec<usize> = std::iter::successors(Some(end), start).collect();
        bounds.reverse();
        self.decided = end;
        let runs = bounds.windows(2).map(|pair| pair[0]..pair[1]);
        runs.filter_map(|run| self.packing.join(&mut self.joining, run))
            .collect()
    }
}
