//! Finds the best start of a chunk without trying each one, where hundreds of atoms form
//! one chunk.

use super::super::measure::tokens_between;
use super::candidates::{Candidates, Start};
use super::recent::Recent;
use super::{Best, Cut, Packing};
use crate::document::SectionId;
use crate::limits::steps;

/// The possible starts for the next end: pieces of its unit, and runs of whole units.
///
/// Costs use the approximate tokens of the index. The tokens of the chosen chunk are
/// counted as those of all others.
#[derive(Debug, Default)]
pub(super) struct DenseSearch {
    /// The first atom that was not added yet.
    next: usize,
    unit: usize,
    /// The starts inside that unit.
    pieces: Candidates,
    /// The starts with a whole unit, by the section of their context. Each section is
    /// inside the one before it.
    runs: Vec<(SectionId, Candidates)>,
    /// The unit for which the runs of ended sections were last removed.
    left: Option<usize>,
}

impl DenseSearch {
    /// Returns the best start, from `lowest` on, of the chunk that ends at `end`. Returns
    /// `None` if no chunk fits: the caller then looks for the one that is the least too
    /// large, by trying each start.
    pub(super) fn best(
        &mut self,
        packing: &Packing<'_, '_>,
        best: &Recent<Best>,
        lowest: usize,
        end: usize,
        cut: f64,
    ) -> Option<Best> {
        let from = self.next.max(lowest);
        for atom in from..end {
            self.add(packing, atom, best[atom].0);
        }
        self.next = end;
        let last = &packing.atoms[end - 1];
        let to_end = packing.measures[end - 1].through();
        let piece = first_that_fits(&mut self.pieces, packing, lowest, (end, to_end));
        let run = if packing.ends_unit(last) {
            self.leave(packing, last.last_unit);
            (self.runs.iter_mut())
                .filter_map(|(_, starts)| first_that_fits(starts, packing, lowest, (end, to_end)))
                .min_by(|a, b| a.0.cost.total_cmp(&b.0.cost))
        } else {
            None
        };
        let (start, total) =
            (piece.into_iter().chain(run)).min_by(|a, b| a.0.cost.total_cmp(&b.0.cost))?;
        let cost = best[start.atom].0 + packing.emptiness(total) + cut;
        cost.is_finite().then_some((cost, start.atom))
    }

    /// Adds the start `atom`. The text before it costs `cost`.
    fn add(&mut self, packing: &Packing<'_, '_>, atom: usize, cost: f64) {
        let first = &packing.atoms[atom];
        let is_glued = atom > 0 && matches!(first.cut, Cut::Forbidden);
        if first.unit != self.unit {
            self.unit = first.unit;
            // A heading without text is in one chunk with the first piece after it.
            if !is_glued {
                self.pieces.clear();
            }
        }
        if is_glued || !cost.is_finite() {
            return;
        }
        // The empty space of a chunk grows with the tokens before its start, which are
        // not in it, and shrinks with those of its prefix. Only this part of its cost
        // depends on the start.
        let measure = &packing.measures[atom];
        let tokens = f64::from(measure.before()) - f64::from(measure.prefix());
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

    /// Removes the starts in sections that ended before this unit.
    fn leave(&mut self, packing: &Packing<'_, '_>, unit: usize) {
        if self.left.replace(unit) == Some(unit) {
            return; // the only runs that began since are around this unit
        }
        steps::steps(self.runs.len());
        let section = packing.units[unit].section;
        self.runs.retain(|(context, _)| {
            let context = packing.document.section(*context);
            context.is_some_and(|context| context.contains(section))
        });
    }
}

/// Returns the best of `starts` from which the text up to `end` fits, and the tokens of
/// that chunk. Starts that are too far from `end` are removed: they are also too far from
/// each later end.
fn first_that_fits(
    starts: &mut Candidates,
    packing: &Packing<'_, '_>,
    lowest: usize,
    (end, to_end): (usize, u32),
) -> Option<(Start, u32)> {
    let mut lowest = lowest;
    loop {
        steps::step();
        let start = starts.best(lowest)?;
        let measure = &packing.measures[start.atom];
        let prefix = measure.prefix();
        let room = packing.max_tokens.saturating_sub(prefix);
        if to_end.saturating_sub(measure.before()) <= room {
            let last = &packing.measures[end - 1];
            let text = tokens_between(packing.counter, measure, last, room);
            if text <= room {
                return Some((start, text + prefix));
            }
        }
        lowest = start.atom + 1;
    }
}
