//! The open markup, prefixes and breaks of a block that is being written.

use super::super::HtmlLinks;

/// The separation of the next text from the text before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::reader::html) enum Break {
    #[default]
    None,
    Line,
    /// A blank line, unless the outer list continues.
    ListEnd,
    Blank,
}

/// The context that a writer writes for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::reader::html) enum Mode {
    #[default]
    Block,
    /// In a table cell: one line, pipes escaped.
    Cell,
    /// In a caption: one line.
    Line,
    /// In a heading: one line, code the only markup.
    Heading,
}

/// Inline markup.
#[derive(Debug, Clone)]
pub(in crate::reader::html) enum InlineMark {
    /// The same sign before and after the text: `*`, `**`, `~~`.
    Pair(&'static str),
    Code,
    /// A link to `href`.
    Link {
        href: String,
        shows: HtmlLinks,
    },
}

#[derive(Debug)]
pub(super) struct OpenMark {
    pub(super) mark: InlineMark,
    /// True for markup that is not written, because it is inside code or in a heading.
    pub(super) is_silent: bool,
    /// The offset at which its text begins, if there is any yet.
    pub(super) from: Option<usize>,
    /// The words of a link, without markup.
    pub(super) words: String,
}

#[derive(Debug)]
pub(super) struct Prefix {
    pub(super) first: Option<String>,
    pub(super) rest: String,
}
