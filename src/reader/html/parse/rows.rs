//! Passes the rows of large tables to the tree without tokens, where their tree is certain.
//!
//! After `</tr>` the tree construction is in a body of a table (HTML 13.2.6.4.13), and whole
//! rows leave it there. So the source is read directly up to the end of the last row whose
//! tree is certain, and the tokenizer continues after it.

#[cfg(test)]
mod tests;

use super::super::tree::{MAX_CELL_DEPTH, MAX_TAG_ATTRIBUTES, TablePart};
use super::token::named;
use super::{Bridge, Formatting, PARSING, span};
use html5ever::tokenizer::{TagKind, Token};
use html5ever::{LocalName, local_name};

/// The number of elements inside of each other in a table: a body, a row, a cell and those
/// in the cell.
const TABLE_DEPTH: usize = 3 + MAX_CELL_DEPTH;

/// Returns the part of a table that an element is.
pub(super) fn part(name: &LocalName) -> Option<TablePart> {
    match *name {
        local_name!("tr") => Some(TablePart::Row),
        local_name!("tbody") => Some(TablePart::Body),
        _ => None,
    }
}

impl Bridge<'_, '_> {
    /// Reads rows from the start tag of a row or a body at `start..end` on, which ends the
    /// one before it: `<tr><td>1<tr><td>2`. Returns true if they were read.
    ///
    /// In a body, `<tr>` first does what `</tr>` does, and `<tbody>` what `</tbody>` does.
    /// In foreign content they do not: in `<svg>`, they are elements like any other.
    pub(super) fn reads_rows_at(&mut self, part: TablePart, start: usize, end: usize) -> bool {
        if !self.builder.sink.is_open(part)
            || !self.may_read_rows(part)
            || self.is_in_foreign_content()
            || !self.builder.sink.has_row(start, part)
        {
            return false;
        }
        let name = match part {
            TablePart::Row => local_name!("tr"),
            TablePart::Body => local_name!("tbody"),
        };
        self.token(Token::TagToken(named(TagKind::EndTag, name)), start, start);
        self.reads_rows(part, start, end)
    }

    /// Reads rows after the end of a row, or of a body, at `end`.
    pub(super) fn read_rows_after(&mut self, part: TablePart, end: usize) {
        if self.may_read_rows(part) && self.builder.sink.has_row(end, part) {
            self.reads_rows(part, end, end);
        }
    }

    /// Reads rows from `start` on if no row is open. The tokenizer has read up to `end`.
    fn reads_rows(&mut self, part: TablePart, start: usize, end: usize) -> bool {
        let sink = &self.builder.sink;
        if sink.is_open(part) {
            return false; // `</tr>` was dropped, in a caption inside of the row
        }
        let (watch, length) = (self.watch, self.length);
        let is_stopped = |at: usize| watch.step_through(PARSING, || at, length);
        let read = sink.take_rows(start, part, is_stopped);
        if read.end <= end {
            return false;
        }
        sink.set_token(span(start, read.end));
        self.tags += read.elements;
        self.skipped = read.end - end;
        true
    }

    /// Returns true if the elements of a row are neither flattened nor dropped, and keep
    /// their attributes.
    fn may_read_rows(&self, part: TablePart) -> bool {
        let depth = self.builder.sink.depth_around(part) as usize + TABLE_DEPTH;
        self.flattened.is_empty()
            && self.formatting == Formatting::Keep
            && depth < self.depth as usize
            && self.attributes >= MAX_TAG_ATTRIBUTES
    }
}
