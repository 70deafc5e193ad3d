//! Puts cells into columns by where they stand, where the tags do not: programs leave out cells without text, or say nothing
//! of cells that were merged, or name those of a row in another order.

use super::super::block::Cell;
use std::collections::BTreeMap;

/// Tables of more columns stay as they are tagged.
const MAX_COLUMNS: usize = 64;

/// From left to right, or from right to left in scripts that are read so.
type Extent = (f32, f32);

/// Aligns the rows if they differ in width, or if their cells stand in no order.
pub(super) fn align(rows: &mut [Vec<Cell>]) {
    let direction = direction(rows);
    let width = rows.first().map_or(0, Vec::len);
    let is_even = rows.iter().all(|row| row.len() == width);
    if rows.iter().any(|row| row.len() > MAX_COLUMNS) || is_even && direction != Direction::Mixed {
        return;
    }
    let mut cells: Vec<Vec<(Extent, Cell)>> = (rows.iter_mut())
        .map(|row| {
            let cells = std::mem::take(row).into_iter();
            let mut cells: Vec<(Extent, Cell)> = cells
                .filter_map(|cell| Some((extent(&cell, direction)?, cell)))
                .collect();
            cells.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
            cells
        })
        .collect();
    let columns = columns(&cells);
    for (row, cells) in rows.iter_mut().zip(&mut cells) {
        let extents: Vec<Extent> = cells.iter().map(|(extent, _)| *extent).collect();
        let places = places(&extents, &columns);
        row.resize(columns.len(), Cell::new());
        for ((_, cell), place) in cells.drain(..).zip(places) {
            row[place].extend(cell);
        }
    }
}

/// Where a second table begins that is tagged as part of the first: its rows, and no others, have more cells.
pub(super) fn second_table(rows: &[Vec<Cell>]) -> Option<usize> {
    let filled = |row: &Vec<Cell>| row.iter().filter(|cell| !cell.is_empty()).count();
    let usual = usual(rows.iter().map(filled));
    let more: Vec<usize> = (0..rows.len())
        .filter(|at| filled(&rows[*at]) > usual)
        .collect();
    let (first, last) = (*more.first()?, *more.last()?);
    (first > 2 && more.len() > 2 && last - first + 1 == more.len()).then_some(first)
}

/// How many cells the rows have that most cells are in.
fn usual(cells: impl Iterator<Item = usize>) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for cells in cells {
        *counts.entry(cells).or_default() += cells;
    }
    let usual = counts
        .into_iter()
        .max_by_key(|(cells, of_all)| (*of_all, *cells));
    usual.map_or(0, |(cells, _)| cells)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Right,
    Left,
    Mixed,
}

/// Which way the cells of the rows go.
fn direction(rows: &[Vec<Cell>]) -> Direction {
    let (mut right, mut left) = (0_usize, 0_usize);
    for row in rows {
        let extents: Vec<Extent> = (row.iter())
            .filter_map(|cell| extent(cell, Direction::Right))
            .collect();
        for pair in extents.windows(2) {
            right += usize::from(pair[0].1 <= pair[1].0);
            left += usize::from(pair[1].1 <= pair[0].0);
        }
    }
    match (right, left) {
        (_, 0) => Direction::Right,
        (0, _) => Direction::Left,
        (right, left) if left > 4 * right => Direction::Left,
        _ => Direction::Mixed,
    }
}

/// Where a cell's lines begin and end.
fn extent(cell: &Cell, direction: Direction) -> Option<Extent> {
    let left = cell.iter().map(|line| line.area[0]).reduce(f32::min)?;
    let right = cell.iter().map(|line| line.area[2]).reduce(f32::max)?;
    Some(if direction == Direction::Left {
        (-right, -left)
    } else {
        (left, right)
    })
}

