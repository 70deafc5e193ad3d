//! Reads the rows of a table as cells over columns, with the text of each cell.

use super::super::element::attr;
use super::super::tree::{Element, HtmlNode};
use super::super::writer::{Written, WrittenLink};
use super::Room;
use super::affix;
use super::rows::{cells, is, rows};
use super::span::Cell;
use crate::document::Span;
use crate::limits::Watch;
use html5ever::local_name;

/// The largest `colspan` and `rowspan` (HTML 4.9.11).
const MAX_COLSPAN: u16 = 1000;
const MAX_ROWSPAN: u16 = 65_534;

/// The cells of a table, row by row.
#[derive(Debug)]
pub(super) struct Grid<'w> {
    /// The texts of all cells.
    pub(super) text: String,
    cells: Vec<Cell>,
    /// The index of the first cell of each row, and the number of all cells.
    starts: Vec<u32>,
    /// The links of the texts, with their ranges in [`text`](Self::text).
    pub(super) links: Vec<WrittenLink>,
    /// The number of rows at the top that the markup names as the header.
    pub(super) marked: usize,
    pub(super) has_headings: bool,
    /// The last column of each row of the header, blank cells included.
    ends: Vec<u32>,
    watch: &'w Watch,
}

impl<'w> Grid<'w> {
    fn new(watch: &'w Watch) -> Self {
        Self {
            text: String::new(),
            cells: Vec::new(),
            starts: vec![0],
            links: Vec::new(),
            marked: 0,
            has_headings: false,
            ends: Vec::new(),
            watch,
        }
    }

    pub(super) fn height(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(super) fn row(&self, row: usize) -> &[Cell] {
        &self.cells[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    /// Returns the cells of a row, up to the one where the read is stopped.
    pub(super) fn cells_of(&self, row: usize) -> impl Iterator<Item = &Cell> {
        let cells = self.row(row).iter();
        cells.take_while(|_| !self.watch.step())
    }

    /// Returns the rows, up to the one where the read is stopped.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        let rows = (0..self.height()).map(|row| self.row(row));
        rows.take_while(|_| !self.watch.step())
    }

    /// Returns the cells of all rows, up to the one where the read is stopped.
    pub(super) fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().take_while(|_| !self.watch.step())
    }

    /// Returns true if the cells of all rows of the header cover the same columns. Where
    /// some have no `colspan`, a name is above another column than its own.
    pub(super) fn is_aligned(&self) -> bool {
        self.ends.windows(2).all(|ends| ends[0] == ends[1])
    }

    /// Returns true if the markup names headings.
    pub(super) fn is_marked(&self) -> bool {
        self.marked > 0 || self.has_headings
    }

    /// Returns the text of a cell.
    pub(super) fn of(&self, cell: &Cell) -> &str {
        &self.text[cell.text.range()]
    }

    /// Drops the rows without text, which only make room.
    pub(super) fn drop_blank_rows(&mut self) {
        let before = self.starts[..=self.marked].to_vec();
        self.starts.dedup();
        // Only the rows of the header that are left.
        self.marked = before.windows(2).filter(|row| row[0] < row[1]).count();
    }
}

/// A cell that spans the rows below, with the number of them.
struct Reaching {
    cell: Cell,
    rows: u16,
}

/// Reads the grid, as far as `watch` permits. `room` limits the cells that are added to
/// rows; `flatten` gives the text of a cell.
pub(super) fn read<'t, 'w>(
    table: HtmlNode<'t>,
    room: &mut Room,
    watch: &'w Watch,
    mut flatten: impl FnMut(HtmlNode<'t>) -> Written,
) -> Grid<'w> {
    let mut grid = Grid::new(watch);
    let mut reaching: Vec<Reaching> = Vec::new();
    let mut line: Vec<Cell> = Vec::new();
    for row in rows(table, watch) {
        line.clear();
        let mut above = std::mem::take(&mut reaching).into_iter().peekable();
        let mut column = 0;
        let mut take_above =
            |line: &mut Vec<Cell>, column: &mut u32, reaching: &mut Vec<_>, all| {
                while let Some(next) = above.next_if(|next| all || next.cell.start <= *column) {
                    *column = next.cell.end().max(*column);
                    if !room.take_cell() {
                        continue;
                    }
                    line.push(next.cell);
                    if next.rows > 1 {
                        let rows = next.rows - 1;
                        reaching.push(Reaching { rows, ..next });
                    }
                }
            };
        let mut is_all_headings = true;
        // `<tr><th rowspan=6>2025</th></tr>` is the label of the rows below.
        let mut ends_here = false;
        for place in cells(row, watch) {
            take_above(&mut line, &mut column, &mut reaching, false);
            let element = place.as_element();
            let start = column;
            let width = span(element, "colspan", MAX_COLSPAN);
            column += u32::from(width);
            let is_heading = element.is_some_and(|element| *element.local() == local_name!("th"));
            is_all_headings &= is_heading;
            grid.has_headings |= is_heading;
            let cell = Cell {
                start,
                width,
                text: grid.add_text(place, &mut flatten),
                is_below: false,
                is_heading,
            };
            line.push(cell);
            let height = span(element, "rowspan", MAX_ROWSPAN);
            ends_here |= height == 1;
            if height > 1 {
                let cell = Cell {
                    is_below: true,
                    ..cell
                };
                let rows = height - 1;
                reaching.push(Reaching { cell, rows });
            }
        }
        take_above(&mut line, &mut column, &mut reaching, true);
        let is_head =
            row.parent().is_some_and(|part| is(part, "thead")) || (is_all_headings && ends_here);
        // Only rows at the top are the header; one in the middle is a row like any other.
        if is_head && grid.marked == grid.height() {
            grid.marked += 1;
            grid.ends.push(column);
        }
        affix::join(&mut line, &grid.text);
        grid.join_label_row(&mut line);
        grid.cells.extend_from_slice(&line);
        grid.starts.push(index(grid.cells.len()));
    }
    grid
}

impl Grid<'_> {
    /// Drops the last row if it has nothing but labels that are in `line`, the next row,
    /// too: a label over six rows is often in a row of its own.
    fn join_label_row(&mut self, line: &mut [Cell]) {
        let Some(last) = self.height().checked_sub(1) else {
            return;
        };
        let first = self.starts[last] as usize;
        let above = &self.cells[first..];
        if self.marked > last || above.is_empty() || above.len() >= line.len() {
            return;
        }
        let place = |cell: &Cell| line.binary_search_by_key(&cell.start, |below| below.start);
        let continues = |cell: &Cell| {
            place(cell).is_ok_and(|at| line[at].is_below && line[at].text == cell.text)
        };
        if !above.iter().all(continues) {
            return;
        }
        for cell in above {
            if let Ok(at) = line.binary_search_by_key(&cell.start, |below| below.start) {
                line[at].is_below = cell.is_below;
            }
        }
        self.cells.truncate(first);
        self.starts.truncate(last + 1);
    }

