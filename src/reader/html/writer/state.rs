//! What is open while a block is written.

use super::super::HtmlLinks;

/// How the next text is set off from the text before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::reader::html) enum Break {
    #[default]
    None,
    Line,
    /// A blank line, unless a list goes on.
    ListEnd,
    Blank,
}

/// Where the writer stands.
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
pub(in crate::reader::html) enum Mark {
    /// The same before and behind: `*`, `**`, `~~`.
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
    pub(super) mark: Mark,
    /// Markup inside code and in headings is not written.
    pub(super) is_silent: bool,
    /// Where its text begins, once there is some.
    pub(super) from: Option<usize>,
    /// The words of a link, without markup.
    pub(super) words: String,
}

#[derive(Debug)]
pub(super) struct Prefix {
    pub(super) first: Option<String>,
    pub(super) rest: String,
}
