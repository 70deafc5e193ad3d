//! Judges the two sides of a gap: columns of running text, or parts of a table.

use super::super::item::LayoutItem;
use crate::reader::pdf::layout::place::{Em, Percent};

/// Items whose baselines are at most this far below the previous one, in points, are a
/// line.
const SAME_LINE: f32 = 2.0;
/// Text has at least this many lines.
const MIN_LINES: u32 = 3;
/// Prose has at least this many lines: fewer lines in several columns are a table.
const MIN_LINES_OF_PROSE: usize = 8;
/// Lines of prose end nearer than this to the right end of their column.
const RAGGED: Em = Em(4.0);
/// This share of the lines of prose does; the others end paragraphs.
const FULL_LINES: Percent = Percent(65);
/// Lines of text have more characters than this on average: cells have fewer.
const MIN_CHARS_PER_LINE: u32 = 16;
/// A wider gap separates the cells of a line.
const CELL_GAP: Em = Em(1.5);
/// The number of items of a line that show whether it has cells.
const MAX_ITEMS_OF_LINE: usize = 32;
/// White space that is higher separates the rows of a table.
const ROW_GAP: Em = Em(0.5);
/// A table has at least this many rows: two columns may both have a blank line or two.
const MIN_ROWS: usize = 4;
/// This share of the rows of a table has cells on both sides.
const FULL_ROWS: Percent = Percent(90);
/// A row has at most this many lines: it is a paragraph beside a paragraph else.
const MAX_LINES_OF_ROW: usize = 16;
/// A label is on the baseline of its value, at most this far away, in points.
const LABEL_SLACK: f32 = 1.0;
/// This share of the values has a label.
const LABELLED: Percent = Percent(80);
/// Ends of lines nearer than this are flush.
const FLUSH: Em = Em(0.2);
/// This share of lines that are set to the right ends at one place.
const FLUSH_SHARE: Percent = Percent(80);

/// Returns true if the items are lines of text rather than cells, bullets or numbers.
///
/// The numbers of a list, each set apart from its text, are not a column of their own:
/// text has at least three lines, of more than 16 characters on average, and cells in
/// less than half of them.
pub(super) fn is_running_text(items: &[LayoutItem]) -> bool {
    let mut by_height: Vec<&LayoutItem> = items.iter().collect();
    by_height.sort_by(|a, b| a.y().total_cmp(&b.y()));
    let (mut lines, mut with_cells, mut chars) = (0_u32, 0_u32, 0_u32);
    // Each item is compared with the previous one: exponents raise a line step by step.
    for line in by_height.chunk_by(|a, b| b.y() - a.y() <= SAME_LINE) {
        lines += 1;
        with_cells += u32::from(has_cells(line));
        chars = line
            .iter()
            .fold(chars, |chars, item| chars.saturating_add(item.chars()));
    }
    lines >= MIN_LINES && chars > MIN_CHARS_PER_LINE * lines && with_cells * 2 < lines
}

/// Returns true if these are lines of running text that fill their column.
pub(super) fn is_prose(items: &[LayoutItem]) -> bool {
    let mut by_height: Vec<&LayoutItem> = items.iter().collect();
    by_height.sort_by(|a, b| a.y().total_cmp(&b.y()));
    let end = |items: &[&LayoutItem]| items.iter().fold(f32::MIN, |end, item| end.max(item.x1()));
    let column_end = end(&by_height);
    let (mut full, mut lines) = (0_usize, 0_usize);
    for line in by_height.chunk_by(|a, b| b.y() - a.y() <= SAME_LINE) {
        lines += 1;
        // Cells have many widths; a line of text ends where the next word would not fit.
        full += usize::from(column_end - end(line) < line[0].ems(RAGGED));
    }
    lines >= MIN_LINES_OF_PROSE && FULL_LINES.is_reached(full, lines) && is_running_text(items)
}

/// Returns true if a line has white space in it as there is between cells.
///
/// Two of the three columns of a table, taken together, have long lines as text has, and
/// would be a column of text. The gap to the next item on the right counts: "Tea" and
/// "95" three ems apart are cells, and the pieces of a justified line are not.
fn has_cells(line: &[&LayoutItem]) -> bool {
    // Each item is compared with all others, so their number is limited.
    let line = &line[..line.len().min(MAX_ITEMS_OF_LINE)];
    line.iter().any(|left| {
        let gap = |right: &&LayoutItem| right.x0() - left.x1();
        let next = line.iter().map(gap).filter(|gap| *gap > 0.0);
        let next = next.fold(f32::MAX, f32::min);
        let is_last = line.iter().all(|right| right.x0() <= left.x1());
        // Without a next item, the gap has no end.
        !is_last && next > left.ems(CELL_GAP)
    })
}

/// A part of a region that white space across separates from the others.
#[derive(Default)]
struct Band {
    items: usize,
    has_left: bool,
    has_right: bool,
}

