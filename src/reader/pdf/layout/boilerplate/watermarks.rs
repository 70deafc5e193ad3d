//! Finds watermarks that run in the direction of the text: large words drawn over it.

use super::PageText;
use super::row::PageRow;
use super::titles::body_size;
use crate::reader::pdf::layout::lines::{Run, WordArena};
use crate::reader::pdf::layout::place::{Em, Percent};
use std::collections::BTreeMap;

/// A watermark is larger than this many sizes of the text.
const MIN_SIZE: Em = Em(2.5);
/// It is drawn over at least this many runs of text. An initial is beside its lines.
const MIN_CROSSED: usize = 3;
/// It has at most this many words: "Draft, do not distribute".
const MAX_WORDS: usize = 4;
/// The share of the pages that show it.
const MIN_SHARE: Percent = Percent(50);
/// Letters reach into a line of text by more than this, in its sizes: a title and the
/// line below it may touch.
const DEPTH: Em = Em(0.3);
/// The number of large runs of a page that are compared with its text.
const MAX_LARGE: usize = 16;

/// Returns the watermarks of the pages, each as a row of its own.
///
/// "DRAFT" over the text of most pages is a watermark. On a single page of many it may be
/// the title of a poster. A watermark has at most four words, such as "Draft, do not
/// distribute", and is larger than 2.5 sizes of the text.
pub(super) fn find(pages: &[PageText], words: &WordArena) -> Vec<PageRow> {
    let least = MIN_SIZE.at(body_size(pages));
    let mut found: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (page, sheet) in pages.iter().enumerate() {
        let large = (sheet.runs.iter().enumerate()).filter(|(_, run)| run.size > least);
        // Each is compared with all runs of its page, so their number is limited.
        for (at, run) in large.take(MAX_LARGE) {
            if run.words.len() <= MAX_WORDS && crosses_text(run, sheet) {
                let text = words
                    .get(run.words.clone())
                    .iter()
                    .map(|word| words.text_of(word));
                found.entry(text.collect()).or_default().push((page, at));
            }
        }
    }
    let is_repeated = |places: &Vec<(usize, usize)>| {
        let mut on: Vec<usize> = places.iter().map(|(page, _)| *page).collect();
        // A page that shows the word twice counts once.
        on.dedup();
        MIN_SHARE.is_reached(on.len(), pages.len())
    };
    let rows = found.into_values().filter(is_repeated).flatten();
    rows.map(|(page, run)| PageRow {
        page,
        runs: vec![run],
    })
    .collect()
}

/// Returns true if a run is drawn over several lines of text.
///
/// A title of 40 points is between its lines and touches none of them; "DRAFT" is drawn
/// over at least three. A tight line below a title touches it, so a line counts only if
/// the large letters reach into it.
fn crosses_text(large: &Run, sheet: &PageText) -> bool {
    let crosses = |run: &&Run| {
        let depth = DEPTH.at(run.size);
        // Two lines of a large title may touch; only small text counts.
        run.size < large.size / MIN_SIZE.0
            && run.x0 < large.x1
            && large.x0 < run.x1
            && run.bottom() - depth > large.top()
            && run.top() + depth < large.y
    };
    sheet.runs.iter().filter(crosses).take(MIN_CROSSED).count() == MIN_CROSSED
}
