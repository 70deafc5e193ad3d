//! Finds the lines whose numbers are in the same columns.

use super::cells::CellKind;
use super::columns::AmountColumns;
use super::shape::{LineShape, ShapeKind};
use crate::reader::pdf::layout::lines::{Line, WordArena};
use crate::reader::pdf::layout::place::{Em, Extent, Percent};
use crate::reader::pdf::layout::table::chart;
use std::ops::Range;

/// Rows are nearer to each other.
const MAX_ROW_DISTANCE: Em = Em(4.2);
/// The rest of a cell is nearer to its first line.
const MAX_REST_DISTANCE: Em = Em(1.5);
/// The most lines of labels that follow each other: a label of six lines in a narrow
/// column, or the names of a group and of its first subgroup.
const MAX_LABEL_LINES: usize = 8;
/// Numbers that are this near to a line of a label are beside it: below its first line,
/// or above its last one.
pub(super) const BESIDE: Em = Em(0.8);
/// A label may reach this far into the columns.
const LABEL_OVERHANG: Em = Em(0.5);
/// With several columns of numbers, this share of them is written as amounts: `1,204`.
const FORMATTED: Percent = Percent(30);
/// With one column of numbers, this share is: the others may be numbers of pages.
const FORMATTED_ALONE: Percent = Percent(60);
/// A table has at least this many numbers that are written as amounts: prose has a "(1)"
/// or an "RFC 1952 (May 1996)" in the columns of others.
const MIN_FORMATTED: usize = 3;
/// The fewest rows with numbers of a table with one column of numbers.
const MIN_ROWS_ALONE: usize = 3;

/// A single row of numbers is a table if it has at least this many of them, each below a
/// head.
const MIN_COLUMNS_OF_ROW: usize = 2;
/// The numbers of a chart are along an axis, or along two.
const MAX_AXES: usize = 2;

/// Lines whose numbers are in the same columns, and the labels between them.
#[derive(Debug)]
pub(super) struct Region {
    /// From the first line with numbers to the last.
    pub(super) rows: Range<usize>,
    pub(super) columns: AmountColumns,
    /// The extent of all labels.
    pub(super) labels: Option<Extent>,
    /// The extent of the labels since the last line that was taken.
    pending: Option<Extent>,
    /// The number of lines with numbers, and of those with a label.
    amount_rows: usize,
    labelled: usize,
    /// The numbers, and those that are written as amounts.
    amounts: usize,
    formatted: usize,
}

impl Region {
    /// Grows a region downwards from its first line, up to a line that is not of the
    /// table or far below.
    ///
    /// A paragraph below the last row has no number in the columns. The first line always
    /// counts, so the search continues after it. With the paragraph, the table would
    /// continue to the next number in the text.
    pub(super) fn grow(
        from: usize,
        lines: &[Line],
        shapes: &[LineShape],
        words: &WordArena,
    ) -> Self {
        let mut region = Self {
            rows: from..from,
            columns: AmountColumns::default(),
            labels: None,
            pending: None,
            amount_rows: 0,
            labelled: 0,
            amounts: 0,
            formatted: 0,
        };
        for at in from..lines.len() {
            let is_next = at == from || is_below(&lines[at - 1], &lines[at]);
            if !is_next || !region.take(at, lines, &shapes[at], words) {
                break;
            }
        }
        // At least the first line, or the search would not pass it.
        region.rows.end = region.rows.end.max(from + 1);
        region
    }

    /// Takes a line; returns false if it is not of the table.
    ///
    /// Numbers are taken if they fit the columns, and texts beside a label if they are in
    /// the columns: "Leases   8 years". A text alone is the rest of a cell or a label, of
    /// which eight may follow each other: "Assets", "Current assets:". More lines of
    /// labels are a paragraph after the table. Years are the last line of the heads of
    /// the next table. Without these rules "Current assets:" would end the table, or the
    /// paragraph below it and the next table would be in it.
    fn take(&mut self, at: usize, lines: &[Line], shape: &LineShape, words: &WordArena) -> bool {
        let line = &lines[at];
        match shape.kind {
            ShapeKind::Amounts => {
                // Numbers in other columns begin another table.
                if !self.columns.add(shape.values()) {
                    return false;
                }
                self.count(shape);
                self.commit(at, shape);
                true
            }
            ShapeKind::Texts => {
                let fits = self.holds_texts(shape);
                if fits {
                    self.commit(at, shape);
                }
                fits
            }
            ShapeKind::Text => {
                let below = line.y - lines[at - 1].y;
                // Directly below a row; below a label it is another label.
                let is_rest = at == self.rows.end && below < MAX_REST_DISTANCE.at(line.size);
                let is_cell = is_rest && self.is_rest_of_text(line, shape);
                let is_label = line.area[2] < self.start() + LABEL_OVERHANG.at(line.size);
                // "and equipment" continues the last label; "(total)" is half a line
                // below its numbers.
                let is_rest_of_label = is_rest
                    && is_label
                    && (line.first_char(words).is_some_and(char::is_lowercase)
                        || below < BESIDE.at(line.size));
                if is_cell || is_rest_of_label {
                    self.rows.end = at + 1;
                }
                // The extent counts only if a row follows: the labels may be a paragraph.
                if is_label {
                    self.pending = union(self.pending, Some(line.extent()));
                }
                // Labels in a row, counted from the last line of the table.
                let labels = at.saturating_sub(self.rows.end);
                is_cell || (is_label && labels < MAX_LABEL_LINES)
            }
            // The last line of the heads of the next table.
            ShapeKind::Years => false,
        }
    }

