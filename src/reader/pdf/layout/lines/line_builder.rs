//! Groups the runs of a column into lines.

use super::bidi;
use super::item::{LayoutItem, TableItem};
use super::line::Line;
use super::rules::Rule;
use super::script;
use super::typeface::typeface;
use super::word::{Run, Word, WordArena};
use crate::reader::pdf::layout::place::{EMPTY, Em, Extent, cover, same_baseline};
use crate::reader::pdf::page::FontDescriptor;

/// Runs whose baselines are nearer than this are one line.
///
/// Exponents and footnote marks are raised by a third to four tenths of the size.
const SAME_LINE: Em = Em(0.45);
/// Text below this size is on no line with other text: exponents are half as large.
///
/// Programs write names of their own in letters of one point after titles, which no
/// reader sees: with them a title of two words would fill its line.
const TINY: Em = Em(0.3);
/// Runs of a line that overlap by more than this are sorted word by word.
const OVERLAP: Em = Em(0.3);
/// A rule below which a line begins covers more than this share of the line's width.
const RULE_SHARE: f32 = 0.6;

/// A part of a column, from the top.
#[derive(Debug)]
pub(crate) enum ColumnPart {
    /// At least one line, with nothing else between them.
    Lines(Vec<Line>),
    Table(TableItem),
}

/// Returns the lines and tables of a column on a page, from the top.
///
/// A table separates the lines above it from those below, which would otherwise be lines
/// of one paragraph. `rules` are the page's rules across; each line is marked that begins
/// below one, as the rows of a table without vertical rules do.
pub(crate) fn column_parts(
    mut items: Vec<LayoutItem>,
    page: usize,
    rules: &[Rule],
    words: &mut WordArena,
    fonts: &[FontDescriptor],
) -> Vec<ColumnPart> {
    items.sort_by(|a, b| a.y().total_cmp(&b.y()).then(a.x0().total_cmp(&b.x0())));
    let margins = (items.iter()).fold(Extent::EMPTY, |all, item| {
        all.cover(Extent {
            start: item.x0(),
            end: item.x1(),
        })
    });
    let mut builder = LineBuilder::new(page, margins, words, fonts);
    let mut parts = Vec::new();
    let mut push = |mut lines: Vec<Line>, table: Option<TableItem>| {
        mark_rules(&mut lines, rules);
        parts.extend((!lines.is_empty()).then_some(ColumnPart::Lines(lines)));
        parts.extend(table.map(ColumnPart::Table));
    };
    for item in items {
        match item {
            LayoutItem::Run(run) => builder.add(run),
            LayoutItem::Table(table) => push(builder.take_lines(), Some(table)),
        }
    }
    // The lines below the last table.
    push(builder.take_lines(), None);
    parts
}

/// Returns the lines of runs that belong together, such as those of one tagged element.
///
/// Runs alone are given, no tables and no rules of the page: a rule beside the element
/// would mark its last line as one above a rule, which separates notes from the text.
pub(crate) fn lines_of_runs(
    runs: Vec<Run>,
    page: usize,
    words: &mut WordArena,
    fonts: &[FontDescriptor],
) -> Vec<Line> {
    let items = runs.into_iter().map(LayoutItem::Run).collect();
    let parts = column_parts(items, page, &[], words, fonts).into_iter();
    parts
        .flat_map(|part| match part {
            ColumnPart::Lines(lines) => lines,
            ColumnPart::Table(_) => Vec::new(),
        })
        .collect()
}

/// Makes lines of runs that are added from the top.
struct LineBuilder<'c> {
    page: usize,
    margins: Extent,
    words: &'c mut WordArena,
    fonts: &'c [FontDescriptor],
    lines: Vec<Line>,
    /// The runs of the line that is still open.
    row: Vec<Run>,
    /// The run of the row with most characters.
    main: usize,
}

