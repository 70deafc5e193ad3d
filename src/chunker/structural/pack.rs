//! Packs atoms into chunks with the least sum of empty space and prices of cuts.
//!
//! It works as Knuth and Plass break a paragraph into lines ("Breaking paragraphs into
//! lines", 1981): the best cuts of the text before each boundary follow from the best
//! cuts before earlier boundaries. A chunk spans few boundaries, so the time is linear in
//! the document, and the atoms of decided chunks are forgotten.

mod candidates;
mod dense;
mod exhaustive;
mod join;
mod recent;
mod runs;
mod settle;
#[cfg(all(test, feature = "markdown"))]
mod tests;

use super::context::Contexts;
use super::measure::Measure;
use super::split::{Atom, Cut};
use super::unit::Unit;
use crate::document::{Document, Lead, Span};
use crate::tokenizer::{Counter, EXACTLY};
use dense::DenseSearch;
use exhaustive::{ExhaustiveSearch, Start};
use recent::Recent;
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
    document: &'d Document,
    counter: &'a Counter<'a>,
    units: &'a [Unit],
    atoms: Recent<Atom<'d>>,
    /// One for each atom but the last, whose end depends on the next one. So are `starts`.
    measures: Recent<Measure>,
    starts: Recent<Start>,
    /// The lead to close at the end of the text.
    lead_at_end: Option<&'d Lead>,
    max_tokens: u32,
}

/// The least cost of the text before a boundary, and the first atom of its last chunk.
type Best = (f64, usize);

/// Packs atoms as they come.
pub(super) struct Packer<'a, 'd> {
    packing: Packing<'a, 'd>,
    contexts: &'a Contexts<'a>,
    /// One for each boundary; the first is before all atoms.
    best: Recent<Best>,
    exhaustive: ExhaustiveSearch,
    dense: DenseSearch,
    /// The first start in reach of the last boundary.
    lowest: usize,
    /// The last boundary before which the chunks are decided.
    decided: usize,
    /// The last decided run. The next one may be joined with it.
    joining: Option<Range<usize>>,
    /// The number of boundaries at which decided chunks are looked for.
    next_settling: usize,
}

impl<'a, 'd> Packer<'a, 'd> {
    pub(super) fn new(
        document: &'d Document,
        contexts: &'a Contexts<'a>,
        units: &'a [Unit],
        max_tokens: u32,
    ) -> Self {
        let mut best = Recent::default();
        best.push((0.0, 0));
        Self {
            packing: Packing {
                document,
                counter: contexts.counter(),
                units,
                atoms: Recent::default(),
                measures: Recent::default(),
                starts: Recent::default(),
                lead_at_end: None,
                max_tokens,
            },
            contexts,
            best,
            exhaustive: ExhaustiveSearch::default(),
            dense: DenseSearch::default(),
            lowest: 0,
            decided: 0,
            joining: None,
            next_settling: 0,
        }
    }

    /// Adds the next atom. Returns the runs of atoms that are now known to form the best
    /// chunks; their atoms are kept until the next call.
    pub(super) fn push(&mut self, atom: Atom<'d>) -> Vec<Range<usize>> {
        if self.packing.counter.is_stopped() {
            return Vec::new();
        }
        let (end, lead) = (self.packing.atoms.end(), atom.lead);
        self.packing.atoms.push(atom);
        if end == 0 {
            return Vec::new();
        }
        self.pack_before(end, lead);
        self.settle()
    }

    /// Returns the remaining runs. At the end of the text, `lead` is closed.
    pub(super) fn finish(&mut self, lead: Option<&'d Lead>) -> Vec<Range<usize>> {
        let end = self.packing.atoms.end();
        if end == 0 || self.packing.counter.is_stopped() {
            return Vec::new();
        }
        self.packing.lead_at_end = lead;
        self.pack_before(end, lead);
        let mut runs = self.runs_to(end);
        runs.extend(self.joining.take());
        runs
    }

    pub(super) fn packing(&self) -> &Packing<'a, 'd> {
        &self.packing
    }

    /// Finds the best chunks of the text before atom `end`. A chunk that ends there closes
    /// `lead`.
    fn pack_before(&mut self, end: usize, lead: Option<&Lead>) {
        let packing = &mut self.packing;
        let last = &packing.atoms[end - 1];
        let measure = Measure::new(packing.counter, self.contexts, last, lead);
        let cost = self.best[end - 1].0;
        let start = Start::new(end == 1, last.cut, &measure, cost);
        packing.starts.push(start);
        packing.measures.push(measure);
        self.lowest = packing.lowest(self.lowest, end);
        let most = MAX_TRIED.max(packing.max_tokens as usize / MIN_TOKENS_OF_TRIED);
        let Some(cut) = packing.price(end) else {
            return self.best.push((f64::INFINITY, 0));
        };
        let (dense, best) = (&mut self.dense, &self.best);
        let is_dense = end - self.lowest > most;
        let found = is_dense.then(|| dense.best(packing, best, self.lowest, end, cut));
        let found = found.flatten();
        let found = found.unwrap_or_else(|| self.exhaustive.best(packing, end, cut));
        self.best.push(found);
    }
}

impl<'d> Packing<'_, 'd> {
    /// Returns the first atom of a run.
    pub(super) fn first(&self, run: &Range<usize>) -> &Atom<'d> {
        &self.atoms[run.start]
    }

    pub(super) fn span(&self, run: &Range<usize>) -> Span {
        self.first(run).span.cover(self.atoms[run.end - 1].span)
    }

    /// Returns the exact tokens of the text of a run and of the text that closes it.
    pub(super) fn text_tokens(&self, run: &Range<usize>) -> u32 {
        self.tokens(run.start, run.end, EXACTLY)
    }

    /// Returns the lead that a cut before atom `end` must close.
    pub(super) fn lead_at(&self, end: usize) -> Option<&'d Lead> {
        let next = self.atoms.get(end);
        next.map_or(self.lead_at_end, |next| next.lead)
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
        let is_forced = end > 1 && matches!(self.atoms[end - 1].cut, Cut::Forced);
        let nearest = if is_forced { end - 1 } else { 0 };
        lowest.max(nearest).max(end.saturating_sub(MAX_RUN))
    }

    /// Returns the price of a cut before atom `end`, or `None` where no cut is allowed.
    fn price(&self, end: usize) -> Option<f64> {
        match self.atoms.get(end).map(|next| next.cut) {
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
