//! What is open while the page is walked, and what its end does.

use super::super::writer::Writer;
use crate::document::Span;

#[derive(Debug)]
pub(super) enum Container {
    /// The number of the next item; `None` for bullets.
    List(Option<(i64, bool)>),
    Item,
    Quote,
    /// Whether its last part was a term.
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

/// What a paragraph consists of, to tell figures and formulas from text.
#[derive(Debug, Default)]
pub(super) struct OpenParagraph {
    pub(super) has_text: bool,
    pub(super) has_image: bool,
    pub(super) has_formula: bool,
}

pub(super) struct OpenHeading {
    pub(super) level: u8,
    pub(super) anchor: Option<String>,
    pub(super) span: Span,
    pub(super) writer: Writer,
}

/// Whether to go into an element.
#[derive(PartialEq, Eq)]
pub(super) enum Descend {
    Into,
    Over,
}
