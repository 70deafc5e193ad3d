//! Lays out one page: its ruled tables, columns and lines, and the text beside them.

#[cfg(test)]
mod tests;

use crate::reader::pdf::clock::{Clock, Stage};
use crate::reader::pdf::layout::blocks::{Aside, LayoutBlock, Paragraph, flow};
use crate::reader::pdf::layout::boilerplate::{PageEnd, PageText};
use crate::reader::pdf::layout::lines::{
    ColumnPart, Context, Gutters, LayoutItem, Line, Rules, Run, WordArena, column_parts, columns,
    line, lines_of_runs, word,
};
use crate::reader::pdf::layout::place::{Extent, Frame, TextDirection};
use crate::reader::pdf::layout::table::{self, Table};
use crate::reader::pdf::page::{DrawnPage, File, FontDescriptor};

/// The lines of a page by columns, with its tables and boilerplate.
#[derive(Default)]
pub(super) struct LaidPage {
    columns: Vec<Vec<ColumnPart>>,
    /// The ruled tables; each is taken once.
    tables: Vec<Option<Table>>,
    boilerplate: Vec<BoilerplateLine>,
    asides: Vec<Aside>,
}

/// A running head or foot.
struct BoilerplateLine {
    line: Line,
    end: PageEnd,
}

/// Lays out all pages for which there is time, given the words of each and the rows of
/// its boilerplate.
///
/// The pages share one memory of gutters, so they are laid out in order: a page with a
/// few short lines in each column is cut where the pages before it were. A page without
/// time stays empty.
pub(super) fn lay_out(
    file: &File,
    frames: &[Frame],
    sheets: Vec<PageText>,
    boilerplate: Vec<Vec<Vec<Run>>>,
    clock: &Clock<'_>,
    words: &mut WordArena,
) -> Vec<LaidPage> {
    let mut gutters = Gutters::default();
    (sheets.into_iter().zip(boilerplate).enumerate())
        .map(|(number, (sheet, rows))| {
            // An empty page keeps the indices of the pages after it.
            if clock.stops(Stage::Lines, number) {
                return LaidPage::default();
            }
            let frame = frames[number];
            let rules = Rules::of(&file.pages[number].rulings, frame);
            // Adds to the gutters: a page is cut by those of the pages before it.
            let (columns, tables) = text(file, number, sheet.runs, &rules, &mut gutters, words);
            LaidPage {
                columns,
                tables: tables.into_iter().map(Some).collect(),
                boilerplate: boilerplate_lines(rows, number, words, file),
                asides: asides(&file.pages[number], (number, frame), &file.fonts, words),
            }
        })
        .collect()
}

/// Returns the lines of each column of a page, and its ruled tables.
///
/// The tables take part in the search for columns: one across the page ends both. Without
/// them, the columns above and below a wide table would be one, and the text below its
/// left half would be read before the right column above it.
fn text(
    file: &File,
    number: usize,
    mut runs: Vec<Run>,
    rules: &Rules,
    gutters: &mut Gutters,
    words: &mut WordArena,
) -> (Vec<Vec<ColumnPart>>, Vec<Table>) {
    let found = table::ruled(&mut runs, rules, number, words, &file.fonts);
    let items = (runs.into_iter().map(LayoutItem::Run))
        // A gap must not go through a table.
        .chain(found.places.into_iter().map(LayoutItem::Table))
        .collect();
    let columns = columns(items, &rules.across, gutters, words).into_iter();
    let columns =
        columns.map(|items| column_parts(items, number, &rules.across, words, &file.fonts));
    (columns.collect(), found.tables)
}

/// Returns the rows of a page's boilerplate as lines, each with the end of the page it is
/// at.
///
/// The page number at the foot of a column must not be read before the text above it:
/// heads and feet are distinguished by their height.
fn boilerplate_lines(
    rows: Vec<Vec<Run>>,
    page: usize,
    words: &mut WordArena,
    file: &File,
) -> Vec<BoilerplateLine> {
    let middle = file.pages[page].height / 2.0;
    let lines = rows.into_iter().map(|row| {
        // The rows are in no order of height: artifacts follow the rows that repeat.
        let end = if row.first().is_some_and(|run| run.y < middle) {
            PageEnd::Top
        } else {
            PageEnd::Bottom
        };
        let line = line(row, page, Extent::EMPTY, words, &file.fonts);
        BoilerplateLine { line, end }
    });
    lines.collect()
}

/// Returns the text that runs in other directions than that of the page.
///
/// The stamp of an archive along the left margin is read bottom up. In the frame of the
/// page each of its letters would be a line. Each direction that the page uses is read in
/// a frame of its own.
fn asides(
    page: &DrawnPage,
    (number, frame): (usize, Frame),
    fonts: &[FontDescriptor],
    words: &mut WordArena,
) -> Vec<Aside> {
    let directions = [
        TextDirection::Right,
        TextDirection::Down,
        TextDirection::Left,
        TextDirection::Up,
        TextDirection::Slanted,
    ];
    // Few pages use a second direction, and each frame reads all glyphs of the page.
    let mut used = Vec::new();
    for direction in page.glyphs.iter().filter_map(TextDirection::of) {
        if !used.contains(&direction) {
            used.push(direction);
        }
    }
    let mut asides = Vec::new();
    for direction in directions {
        // The text in the direction of the page is in its columns already.
        if direction == frame.direction || !used.contains(&direction) {
            continue;
        }
        let frame = Frame::turned(direction, page);
        let runs = word::runs(page, fonts, frame, words);
        for line in lines_of_runs(runs, number, words, fonts) {
            asides.push(Aside {
                text: line.text(words),
                size: line.size,
                is_slanted: direction == TextDirection::Slanted,
                is_boilerplate: false,
                page: number,
                area: frame.on_page(line.area),
            });
        }
    }
    asides
}

impl LaidPage {
    /// Returns the text in other directions than that of the page, to mark its
    /// boilerplate.
    pub(super) fn asides_mut(&mut self) -> &mut [Aside] {
        &mut self.asides
    }

    /// Returns the lines of all columns; each slice has nothing between its lines.
    ///
    /// Tables are left out. The cells of a table would be measured as lines of text: "95"
    /// and "75" below each other would show how far apart the lines of a paragraph are.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[Line]> + Clone {
        (self.columns.iter().flatten()).filter_map(|part| match part {
            ColumnPart::Lines(lines) => Some(lines.as_slice()),
            ColumnPart::Table(_) => None,
        })
    }

    /// Returns the blocks of the page: its heads, its columns, its asides, its feet.
    ///
    /// Asides come before the feet, so that the page number is the last block of its
    /// page.
    pub(super) fn blocks(mut self, context: &Context<'_>) -> Vec<LayoutBlock> {
        let (heads, feet): (Vec<_>, Vec<_>) =
            (self.boilerplate.into_iter()).partition(|boilerplate| boilerplate.end == PageEnd::Top);
        let block = |boilerplate: BoilerplateLine| {
            LayoutBlock::Boilerplate(Paragraph::new(vec![boilerplate.line]))
        };
        let mut blocks: Vec<LayoutBlock> = heads.into_iter().map(block).collect();
        for column in &self.columns {
            blocks.extend(flow::blocks(column, &mut self.tables, context));
        }
        // After the columns: the stamp in a margin is beside many paragraphs.
        blocks.extend(self.asides.into_iter().map(LayoutBlock::Aside));
        blocks.extend(feet.into_iter().map(block));
        blocks
    }
}
