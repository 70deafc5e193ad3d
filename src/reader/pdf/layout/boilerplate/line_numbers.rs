//! Finds the numbers of lines in the margin of drafts, pleadings and transcripts.

use super::PageText;
use super::row::PageRow;
use crate::reader::pdf::layout::lines::{Run, WordArena};

/// A page with fewer numbers has none of lines: four numbers may be those of a list.
const MIN_NUMBERS: usize = 6;
/// The share of the numbers that count up in one step, in tenths.
const COUNTING_TENTHS: usize = 8;
/// Lines are numbered one by one or every five.
const STEPS: [u32; 2] = [1, 5];
/// Numbers end at least this far left of the text, in points.
const MIN_GAP: f32 = 4.0;
/// Shares are in tenths.
const TENTHS: usize = 10;
/// A number has at most this many digits.
const MAX_DIGITS: usize = 4;
/// Runs with fewer characters do not show where the text begins.
const MIN_TEXT_CHARS: u32 = 12;
/// At least this share of the numbers have text beside them, in tenths: the items of a
/// table of contents have it too, but they do not count every line.
const BESIDE_TENTHS: usize = 8;
/// Baselines that differ by less are one line, in points.
const SAME_LINE: f32 = 3.0;

/// Returns the numbers of lines of each page, each as a row of its own.
///
/// With them every line would be the row of a table: "2" and "The committee met". At
/// least half of the pages with text have numbers of lines: on a single page of ten they
/// may be the numbers of a list.
pub(super) fn find(sheets: &[PageText], words: &WordArena) -> Vec<PageRow> {
    let pages: Vec<Vec<(usize, u32)>> = sheets.iter().map(|sheet| numbers(sheet, words)).collect();
    // One page of six numbers may be a list; a draft has them on each page.
    let numbered = pages.iter().filter(|numbers| !numbers.is_empty()).count();
    let with_text = sheets
        .iter()
        .filter(|sheet| sheet.runs.len() > MIN_NUMBERS)
        .count();
    if numbered * 2 < with_text {
        return Vec::new();
    }
    let rows = pages.into_iter().enumerate().flat_map(|(page, numbers)| {
        numbers.into_iter().map(move |(run, _)| PageRow {
            page,
            runs: vec![run],
        })
    });
    rows.collect()
}

/// Returns the runs of a page that number its lines, and their values, from the top.
///
/// The numbers are left of all text, and most of them count up in steps of one or of
/// five. The numbers at the left of a table, 3, 14 and 31, do not count, and the numbers
/// of a list have a full stop. Numbers of lines have text beside each of them, and there
/// are at least six, for most lines of the page: four numbers may be those of examples.
fn numbers(sheet: &PageText, words: &WordArena) -> Vec<(usize, u32)> {
    // By long runs only: the numbers themselves are runs left of the text.
    let texts = sheet.runs.iter().filter(|run| run.chars >= MIN_TEXT_CHARS);
    let left = texts.map(|run| run.x0).fold(f32::MAX, f32::min);
    let mut found: Vec<(usize, u32)> = (sheet.runs.iter().enumerate())
        .filter(|(_, run)| run.x1 + MIN_GAP < left)
        .filter_map(|(at, run)| Some((at, value(run, words)?)))
        .collect();
    // By height, because the numbers may be drawn after all text.
    found.sort_by(|a, b| sheet.runs[a.0].y.total_cmp(&sheet.runs[b.0].y));
    let is_next =
        |pair: &&[(usize, u32)], step: u32| pair[0].1.checked_add(step) == Some(pair[1].1);
    let count = |step: u32| found.windows(2).filter(|pair| is_next(pair, step)).count() + 1;
    let counts = STEPS
        .iter()
        .any(|step| count(*step) * TENTHS >= found.len() * COUNTING_TENTHS);
    // The number of a line is on the baseline of its text.
    let has_text = |(at, _): &&(usize, u32)| {
        let y = sheet.runs[*at].y;
        (sheet.runs.iter()).any(|run| run.x0 >= left && (run.y - y).abs() < SAME_LINE)
    };
    let beside = found.iter().filter(has_text).count();
    let are_lines = found.len() >= MIN_NUMBERS
        && counts
        && beside * TENTHS >= found.len() * BESIDE_TENTHS
        && number_most_lines(sheet, left, &found);
    if are_lines { found } else { Vec::new() }
}

/// Returns true if most lines of text have a number, or every fifth has.
///
/// Six numbered examples on a page of forty lines are content. Numbers that count by
/// five, from 5 to 40, are the numbers of forty lines though they are eight only.
fn number_most_lines(sheet: &PageText, left: f32, found: &[(usize, u32)]) -> bool {
    let step = match found {
        // The first step decides: 5 and 10 number every fifth line.
        [first, second, ..] if second.1.saturating_sub(first.1) == STEPS[1] => STEPS[1] as usize,
        _ => 1,
    };
    let mut lines: Vec<f32> = (sheet.runs.iter())
        .filter(|run| run.x0 >= left)
        .map(|run| run.y)
        .collect();
    lines.sort_by(f32::total_cmp);
    // A line that is drawn in several runs counts once.
    lines.dedup_by(|next, last| *next - *last < SAME_LINE);
    found.len() * step * TENTHS >= lines.len() * COUNTING_TENTHS
}

/// Returns the value of a run that is the number of a line: one word of at most four
/// digits.
///
/// "12" is a number of a line; "1." begins an item, and "1 2" is a row of values. Taken
/// out as numbers of lines, both would be lost.
fn value(run: &Run, words: &WordArena) -> Option<u32> {
    let [word] = words.get(run.words.clone()) else {
        return None;
    };
    let text = words.text_of(word);
    let is_number = text.len() <= MAX_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}
