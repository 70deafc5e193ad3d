//! Finds running heads and page numbers: text that comes again at the same height of page after page.

use super::super::page::Mark;
use super::word::{Run, Words};
use std::collections::{BTreeMap, HashMap};

/// How many rows from the top and from the bottom of a page are looked at.
const EDGE_ROWS: usize = 3;
/// How many pages must show the same text at the same height.
const MIN_PAGES: usize = 3;
/// So short a file may show its running head only twice: the first page has none, or each side its own.
const FEW_PAGES: usize = 4;
/// Heights that differ by less are the same, in points.
const SAME_HEIGHT: f32 = 4.0;

/// What the text of one page is made of, as far as furniture goes.
pub(super) struct Sheet {
    pub(super) runs: Vec<Run>,
    pub(super) height: f32,
}

/// A row near the edge of a page.
struct Row {
    page: usize,
    y: f32,
    size: f32,
    text: String,
    /// The same with digits masked.
    mask: String,
    /// The numbers in its text.
    numbers: Vec<u32>,
    /// What stands at its left and at its right end, if these are set apart.
    parts: Vec<Part>,
    /// Indices of the page's runs.
    runs: Vec<usize>,
    /// It stands in the outermost part of its page.
    is_marginal: bool,
    /// No other row is farther out.
    is_outermost: bool,
    is_furniture: bool,
}

/// One end of a row.
struct Part {
    /// Its outer end: the left one of what stands at the left.
    x: f32,
    text: String,
}

/// Takes the furniture out of the pages; gives the rows of each page.
pub(super) fn take(pages: &mut [Sheet], artifacts: Artifacts, words: &Words) -> Vec<Vec<Vec<Run>>> {
    let mut rows: Vec<Row> = Vec::new();
    for (page, sheet) in pages.iter().enumerate() {
        edge_rows(page, sheet, words, &mut rows);
    }
    mark_repeated(&mut rows, pages.len());
    mark_parts(&mut rows);
    mark_slots(&mut rows);
    if pages.len() == 1 {
        mark_first_page(&mut rows);
    }
    rows.retain(|row| row.is_furniture);
    if artifacts == Artifacts::Believed {
        add_artifacts(pages, words, &mut rows);
    }
    let mut taken: Vec<Vec<Vec<Run>>> = pages.iter().map(|_| Vec::new()).collect();
    let mut is_taken: Vec<Vec<bool>> = (pages.iter())
        .map(|sheet| vec![false; sheet.runs.len()])
        .collect();
    for row in &rows {
        let runs = &pages[row.page].runs;
        let free = row.runs.iter().filter(|at| !is_taken[row.page][**at]);
        let of_row: Vec<Run> = free.map(|at| runs[*at].clone()).collect();
        if !of_row.is_empty() {
            taken[row.page].push(of_row);
        }
        for at in &row.runs {
            is_taken[row.page][*at] = true;
        }
    }
    for (sheet, is_taken) in pages.iter_mut().zip(is_taken) {
        let mut is_taken = is_taken.into_iter();
        sheet.runs.retain(|_| is_taken.next() != Some(true));
    }
    taken
}

/// Whether what the file itself says is no content can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifacts {
    Believed,
    /// The file says so of most of its text.
    Doubted,
}

impl Artifacts {
    /// Of all the text, before any of it is taken out of the pages.
    pub(super) fn of(pages: &[Sheet], words: &Words) -> Self {
        let (mut artifacts, mut all) = (0_u64, 0_u64);
        for run in pages.iter().flat_map(|sheet| &sheet.runs) {
            all += u64::from(run.chars);
            artifacts += u64::from(is_artifact(run, words)) * u64::from(run.chars);
        }
        if artifacts * 2 > all {
            Self::Doubted
        } else {
            Self::Believed
        }
    }
}

fn is_artifact(run: &Run, words: &Words) -> bool {
    let first = words.get(run.words.clone()).first();
    first.is_some_and(|word| word.mark == Mark::Artifact)
}

