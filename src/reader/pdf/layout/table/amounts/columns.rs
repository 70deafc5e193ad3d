//! The columns of a table of amounts, by the extents of their numbers.

use super::cells::AmountCell;
use crate::reader::pdf::layout::place::Extent;

/// A column of numbers that shares this part of its width with the labels is one of
/// them: the year of a row, or "2009" below "September 27, 2009 through October 31,".
const LABEL_SHARE: f32 = 0.5;

/// A row with more columns is not a row of a table that is read in lines.
const MAX_COLUMNS: usize = 64;

/// Columns from left to right that do not overlap.
#[derive(Debug, Default, Clone)]
pub(super) struct AmountColumns {
    pub(super) extents: Vec<Extent>,
}

impl AmountColumns {
    /// Adds the cells of a row; returns false if they do not fit, and changes nothing.
    ///
    /// Each cell widens the column that it overlaps, or begins a new column; one of them
    /// must be in a known column. Two cells of one row are never in one column: a total
    /// that is centred below "2024" and "2023" covers both, and would join their numbers
    /// in all later rows.
    pub(super) fn add(&mut self, cells: &[AmountCell]) -> bool {
        // A copy, since a row that does not fit must change nothing.
        let mut grown = self.extents.clone();
        let mut is_known = self.extents.is_empty();
        for cell in cells {
            let from = grown.partition_point(|column| column.end <= cell.extent.start);
            let to = grown.partition_point(|column| column.start < cell.extent.end);
            match to.saturating_sub(from) {
                0 => grown.insert(from, cell.extent),
                1 => {
                    is_known |= self.at(cell.extent).is_some();
                    grown[from] = grown[from].cover(cell.extent);
                }
                // A cell over two columns is centred below both, or a line of text.
                _ => return false,
            }
        }
        // Two cells of one row in one column: a centred total has joined "2024" and
        // "2023".
        let mut places: Vec<usize> = (cells.iter())
            .map(|cell| grown.partition_point(|column| column.end <= cell.extent.start))
            .collect();
        let count = places.len();
        places.dedup();
        // A row in new columns only is the beginning of another table.
        if !is_known || places.len() < count || grown.len() > MAX_COLUMNS {
            return false;
        }
        self.extents = grown;
        true
    }

    /// Returns the column that overlaps an extent, if it is the only one.
    ///
    /// "Year ended" above two columns is in neither of them alone. Taken for a cell of
    /// the first column, the text would be in a row of the table above.
    pub(super) fn at(&self, extent: Extent) -> Option<usize> {
        let from = (self.extents).partition_point(|column| column.end <= extent.start);
        let to = (self.extents).partition_point(|column| column.start < extent.end);
        // A text over none or several columns has no column.
        (to == from + 1).then_some(from)
    }

    /// Returns the left end of the first column that is not among the labels.
    ///
    /// The "1" and "2" before the names of notes are a column of numbers at the left
    /// margin. If the columns began with it, no text would be left of them, and "Cash"
    /// would be no label.
    pub(super) fn start(&self, labels: Option<Extent>) -> f32 {
        let is_value = |column: &&Extent| !labels.is_some_and(|labels| is_label(**column, labels));
        self.extents
            .iter()
            .find(is_value)
            .map_or(f32::MAX, |first| first.start)
    }

    /// Puts the column of the labels before the others.
    ///
    /// A column of numbers in the labels is dropped: the "1" before the name of a note is
    /// the beginning of its label.
    pub(super) fn with_labels(mut self, labels: Option<Extent>) -> Vec<Extent> {
        let Some(labels) = labels else {
            return self.extents;
        };
        self.extents.retain(|column| !is_label(*column, labels));
        self.extents.insert(0, labels);
        self.extents
    }
}

/// Returns true if a column of numbers is the left part of the labels.
///
/// The "1" and "2" before the names of notes are numbers, and begin where the labels do.
/// Counted as amounts, they would be a column before the labels.
fn is_label(column: Extent, labels: Extent) -> bool {
    column.overlap(labels) > LABEL_SHARE * (column.end - column.start)
}

/// Returns the index of the column after the first that an extent shares most with.
///
/// "(1,204,000)" is wider than the "3" below it and reaches into the column before. By
/// its left end it would be in that column.
pub(super) fn nearest(columns: &[Extent], extent: Extent) -> usize {
    let shared = |at: &usize| columns[*at].overlap(extent);
    let last = (1..columns.len()).max_by(|a, b| shared(a).total_cmp(&shared(b)));
    last.unwrap_or(0)
}
