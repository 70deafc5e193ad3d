//! Finds running heads and page numbers: text that comes again at the same height of page after page.

mod repeated;

use super::super::page::Mark;
use super::word::{Run, Words};
use repeated::{mark_first_page, mark_parts, mark_repeated, mark_slots, spare_content};

/// How many rows from the top and from the bottom of a page are looked at.
const EDGE_ROWS: usize = 3;

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
    /// What stands at its ends and between them, if these are set apart.
    parts: Vec<Part>,
    /// Indices of the page's runs.
    runs: Vec<usize>,
    edge: Edge,
    /// It stands in the outermost part of its page.
    is_marginal: bool,
    /// No other row is farther out.
    is_outermost: bool,
    kind: Kind,
    is_furniture: bool,
}

/// Which end of the page a row is near to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Top,
    Bottom,
}

/// What a row looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Line,
    /// Its parts stand over those of the row below: only a page's number tells it from what a table repeats.
    TableHead,
}

/// What stands apart in a row.
struct Part {
    /// Where it begins; where it ends, at the row's right end.
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
    spare_content(&mut rows);
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
                edge: Edge::Top,
                is_marginal: false,
                is_outermost: false,
                kind: Kind::Line,
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
        if from_edge >= EDGE_ROWS || !is_near_edge {
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
            edge: if y < 0.5 * sheet.height {
                Edge::Top
            } else {
                Edge::Bottom
            },
            is_marginal: y < 0.08 * sheet.height || y > 0.92 * sheet.height,
            is_outermost: from_edge == 0,
            kind: kind(sheet, &found, nth),
            is_furniture: false,
        });
    }
}

/// A row whose parts stand over those of the next one may be the header that a table repeats on each page.
fn kind(sheet: &Sheet, rows: &[Vec<usize>], nth: usize) -> Kind {
    let Some(next) = rows.get(nth + 1) else {
        return Kind::Line;
    };
    let stands_over = |at: &&usize| {
        let run = &sheet.runs[**at];
        (next.iter()).any(|below| {
            let below = &sheet.runs[*below];
            (below.x0 - run.x0).abs() < 2.0 || (below.x1 - run.x1).abs() < 2.0
        })
    };
    let near = sheet.runs[next[0]].y - sheet.runs[rows[nth][0]].y < 3.0 * sheet.runs[next[0]].size;
    let is_head =
        near && next.len() > 1 && rows[nth].iter().take(64).filter(stands_over).count() > 1;
    if is_head { Kind::TableHead } else { Kind::Line }
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

/// What stands apart in a row: `Annual report                  2 Results`. What stands at its right end is told by where it ends.
fn parts(runs: &[usize], sheet: &Sheet, words: &Words) -> Vec<Part> {
    let is_near = |a: &usize, b: &usize| {
        let (left, right) = (&sheet.runs[*a], &sheet.runs[*b]);
        right.x0 - left.x1 < 3.0 * left.size
    };
    let count = runs.chunk_by(is_near).count();
    let parts = runs.chunk_by(is_near).enumerate();
    let parts = parts.map(|(nth, of)| Part {
        x: if nth + 1 < count {
            sheet.runs[of[0]].x0
        } else {
            sheet.runs[of[of.len() - 1]].x1
        },
        text: text(of, sheet, words),
    });
    parts.filter(|_| count > 1).collect()
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
