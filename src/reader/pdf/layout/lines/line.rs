//! Groups the runs of a column into lines.

use super::bidi;
use super::item::{LayoutItem, TableItem};
use super::rules::Rule;
use super::typeface::{Style, typeface};
use super::word::{Run, Word, WordArena};
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::layout::place::{EMPTY, Em, Extent, Frame, cover, same_baseline};
use crate::reader::pdf::page::FontDescriptor;

/// Runs whose baselines are nearer than this are one line.
///
/// Exponents and footnote marks are raised by a third to four tenths of the size.
const SAME_LINE: Em = Em(0.45);
/// The space that a word needs before it to fit at the end of a line.
const SPACE: Em = Em(0.3);
/// Runs of a line that overlap by more than this are sorted word by word.
const OVERLAP: Em = Em(0.3);
/// A rule below which a line begins covers more than this share of the line's width.
const RULE_SHARE: f32 = 0.6;

/// A line of a column, in the coordinates of its page's [`Frame`].
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// An index of the file's pages.
    pub(crate) page: usize,
    pub(crate) words: Vec<Word>,
    pub(crate) area: Rect,
    /// The baseline.
    pub(crate) y: f32,
    /// The size of most of its characters.
    pub(crate) size: f32,
    pub(crate) style: Style,
    pub(crate) chars: u32,
    /// Left and right end of the column.
    pub(crate) margins: (f32, f32),
    /// An index of the page's ruled tables: one is here, and the line has no words.
    pub(crate) table: Option<usize>,
    /// A rule is drawn between it and the line above.
    pub(crate) is_below_rule: bool,
}

impl Line {
    /// Appends its text, with spaces between its words.
    pub(crate) fn write(&self, words: &WordArena, text: &mut String) {
        for (nth, word) in self.words.iter().enumerate() {
            if nth > 0 && !word.is_glued {
                text.push(' ');
            }
            text.push_str(words.text_of(word));
        }
    }

    pub(crate) fn text(&self, words: &WordArena) -> String {
        let mut text = String::new();
        self.write(words, &mut text);
        text
    }

    pub(crate) fn first_char(&self, words: &WordArena) -> Option<char> {
        words.text_of(self.words.first()?).chars().next()
    }

    pub(crate) fn last_char(&self, words: &WordArena) -> Option<char> {
        words.text_of(self.words.last()?).chars().next_back()
    }

    /// Returns its place on its page.
    pub(crate) fn place(&self, frames: &[Frame]) -> Rect {
        frames[self.page].on_page(self.area)
    }

    /// Returns the extent from its first to its last word.
    pub(crate) fn extent(&self) -> Extent {
        Extent {
            start: self.area[0],
            end: self.area[2],
        }
    }

    /// Returns its middle between left and right.
    pub(crate) fn middle(&self) -> f32 {
        f32::midpoint(self.area[0], self.area[2])
    }

    /// Returns whether the first word of `next` would have fit at its end.
    ///
    /// Such a line was ended on purpose: it is the last one of its paragraph. A line that
    /// is short because a long word follows was broken by the typesetter.
    pub(crate) fn ends_early(&self, next: &Line) -> bool {
        self.end_with(next) < self.margins.1
    }

    /// Returns its right end if the first word of `next` were its last one.
    pub(crate) fn end_with(&self, next: &Line) -> f32 {
        // Pieces of one word are glued; all of them must fit.
        let pieces = (next.words.iter().enumerate())
            .take_while(|(nth, word)| *nth == 0 || word.is_glued)
            .map(|(_, word)| word);
        let word = pieces.fold(Extent::EMPTY, |all, word| {
            all.cover(Extent {
                start: word.x0,
                end: word.x1,
            })
        });
        self.area[2] + (word.end - word.start) + SPACE.at(self.size)
    }
}

/// Returns the lines of a column on a page, from the top.
pub(crate) fn lines(
    mut items: Vec<LayoutItem>,
    page: usize,
    words: &mut WordArena,
    fonts: &[FontDescriptor],
) -> Vec<Line> {
    items.sort_by(|a, b| a.y().total_cmp(&b.y()).then(a.x0().total_cmp(&b.x0())));
    let margins = (items.iter()).fold((f32::MAX, f32::MIN), |(left, right), item| {
        (left.min(item.x0()), right.max(item.x1()))
    });
    let mut lines = Vec::new();
    let mut row: Vec<Run> = Vec::new();
    // The run of the row with most characters. In "x² + 1" the first run may be an
    // exponent: compared with it, the base would begin a line of its own.
    let mut main = 0;
    for item in items {
        let run = match item {
            LayoutItem::Run(run) => run,
            LayoutItem::Table(table) => {
                end_row(&mut row, page, margins, words, fonts, &mut lines);
                lines.push(table_line(&table, page, margins));
                main = 0;
                continue;
            }
        };
        let is_same = row.get(main).is_some_and(|main: &Run| {
            same_baseline(main.y, run.y, SAME_LINE.at(main.size.max(run.size)))
        });
        if !is_same {
            end_row(&mut row, page, margins, words, fonts, &mut lines);
            main = 0;
        }
        row.push(run);
        if row[row.len() - 1].chars > row[main].chars {
            main = row.len() - 1;
        }
    }
    end_row(&mut row, page, margins, words, fonts, &mut lines);
    lines.retain(|line| !line.words.is_empty() || line.table.is_some());
    lines
}

