//! Builds the table of a region: its heads, and its rows.

use super::AmountTable;
use super::cells::AmountCell;
use super::columns::nearest;
use super::groups::HeadGrid;
use super::heads::HeadLine;
use super::region::{BESIDE, Region};
use super::shape::LineShape;
use crate::lexicon::units;
use crate::reader::pdf::layout::lines::{Context, Line, Word, WordArena};
use crate::reader::pdf::layout::place::{Em, Extent};
use crate::reader::pdf::layout::table::{Table, TableCell, places};
use std::ops::Range;

/// The lines of heads are nearer to each other, and to the first row.
const MAX_HEAD_DISTANCE: Em = Em(3.2);
/// The number of lines above the rows that may be heads: heads of ten lines are text.
const MAX_HEAD_LINES: usize = 12;
/// The most lines of labels between the heads and the first numbers: "Assets",
/// "Current assets:".
const MAX_LABELS_BELOW_HEAD: usize = 4;
/// The rest of a cell is nearer to its first line.
const MAX_REST_DISTANCE: Em = Em(1.5);
/// The space that a word needs before it.
const SPACE: Em = Em(0.3);
/// Labels that end this near to the longest one are as wide as their column.
const RAGGED: Em = Em(2.5);

/// Builds the table of a region, if it is one. Its heads are among the lines from `floor`
/// on.
///
/// The heads are found before the rows, because a region whose columns have neither heads
/// nor labels is the numbers of a chart. Without heads the table begins with the labels
/// directly above the numbers: "Net sales:" would otherwise be a paragraph above its own
/// rows.
pub(super) fn table(
    region: &Region,
    floor: usize,
    lines: &[Line],
    shapes: &[LineShape],
    context: &Context<'_>,
) -> Option<AmountTable> {
    let columns = region.columns.clone().with_labels(region.labels);
    let words = context.words;
    let grid = HeadGrid {
        columns: &columns,
        words,
    };
    let heads = heads(&grid, floor..region.rows.start, lines);
    let head = (!heads.is_empty()).then(|| {
        let stubs = stub_lines(&heads, lines);
        grid.join(&heads, stubs, lines)
    });
    // Not the first cell: the labels may have a head in any table.
    let named = (head.iter().flatten().skip(1)).filter(|cell| !cell.is_empty());
    if !region.is_table(named.count()) {
        return None;
    }
    let body = match heads.last() {
        // Labels between the last head and the first numbers are rows.
        Some(last) => last.at + 1..region.rows.end,
        None => labels_above(&region.rows, floor, lines, &columns, words)..region.rows.end,
    };
    let from = heads.first().map_or(body.start, |first| first.at);
    let mut builder = RowBuilder::new(&lines[body.clone()], &columns, words);
    for at in body {
        builder.add(&lines[at], &shapes[at]);
    }
    let header = usize::from(head.is_some());
    let rows = head.into_iter().chain(builder.rows).collect();
    let taken = from..region.rows.end;
    Some(AmountTable {
        table: Table {
            header,
            rows,
            columns: columns.iter().map(|column| column.start).collect(),
            places: places(lines[taken.clone()].iter()),
            is_of_amounts: true,
            repeats: Vec::new(),
        },
        lines: taken,
    })
}

/// Returns the lines of heads above the rows, from the top.
///
/// They are found upwards, up to a wide space, another page or a line that is no head. A
/// few labels may be between heads and numbers, "Assets" and "Current assets:"; labels
/// above the first head are text. A unit alone, "(in millions)", names no column and is
/// no head. Counted as a head, it would be the header of a table that has none.
fn heads(grid: &HeadGrid<'_>, above: Range<usize>, lines: &[Line]) -> Vec<HeadLine> {
    let mut heads: Vec<HeadLine> = Vec::new();
    if grid.columns.len() < 2 {
        return heads;
    }
    // Labels above the first head are text; below it they are rows, or lines of the head
    // of the labels.
    let mut labels = 0;
    for at in above.rev().take(MAX_HEAD_LINES) {
        let (line, below) = (&lines[at], &lines[at + 1]);
        let distance = below.y - line.y;
        if line.page != below.page
            || distance <= 0.0
            || distance > MAX_HEAD_DISTANCE.at(line.size.max(below.size))
        {
            break;
        }
        if let Some(head) = grid.line(at, lines) {
            heads.push(head);
            labels = 0;
        } else if line.area[2] < grid.columns[1].start && labels < MAX_LABELS_BELOW_HEAD {
            // Text that ends before the columns may be a label; anything else ends the
            // heads.
            labels += 1;
        } else {
            break;
        }
    }
    heads.reverse();
    // Only from the top: a unit below other heads is moved to the labels later.
    let is_unit = |head: &HeadLine| {
        let line = &lines[head.at];
        let cells = head.cells.iter();
        cells
            .into_iter()
            .all(|cell| units::is_unit(&cell.text(line, grid.words)))
    };
    let units = heads.iter().take_while(|head| is_unit(head)).count();
    heads.drain(..units);
    heads
}

