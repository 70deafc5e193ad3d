//! How much tables may add to a page by cells that reach over several places and rows that are short.

use crate::document::{Warning, WarningKind};

/// How many cells tables may add for each byte of the page, and how many beside: `<td colspan=1000 rowspan=100>` has
/// 32 bytes and asks for 100,000.
const CELLS_PER_BYTE: usize = 1;
const FREE_CELLS: usize = 4096;

/// The same in bytes of repeated text.
const REPEATED_PER_BYTE: usize = 4;
const FREE_REPEATED_BYTES: usize = 16 * 1024;

/// What the tables of a page may still add.
#[derive(Debug)]
pub(in crate::reader::html) struct Room {
    cells: usize,
    bytes: usize,
    most_cells: usize,
}

impl Room {
    /// For a page of so many bytes, of which tables may add at most `limit` cells.
    pub(in crate::reader::html) fn new(bytes: usize, limit: usize) -> Self {
        let cells = bytes
            .saturating_mul(CELLS_PER_BYTE)
            .saturating_add(FREE_CELLS);
        let repeated = bytes.saturating_mul(REPEATED_PER_BYTE);
        let cells = limit.min(cells);
        Self {
            cells,
            bytes: repeated.saturating_add(FREE_REPEATED_BYTES),
            most_cells: cells,
        }
    }

    /// Takes the place of a cell, if there is one.
    pub(super) fn take_cell(&mut self) -> bool {
        self.cells = self.cells.saturating_sub(1);
        self.cells > 0
    }

    /// Takes the place of a text that is repeated, if there is so much.
    pub(super) fn take_text(&mut self, text: &str) -> bool {
        self.bytes = self.bytes.saturating_sub(text.len());
        self.bytes > 0
    }

    /// The warning that all is taken.
    pub(in crate::reader::html) fn warning(&self) -> Option<Warning> {
        let message = if self.cells == 0 {
            format!(
                "tables repeat or lack more than {} cells: the rest stand once",
                self.most_cells
            )
        } else if self.bytes == 0 {
            "tables repeat several times the text of the page: the rest stands once".to_owned()
        } else {
            return None;
        };
        Some(Warning::new(WarningKind::LimitReached, message))
    }
}
