//! The places at which the chunk before a boundary may best begin, where they are too many to try each.
//!
//! What a chunk leaves empty is its budget less the tokens between its ends, so of two starts the better one is the same
//! for all ends: a start that comes after a worse one makes that one useless. What is left is ascending in cost, and the first
//! that fits is the best (a sliding minimum). Atoms of two bytes, such as `#` and a line break, are then packed in the time
//! that their number takes, not in 500 times that.

use std::collections::VecDeque;

/// A place at which a chunk may begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) atom: usize,
    /// What all text before it costs, and what its place adds to the cost of each chunk from here.
    pub(super) cost: f64,
}

/// Starts in their order, each dearer than the one before it.
#[derive(Debug, Default)]
pub(super) struct Candidates(VecDeque<Start>);

impl Candidates {
    /// Adds the next start; of those that cost the same the last is the best.
    pub(super) fn push(&mut self, start: Start) {
        while self.0.back().is_some_and(|last| last.cost >= start.cost) {
            self.0.pop_back();
        }
        self.0.push_back(start);
    }

    /// The best start at or after `lowest`: all before it are out of reach of this end, and so of each later one.
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