/// Returns the lines between heads that have nothing but a label.
///
/// "Three months ended" above, "Segment" at the left, and "2024   2023" below: "Segment"
/// is the head of the labels. The lines in the head are not read as rows, so it would be
/// lost.
fn stub_lines(heads: &[HeadLine], lines: &[Line]) -> Vec<Line> {
    let pairs = heads.windows(2);
    pairs
        .flat_map(|pair| lines[pair[0].at + 1..pair[1].at].iter().cloned())
        .collect()
}

/// Returns the first of the labels directly above rows without heads: "Net sales:".
///
/// A label ends with a colon, before the columns, and is as near as the lines of one
/// cell. A line without a colon is the end of a paragraph, which would be the first row.
fn labels_above(
    rows: &Range<usize>,
    floor: usize,
    lines: &[Line],
    columns: &[Extent],
    words: &WordArena,
) -> usize {
    let mut first = rows.start;
    while first > floor && columns.len() > 1 {
        let (line, below) = (&lines[first - 1], &lines[first]);
        let distance = below.y - line.y;
        let is_label = line.page == below.page
            && line.last_char(words) == Some(':')
            && line.area[2] < columns[1].start
            && distance > 0.0
            && distance < MAX_REST_DISTANCE.at(line.size.max(below.size));
        if !is_label {
            break;
        }
        first -= 1;
    }
    first
}

/// Makes rows of the lines below the heads.
struct RowBuilder<'t> {
    columns: &'t [Extent],
    words: &'t WordArena,
    rows: Vec<Vec<TableCell>>,
    /// The right end of the longest label, and the number of labels that end near to it.
    width: f32,
    full: usize,
    /// The previous line.
    last: Option<&'t Line>,
}

impl<'t> RowBuilder<'t> {
    /// Measures the labels, so that wrapped labels are found later.
    ///
    /// A label is wrapped if it ends near the right end of most labels: "Cash and cash"
    /// above "equivalents   3". Without the measure, "Commitments and contingencies", a
    /// row without numbers, would be joined with the row below.
    fn new(lines: &[Line], columns: &'t [Extent], words: &'t WordArena) -> Self {
        let start = columns.get(1).map_or(f32::MAX, |column| column.start);
        let label_end = |line: &Line| {
            // Only the words left of the columns: those after them are values.
            let is_label = |word: &&Word| word.x1 < start;
            line.words
                .iter()
                .take_while(is_label)
                .last()
                .map(|word| word.x1)
        };
        let ends: Vec<f32> = lines.iter().filter_map(label_end).collect();
        let width = ends.iter().fold(f32::MIN, |width, end| width.max(*end));
        let size = lines.first().map_or(0.0, |line| line.size);
        // With one wide label none is known to be as wide as the column.
        let full = ends.iter().filter(|end| **end > width - RAGGED.at(size));
        Self {
            columns,
            words,
            rows: Vec::new(),
            width,
            full: full.count(),
            last: None,
        }
    }

    /// Adds a line to the rows.
    ///
    /// "equivalents" below "Cash and cash" continues the row above and begins none. As a
    /// row, "Cash and cash" would have no amount.
    fn add(&mut self, line: &'t Line, shape: &LineShape) {
        let cells = self.cells(line, shape);
        let continues = self
            .last
            .is_some_and(|last| self.continues(last, line, &cells));
        // Else the line belongs to the last row, each cell to its column.
        if !continues {
            self.rows.push(vec![TableCell::new(); self.columns.len()]);
        }
        if let Some(row) = self.rows.last_mut() {
            for (column, text) in cells {
                row[column].push(text);
            }
        }
        self.last = Some(line);
    }

