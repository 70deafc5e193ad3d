//! Joins small pieces with their neighbours after the packing.

use super::super::measure::tokens_between;
use super::Packing;
use std::ops::Range;

/// A piece with fewer tokens of text is joined with a neighbour of the same section. A
/// chapter's last sentence, cut off from it, otherwise is a chunk before its first
/// subsection.
const SMALL_TOKENS: u32 = 32;

impl Packing<'_, '_> {
    /// Joins `run` with the `last` one, which becomes the longer run, if one of them is
    /// small and both fit into one chunk. If not, `run` becomes the last one, and the one
    /// before it is returned.
    ///
    /// The packing itself has no such chunks, because each of its ends would make them
    /// possible everywhere, and a section would often be cut just before its last
    /// sentence.
    pub(super) fn join(
        &self,
        last: &mut Option<Range<usize>>,
        run: Range<usize>,
    ) -> Option<Range<usize>> {
        // A comment at the end of a run is in no chunk.
        let run = self.without_comments(run)?;
        match last {
            Some(last) if self.belong_together(last, &run) => {
                last.end = run.end;
                None
            }
            _ => last.replace(run),
        }
    }

    /// Returns `run` without the comments at its ends, or `None` if nothing remains.
    fn without_comments(&self, run: Range<usize>) -> Option<Range<usize>> {
        let is_text = |at: &usize| !self.atoms[*at].is_comment;
        let start = run.clone().find(is_text)?;
        let last = run.rev().find(is_text)?;
        Some(start..last + 1)
    }

    fn belong_together(&self, first: &Range<usize>, second: &Range<usize>) -> bool {
        let is_bare = |run: &Range<usize>| self.has_headings_only(run.start, run.end);
        let is_of_one_text = (is_bare(first) || is_bare(second))
            && self.unit_of_text(first.start, second.end).is_some();
        let is_of_one_section = (self.is_small(first) || self.is_small(second))
            && self.is_of_one_section(first, second);
        (is_of_one_text || is_of_one_section) && self.fits(first.start, second.end)
    }

    /// Returns true if the runs are pieces of one section, such as the end of its own
    /// text and its first subsections.
    fn is_of_one_section(&self, first: &Range<usize>, second: &Range<usize>) -> bool {
        let atoms = &self.atoms;
        let (start, end) = (&atoms[first.start], &atoms[second.end - 1]);
        let section = |unit: usize| self.units[unit].section;
        if section(start.unit) == section(end.last_unit) {
            return true;
        }
        // Before the end of its own text a section is cut, after it only between its
        // subsections.
        !self.begins_unit(start)
            && start.context == section(start.unit)
            && self.ends_unit(end)
            && self.context(start).contains(section(end.last_unit))
    }

    fn is_small(&self, run: &Range<usize>) -> bool {
        self.tokens(run.start, run.end, SMALL_TOKENS) < SMALL_TOKENS
    }

    fn fits(&self, start: usize, end: usize) -> bool {
        let room = self.max_tokens.checked_sub(self.measures[start].prefix());
        room.is_some_and(|room| self.tokens(start, end, room) <= room)
    }

    pub(super) fn tokens(&self, start: usize, end: usize, enough: u32) -> u32 {
        let (first, last) = (&self.measures[start], &self.measures[end - 1]);
        tokens_between(self.counter, first, last, enough)
    }
}
