//! The items that a page is cut into columns of: runs of words, and tables already found.

use super::word::{ASCENT, DESCENT, Run};
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::layout::place::Em;

/// An item of a page.
#[derive(Debug, Clone)]
pub(crate) enum LayoutItem {
    Run(Run),
    /// A ruled table. Its words were taken out of the runs, but it still separates the
    /// lines above it from those below and fills the width of its column.
    Table(TableItem),
}

/// The place of a ruled table on its page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TableItem {
    /// An index of the page's ruled tables.
    pub(crate) index: usize,
    pub(crate) area: Rect,
}

impl TableItem {
    /// Returns the font size of a run that is as high as the table.
    fn size(&self) -> f32 {
        (self.area[3] - self.area[1]) / (ASCENT.0 + DESCENT.0)
    }

    /// Returns the baseline of a run that is as high as the table.
    ///
    /// Lines are sorted by their baselines. By its top, a table would precede the line
    /// that ends beside its first row.
    pub(crate) fn y(&self) -> f32 {
        self.area[1] + ASCENT.at(self.size())
    }
}

impl LayoutItem {
    /// Returns the left end of the run or of the table.
    ///
    /// A table is placed as a run is: one in the right column of a page is right of the
    /// gutter.
    pub(crate) fn x0(&self) -> f32 {
        match self {
            Self::Run(run) => run.x0,
            Self::Table(table) => table.area[0],
        }
    }

    /// Returns the right end of the run or of the table.
    ///
    /// A table across both columns of a page ends the gutter between them. By the ends of
    /// the runs alone, the columns above it and those below it would be one.
    pub(crate) fn x1(&self) -> f32 {
        match self {
            Self::Run(run) => run.x1,
            Self::Table(table) => table.area[2],
        }
    }

    /// Returns the baseline; a table is measured as one line of its height.
    ///
    /// Lines and tables are sorted together: text beside the middle of a table precedes
    /// the table, and text below it follows.
    pub(crate) fn y(&self) -> f32 {
        match self {
            Self::Run(run) => run.y,
            Self::Table(table) => table.y(),
        }
    }

    /// Returns the font size; a table is measured as one line of its height.
    ///
    /// The size gives the top and the bottom of an item. With the size of text, a table
    /// of ten rows would end below its first row, and a gap across could be found in it.
    pub(crate) fn size(&self) -> f32 {
        match self {
            Self::Run(run) => run.size,
            Self::Table(table) => table.size(),
        }
    }

    /// Returns the number of characters; none for a table, which is not running text.
    ///
    /// Counted as text, a table of a thousand characters would make one side of a gutter
    /// running text.
    pub(crate) fn chars(&self) -> u32 {
        match self {
            Self::Run(run) => run.chars,
            Self::Table(_) => 0,
        }
    }

    /// Returns the height at which the letters of the item begin.
    pub(crate) fn top(&self) -> f32 {
        self.y() - ASCENT.at(self.size())
    }

    /// Returns the height at which the letters of the item end, below its baseline.
    pub(crate) fn bottom(&self) -> f32 {
        self.y() + DESCENT.at(self.size())
    }

    /// Returns a length in ems of this item, in points.
    pub(crate) fn ems(&self, length: Em) -> f32 {
        length.at(self.size())
    }
}