/// The columns of the rows that are most alike, and those that others have in between.
fn columns(rows: &[Vec<(Extent, Cell)>]) -> Vec<Extent> {
    let usual = usual(rows.iter().map(Vec::len));
    let mut columns: Vec<Extent> = vec![(f32::MAX, f32::MIN); usual];
    for row in rows.iter().filter(|row| row.len() == usual) {
        for (column, (extent, _)) in columns.iter_mut().zip(row) {
            *column = (column.0.min(extent.0), column.1.max(extent.1));
        }
    }
    // Text that is too wide reaches into the next column.
    for nth in 1..usual {
        let (left, right) = (columns[nth - 1].1, columns[nth].0);
        if left > right {
            let between = 0.5 * (left + right);
            columns[nth - 1].1 = between;
            columns[nth].0 = between;
        }
    }
    for (extent, _) in rows.iter().flatten() {
        let is_apart = |column: &Extent| extent.1 <= column.0 || extent.0 >= column.1;
        if columns.len() < MAX_COLUMNS && columns.iter().all(is_apart) {
            let at = columns.partition_point(|column| column.0 < extent.0);
            columns.insert(at, *extent);
        }
    }
    columns
}

/// The column of each cell of a row: each behind the one before, and as near to its place as can be; where there are more cells
/// than columns, those share them.
fn places(cells: &[Extent], columns: &[Extent]) -> Vec<usize> {
    if columns.len() < cells.len() {
        let nearest = |cell: &Extent| {
            let by_overlap = |a: &usize, b: &usize| {
                overlap(*cell, columns[*a]).total_cmp(&overlap(*cell, columns[*b]))
            };
            (0..columns.len()).max_by(by_overlap).unwrap_or(0)
        };
        return cells.iter().map(nearest).collect();
    }
    if let [lone] = cells {
        let within = columns
            .iter()
            .filter(|column| overlap(*lone, **column) > 0.0);
        if within.count() > 1 {
            return vec![0];
        }
    }
    // best[cell][column]: of the cells up to this one, with this one in one of the columns up to this one.
    let worst = f32::NEG_INFINITY;
    let mut best = vec![vec![worst; columns.len() + 1]; cells.len() + 1];
    best[0].fill(0.0);
    for (nth, cell) in cells.iter().enumerate() {
        for (at, column) in columns.iter().enumerate() {
            let here = best[nth][at] + overlap(*cell, *column);
            best[nth + 1][at + 1] = best[nth + 1][at].max(here);
        }
    }
    let mut places = vec![0; cells.len()];
    let mut at = columns.len();
    for nth in (0..cells.len()).rev() {
        while at > nth + 1 && best[nth + 1][at - 1] >= best[nth + 1][at] {
            at -= 1;
        }
        at -= 1;
        places[nth] = at;
    }
    places
}

/// How far two extents overlap, as a share of the shorter one; below zero, how far they are apart, in hundreds of points.
fn overlap(a: Extent, b: Extent) -> f32 {
    let common = a.1.min(b.1) - a.0.max(b.0);
    if common > 0.0 {
        common / (a.1 - a.0).min(b.1 - b.0).max(0.1)
    } else {
        common / 100.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_in_the_columns_they_are_under() {
        let columns = [(10.0, 40.0), (60.0, 90.0), (100.0, 130.0), (150.0, 180.0)];
        assert_eq!(places(&[(12.0, 30.0), (105.0, 125.0)], &columns), [0, 2]);
        assert_eq!(
            places(&[(62.0, 80.0), (85.0, 125.0), (190.0, 200.0)], &columns),
            [1, 2, 3]
        );
        assert_eq!(places(&[(30.0, 170.0)], &columns), [0]);
        assert_eq!(places(&[(155.0, 170.0)], &columns), [3]);
        assert_eq!(places(&[(12.0, 14.0), (15.0, 17.0)], &columns), [0, 1]);
        assert_eq!(places(&[(12.0, 14.0), (15.0, 17.0)], &columns[..1]), [0, 0]);
    }
}
