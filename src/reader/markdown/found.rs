//! The results of reading the events: blocks, with seams and leads, headings, links and
//! anchors.

use crate::document::{BlockKind, Seam};
use std::ops::Range;

/// A top-level block.
#[derive(Debug)]
pub(super) struct FoundBlock {
    pub(super) kind: BlockKind,
    pub(super) range: Range<usize>,
    pub(super) seams: Vec<Seam>,
    pub(super) leads: Vec<FoundLead>,
    /// Boxed, because few blocks are headings.
    pub(super) heading: Option<Box<FoundHeading>>,
    /// Raw HTML, which may contain headings.
    pub(super) is_html: bool,
    /// Only anchors (`<a name="x"></a>`), which belong to a heading that follows
    /// directly.
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
    /// The text with ticks around code, if it has any.
    pub(super) marked: Option<String>,
    pub(super) anchor: Option<String>,
}

#[derive(Debug)]
pub(super) struct FoundLink {
    pub(super) range: Range<usize>,
    pub(super) text: String,
    pub(super) href: String,
}

/// All results, each list in reading order.
#[derive(Debug, Default)]
pub(super) struct AllFound {
    pub(super) blocks: Vec<FoundBlock>,
    pub(super) links: Vec<FoundLink>,
    /// The offsets and names of anchors in raw HTML.
    pub(super) anchors: Vec<(usize, String)>,
    /// Comments inside of paragraphs, items and quotes.
    pub(super) comments: Vec<Range<usize>>,
}

impl FoundBlock {
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
