//! Tables by their tags.

use super::super::Frame;
use super::super::block::{Cell, Table, drop_empty_columns, places};
use super::super::line::Line;
use super::elements::Element;

/// A cell spans at most this many columns or rows: more is a mistake.
const MAX_SPAN: usize = 64;
/// No row has more cells.
const MAX_COLUMNS: usize = 512;

/// The table of these cells.
pub(super) fn build(
    leaves: Vec<(usize, Vec<Line>)>,
    elements: &[Element],
    frames: &[Frame],
) -> Table {
    let places = places(leaves.iter().flat_map(|(_, lines)| lines), frames);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut headers: Vec<bool> = Vec::new();
    // For each column, how many rows from here on a cell of an earlier row reaches into.
    let mut taken: Vec<usize> = Vec::new();
    let (mut row, mut cell) = (None, None);
    for (leaf, lines) in leaves {
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
        *is_header &= element.is_header;
        add(cells, lines, element, &mut taken);
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut rows {
        row.resize(width, Cell::new());
    }
    // Nothing stands in a column that cells only span.
    drop_empty_columns(&mut rows);
    let width = rows.first().map_or(0, Vec::len);
    let header = headers.iter().take_while(|is_header| **is_header).count();
    Table {
        header: header.clamp(1, rows.len().max(1)),
        columns: vec![0.0; width],
        rows,
        places,
    }
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
