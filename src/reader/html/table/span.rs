//! A cell with the columns that it covers.

use crate::document::Span;

/// A cell of one row. A cell that spans several rows is in each of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// The columns it covers, from `start` up to `end`.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its text, as a range of the text of its grid.
    pub(super) text: Span,
    /// True in the rows that the cell spans below its first one.
    pub(super) is_below: bool,
    /// True for `<th>`.
    pub(super) is_heading: bool,
}
