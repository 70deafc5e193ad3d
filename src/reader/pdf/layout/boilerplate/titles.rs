//! Keeps titles that pages repeat in content: those of slides and of lessons.

use super::row::EdgeRow;
use super::{PageEnd, PageText};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Titles are larger than most of the text by this factor; running heads are not.
const TITLE_SIZE: f32 = 1.25;
/// The same for a text that is on one page only: "1 Introduction" and "2 Introduction".
const OWN_TITLE_SIZE: f32 = 1.1;
/// The same text on more than this share of the pages is the name of the document or of
/// its publisher, in tenths.
const MAX_PAGES_TENTHS: usize = 6;
/// Shares are in tenths.
const TENTHS: usize = 10;
/// Sizes are counted in steps of this many points.
const SIZE_STEP: f32 = 0.5;

/// Unmarks rows at the top of pages that are much larger than the text.
///
/// "Lesson 1" and "Lesson 2" differ in a digit, as page numbers do, and the title of a
/// slide that is shown in steps is on several pages: both would be running heads. A
/// numbered title on one page only, such as "1 Introduction", need not be as large. A
/// large text without letters ("12") and one that is on most pages (the name of a
/// journal) remain boilerplate.
pub(super) fn spare_titles(rows: &mut [EdgeRow], sheets: &[PageText]) {
    let body = body_size(sheets);
    let mut pages: HashMap<String, HashSet<usize>> = HashMap::new();
    for row in rows.iter() {
        let on = pages.entry(row.text.clone()).or_default();
        on.insert(row.place.page);
    }
    for row in rows.iter_mut().filter(|row| row.end == PageEnd::Top) {
        let count = pages.get(&row.text).map_or(0, HashSet::len);
        // A running head is on one page only too if the number of the page is in it.
        let is_numbered = row.text.starts_with(|c: char| c.is_ascii_digit())
            && row.text.ends_with(char::is_alphabetic);
        let least = if count == 1 && is_numbered {
            OWN_TITLE_SIZE
        } else {
            TITLE_SIZE
        };
        let is_title = row.size >= least * body && row.text.contains(char::is_alphabetic);
        row.is_boilerplate &= !is_title || count * TENTHS > sheets.len() * MAX_PAGES_TENTHS;
    }
}

/// Returns the size that most characters have, rounded to half points.
///
/// Characters are counted and not runs: a page of slides with four labels of two letters
/// and one paragraph would otherwise have the size of the labels.
pub(super) fn body_size(sheets: &[PageText]) -> f32 {
    let mut chars: BTreeMap<u32, u32> = BTreeMap::new();
    for run in sheets.iter().flat_map(|sheet| &sheet.runs) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates
        let step = (run.size / SIZE_STEP).round() as u32;
        *chars.entry(step).or_default() += run.chars;
    }
    let most = chars.into_iter().max_by_key(|(_, chars)| *chars);
    #[allow(clippy::cast_precision_loss)] // sizes are small
    most.map_or(0.0, |(step, _)| step as f32 * SIZE_STEP)
}
