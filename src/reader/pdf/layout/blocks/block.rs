//! The blocks that the lines of a file are combined into.

use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::layout::lines::{FontStyle, Line};
use crate::reader::pdf::layout::table::Table;

/// A block in reading order.
#[derive(Debug)]
pub(crate) enum LayoutBlock {
    Paragraph(Paragraph),
    List(Vec<ListItem>),
    Table(Table),
    Code(Vec<Line>),
    Caption(Paragraph),
    Footnote(Paragraph),
    /// The description of a figure, or the text of a picture of text.
    Figure(Paragraph),
    /// Running heads and page numbers.
    Boilerplate(Paragraph),
    /// Text that runs in another direction than the text of its page.
    Aside(Aside),
}

/// Lines that form one paragraph.
#[derive(Debug, Default)]
pub(crate) struct Paragraph {
    pub(crate) lines: Vec<Line>,
    /// White space above it, in points; `None` at the top of a column.
    pub(crate) above: Option<f32>,
    /// White space below it, in points; `None` at the bottom of a column.
    pub(crate) below: Option<f32>,
    /// Its role according to the tags of the file.
    pub(crate) role: Option<TagRole>,
}

/// The role of a paragraph according to its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TagRole {
    Heading(u8),
    Text,
    Quote,
}

/// An item of a list.
#[derive(Debug, Default)]
pub(crate) struct ListItem {
    /// The number of lists around its own list; 0 for an outermost one.
    pub(crate) depth: u8,
    /// `-` for a bullet, else the number as it is written: `3.`, `(a)`.
    pub(crate) marker: String,
    /// Its lines without the marker.
    pub(crate) lines: Vec<Line>,
    /// The indices of the lines that begin its second and later paragraphs.
    pub(crate) breaks: Vec<usize>,
}

/// Text in another direction than that of its page.
#[derive(Debug)]
pub(crate) struct Aside {
    pub(crate) text: String,
    /// The size of most of its characters.
    pub(crate) size: f32,
    /// It is parallel to no edge of the page.
    pub(crate) is_slanted: bool,
    /// It is a watermark or a stamp.
    pub(crate) is_boilerplate: bool,
    /// An index of the file's pages.
    pub(crate) page: usize,
    pub(crate) area: Rect,
}

impl LayoutBlock {
    /// Returns the index of the page on which the block begins.
    ///
    /// The first line of the block decides. In a list it is the first line of any item:
    /// the first item may have no text of its own, and the list would have no page.
    pub(crate) fn page(&self) -> Option<usize> {
        let line = match self {
            Self::Paragraph(paragraph)
            | Self::Caption(paragraph)
            | Self::Footnote(paragraph)
            | Self::Figure(paragraph)
            | Self::Boilerplate(paragraph) => paragraph.lines.first(),
            // The first item with lines: one before it may hold a nested list alone.
            Self::List(items) => items.iter().find_map(|item| item.lines.first()),
            Self::Code(lines) => lines.first(),
            // A table keeps the areas that it takes; its first cells may be empty.
            Self::Table(table) => return table.places.first().map(|place| place.page),
            Self::Aside(aside) => return Some(aside.page),
        };
        line.map(|line| line.page)
    }
}

impl ListItem {
    /// No item is deeper: a page can be made that adds a level at each of its columns.
    pub(crate) const MAX_DEPTH: u8 = 8;
}

impl Paragraph {
    /// Returns a paragraph of lines, without a role or measured space.
    pub(crate) fn new(lines: Vec<Line>) -> Self {
        Self {
            lines,
            ..Self::default()
        }
    }

    /// Returns the style that all lines of the paragraph have.
    ///
    /// A paragraph whose first line is bold is not a bold paragraph: it may begin with a
    /// run-in heading that fills the line.
    pub(crate) fn style(&self) -> FontStyle {
        let first = self.lines.first().map(|line| line.style);
        // Each flag is cleared by the first line without it.
        let mut style = first.unwrap_or_default();
        for line in &self.lines {
            style.bold &= line.style.bold;
            style.italic &= line.style.italic;
            style.monospace &= line.style.monospace;
            style.small_caps &= line.style.small_caps;
        }
        style
    }

    /// Returns the size of the longest line of the paragraph.
    ///
    /// The first line may begin with a large initial, which is most of a short line.
    pub(crate) fn size(&self) -> f32 {
        // Not the maximum of the sizes: a mark or an initial alone would decide.
        let longest = self.lines.iter().max_by_key(|line| line.chars);
        longest.map_or(0.0, |line| line.size)
    }
}
