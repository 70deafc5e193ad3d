//! What the text layer gives and the layout layer takes: a page's glyphs, lines and links, without PDF's syntax.
//!
//! All coordinates are points from the top left of the crop box, y growing downwards, the page's own rotation undone.

#![allow(dead_code, reason = "the layout reads it")]

use crate::document::Warning;
use std::sync::Arc;

/// A file as far as layout is concerned.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) fonts: Vec<Font>,
    pub(super) pages: Vec<Page>,
    /// The tags, if the file is tagged: elements in reading order (a pre-order arena, the root left out).
    pub(super) tags: Vec<Tag>,
    /// The bookmarks, in order.
    pub(super) outline: Vec<Bookmark>,
    /// Named destinations, sorted by name.
    pub(super) destinations: Vec<(String, Place)>,
    pub(super) metadata: Metadata,
    /// How many bytes of links may be copied into the document, if that is bounded.
    pub(super) copies_left: Option<usize>,
    /// What had to be given up, naming the page.
    pub(super) warnings: Vec<Warning>,
}

/// What the file says of itself, in its XMP packet or its information dictionary.
#[derive(Debug, Clone, Default)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) keywords: Option<String>,
    /// A language tag: `en-GB`.
    pub(super) language: Option<String>,
    /// As PDF writes dates: `D:20261122190500Z`.
    pub(super) created: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) producer: Option<String>,
}

/// A page as it is drawn.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The first page is 1.
    pub(super) number: u32,
    /// What a viewer shows for the number, if the file says so: `iv`, `A-3`.
    pub(super) label: Option<Arc<str>>,
    pub(super) width: f32,
    pub(super) height: f32,
    /// The text of all glyphs, in the order they were drawn.
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    /// Thin lines and edges of filled or stroked boxes that run along an axis.
    pub(super) rulings: Vec<Ruling>,
    /// Where pictures stand.
    pub(super) pictures: Vec<Box>,
    pub(super) links: Vec<Link>,
}

/// `[x0, y0, x1, y1]`, top left to bottom right.
pub(super) type Box = [f32; 4];

/// One drawn character (or ligature, or a whole `ToUnicode` string).
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Its bytes in the page's text.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Where on the baseline it begins, and where its advance ends. In a vertical font the line runs down the glyphs' middles.
    pub(super) from: [f32; 2],
    pub(super) to: [f32; 2],
    /// The height of the font as drawn.
    pub(super) size: f32,
    /// An index of the file's fonts.
    pub(super) font: u16,
    pub(super) ink: Ink,
    /// The marked content that it is in: an index of [`Tag`]s if the file is tagged, artifacts too.
    pub(super) mark: Mark,
}

/// How a glyph shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Visible,
    /// Drawn again with a small shift, or filled and stroked, as bold is feigned.
    Emboldened,
    /// Drawn with rendering mode 3, as the text behind a scanned picture is.
    Invisible,
}

/// What the marked content around a glyph says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// Not content: a running head, a page number, a watermark.
    Artifact,
    /// It belongs to this element.
    Tag(u32),
}

/// A font as its dictionary and its name describe it.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
pub(super) struct Font {
    /// Without the subset's prefix.
    pub(super) name: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) monospace: bool,
    /// Its small letters are drawn as capitals.
    pub(super) small_caps: bool,
    /// Of maths or symbols rather than of letters.
    pub(super) symbolic: bool,
    /// Height above and depth below the baseline, in ems.
    pub(super) ascent: f32,
    pub(super) descent: f32,
    /// The width of its space in ems, where known.
    pub(super) space: Option<f32>,
    /// It is written from top to bottom.
    pub(super) vertical: bool,
}

/// An axis-parallel line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ruling {
    pub(super) from: [f32; 2],
    pub(super) to: [f32; 2],
}

/// An element of the structure tree (ISO 32000-2 14.7), its role already mapped to a standard one.
#[derive(Debug, Clone, Default)]
pub(super) struct Tag {
    /// `H1`, `P`, `TD`, `Span`, ...
    pub(super) role: String,
    /// An index before this one; `None` at the top.
    pub(super) parent: Option<u32>,
    pub(super) depth: u16,
    /// Columns and rows that a cell spans.
    pub(super) span: (u16, u16),
}

/// An entry of the outline.
#[derive(Debug, Clone)]
pub(super) struct Bookmark {
    pub(super) title: String,
    /// The first level is 1.
    pub(super) level: u16,
    pub(super) place: Option<Place>,
}

/// A place in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The first page is 1.
    pub(super) page: u32,
    pub(super) left: Option<f32>,
    pub(super) top: Option<f32>,
}

/// A link's area and where it leads.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) area: Box,
    pub(super) target: Target,
}

/// Where a link leads.
#[derive(Debug, Clone)]
pub(super) enum Target {
    Uri(String),
    Place(Place),
    Named(String),
}
