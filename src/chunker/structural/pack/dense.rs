//! Finds the best start of a chunk without trying each one, where hundreds of atoms form
//! one chunk.

use super::super::measure::text_tokens;
use super::candidates::{Candidates, Start};
use super::{Best, Cut, Packing, tokens_before, tokens_through};
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
}

impl DenseSearch {
    /// Returns the best start, from `lowest` on, of the chunk that ends at `end`. Returns
    /// `None` if no chunk fits: the caller then looks for the one that is the least too
    /// large, by trying each start.
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
        let to_end = tokens_through(packing.counter, packing.measures, end - 1);
        let piece = first_that_fits(&mut self.pieces, packing, lowest, (end, to_end));
        let run = if packing.ends_unit(last) {
            self.leave(packing, last.unit);
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
        let first = &packing.atoms.all[atom];
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

    /// Removes the starts in sections that ended before this unit.
    fn leave(&mut self, packing: &Packing<'_, '_>, unit: usize) {
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
        let prefix = packing.measures[start.atom].prefix();
        let before = tokens_before(packing.counter, packing.measures, start.atom);
        let room = packing.max_tokens.saturating_sub(prefix);
        if to_end.saturating_sub(before) <= room {
            let ends = (start.atom, end - 1);
            let text = text_tokens(packing.counter, packing.measures, ends, room);
            if text <= room {
                return Some((start, text + prefix));
            }
        }
        lowest = start.atom + 1;
    }
}
