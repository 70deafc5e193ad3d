//! Finds watermarks and stamps in the text that runs in another direction than its page.

use super::boilerplate::mask;
use super::page::LaidPage;
use super::place::{Em, Percent};
use std::collections::{BTreeMap, BTreeSet};

/// The fewest pages that must show the same text, unless all pages do.
const MIN_PAGES: usize = 3;
/// The share of the pages that show a stamp.
const MIN_SHARE: Percent = Percent(20);
/// A slanted text of this size is a watermark even on one page: "DRAFT". The labels of an
/// axis are slanted too, and small.
const WATERMARK_SIZE: Em = Em(2.0);

/// Marks asides (text in another direction than its page) that are boilerplate; `body` is
/// the size of most text.
///
/// The date of a download along the margin is on all pages, with other digits on each. Of
/// text on one page only a large slanted one is marked: "DRAFT", but not the turned name
/// of a column or the small slanted label of an axis. Numbers alone are never marked: all
/// turned numbers in the charts of three pages, 20 and 40, have the same masked text.
pub(super) fn mark(pages: &mut [LaidPage], body: f32) {
    // The date of a download differs in its digits from page to page.
    let mut on: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (number, page) in pages.iter_mut().enumerate() {
        for aside in page.asides_mut() {
            on.entry(mask(&aside.text)).or_default().insert(number);
        }
    }
    let count = pages.len();
    for aside in pages.iter_mut().flat_map(LaidPage::asides_mut) {
        let shown = on.get(&mask(&aside.text)).map_or(0, BTreeSet::len);
        let is_on_all = count > 1 && shown == count;
        let is_repeated = is_on_all || (shown >= MIN_PAGES && MIN_SHARE.is_reached(shown, count));
        let has_letters = aside.text.contains(char::is_alphabetic);
        // The names of the rows of a wide table may be the same on each page.
        let is_large = aside.is_slanted && aside.size > WATERMARK_SIZE.at(body);
        aside.is_boilerplate = has_letters && (is_repeated || is_large);
    }
}
