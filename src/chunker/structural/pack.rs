//! Packs atoms into chunks so that the sum of what is left empty and of what the cuts cost is the least.
//!
//! As Knuth and Plass break a paragraph into lines ("Breaking paragraphs into lines", 1981): the best
//! way to cut everything before each boundary is found from the best ways before it. A chunk spans few
//! boundaries, so this is linear in the document.

mod candidates;
mod dense;

use super::measure::{Measure, text_tokens, tokens_before, tokens_behind};
use super::split::{Atom, Atoms, Cut};
use super::unit::Unit;
use crate::document::{Document, Section};
use crate::tokenizer::Counter;
use dense::DenseSearch;
use std::ops::Range;

/// No chunk has more atoms: a bound on the work where atoms count as next to nothing.
const MAX_RUN: usize = 4096;

/// Where more atoms than this may make one chunk, or more than a fifth of its tokens, not each start is tried. In 30 MB of
/// real files no chunk of 1,024 tokens has more than 182; two million headings `#` have 512 for each.
const MAX_TRIED: usize = 192;
const MIN_TOKENS_OF_TRIED: usize = 5;

/// What is packed, and into what.
pub(super) struct Packing<'a, 'd> {
    pub(super) document: &'d Document,
    pub(super) counter: &'a Counter<'a>,
    pub(super) units: &'a [Unit],
    pub(super) atoms: &'a Atoms<'d>,
    pub(super) measures: &'a [Measure],
    pub(super) max_tokens: u32,
}

/// The least cost of all text before a boundary, and the atom with which the last chunk of it begins.
type Best = (f64, usize);

impl Packing<'_, '_> {
    /// The runs of atoms that make the best chunks; none if the run is stopped.
    ///
    /// A run is a piece of one unit, or consists of whole units that all lie under the heading path of its
    /// first: so each heading that applies to it is in its context or in its text.
    pub(super) fn pack(&self) -> Vec<Range<usize>> {
        let atoms = &self.atoms.all;
        let mut best: Vec<Best> = vec![(f64::INFINITY, 0); atoms.len() + 1];
        best[0] = (0.0, 0);
        let most = MAX_TRIED.max(self.max_tokens as usize / MIN_TOKENS_OF_TRIED);
        let mut lowest = 0;
        let mut dense = DenseSearch::default();
        for end in 1..=atoms.len() {
            if self.counter.is_stopped() {
                return Vec::new();
            }
            lowest = self.lowest(lowest, end);
            let Some(cut) = self.price(end) else { continue };
            let found = (end - lowest > most).then(|| dense.best(self, &best, lowest, end, cut));
            best[end] = (found.flatten()).unwrap_or_else(|| self.best(&best, end, cut));
        }
        let starts =
            std::iter::successors(Some(atoms.len()), |end| (*end > 0).then(|| best[*end].1));
        let mut bounds: Vec<usize> = starts.collect();
        bounds.reverse();
        bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    /// The best start of the chunk before `end`, by trying each in reach from the nearest on.
    fn best(&self, best: &[Best], end: usize, cut: f64) -> Best {
        let atoms = &self.atoms.all;
        let mut found = (f64::INFINITY, 0);
        for start in (end.saturating_sub(MAX_RUN)..end).rev() {
            if start + 1 < end && matches!(atoms[start + 1].cut, Cut::Forced) {
                break; // what stands before a forced cut is as much as fits
            }
            if start > 0 && matches!(atoms[start].cut, Cut::Forbidden) {
                continue;
            }
            // One chunk there must be, even if it is too large; it is seen to afterwards.
            let has_one = found.0.is_finite();
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
            if cost < found.0 {
                found = (cost, start);
            }
        }
        found
    }

    /// The first start from `lowest` on that is in reach of `end`, by about as many tokens as there are.
    fn lowest(&self, mut lowest: usize, end: usize) -> usize {
        let behind = tokens_behind(self.counter, self.measures, end - 1);
        let is_beyond = |start: usize| {
            behind.saturating_sub(tokens_before(self.counter, self.measures, start))
                > self.max_tokens
        };
        while lowest + 1 < end && is_beyond(lowest) {
            lowest += 1;
        }
        let is_forced = end > 1 && matches!(self.atoms.all[end - 1].cut, Cut::Forced);
        let nearest = if is_forced { end - 1 } else { 0 };
        lowest.max(nearest).max(end.saturating_sub(MAX_RUN))
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
        self.begins_unit(first)
            && self.ends_unit(last)
            && self.context(first).contains(self.units[last.unit].section)
    }

    /// The section under whose heading path a chunk stands that begins with `first`.
    fn context(&self, first: &Atom<'_>) -> Section<'_> {
        let context = self.document.section(first.context);
        context.unwrap_or_else(|| self.document.root())
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
