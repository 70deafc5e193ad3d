//! The elements that are open during the walk, and the actions that are due at their
//! ends.

use super::super::writer::Writer;
use crate::document::Span;
use crate::lexicon::caption::Beginning;

#[derive(Debug)]
pub(super) enum Container {
    /// The number of the next item; `None` for bullets.
    List(Option<(i64, bool)>),
    Item,
    Quote,
    /// A list of terms; true if its last item was a term.
    Terms {
        is_behind_term: bool,
    },
    Description,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Closing {
    Block,
    Mark,
    Quotation,
    Heading,
    Boilerplate,
    Outside,
    Off,
    Caption,
    Notes,
    Scope,
    Group,
    Named,
    Container { has_prefix: bool },
}

/// The content of a paragraph, which distinguishes figures, formulas and captions from
/// text.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
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
}

/// The decision to visit the content of an element or to skip it.
#[derive(PartialEq, Eq)]
pub(super) enum Descend {
    Into,
    Over,
}
