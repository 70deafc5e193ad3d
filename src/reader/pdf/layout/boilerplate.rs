//! Takes boilerplate out of the pages: running heads, page numbers, artifacts.

mod beside;
mod copies;
mod data;
mod line_numbers;
mod repeated;
mod row;
mod titles;
mod watermarks;

use crate::reader::pdf::layout::lines::{Run, WordArena};
use crate::reader::pdf::layout::place::rows_by_baseline;
use crate::reader::pdf::page::ContentMark;
use repeated::{mark_first_page, mark_repeated, mark_segments, mark_slots, spare_content};
use row::{EdgeRow, PageRow, edge_rows};

pub(crate) use row::mask;

/// Runs of a row have baselines that are nearer than this, in points.
///
/// Page numbers in another font are set a point or two off the running head beside them.
const ROW_HEIGHT: f32 = 3.0;

/// The text of one page before its boilerplate is taken out.
pub(super) struct PageText {
    pub(crate) runs: Vec<Run>,
    pub(crate) height: f32,
}

impl PageText {
    /// Groups the runs with these indices into rows, from the top of the page.
    ///
    /// A page number in another font is a point or two above or below the running head
    /// beside it. Both are one row: "Annual report" and "12".
    fn rows(&self, runs: Vec<usize>) -> Vec<Vec<usize>> {
        rows_by_baseline(runs, |at| self.runs[*at].y, |_| ROW_HEIGHT)
    }
}

/// The end of a page that a row is near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageEnd {
    Top,
    Bottom,
}

/// Counts the characters of all pages.
pub(super) fn count_chars(pages: &[PageText]) -> u64 {
    let runs = pages.iter().flat_map(|sheet| &sheet.runs);
    runs.map(|run| u64::from(run.chars)).sum()
}

/// Removes the boilerplate from the pages and returns its rows for each page.
///
/// Numbers of lines and heads beside the text are removed first, because they are in the
/// rows of the text: of `1    1 Introduction`, the heading is "1 Introduction". The other
/// rules run
/// in an order: the head of a short chapter is found at the height of heads that repeat,
/// and titles and the rows of copied forms are spared last. Marked artifacts are removed
/// only if the marks are trusted.
///
/// `all` is the number of characters of the file, with those that were removed before.
pub(crate) fn take(
    pages: &mut [PageText],
    artifacts: Artifacts,
    all: u64,
    words: &WordArena,
) -> Vec<Vec<Vec<Run>>> {
    // Before the rows are made, whose texts are compared as a whole.
    let numbers = take_rows(&line_numbers::find(pages, words), pages);
    let beside = take_rows(&beside::find(pages, words), pages);
    // Slots need the rows that repetition has marked, and content is spared last, from
    // all that was marked before.
    let mut rows: Vec<EdgeRow> = Vec::new();
    for (page, sheet) in pages.iter().enumerate() {
        edge_rows(page, sheet, words, &mut rows);
    }
    mark_repeated(&mut rows, pages.len());
    mark_segments(&mut rows);
    mark_slots(&mut rows);
    copies::spare(&mut rows, pages, all, words);
    spare_content(&mut rows);
    titles::spare_titles(&mut rows, pages);
    // Nothing repeats in a file of one page, so the rules above mark nothing.
    if pages.len() == 1 {
        mark_first_page(&mut rows);
    }
    let repeated = rows.into_iter().filter(|row| row.is_boilerplate);
    let mut boilerplate: Vec<PageRow> = repeated.map(|row| row.place).collect();
    // A watermark may be in the middle of its page, where no edge row is.
    boilerplate.extend(watermarks::find(pages, words));
    if artifacts == Artifacts::Trusted {
        boilerplate.extend(artifact_rows(pages, words));
    }
    let taken = take_rows(&boilerplate, pages).into_iter();
    let first = beside.into_iter().zip(numbers);
    taken
        .zip(first)
        .map(|(mut rows, (beside, numbers))| {
            rows.extend(beside);
            rows.extend(numbers);
            rows
        })
        .collect()
}

/// Removes the runs of these rows from their pages and returns the removed rows by page.
///
/// A running head may be repeated and an artifact as well: it is taken once. Taken with
/// each of its rows, "Annual report" would be on the page twice.
fn take_rows(rows: &[PageRow], pages: &mut [PageText]) -> Vec<Vec<Vec<Run>>> {
    let mut taken: Vec<Vec<Vec<Run>>> = pages.iter().map(|_| Vec::new()).collect();
    let mut is_taken: Vec<Vec<bool>> = (pages.iter())
        .map(|sheet| vec![false; sheet.runs.len()])
        .collect();
    for row in rows {
        let runs = &pages[row.page].runs;
        // Runs that an earlier row has taken are not free.
        let free = row.runs.iter().filter(|at| !is_taken[row.page][**at]);
        let row_runs: Vec<Run> = free.map(|at| runs[*at].clone()).collect();
        // A second row of the same runs is left with none.
        if !row_runs.is_empty() {
            taken[row.page].push(row_runs);
        }
        for at in &row.runs {
            is_taken[row.page][*at] = true;
        }
    }
    // Removed at the end, because the rows refer to the runs by index.
    for (sheet, is_taken) in pages.iter_mut().zip(is_taken) {
        let mut is_taken = is_taken.into_iter();
        sheet.runs.retain(|_| is_taken.next() != Some(true));
    }
    taken
}

/// The trust in marks that declare text not to be content of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifacts {
    Trusted,
    /// Most of the text is marked: a producer has marked whole pages.
    Doubted,
}

impl Artifacts {
    /// Judges the marks of artifacts by all the text, before any of it is taken out of
    /// the pages.
    ///
    /// Marks that cover more than half of the characters are doubted. A file whose every
    /// page is an artifact would otherwise be empty.
    pub(super) fn judge(pages: &[PageText], words: &WordArena) -> Self {
        let (mut artifacts, mut all) = (0_u64, 0_u64);
        for run in pages.iter().flat_map(|sheet| &sheet.runs) {
            all += u64::from(run.chars);
            artifacts += u64::from(is_artifact(run, words)) * u64::from(run.chars);
        }
        if artifacts * 2 > all {
            Self::Doubted
        } else {
            Self::Trusted
        }
    }
}

/// Returns true if a run is marked as an artifact, according to its first word.
///
/// All words of a run have the same mark, because a change of the mark ends a run: the
/// text of a foot that is marked and a page number beside it that is not are two runs.
fn is_artifact(run: &Run, words: &WordArena) -> bool {
    let first = words.get(run.words.clone()).first();
    first.is_some_and(|word| word.mark == ContentMark::Artifact)
}

/// Returns the rows of artifacts of all pages, at any height of a page.
///
/// All rows of the page count: a watermark in its middle is an artifact as well. With the
/// rows at the edges only, "DRAFT" would split the paragraph that it is drawn over.
fn artifact_rows(pages: &[PageText], words: &WordArena) -> Vec<PageRow> {
    let mut rows = Vec::new();
    for (page, sheet) in pages.iter().enumerate() {
        let artifacts = (0..sheet.runs.len()).filter(|at| is_artifact(&sheet.runs[*at], words));
        let rows_of_page = sheet.rows(artifacts.collect()).into_iter();
        rows.extend(rows_of_page.map(|runs| PageRow { page, runs }));
    }
    rows
}