    /// Adds the text of a cell and returns its range.
    fn add_text<'t>(
        &mut self,
        place: HtmlNode<'t>,
        flatten: &mut impl FnMut(HtmlNode<'t>) -> Written,
    ) -> Span {
        let base = self.text.len();
        if !super::cell::push_plain(place, &mut self.text) {
            let written = flatten(place);
            self.text.push_str(&written.text);
            self.links.extend(written.links.into_iter().map(|mut link| {
                link.range = link.range.start + base..link.range.end + base;
                link
            }));
        }
        self.trim(base);
        (base..self.text.len()).into()
    }

    /// Removes the white space around the text from `base` on. Cells are often filled
    /// with no-break spaces, or have one beside their number.
    fn trim(&mut self, base: usize) {
        let end = base + self.text[base..].trim_end().len();
        self.text.truncate(end);
        let start = self.text[base..].len() - self.text[base..].trim_start().len();
        if start > 0 {
            self.text.drain(base..base + start);
            let own = self.links.iter_mut().rev();
            for link in own.take_while(|link| link.range.start >= base) {
                let at = |at: usize| at.saturating_sub(start).max(base);
                link.range = at(link.range.start)..at(link.range.end);
            }
        }
        for link in self
            .links
            .iter_mut()
            .rev()
            .take_while(|link| link.range.end > end)
        {
            link.range.end = end.max(link.range.start);
        }
    }
}

fn index(at: usize) -> u32 {
    crate::document::offset(at)
}

fn span(cell: Option<Element<'_>>, name: &str, most: u16) -> u16 {
    let value = cell
        .and_then(|cell| attr(cell, name))
        .and_then(|value| value.trim().parse::<u64>().ok());
    value.map_or(1, |value| {
        u16::try_from(value).unwrap_or(most).clamp(1, most)
    })
}
