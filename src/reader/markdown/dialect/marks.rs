//! The results of scanning a dialect: changes of the view, regions, scopes and omitted
//! text.

use crate::document::BlockKind;
use std::ops::Range;

/// All results, each list in the order of the source.
#[derive(Debug, Default)]
pub(in crate::reader::markdown) struct Marks {
    /// Disjoint.
    pub(super) edits: Vec<Edit>,
    pub(super) regions: Vec<BlockRegion>,
    /// The containers, outer ones before those in them.
    pub(in crate::reader::markdown) scopes: Vec<Range<usize>>,
    pub(in crate::reader::markdown) omitted: Vec<Omitted>,
    /// The offsets and names of anchors.
    pub(in crate::reader::markdown) anchors: Vec<(usize, String)>,
}

/// A change of the view against the source.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) change: MarkChange,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum MarkChange {
    /// The text is not in the view.
    Remove,
    /// The character after the empty range is text.
    Escape,
    /// A rule replaces the region with this index.
    Replace(usize),
}

/// A piece of the source that is a block of its own, and that the parser does not see.
#[derive(Debug, Clone)]
pub(in crate::reader::markdown) struct BlockRegion {
    pub(in crate::reader::markdown) range: Range<usize>,
    pub(in crate::reader::markdown) kind: BlockKind,
    /// The lines of code in the region, without the marks around them.
    pub(in crate::reader::markdown) code: Option<Range<usize>>,
}

/// Text that a reader of the published page does not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::reader::markdown) struct Omitted {
    pub(in crate::reader::markdown) range: Range<usize>,
    pub(in crate::reader::markdown) kind: OmittedKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader::markdown) enum OmittedKind {
    /// A comment for authors.
    Comment,
    /// Tags, imports, options of directives.
    Markup,
    /// The data of an embedded picture.
    Data,
    /// Text that a browser does not show, and characters of no width.
    Hidden,
}

impl Marks {
    /// Returns true if the view differs from the source.
    pub(super) fn has_edits(&self) -> bool {
        !self.edits.is_empty()
    }

    /// Leaves `range` out of the view. What an earlier change covers stays as it is.
    pub(super) fn remove(&mut self, range: Range<usize>) {
        let start = range.start.max(self.done());
        if start < range.end {
            let range = start..range.end;
            self.edits.push(Edit {
                range,
                change: MarkChange::Remove,
            });
        }
    }

    /// Makes the character at `at` text in the view.
    pub(super) fn escape(&mut self, at: usize) {
        if at >= self.done() {
            self.edits.push(Edit {
                range: at..at,
                change: MarkChange::Escape,
            });
        }
    }

    /// Makes `range` a block of its own.
    pub(super) fn region(&mut self, range: Range<usize>, kind: BlockKind) {
        self.push_region(BlockRegion {
            range,
            kind,
            code: None,
        });
    }

    /// Makes `range` a block of code, whose lines are `code`.
    pub(super) fn code(&mut self, range: Range<usize>, code: Range<usize>, kind: BlockKind) {
        self.push_region(BlockRegion {
            range,
            kind,
            code: Some(code),
        });
    }

    fn push_region(&mut self, region: BlockRegion) {
        let range = region.range.clone();
        if range.start < self.done() || range.is_empty() {
            return;
        }
        self.edits.push(Edit {
            range,
            change: MarkChange::Replace(self.regions.len()),
        });
        self.regions.push(region);
    }

    /// Leaves `range` out of the view and of all chunks.
    pub(super) fn omit(&mut self, range: Range<usize>, kind: OmittedKind) {
        self.remove(range.clone());
        self.hide(range, kind);
    }

    /// Leaves `range` out of all chunks; the parser still sees it.
    pub(super) fn hide(&mut self, range: Range<usize>, kind: OmittedKind) {
        if !range.is_empty() {
            self.omitted.push(Omitted { range, kind });
        }
    }

    /// Leaves ranges, which are ascending, out of the view and of all chunks. What other
    /// changes cover is left out already, or is a block that keeps them.
    pub(super) fn omit_all(&mut self, ranges: Vec<Range<usize>>, kind: OmittedKind) {
        let mut edits = Vec::with_capacity(self.edits.len() + ranges.len());
        let mut others = std::mem::take(&mut self.edits).into_iter().peekable();
        for range in ranges {
            while let Some(other) = others.next_if(|other| other.range.start <= range.start) {
                edits.push(other);
            }
            let done = edits.last().map_or(0, |edit: &Edit| edit.range.end);
            let until = others.peek().map_or(usize::MAX, |other| other.range.start);
            if range.start >= done && range.end <= until {
                edits.push(Edit {
                    range: range.clone(),
                    change: MarkChange::Remove,
                });
            }
            self.hide(range, kind);
        }
        edits.extend(others);
        self.edits = edits;
    }

    /// The end of the last change.
    fn done(&self) -> usize {
        self.edits.last().map_or(0, |edit| edit.range.end)
    }
}