    /// Adds a line to the rows, with the labels above it.
    ///
    /// A row without a label, the sum below a rule, leaves the extent of the labels as it
    /// is.
    fn commit(&mut self, at: usize, shape: &LineShape) {
        self.rows.end = at + 1;
        self.labels = union(self.labels, union(self.pending.take(), shape.label()));
    }

    /// Counts the numbers of a row, and those that are written as amounts.
    ///
    /// Years are not counted: "2023" and "2024" in a row may be two dates in a text. The
    /// dash of a missing number has no form, "-- -- 535 --", and the number of a heading
    /// is no amount: "1.1   Floors   5" is an entry of contents. Counted, a text with
    /// dates, or the contents of a report, would be a table of amounts.
    fn count(&mut self, shape: &LineShape) {
        self.amount_rows += 1;
        self.labelled += usize::from(shape.has_label());
        for amount in shape
            .values()
            .iter()
            // No years: "2023" and "2024" in a row may be two dates in a text.
            .filter(|cell| cell.kind == CellKind::Amount)
        {
            // A dash has no form: with it, "-- -- 535 --" would have one amount of four.
            self.amounts += usize::from(!amount.is_dash);
            self.formatted += usize::from(amount.is_formatted);
        }
        // The number of a heading, "1.1   Floors   5", is no amount of an entry.
        if let [first, title, ..] = &shape.cells[..]
            && first.kind == CellKind::Amount
            && title.is_text()
        {
            self.formatted -= usize::from(first.is_formatted);
        }
    }

    /// Returns the left end of the columns beside the labels.
    fn start(&self) -> f32 {
        self.columns.start(self.labels)
    }

    /// Returns true if texts are in the columns, beside a label: "Leases   8 years".
    ///
    /// A text over two columns, or one without a label, is the beginning of something
    /// else: "Three months ended" of the next table.
    fn holds_texts(&self, shape: &LineShape) -> bool {
        let is_in = |extent: Extent| self.columns.at(extent).is_some();
        shape.has_label()
            // A label that reaches into the columns is a line of text.
            && shape.cells[0].extent.end < self.start()
            && shape.values().iter().all(|cell| is_in(cell.extent))
    }

    /// Returns true if a text continues one in a column: "VPP" below "Corporate".
    ///
    /// The line has one cell, no wider than the column: a line of a paragraph is wider.
    /// Without the width, a paragraph in the right half of the page would be in the last
    /// row.
    fn is_rest_of_text(&self, line: &Line, shape: &LineShape) -> bool {
        let extent = line.extent();
        shape.cells.len() < 2
            && line.area[0] > self.start() - LABEL_OVERHANG.at(line.size)
            && self.columns.at(extent).is_some_and(|at| {
                let column = self.columns.extents[at];
                extent.end - extent.start <= column.end - column.start
            })
    }

    /// Takes rows above the first line with numbers whose texts are in the columns.
    ///
    /// "Lowest   $9,594 or less" above "Middle   $9,595" is a row, though its cell is no
    /// number. One of the texts has an amount: "Item   Price" is a head. Without this
    /// rule the first bracket of a tax table would be a paragraph above it.
    pub(super) fn grow_upwards(
        &mut self,
        floor: usize,
        lines: &[Line],
        shapes: &[LineShape],
        words: &WordArena,
    ) {
        while self.rows.start > floor {
            let at = self.rows.start - 1;
            // Its cell is no number, or the line would have begun the table itself.
            let is_row = shapes[at].kind == ShapeKind::Texts
                && is_below(&lines[at], &lines[at + 1])
                && self.holds_texts(&shapes[at])
                && shapes[at]
                    .values()
                    .iter()
                    .any(|cell| cell.has_amount(&lines[at], words));
            if !is_row {
                break;
            }
            self.rows.start = at;
            self.labels = union(self.labels, shapes[at].label());
        }
    }

