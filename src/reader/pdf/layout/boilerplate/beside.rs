//! Finds running heads and page numbers that are set beside the text, in the outer margin.

use super::PageText;
use super::row::PageRow;
use crate::reader::pdf::layout::lines::{Run, WordArena};
use crate::reader::pdf::layout::place::Percent;
use std::collections::BTreeMap;

/// The fewest pages that must show a head.
const MIN_PAGES: usize = 3;
/// The share of the pages from the first to the last one that show it: left and right
/// pages have different heads.
const MIN_SHARE: Percent = Percent(20);
/// The share of a page's height, at each end, in which heads are. The page numbers of one
/// publisher are 22 % below the top.
const NEAR_EDGE: f32 = 0.25;
/// Runs with fewer characters do not show where the text begins and ends.
const MIN_TEXT_CHARS: u32 = 24;
/// The text beside a head has at least this many lines: rows of a form have fewer, and
/// their labels are beside them.
const MIN_TEXT_LINES: usize = 10;
/// Heads are at least this far from the text, in points.
const MIN_GAP: f32 = 4.0;
/// Places are rounded to this, in points.
const STEP: f32 = 3.0;
/// A page has at most this many heads. More that repeat are the labels of a form.
const MAX_HEADS: usize = 4;

/// The place and text of a head; for a page number, its difference to the page's index.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct HeadKey {
    edge: Edge,
    x: i64,
    y: i64,
    text: String,
}

/// The edge of a head at which others begin or end too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    Left,
    Right,
}

/// Returns the heads beside the text of the pages, each as a row of its own.
///
/// "Shift work" and "163" in the wide outer margin of a page are on the height of the
/// first lines of its text, and would be read within these: "there are literally 163
/// dozens of ways". They are at the same place of at least three pages, a number only if
/// it counts them.
pub(super) fn find(sheets: &[PageText], words: &WordArena) -> Vec<PageRow> {
    let mut same: BTreeMap<HeadKey, Vec<(usize, usize)>> = BTreeMap::new();
    for (page, sheet) in sheets.iter().enumerate() {
        for at in beside_text(sheet) {
            for key in keys(&sheet.runs[at], page, words) {
                same.entry(key).or_default().push((page, at));
            }
        }
    }
    let mut heads: Vec<Vec<usize>> = vec![Vec::new(); sheets.len()];
    for places in same.into_values() {
        // The places are in the order of the pages.
        let mut on: Vec<usize> = places.iter().map(|(page, _)| *page).collect();
        on.dedup();
        let span = on[on.len() - 1] - on[0] + 1;
        if on.len() >= MIN_PAGES && MIN_SHARE.is_reached(on.len(), span) {
            for (page, at) in places {
                heads[page].push(at);
            }
        }
    }
    for heads in &mut heads {
        heads.sort_unstable();
        // The same at both of its edges.
        heads.dedup();
    }
    let rows = heads.into_iter().enumerate();
    // The labels of a form are more, and content.
    rows.filter(|(_, heads)| heads.len() <= MAX_HEADS)
        .flat_map(|(page, heads)| {
            heads.into_iter().map(move |at| PageRow {
                page,
                runs: vec![at],
            })
        })
        .collect()
}

/// Returns the runs near the ends of a page that are left or right of all its text.
///
/// The text is all long runs. A page with few of them is a table or a form, whose short
/// cells are beside the longest one: it has no such runs.
fn beside_text(sheet: &PageText) -> Vec<usize> {
    let texts = || sheet.runs.iter().filter(|run| run.chars >= MIN_TEXT_CHARS);
    if texts().count() < MIN_TEXT_LINES {
        return Vec::new();
    }
    let left = texts().map(|run| run.x0).fold(f32::MAX, f32::min);
    let right = texts().map(|run| run.x1).fold(f32::MIN, f32::max);
    let is_beside = |run: &Run| run.x1 + MIN_GAP < left || run.x0 - MIN_GAP > right;
    let is_near_edge =
        |y: f32| y < NEAR_EDGE * sheet.height || y > (1.0 - NEAR_EDGE) * sheet.height;
    (sheet.runs.iter().enumerate())
        .filter(|(_, run)| is_beside(run) && is_near_edge(run.y))
        .map(|(at, _)| at)
        .collect()
}

/// Returns the keys by which a run is compared with those of other pages, one for each of
/// its edges.
///
/// Heads are set to the left or to the right: "99" ends where "101" ends, or begins where
/// it begins. Numbers are equal if they are as far from the index of their page: "163" and
/// "165" two pages later. The numbers of items at the same heights of three pages are not.
/// Without a letter or a digit, a run is a bullet and has no keys.
fn keys(run: &Run, page: usize, words: &WordArena) -> Vec<HeadKey> {
    let texts: Vec<&str> = (words.get(run.words.clone()).iter())
        .map(|word| words.text_of(word))
        .collect();
    let text = texts.join(" ");
    if !text.contains(char::is_alphanumeric) {
        return Vec::new();
    }
    let number = text.parse::<i64>().ok();
    let offset = number.and_then(|number| number.checked_sub(i64::try_from(page).ok()?));
    let text = offset.map_or(text, |offset| format!("#{offset}"));
    #[allow(clippy::cast_possible_truncation)] // rounding to a grid; `as` saturates
    let step = |x: f32| (x / STEP).round() as i64;
    [(Edge::Left, run.x0), (Edge::Right, run.x1)]
        .map(|(edge, x)| HeadKey {
            edge,
            x: step(x),
            y: step(run.y),
            text: text.clone(),
        })
        .into()
}
