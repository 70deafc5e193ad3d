//! Puts the cells of a tagged table into columns by their places, where the tags do not.
//!
//! Programs leave out empty cells, do not declare merged ones, or tag the cells of a row
//! in another order.

use crate::reader::pdf::layout::place::Extent;
use crate::reader::pdf::layout::table::{TableCell, filled};
use std::collections::BTreeMap;

/// Tables of more columns keep the order of their tags: aligning them takes quadratic
/// time.
const MAX_COLUMNS: usize = 64;
/// A second table has more than this many rows with more cells, and rows above them.
///
/// A header of two rows has more cells than the rows below it as well.
const MIN_ROWS_APART: usize = 2;
/// The fewest steps to the left for each step to the right in a right-to-left table.
const LEFT_PER_RIGHT: usize = 4;
/// The width of a cell that is compared is at least this, in points.
const MIN_WIDTH: f32 = 0.1;
/// The distance of a cell that costs as much as a full overlap gains, in points.
const DISTANCE_SCALE: f32 = 100.0;

/// A cell and its extent, which is negated in right-to-left tables.
struct PlacedCell {
    extent: Extent,
    cell: TableCell,
}

/// Aligns the rows if they differ in width, or if their cells are in no order.
///
/// A row "Tea", "3" whose empty cell in between is not tagged would have "3" in the
/// second column. Rows of one width in one order need no correction, and places would
/// only add errors: a wide number may begin left of its column. Very wide tables keep the
/// order of their tags, because aligning takes quadratic time.
pub(super) fn align(rows: &mut [Vec<TableCell>]) {
    let order = cell_order(rows);
    let width = rows.first().map_or(0, Vec::len);
    // Correct tags need no places: a wide number may begin left of its column.
    let is_even = rows.iter().all(|row| row.len() == width);
    if rows.iter().any(|row| row.len() > MAX_COLUMNS) || is_even && order != CellOrder::Mixed {
        return;
    }
    let mut cells: Vec<Vec<PlacedCell>> = (rows.iter_mut())
        .map(|row| {
            let cells = std::mem::take(row).into_iter();
            // Cells without lines have no place and are made again by the columns.
            let mut cells: Vec<PlacedCell> = cells
                .filter_map(|cell| {
                    let extent = extent(&cell, order)?;
                    Some(PlacedCell { extent, cell })
                })
                .collect();
            cells.sort_by(|a, b| a.extent.start.total_cmp(&b.extent.start));
            cells
        })
        .collect();
    let columns = columns(&cells);
    for (row, cells) in rows.iter_mut().zip(&mut cells) {
        let extents: Vec<Extent> = cells.iter().map(|cell| cell.extent).collect();
        let places = places(&extents, &columns);
        row.resize(columns.len(), TableCell::new());
        for (placed, place) in cells.drain(..).zip(places) {
            row[place].extend(placed.cell);
        }
    }
}

/// Returns the row at which a second table begins that is tagged as part of the first.
///
/// A sheet of a spreadsheet is tagged as one table. Its second table is a run of rows
/// that have more cells than all others. A header of two rows has more cells than the
/// rows below it as well, so there are three rows above the run and three in it. Without
/// this rule "Tea   3" in ten rows and "Milk   1   7" in the four below would be one
/// table, with a column that most rows leave empty.
pub(super) fn second_table(rows: &[Vec<TableCell>]) -> Option<usize> {
    let usual = usual_width(rows.iter().map(|row| filled(row)));
    let wider: Vec<usize> = (0..rows.len())
        .filter(|at| filled(&rows[*at]) > usual)
        .collect();
    let (first, last) = (*wider.first()?, *wider.last()?);
    let is_run = last - first + 1 == wider.len();
    (first > MIN_ROWS_APART && wider.len() > MIN_ROWS_APART && is_run).then_some(first)
}