    /// Returns the texts of a line with their columns.
    ///
    /// A label is in the first column, and every number in the column at its place: in
    /// "3   4" below "Cash   1   2" the first number is in the second column. By its
    /// order it would be the label.
    fn cells(&self, line: &Line, shape: &LineShape) -> Vec<(usize, Line)> {
        // A line without cells is a text, whose underline must not be that of its row.
        if shape.cells.is_empty() {
            let mut text = line.clone();
            text.underlines = Vec::new();
            return vec![(self.column(line.extent()), text)];
        }
        let has_label = shape.has_label();
        let place = |(nth, cell): (usize, &AmountCell)| {
            // By its kind: a long label may reach below the first numbers.
            let column = if nth == 0 && has_label {
                0
            } else {
                self.column(cell.extent)
            };
            (column, cell.line(line, self.words))
        };
        shape.cells.iter().enumerate().map(place).collect()
    }

    /// Returns the column of an extent: that of the labels if it shares nothing with the
    /// others.
    ///
    /// "Total" at the end of the labels is nearest to the first numbers, but not above or
    /// below any. A long label reaches into their column and is still mostly a label. By
    /// the nearest column, "Total" would be among the amounts.
    fn column(&self, extent: Extent) -> usize {
        let column = nearest(self.columns, extent);
        let shared = |at: usize| self.columns[at].overlap(extent);
        if column == 0 || shared(column) <= 0.0 || shared(0) > shared(column) {
            0
        } else {
            column
        }
    }

    /// Returns true if a line continues the row of the line above.
    ///
    /// A row with only a label takes the numbers beside it, and the rest of a wrapped
    /// label: "Cash and cash" above "equivalents   3". A row with numbers takes a lone
    /// label in small letters: "and equipment" below "Property   3". A line without a
    /// label continues a row only in words below words: "VPP" below "Corporate"; numbers
    /// below numbers are a row of their own.
    fn continues(&self, last: &Line, line: &Line, cells: &[(usize, Line)]) -> bool {
        let distance = line.y - last.y;
        let Some(row) = self.rows.last() else {
            return false;
        };
        let is_label_only = row[1..].iter().all(Vec::is_empty) && !row[0].is_empty();
        let has_label = cells.iter().any(|(column, _)| *column == 0);
        let is_near = distance < MAX_REST_DISTANCE.at(line.size.max(last.size));
        match (is_label_only, has_label) {
            // Numbers half a line below a label are centred beside it.
            (true, false) => distance < BESIDE.at(line.size),
            (true, true) => is_near && self.is_wrapped(&row[0], &cells[0].1),
            // A row with numbers is complete: only a lone rest of its label may follow.
            (false, true) => {
                let is_rest = line.first_char(self.words).is_some_and(char::is_lowercase);
                cells.len() == 1 && (is_near && is_rest || distance < BESIDE.at(line.size))
            }
            // "VPP" below "Corporate"; numbers below numbers are the next row.
            (false, false) => {
                let is_text = |(column, text): &(usize, Line)| {
                    !row[*column].is_empty() && text.text(self.words).contains(char::is_alphabetic)
                };
                is_near && cells.iter().all(is_text)
            }
        }
    }

    /// Returns true if a label continues in the next line.
    ///
    /// The next line begins with a small letter, or its first word would not have fit
    /// where other labels are as wide: "Debt securities issued by the U.S." ends where
    /// "Treasury" would not fit. "Commitments and contingencies" is short: the next line
    /// is a row of its own. A label with a colon, "Assets:", or in another font than the
    /// next line heads the rows below it.
    fn is_wrapped(&self, label: &[Line], next: &Line) -> bool {
        let (Some(last), Some(first)) = (label.last(), next.words.first()) else {
            return false;
        };
        // A bold label heads the rows below it; it does not continue in plain type.
        let is_same_font = last
            .words
            .last()
            .is_some_and(|word| word.font == first.font);
        if last.last_char(self.words) == Some(':') || !is_same_font {
            return false;
        }
        // "Commitments and contingencies" is short, so the next line would have fit.
        let fits = last.end_with(next) < self.width + SPACE.at(last.size);
        next.first_char(self.words).is_some_and(char::is_lowercase) || (!fits && self.full > 1)
    }
}
