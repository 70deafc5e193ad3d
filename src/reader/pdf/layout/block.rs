//! What a page's lines are put together to.

use super::super::page::Box;
use super::area::{NOTHING, cover};
use super::frame::Frame;
use super::line::{Line, Style};
use super::word::Words;

/// A block in reading order.
#[derive(Debug)]
pub(in super::super) enum Block {
    Paragraph(Paragraph),
    List(Vec<Item>),
    Table(Table),
    Code(Vec<Line>),
    Caption(Paragraph),
    Footnote(Paragraph),
    /// Running heads, page numbers.
    Furniture(Paragraph),
    /// Text that runs in another direction than the page's.
    Aside(Aside),
}

/// Lines that are one paragraph.
#[derive(Debug, Default)]
pub(in super::super) struct Paragraph {
    pub(in super::super) lines: Vec<Line>,
    /// The lines above that only number it, of a title: `Chapter 3`.
    pub(in super::super) label: Vec<Line>,
    /// White space above and below, in points; none at the ends of a column.
    pub(in super::super) above: Option<f32>,
    pub(in super::super) below: Option<f32>,
    /// What the file's tags say it is.
    pub(in super::super) role: Option<Role>,
}

/// What tags say of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Role {
    Heading(u8),
    Text,
    Quote,
}

/// An item of a list.
#[derive(Debug, Default)]
pub(in super::super) struct Item {
    /// How deep it is nested; 0 is the outermost.
    pub(in super::super) depth: u8,
    /// `-`, or its number as it is written: `3.`, `(a)`.
    pub(in super::super) marker: String,
    /// Its lines, the marker left out.
    pub(in super::super) lines: Vec<Line>,
    /// The lines that begin another paragraph of it.
    pub(in super::super) breaks: Vec<usize>,
}

/// A table as rows of cells.
#[derive(Debug, Default)]
pub(in super::super) struct Table {
    pub(in super::super) rows: Vec<Vec<Cell>>,
    /// How many rows, from the first, are its header.
    pub(in super::super) header: usize,
    /// Left ends of its columns.
    pub(in super::super) columns: Vec<f32>,
    /// `(page, where on it)`
    pub(in super::super) places: Vec<(usize, Box)>,
}

/// The lines of a cell.
pub(in super::super) type Cell = Vec<Line>;

/// Takes columns in which nothing stands out of rows of one width; tells which had something.
pub(super) fn drop_empty_columns(rows: &mut [Vec<Cell>]) -> Vec<bool> {
    let width = rows.first().map_or(0, Vec::len);
    let is_filled: Vec<bool> = (0..width)
        .map(|column| rows.iter().any(|row| !row[column].is_empty()))
        .collect();
    for row in rows {
        let mut is_filled = is_filled.iter();
        row.retain(|_| is_filled.next() == Some(&true));
    }
    is_filled
}

/// Text beside the page's own.
#[derive(Debug)]
pub(in super::super) struct Aside {
    pub(in super::super) text: String,
    pub(in super::super) page: usize,
    pub(in super::super) area: Box,
}

impl Block {
    /// The page that it begins on, an index.
    pub(in super::super) fn page(&self) -> Option<usize> {
        let line = match self {
            Self::Paragraph(of) | Self::Caption(of) | Self::Footnote(of) | Self::Furniture(of) => {
                of.all_lines().next()
            }
            Self::List(items) => items.iter().find_map(|item| item.lines.first()),
            Self::Code(lines) => lines.first(),
            Self::Table(table) => return table.places.first().map(|place| place.0),
            Self::Aside(aside) => return Some(aside.page),
        };
        line.map(|line| line.page)
    }
}

impl Paragraph {
    pub(in super::super) fn new(lines: Vec<Line>) -> Self {
        Self {
            lines,
            ..Self::default()
        }
    }

    pub(in super::super) fn style(&self) -> Style {
        let first = self.lines.first().map(|line| line.style);
        let mut style = first.unwrap_or_default();
        for line in &self.lines {
            style.bold &= line.style.bold;
            style.italic &= line.style.italic;
            style.monospace &= line.style.monospace;
            style.small_caps &= line.style.small_caps;
        }
        style
    }

    pub(in super::super) fn chars(&self) -> u32 {
        self.lines.iter().map(|line| line.chars).sum()
    }

    /// All its lines, those of its label first.
    pub(in super::super) fn all_lines(&self) -> impl Iterator<Item = &Line> {
        self.label.iter().chain(&self.lines)
    }

    /// The size of most of its characters.
    pub(in super::super) fn size(&self) -> f32 {
        let most = self.lines.iter().max_by_key(|line| line.chars);
        most.map_or(0.0, |line| line.size)
    }
}

/// Where lines stand: one box a page.
pub(in super::super) fn places<'l>(
    lines: impl Iterator<Item = &'l Line>,
    frames: &[Frame],
) -> Vec<(usize, Box)> {
    let mut places: Vec<(usize, Box)> = Vec::new();
    for line in lines {
        let place = line.place(frames);
        match places.last_mut() {
            Some((page, area)) if *page == line.page => *area = cover(*area, place),
            _ => places.push((line.page, cover(NOTHING, place))),
        }
    }
    places
}

/// The text of lines as one line: words broken at a hyphen put together.
pub(in super::super) fn joined(lines: &[Line], words: &Words) -> String {
    super::compose::compose(lines, words).text
}
