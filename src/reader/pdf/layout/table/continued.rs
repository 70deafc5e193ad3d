//! Continues a table over the break of a page or of a column.

use super::model::{Table, TableCell, places};
use crate::reader::pdf::layout::lines::{Line, WordArena, joined};

/// Columns of one table on two pages begin at places that differ by less, in points.
const SAME_COLUMN: f32 = 5.0;
/// The rest of a cell begins where the cell did, up to this, in points.
const SAME_CELL: f32 = 1.0;
/// The rest of a cell has at most this many lines: a paragraph has more.
const MAX_LINES_OF_REST: usize = 3;
/// Adds the rows of `next` to a table that it continues, without its repeated header.
///
/// Returns `next` if it is a table of its own. A table over three pages would otherwise
/// be three tables, two of which have no header if the file repeats none. The second part
/// is in another column or on another page, and repeats the header or has its columns at
/// the same places. A table of amounts with other heads is another table, whatever its
/// columns.
pub(crate) fn append(table: &mut Table, mut next: Table, words: &WordArena) -> Option<Table> {
    let is_elsewhere = match (table.places.last(), next.places.first()) {
        // Upwards on the same page is the next column.
        (Some(above), Some(below)) => above.page != below.page || below.area[1] < above.area[1],
        _ => false,
    };
    let is_alike = table.columns.len() == next.columns.len() && is_same_grid(table, &next);
    let repeats = repeated_header(table, &next, words);
    // A part without heads is the rest of the table; other heads are another statement.
    let has_other_heads = next.is_of_amounts && next.header > 0 && repeats == 0;
    if !is_elsewhere || has_other_heads || !(is_alike || repeats > 0) {
        return Some(next);
    }
    // The repeated header is kept apart, since its text is part of the page.
    table.rows.extend(next.rows.drain(repeats..));
    table.repeats.append(&mut next.rows);
    table.places.append(&mut next.places);
    None
}

/// Adds lines at the top of the next page to the cell of the last row that they continue.
///
/// Returns true if they continue one. A cell of five lines may be split over two pages;
/// its rest is alone in its columns, and so is not a table. The rest is short and begins
/// where the cell does. The first cell is not continued: it is at the margin, where any
/// paragraph begins. Without this rule the rest, "and rolled by hand", would be a
/// paragraph below the table; with the first cell, the next paragraph would be in the
/// table.
pub(crate) fn append_rest(table: &mut Table, rest: &[Line]) -> bool {
    // Not the first cell: any paragraph begins at the margin.
    let cells = (table.rows.last_mut().into_iter().flatten()).skip(1);
    let begin = |line: &Line| (line.page, line.area[0]);
    let Some((page, x)) = rest.first().map(begin) else {
        return false;
    };
    let found = cells
        // A paragraph after the table may begin below a cell by chance, but it is longer.
        .filter(|_| rest.len() <= MAX_LINES_OF_REST)
        .find(|cell| {
            let begins =
                |line: &Line| line.page + 1 == page && (line.area[0] - x).abs() < SAME_CELL;
            cell.first().is_some_and(begins)
        });
    let Some(cell) = found else { return false };
    table.places.extend(places(rest.iter()));
    cell.extend_from_slice(rest);
    true
}

/// Returns true if the columns of both tables begin at the same places.
///
/// Left and right pages of a book have different margins, so the whole table may be
/// shifted. One column may be set to the right and begin where its widest number does:
/// "9" on one page and "1,204" on the next would be two tables.
fn is_same_grid(a: &Table, b: &Table) -> bool {
    let (Some(first), Some(other)) = (a.columns.first(), b.columns.first()) else {
        return false;
    };
    let shifted = |by: f32| {
        let pairs = a.columns.iter().zip(&b.columns);
        pairs.filter(move |(x, y)| (*x - *y - by).abs() > SAME_COLUMN)
    };
    // Shifted as a whole, or all but one column in place: its widest number may differ.
    // With two columns one alone proves nothing.
    shifted(first - other).next().is_none() || (a.columns.len() > 2 && shifted(0.0).count() < 2)
}

/// Returns how many rows of `next` repeat the header of the table: all of its rows, or
/// none.
///
/// A header of two rows is repeated only if both agree: a table that begins with "Tea" as
/// the first one did may still be another table, and would lose its first row.
fn repeated_header(table: &Table, next: &Table, words: &WordArena) -> usize {
    let text =
        |row: &[TableCell]| -> Vec<String> { row.iter().map(|cell| joined(cell, words)).collect() };
    // A table without a header is compared by its first row.
    let height = table.header.max(1);
    let repeats = (table.rows.iter().take(height))
        .zip(&next.rows)
        .take_while(|(a, b)| text(a) == text(b))
        .count();
    // Part of a header is not enough: the next row would be lost as well.
    if repeats == height { repeats } else { 0 }
}
