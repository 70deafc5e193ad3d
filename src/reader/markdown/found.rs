//! What the events tell of: blocks, with their seams and leads, headings, links and anchors.

use crate::document::{BlockKind, Seam};
use std::ops::Range;

/// A block at the top level.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) kind: BlockKind,
    pub(super) range: Range<usize>,
    pub(super) seams: Vec<Seam>,
    pub(super) leads: Vec<FoundLead>,
    /// Few blocks are headings.
    pub(super) heading: Option<Box<FoundHeading>>,
    /// Raw HTML, in which headings may hide.
    pub(super) is_html: bool,
    /// Nothing but anchors (`<a name="x"></a>`): they belong to a heading right behind it.
    pub(super) is_bare: bool,
}

#[derive(Debug)]
pub(super) struct FoundLead {
    pub(super) within: Range<usize>,
    pub(super) open: String,
    pub(super) close: String,
}

#[derive(Debug)]
pub(super) struct FoundHeading {
    pub(super) level: u8,
    pub(super) text: String,
    /// The text with its code in ticks.
    pub(super) marked: String,
    pub(super) anchor: Option<String>,
}

#[derive(Debug)]
pub(super) struct FoundLink {
    pub(super) range: Range<usize>,
    pub(super) text: String,
    pub(super) href: String,
}

/// Everything the events told, each list in reading order.
#[derive(Debug, Default)]
pub(super) struct AllFound {
    pub(super) blocks: Vec<Found>,
    pub(super) links: Vec<FoundLink>,
    /// Offsets and names of anchors written as raw HTML.
    pub(super) anchors: Vec<(usize, String)>,
}

impl Found {
    pub(super) fn new(kind: BlockKind, range: Range<usize>) -> Self {
        Self {
            kind,
            range,
            seams: Vec::new(),
            leads: Vec::new(),
            heading: None,
            is_html: false,
            is_bare: false,
        }
    }
}