/// Returns the number of cells of the rows that have most of the cells together.
///
/// It is not the most frequent number: in a table with a group title above each row, half
/// of the rows have one cell.
fn usual_width(widths: impl Iterator<Item = usize>) -> usize {
    let mut cells: BTreeMap<usize, usize> = BTreeMap::new();
    for width in widths {
        // Weighted by cells, so that a group title above each row does not decide.
        *cells.entry(width).or_default() += width;
    }
    let usual = cells
        .into_iter()
        .max_by_key(|(width, cells)| (*cells, *width));
    usual.map_or(0, |(width, _)| width)
}

/// The order of the cells of a row on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CellOrder {
    LeftToRight,
    RightToLeft,
    Mixed,
}

/// Returns the order in which the cells of the rows are tagged.
///
/// A few steps to the right in a right-to-left table are merged cells: with more than
/// four steps to the left for each of them the table is read from right to left. Without
/// this rule the columns of an Arabic table with one merged cell would be reversed.
fn cell_order(rows: &[Vec<TableCell>]) -> CellOrder {
    let (mut right, mut left) = (0_usize, 0_usize);
    for row in rows {
        let extents: Vec<Extent> = (row.iter())
            .filter_map(|cell| extent(cell, CellOrder::LeftToRight))
            .collect();
        for pair in extents.windows(2) {
            // Overlapping cells are above each other and count for neither order.
            right += usize::from(pair[0].end <= pair[1].start);
            left += usize::from(pair[1].end <= pair[0].start);
        }
    }
    match (right, left) {
        (_, 0) => CellOrder::LeftToRight,
        (0, _) => CellOrder::RightToLeft,
        // A few merged cells step to the right in an Arabic table as well.
        (right, left) if left > LEFT_PER_RIGHT * right => CellOrder::RightToLeft,
        _ => CellOrder::Mixed,
    }
}

/// Returns the extent of a cell's lines, negated in right-to-left tables: there the first
/// column is the rightmost.
///
/// With the left ends as they are, the columns of an Arabic table would be in reverse
/// order. An empty cell has no place.
fn extent(cell: &TableCell, order: CellOrder) -> Option<Extent> {
    let left = cell.iter().map(|line| line.area[0]).reduce(f32::min)?;
    let right = cell.iter().map(|line| line.area[2]).reduce(f32::max)?;
    // Negated, the first column of an Arabic table has the least place.
    Some(if order == CellOrder::RightToLeft {
        Extent {
            start: -right,
            end: -left,
        }
    } else {
        Extent {
            start: left,
            end: right,
        }
    })
}

/// Returns the columns of the rows of usual width, and those that other rows have in
/// between.
///
/// A text that is too wide for its cell reaches into the next column: the edge between
/// both is in the middle of what they share. A column may be empty in all rows of usual
/// width, as that of the remarks: the cell of another row that is beside all columns adds
/// it. Without the last rule the remark would be in the column beside it.
fn columns(rows: &[Vec<PlacedCell>]) -> Vec<Extent> {
    let usual = usual_width(rows.iter().map(Vec::len));
    let mut columns = vec![Extent::EMPTY; usual];
    for row in rows.iter().filter(|row| row.len() == usual) {
        for (column, cell) in columns.iter_mut().zip(row) {
            *column = column.cover(cell.extent);
        }
    }
    // A text too wide for its cell: the edge is in the middle of what both share.
    for nth in 1..usual {
        let (left, right) = (columns[nth - 1].end, columns[nth].start);
        if left > right {
            let between = f32::midpoint(left, right);
            columns[nth - 1].end = between;
            columns[nth].start = between;
        }
    }
    // A column that only other rows fill, as that of the remarks.
    for cell in rows.iter().flatten() {
        let is_apart =
            |column: &Extent| cell.extent.end <= column.start || cell.extent.start >= column.end;
        // Beside all columns: a cell that overlaps one belongs to it.
        if columns.len() < MAX_COLUMNS && columns.iter().all(is_apart) {
            let at = columns.partition_point(|column| column.start < cell.extent.start);
            columns.insert(at, cell.extent);
        }
    }
    columns
}

