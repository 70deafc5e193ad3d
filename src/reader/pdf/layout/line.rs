//! Puts the runs of a column into lines.

use super::super::page::{Box, Font};
use super::area::{NOTHING, cover, shared};
use super::table::Rule;
use super::word::{Run, Word, Words};
use super::{bidi, frame::Frame};

/// A line of a column, in the coordinates of its page's [`Frame`].
#[derive(Debug, Clone)]
pub(in super::super) struct Line {
    /// An index of the file's pages.
    pub(in super::super) page: usize,
    pub(in super::super) words: Vec<Word>,
    pub(in super::super) area: Box,
    /// The baseline.
    pub(in super::super) y: f32,
    /// Of most of its characters.
    pub(in super::super) size: f32,
    pub(in super::super) style: Style,
    pub(in super::super) chars: u32,
    /// Left and right end of the column.
    pub(in super::super) margins: (f32, f32),
    pub(super) table: Option<usize>,
    /// A rule goes across between it and the line above.
    pub(super) is_below_rule: bool,
}

/// How most of a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
pub(in super::super) struct Style {
    pub(in super::super) bold: bool,
    pub(in super::super) italic: bool,
    pub(in super::super) monospace: bool,
    pub(in super::super) small_caps: bool,
    pub(in super::super) font: u16,
}

impl Line {
    /// Writes its text, the words set apart by spaces.
    pub(in super::super) fn write(&self, words: &Words, text: &mut String) {
        for (nth, word) in self.words.iter().enumerate() {
            if nth > 0 && !word.is_glued {
                text.push(' ');
            }
            text.push_str(words.text_of(word));
        }
    }

    pub(in super::super) fn text(&self, words: &Words) -> String {
        let mut text = String::new();
        self.write(words, &mut text);
        text
    }

    pub(in super::super) fn first_char(&self, words: &Words) -> Option<char> {
        words.text_of(self.words.first()?).chars().next()
    }

    pub(in super::super) fn last_char(&self, words: &Words) -> Option<char> {
        words.text_of(self.words.last()?).chars().next_back()
    }

    /// Where it stands on its page.
    pub(in super::super) fn place(&self, frames: &[Frame]) -> Box {
        frames[self.page].on_page(self.area)
    }

    /// Whether the first word of `next` would have fit behind its last: the line was ended on purpose.
    pub(in super::super) fn ends_early(&self, next: &Line) -> bool {
        self.ends_with(next) < self.margins.1
    }

    /// Where it would end if the first word of `next` stood behind its last.
    pub(super) fn ends_with(&self, next: &Line) -> f32 {
        let first = next.words.iter().take_while({
            let mut nth = 0;
            move |word| {
                nth += 1;
                nth == 1 || word.is_glued
            }
        });
        let width = first.fold((f32::MAX, f32::MIN), |(x0, x1), word| {
            (x0.min(word.x0), x1.max(word.x1))
        });
        self.area[2] + (width.1 - width.0) + 0.3 * self.size
    }
}

/// The lines of a column of page `page`, from the top.
pub(super) fn lines(
    mut runs: Vec<Run>,
    page: usize,
    words: &mut Words,
    fonts: &[Font],
) -> Vec<Line> {
    runs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let margins = (runs.iter()).fold((f32::MAX, f32::MIN), |(left, right), run| {
        (left.min(run.x0), right.max(run.x1))
    });
    let mut lines = Vec::new();
    let mut row: Vec<Run> = Vec::new();
    // The run of the row that has most characters: the others may be raised or lowered.
    let mut main = 0;
    for run in runs {
        let is_same = row.get(main).is_some_and(|main: &Run| {
            let shift = (main.y - run.y).abs();
            main.table.is_none() && run.table.is_none() && shift < 0.45 * main.size.max(run.size)
        });
        if !is_same && !row.is_empty() {
            lines.push(line(std::mem::take(&mut row), page, margins, words, fonts));
            main = 0;
        }
        row.push(run);
        if row[row.len() - 1].chars > row[main].chars {
            main = row.len() - 1;
        }
    }
    if !row.is_empty() {
        lines.push(line(row, page, margins, words, fonts));
    }
    lines.retain(|line| !line.words.is_empty() || line.table.is_some());
    lines
}

