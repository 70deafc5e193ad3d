//! Packs atoms into chunks so that the sum of what is left empty and of what the cuts cost is the least.
//!
//! As Knuth and Plass break a paragraph into lines ("Breaking paragraphs into lines", 1981): the best
//! way to cut everything before each boundary is found from the best ways before it. A chunk spans few
//! boundaries, so this is linear in the document.

use super::measure::{Measure, text_tokens};
use super::split::{Atom, Atoms, Cut};
use super::unit::Unit;
use crate::document::Document;
use crate::tokenizer::Counter;
use std::ops::Range;

/// No chunk has more atoms: a bound on the work where atoms count as next to nothing.
const MAX_RUN: usize = 4096;

/// What is packed, and into what.
pub(super) struct Packing<'a, 'd> {
    pub(super) document: &'d Document,
    pub(super) counter: &'a Counter<'a>,
    pub(super) units: &'a [Unit],
    pub(super) atoms: &'a Atoms<'d>,
    pub(super) measures: &'a [Measure],
    pub(super) max_tokens: u32,
}

impl Packing<'_, '_> {
    /// The runs of atoms that make the best chunks.
    ///
    /// A run is a piece of one unit, or consists of whole units that all lie under the heading path of its
    /// first: so each heading that applies to it is in its context or in its text.
    pub(super) fn pack(&self) -> Vec<Range<usize>> {
        let atoms = &self.atoms.all;
        // The least cost of all text before each boundary, and where the last chunk of it begins.
        let mut best = vec![(f64::INFINITY, 0); atoms.len() + 1];
        best[0] = (0.0, 0);
        for end in 1..=atoms.len() {
            let Some(cut) = self.price(end) else { continue };
            for start in (end.saturating_sub(MAX_RUN)..end).rev() {
                if start + 1 < end && matches!(atoms[start + 1].cut, Cut::Forced) {
                    break; // what stands before a forced cut is as much as fits
                }
                if start > 0 && matches!(atoms[start].cut, Cut::Forbidden) {
                    continue;
                }
                // One chunk there must be, even if it is too large; it is seen to afterwards.
                let has_one = best[end].0.is_finite();
                let prefix = self.measures[start].prefix();
                let text = text_tokens(
                    self.counter,
                    self.measures,
                    (start, end - 1),
                    self.max_tokens.saturating_sub(prefix),
                );
                if text > self.max_tokens && has_one {
                    break;
                }
                let total = text.saturating_add(prefix);
                if (total > self.max_tokens && has_one) || !self.is_run(start, end) {
                    continue;
                }
                let cost = best[start].0 + self.emptiness(total) + cut;
                if cost < best[end].0 {
                    best[end] = (cost, start);
                }
            }
        }
        let starts =
            std::iter::successors(Some(atoms.len()), |end| (*end > 0).then(|| best[*end].1));
        let mut bounds: Vec<usize> = starts.collect();
        bounds.reverse();
        bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    /// What a cut before atom `end` costs; `None` where there must be none.
    fn price(&self, end: usize) -> Option<f64> {
        match self.atoms.all.get(end).map(|next| next.cut) {
            Some(Cut::Free(price)) => Some(price),
            Some(Cut::Forbidden) => None,
            Some(Cut::Forced) | None => Some(0.0),
        }
    }

    /// Whether the atoms from `start` to `end` may be a chunk.
    fn is_run(&self, start: usize, end: usize) -> bool {
        let (first, last) = (&self.atoms.all[start], &self.atoms.all[end - 1]);
        if first.unit == last.unit {
            return true;
        }
        let context = self.document.section(first.context);
        let context = context.unwrap_or_else(|| self.document.root());
        self.begins_unit(first)
            && self.ends_unit(last)
            && context.contains(self.units[last.unit].section)
    }

    fn begins_unit(&self, atom: &Atom<'_>) -> bool {
        let first = self.document.block(self.units[atom.unit].blocks.start);
        first.span().start == atom.span.start
    }

    fn ends_unit(&self, atom: &Atom<'_>) -> bool {
        let last = self.document.block(self.units[atom.unit].blocks.end - 1);
        last.span().end == atom.span.end
    }

    /// The share of the budget that is left empty; a chunk beyond the budget is worse than any other.
    ///
    /// The shares add up, so few chunks are better than many, and between equally many the prices of the cuts decide. Their
    /// squares, as Knuth and Plass have them, make chunks alike in size, and cut in the middle of a section for it.
    fn emptiness(&self, tokens: u32) -> f64 {
        let filled = f64::from(tokens) / f64::from(self.max_tokens);
        if filled > 1.0 {
            10.0 * filled
        } else {
            1.0 - filled
        }
    }
}