/// Returns the column of each cell of a row.
///
/// Each cell is in a column after that of the previous cell, and as near to its place as
/// that allows. Where there are more cells than columns, cells share them. A title over
/// several columns goes into the first column, not into that of its middle. By its
/// middle, the title would be the head of the second column.
fn places(cells: &[Extent], columns: &[Extent]) -> Vec<usize> {
    // More cells than columns: two of them share one.
    if columns.len() < cells.len() {
        return cells.iter().map(|cell| nearest(*cell, columns)).collect();
    }
    // By its middle a title would be the head of the second column.
    if let [lone] = cells {
        let above = columns.iter().filter(|column| fit(*lone, **column) > 0.0);
        if above.count() > 1 {
            return vec![0];
        }
    }
    best_places(cells, columns)
}

/// Returns the column that fits a cell best.
///
/// A row of more cells than columns has two cells in one of them; each is in the column
/// that it overlaps most.
fn nearest(cell: Extent, columns: &[Extent]) -> usize {
    let by_fit = |a: &usize, b: &usize| fit(cell, columns[*a]).total_cmp(&fit(cell, columns[*b]));
    (0..columns.len()).max_by(by_fit).unwrap_or(0)
}

/// Returns the ascending columns with the best sum of fits (dynamic programming).
///
/// Choosing the nearest column for each cell in turn fails where a wide first cell takes
/// the place of the second one: "Green tea from Japan" may reach into the column of "3",
/// and "3" would be in the column after its own.
fn best_places(cells: &[Extent], columns: &[Extent]) -> Vec<usize> {
    // best[cell][column]: the best sum of the cells before `cell` in the columns before
    // `column`.
    let worst = f32::NEG_INFINITY;
    let mut best = vec![vec![worst; columns.len() + 1]; cells.len() + 1];
    best[0].fill(0.0);
    for (nth, cell) in cells.iter().enumerate() {
        for (at, column) in columns.iter().enumerate() {
            let here = best[nth][at] + fit(*cell, *column);
            best[nth + 1][at + 1] = best[nth + 1][at].max(here);
        }
    }
    let mut places = vec![0; cells.len()];
    let mut at = columns.len();
    for nth in (0..cells.len()).rev() {
        // The leftmost column with the same sum, but one is left for each cell before.
        while at > nth + 1 && best[nth + 1][at - 1] >= best[nth + 1][at] {
            at -= 1;
        }
        at -= 1;
        places[nth] = at;
    }
    places
}

/// Returns how well a cell fits a column: the share of the shorter extent that both have
/// in common, or below zero their distance.
///
/// A number is narrower than the header above it, so the shorter one counts: "7" below
/// "Quantity" fits fully. By the share of the longer extent it would hardly fit at all.
fn fit(a: Extent, b: Extent) -> f32 {
    let common = a.overlap(b);
    // Of the shorter extent: "7" below "Quantity" fits fully.
    if common > 0.0 {
        common / (a.end - a.start).min(b.end - b.start).max(MIN_WIDTH)
    } else {
        common / DISTANCE_SCALE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intervals<const N: usize>(ends: [(f32, f32); N]) -> [Extent; N] {
        ends.map(|(start, end)| Extent { start, end })
    }

    #[test]
    fn cells_are_in_the_columns_they_are_under() {
        let columns = intervals([(10.0, 40.0), (60.0, 90.0), (100.0, 130.0), (150.0, 180.0)]);
        let two = intervals([(12.0, 14.0), (15.0, 17.0)]);
        assert_eq!(
            places(&intervals([(12.0, 30.0), (105.0, 125.0)]), &columns),
            [0, 2]
        );
        assert_eq!(
            places(
                &intervals([(62.0, 80.0), (85.0, 125.0), (190.0, 200.0)]),
                &columns
            ),
            [1, 2, 3]
        );
        assert_eq!(places(&intervals([(30.0, 170.0)]), &columns), [0]);
        assert_eq!(places(&intervals([(155.0, 170.0)]), &columns), [3]);
        assert_eq!(places(&two, &columns), [0, 1]);
        assert_eq!(places(&two, &columns[..1]), [0, 0]);
    }
}
