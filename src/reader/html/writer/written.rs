//! The result of a writer: the text of a block with its seams, leads, links and origin.

use crate::document::Span;
use std::ops::Range;

#[derive(Debug, Default)]
pub(in crate::reader::html) struct Written {
    pub(in crate::reader::html) text: String,
    /// The text of a heading without any markup.
    pub(in crate::reader::html) plain: String,
    pub(in crate::reader::html) seams: Vec<(usize, u8)>,
    pub(in crate::reader::html) leads: Vec<WrittenLead>,
    pub(in crate::reader::html) links: Vec<WrittenLink>,
    /// The part of the source that was written.
    pub(in crate::reader::html) origin: Option<Span>,
}

#[derive(Debug)]
pub(in crate::reader::html) struct WrittenLead {
    pub(in crate::reader::html) within: Range<usize>,
    pub(in crate::reader::html) open: String,
    pub(in crate::reader::html) close: String,
}

#[derive(Debug)]
pub(in crate::reader::html) struct WrittenLink {
    pub(in crate::reader::html) range: Range<usize>,
    pub(in crate::reader::html) words: String,
    pub(in crate::reader::html) href: String,
}
