//! Marks the rows that are boilerplate: those that pages repeat or that count pages.

use super::PageEnd;
use super::data;
use super::row::{EdgeRow, RowShape};
use crate::lexicon::roman::Numerals;
use crate::reader::pdf::layout::place::{Em, Percent};
use std::collections::{BTreeMap, HashMap};

/// The fewest pages that must show the same text at the same height.
///
/// Two pages of a paper may begin with the same word by chance.
const MIN_PAGES: usize = 3;
/// The share of the pages from the first to the last one that show the text.
///
/// The head of a chapter is on every second page; a word on three of a hundred is chance.
const MIN_SHARE: Percent = Percent(20);
/// A file of at most this many pages may show its running head twice only: its first page
/// has none, or left and right pages differ.
const FEW_PAGES: usize = 4;
/// Heights that differ by less are one, in points: a scanner moves the pages.
const SAME_HEIGHT: f32 = 4.0;
/// Places of segments are rounded to this, in points.
const SEGMENT_STEP: f32 = 3.0;
/// Heights of outermost rows are rounded to this, in points.
const SLOT_STEP: f32 = 2.0;
/// The head of a short chapter is no larger than this, in sizes of the other heads.
const MAX_HEAD_SIZE: f32 = 1.05;
/// A page's own title is at least this many sizes of the row repeated below it.
const TITLE_SIZE: Em = Em(1.1);

/// Marks rows with the same masked text at the same height of enough pages.
///
/// Headers of tables are repeated as well, and belong to their tables: without
/// `Country   Tea   Coffee` the columns of a table over three pages would have no names.
/// Rows of tables are not compared.
pub(super) fn mark_repeated(rows: &mut [EdgeRow], pages: usize) {
    let mut order: Vec<usize> = (0..rows.len())
        // The header of a table is not compared, however many pages repeat it.
        .filter(|at| rows[*at].shape == RowShape::Line)
        .collect();
    // Rows of one text are adjacent, and among them those of one height.
    order.sort_by(|a, b| {
        let (a, b) = (&rows[*a], &rows[*b]);
        (a.mask.cmp(&b.mask))
            .then(a.y.total_cmp(&b.y))
            .then(a.place.page.cmp(&b.place.page))
    });
    let mut from = 0;
    while from < order.len() {
        let mut to = from + 1;
        // Compared with the row before, as the shifts of a scanner may add up.
        while to < order.len() && is_same(&rows[order[to - 1]], &rows[order[to]]) {
            to += 1;
        }
        let same = &order[from..to];
        if is_repeated(rows, same, pages) {
            for at in same {
                rows[*at].is_boilerplate = true;
            }
        }
        from = to;
    }
}

/// Returns true if two rows, the upper one first, have the same masked text and height.
///
/// "Exercises" heads a section on many pages, but each time at another height. Heights
/// may differ by less than four points, because a scanner moves the pages.
fn is_same(a: &EdgeRow, b: &EdgeRow) -> bool {
    a.mask == b.mask && b.y - a.y < SAME_HEIGHT
}

/// Returns true if so many pages show the same row that it is boilerplate.
///
/// Three pages are enough if they are a fifth of those from the first to the last one.
/// Two pages are enough in a file of at most four, for a row in the margin or with a
/// number that counts up: two sheets of exercises begin with "Name:", which is content.
/// Data, such as "Invoice no. 17" and "Invoice no. 18", is never boilerplate.
fn is_repeated(rows: &[EdgeRow], same: &[usize], pages: usize) -> bool {
    // Two equal rows of one page count as one page.
    let mut on: Vec<usize> = same.iter().map(|at| rows[*at].place.page).collect();
    on.sort_unstable();
    on.dedup();
    // Before the pages are counted: invoices show their form on each page.
    if data::are_data(rows, same) {
        return false;
    }
    if on.len() >= MIN_PAGES && MIN_SHARE.is_reached(on.len(), on[on.len() - 1] - on[0] + 1) {
        return true;
    }
    // On two pages the text alone is not evidence: two sheets of exercises begin with
    // "Name:". It takes a number that counts the pages, or a place in the margin.
    let [a, b] = same else { return false };
    let is_in_margin = rows[*a].is_marginal && rows[*a].is_outermost;
    on.len() == 2
        && pages <= FEW_PAGES
        && (is_in_margin || counts_up(&rows[*a].numbers, &rows[*b].numbers))
}

