//! Splits the lines of a table without rules into fragments, the candidates for its
//! cells.

use super::projection::columns;
use crate::reader::pdf::layout::lines::Line;
use crate::reader::pdf::layout::place::{Em, Extent};
use std::ops::Range;

/// A wider gap may separate two cells.
pub(super) const CELL_GAP: Em = Em(1.0);
/// A wider gap that is in all rows separates two columns, however near some of their
/// cells.
pub(super) const COLUMN_GAP: Em = Em(0.45);
/// A wider gap separates the cells of the row below a header whose words are near.
const GAP_BELOW_HEADER: Em = Em(0.5);
/// A word of the header begins above a cell if it is nearer than this.
const ABOVE_BEGIN: Em = Em(0.25);
/// A word of the header ends above the end of a cell if it is nearer than this.
const ABOVE_END: Em = Em(0.25);
/// A word of the header is centred above a cell if its middle is nearer than this.
const ABOVE_MIDDLE: Em = Em(0.3);
/// A fragment is above a column if it shares more than this with it.
const SHARED_WIDTH: Em = Em(0.5);

/// Adjacent words of a line.
pub(super) struct Fragment {
    /// Indices of the line's words.
    pub(super) words: Range<usize>,
    pub(super) extent: Extent,
}

impl Fragment {
    /// Returns the word `at` of a line as a fragment.
    fn word(line: &Line, at: usize) -> Self {
        let word = &line.words[at];
        Self {
            words: at..at + 1,
            extent: Extent {
                start: word.x0,
                end: word.x1,
            },
        }
    }

    /// Adds word `at`, which follows the last word of the fragment.
    fn add(&mut self, at: usize, end: f32) {
        self.words.end = at + 1;
        self.extent.end = end;
    }

    /// Returns the middle of the fragment between left and right.
    fn middle(&self) -> f32 {
        f32::midpoint(self.extent.start, self.extent.end)
    }

    /// Returns the index of the column that the fragment shares most with.
    ///
    /// A heading over the second and third column belongs to the one that it covers more
    /// of. By its left end, a wide "Quantity" above "7" would be in the column before.
    pub(super) fn column(&self, columns: &[Extent]) -> usize {
        let overlap = |column: &Extent| column.overlap(self.extent);
        let mut best = 0;
        for at in 1..columns.len() {
            if overlap(&columns[at]) > overlap(&columns[best]) {
                best = at;
            }
        }
        best
    }
}

/// Splits a line at gaps of at least this width.
///
/// A gap is measured from the right end of the widest word so far: a drawn index may end
/// before its base, and measured from there, the gap to the next word would be too wide.
pub(super) fn split(line: &Line, gap: Em) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    for (at, word) in line.words.iter().enumerate() {
        match fragments.last_mut() {
            Some(last) if word.x0 - last.extent.end < gap.at(line.size) => {
                // The widest word so far: a drawn index may end before its base.
                let end = last.extent.end.max(word.x1);
                last.add(at, end);
            }
            _ => fragments.push(Fragment::word(line, at)),
        }
    }
    fragments
}

/// Returns the fragments of a bold header whose words are near, and of the row below it.
///
/// "Item No Price" over "Tea      7      3.20" is one fragment by its gaps. Each of its
/// words begins, ends or has its middle where a cell below does. A line that is not bold
/// above a row of cells is the last one of a paragraph. Without this rule the header
/// would be one cell above the first column.
pub(super) fn split_header(line: &Line, below: &Line) -> Option<Vec<Vec<Fragment>>> {
    let row = split(below, GAP_BELOW_HEADER);
    // Both conditions of a header: cells below it, and bold above plain type.
    if row.len() < 2 || !line.style.bold || below.style.bold {
        return None;
    }
    // By the left ends first; they split "Item No Price" even at the width of a space.
    let header = split_above(line, &row);
    if header.len() == row.len() {
        return Some(vec![header, row]);
    }
    // Else by gaps, for heads that are centred or set to the right.
    let header = split(line, COLUMN_GAP);
    let is_above = |(fragment, below): (&Fragment, &Fragment)| {
        (fragment.middle() - below.middle()).abs() < ABOVE_MIDDLE.at(line.size)
            || (fragment.extent.end - below.extent.end).abs() < ABOVE_END.at(line.size)
    };
    (header.len() == row.len() && header.iter().zip(&row).all(is_above)).then(|| vec![header, row])
}

/// Splits a line before each word that begins where a cell of `row` does.
///
/// "Unit price" over one cell stays together: only "Unit" begins where that cell does.
/// Split at each word it would be two cells above one.
fn split_above(line: &Line, row: &[Fragment]) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    for (at, word) in line.words.iter().enumerate() {
        let begins_cell = row
            .iter()
            .any(|cell| (cell.extent.start - word.x0).abs() < ABOVE_BEGIN.at(line.size));
        match fragments.last_mut() {
            // "price" of "Unit price" begins no cell, so it stays with "Unit".
            Some(last) if !begins_cell => last.add(at, word.x1),
            _ => fragments.push(Fragment::word(line, at)),
        }
    }
    fragments
}

/// Splits fragments that are above several columns where the next column begins.
///
/// The cells of a header may be nearer to each other than [`CELL_GAP`], because their
/// words are wider than the numbers below them. "First cup Second cup" over "90      120"
/// is one fragment above two columns, and each of its words is in the column that it
/// covers. Unsplit, it would be in one of the columns, and the other would have no head.
pub(super) fn split_by_columns(
    fragments: Vec<Fragment>,
    line: &Line,
    columns: &[Extent],
) -> Vec<Fragment> {
    let mut split: Vec<Fragment> = Vec::new();
    for fragment in fragments {
        let above = columns
            .iter()
            .filter(|column| column.overlap(fragment.extent) > SHARED_WIDTH.at(line.size))
            .count();
        // Within one column the gaps of the line have decided already.
        if above < 2 {
            split.push(fragment);
            continue;
        }
        let mut last = None;
        for at in fragment.words {
            let word = Fragment::word(line, at);
            let column = word.column(columns);
            match split.last_mut() {
                // Both words of "First cup" are above the same column.
                Some(open) if last == Some(column) => open.add(at, word.extent.end),
                _ => split.push(word),
            }
            last = Some(column);
        }
    }
    split
}

/// Returns the columns of lines, by the gaps that are in nearly all of them.
///
/// The narrow gap finds columns of numbers that are one space apart. A gap that is in one
/// row only is filled by the words of the others: the gap of "Green   tea" is above the
/// letters of "Darjeeling", and both are one column.
pub(super) fn columns_of(lines: &[Line], few: i32, gap: f32) -> Vec<Extent> {
    let extents: Vec<Extent> = lines
        .iter()
        // Numbers may be one space apart. Where only one row has a gap, the other rows
        // fill it.
        .flat_map(|line| split(line, COLUMN_GAP))
        .map(|fragment| fragment.extent)
        .collect();
    columns(&extents, few, gap)
}
