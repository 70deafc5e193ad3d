//! Builds tables by their tags.

use super::elements::TaggedElement;
use super::{Leaf, columns};
use crate::reader::pdf::layout::lines::Line;
use crate::reader::pdf::layout::table::{
    Table, TableCell, drop_empty_columns, filled, header_rows, places,
};
use std::collections::HashSet;

/// A cell spans at most this many columns or rows: more is a mistake of the producer.
const MAX_SPAN: usize = 64;
/// No row has more cells: spans could otherwise make millions of one tag.
const MAX_COLUMNS: usize = 512;
/// A title may be above a table with at least this many columns.
///
/// In a table of two, a row with one cell names the group of the rows below it.
const MIN_COLUMNS_BELOW_TITLE: usize = 3;

/// The tables of a tagged table, and the titles above them.
pub(super) struct TaggedTables {
    /// The texts of the first rows that are nothing but a title.
    pub(super) titles: Vec<TableCell>,
    pub(super) tables: Vec<Table>,
}

/// Builds the table of these cells.
///
/// A change of the row in the tags begins a row, and the second paragraph of a cell is
/// added to its cell. The first rows all cells of which are headers form the header; an
/// empty corner tagged as `TD` does not end it. Without header cells a title above the
/// columns, "Prices 2024" alone in its row, is taken out of the table. Without these
/// rules "Prices 2024" would be the header that each part of the table repeats.
pub(super) fn build(leaves: Vec<Leaf>, elements: &[TaggedElement]) -> TaggedTables {
    let mut rows: Vec<Vec<TableCell>> = Vec::new();
    let mut headers: Vec<bool> = Vec::new();
    // For each column, the number of rows from here on that a cell of an earlier row
    // spans.
    let mut taken: Vec<usize> = Vec::new();
    let (mut row, mut cell) = (None, None);
    for Leaf { element, lines, .. } in with_empty_cells(leaves, elements) {
        let element = &elements[element];
        if rows.is_empty() || element.row != row {
            row = element.row;
            cell = None;
            rows.push(Vec::new());
            headers.push(true);
        }
        let (Some(cells), Some(is_header)) = (rows.last_mut(), headers.last_mut()) else {
            continue;
        };
        // A cell has as many leaves as paragraphs.
        if element.cell == cell && cell.is_some() {
            if let Some(last) = cells.iter_mut().rev().find(|cell| !cell.is_empty()) {
                last.extend(lines);
            }
            continue;
        }
        cell = element.cell;
        // The empty corner of a header is mostly tagged `TD`.
        *is_header &= element.is_header || lines.is_empty();
        add(cells, lines, element, &mut taken);
    }
    let (mut rows, headers): (Vec<_>, Vec<_>) = (rows.into_iter().zip(headers))
        // Rows of empty cells keep the spans above in order until here.
        .filter(|(row, _)| filled(row) > 0)
        .unzip();
    let header = headers.iter().take_while(|is_header| **is_header).count();
    // Tagged header cells show that the first row is no title.
    let titles = if header == 0 { title_rows(&rows) } else { 0 };
    let titles: Vec<TableCell> = (rows.drain(..titles))
        .map(|row| row.into_iter().flatten().collect())
        .collect();
    let second = columns::second_table(&rows).map(|second| rows.split_off(second));
    let mut tables = vec![table(rows, header)];
    tables.extend(second.map(|rows| table(rows, 0)));
    TaggedTables { titles, tables }
}

/// Returns the table of these rows, with the rows aligned.
///
/// Columns without text are dropped: a heading may span three columns, of which the rows
/// below fill two. Where no cell is tagged as a header, bold rows are the header. Without
/// the first rule each row would end with an empty cell.
fn table(mut rows: Vec<Vec<TableCell>>, header: usize) -> Table {
    columns::align(&mut rows);
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut rows {
        row.resize(width, TableCell::new());
    }
    // After the alignment: a heading may span a column that no row fills.
    drop_empty_columns(&mut rows);
    Table {
        is_of_amounts: false,
        header: if header == 0 {
            header_rows(&rows)
        } else {
            header.min(rows.len())
        },
        columns: vec![0.0; rows.first().map_or(0, Vec::len)],
        places: places(rows.iter().flatten().flatten()),
        rows,
        ..Table::default()
    }
}

/// Adds the cells of the table that hold no text, which are not leaves.
///
/// Without them "Tea", an empty cell and "3" would be "Tea" and "3", in the first two
/// columns.
fn with_empty_cells(mut leaves: Vec<Leaf>, elements: &[TaggedElement]) -> Vec<Leaf> {
    let Some(table) = leaves.first().and_then(|leaf| elements[leaf.element].table) else {
        return leaves;
    };
    let filled: HashSet<usize> = (leaves.iter())
        .filter_map(|leaf| elements[leaf.element].cell)
        .collect();
    let table_elements = (elements.iter().enumerate().skip(table))
        .take_while(|(_, element)| element.table == Some(table));
    let empty = table_elements
        // A cell is its own cell; elements in it have the index of the cell.
        .filter(|(at, element)| element.cell == Some(*at) && !filled.contains(at))
        .map(|(element, _)| Leaf {
            element,
            lines: Vec::new(),
            is_undrawn: false,
        });
    leaves.extend(empty);
    // In the order of the tags, so that the empty cells are at their places.
    leaves.sort_by_key(|leaf| leaf.element);
    leaves
}

/// Returns how many of the first rows are a title: they hold one cell each.
///
/// Spreadsheets have their title in the first cell. As the header of the table it would
/// be repeated in each of its parts. In a table of two columns a row with one cell names
/// the group of the rows below it.
fn title_rows(rows: &[Vec<TableCell>]) -> usize {
    let most = rows.iter().map(|row| filled(row)).max().unwrap_or(0);
    // In two columns a row with one cell names a group.
    if most < MIN_COLUMNS_BELOW_TITLE {
        return 0;
    }
    rows.iter().take_while(|row| filled(row) == 1).count()
}

/// Adds a cell after those that reach into the row from above.
///
/// A year that spans three rows is tagged in the first; the second and third begin with
/// its neighbour, which belongs into the second column. A cell over two columns is
/// followed by an empty one. Spans are limited: one tag could otherwise make millions of
/// cells.
fn add(
    cells: &mut Vec<TableCell>,
    lines: Vec<Line>,
    element: &TaggedElement,
    taken: &mut Vec<usize>,
) {
    // A cell that spans rows from above has its place in this row, but no tag.
    while cells.len() < MAX_COLUMNS
        && let Some(rows) = taken.get_mut(cells.len()).filter(|rows| **rows > 0)
    {
        *rows -= 1;
        cells.push(TableCell::new());
    }
    let columns = usize::from(element.columns).clamp(1, MAX_SPAN);
    let rows = usize::from(element.rows).clamp(1, MAX_SPAN);
    // The text is kept in the last cell, since the row may not grow.
    if cells.len() + columns > MAX_COLUMNS {
        if let Some(last) = cells.last_mut() {
            last.extend(lines);
        }
        return;
    }
    taken.resize(taken.len().max(cells.len() + columns), 0);
    taken[cells.len()..cells.len() + columns].fill(rows - 1);
    cells.push(lines);
    // The places of a spanning cell after the first are empty.
    cells.resize(cells.len() + columns - 1, TableCell::new());
}