/// Returns true if one of the numbers of a row is one more in the other row.
///
/// "Journal 12 1" and "Journal 12 2" are the feet of two pages; the volume stays the
/// same. One number that counts is enough, or the feet of both pages would be content.
fn counts_up(first: &[u32], second: &[u32]) -> bool {
    (first.iter().zip(second)).any(|(a, b)| a.checked_add(1) == Some(*b))
}

/// The place and text of a segment; for a page number, its difference to the page's
/// index.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SegmentKey {
    y: i64,
    x: i64,
    text: String,
}

/// Marks rows with a segment that page after page shows, while their other segments
/// differ.
///
/// `Handbook        1 Tea` and `Handbook        2 Milk` differ as a whole. Page numbers
/// are compared by their distance from the page: the 7 and the 8 beside the names of two
/// chapters are one segment. The first row of a table needs such a number to be marked.
pub(super) fn mark_segments(rows: &mut [EdgeRow]) {
    let mut same: BTreeMap<SegmentKey, Vec<usize>> = BTreeMap::new();
    #[allow(clippy::cast_possible_truncation)] // rounding to a grid; `as` saturates
    let step = |x: f32| (x / SEGMENT_STEP).round() as i64;
    for (at, row) in rows.iter().enumerate() {
        for segment in row.segments.iter().filter(|_| row.is_outermost) {
            // Numbers count pages if all are as far from the index of their page. Numbers
            // in the first row of a table, 3, 14 and 31, are not.
            let offset = (page_number(&segment.text))
                .and_then(|number| Some(number - i64::try_from(row.place.page).ok()?));
            if row.shape == RowShape::OfTable && offset.is_none() {
                continue;
            }
            // The 8 on the page with index 7 and the 9 on the next page are both "#1".
            let text = offset.map_or_else(|| segment.text.clone(), |offset| format!("#{offset}"));
            let key = SegmentKey {
                y: step(row.y),
                x: step(segment.x),
                text,
            };
            same.entry(key).or_default().push(at);
        }
    }
    for same in same.into_values() {
        let (first, last) = (same[0], same[same.len() - 1]);
        let span = rows[last].place.page - rows[first].place.page + 1;
        if same.len() >= MIN_PAGES && MIN_SHARE.is_reached(same.len(), span) {
            for at in same {
                rows[at].is_boilerplate = true;
            }
        }
    }
}

/// Returns the number that a text is, in digits or in small Roman numerals.
///
/// The preface counts "iii", "iv", "v". "five" has other letters, and is a word. Without
/// Roman numerals the heads of a preface that name its sections would be content.
fn page_number(text: &str) -> Option<i64> {
    const NUMERALS: Numerals = Numerals {
        letters: "ivxlc",
        max_letters: usize::MAX,
    };
    (text.parse().ok()).or_else(|| NUMERALS.value(text).map(i64::from))
}

/// Marks, in a file of one page, the row at the very edge that ends with the number 1.
///
/// "Journal 12 (2024) 1" is repeated nowhere. "Chapter 1" ends with a number too, and is
/// a heading.
pub(super) fn mark_first_page(rows: &mut [EdgeRow]) {
    for row in rows.iter_mut() {
        let words: Vec<&str> = row.text.split_whitespace().collect();
        let is_numbered = match words.as_slice() {
            // "Chapter 1" has two words as well and is a heading.
            [word, "1"] => word.eq_ignore_ascii_case("page"),
            [.., last] => *last == "1",
            [] => false,
        };
        row.is_boilerplate |=
            row.is_marginal && row.is_outermost && is_numbered && row.shape == RowShape::Line;
    }
}

