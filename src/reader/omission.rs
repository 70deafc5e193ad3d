//! The option to keep text that is usually omitted.

use crate::document::{DocumentBuilder, MarkKind, Span};

/// The treatment of text that is not content: left out of chunks, or kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Omission {
    /// The text is marked and in no chunk (the default).
    #[default]
    Omit,
    /// The text is marked and in the chunks, which name its kind among theirs.
    Keep,
}

impl Omission {
    /// Marks the text in `span`.
    pub(crate) fn mark(self, builder: &mut DocumentBuilder, span: Span, kind: MarkKind) {
        match self {
            Self::Omit => builder.omit(span, kind),
            Self::Keep => builder.mark(span, kind),
        }
    }
}
