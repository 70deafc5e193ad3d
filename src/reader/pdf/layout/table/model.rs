//! Tables as rows of cells, and the areas that they take.

use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::layout::lines::Line;
use crate::reader::pdf::layout::place::{EMPTY, cover};

/// A table as rows of cells.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Vec<TableCell>>,
    /// The number of rows, from the first, that form its header.
    pub(crate) header: usize,
    /// The left ends of its columns.
    pub(crate) columns: Vec<f32>,
    /// It was read by its columns of numbers: its header, if it has one, names them, and
    /// no row of it is a heading.
    pub(crate) is_of_amounts: bool,
    /// The areas that it takes, one for each page or column of text, in reading order.
    pub(crate) places: Vec<PageArea>,
    /// The rows of later pages that repeat the header; they are not written.
    pub(crate) repeats: Vec<Vec<TableCell>>,
}

/// An area of a page, in the coordinates of the page's [`Frame`] like those of lines: a
/// table of a sideways page is above the next one in these only.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageArea {
    /// An index of the file's pages.
    pub(crate) page: usize,
    pub(crate) area: Rect,
}

/// The lines of a cell.
pub(crate) type TableCell = Vec<Line>;

/// Returns the areas that lines take, one for each run of lines on the same page.
///
/// A paragraph over a page break has two areas. Lines of two columns of one page share
/// one area: origins are boxes on pages, not polygons. One area for both pages would be a
/// box on the first page that the text does not fill.
pub(crate) fn places<'l>(lines: impl Iterator<Item = &'l Line>) -> Vec<PageArea> {
    let mut places: Vec<PageArea> = Vec::new();
    for line in lines {
        match places.last_mut() {
            // By page only: two columns of a page share one box.
            Some(last) if last.page == line.page => last.area = cover(last.area, line.area),
            _ => places.push(PageArea {
                page: line.page,
                area: cover(EMPTY, line.area),
            }),
        }
    }
    places
}

impl Table {
    /// Takes the rows from this one on as a table of their own.
    pub(crate) fn split_off(&mut self, row: usize) -> Self {
        let rows = self.rows.split_off(row.min(self.rows.len()));
        Self {
            header: 0,
            columns: self.columns.clone(),
            is_of_amounts: false,
            places: places(rows.iter().flatten().flatten()),
            rows,
            repeats: Vec::new(),
        }
    }
}
