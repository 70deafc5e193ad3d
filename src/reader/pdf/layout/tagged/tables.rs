//! Tables by their tags.

use super::super::Frame;
use super::super::block::{Cell, Table, drop_empty_columns, places};
use super::super::line::Line;
use super::super::table::header_rows;
use super::columns;
use super::elements::Element;
use std::collections::HashSet;

/// A cell spans at most this many columns or rows: more is a mistake.
const MAX_SPAN: usize = 64;
/// No row has more cells.
const MAX_COLUMNS: usize = 512;

/// The table of these cells, and what its first rows hold that are nothing but a title over all of it. A sheet of a spreadsheet
/// is tagged as one table; what stands below the first with more columns is another.
pub(super) fn build(
    leaves: Vec<(usize, Vec<Line>)>,
    elements: &[Element],
    frames: &[Frame],
) -> (Vec<Cell>, Vec<Table>) {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut headers: Vec<bool> = Vec::new();
    // For each column, how many rows from here on a cell of an earlier row reaches into.
    let mut taken: Vec<usize> = Vec::new();
    let (mut row, mut cell) = (None, None);
    for (leaf, lines) in with_empty_cells(leaves, elements) {
        let element = &elements[leaf];
        if rows.is_empty() || element.row != row {
            row = element.row;
            cell = None;
            rows.push(Vec::new());
            headers.push(true);
        }
        let (Some(cells), Some(is_header)) = (rows.last_mut(), headers.last_mut()) else {
            continue;
        };
        if element.cell == cell && cell.is_some() {
            if let Some(last) = cells.iter_mut().rev().find(|cell| !cell.is_empty()) {
                last.extend(lines);
            }
            continue;
        }
        cell = element.cell;
        *is_header &= element.is_header || lines.is_empty();
        add(cells, lines, element, &mut taken);
    }
    let is_filled = |row: &Vec<Cell>| row.iter().any(|cell| !cell.is_empty());
    let (mut rows, headers): (Vec<_>, Vec<_>) = (rows.into_iter().zip(headers))
        .filter(|(row, _)| is_filled(row))
        .unzip();
    let header = headers.iter().take_while(|is_header| **is_header).count();
    let titles = if header == 0 { titles(&rows) } else { 0 };
    let titles: Vec<Cell> = (rows.drain(..titles))
        .map(|row| row.into_iter().flatten().collect())
        .collect();
    let mut tables = Vec::new();
    if let Some(second) = columns::second_table(&rows) {
        tables.push(table(rows.split_off(second), 0, frames));
    }
    tables.insert(0, table(rows, header, frames));
    (titles, tables)
}

/// The table of these rows.
fn table(mut rows: Vec<Vec<Cell>>, header: usize, frames: &[Frame]) -> Table {
    columns::align(&mut rows);
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut rows {
        row.resize(width, Cell::new());
    }
    // Nothing stands in a column that cells only span.
    drop_empty_columns(&mut rows);
    Table {
        header: if header == 0 {
            header_rows(&rows)
        } else {
            header.min(rows.len())
        },
        columns: vec![0.0; rows.first().map_or(0, Vec::len)],
        places: places(rows.iter().flatten().flatten(), frames),
        rows,
    }
}

/// The cells with those in between that hold nothing.
fn with_empty_cells(
    mut leaves: Vec<(usize, Vec<Line>)>,
    elements: &[Element],
) -> Vec<(usize, Vec<Line>)> {
    let Some(table) = leaves.first().and_then(|(leaf, _)| elements[*leaf].table) else {
        return leaves;
    };
    let filled: HashSet<usize> = (leaves.iter())
        .filter_map(|(leaf, _)| elements[*leaf].cell)
        .collect();
    let of_table = (elements.iter().enumerate().skip(table))
        .take_while(|(_, element)| element.table == Some(table));
    let empty = of_table
        .filter(|(at, element)| element.cell == Some(*at) && !filled.contains(at))
        .map(|(at, _)| (at, Vec::new()));
    leaves.extend(empty);
    leaves.sort_by_key(|(leaf, _)| *leaf);
    leaves
}

/// How many of the first rows hold one cell, where the table has at least three columns and one row has several cells.
fn titles(rows: &[Vec<Cell>]) -> usize {
    let filled = |row: &Vec<Cell>| row.iter().filter(|cell| !cell.is_empty()).count();
    let most = rows.iter().map(filled).max().unwrap_or(0);
    if most < 3 {
        return 0;
    }
    rows.iter().take_while(|row| filled(row) == 1).count()
}

/// Adds a cell behind those that reach in from the rows above.
fn add(cells: &mut Vec<Cell>, lines: Vec<Line>, element: &Element, taken: &mut Vec<usize>) {
    while cells.len() < MAX_COLUMNS
        && let Some(rows) = taken.get_mut(cells.len()).filter(|rows| **rows > 0)
    {
        *rows -= 1;
        cells.push(Cell::new());
    }
    let columns = usize::from(element.span.0).clamp(1, MAX_SPAN);
    let rows = usize::from(element.span.1).clamp(1, MAX_SPAN);
    if cells.len() + columns > MAX_COLUMNS {
        if let Some(last) = cells.last_mut() {
            last.extend(lines);
        }
        return;
    }
    taken.resize(taken.len().max(cells.len() + columns), 0);
    taken[cells.len()..cells.len() + columns].fill(rows - 1);
    cells.push(lines);
    cells.resize(cells.len() + columns - 1, Cell::new());
}