/// Adds what the file itself says is no content.
fn add_artifacts(pages: &[Sheet], words: &Words, rows: &mut Vec<Row>) {
    for (page, sheet) in pages.iter().enumerate() {
        let artifacts = (0..sheet.runs.len()).filter(|at| is_artifact(&sheet.runs[*at], words));
        for runs in in_rows(artifacts.collect(), sheet) {
            rows.push(Row {
                page,
                y: sheet.runs[runs[0]].y,
                size: 0.0,
                text: String::new(),
                mask: String::new(),
                numbers: Vec::new(),
                parts: Vec::new(),
                runs,
                is_marginal: false,
                is_outermost: false,
                is_furniture: true,
            });
        }
    }
}

/// Runs by their baselines, from the top.
fn in_rows(mut runs: Vec<usize>, sheet: &Sheet) -> Vec<Vec<usize>> {
    runs.sort_by(|a, b| sheet.runs[*a].y.total_cmp(&sheet.runs[*b].y));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for at in runs {
        let y = sheet.runs[at].y;
        match rows.last_mut() {
            Some(row) if (y - sheet.runs[row[0]].y).abs() < 3.0 => row.push(at),
            _ => rows.push(vec![at]),
        }
    }
    rows
}

/// The first and the last rows of a page.
fn edge_rows(page: usize, sheet: &Sheet, words: &Words, rows: &mut Vec<Row>) {
    let found = in_rows((0..sheet.runs.len()).collect(), sheet);
    let count = found.len();
    for nth in 0..count {
        let from_edge = nth.min(count - 1 - nth);
        let y = sheet.runs[found[nth][0]].y;
        let is_near_edge = y < 0.2 * sheet.height || y > 0.8 * sheet.height;
        if from_edge >= EDGE_ROWS || !is_near_edge || is_table_row(sheet, &found, nth) {
            continue;
        }
        let mut runs = found[nth].clone();
        runs.sort_by(|a, b| sheet.runs[*a].x0.total_cmp(&sheet.runs[*b].x0));
        let text = text(&runs, sheet, words);
        rows.push(Row {
            page,
            y,
            size: runs
                .iter()
                .map(|at| sheet.runs[*at].size)
                .fold(0.0, f32::max),
            numbers: numbers(&text),
            mask: mask(&text),
            text,
            parts: parts(&runs, sheet, words),
            runs,
            is_marginal: y < 0.08 * sheet.height || y > 0.92 * sheet.height,
            is_outermost: from_edge == 0,
            is_furniture: false,
        });
    }
}

/// Whether the row's parts stand over those of the next one: a table may repeat its header on each page.
fn is_table_row(sheet: &Sheet, rows: &[Vec<usize>], nth: usize) -> bool {
    let Some(next) = rows.get(nth + 1) else {
        return false;
    };
    let stands_over = |at: &&usize| {
        let run = &sheet.runs[**at];
        (next.iter()).any(|below| {
            let below = &sheet.runs[*below];
            (below.x0 - run.x0).abs() < 2.0 || (below.x1 - run.x1).abs() < 2.0
        })
    };
    let near = sheet.runs[next[0]].y - sheet.runs[rows[nth][0]].y < 3.0 * sheet.runs[next[0]].size;
    near && next.len() > 1 && rows[nth].iter().take(64).filter(stands_over).count() > 1
}

fn text(runs: &[usize], sheet: &Sheet, words: &Words) -> String {
    let mut text = String::new();
    for at in runs {
        for word in words.get(sheet.runs[*at].words.clone()) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(words.text_of(word));
        }
    }
    text
}

/// Both ends of a row whose runs are set apart: `Annual report                  2 Results`.
fn parts(runs: &[usize], sheet: &Sheet, words: &Words) -> Vec<Part> {
    let [first, .., last] = runs else {
        return Vec::new();
    };
    let (left, right) = (&sheet.runs[*first], &sheet.runs[*last]);
    if right.x0 - left.x1 < 3.0 * left.size {
        return Vec::new();
    }
    let part = |at: usize, x| Part {
        x,
        text: text(&[at], sheet, words),
    };
    vec![part(*first, left.x0), part(*last, right.x1)]
}

/// The text with each number as `#`: page numbers differ, running heads do not. A lone Roman number counts as one.
fn mask(text: &str) -> String {
    if !text.is_empty() && text.chars().all(|c| "ivxlcIVXLC".contains(c)) {
        return "#".to_owned();
    }
    let mut masked = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if c != '#' || !masked.ends_with('#') {
            masked.push(c);
        }
    }
    masked
}

fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

/// Rows with the same masked text at the same height of enough pages.
fn mark_repeated(rows: &mut [Row], pages: usize) {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&rows[*a], &rows[*b]);
        (a.mask.cmp(&b.mask))
            .then(a.y.total_cmp(&b.y))
            .then(a.page.cmp(&b.page))
    });
    let mut from = 0;
    while from < order.len() {
        let mut to = from + 1;
        while to < order.len() && is_same(&rows[order[to - 1]], &rows[order[to]]) {
            to += 1;
        }
        let same = &order[from..to];
        if is_repeated(rows, same, pages) {
            for at in same {
                rows[*at].is_furniture = true;
            }
        }
        from = to;
    }
}

fn is_same(a: &Row, b: &Row) -> bool {
    a.mask == b.mask && b.y - a.y < SAME_HEIGHT
}

fn is_repeated(rows: &[Row], same: &[usize], pages: usize) -> bool {
    let mut on: Vec<usize> = same.iter().map(|at| rows[*at].page).collect();
    on.sort_unstable();
    on.dedup();
    // A word on three of a hundred pages is chance; a running head of a chapter is on neighbours.
    let span = on[on.len() - 1] - on[0] + 1;
    if on.len() >= MIN_PAGES && on.len() * 5 >= span {
        return true;
    }
    // On two pages it takes a number that counts up with them, or a place in the margin.
    let [a, b] = same else { return false };
    let is_same = rows[*a].is_marginal && rows[*a].is_outermost;
    on.len() == 2
        && pages <= FEW_PAGES
        && (is_same || counts_up(&rows[*a].numbers, &rows[*b].numbers))
}

/// Whether one of the numbers on the first page is one less on the second.
fn counts_up(first: &[u32], second: &[u32]) -> bool {
    (first.iter().zip(second)).any(|(a, b)| a.checked_add(1) == Some(*b))
}

/// Rows of which one end is the same on page after page, or counts the pages, while the other names the chapter.
fn mark_parts(rows: &mut [Row]) {
    // (height, place and text of the part) -> (page, row)
    let mut ends: BTreeMap<(i64, i64, String), Vec<(usize, usize)>> = BTreeMap::new();
    #[allow(clippy::cast_possible_truncation)] // rounding to a grid; `as` saturates
    let slot = |x: f32| (x / 3.0).round() as i64;
    for (at, row) in rows.iter().enumerate() {
        for part in row.parts.iter().filter(|_| row.is_outermost) {
            // A page number is told by what is left of it when the page's is taken away.
            let offset = (part.text.parse::<i64>().ok())
                .and_then(|number| Some(number - i64::try_from(row.page).ok()?));
            let key = offset.map_or_else(|| part.text.clone(), |offset| format!("#{offset}"));
            ends.entry((slot(row.y), slot(part.x), key))
                .or_default()
                .push((row.page, at));
        }
    }
    for of_end in ends.into_values() {
        let span = of_end[of_end.len() - 1].0 - of_end[0].0 + 1;
        if of_end.len() >= MIN_PAGES && of_end.len() * 5 >= span {
            for (_, at) in of_end {
                rows[at].is_furniture = true;
            }
        }
    }
}

/// On the only page there is, what stands at the very edge and ends with its number; `Chapter 1` is a heading.
fn mark_first_page(rows: &mut [Row]) {
    for row in rows.iter_mut() {
        let words: Vec<&str> = row.text.split_whitespace().collect();
        let is_numbered = match words.as_slice() {
            [word, "1"] => word.eq_ignore_ascii_case("page"),
            [.., last] => *last == "1",
            [] => false,
        };
        row.is_furniture |= row.is_marginal && row.is_outermost && is_numbered;
    }
}