    /// Returns true if a line of years has one above each column, with nothing but labels
    /// between.
    ///
    /// "2012   2011   2010", "Revenues:", and "Product   99.1   98.7   98.9". The heads
    /// show that the numbers are a table, although none is written as an amount. Years
    /// above some of the columns show nothing. Without this rule a table of shares would
    /// be read as text.
    fn is_below_years(&self, floor: usize, lines: &[Line], shapes: &[LineShape]) -> bool {
        let above = (floor..self.rows.start).rev().take(MAX_LABEL_LINES);
        for at in above.take_while(|at| is_below(&lines[*at], &lines[at + 1])) {
            let (line, shape) = (&lines[at], &shapes[at]);
            // The nearest line of years decides.
            if shape.kind == ShapeKind::Years {
                let years = shape.values().iter().filter(|cell| !cell.is_text());
                let mut columns: Vec<_> = years.map(|cell| self.columns.at(cell.extent)).collect();
                let count = columns.len();
                columns.dedup();
                // Each column has its own year, or nothing is shown.
                return !columns.contains(&None)
                    && columns.len() == count
                    && count == self.columns.extents.len();
            }
            let is_label = line.area[2] < self.start() + LABEL_OVERHANG.at(line.size);
            // Only labels may be between the years and the rows.
            if shape.kind != ShapeKind::Text || !is_label {
                return false;
            }
        }
        false
    }

    /// Returns true if the lines may be rows of a table and are not accidental numbers.
    /// `floor` is the first line that a head of the table may be in.
    ///
    /// A share of the numbers is written as amounts, and at least three are: prose has a
    /// "(1)" or an "RFC 1952 (May 1996)" in the columns of others. One column needs more
    /// of them, with labels, because numbers of pages are in one column too. Below years,
    /// with several columns, no amount is needed: shares of a total, "0.9   1.3   1.1",
    /// are not written as amounts. Equal steps of numbers are the axis of a chart.
    /// Without these shares a page of prose with numbers in brackets would be a table.
    pub(super) fn may_be_table(
        &self,
        floor: usize,
        lines: &[Line],
        shapes: &[LineShape],
        words: &WordArena,
    ) -> bool {
        let columns = self.columns.extents.len();
        // Years above all columns replace the form: shares, "0.9   1.3", are not
        // formatted.
        if columns > 1 && self.amount_rows > 1 && self.is_below_years(floor, lines, shapes) {
            return true;
        }
        let is_formatted = if columns > 1 {
            FORMATTED.is_reached(self.formatted, self.amounts)
        } else {
            // Numbers of pages are one column too, so more is needed.
            self.labels.is_some()
                && self.amount_rows >= MIN_ROWS_ALONE
                && FORMATTED_ALONE.is_reached(self.formatted, self.amounts)
        };
        // More columns than axes are no chart.
        let is_axis = columns <= MAX_AXES && chart::is_axis(&lines[self.rows.clone()], words);
        (self.amount_rows > 1 || columns >= MIN_COLUMNS_OF_ROW)
            && self.formatted >= MIN_FORMATTED
            && is_formatted
            && !is_axis
    }

    /// Returns true if the lines are a table. `named` of its columns of numbers have a
    /// head.
    ///
    /// The numbers along two axes of a chart have neither labels nor heads. A single row,
    /// "Long-term debt   $ (11,236)   $ 761", has a head above each number. Without this
    /// test such a chart would be a table, and so would one line of text with two
    /// amounts.
    pub(super) fn is_table(&self, named: usize) -> bool {
        let values = self.columns.extents.len();
        if self.amount_rows == 1 {
            // One row needs all heads; several need half of them, or labels.
            named >= values
        } else {
            named * 2 > values || self.labelled * 2 >= self.amount_rows
        }
    }
}

/// Returns the smallest extent that contains both.
fn union(a: Option<Extent>, b: Option<Extent>) -> Option<Extent> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.cover(b)),
        (a, b) => a.or(b),
    }
}

/// Returns true if a line is below another one, as near as rows are.
///
/// The first line of the next column is above the last line of this one: without this
/// rule its numbers would be rows of this table.
fn is_below(above: &Line, line: &Line) -> bool {
    let distance = line.y - above.y;
    // A step up is the next column.
    line.page == above.page
        && distance > 0.0
        && distance < MAX_ROW_DISTANCE.at(above.size.max(line.size))
}
