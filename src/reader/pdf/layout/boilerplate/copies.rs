//! Keeps the text of pages that are copies of one form: several invoices, several
//! letters.

use super::PageText;
use super::data::{counts_pages, names_page};
use super::row::{EdgeRow, mask};
use crate::reader::pdf::layout::lines::WordArena;
use crate::reader::pdf::layout::place::Percent;
use std::collections::{BTreeMap, HashMap};

/// The rows at each end of a page that may be boilerplate.
const EDGE_ROWS: usize = 3;
/// A page with fewer rows between its edges shows nothing.
const MIN_ROWS: usize = 2;
/// Heights are rounded to this, in points.
const STEP: f32 = 3.0;
/// The number of pages that are compared: the pages of a form are alike from the first
/// on.
const MAX_PAGES: usize = 16;
/// Receipts of three lines have this share of their characters in lines that repeat.
const MOST_OF_TEXT: Percent = Percent(60);
/// A page number has at most this many letters: "Page 1 of 3".
const MAX_LETTERS: usize = 10;

/// Unmarks boilerplate with words if most rows in the middle of the pages repeat too.
///
/// Three invoices on three pages have the same letterhead, and the same words in all
/// other lines: repetition shows nothing, and the letterhead of each is content. A page
/// number alone ("Page 3") and a row that counts the pages, as the feet of slides do,
/// remain boilerplate.
pub(super) fn spare(rows: &mut [EdgeRow], sheets: &[PageText], all: u64, words: &WordArena) {
    // The pages are compared only if there is something to spare.
    let any = rows.iter().any(|row| row.is_boilerplate);
    // The second test is for pages with too few rows between their edges.
    if !any || !(are_copies(sheets, words) || is_most_of_text(rows, sheets, all)) {
        return;
    }
    // Slides are alike too, and their feet count them: "Tea    A. Smith    2 / 12".
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.is_boilerplate)
    {
        same.entry(row.mask.clone()).or_default().push(at);
    }
    for same in same.into_values() {
        let numbers = rows[same[0]].numbers.len();
        // A row alone has no steps, so that all of its steps would count.
        let counts = same.len() > 1 && (0..numbers).any(|nth| counts_pages(rows, &same, nth));
        for at in same {
            rows[at].is_boilerplate = counts || is_page_number(&rows[at]);
        }
    }
}

/// Returns true if a row is nothing but a number of the page: "3" or "Page 3".
///
/// Next to a word for a page, the row has at most ten letters. A longer row is content of
/// the form: "Harbour Tea Company, page 1" is the letterhead of each of three invoices.
fn is_page_number(row: &EdgeRow) -> bool {
    let letters = row.text.chars().filter(|c| c.is_alphabetic()).count();
    letters == 0 || (letters <= MAX_LETTERS && names_page(&row.text))
}

/// Returns true if most of `all` characters of a file would be boilerplate.
///
/// Invoices of three lines are nothing but edges of their pages.
fn is_most_of_text(rows: &[EdgeRow], sheets: &[PageText], all: u64) -> bool {
    let boilerplate = rows.iter().filter(|row| row.is_boilerplate);
    let chars: u64 = boilerplate
        .flat_map(|row| row.place.runs.iter().map(|at| (row.place.page, *at)))
        .map(|(page, at)| u64::from(sheets[page].runs[at].chars))
        .sum();
    MOST_OF_TEXT.is_exceeded(chars, all)
}

/// Returns true if most rows between the edges of pages are on most of the pages.
///
/// Invoices share nearly all rows; pages of a report share their running head alone,
/// which is at the edge. Without a majority of the rows, a report whose pages share one
/// more line, such as "Continued from the last page", would lose the mark of its running
/// head.
fn are_copies(sheets: &[PageText], words: &WordArena) -> bool {
    let pages: Vec<Vec<(i64, String)>> = (sheets.iter().take(MAX_PAGES))
        .map(|sheet| middle_rows(sheet, words))
        // A page of a few rows has no middle; `is_most_of_text` judges it.
        .filter(|rows| rows.len() >= MIN_ROWS)
        .collect();
    // Copies are at least two pages.
    if pages.len() < 2 {
        return false;
    }
    // By height and text: equal words at two heights are two rows.
    let mut counts: HashMap<&(i64, String), usize> = HashMap::new();
    for row in pages.iter().flatten() {
        *counts.entry(row).or_default() += 1;
    }
    let all = pages.iter().map(Vec::len).sum::<usize>();
    let is_common = |row: &&(i64, String)| counts.get(row).is_some_and(|n| n * 2 > pages.len());
    let common = pages.iter().flatten().filter(is_common).count();
    common * 2 > all
}

/// Returns the heights and the masked texts of the rows between the edges of a page.
///
/// The three rows at each end are left out, because a report repeats its head and foot
/// there. Heights are rounded and numbers masked: "Invoice 17" and "Invoice 18" are
/// equal.
fn middle_rows(sheet: &PageText, words: &WordArena) -> Vec<(i64, String)> {
    let found = sheet.rows((0..sheet.runs.len()).collect());
    let middle = found
        .iter()
        .skip(EDGE_ROWS)
        // A page with fewer rows than both edges has no middle.
        .take(found.len().saturating_sub(2 * EDGE_ROWS));
    let row = |runs: &Vec<usize>| {
        // No spaces are needed: the text is compared and not read.
        let mut text = String::new();
        for at in runs {
            for word in words.get(sheet.runs[*at].words.clone()) {
                text.push_str(words.text_of(word));
            }
        }
        #[allow(clippy::cast_possible_truncation)] // rounding to a grid; `as` saturates
        let y = (sheet.runs[runs[0]].y / STEP).round() as i64;
        (y, mask(&text))
    };
    middle.map(row).collect()
}
