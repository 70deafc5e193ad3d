//! From glyphs to blocks: words, lines, columns, paragraphs, lists, tables, code, notes, furniture.

mod area;
mod bidi;
mod block;
mod caption;
mod code;
mod column;
mod compose;
mod contents;
mod flow;
mod footnote;
mod frame;
mod furniture;
mod join;
mod letters;
mod line;
mod list;
mod measure;
mod paragraph;
mod table;
mod tagged;
#[cfg(test)]
mod tests;
mod word;

pub(super) use area::holds;
pub(super) use block::{Block, Cell, Item, Paragraph, Role, Table};
pub(super) use code::text as code_text;
pub(super) use compose::{Composed, compose};
pub(super) use frame::Frame;
pub(super) use line::Line;
pub(super) use measure::Usual;
pub(super) use word::Words;

use super::clock::{Clock, Stage};
use super::page::{File, Page};
use flow::Context;
use frame::Direction;
use furniture::Sheet;
use table::Rules;
use word::Run;

/// A file's blocks in reading order, and what is needed to write them.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) blocks: Vec<Block>,
    pub(super) words: Words,
    pub(super) usual: Usual,
    pub(super) frames: Vec<Frame>,
}

/// Lays the file out, as many pages of it as there is time for.
pub(super) fn lay_out(file: &File, clock: &Clock<'_>) -> Layout {
    let mut words = Words::default();
    let frames: Vec<Frame> = file.pages.iter().map(Frame::of).collect();
    let mut sheets = sheets(file, &frames, clock, &mut words);
    words.is_leftwards = bidi::is_mostly_leftwards(words.iter());
    let artifacts = furniture::Artifacts::of(&sheets, &words);
    let tagged = tagged::take(file, &mut sheets, &mut words);
    let furniture = furniture::take(&mut sheets, artifacts, &words);
    let mut pages: Vec<Laid> = Vec::with_capacity(file.pages.len());
    let mut gutters = column::Gutters::default();
    for (page, (sheet, furniture)) in sheets.into_iter().zip(furniture).enumerate() {
        if clock.stops(Stage::Lines, page) {
            pages.push(Laid::default());
            continue;
        }
        let frame = (page, frames[page]);
        let mut laid = lay_out_page(file, frame, sheet.runs, &mut gutters, &mut words);
        laid.furniture = furniture_lines(furniture, page, &mut words, file);
        laid.asides = asides(&file.pages[page], frame, &file.fonts, &mut words);
        pages.push(laid);
    }
    let usual = Usual::of(
        (tagged.iter().flat_map(tagged::Tagged::lines))
            .chain(pages.iter().flat_map(|page| &page.columns).flatten()),
    );
    let context = Context {
        words: &words,
        usual: &usual,
        frames: &frames,
    };
    let of_page = |(page, laid): (usize, Laid)| {
        if clock.stops(Stage::Blocks, page) {
            return Vec::new();
        }
        laid.blocks(&context)
    };
    let of_pages: Vec<Vec<Block>> = pages.into_iter().enumerate().map(of_page).collect();
    let of_tags = tagged.map(|tagged| tagged.blocks(&words, &usual, &frames));
    let blocks = join::join(merge(of_tags.unwrap_or_default(), of_pages), &context);
    Layout {
        blocks,
        words,
        usual,
        frames,
    }
}

/// What is tagged in its order, and what is not behind the page it stands on.
fn merge(tagged: Vec<Block>, pages: Vec<Vec<Block>>) -> Vec<Block> {
    let mut merged = Vec::new();
    let mut pages = pages.into_iter().enumerate().peekable();
    for block in tagged {
        let page = block.page();
        while let Some((_, rest)) =
            pages.next_if(|(number, _)| page.is_some_and(|page| *number < page))
        {
            merged.extend(rest);
        }
        merged.push(block);
    }
    merged.extend(pages.flat_map(|(_, rest)| rest));
    merged
}