/// Returns true if white space crosses both sides again and again.
///
/// The rows of a table with cells of several lines look like text in two columns, but
/// each row begins on both sides at once: reading down would tear the cells from their
/// labels. Rows are at least four and not higher than 16 lines, because two columns may
/// both have a blank line at the same height.
pub(super) fn are_rows(left: &[LayoutItem], right: &[LayoutItem]) -> bool {
    let mut all: Vec<(&LayoutItem, bool)> = (left.iter().map(|item| (item, true)))
        .chain(right.iter().map(|item| (item, false)))
        .collect();
    all.sort_by(|a, b| a.0.top().total_cmp(&b.0.top()));
    let mut bands: Vec<Band> = Vec::new();
    let mut bottom = f32::MIN;
    for (item, is_left) in all {
        if bands.is_empty() || item.top() - bottom > item.ems(ROW_GAP) {
            bands.push(Band::default());
        }
        if let Some(band) = bands.last_mut() {
            band.items += 1;
            band.has_left |= is_left;
            band.has_right |= !is_left;
        }
        bottom = bottom.max(item.bottom());
    }
    // The last band may be the text below the table: its height does not count.
    let complete = &bands[..bands.len().saturating_sub(1)];
    let highest = complete.iter().map(|band| band.items).max().unwrap_or(0);
    let full = (bands.iter()).filter(|band| band.has_left && band.has_right);
    bands.len() >= MIN_ROWS
        && FULL_ROWS.is_reached(full.count(), bands.len())
        // A higher band is a paragraph beside a paragraph.
        && highest <= MAX_LINES_OF_ROW
}

/// Returns true if the right side is rows of cells that have their labels on the left
/// side.
///
/// "Repairs . . . . . . .     —     —   1,627" is a row of a table, also where the pages
/// before it had a gutter between its label and its numbers. Cut there, all labels would
/// be read before all numbers.
pub(super) fn are_labelled_rows(left: &[LayoutItem], right: &[LayoutItem]) -> bool {
    let mut by_height: Vec<&LayoutItem> = right.iter().collect();
    by_height.sort_by(|a, b| a.y().total_cmp(&b.y()));
    let (mut lines, mut with_cells) = (0_usize, 0_usize);
    for line in by_height.chunk_by(|a, b| b.y() - a.y() <= SAME_LINE) {
        lines += 1;
        with_cells += usize::from(has_cells(line));
    }
    // Prose beside text has no cells, though its lines may be on one baseline.
    with_cells * 2 >= lines && LABELLED.is_reached(count_labelled(left, right), right.len())
}

/// Counts the items of the right side that have an item of the left side beside them.
///
/// A label is within a point of the baseline of its value. The lines of two columns that
/// are set half a line apart are no labels of each other.
fn count_labelled(left: &[LayoutItem], right: &[LayoutItem]) -> usize {
    let mut heights: Vec<f32> = left.iter().map(LayoutItem::y).collect();
    heights.sort_by(f32::total_cmp);
    let has_label = |item: &&LayoutItem| {
        // The heights are sorted: the first one in reach decides.
        let at = heights.partition_point(|y| *y < item.y() - LABEL_SLACK);
        heights
            .get(at)
            .is_some_and(|y| *y <= item.y() + LABEL_SLACK)
    };
    right.iter().filter(has_label).count()
}

/// Returns true if the right side holds the values of the names on the left side.
///
/// "Chief engineer" at the left margin and "Ada Smith" at the right one are read
/// together. Values end at one place and begin at many, as no text does that is read from
/// the left, and almost each has a name beside it. In a right-to-left book both columns
/// are ragged on the left, so the left side must not be.
pub(super) fn are_values(left: &[LayoutItem], right: &[LayoutItem]) -> bool {
    is_ragged_on_the_left(right)
        && !is_ragged_on_the_left(left)
        && LABELLED.is_reached(count_labelled(left, right), right.len())
}

/// Returns true if lines end at one place and begin at many.
///
/// Dates set to the right, "May 2020" below "December 2019", are ragged on the left; a
/// paragraph is flush there, or on both sides.
fn is_ragged_on_the_left(items: &[LayoutItem]) -> bool {
    let (begin, end) = (items.iter()).fold((f32::MAX, f32::MIN), |(begin, end), item| {
        (begin.min(item.x0()), end.max(item.x1()))
    });
    let at_end = items
        .iter()
        .filter(|item| end - item.x1() < item.ems(FLUSH))
        .count();
    let at_begin = items
        .iter()
        .filter(|item| item.x0() - begin < item.ems(FLUSH))
        .count();
    // Two lines may end at one place by chance.
    items.len() > 2 && FLUSH_SHARE.is_reached(at_end, items.len()) && at_begin * 2 < items.len()
}