/// Returns the lines of runs among which there is no table.
pub(crate) fn lines_of_runs(
    runs: Vec<Run>,
    page: usize,
    words: &mut WordArena,
    fonts: &[FontDescriptor],
) -> Vec<Line> {
    let items = runs.into_iter().map(LayoutItem::Run).collect();
    lines(items, page, words, fonts)
}

/// Adds the line of a row, and empties the row.
fn end_row(
    row: &mut Vec<Run>,
    page: usize,
    margins: (f32, f32),
    words: &mut WordArena,
    fonts: &[FontDescriptor],
    lines: &mut Vec<Line>,
) {
    // The row is empty before the first run and after each table.
    if !row.is_empty() {
        lines.push(line(std::mem::take(row), page, margins, words, fonts));
    }
}

/// Returns the line without words that keeps the place of a table in its column.
fn table_line(table: &TableItem, page: usize, margins: (f32, f32)) -> Line {
    Line {
        page,
        words: Vec::new(),
        area: LayoutItem::Table(*table).area(),
        y: table.y(),
        size: 0.0,
        style: Style::default(),
        chars: 0,
        margins,
        table: Some(table.index),
        is_below_rule: false,
    }
}

/// Marks the lines of a column that begin below a rule of most of their width.
///
/// The rows of a table without vertical rules may be separated in this way only: in it a
/// line without a rule above it continues the cells of the line before.
pub(crate) fn mark_rules(lines: &mut [Line], rules: &[Rule]) {
    for at in 1..lines.len() {
        let (above, line) = (lines[at - 1].area, lines[at].area);
        // An underline touches the letters of the line above, so it counts from their
        // middle.
        let middle = above[3] - (above[3] - above[1]) / 2.0;
        let from = rules.partition_point(|rule| rule.at < middle);
        let between = rules[from..].iter().take_while(|rule| rule.at < line[3]);
        let width = (line[2] - line[0]).max(above[2] - above[0]);
        // The rule of a margin note or of a fraction covers a part of the line only.
        let covers = |rule: &Rule| {
            let both = lines[at].extent().cover(lines[at - 1].extent());
            rule.extent().overlap(both) > RULE_SHARE * width
        };
        lines[at].is_below_rule = between.into_iter().any(covers);
    }
}

/// Returns the runs of one row as a line.
pub(crate) fn line(
    mut row: Vec<Run>,
    page: usize,
    margins: (f32, f32),
    words: &mut WordArena,
    fonts: &[FontDescriptor],
) -> Line {
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut line_words: Vec<Word> = Vec::new();
    let mut area = EMPTY;
    let mut overlaps = false;
    let mut right = f32::MIN;
    for run in &row {
        overlaps |= run.x0 < right - OVERLAP.at(run.size);
        right = right.max(run.x1);
        area = cover(area, run.area());
        line_words.extend_from_slice(words.get(run.words.clone()));
    }
    // Some producers draw the words of a line in any order: "every third" and then those
    // in between. Their runs overlap, and only their words have an order.
    if overlaps {
        line_words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    for at in 1..line_words.len() {
        let last = line_words[at - 1];
        let word = &mut line_words[at];
        // The mark of a footnote touches its text and is a word of its own.
        word.is_glued = last.is_continued_at(word.x0, word.size)
            && !(at == 1 && words.is_mark_before(&last, word.size));
    }
    bidi::reorder(&mut line_words, words);
    let typeface = typeface(&line_words, fonts);
    // The baseline is that of the longest run: exponents are higher, indices lower.
    let main = row.iter().max_by_key(|run| run.chars);
    Line {
        page,
        area,
        y: main.map_or(area[3], |run| run.y),
        size: typeface.size,
        style: typeface.style,
        chars: typeface.chars,
        margins,
        words: line_words,
        table: None,
        is_below_rule: false,
    }
}