fn sheets(file: &File, frames: &[Frame], clock: &Clock<'_>, words: &mut Words) -> Vec<Sheet> {
    let sheet = |(number, (page, frame)): (usize, (&Page, &Frame))| Sheet {
        runs: if clock.stops(Stage::Words, number) {
            Vec::new()
        } else {
            word::runs(page, &file.fonts, *frame, words)
        },
        height: frame.height,
    };
    file.pages
        .iter()
        .zip(frames)
        .enumerate()
        .map(sheet)
        .collect()
}

/// A page's lines by columns, and what else is on it.
#[derive(Default)]
struct Laid {
    columns: Vec<Vec<Line>>,
    tables: Vec<Option<Table>>,
    furniture: Vec<(Line, Edge)>,
    asides: Vec<block::Aside>,
}

/// Where a running head or foot stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Head,
    Foot,
}

fn lay_out_page(
    file: &File,
    frame: (usize, Frame),
    mut runs: Vec<Run>,
    gutters: &mut column::Gutters,
    words: &mut Words,
) -> Laid {
    let page = &file.pages[frame.0];
    let rules = Rules::of(&page.rulings, frame.1);
    let tables = table::ruled(&mut runs, &rules, frame, words, &file.fonts);
    let columns = column::columns(runs, &rules.across, gutters);
    Laid {
        columns: (columns.into_iter())
            .map(|runs| {
                let mut lines = line::lines(runs, frame.0, words, &file.fonts);
                line::mark_rules(&mut lines, &rules.across);
                lines
            })
            .collect(),
        tables: tables.into_iter().map(Some).collect(),
        ..Laid::default()
    }
}

fn furniture_lines(
    rows: Vec<Vec<Run>>,
    page: usize,
    words: &mut Words,
    file: &File,
) -> Vec<(Line, Edge)> {
    let middle = file.pages[page].height / 2.0;
    let lines = rows.into_iter().map(|row| {
        let edge = if row.first().is_some_and(|run| run.y < middle) {
            Edge::Head
        } else {
            Edge::Foot
        };
        (line::line(row, page, (0.0, 0.0), words, &file.fonts), edge)
    });
    lines.collect()
}

/// Text in other directions than the page's.
fn asides(
    page: &Page,
    (number, frame): (usize, Frame),
    fonts: &[super::page::Font],
    words: &mut Words,
) -> Vec<block::Aside> {
    let mut asides = Vec::new();
    let directions = [
        Direction::Right,
        Direction::Down,
        Direction::Left,
        Direction::Up,
        Direction::Slanted,
    ];
    for direction in directions {
        let is_there = |glyph| Direction::of(glyph) == Some(direction);
        if direction == frame.direction || !page.glyphs.iter().any(is_there) {
            continue;
        }
        let frame = Frame::turned(direction, page);
        let runs = word::runs(page, fonts, frame, words);
        for line in line::lines(runs, number, words, fonts) {
            asides.push(block::Aside {
                text: line.text(words),
                page: number,
                area: frame.on_page(line.area),
            });
        }
    }
    asides
}

impl Laid {
    fn blocks(mut self, context: &Context<'_>) -> Vec<Block> {
        let furniture = |line: &Line| Block::Furniture(Paragraph::new(vec![line.clone()]));
        let heads = self
            .furniture
            .iter()
            .filter(|(_, edge)| *edge == Edge::Head);
        let mut blocks: Vec<Block> = heads.map(|(line, _)| furniture(line)).collect();
        for column in &self.columns {
            blocks.extend(flow::blocks(column, &mut self.tables, context));
        }
        blocks.extend(self.asides.into_iter().map(Block::Aside));
        let feet = self
            .furniture
            .iter()
            .filter(|(_, edge)| *edge == Edge::Foot);
        blocks.extend(feet.map(|(line, _)| furniture(line)));
        blocks
    }
}
