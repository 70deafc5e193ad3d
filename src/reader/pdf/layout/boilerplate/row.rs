//! The rows near the top and bottom of a page, with the features that show boilerplate.

use super::{PageEnd, PageText};
use crate::lexicon::roman::Numerals;
use crate::reader::pdf::layout::lines::WordArena;
use crate::reader::pdf::layout::place::Em;

/// The number of rows from the top and from the bottom of a page that may be boilerplate.
const EDGE_ROWS: usize = 3;
/// The share of a page's height, at each end, in which boilerplate may be.
const NEAR_EDGE: f32 = 0.2;
/// The share of a page's height, at each end, in which nothing but boilerplate is.
const MARGIN: f32 = 0.08;
/// Ends of cells in one column of a table differ by less, in points.
const SAME_COLUMN: f32 = 2.0;
/// The rows of a table are nearer to each other.
const TABLE_ROW_DISTANCE: Em = Em(3.0);
/// The fewest rows above the last row of a table that are in its columns.
const MIN_ROWS_ABOVE: usize = 3;
/// The number of runs of a row that show whether it heads a table.
///
/// A row of a map or a drawing may have thousands.
const MAX_HEADER_CELLS: usize = 64;
/// Segments of a row are farther apart: `Annual report              2 Results`.
const SEGMENT_GAP: Em = Em(3.0);

/// A row of runs on a page.
pub(super) struct PageRow {
    /// An index of the file's pages.
    pub(super) page: usize,
    /// Indices of the page's runs.
    pub(super) runs: Vec<usize>,
}

/// A row near the edge of a page.
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
pub(super) struct EdgeRow {
    pub(super) place: PageRow,
    /// The baseline.
    pub(super) y: f32,
    /// The size of its largest run.
    pub(super) size: f32,
    pub(super) text: String,
    /// Its text with masked digits.
    pub(super) mask: String,
    /// The numbers in its text.
    pub(super) numbers: Vec<u32>,
    /// The texts at its ends and between them, if wide gaps separate them; else none.
    pub(super) segments: Vec<Segment>,
    pub(super) end: PageEnd,
    /// It is in the margin, where nothing but boilerplate is.
    pub(super) is_marginal: bool,
    /// No other row is nearer to the end of the page.
    pub(super) is_outermost: bool,
    pub(super) shape: RowShape,
    /// The next row towards the middle of the page has the same masked text.
    pub(super) is_one_of_many: bool,
    pub(super) is_boilerplate: bool,
}

/// The arrangement of a row's runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowShape {
    Line,
    /// It is the first or the last row of a table: a table may repeat its header on each
    /// page, and only a page number in it shows that it is boilerplate.
    OfTable,
}

/// A text in a row that wide gaps separate from the others.
pub(super) struct Segment {
    /// Its left end; its right end if it is the last one of the row.
    pub(super) x: f32,
    pub(super) text: String,
}

/// Adds the first three and the last three rows of a page that are near its edges.
///
/// The two rows of a cover in the middle of its page are the first and the last rows but
/// no boilerplate: a row is within a fifth of the page's height from its edge.
pub(super) fn edge_rows(page: usize, sheet: &PageText, words: &WordArena, rows: &mut Vec<EdgeRow>) {
    let found = sheet.rows((0..sheet.runs.len()).collect());
    let count = found.len();
    for nth in 0..count {
        let from_edge = nth.min(count - 1 - nth);
        let y = sheet.runs[found[nth][0]].y;
        let is_within = |share: f32| y < share * sheet.height || y > (1.0 - share) * sheet.height;
        // The rank alone does not decide: a cover has a few rows in its middle.
        if from_edge >= EDGE_ROWS || !is_within(NEAR_EDGE) {
            continue;
        }
        let mut runs = found[nth].clone();
        // Until here the runs of a row are in the order of their heights.
        runs.sort_by(|a, b| sheet.runs[*a].x0.total_cmp(&sheet.runs[*b].x0));
        let text = text(&runs, sheet, words);
        rows.push(EdgeRow {
            y,
            size: runs
                .iter()
                .map(|at| sheet.runs[*at].size)
                .fold(0.0, f32::max),
            numbers: numbers(&text),
            segments: segments(&runs, sheet, words),
            place: PageRow { page, runs },
            end: if y < sheet.height / 2.0 {
                PageEnd::Top
            } else {
                PageEnd::Bottom
            },
            is_marginal: is_within(MARGIN),
            is_outermost: from_edge == 0,
            shape: shape(sheet, &found, nth),
            is_one_of_many: is_one_of_many(&mask(&text), sheet, &found, nth, words),
            mask: mask(&text),
            text,
            is_boilerplate: false,
        });
    }
}

