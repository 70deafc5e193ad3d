//! The candidates for the start of a chunk, where there are too many to try each of them.
//!
//! The empty space of a chunk is its budget minus the tokens between its ends, so of two
//! starts the same one is better for all ends: a start makes any earlier and dearer one
//! useless. The remaining ones have ascending costs, and the first that fits is the best
//! (a sliding minimum). Atoms of two bytes, such as `#` and a line break, are then packed
//! in linear time, instead of 500 tries each.

use std::collections::VecDeque;

/// A place at which a chunk may begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) atom: usize,
    /// The cost of all text before it, plus the part of a chunk's cost that depends on
    /// its start.
    pub(super) cost: f64,
}

/// Starts in reading order, each dearer than the one before it.
#[derive(Debug, Default)]
pub(super) struct Candidates(VecDeque<Start>);

impl Candidates {
    /// Adds the next start. Of equal costs the last is the best.
    pub(super) fn push(&mut self, start: Start) {
        while self.0.back().is_some_and(|last| last.cost >= start.cost) {
            self.0.pop_back();
        }
        self.0.push_back(start);
    }

    /// Returns the best start from `lowest` on. Earlier ones are out of reach of this
    /// end, and so of each later one.
    pub(super) fn best(&mut self, lowest: usize) -> Option<Start> {
        while self.0.front().is_some_and(|first| first.atom < lowest) {
            self.0.pop_front();
        }
        self.0.front().copied()
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_start_in_reach_is_that_of_trying_each() {
        let costs = [5.0, 3.0, 4.0, 4.0, 1.0, 6.0, 2.0, 2.0, 7.0, 0.5, 3.0];
        for reach in 1..6 {
            let mut candidates = Candidates::default();
            for (atom, cost) in costs.iter().enumerate() {
                candidates.push(Start { atom, cost: *cost });
                let lowest = (atom + 1).saturating_sub(reach);
                let tried = (lowest..=atom)
                    .rev()
                    .min_by(|a, b| costs[*a].total_cmp(&costs[*b]));
                assert_eq!(candidates.best(lowest).map(|start| start.atom), tried);
            }
        }
    }
}