/// The outermost rows at one height.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    rows: usize,
    boilerplate: usize,
    /// The largest size of the boilerplate.
    size: f32,
}

/// Marks the outermost row of a page at a height where other pages have boilerplate.
///
/// A chapter of two pages shows its running head on one of them: nothing repeats it. Of
/// all outermost rows at this height, more than half and at least three are boilerplate.
/// The row is no larger than those heads: the title of a chapter may begin at the same
/// height.
pub(super) fn mark_slots(rows: &mut [EdgeRow]) {
    let mut slots: HashMap<i64, Slot> = HashMap::new();
    #[allow(clippy::cast_possible_truncation)] // rounding to a grid; `as` saturates
    let step = |y: f32| (y / SLOT_STEP).round() as i64;
    let may_be_head = |row: &EdgeRow| row.is_outermost && row.shape == RowShape::Line;
    for row in rows.iter().filter(|row| may_be_head(row)) {
        let slot = slots.entry(step(row.y)).or_default();
        slot.rows += 1;
        if row.is_boilerplate {
            slot.boilerplate += 1;
            slot.size = slot.size.max(row.size);
        }
    }
    for row in rows.iter_mut().filter(|row| may_be_head(row)) {
        // A height may be rounded to either side.
        let near = [-1, 0, 1].map(|by| {
            let slot = slots.get(&(step(row.y) + by));
            slot.copied().unwrap_or_default()
        });
        let boilerplate: usize = near.iter().map(|slot| slot.boilerplate).sum();
        let all: usize = near.iter().map(|slot| slot.rows).sum();
        let size = near.iter().map(|slot| slot.size).fold(0.0, f32::max);
        // The title of a chapter is larger than the heads at its height.
        row.is_boilerplate |=
            boilerplate >= MIN_PAGES && boilerplate * 2 > all && row.size < MAX_HEAD_SIZE * size;
    }
}

