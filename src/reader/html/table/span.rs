//! A cell with the columns that it covers.

use crate::document::Span;

/// A cell of one row, in 16 bytes. A cell that spans several rows is in each of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// The first column it covers.
    pub(super) start: u32,
    /// Its text, as a range of the text of its grid.
    pub(super) text: Span,
    /// The number of columns it covers.
    pub(super) width: u16,
    /// True in the rows that the cell spans below its first one.
    pub(super) is_below: bool,
    /// True for `<th>`.
    pub(super) is_heading: bool,
}

impl Cell {
    /// Returns the column after the last one that the cell covers.
    pub(super) fn end(&self) -> u32 {
        self.start + u32::from(self.width)
    }
}
