//! Finds the header rows of a table, and joins them to one.

use super::Room;
use super::affix::is_dash;
use super::columns::Columns;
use super::grid::Grid;
use super::span::Cell;
use crate::document::Span;
use std::ops::Range;

/// The longest name of a group of columns, in bytes, that is repeated in each of them:
/// `Three months ended December 31,`.
const MAX_GROUP_BYTES: usize = 48;

/// A header has at most this many rows. Above that, the rows are those of a table of
/// words.
const MAX_HEADER_ROWS: usize = 5;

/// Returns the number of rows at the top that name the columns. The table has no row
/// without text.
///
/// Where the markup names none (`<thead>`, rows of `<th>`), the first rows that are bold
/// throughout are the header, or else those above the first number: `2024 | 2023` above
/// `Pens | $1,204 | $1,150`, also if `Year ended` is above the years.
pub(super) fn rows(grid: &Grid<'_>, columns: &Columns) -> usize {
    if grid.marked > 0 {
        return grid.marked.min(grid.height());
    }
    // Only the first column has headings.
    if grid.has_headings || grid.height() < 2 {
        return 0;
    }
    let label = (grid.rows())
        .filter_map(|cells| cells.first().map(|cell| cell.start))
        .min()
        .unwrap_or(0);
    let most = MAX_HEADER_ROWS.min(grid.height() - 1);
    let bold = (0..grid.height())
        .take_while(|row| grid.cells_of(*row).all(|cell| is_bold(grid.of(cell))))
        .count();
    if (1..=most).contains(&bold) {
        return bold - labels_before(grid, bold, label);
    }
    let has_value =
        |row: usize| (grid.cells_of(row)).any(|cell| cell.start > label && is_value(grid.of(cell)));
    let above = (0..grid.height())
        .take_while(|row| !has_value(*row))
        .count();
    match above {
        // Words throughout: the first row, as in Markdown.
        above if above == grid.height() => 1,
        0 => 0,
        above => above_first_number(grid, columns, above.min(most), label),
    }
}

/// Returns how many of the `above` rows over the first number are the header: the first
/// one, those whose first column is blank, and one below the names of groups or with
/// years.
fn above_first_number(grid: &Grid<'_>, columns: &Columns, above: usize, label: u32) -> usize {
    let is_group = |cell: &Cell| {
        let (first, end) = columns.range(cell);
        cell.start > label && end - first > 1
    };
    let mut header = 0;
    let mut has_groups = false;
    for row in 0..above {
        let cells = grid.row(row);
        let is_below_label = cells.first().is_none_or(|cell| cell.start > label);
        let names_years = (grid.cells_of(row).skip(1)).any(|cell| is_year(grid.of(cell)));
        if row > 0 && !is_below_label && !has_groups && !names_years {
            break;
        }
        has_groups = cells.iter().any(is_group);
        header = row + 1;
        if row > 0 && !is_below_label {
            break;
        }
    }
    (header - labels_before(grid, header, label)).max(1)
}

/// Returns how many of the last of the first `rows` rows are labels of the rows below
/// them, such as `Current assets:`; the first row is none.
fn labels_before(grid: &Grid<'_>, rows: usize, label: u32) -> usize {
    let is_label = |row: &usize| {
        let cells = grid.row(*row);
        cells.len() == 1 && cells[0].start == label
    };
    (1..rows).rev().take_while(is_label).count()
}

/// Returns true for a year or a date: `2024`, `December 31, 2024`.
fn is_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}

fn is_bold(text: &str) -> bool {
    text.len() > 4 && text.starts_with("**") && text.ends_with("**")
}

/// Returns true for a number that is not a year: `1,204`, `$(35)`, `5.2%`, `—`.
fn is_value(text: &str) -> bool {
    let text = text.trim_matches('*');
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_year = text.len() == 4 && digits == 4 && is_year(text);
    let is_note = text.len() <= 4 && text.starts_with('(') && text.ends_with(')');
    !is_year
        && !is_note
        && (is_dash(text) || (digits > 0 && !text.chars().any(char::is_alphabetic)))
}

/// Returns the number of rows at the top that are titles of the whole table, above a row
/// that names its columns: `(Dollars in millions)`. They are not repeated in each column.
pub(super) fn titles(grid: &Grid<'_>, columns: &Columns, header: usize) -> usize {
    let is_title = |row: &usize| match grid.row(*row) {
        [cell] => columns.len() > 1 && columns.range(cell) == (0, columns.len()),
        _ => false,
    };
    (0..header.saturating_sub(1)).take_while(is_title).count()
}

/// A text of the header in one of its columns.
#[derive(Debug)]
pub(super) struct Name {
    /// Its range in the grid's text.
    pub(super) text: Span,
    /// True in the columns of a group after its first.
    pub(super) is_repeated: bool,
}

/// Returns the texts of the joined header, for each column from top to bottom.
///
/// The name of a group of columns is in each of them: `High water` above `Morning` and
/// `Evening` gives `High water Morning` and `High water Evening`. Without another header
/// cell below it, it is in the first of them only.
pub(super) fn join(
    grid: &Grid<'_>,
    columns: &Columns,
    header: Range<usize>,
    room: &mut Room,
) -> Vec<Vec<Name>> {
    let mut joined: Vec<Vec<Name>> = columns.each(Vec::new);
    // The lowest row with a cell that begins in the column.
    let mut lowest = columns.each(|| 0);
    for row in header.clone() {
        for cell in grid.cells_of(row).filter(|cell| !cell.is_below) {
            lowest[columns.range(cell).0] = row;
        }
    }
    for row in header {
        for cell in grid.cells_of(row).filter(|cell| !cell.is_below) {
            let text = without_bold(grid, cell.text);
            let (first, end) = columns.range(cell);
            let is_group = text.len() <= MAX_GROUP_BYTES;
            for column in first..end.min(joined.len()) {
                let is_repeated = column > first;
                let is_named = !is_repeated || (is_group && lowest[column] > row);
                if is_named && (!is_repeated || room.take_text(&grid.text[text.range()])) {
                    joined[column].push(Name { text, is_repeated });
                }
            }
        }
    }
    joined
}

/// Returns a text of the header without the marks of bold around it: the row of the
/// header shows as much, and `**Year ended** **2024**` is two.
fn without_bold(grid: &Grid<'_>, text: Span) -> Span {
    let inner = grid.text[text.range()]
        .strip_prefix("**")
        .and_then(|text| text.strip_suffix("**"))
        .filter(|inner| !inner.is_empty() && !inner.contains("**"));
    inner.map_or(text, |_| Span::new(text.start + 2, text.end - 2))
}
