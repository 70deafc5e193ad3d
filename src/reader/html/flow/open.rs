//! The elements that are open during the walk, and the actions that are due at their
//! ends.

use super::super::element::Role;
use super::super::writer::Writer;
use crate::document::Span;
use crate::lexicon::caption::Beginning;
use crate::reader::script::Script;

#[derive(Debug)]
pub(super) enum Container {
    /// The number of the next item; `None` for bullets.
    List(Option<(i64, bool)>),
    Item,
    Quote,
    /// A list of terms; true if its last item was a term.
    Terms {
        follows_term: bool,
    },
    Description,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Closing {
    Block,
    Mark,
    /// Text that is not bold although it is in bold.
    Plain,
    Quotation,
    Reading,
    /// Raised or lowered text.
    Script(Script),
    Heading,
    Boilerplate,
    Outside,
    Unsectioned,
    Caption,
    Notes,
    Scope,
    Group,
    /// A list of members.
    Members,
    Named,
    /// An element whose blocks are one line, with the next cell or alone.
    Joined(Next),
    /// A row of a layout table.
    Row,
    /// A list whose items are sections.
    Sections,
    Container {
        has_prefix: bool,
    },
}

/// The end that an element whose blocks are one line has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// The text of the next cell, on the same line.
    SameLine,
    /// A line of its own.
    NewLine,
}

/// The content of a paragraph, which distinguishes figures, formulas and captions from
/// text.
#[derive(Debug, Default)]
pub(super) struct OpenParagraph {
    pub(super) has_text: bool,
    pub(super) has_image: bool,
    pub(super) has_formula: bool,
    pub(super) beginning: Beginning,
}

pub(super) struct OpenHeading {
    pub(super) level: u8,
    pub(super) anchor: Option<String>,
    pub(super) span: Span,
    pub(super) writer: Writer,
    /// False for a line that is a heading by its look: paragraphs may be in it.
    pub(super) is_tagged: bool,
}

/// The decision to visit the content of an element or to skip it.
#[derive(PartialEq, Eq)]
pub(super) enum Descend {
    Into,
    Over,
}

/// Returns true for the roles of elements with lines of their own.
///
/// `<b>Tea</b>` in the middle of a line ends no line, but `<div>Tea</div>` does. If `<b>`
/// were a block, a word in bold would be a paragraph; if `<div>` were none, two of them
/// would be one line.
pub(super) fn is_block(role: Role) -> bool {
    use Role as R;
    matches!(
        role,
        R::Heading(_)
            | R::Block
            | R::List
            | R::Item
            | R::Quote
            | R::Terms
            | R::Term
            | R::Description
            | R::Table
            | R::Preformatted
            | R::Figure
            | R::Caption
            | R::Details
            | R::Rule
    )
}
