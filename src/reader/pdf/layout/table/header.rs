//! Decides how many rows of a table are its header.

use super::model::TableCell;
use crate::reader::table::{RowLook, bold_rows, max_header, title_rows};

/// A title over all columns has fewer lines: a row with one long cell is content.
const MAX_LINES_OF_TITLE: usize = 3;

/// Returns how many rows form the header of a table: at least one.
///
/// They are the first rows in bold. A title over all columns, "Table 3: Prices" in a cell
/// of its own, precedes the row that names the columns, and without this rule would be
/// the header that each part of the table repeats. In a table of two columns a row with
/// one cell is a group of the rows below it.
pub(crate) fn header_rows(rows: &[Vec<TableCell>]) -> usize {
    let rows = TableRows {
        rows,
        has_columns: rows.iter().any(|row| filled(row) > 2),
    };
    let titles = title_rows(&rows, rows.height());
    // The row below the titles names the columns even if it is not bold.
    let header = bold_rows(&rows).unwrap_or(0).max(titles + 1);
    if header <= max_header(&rows) {
        header
    } else {
        1
    }
}

/// The rows of a table that is drawn.
struct TableRows<'r> {
    rows: &'r [Vec<TableCell>],
    /// True for tables of three columns or more.
    has_columns: bool,
}

impl RowLook for TableRows<'_> {
    fn height(&self) -> usize {
        self.rows.len()
    }

    fn is_bold(&self, row: usize) -> bool {
        let mut filled = self.rows[row].iter().flatten().peekable();
        // An empty row would be bold, since it has no line that is not.
        filled.peek().is_some() && filled.all(|line| line.style.bold)
    }

    fn is_only_label(&self, row: usize) -> bool {
        let row = &self.rows[row];
        filled(row) == 1 && row.first().is_some_and(|label| !label.is_empty())
    }

    fn is_title(&self, row: usize) -> bool {
        let row = &self.rows[row];
        self.has_columns && filled(row) == 1 && row.iter().flatten().count() < MAX_LINES_OF_TITLE
    }
}

/// Returns the number of cells of a row that have text.
///
/// A title in the first of three cells fills one: counted with the empty cells, it would
/// not be found to be a title.
pub(crate) fn filled(row: &[TableCell]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}
