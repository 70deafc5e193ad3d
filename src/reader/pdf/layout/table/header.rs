//! Decides how many rows of a table are its header.

use super::model::TableCell;

/// A header has at most this many rows: a table that is bold throughout has no header of
/// ten.
const MAX_HEADER_ROWS: usize = 3;
/// A title over all columns has fewer lines: a row with one long cell is content.
const MAX_LINES_OF_TITLE: usize = 3;

/// Returns how many rows form the header of a table: at least one.
///
/// They are the first rows in bold. A title over all columns, "Table 3: Prices" in a cell
/// of its own, precedes the row that names the columns, and without this rule would be
/// the header that each part of the table repeats. In a table of two columns a row with
/// one cell is a group of the rows below it. More than three rows are no header: a table
/// may be bold throughout.
pub(crate) fn header_rows(rows: &[Vec<TableCell>]) -> usize {
    let is_title = |row: &&Vec<TableCell>| {
        filled(row) == 1 && row.iter().flatten().count() < MAX_LINES_OF_TITLE
    };
    // In two columns a row with one cell names the group of rows below it.
    let titles = if rows.iter().any(|row| filled(row) > 2) {
        rows.iter().take_while(is_title).count()
    } else {
        0
    };
    let is_bold = |row: &Vec<TableCell>| {
        let mut filled = row.iter().flatten().peekable();
        // An empty row would be bold, since it has no line that is not.
        filled.peek().is_some() && filled.all(|line| line.style.bold)
    };
    let bold = rows.iter().take_while(|row| is_bold(row)).count();
    // The row below the titles names the columns even if it is not bold.
    let header = if bold > titles { bold } else { titles + 1 };
    // A table that is bold throughout has only its first row as the header.
    if header < rows.len() && header <= MAX_HEADER_ROWS {
        header
    } else {
        1
    }
}

/// Returns the number of cells of a row that have text.
///
/// A title in the first of three cells fills one: counted with the empty cells, it would
/// not be found to be a title.
pub(crate) fn filled(row: &[TableCell]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}
