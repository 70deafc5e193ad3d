//! Reads tables of data as a grid of cells, and writes the grid as rows of Markdown.

mod cell;
mod room;

pub(super) use cell::flatten;
pub(super) use room::Room;

use super::element::{Role, attr, role};
use super::flow::Place;
use super::hidden::is_hidden;
use super::tree::NodeId;
use super::writer::Written;
use crate::limits::Watch;
use scraper::Node;
use scraper::node::Element;

/// The longest text of a cell, in bytes, that is repeated in the columns or rows it
/// spans. A label is useful in each row, a paragraph is not.
const MAX_REPEATED_BYTES: usize = 200;

/// The cells of a table. A cell that spans several places is in each of them.
pub(super) struct Grid<'t> {
    pub(super) caption: Option<Place<'t>>,
    /// The number of header rows at the top, at least one.
    pub(super) header: usize,
    rows: Vec<Vec<Option<Cell<'t>>>>,
}

#[derive(Clone, Copy)]
struct Cell<'t> {
    place: Place<'t>,
    /// True in the places that the cell spans after its first one.
    is_repeated: bool,
}

/// Returns true for tables of data. Tables that only place things on the page are read as
/// if their cells were paragraphs.
///
/// As all functions here, it ends early if `watch` stops the read: a page may be one table.
pub(super) fn holds_data(table: Place<'_>, watch: &Watch) -> bool {
    let is_marked = table
        .children()
        .any(|part| is(part, "caption") || is(part, "thead"));
    let rows = || rows(table).take_while(|_| !watch.step());
    if is_marked || rows().any(|row| cells(row).any(|cell| is(cell, "th"))) {
        return true;
    }
    let (mut height, mut width) = (0, 0);
    for row in rows() {
        height += 1;
        width = width.max(cells(row).take(2).count());
        for cell in cells(row) {
            // A cell of data has no headings, lists or forms.
            let places = |node: Place<'_>| {
                let Node::Element(element) = node.value() else {
                    return false;
                };
                matches!(
                    role(element),
                    Role::Heading(_)
                        | Role::Table
                        | Role::Preformatted
                        | Role::List
                        | Role::Terms
                        | Role::Figure
                ) || element.name() == "form"
            };
            if cell.descendants().any(places) {
                return false;
            }
        }
    }
    // One row or one column without headers is a layout: a row of logos, a centred box.
    height > 1 && width > 1
}

/// Reads the grid. `room` limits the repeated and missing cells that are added.
pub(super) fn read<'t>(table: Place<'t>, room: &mut Room, watch: &Watch) -> Grid<'t> {
    let mut grid: Vec<Vec<Option<Cell<'t>>>> = Vec::new();
    // For each column, the cell that spans the next row, and the number of rows it still
    // spans.
    let mut reaching: Vec<Option<(Cell<'t>, usize)>> = Vec::new();
    let mut header = 0;
    let mut has_headings = false;
    for row in rows(table).take_while(|_| !watch.step()) {
        let mut line = Vec::new();
        for cell in cells(row) {
            take_reaching(&mut line, &mut reaching, room);
            let element = cell.value().as_element();
            let columns = span(element, "colspan").min(1000);
            let height = span(element, "rowspan").min(65_534);
            for nth in 0..columns {
                let is_repeated = nth > 0;
                if is_repeated && !room.take_cell() {
                    break;
                }
                let cell = Cell {
                    place: cell,
                    is_repeated,
                };
                if height > 1 {
                    let below = Cell {
                        is_repeated: true,
                        ..cell
                    };
                    reaching.resize(reaching.len().max(line.len() + 1), None);
                    reaching[line.len()] = Some((below, height - 1));
                }
                line.push(Some(cell));
            }
        }
        take_reaching(&mut line, &mut reaching, room);
        let is_head = row.parent().is_some_and(|part| is(part, "thead"))
            || cells(row).all(|cell| is(cell, "th"));
        has_headings |= cells(row).any(|cell| is(cell, "th"));
        // Only rows at the top are the header; one in the middle is a row like any other.
        if is_head && header == grid.len() {
            header += 1;
        }
        grid.push(line);
    }
    if header == 0 {
        if has_headings {
            // Only the first column has headings. Markdown requires a header row, so it
            // is blank.
            grid.insert(0, Vec::new());
        }
        header = 1;
    }
    let width = grid.iter().map(Vec::len).max().unwrap_or(0);
    for line in &mut grid {
        while line.len() < width && room.take_cell() {
            line.push(None);
        }
    }
    Grid {
        caption: table.children().find(|part| is(*part, "caption")),
        header: header.min(grid.len()),
        rows: grid,
    }
}