/// Unmarks rows at the top that pages repeat below a larger line of their own.
///
/// Each page of a manual may be about one command: its name in large type, and below it
/// the word "Name" that heads its first section, at the same height of every page. Rows
/// in the margin remain boilerplate.
pub(super) fn spare_content(rows: &mut [EdgeRow]) {
    let (mut page, mut largest) = (usize::MAX, 0.0_f32);
    for row in rows.iter_mut().filter(|row| row.end == PageEnd::Top) {
        // The rows are in the order of pages, from the top: `largest` is above the row.
        if page != row.place.page {
            (page, largest) = (row.place.page, 0.0);
        }
        row.is_boilerplate &= row.is_marginal || largest < TITLE_SIZE.at(row.size);
        // A running head in large type is no title of the page.
        if !row.is_boilerplate {
            largest = largest.max(row.size);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::row::{PageRow, Segment, mask, numbers};
    use super::*;

    fn row(page: usize, y: f32, text: &str) -> EdgeRow {
        EdgeRow {
            place: PageRow {
                page,
                runs: Vec::new(),
            },
            y,
            size: 10.0,
            text: text.to_owned(),
            mask: mask(text),
            numbers: numbers(text),
            segments: Vec::new(),
            end: PageEnd::Top,
            is_marginal: false,
            is_outermost: true,
            shape: RowShape::Line,
            is_one_of_many: false,
            is_boilerplate: false,
        }
    }

    #[test]
    fn page_numbers_are_digits_or_roman_numerals() {
        let numbers = ["14", "xiv", "iii", "page", ""].map(page_number);
        assert_eq!(numbers, [Some(14), Some(14), Some(3), None, None]);
    }

    #[test]
    fn a_head_repeated_at_one_height_is_boilerplate_and_a_heading_elsewhere_is_not() {
        let mut rows: Vec<EdgeRow> = (0..4)
            .map(|page| row(page, 30.0, "Annual report"))
            .collect();
        rows.push(row(4, 90.0, "Annual report"));
        mark_repeated(&mut rows, 5);
        let marked: Vec<bool> = rows.iter().map(|row| row.is_boilerplate).collect();
        assert_eq!(marked, [true, true, true, true, false]);
    }

    #[test]
    fn on_two_pages_only_a_number_that_counts_up_is_boilerplate() {
        let mut rows = vec![row(0, 780.0, "Journal 12 1"), row(1, 780.0, "Journal 12 1")];
        mark_repeated(&mut rows, 2);
        assert!(!rows[0].is_boilerplate);
        let mut rows = vec![row(0, 780.0, "Page 1"), row(1, 780.0, "Page 2")];
        mark_repeated(&mut rows, 2);
        assert!(rows[0].is_boilerplate && rows[1].is_boilerplate);
    }

    #[test]
    fn a_head_that_names_the_chapter_at_its_other_end_is_boilerplate() {
        let ends = |left: &str, right: &str| {
            [(50.0, left), (550.0, right)]
                .map(|(x, text)| Segment {
                    x,
                    text: text.to_owned(),
                })
                .into()
        };
        let with = |page, left, right| EdgeRow {
            segments: ends(left, right),
            ..row(page, 30.0, left)
        };
        let chapters = ["1 Tea", "1 Tea", "2 Milk", "3 Sugar"];
        let mut rows: Vec<EdgeRow> = (0..4)
            .map(|page| with(page, "Handbook", chapters[page]))
            .collect();
        mark_segments(&mut rows);
        assert!(rows.iter().all(|row| row.is_boilerplate));
        // Pages are counted, rows of a table are not.
        let mut rows: Vec<EdgeRow> = (0..4)
            .map(|page| with(page, chapters[page], ["7", "8", "9", "10"][page]))
            .collect();
        mark_segments(&mut rows);
        assert!(rows.iter().all(|row| row.is_boilerplate));
        let mut rows: Vec<EdgeRow> = (0..4)
            .map(|page| with(page, chapters[page], ["3", "14", "31", "40"][page]))
            .collect();
        mark_segments(&mut rows);
        assert!(!rows[3].is_boilerplate);
    }

    #[test]
    fn on_the_only_page_the_edge_with_its_number_is_boilerplate() {
        let marginal = |text| EdgeRow {
            is_marginal: true,
            ..row(0, 30.0, text)
        };
        let mut rows = ["Journal 12 (2024) 1", "1", "Chapter 1", "1 Tea"].map(marginal);
        mark_first_page(&mut rows);
        assert_eq!(
            rows.map(|row| row.is_boilerplate),
            [true, true, false, false]
        );
    }

    #[test]
    fn rows_repeated_below_the_title_of_each_page_are_content() {
        let mut rows = Vec::new();
        for (page, title) in ["cat", "cp", "ls", "mv"].into_iter().enumerate() {
            rows.push(row(page, 30.0, "Commands"));
            rows.push(EdgeRow {
                size: 18.0,
                ..row(page, 80.0, title)
            });
            rows.push(row(page, 110.0, "Name"));
        }
        mark_repeated(&mut rows, 4);
        spare_content(&mut rows);
        let marked: Vec<bool> = rows.iter().map(|row| row.is_boilerplate).collect();
        assert_eq!(marked, [true, false, false].repeat(4));
    }

    #[test]
    fn the_head_of_a_short_chapter_is_at_the_height_of_the_others() {
        let mut rows: Vec<EdgeRow> = (0..4).map(|page| row(page, 30.0, "Tea")).collect();
        rows.push(row(4, 30.0, "Milk"));
        mark_repeated(&mut rows, 5);
        mark_slots(&mut rows);
        assert!(rows[4].is_boilerplate);
    }
}