/// Tells the lines of a column that stand below a rule of most of their width.
pub(super) fn mark_rules(lines: &mut [Line], rules: &[Rule]) {
    for at in 1..lines.len() {
        let (above, line) = (lines[at - 1].area, lines[at].area);
        let from = rules.partition_point(|rule| rule.at < above[3] - 0.5 * (above[3] - above[1]));
        let between = rules[from..].iter().take_while(|rule| rule.at < line[3]);
        let width = (line[2] - line[0]).max(above[2] - above[0]);
        let covers = |rule: &Rule| {
            let ends = (line[0].min(above[0]), line[2].max(above[2]));
            shared((rule.from, rule.to), ends) > 0.6 * width
        };
        lines[at].is_below_rule = between.into_iter().any(covers);
    }
}

/// One line of the runs of a row.
pub(super) fn line(
    mut row: Vec<Run>,
    page: usize,
    margins: (f32, f32),
    words: &mut Words,
    fonts: &[Font],
) -> Line {
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut of_line: Vec<Word> = Vec::new();
    let mut area = NOTHING;
    let mut overlaps = false;
    let mut right = f32::MIN;
    for run in &row {
        overlaps |= run.x0 < right - 0.3 * run.size;
        right = right.max(run.x1);
        area = cover(area, run.area());
        of_line.extend_from_slice(words.get(run.words.clone()));
    }
    if overlaps {
        of_line.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    for at in 1..of_line.len() {
        let last = of_line[at - 1];
        let word = &mut of_line[at];
        word.is_glued = last.is_continued_at(word.x0, word.size)
            && !(at == 1 && words.is_mark_before(&last, word.size));
    }
    bidi::reorder(&mut of_line, words);
    let (size, style, chars) = look(&of_line, fonts);
    let main = row.iter().max_by_key(|run| run.chars);
    Line {
        page,
        area,
        y: main.map_or(area[3], |run| run.y),
        size,
        style,
        chars,
        margins,
        words: of_line,
        table: row.iter().find_map(|run| run.table),
        is_below_rule: false,
    }
}

/// The size of most characters, how most of them look, and how many there are.
fn look(words: &[Word], fonts: &[Font]) -> (f32, Style, u32) {
    let mut sizes: Vec<(f32, u16, u32)> = Vec::new();
    let (mut bold, mut italic, mut monospace, mut small_caps) = (0, 0, 0, 0);
    let (mut all, mut total) = (0, 0);
    for word in words {
        let chars = u32::from(word.chars);
        total += chars;
        let font = fonts.get(usize::from(word.font));
        if font.is_none_or(|font| !font.symbolic) {
            all += chars;
            let is_bold = word.is_emboldened || font.is_some_and(|font| font.bold);
            bold += u32::from(is_bold) * chars;
            italic += font.map_or(0, |font| u32::from(font.italic) * chars);
            monospace += font.map_or(0, |font| u32::from(font.monospace) * chars);
            small_caps += font.map_or(0, |font| u32::from(font.small_caps) * chars);
        }
        let same =
            |size: &&mut (f32, u16, u32)| (size.0 - word.size).abs() < 0.2 && size.1 == word.font;
        if let Some(size) = sizes.iter_mut().find(same) {
            size.2 += chars;
        } else if sizes.len() < 8 {
            sizes.push((word.size, word.font, chars));
        }
    }
    let most = (sizes.into_iter()).max_by(|a, b| a.2.cmp(&b.2).then(a.0.total_cmp(&b.0)));
    let (size, font, _) = most.unwrap_or((0.0, 0, 0));
    let style = Style {
        // A name in the font of code may be as it is in a bold heading.
        bold: bold * 10 > all * 8
            || (bold > 0 && bold >= monospace && (bold + monospace) * 10 > all * 9),
        italic: italic * 10 > all * 8,
        monospace: monospace * 10 > all * 9,
        small_caps: small_caps * 10 > all * 7, // numbers may be in another font
        font,
    };
    (size, style, total)
}
