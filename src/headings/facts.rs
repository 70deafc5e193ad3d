//! The facts that decide about headings, free of any format.
//!
//! A reader states what is printed and where; nothing here is a judgement.

use serde::{Deserialize, Serialize};

/// A document as the decision about its headings sees it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// All text in reading order, headings or not.
    pub(crate) pieces: Vec<Piece>,
    /// The size of most of the text, in points.
    pub(crate) body_size: f32,
    /// The type of most of the text.
    pub(crate) body: Face,
    /// The width of the first page in its heights: slides are wide.
    pub(crate) page_ratio: f32,
    pub(crate) pages: u32,
    /// The title in the metadata of the file; empty if there is none.
    pub(crate) title: String,
    /// The entries of the outline that the file has, in order.
    pub(crate) outline: Vec<Entry>,
}

/// An entry of an outline: a title, its level and the place that it points to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) title: String,
    /// The first level is 1.
    pub(crate) level: u8,
    /// An index of the pages; `None` if the entry points nowhere.
    pub(crate) page: Option<u32>,
    /// The distance from the top of the page, in points.
    pub(crate) top: Option<f32>,
}

/// A paragraph, an item of a list or a row of a table.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Piece {
    /// Its text, cut after [`Piece::MAX_TEXT`] bytes.
    pub(crate) text: String,
    /// The label that was printed above it and joined to it: `Chapter 3`.
    pub(crate) label: String,
    pub(crate) chars: u32,
    pub(crate) lines: u16,
    /// An index of the pages.
    pub(crate) page: u32,
    /// The box of its lines on its first page, in points: left, top, right, bottom.
    pub(crate) area: [f32; 4],
    /// Left and right end of its column, in points.
    pub(crate) column: [f32; 2],
    /// The left end of its second line, or of its only one, in points.
    pub(crate) second_left: f32,
    /// In points.
    pub(crate) size: f32,
    pub(crate) face: Face,
    /// The number of characters at its start that are bold, if the rest is not.
    pub(crate) bold_lead: u16,
    /// The white space above and below it, in points; `None` at the end of a column.
    pub(crate) above: Option<f32>,
    pub(crate) below: Option<f32>,
    /// The widest space between two words, in sizes of the piece.
    pub(crate) widest_space: f32,
    pub(crate) holder: Holder,
    pub(crate) tag: Tag,
    /// True in the outermost centimetre or two of an upright page.
    pub(crate) is_in_margin: bool,
    /// A line is drawn between it and the text above.
    pub(crate) is_below_rule: bool,
}

/// A typeface, as far as it sets text apart.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
pub(crate) struct Face {
    /// Names a font of the document.
    pub(crate) font: u16,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) monospace: bool,
    pub(crate) small_caps: bool,
}

/// The block that a piece belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Holder {
    #[default]
    Paragraph,
    /// An item of a list; its marker is in its text.
    Item,
    /// A row of a table.
    Row,
    Table,
    Contents,
    Code,
    Caption,
    Footnote,
    Boilerplate,
    Other,
}

/// The role that the file declares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Tag {
    #[default]
    None,
    Heading(u8),
    Text,
    Quote,
}

impl Piece {
    /// The number of bytes of a text that are kept: headings are shorter.
    pub(crate) const MAX_TEXT: usize = 480;
}

impl Piece {
    /// Returns a piece without text, which separates others.
    pub(crate) fn empty(holder: Holder) -> Self {
        Self {
            holder,
            ..Self::default()
        }
    }
}
