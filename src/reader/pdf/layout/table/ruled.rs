//! Tables whose cells are set apart by lines.

use super::super::super::page::{Box, Font};
use super::super::block::{Cell, Table, drop_empty_columns};
use super::super::frame::Frame;
use super::super::line::lines;
use super::super::word::{Run, Word, Words, piece};
use super::grid::{Grid, grids};
use super::{Rules, header_rows, rows, spans};

/// Takes the tables of a page out of its runs; in the place of each stands one run that names it.
pub(in super::super) fn take(
    runs: &mut Vec<Run>,
    rules: &Rules,
    (page, frame): (usize, Frame),
    words: &mut Words,
    fonts: &[Font],
) -> Vec<Table> {
    let mut tables = Vec::new();
    for mut grid in grids(rules) {
        let area = grid.area();
        let inside: Vec<Run> = (runs.iter().filter(|run| touches(run, area)))
            .cloned()
            .collect();
        grid.add_gutters(&spans::lines(&inside, words), words);
        let cells = fill(&grid, runs, words);
        if !is_table(&cells) {
            continue;
        }
        let area = grid.area();
        remove(runs, area, words);
        let table = build(&grid, cells, (page, frame), words, fonts);
        runs.push(stand_in(area, tables.len()));
        tables.push(table);
    }
    tables
}

/// The runs of each cell, row by row.
type Cells = Vec<Vec<Vec<Run>>>;

fn fill(grid: &Grid, runs: &[Run], words: &Words) -> Cells {
    let mut cells: Cells = vec![vec![Vec::new(); grid.columns()]; grid.rows()];
    let area = grid.area();
    for run in runs.iter().filter(|run| touches(run, area)) {
        // A run may go over the edge of a cell: each piece of it is a run of its own.
        let of_run = words.get(run.words.clone());
        let mut from = 0;
        while from < of_run.len() {
            let place = grid.place(&of_run[from]);
            let mut to = from + 1;
            while to < of_run.len() && grid.place(&of_run[to]) == place {
                to += 1;
            }
            if let Some((row, column)) = place {
                cells[row][column].push(piece(run, from, to, of_run));
            }
            from = to;
        }
    }
    cells
}

/// The rows with what stands in several columns parted, and the number of the grid's row that each is.
fn part(cells: Cells, grid: &Grid, words: &Words) -> Vec<(usize, Vec<Vec<Run>>)> {
    let is_loose = is_loose(&cells, grid, words);
    let mut rows = Vec::with_capacity(cells.len());
    for (nth, mut row) in cells.into_iter().enumerate() {
        let mut below: Vec<Vec<Run>> = vec![Vec::new(); row.len()];
        for column in 0..row.len() {
            let end = grid.end(nth, column);
            if end > column + 1 && !row[column].is_empty() {
                let runs = std::mem::take(&mut row[column]);
                let edges = grid.edges_within(nth, (column, end), is_loose);
                let parted = spans::part(runs, &edges, words);
                let is_one = parted.over.is_empty();
                row[column].extend(parted.over);
                let into = if is_one { &mut row } else { &mut below };
                for (cell, part) in into[column..].iter_mut().zip(parted.columns) {
                    cell.extend(part);
                }
            }
        }
        let has_below = below.iter().any(|cell| !cell.is_empty());
        rows.push((nth, row));
        rows.extend(has_below.then_some((nth, below)));
    }
    rows
}

/// Whether at least half of the text stands in rows that no lines part.
fn is_loose(cells: &Cells, grid: &Grid, words: &Words) -> bool {
    let (mut all, mut loose) = (0, 0);
    for (nth, row) in cells.iter().enumerate() {
        let lines = (row.iter().map(|cell| spans::lines(cell, words).len())).max();
        all += lines.unwrap_or(0);
        if grid.is_open(nth) {
            loose += lines.unwrap_or(0);
        }
    }
    loose * 2 >= all
}

fn touches(run: &Run, area: Box) -> bool {
    run.table.is_none()
        && run.x1 > area[0]
        && run.x0 < area[2]
        && run.y > area[1]
        && run.top() < area[3]
}

/// Whether enough of the grid is filled: the lines of a chart are not.
fn is_table(cells: &Cells) -> bool {
    let rows = cells
        .iter()
        .filter(|row| row.iter().any(|cell| !cell.is_empty()))
        .count();
    let width = cells.first().map_or(0, Vec::len);
    let columns = (0..width)
        .filter(|column| cells.iter().any(|row| !row[*column].is_empty()))
        .count();
    rows > 1 && columns > 1 && rows * 2 >= cells.len()
}

/// Takes the words in `area` out of the runs.
fn remove(runs: &mut Vec<Run>, area: Box, words: &Words) {
    let is_in = |word: &Word| {
        let (x, y) = (f32::midpoint(word.x0, word.x1), word.y - 0.3 * word.size);
        area[0] <= x && x <= area[2] && area[1] <= y && y <= area[3]
    };
    let mut kept = Vec::with_capacity(runs.len());
    for run in runs.drain(..) {
        if !touches(&run, area) {
            kept.push(run);
            continue;
        }
        let of_run = words.get(run.words.clone());
        let mut from = 0;
        for chunk in of_run.chunk_by(|a, b| is_in(a) == is_in(b)) {
            if !is_in(&chunk[0]) {
                kept.push(piece(&run, from, from + chunk.len(), of_run));
            }
            from += chunk.len();
        }
    }
    *runs = kept;
}

/// A run of the table's extent.
fn stand_in(area: Box, table: usize) -> Run {
    let size = (area[3] - area[1]) / 0.95;
    Run {
        words: 0..0,
        x0: area[0],
        x1: area[2],
        y: area[1] + 0.75 * size,
        size,
        chars: 0,
        table: Some(table),
    }
}

fn build(
    grid: &Grid,
    cells: Cells,
    (page, frame): (usize, Frame),
    words: &mut Words,
    fonts: &[Font],
) -> Table {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (nth, row) in part(cells, grid, words) {
        let row: Vec<Cell> = (row.into_iter())
            .map(|runs| lines(runs, page, words, fonts))
            .collect();
        rows.extend(rows::part(
            row,
            |column| grid.xs[grid.end(nth, column)],
            words,
        ));
    }
    rows::spread(&mut rows);
    let is_filled = drop_empty_columns(&mut rows);
    let columns = (grid.xs.iter().zip(&is_filled)).filter(|(_, is_filled)| **is_filled);
    let columns = columns.map(|(x, _)| *x).collect();
    Table {
        header: header_rows(&rows),
        rows,
        columns,
        places: vec![(page, frame.on_page(grid.area()))],
    }
}
