//! Decides which runs of atoms may form a chunk.

use super::super::split::Atom;
use super::Packing;
use crate::document::{Section, SectionId};
use std::ops::Range;

/// The cost, in chunks, of a chunk that consists of headings only although text is next to
/// it. It is above 1: a cut that joins the headings to text is better even if it makes one
/// chunk more.
const HEADINGS_ALONE: f64 = 2.0;

impl Packing<'_, '_> {
    /// Returns true if the atoms from `start` to `end` may form a chunk.
    ///
    /// A run is a piece of one unit, or consists of whole units that are all inside the
    /// section of its first one's context. So each heading that applies to a chunk is in
    /// its context or in its text. Headings without text may precede or follow a piece:
    /// all sections above them are above the piece, too.
    pub(super) fn is_run(&self, start: usize, end: usize) -> bool {
        let (first, last) = (&self.atoms[start], &self.atoms[end - 1]);
        if first.unit == last.last_unit {
            return true;
        }
        self.begins_unit(first)
            && self.ends_unit(last)
            && self
                .context(first)
                .contains(self.units[last.last_unit].section)
            || self.unit_of_text(start, end).is_some()
    }

    /// Returns the cost of a chunk without text, if text is next to it. Where there are
    /// headings only, they are packed as other text is.
    pub(super) fn cost_of_no_text(&self, start: usize, end: usize) -> f64 {
        let atoms = &self.atoms;
        let has_text = |at: usize| {
            let atom = atoms.get(at);
            atom.is_some_and(|atom| !self.units[atom.unit].is_bare)
        };
        if has_text(start) {
            return 0.0; // most chunks
        }
        let is_beside_text = start.checked_sub(1).is_some_and(has_text) || has_text(end);
        if is_beside_text && self.has_headings_only(start, end) {
            HEADINGS_ALONE
        } else {
            0.0
        }
    }

    /// Returns true if the atoms from `start` to `end` are headings of empty sections.
    pub(super) fn has_headings_only(&self, start: usize, end: usize) -> bool {
        let atoms = &self.atoms;
        let units = &self.units[atoms[start].unit..=atoms[end - 1].last_unit];
        units.iter().all(|unit| unit.is_bare)
    }

    /// Returns the section that a run is a piece of, and true if the run also has headings
    /// of other sections, which have no text. Returns `None` for a run of whole sections.
    pub(in crate::chunker::structural) fn piece(
        &self,
        run: &Range<usize>,
    ) -> Option<(SectionId, bool)> {
        let (first, last) = (&self.atoms[run.start], &self.atoms[run.end - 1]);
        let section = |unit: usize| self.units[unit].section;
        if first.unit == last.last_unit {
            return Some((section(first.unit), false));
        }
        if !self.begins_unit(first) && self.context(first).contains(section(last.last_unit)) {
            // It begins inside a unit and ends inside the same section, below the unit: the
            // rest of a section's text with its subsections.
            return Some((first.context, false));
        }
        let is_run = self.begins_unit(first)
            && self.ends_unit(last)
            && self.context(first).contains(section(last.last_unit));
        let unit = (!is_run).then(|| self.unit_of_text(run.start, run.end))??;
        Some((section(unit), true))
    }

    /// Returns the unit with text in a run that has only one, at its beginning or its end.
    pub(super) fn unit_of_text(&self, start: usize, end: usize) -> Option<usize> {
        let (first, last) = (&self.atoms[start], &self.atoms[end - 1]);
        let are_bare = |units: Range<usize>| self.units[units].iter().all(|unit| unit.is_bare);
        if are_bare(first.unit..last.last_unit) {
            Some(last.last_unit)
        } else if are_bare(first.unit + 1..last.last_unit + 1) {
            Some(first.unit)
        } else {
            None
        }
    }

    /// Returns the section whose heading path precedes a chunk that begins with `first`.
    pub(super) fn context(&self, first: &Atom<'_>) -> Section<'_> {
        let context = self.document.section(first.context);
        context.unwrap_or_else(|| self.document.root())
    }

    pub(super) fn begins_unit(&self, atom: &Atom<'_>) -> bool {
        let first = self.document.block(self.units[atom.unit].blocks.start);
        first.span().start == atom.span.start
    }

    pub(super) fn ends_unit(&self, atom: &Atom<'_>) -> bool {
        let last = self
            .document
            .block(self.units[atom.last_unit].blocks.end - 1);
        last.span().end == atom.span.end
    }
}
