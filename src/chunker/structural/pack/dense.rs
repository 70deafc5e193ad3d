//! Finds the best start of a chunk without a try of each, where hundreds of atoms make one chunk.

use super::candidates::{Candidates, Start};
use super::{Best, Packing, tokens_before, tokens_behind};
use super::{Cut, text_tokens};
use crate::document::SectionId;

/// The starts that come into question for the next end: pieces of its unit, and runs of whole units.
///
/// Tokens are about those of the index here; the start that is chosen is counted as all others are.
#[derive(Debug, Default)]
pub(super) struct DenseSearch {
    /// The first atom that is not yet among the starts.
    next: usize,
    unit: usize,
    /// Starts in that unit.
    pieces: Candidates,
    /// Starts with a whole unit, by the section whose path stands before them; each lies in the one before it.
    runs: Vec<(SectionId, Candidates)>,
}

impl DenseSearch {
    /// The best start from `lowest` on of the chunk before `end`; none where a try of each must find one that is too large.
    pub(super) fn best(
        &mut self,
        packing: &Packing<'_, '_>,
        best: &[Best],
        lowest: usize,
        end: usize,
        cut: f64,
    ) -> Option<Best> {
        let from = self.next.max(lowest);
        for (atom, before) in (from..end).zip(&best[from..]) {
            self.add(packing, atom, before.0);
        }
        self.next = end;
        let last = &packing.atoms.all[end - 1];
        let behind = tokens_behind(packing.counter, packing.measures, end - 1);
        let piece = first_that_fits(&mut self.pieces, packing, lowest, (end, behind));
        let run = if packing.ends_unit(last) {
            self.leave(packing, last.unit);
            (self.runs.iter_mut())
                .filter_map(|(_, starts)| first_that_fits(starts, packing, lowest, (end, behind)))
                .min_by(|a, b| a.0.cost.total_cmp(&b.0.cost))
        } else {
            None
        };
        let (start, total) =
            (piece.into_iter().chain(run)).min_by(|a, b| a.0.cost.total_cmp(&b.0.cost))?;
        let cost = best[start.atom].0 + packing.emptiness(total) + cut;
        cost.is_finite().then_some((cost, start.atom))
    }

    /// Adds the start `atom`, before which all text costs `cost`.
    fn add(&mut self, packing: &Packing<'_, '_>, atom: usize, cost: f64) {
        let first = &packing.atoms.all[atom];
        if first.unit != self.unit {
            self.unit = first.unit;
            self.pieces.clear();
        }
        if (atom > 0 && matches!(first.cut, Cut::Forbidden)) || !cost.is_finite() {
            return;
        }
        // What a chunk leaves empty is less by a share for each token before it, and more for each of its prefix.
        let before = tokens_before(packing.counter, packing.measures, atom);
        let prefix = packing.measures[atom].prefix();
        let tokens = f64::from(before) - f64::from(prefix);
        let cost = cost + tokens / f64::from(packing.max_tokens);
        self.pieces.push(Start { atom, cost });
        if packing.begins_unit(first) {
            self.leave(packing, first.unit);
            let context = first.context;
            let at = (self.runs).partition_point(|(section, _)| *section < context);
            if self
                .runs
                .get(at)
                .is_none_or(|(section, _)| *section != context)
            {
                self.runs.insert(at, (context, Candidates::default()));
            }
            self.runs[at].1.push(Start { atom, cost });
        }
    }

    /// Forgets the starts in sections that ended before this unit.
    fn leave(&mut self, packing: &Packing<'_, '_>, unit: usize) {
        let section = packing.units[unit].section;
        self.runs.retain(|(context, _)| {
            let context = packing.document.section(*context);
            context.is_some_and(|context| context.contains(section))
        });
    }
}

/// The best of `starts` from which the text to `end` fits, and the tokens of that chunk. Those that are too large go: they are
/// for each later end.
fn first_that_fits(
    starts: &mut Candidates,
    packing: &Packing<'_, '_>,
    lowest: usize,
    (end, behind): (usize, u32),
) -> Option<(Start, u32)> {
    let mut lowest = lowest;
    loop {
        let start = starts.best(lowest)?;
        let prefix = packing.measures[start.atom].prefix();
        let before = tokens_before(packing.counter, packing.measures, start.atom);
        let room = packing.max_tokens.saturating_sub(prefix);
        if behind.saturating_sub(before) <= room {
            let ends = (start.atom, end - 1);
            let text = text_tokens(packing.counter, packing.measures, ends, room);
            if text <= room {
                return Some((start, text + prefix));
            }
        }
        lowest = start.atom + 1;
    }
}
