//! Reads tables of data as a grid of cells, and writes the grid as rows of Markdown.

mod affix;
mod cell;
mod columns;
mod grid;
mod header;
mod render;
mod room;
mod rows;
mod shape;
mod span;

pub(super) use cell::flatten;
pub(super) use room::Room;
pub(super) use rows::{is, rows};
pub(super) use shape::{holds_data, is_mark};

use super::tree::HtmlNode;
use super::writer::{Rendered, Written};
use crate::limits::Watch;
use columns::Columns;

/// The longest text of a cell, in bytes, that is repeated in the columns or rows it
/// spans. A label is useful in each row, a paragraph is not.
const MAX_REPEATED_BYTES: usize = 200;

/// Returns the table as Markdown; `None` if it has no text, or if its rows are lines of
/// text: "(a)" beside its sentence. `room` limits what is added to the page, `flatten`
/// gives the text of a cell. If `watch` stops it, the result has no meaning.
pub(super) fn read<'t>(
    table: HtmlNode<'t>,
    room: &mut Room,
    watch: &Watch,
    flatten: impl FnMut(HtmlNode<'t>) -> Written,
) -> TableContent {
    let mut grid = grid::read(table, room, watch, flatten);
    grid.drop_blank_rows();
    let columns = Columns::find(&grid);
    if grid.height() == 0 {
        TableContent::Blank
    } else if !shape::is_marked(table, watch) && shape::is_list(&grid, &columns) {
        TableContent::Lines
    } else {
        TableContent::Rows(render::render(grid, &columns, room))
    }
}

/// The content of a table.
pub(super) enum TableContent {
    /// No text: the table is a frame for pictures.
    Blank,
    /// Lines of text, whose cells only align them.
    Lines,
    /// Rows of cells.
    Rows(Rendered),
}

/// Returns the caption.
pub(super) fn caption(table: HtmlNode<'_>) -> Option<HtmlNode<'_>> {
    table.children().find(|part| is(*part, "caption"))
}
