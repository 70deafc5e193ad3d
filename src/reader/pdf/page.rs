//! Defines the results of drawing, which the layout reads: glyphs, lines and links of
//! pages, without PDF's syntax.
//!
//! All coordinates are points from the top left of the crop box, with y downwards and the
//! rotation of the page undone.

use super::geometry::Rect;
use crate::document::{MarkKind, PageLedger, Warning};
use std::sync::Arc;

/// A file, as far as the layout reads it.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) fonts: Vec<FontDescriptor>,
    pub(super) pages: Vec<DrawnPage>,
    /// The tags of a tagged file: elements in reading order (a pre-order arena without
    /// the root).
    pub(super) tags: Vec<StructureElement>,
    /// Text of elements that draw none, in the order of the tags.
    pub(super) alternatives: Vec<AlternativeText>,
    /// The bookmarks, in order.
    pub(super) outline: Vec<Bookmark>,
    /// Named destinations, sorted by name.
    pub(super) destinations: Vec<(String, Destination)>,
    pub(super) metadata: Information,
    /// The number of bytes of links that may be copied into the document; `None` is no
    /// limit.
    pub(super) copies_left: Option<usize>,
    /// Warnings about content that was left out, with its page.
    pub(super) warnings: Vec<Warning>,
}

/// The file's metadata, from its XMP packet or its information dictionary.
#[derive(Debug, Clone, Default)]
pub(super) struct Information {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) keywords: Option<String>,
    /// A language tag: `en-GB`.
    pub(super) language: Option<String>,
    /// A date in the form of PDF: `D:20261122190500Z`.
    pub(super) created: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) producer: Option<String>,
}

impl File {
    /// Returns about how many bytes its glyphs take, which are most of it.
    pub(super) fn bytes(&self) -> usize {
        let glyphs: usize = self.pages.iter().map(|page| page.glyphs.len()).sum();
        glyphs * size_of::<Glyph>()
    }
}

/// A drawn page.
#[derive(Debug, Default)]
pub(super) struct DrawnPage {
    /// The first page is 1.
    pub(super) number: u32,
    /// The label that viewers show for the number: `iv`, `A-3`.
    pub(super) label: Option<Arc<str>>,
    pub(super) width: f32,
    pub(super) height: f32,
    /// The text of all glyphs, in the order of drawing.
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    /// Axis-parallel thin lines and edges of filled or stroked boxes.
    pub(super) rulings: Vec<Ruling>,
    pub(super) pictures: Vec<Picture>,
    /// The text that is not laid out, because it cannot be seen or read.
    pub(super) withheld: Vec<WithheldText>,
    pub(super) links: Vec<LinkAnnotation>,
    /// The letters that are drawn, and those of them that are duplicates.
    pub(super) ledger: PageLedger,
}

/// Text of a page that is not laid out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WithheldText {
    pub(super) kind: MarkKind,
    pub(super) text: String,
    pub(super) area: Rect,
}

/// One drawn character (or ligature, or a whole `ToUnicode` string).
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Its bytes in the page's text.
    pub(super) start: u32,
    pub(super) end: u32,
    /// The start on the baseline and the end of the advance. In a vertical font the line
    /// runs down the middle of the glyphs.
    pub(super) from: [f32; 2],
    pub(super) to: [f32; 2],
    /// The height of an em as drawn.
    pub(super) size: f32,
    /// An index of the file's fonts.
    pub(super) font: u16,
    pub(super) ink: Ink,
    /// The marked content around it: an element of a tagged file, or an artifact.
    pub(super) mark: ContentMark,
}

/// The way in which a glyph is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Visible,
    /// Drawn again with a small shift, or filled and stroked, to imitate bold.
    Emboldened,
    /// Drawn with rendering mode 3, as the recognized text of a scanned picture is.
    Invisible,
}

/// The marked content around a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentMark {
    None,
    /// Not content: a running head, a page number, a watermark.
    Artifact,
    /// The element with this index in the file's tags.
    Tag(u32),
}

/// A font according to its dictionary and its name.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
pub(super) struct FontDescriptor {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) monospace: bool,
    /// Small letters are drawn as capitals.
    pub(super) small_caps: bool,
    /// The font has symbols of maths or others, not letters.
    pub(super) symbolic: bool,
    /// The width of the space in ems, if the font has one.
    pub(super) space: Option<f32>,
    /// Text is written from top to bottom.
    pub(super) vertical: bool,
}

/// An axis-parallel line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ruling {
    pub(super) from: [f32; 2],
    pub(super) to: [f32; 2],
}

/// An element of the structure tree (ISO 32000-2 14.7).
#[derive(Debug, Clone, Default)]
pub(super) struct StructureElement {
    /// The role, mapped to a standard one: `H1`, `P`, `TD`, `Span` and others.
    pub(super) role: String,
    /// The index of the parent, which is smaller; `None` at the top.
    pub(super) parent: Option<u32>,
    pub(super) depth: u16,
    /// The number of columns that a cell spans.
    pub(super) columns: u16,
    /// The number of rows that a cell spans.
    pub(super) rows: u16,
    /// The description of a figure for readers who do not see it.
    pub(super) alternative: Option<String>,
    /// The text that replaces what the element and the elements in it draw.
    pub(super) replacement: Option<String>,
    /// An index of the file's pages: the first page with content of the element.
    pub(super) page: Option<usize>,
    /// The box of a figure, in the coordinates of its page's content.
    pub(super) bounding_box: Option<[f64; 4]>,
}

/// Text of an element that draws none itself: the description of a figure, or the
/// replacement of a picture of text.
#[derive(Debug, Clone)]
pub(super) struct AlternativeText {
    /// An index of the file's tags.
    pub(super) element: usize,
    pub(super) text: String,
    /// An index of the file's pages.
    pub(super) page: usize,
    pub(super) area: Rect,
}

/// A picture on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picture {
    pub(super) area: Rect,
    pub(super) mark: ContentMark,
}

/// An entry of the outline.
#[derive(Debug, Clone)]
pub(super) struct Bookmark {
    pub(super) title: String,
    /// The first level is 1.
    pub(super) level: u16,
    pub(super) place: Option<Destination>,
}

/// A place in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Destination {
    /// The first page is 1.
    pub(super) page: u32,
    pub(super) left: Option<f32>,
    pub(super) top: Option<f32>,
}

/// A link's area and target.
#[derive(Debug, Clone)]
pub(super) struct LinkAnnotation {
    pub(super) area: Rect,
    pub(super) target: LinkTarget,
}

/// The target of a link.
#[derive(Debug, Clone)]
pub(super) enum LinkTarget {
    Uri(String),
    Destination(Destination),
    Named(String),
}