/// Returns the arrangement of row `nth`: the first or the last row of a table, or a line.
///
/// A row is the first of a table if the next one is near and has two of its columns. A
/// table over many pages repeats its header at the same height of each. Taken as
/// boilerplate, `Country   Tea   Coffee` would be lost for the table. The last row of a
/// table needs three rows of it above: the lower of two flush lines of a running foot
/// would be one otherwise.
fn shape(sheet: &PageText, rows: &[Vec<usize>], nth: usize) -> RowShape {
    // A header that `mark_repeated` must leave to its table.
    let is_first = rows
        .get(nth + 1)
        .is_some_and(|next| are_rows(sheet, &rows[nth], next));
    // The last row of a table is above a page number or nothing, and two lines of a
    // running foot are flush with each other.
    let above = |at: usize| {
        let above = nth.checked_sub(at);
        above.is_some_and(|above| are_rows(sheet, &rows[above], &rows[above + 1]))
    };
    if is_first || (1..=MIN_ROWS_ABOVE).all(above) {
        RowShape::OfTable
    } else {
        RowShape::Line
    }
}

/// Returns true if two rows, the upper one first, are near and have columns in common.
///
/// Columns are common at their left or right ends, and two are needed. One column in
/// common is the left margin of every text: a running head above the numbers and the
/// texts of a list would be the header of a table.
fn are_rows(sheet: &PageText, row: &[usize], next: &[usize]) -> bool {
    let is_above_cell = |at: &&usize| {
        let run = &sheet.runs[**at];
        (next.iter()).any(|below| {
            let below = &sheet.runs[*below];
            (below.x0 - run.x0).abs() < SAME_COLUMN || (below.x1 - run.x1).abs() < SAME_COLUMN
        })
    };
    let first_below = &sheet.runs[next[0]];
    let distance = first_below.y - sheet.runs[row[0]].y;
    let is_near = distance < TABLE_ROW_DISTANCE.at(first_below.size);
    let in_columns = || {
        let row = row.iter().take(MAX_HEADER_CELLS);
        // One column in common is the margin of the text.
        row.filter(is_above_cell).count() > 1
    };
    is_near && next.len() > 1 && in_columns()
}

/// Returns true if the next row towards the middle of the page has the same masked text.
///
/// "7", "8" and "9" below each other at the foot of a page are rows of a table. A page
/// number is above or below other text.
fn is_one_of_many(
    mask: &str,
    sheet: &PageText,
    rows: &[Vec<usize>],
    nth: usize,
    words: &WordArena,
) -> bool {
    // Towards the middle: the outermost row has no other neighbour.
    let inner = if nth < rows.len() / 2 {
        rows.get(nth + 1)
    } else {
        nth.checked_sub(1).and_then(|above| rows.get(above))
    };
    inner.is_some_and(|inner| {
        let mut runs = inner.clone();
        // Sorted as the row itself is, or equal rows would have two texts.
        runs.sort_by(|a, b| sheet.runs[*a].x0.total_cmp(&sheet.runs[*b].x0));
        self::mask(&text(&runs, sheet, words)) == mask
    })
}

/// Returns the text of runs, with a space between words.
///
/// Runs of one word each, as some producers draw them, must have the same text as one
/// run: "Annual" and "report" on one page are the head "Annual report" of the others.
fn text(runs: &[usize], sheet: &PageText, words: &WordArena) -> String {
    let mut text = String::new();
    for at in runs {
        for word in words.get(sheet.runs[*at].words.clone()) {
            // Between the last word of a run and the next run as well.
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(words.text_of(word));
        }
    }
    text
}

/// Splits a row at gaps of three ems; returns nothing for a row in one piece.
///
/// The last segment is compared by its right end: page numbers are set to the right, so
/// "9" begins farther right than "10". By their left ends they would be at two places.
fn segments(runs: &[usize], sheet: &PageText, words: &WordArena) -> Vec<Segment> {
    let is_near = |a: &usize, b: &usize| {
        let (left, right) = (&sheet.runs[*a], &sheet.runs[*b]);
        right.x0 - left.x1 < SEGMENT_GAP.at(left.size)
    };
    let count = runs.chunk_by(is_near).count();
    let chunks = runs.chunk_by(is_near).enumerate();
    let segments = chunks.map(|(nth, chunk)| Segment {
        // The left end of the last one depends on its digits: "9" and "10".
        x: if nth + 1 < count {
            sheet.runs[chunk[0]].x0
        } else {
            sheet.runs[chunk[chunk.len() - 1]].x1
        },
        text: text(chunk, sheet, words),
    });
    // A row in one piece is compared as a whole by `mark_repeated`.
    segments.filter(|_| count > 1).collect()
}

/// Replaces each number of a text by `#`.
///
/// "Page 9 of 120" and "Page 10 of 120" are one running foot. A Roman number alone counts
/// as a number; inside a text, "mix" and "I" are words.
pub(crate) fn mask(text: &str) -> String {
    const NUMERALS: Numerals = Numerals {
        letters: "ivxlcIVXLC",
        max_letters: usize::MAX,
    };
    if NUMERALS.value(text).is_some() {
        return "#".to_owned();
    }
    let mut masked = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        // One sign for all digits: the masks of "9" and "120" are equal.
        if c != '#' || !masked.ends_with('#') {
            masked.push(c);
        }
    }
    masked
}

/// Returns the decimal numbers in a text, from left to right.
///
/// "Journal 12, p. 3" has two: which of them counts the pages is seen on the next page.
pub(super) fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_masked_whatever_their_length() {
        assert_eq!(mask("Page 9 of 120"), mask("Page 10 of 120"));
        assert_eq!(mask("xiv"), mask("12"));
        assert_ne!(mask("vivid"), mask("12"));
    }
}
