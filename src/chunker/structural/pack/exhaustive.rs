//! Finds the best start of a chunk by trying each one that may be the best.
//!
//! Inside a section's own text a start is useless if a later one is cheaper by more than
//! the space that it leaves empty: that one is better for all ends. So the others become
//! dearer from the first to the last, and the first that fits is the best (a sliding
//! minimum), except for differences in the last digits.

use super::super::measure::{Measure, tokens_between};
use super::super::split::Cut;
use super::{Best, MAX_RUN, Packing};
use crate::limits::steps;
use std::cell::Cell;
use std::collections::VecDeque;

/// A start of chunks with all that trying it needs, in few bytes: it is tried for several
/// ends.
#[derive(Debug, Clone)]
pub(super) struct Start {
    /// The cost of the text before it.
    cost: f64,
    /// Its safe place and the tokens before it, once they are counted.
    before: Cell<Option<(u32, u32)>>,
    /// The tokens before the text of a chunk that begins with it.
    prefix: u32,
    cut: StartCut,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StartCut {
    Free,
    Forbidden,
    Forced,
}

impl Start {
    pub(super) fn new(is_first: bool, cut: Cut, measure: &Measure, cost: f64) -> Self {
        Self {
            cost,
            before: Cell::new(measure.counted_start()),
            prefix: measure.prefix(),
            cut: match cut {
                Cut::Forced => StartCut::Forced,
                Cut::Forbidden if !is_first => StartCut::Forbidden,
                Cut::Forbidden | Cut::Free(_) => StartCut::Free,
            },
        }
    }

    /// Returns true if the text before it is as long as fits, so that no earlier start is
    /// better.
    pub(super) fn is_forced(&self) -> bool {
        self.cut == StartCut::Forced
    }
}

/// A cost that is lower by less, in chunks, may be so because of rounding.
const MIN_ADVANTAGE: f64 = 1e-6;

/// The starts that may be the best for the next ends.
#[derive(Debug, Default)]
pub(super) struct ExhaustiveSearch {
    /// The first atom that was not added yet.
    next: usize,
    unit: usize,
    /// The first atom of that unit.
    first: usize,
    /// The starts inside the unit, from its last forced cut on, without useless ones.
    pieces: VecDeque<Piece>,
    has_forced_cut: bool,
    /// True if a start of the unit is too far from this end, and so from each later one.
    has_left: bool,
}

#[derive(Debug)]
struct Piece {
    atom: usize,
    start: Start,
    /// The part of a chunk's cost that depends on its start, if the tokens from it to any
    /// end are a difference. So two of them can be compared without regard to an end.
    key: Option<f64>,
}

impl ExhaustiveSearch {
    /// Returns the best start of the chunk before `end`; of equal ones the nearest.
    pub(super) fn best(&mut self, packing: &Packing<'_, '_>, end: usize, cut: f64) -> Best {
        let lowest = end.saturating_sub(MAX_RUN);
        while (self.pieces.front()).is_some_and(|first| first.atom < lowest) {
            self.pieces.pop_front();
        }
        for atom in self.next.max(lowest)..end {
            self.add(packing, atom, atom + 1 == end);
        }
        self.next = end;
        let mut trial = Trial::new(packing, end, cut);
        self.try_pieces(&mut trial);
        if self.has_forced_cut || self.has_left {
            return trial.found();
        }
        for at in (lowest..self.first).rev() {
            let start = &packing.starts[at];
            if !trial.try_start(at, start) || start.is_forced() {
                break;
            }
        }
        trial.found()
    }

    /// Tries the starts inside the unit.
    fn try_pieces(&mut self, trial: &mut Trial<'_, '_, '_>) {
        let Some(nearest) = self.pieces.back() else {
            return;
        };
        trial.try_start(nearest.atom, &nearest.start);
        if !trial.has_candidate() {
            let others = self.pieces.iter().rev().skip(1);
            for piece in others {
                self.has_left |= !trial.try_start(piece.atom, &piece.start);
            }
            return;
        }
        while let Some(first) = self.pieces.front()
            && self.pieces.len() > 1
            && trial.text(first.atom, &first.start) > trial.packing.max_tokens
        {
            self.has_left = true;
            self.pieces.pop_front();
        }
        let mut dearest = f64::INFINITY;
        for piece in self.pieces.iter().take(self.pieces.len() - 1) {
            if piece.key.is_some_and(|key| key > dearest) {
                continue;
            }
            trial.try_start(piece.atom, &piece.start);
            if let Some(key) = piece.key.filter(|_| trial.found.1 == piece.atom) {
                dearest = key + MIN_ADVANTAGE;
            }
        }
    }