impl<'c> LineBuilder<'c> {
    /// Returns a builder for the lines of a column, without any line yet.
    fn new(
        page: usize,
        margins: Extent,
        words: &'c mut WordArena,
        fonts: &'c [FontDescriptor],
    ) -> Self {
        Self {
            page,
            margins,
            words,
            fonts,
            lines: Vec::new(),
            row: Vec::new(),
            main: 0,
        }
    }

    /// Adds a run to the open line, or as the first one of the next.
    ///
    /// In "x² + 1" the first run may be an exponent: compared with it, the base would
    /// begin a line of its own. Therefore the longest run of the line is compared.
    /// Letters of one point, as programs write after titles, are on no line with other
    /// text: they would fill the line of a title of two words.
    fn add(&mut self, run: Run) {
        let is_same = self.row.get(self.main).is_some_and(|main| {
            let (small, large) = (main.size.min(run.size), main.size.max(run.size));
            // Letters of one point are not seen beside a title.
            small > TINY.at(large)
                && same_baseline(main.y, run.y, SAME_LINE.at(main.size.max(run.size)))
        });
        if !is_same {
            self.end_line();
        }
        // The longest run is compared with the next one: the first may be an exponent.
        if self
            .row
            .get(self.main)
            .is_some_and(|main| run.chars > main.chars)
        {
            self.main = self.row.len();
        }
        self.row.push(run);
    }

    /// Ends the open line and adds it to the lines, if it has words.
    ///
    /// The row is empty before the first run and after each table. As a line, it would be
    /// a line without words above the first one.
    fn end_line(&mut self) {
        let row = std::mem::take(&mut self.row);
        self.main = 0;
        if !row.is_empty() {
            let line = line(row, self.page, self.margins, self.words, self.fonts);
            self.lines.extend((!line.words.is_empty()).then_some(line));
        }
    }

    /// Ends the open line, and returns all lines since the last call.
    fn take_lines(&mut self) -> Vec<Line> {
        self.end_line();
        std::mem::take(&mut self.lines)
    }
}

/// Returns the runs of one row as a line, with its words in reading order.
///
/// If runs overlap, because each third word was drawn first and then those in between,
/// the words are sorted from left to right. Words that touch are glued, except the mark
/// of a footnote and its text. The baseline is that of the longest run: by that of the
/// first run, "²³⁸U is heavy" would be raised.
pub(crate) fn line(
    mut row: Vec<Run>,
    page: usize,
    margins: Extent,
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
    script::mark(&mut line_words, words);
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
        is_below_rule: false,
        underlines: Vec::new(),
    }
}

/// Marks the lines of a column that begin below a rule of most of their width.
///
/// The rows of a table without vertical rules may be separated in this way only: in such
/// a table, a line without a rule above it continues the cells of the line before. A rule
/// that covers a part of the line only, such as that of a fraction, marks nothing. Rules
/// between two lines are kept with the upper line as well.
pub(crate) fn mark_rules(lines: &mut [Line], rules: &[Rule]) {
    for at in 1..lines.len() {
        let (above, line) = (lines[at - 1].area, lines[at].area);
        // An underline touches the letters of the line above, so it counts from their
        // middle.
        let middle = above[3] - (above[3] - above[1]) / 2.0;
        let from = rules.partition_point(|rule| rule.at < middle);
        let between = rules[from..].iter().take_while(|rule| rule.at < line[3]);
        let bottom = f32::midpoint(line[1], line[3]);
        let underlines: Vec<Extent> = (between.clone())
            .take_while(|rule| rule.at < bottom)
            .map(Rule::extent)
            .collect();
        let width = (line[2] - line[0]).max(above[2] - above[0]);
        // The rule of a margin note or of a fraction covers a part of the line only.
        let covers = |rule: &Rule| {
            let both = lines[at].extent().cover(lines[at - 1].extent());
            rule.extent().overlap(both) > RULE_SHARE * width
        };
        lines[at].is_below_rule = between.into_iter().any(covers);
        lines[at - 1].underlines = underlines;
    }
}
