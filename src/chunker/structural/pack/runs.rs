//! Decides which runs of atoms may form a chunk.

use super::super::split::Atom;
use super::Packing;
use crate::document::{Section, SectionId};
use std::ops::Range;

/// The cost of a chunk that consists of headings only, next to text: more than one chunk,
/// because another cut is better even if it makes one chunk more.
const BARE: f64 = 2.0;

impl Packing<'_, '_> {
    /// Returns true if the atoms from `start` to `end` may form a chunk.
    ///
    /// A run is a piece of one unit, or consists of whole units that are all inside the
    /// section of its first one's context. So each heading that applies to a chunk is in
    /// its context or in its text. Headings without text may precede or follow a piece:
    /// all sections above them are above the piece, too.
    pub(super) fn is_run(&self, start: usize, end: usize) -> bool {
        let (first, last) = (&self.atoms.all[start], &self.atoms.all[end - 1]);
        if first.unit == last.unit {
            return true;
        }
        self.begins_unit(first)
            && self.ends_unit(last)
            && self.context(first).contains(self.units[last.unit].section)
            || self.unit_of_text(start, end).is_some()
    }

    /// Returns the cost of a chunk without text, if text is next to it. Where there are
    /// headings only, they are packed as other text is.
    pub(super) fn bareness(&self, start: usize, end: usize) -> f64 {
        let atoms = &self.atoms.all;
        let has_text = |at: usize| {
            let atom = atoms.get(at);
            atom.is_some_and(|atom| !self.units[atom.unit].is_bare)
        };
        if has_text(start) {
            return 0.0; // most chunks
        }
        let is_beside_text = start.checked_sub(1).is_some_and(has_text) || has_text(end);
        if is_beside_text && self.is_bare(start, end) {
            BARE
        } else {
            0.0
        }
    }

    /// Returns true if the atoms from `start` to `end` are headings of empty sections.
    pub(super) fn is_bare(&self, start: usize, end: usize) -> bool {
        let atoms = &self.atoms.all;
        let units = &self.units[atoms[start].unit..=atoms[end - 1].unit];
        units.iter().all(|unit| unit.is_bare)
    }

    /// Returns the section of which a run is a piece, if it is one, and true if headings
    /// of other sections, which have no text, are in the run.
    pub(in crate::chunker::structural) fn piece(
        &self,
        run: &Range<usize>,
    ) -> Option<(SectionId, bool)> {
        let (first, last) = (&self.atoms.all[run.start], &self.atoms.all[run.end - 1]);
        let section = |unit: usize| self.units[unit].section;
        if first.unit == last.unit {
            return Some((section(first.unit), false));
        }
        if !self.begins_unit(first) && self.context(first).contains(section(last.unit)) {
            return Some((first.context, false));
        }
        let is_run = self.begins_unit(first)
            && self.ends_unit(last)
            && self.context(first).contains(section(last.unit));
        let unit = (!is_run).then(|| self.unit_of_text(run.start, run.end))??;
        Some((section(unit), true))
    }

    /// Returns the only unit with text in a run whose other units all precede it or all
    /// follow it, if it is so.
    pub(super) fn unit_of_text(&self, start: usize, end: usize) -> Option<usize> {
        let (first, last) = (&self.atoms.all[start], &self.atoms.all[end - 1]);
        let are_bare = |units: Range<usize>| self.units[units].iter().all(|unit| unit.is_bare);
        if are_bare(first.unit..last.unit) {
            Some(last.unit)
        } else if are_bare(first.unit + 1..last.unit + 1) {
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
        let last = self.document.block(self.units[atom.unit].blocks.end - 1);
        last.span().end == atom.span.end
    }
}