/// The heads of chapters that are too short to repeat theirs: the outermost row at a height where others are furniture.
fn mark_slots(rows: &mut [Row]) {
    // (height, furniture, rows, largest size of the furniture)
    let mut slots: HashMap<i64, (usize, usize, f32)> = HashMap::new();
    #[allow(clippy::cast_possible_truncation)] // rounding to a grid; `as` saturates
    let slot = |y: f32| (y / 2.0).round() as i64;
    for row in rows.iter().filter(|row| row.is_outermost) {
        let slot = slots.entry(slot(row.y)).or_default();
        slot.1 += 1;
        if row.is_furniture {
            slot.0 += 1;
            slot.2 = slot.2.max(row.size);
        }
    }
    for row in rows.iter_mut().filter(|row| row.is_outermost) {
        let near = [-1, 0, 1].map(|step| {
            let slot = slots.get(&(slot(row.y) + step));
            slot.copied().unwrap_or_default()
        });
        let furniture: usize = near.iter().map(|slot| slot.0).sum();
        let all: usize = near.iter().map(|slot| slot.1).sum();
        let size = near.iter().map(|slot| slot.2).fold(0.0, f32::max);
        row.is_furniture |= furniture >= MIN_PAGES && furniture * 2 > all && row.size < 1.05 * size;
    }
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

    fn row(page: usize, y: f32, text: &str) -> Row {
        Row {
            page,
            y,
            size: 10.0,
            text: text.to_owned(),
            mask: mask(text),
            numbers: numbers(text),
            parts: Vec::new(),
            runs: Vec::new(),
            is_marginal: false,
            is_outermost: true,
            is_furniture: false,
        }
    }

    #[test]
    fn a_head_repeated_at_one_height_is_furniture_and_a_heading_elsewhere_is_not() {
        let mut rows: Vec<Row> = (0..4)
            .map(|page| row(page, 30.0, "Annual report"))
            .collect();
        rows.push(row(4, 90.0, "Annual report"));
        mark_repeated(&mut rows, 5);
        let marked: Vec<bool> = rows.iter().map(|row| row.is_furniture).collect();
        assert_eq!(marked, [true, true, true, true, false]);
    }

    #[test]
    fn on_two_pages_only_a_number_that_counts_up_is_furniture() {
        let mut rows = vec![row(0, 780.0, "Journal 12 1"), row(1, 780.0, "Journal 12 1")];
        mark_repeated(&mut rows, 2);
        assert!(!rows[0].is_furniture);
        let mut rows = vec![row(0, 780.0, "Page 1"), row(1, 780.0, "Page 2")];
        mark_repeated(&mut rows, 2);
        assert!(rows[0].is_furniture && rows[1].is_furniture);
    }

    #[test]
    fn a_head_that_names_the_chapter_at_its_other_end_is_furniture() {
        let ends = |left: &str, right: &str| {
            [(50.0, left), (550.0, right)]
                .map(|(x, text)| Part {
                    x,
                    text: text.to_owned(),
                })
                .into()
        };
        let with = |page, left, right| Row {
            parts: ends(left, right),
            ..row(page, 30.0, left)
        };
        let chapters = ["1 Tea", "1 Tea", "2 Milk", "3 Sugar"];
        let mut rows: Vec<Row> = (0..4)
            .map(|page| with(page, "Handbook", chapters[page]))
            .collect();
        mark_parts(&mut rows);
        assert!(rows.iter().all(|row| row.is_furniture));
        // Pages are counted, rows of a table are not.
        let mut rows: Vec<Row> = (0..4)
            .map(|page| with(page, chapters[page], ["7", "8", "9", "10"][page]))
            .collect();
        mark_parts(&mut rows);
        assert!(rows.iter().all(|row| row.is_furniture));
        let mut rows: Vec<Row> = (0..4)
            .map(|page| with(page, chapters[page], ["3", "14", "31", "40"][page]))
            .collect();
        mark_parts(&mut rows);
        assert!(!rows[3].is_furniture);
    }

    #[test]
    fn on_the_only_page_the_edge_with_its_number_is_furniture() {
        let marginal = |text| Row {
            is_marginal: true,
            ..row(0, 30.0, text)
        };
        let mut rows = ["Journal 12 (2024) 1", "1", "Chapter 1", "1 Tea"].map(marginal);
        mark_first_page(&mut rows);
        assert_eq!(rows.map(|row| row.is_furniture), [true, true, false, false]);
    }

    #[test]
    fn the_head_of_a_short_chapter_stands_where_the_others_do() {
        let mut rows: Vec<Row> = (0..4).map(|page| row(page, 30.0, "Tea")).collect();
        rows.push(row(4, 30.0, "Milk"));
        mark_repeated(&mut rows, 5);
        mark_slots(&mut rows);
        assert!(rows[4].is_furniture);
    }
}