    /// Adds the start `atom`. If it `is_last`, its tokens are counted.
    fn add(&mut self, packing: &Packing<'_, '_>, atom: usize, is_last: bool) {
        let unit = packing.atoms[atom].unit;
        if atom == 0 || unit != self.unit {
            self.unit = unit;
            self.first = atom;
            self.pieces.clear();
            self.has_forced_cut = false;
            self.has_left = false;
        }
        let start = &packing.starts[atom];
        if start.is_forced() {
            self.pieces.clear();
            self.has_forced_cut = true;
        }
        if start.cut == StartCut::Forbidden {
            return;
        }
        let measure = &packing.measures[atom];
        if is_last {
            packing.tokens_from(atom, start, measure);
        }
        let is_bare = packing.units[unit].is_bare; // the cost of no text is added
        let safe = (start.before.get().zip(measure.counted_end()))
            .is_some_and(|((first, _), (last, _))| first <= last);
        let key = (safe && !is_bare).then(|| packing.key(start)).flatten();
        while let Some(piece) = self.pieces.back()
            && let (Some(earlier), Some(later)) = (piece.key, key)
            // Where the earlier one fits, the later one does.
            && start.prefix <= piece.start.prefix
            && later < earlier - MIN_ADVANTAGE
        {
            steps::step();
            self.pieces.pop_back();
        }
        self.pieces.push_back(Piece {
            atom,
            start: start.clone(),
            key,
        });
    }
}

/// The search for the start of one chunk.
pub(super) struct Trial<'p, 'a, 'd> {
    packing: &'p Packing<'a, 'd>,
    end: usize,
    last: &'p Measure,
    /// The safe place at the end and the tokens before it, once they are counted.
    through: Option<(u32, u32)>,
    cut: f64,
    found: Best,
}

impl<'p, 'a, 'd> Trial<'p, 'a, 'd> {
    pub(super) fn new(packing: &'p Packing<'a, 'd>, end: usize, cut: f64) -> Self {
        let last = &packing.measures[end - 1];
        Self {
            packing,
            end,
            last,
            through: last.counted_end(),
            cut,
            found: (f64::INFINITY, 0),
        }
    }

    /// Returns the best start of those that were tried.
    pub(super) fn found(&self) -> Best {
        self.found
    }

    /// Tries the start `at`. Returns false if it and all earlier ones are too far away.
    #[inline]
    pub(super) fn try_start(&mut self, at: usize, start: &Start) -> bool {
        steps::step();
        let packing = self.packing;
        if start.cut == StartCut::Forbidden {
            return true;
        }
        let text = self.text(at, start);
        // A single atom may exceed the budget. It is accepted here, and its chunk is planned
        // again with a smaller goal.
        let has_candidate = self.has_candidate();
        if text > packing.max_tokens && has_candidate {
            return false;
        }
        let total = text.saturating_add(start.prefix);
        if total > packing.max_tokens && has_candidate {
            return true;
        }
        let cost = start.cost + packing.emptiness(total) + self.cut;
        if self.is_best(at, cost) && packing.is_run(at, self.end) {
            let cost = cost + packing.cost_of_no_text(at, self.end);
            if self.is_best(at, cost) {
                self.found = (cost, at);
            }
        }
        true
    }

    /// Returns true if a start is better than those tried: of equal ones the nearest is.
    fn is_best(&self, at: usize, cost: f64) -> bool {
        let (least, nearest) = self.found;
        cost < least || (cost <= least && at > nearest && self.has_candidate())
    }

    fn has_candidate(&self) -> bool {
        self.found.0.is_finite()
    }

    /// Returns the tokens of the text from the start `at`.
    #[inline]
    fn text(&mut self, at: usize, start: &Start) -> u32 {
        match (start.before.get(), self.through) {
            (Some((first, before)), Some((last, through))) if first <= last => {
                through.wrapping_sub(before)
            }
            _ => {
                let text = self.packing.tokens_from(at, start, self.last);
                self.through = self.last.counted_end();
                text
            }
        }
    }
}

impl Packing<'_, '_> {
    /// Returns the tokens of the text from the start `at` to the atom of `last`.
    fn tokens_from(&self, at: usize, start: &Start, last: &Measure) -> u32 {
        let first = &self.measures[at];
        let room = self.max_tokens.saturating_sub(start.prefix);
        let text = tokens_between(self.counter, first, last, room);
        start.before.set(first.counted_start());
        text
    }

    /// Returns the part of the cost of a chunk that depends on its start, if its tokens are
    /// counted.
    fn key(&self, start: &Start) -> Option<f64> {
        let (_, before) = start.before.get()?;
        let tokens = f64::from(before.cast_signed()) - f64::from(start.prefix);
        Some(start.cost + tokens / f64::from(self.max_tokens))
    }
}
