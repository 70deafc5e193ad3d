//! Writes a grid as rows of Markdown.

use super::super::writer::{Rendered, WrittenLink};
use super::columns::Columns;
use super::grid::Grid;
use super::{MAX_REPEATED_BYTES, Room, header};
use crate::document::{Span, offset};

/// Writes the header, the delimiter row and the rows of the body.
pub(super) fn render(mut grid: Grid<'_>, columns: &Columns, room: &mut Room) -> Rendered {
    let mut placed = PlacedLinks::new(std::mem::take(&mut grid.links));
    let (grid, links) = (&grid, &mut placed);
    let header = header::rows(grid, columns);
    let titles = header::titles(grid, columns, header);
    let mut table = Rendered {
        titles: (0..titles)
            .map(|row| grid.of(&grid.row(row)[0]).to_owned())
            .collect(),
        text: String::with_capacity(grid.text.len() + grid.height() * 2 * (columns.len() + 1)),
        lines: Vec::with_capacity(grid.height() + 2),
        links: Vec::new(),
        header: 0,
    };
    table.start_line();
    let first = match header - titles {
        0 => {
            table.text.push_str(&" |".repeat(columns.len()));
            header
        }
        rows if grid.is_aligned() && (rows > 1 || grid.marked == 0) => {
            table.joined(
                grid,
                links,
                &header::join(grid, columns, titles..header, room),
            );
            header
        }
        _ => {
            table.row(grid, links, columns, titles, room);
            titles + 1
        }
    };
    table.start_line();
    table.text.push_str(&"---|".repeat(columns.len()));
    table.header = 2 + header - first;
    for row in first..grid.height() {
        table.start_line();
        table.row(grid, links, columns, row, room);
    }
    table.links = placed.written();
    table
}

/// The links of a grid, with their places in the rendered table.
struct PlacedLinks {
    links: Vec<WrittenLink>,
    /// Those in cells that were written.
    places: Vec<Option<Span>>,
}

impl PlacedLinks {
    fn new(links: Vec<WrittenLink>) -> Self {
        Self {
            places: vec![None; links.len()],
            links,
        }
    }

    /// Moves the links in a text of the grid along with it, to the offset `to`.
    fn place(&mut self, text: Span, to: usize) {
        let (text, from) = (text.range(), text.range().start);
        let first = (self.links).partition_point(|link| link.range.start < from);
        let links = self.links[first..].iter().zip(&mut self.places[first..]);
        for (link, place) in links.take_while(|(link, _)| link.range.end <= text.end) {
            let range = link.range.start - from + to..link.range.end - from + to;
            *place = Some(range.into());
        }
    }

    /// Returns the links of the cells that were written, in the order of the table.
    fn written(mut self) -> Vec<WrittenLink> {
        let mut places = self.places.into_iter();
        self.links.retain_mut(|link| {
            let place = places.next().flatten();
            link.range = place.map_or(0..0, Span::range);
            place.is_some()
        });
        // A header of several rows is written column by column.
        self.links.sort_by_key(|link| link.range.start);
        self.links
    }
}

impl Rendered {
    fn start_line(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.lines.push(offset(self.text.len()));
        self.text.push('|');
    }

    fn row(
        &mut self,
        grid: &Grid<'_>,
        links: &mut PlacedLinks,
        columns: &Columns,
        row: usize,
        room: &mut Room,
    ) {
        let mut column = 0;
        // A label of several rows is repeated in each; other cells that span rows are
        // not, nor does a cell repeat in the columns that it spans.
        let mut is_label = true;
        for cell in grid.cells_of(row) {
            let (first, _) = columns.range(cell);
            self.blanks(first.saturating_sub(column), room);
            column = column.max(first) + 1;
            is_label &= cell.is_below || column == 1;
            let text = grid.of(cell);
            let is_repeated = (is_label || cell.is_heading) && text.len() <= MAX_REPEATED_BYTES;
            if !cell.is_below {
                self.cell(grid, links, cell.text);
            } else if is_repeated && room.take_text(text) {
                self.pad(text);
                self.text.push_str(text);
            }
            self.text.push_str(" |");
        }
        // Short rows are valid. Where the markup has cells for each place, they are kept.
        if grid.is_marked() || column < 2 {
            self.blanks(columns.len().saturating_sub(column), room);
        }
    }

    fn blanks(&mut self, count: usize, room: &mut Room) {
        for _ in (0..count).take_while(|_| room.take_cell()) {
            self.text.push_str(" |");
        }
    }

    /// Writes a header that was joined from several rows.
    fn joined(&mut self, grid: &Grid<'_>, links: &mut PlacedLinks, names: &[Vec<header::Name>]) {
        for column in names {
            for name in column {
                if name.is_repeated {
                    let text = &grid.text[name.text.range()];
                    self.pad(text);
                    self.text.push_str(text);
                } else {
                    self.cell(grid, links, name.text);
                }
            }
            self.text.push_str(" |");
        }
    }

    /// Writes the space between `|` and a text; none before a digit. Tokenizers join a
    /// space to a word or a sign after it, but not to digits: `| 655 |` is a token more
    /// than `|655 |`, and a table of numbers a fifth larger.
    ///
    /// Below a name in the same cell, the digits of a year follow a space.
    fn pad(&mut self, text: &str) {
        let is_first = self.text.ends_with('|') && !self.text.ends_with("\\|");
        if !is_first || !text.starts_with(|c: char| c.is_ascii_digit()) {
            self.text.push(' ');
        }
    }

    /// Writes a text of the grid with its links, which no other place of the table has.
    fn cell(&mut self, grid: &Grid<'_>, links: &mut PlacedLinks, text: Span) {
        self.pad(&grid.text[text.range()]);
        links.place(text, self.text.len());
        self.text.push_str(&grid.text[text.range()]);
    }
}
