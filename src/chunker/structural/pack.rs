//! Packs atoms into chunks with the least sum of empty space and prices of cuts.
//!
//! It works as Knuth and Plass break a paragraph into lines ("Breaking paragraphs into
//! lines", 1981): the best cuts of the text before each boundary follow from the best
//! cuts before earlier boundaries. A chunk spans few boundaries, so the time is linear in
//! the document.

mod candidates;
mod dense;
mod join;
mod runs;

use super::measure::{Measure, tokens_between};
use super::split::{Atoms, Cut};
use super::unit::Unit;
use crate::document::Document;
use crate::limits::steps;
use crate::tokenizer::Counter;
use dense::DenseSearch;
use std::ops::Range;

/// The maximum number of atoms of a chunk. It bounds the work where atoms have hardly any
/// tokens, as with a tokenizer that counts paragraphs.
const MAX_RUN: usize = 4096;

/// The number of atoms that may form one chunk, up to which each of them is tried as its
/// start. In 30 MB of real files no chunk of 1,024 tokens has more than 182 atoms, and
/// smaller chunks have fewer in proportion; in a file of two million headings `#` each
/// has 512. (2026-11-29: with 192 here, `<?<?<?` took 12 microseconds a byte at a budget
/// of 200.)
const MAX_TRIED: usize = 64;
/// In larger chunks, each start is tried while atoms have this many tokens on average.
const MIN_TOKENS_OF_TRIED: usize = 5;

/// The atoms that are packed, and the budget.
pub(super) struct Packing<'a, 'd> {
    pub(super) document: &'d Document,
    pub(super) counter: &'a Counter<'a>,
    pub(super) units: &'a [Unit],
    pub(super) atoms: &'a Atoms<'d>,
    pub(super) measures: &'a [Measure],
    pub(super) max_tokens: u32,
}

/// The least cost of the text before a boundary, and the first atom of its last chunk.
type Best = (f64, usize);

impl Packing<'_, '_> {
    /// Returns the runs of atoms that form the best chunks, or none if the run is
    /// stopped.
    pub(super) fn pack(&self) -> Vec<Range<usize>> {
        let atoms = &self.atoms.all;
        let mut best: Vec<Best> = Vec::with_capacity(atoms.len() + 1);
        best.push((0.0, 0));
        let most = MAX_TRIED.max(self.max_tokens as usize / MIN_TOKENS_OF_TRIED);
        let mut lowest = 0;
        let mut dense = DenseSearch::default();
        for end in 1..=atoms.len() {
            if self.counter.is_stopped() {
                return Vec::new();
            }
            lowest = self.lowest(lowest, end);
            let Some(cut) = self.price(end) else {
                best.push((f64::INFINITY, 0));
                continue;
            };
            let found = (end - lowest > most).then(|| dense.best(self, &best, lowest, end, cut));
            best.push((found.flatten()).unwrap_or_else(|| self.best(&best, end, cut)));
        }
        let starts =
            std::iter::successors(Some(atoms.len()), |end| (*end > 0).then(|| best[*end].1));
        let mut bounds: Vec<usize> = starts.collect();
        bounds.reverse();
        self.joined(bounds.windows(2).map(|pair| pair[0]..pair[1]))
    }

    /// Finds the best start of the chunk before `end` by trying each one in reach, the
    /// nearest first.
    fn best(&self, best: &[Best], end: usize, cut: f64) -> Best {
        let mut found = (f64::INFINITY, 0);
        let last = &self.measures[end - 1];
        let mut is_forced = false;
        for start in (end.saturating_sub(MAX_RUN)..end).rev() {
            steps::step();
            let (atom, measure) = (&self.atoms.all[start], &self.measures[start]);
            if std::mem::replace(&mut is_forced, matches!(atom.cut, Cut::Forced)) {
                break; // the piece before a forced cut is as large as fits
            }
            if start > 0 && matches!(atom.cut, Cut::Forbidden) {
                continue;
            }
            // A single atom may exceed the budget. It is accepted here, and its chunk is
            // planned again with a smaller goal.
            let has_candidate = found.0.is_finite();
            let prefix = measure.prefix();
            let room = self.max_tokens.saturating_sub(prefix);
            let text = tokens_between(self.counter, measure, last, room);
            // From here on, each earlier start has even more text.
            if text > self.max_tokens && has_candidate {
                break;
            }
            let total = text.saturating_add(prefix);
            if (total > self.max_tokens && has_candidate) || !self.is_run(start, end) {
                continue;
            }
            let cost =
                best[start].0 + self.emptiness(total) + cut + self.cost_of_no_text(start, end);
            if cost < found.0 {
                found = (cost, start);
            }
        }
        found
    }

    /// Returns the first start from `lowest` on that is in reach of `end`, according to
    /// the approximate number of tokens between them.
    fn lowest(&self, mut lowest: usize, end: usize) -> usize {
        let to_end = self.measures[end - 1].through();
        let is_beyond =
            |start: usize| to_end.saturating_sub(self.measures[start].before()) > self.max_tokens;
        while lowest + 1 < end && is_beyond(lowest) {
            lowest += 1;
        }
        let is_forced = end > 1 && matches!(self.atoms.all[end - 1].cut, Cut::Forced);
        let nearest = if is_forced { end - 1 } else { 0 };
        lowest.max(nearest).max(end.saturating_sub(MAX_RUN))
    }

    /// Returns the price of a cut before atom `end`, or `None` where no cut is allowed.
    fn price(&self, end: usize) -> Option<f64> {
        match self.atoms.all.get(end).map(|next| next.cut) {
            Some(Cut::Free(price)) => Some(price),
            Some(Cut::Forbidden) => None,
            Some(Cut::Forced) | None => Some(0.0),
        }
    }

    /// Returns the share of the budget that stays empty. A chunk above the budget is
    /// worse than any other.
    ///
    /// The shares are added, so few chunks are better than many, and between equally many
    /// the prices of the cuts decide. The squares of Knuth and Plass would make chunks
    /// similar in size, and cut sections in the middle for it.
    fn emptiness(&self, tokens: u32) -> f64 {
        let filled = f64::from(tokens) / f64::from(self.max_tokens);
        if filled > 1.0 {
            10.0 * filled // above the cost of any chunk that fits
        } else {
            1.0 - filled
        }
    }
}
