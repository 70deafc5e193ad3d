//! Limits what tables add to a page by cells that span several places and by short rows.

use crate::document::{Warning, WarningKind};

/// The number of cells that tables may add for each byte of the page. The 32 bytes of
/// `<td colspan=1000 rowspan=100>` are 100,000 cells.
const CELLS_PER_BYTE: usize = 1;
/// The number of cells that tables may add on a page of any size.
const FREE_CELLS: usize = 4096;

/// The bytes of text that tables may repeat for each byte of the page.
const REPEATED_PER_BYTE: usize = 4;
/// The bytes of text that tables may repeat on a page of any size.
const FREE_REPEATED_BYTES: usize = 16 * 1024;

/// The cells and the text that the tables of a page may still add.
#[derive(Debug)]
pub(in crate::reader::html) struct Room {
    cells: usize,
    bytes: usize,
    most_cells: usize,
}

impl Room {
    /// Starts a page of `bytes`, to which tables may add at most `limit` cells.
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

    /// Counts an added cell; false if there is no room for it.
    pub(super) fn take_cell(&mut self) -> bool {
        self.cells = self.cells.saturating_sub(1);
        self.cells > 0
    }

    /// Counts a repeated text; false if there is no room for it.
    pub(super) fn take_text(&mut self, text: &str) -> bool {
        self.bytes = self.bytes.saturating_sub(text.len());
        self.bytes > 0
    }

    /// Returns a warning if there is no room left.
    pub(in crate::reader::html) fn warning(&self) -> Option<Warning> {
        let message = if self.cells == 0 {
            format!(
                "tables add more than {} repeated or missing cells: further ones are written once",
                self.most_cells
            )
        } else if self.bytes == 0 {
            "tables repeat several times the text of the page: the rest is written once".to_owned()
        } else {
            return None;
        };
        Some(Warning::new(WarningKind::LimitReached, message))
    }
}
