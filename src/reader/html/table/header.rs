//! Finds the header rows of a table, and joins them to one.

use super::Room;
use super::columns::Columns;
use super::grid::Grid;
use super::span::Cell;
use crate::document::Span;
use crate::reader::table::{RowFeatures, RowLook, header_rows, is_value, names_year, title_rows};
use std::ops::Range;

/// The longest name of a group of columns, in bytes, that is repeated in each of them:
/// `Three months ended December 31,`.
const MAX_GROUP_BYTES: usize = 48;

/// Returns the number of rows at the top that name the columns. The table has no row
/// without text.
pub(super) fn rows(grid: &Grid<'_>, columns: &Columns) -> usize {
    if grid.marked > 0 {
        return grid.marked.min(grid.height());
    }
    // Only the first column has headings.
    if grid.has_headings {
        return 0;
    }
    header_rows(&GridRows::new(grid, columns))
}

/// The rows of a grid; `label` is the column of the labels.
struct GridRows<'g, 't> {
    grid: &'g Grid<'t>,
    columns: &'g Columns,
    label: u32,
}

impl<'g, 't> GridRows<'g, 't> {
    fn new(grid: &'g Grid<'t>, columns: &'g Columns) -> Self {
        let starts = { grid.rows() }.filter_map(|cells| cells.first().map(|cell| cell.start));
        Self {
            grid,
            columns,
            label: starts.min().unwrap_or(0),
        }
    }
}

impl RowLook for GridRows<'_, '_> {
    fn height(&self) -> usize {
        self.grid.height()
    }

    fn is_bold(&self, row: usize) -> bool {
        let mut cells = self.grid.cells_of(row);
        cells.all(|cell| is_bold(self.grid.of(cell)))
    }

    fn is_only_label(&self, row: usize) -> bool {
        self.grid.row(row).len() == 1 && self.has_label(row)
    }

    fn is_title(&self, row: usize) -> bool {
        match self.grid.row(row) {
            [cell] => self.columns.len() > 1 && self.columns.range(cell) == (0, self.columns.len()),
            _ => false,
        }
    }
}

impl RowFeatures for GridRows<'_, '_> {
    fn has_label(&self, row: usize) -> bool {
        let first = self.grid.row(row).first();
        first.is_some_and(|cell| cell.start == self.label)
    }

    fn has_value(&self, row: usize) -> bool {
        let mut cells = self.grid.cells_of(row);
        cells.any(|cell| cell.start > self.label && is_value(self.grid.of(cell)))
    }

    fn has_year(&self, row: usize) -> bool {
        let mut cells = self.grid.cells_of(row).skip(1);
        cells.any(|cell| names_year(self.grid.of(cell)))
    }

    fn has_group(&self, row: usize) -> bool {
        let is_group = |cell: &Cell| {
            let (first, end) = self.columns.range(cell);
            cell.start > self.label && end - first > 1
        };
        self.grid.row(row).iter().any(is_group)
    }
}

fn is_bold(text: &str) -> bool {
    text.len() > 4 && text.starts_with("**") && text.ends_with("**")
}

/// Returns the number of rows at the top that are titles of the whole table, above a row
/// that names its columns: `(Dollars in millions)`. They are not repeated in each column.
pub(super) fn titles(grid: &Grid<'_>, columns: &Columns, header: usize) -> usize {
    title_rows(
        &GridRows {
            grid,
            columns,
            label: 0,
        },
        header.saturating_sub(1),
    )
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
