//! Finds the columns of a table that a reader sees, which are fewer than those of the
//! markup.

use super::grid::Grid;
use super::span::Cell;

/// The visible columns of a table. Filings set a number over three columns of markup,
/// `$`, digits and `)`, between narrow blank ones.
#[derive(Debug)]
pub(super) struct Columns {
    /// The first column of the markup of each visible one, ascending.
    starts: Vec<u32>,
}

impl Columns {
    /// Finds the columns in which some text begins, and merges those that are one.
    ///
    /// Two neighbours are one if no row has a text in both and some text reaches from one
    /// into the other: `$1,204` over three columns above `310` over two of them. Without
    /// the second condition, `debit | ` above ` | credit` would be one column.
    pub(super) fn find(grid: &Grid<'_>) -> Self {
        let starts = starts(grid);
        if grid.cells().all(|cell| cell.width <= 1) {
            return Self { starts };
        }
        let narrow = Self { starts };
        let width = narrow.starts.len();
        // The rows with text in each column, and the texts that reach into it.
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); width];
        let mut first_reached = vec![width; width];
        for row in 0..grid.height() {
            for cell in grid.cells_of(row) {
                let (first, end) = narrow.range(cell);
                rows[first].push(crate::document::offset(row));
                // The nearest text that reaches here begins last.
                for reached in &mut first_reached[(first + 1).min(end)..end] {
                    *reached = if *reached == width {
                        first
                    } else {
                        first.max(*reached)
                    };
                }
            }
        }
        let mut merged = Vec::with_capacity(width);
        let mut group_of_row = vec![usize::MAX; grid.height()];
        for column in 0..width {
            let is_new = merged.is_empty()
                || first_reached[column] == width
                || narrow.starts[first_reached[column]] < merged[merged.len() - 1]
                || rows[column]
                    .iter()
                    .any(|row| group_of_row[*row as usize] == merged.len());
            if is_new {
                merged.push(narrow.starts[column]);
            }
            for row in &rows[column] {
                group_of_row[*row as usize] = merged.len();
            }
        }
        Self { starts: merged }
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Returns the first column of a cell and the one after its last.
    pub(super) fn range(&self, cell: &Cell) -> (usize, usize) {
        let first = self.starts.partition_point(|start| *start <= cell.start);
        let end = self.starts.partition_point(|start| *start < cell.end());
        let first = first.saturating_sub(1);
        (first, end.max(first + 1))
    }

    /// Returns a value for each column.
    pub(super) fn each<T>(&self, value: impl FnMut() -> T) -> Vec<T> {
        std::iter::repeat_with(value).take(self.len()).collect()
    }
}

/// The number of columns that are sorted at once. A table of millions of cells has few
/// columns, and a sort of all its cells could not be stopped.
const MAX_SORTED: usize = 1 << 14;

/// Returns the columns of the markup in which some text begins, ascending.
fn starts(grid: &Grid<'_>) -> Vec<u32> {
    let mut starts = Vec::new();
    let mut most = MAX_SORTED;
    let distinct = |starts: &mut Vec<u32>| {
        starts.sort_unstable();
        starts.dedup();
    };
    for cell in grid.cells() {
        starts.push(cell.start);
        if starts.len() >= most {
            distinct(&mut starts);
            most = MAX_SORTED.max(2 * starts.len());
        }
    }
    distinct(&mut starts);
    starts
}