/// Adds the cells of earlier rows that span this row at the end of the line.
fn take_reaching<'t>(
    line: &mut Vec<Option<Cell<'t>>>,
    reaching: &mut [Option<(Cell<'t>, usize)>],
    room: &mut Room,
) {
    while let Some(column) = reaching.get_mut(line.len()) {
        let Some((cell, rows)) = column.take() else {
            return;
        };
        if !room.take_cell() {
            return;
        }
        if rows > 1 {
            *column = Some((cell, rows - 1));
        }
        line.push(Some(cell));
    }
}

/// Writes the rows, with the delimiter row after the first; none if all cells are blank.
pub(super) fn render<'t>(
    grid: &Grid<'t>,
    room: &mut Room,
    watch: &Watch,
    mut flatten: impl FnMut(Place<'t>) -> Written,
) -> Vec<Written> {
    let mut known: std::collections::HashMap<NodeId, String> = std::collections::HashMap::new();
    let mut rows = Vec::with_capacity(grid.rows.len() + 1);
    let mut is_blank = true;
    for (nth, line) in grid.rows.iter().enumerate() {
        if watch.step() {
            break;
        }
        // A cell across the whole table is a heading of the rows below and is not
        // repeated.
        let is_across = line.len() > 2
            && line
                .iter()
                .flatten()
                .filter(|cell| !cell.is_repeated)
                .count()
                == 1
            && line
                .iter()
                .flatten()
                .all(|cell| line[0].is_some_and(|first| first.place.id() == cell.place.id()));
        let mut row = Written {
            text: "|".to_owned(),
            ..Written::default()
        };
        for cell in line {
            row.text.push(' ');
            match cell {
                Some(cell) if cell.is_repeated => {
                    if let Some(text) = known.get(&cell.place.id()).filter(|_| !is_across)
                        && room.take_text(text)
                    {
                        row.text.push_str(text);
                    }
                }
                Some(cell) => {
                    let written = flatten(cell.place);
                    // A table without any text is a frame for pictures.
                    is_blank &= written.text.is_empty();
                    let base = row.text.len();
                    row.text.push_str(&written.text);
                    row.links.extend(written.links.into_iter().map(|mut link| {
                        link.range = link.range.start + base..link.range.end + base;
                        link
                    }));
                    if written.text.len() <= MAX_REPEATED_BYTES {
                        known.insert(cell.place.id(), written.text);
                    }
                }
                None => {}
            }
            if !row.text.ends_with(' ') {
                row.text.push(' ');
            }
            row.text.push('|');
        }
        rows.push(row);
        if nth == 0 {
            let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
            rows.push(Written {
                text: format!("|{}", "---|".repeat(width)),
                ..Written::default()
            });
        }
    }
    // A blank header still has all columns; with `|` alone, Markdown sees no table.
    if let Some(first) = rows.first_mut().filter(|row| row.text == "|") {
        first.text = format!(
            "|{}",
            "  |".repeat(grid.rows.iter().map(Vec::len).max().unwrap_or(0))
        );
    }
    if is_blank { Vec::new() } else { rows }
}

/// Returns the rows in the order in which they are shown: head, bodies, foot (HTML 4.9).
fn rows(table: Place<'_>) -> impl Iterator<Item = Place<'_>> {
    let part = move |name: &'static str| {
        table
            .children()
            .filter(move |part| is(*part, name))
            .flat_map(|part| part.children())
            .filter(|row| is(*row, "tr"))
    };
    let bodies = table
        .children()
        .filter(|part| is(*part, "tbody") || is(*part, "tr"))
        .flat_map(|part| {
            let own = is(part, "tr").then_some(part);
            own.into_iter()
                .chain(part.children().filter(|row| is(*row, "tr")))
        });
    part("thead")
        .chain(bodies)
        .chain(part("tfoot"))
        .filter(|row| is_shown(*row))
}

fn cells(row: Place<'_>) -> impl Iterator<Item = Place<'_>> {
    row.children()
        .filter(|cell| (is(*cell, "td") || is(*cell, "th")) && is_shown(*cell))
}

fn is_shown(node: Place<'_>) -> bool {
    (node.value().as_element()).is_none_or(|element| !is_hidden(node, element))
}

fn is(node: Place<'_>, name: &str) -> bool {
    node.value()
        .as_element()
        .is_some_and(|element| element.name() == name)
}

fn span(cell: Option<&Element>, name: &str) -> usize {
    let value = cell
        .and_then(|cell| attr(cell, name))
        .and_then(|value| value.trim().parse().ok());
    value.unwrap_or(1).max(1)
}
