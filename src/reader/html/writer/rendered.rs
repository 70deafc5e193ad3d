//! The lines of a table, before its place in the page is known.

use crate::document::WrittenLink;

/// A table as Markdown.
#[derive(Debug, Default)]
pub(in crate::reader::html) struct Rendered {
    pub(in crate::reader::html) text: String,
    /// The rows above the header that are titles of the whole table.
    pub(in crate::reader::html) titles: Vec<String>,
    /// The number of lines before the first row of the body: the header and the row of
    /// delimiters.
    pub(in crate::reader::html) header: usize,
    /// The offset of each line.
    pub(in crate::reader::html) lines: Vec<u32>,
    pub(in crate::reader::html) links: Vec<WrittenLink>,
}
