//! The ends of pieces.

use std::cell::Cell;

/// An end of a piece of the text, and the safe place next to it, towards the other end.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub(super) at: u32,
    /// It lies beyond the other end of the piece where none is inside: such pieces are counted directly.
    pub(super) safe: u32,
    /// Tokens of the text before the end, once they were needed. At a start they are those before the safe place less those
    /// from the start to it, which need not be the tokens that stand there in the text.
    /// Wrapping, for at the start of a text they may be less than none.
    pub(super) tokens: Cell<Option<u32>>,
    /// At an end, what stands behind the text: rare, so out of the way.
    suffix: Option<Box<Suffix>>,
}

#[derive(Debug, Clone)]
struct Suffix {
    /// What may join the text's last token.
    joined: Box<str>,
    /// The tokens of the rest.
    apart: u32,
}

impl Edge {
    pub(super) fn new(at: u32, safe: u32) -> Self {
        Self {
            at,
            safe,
            tokens: Cell::new(None),
            suffix: None,
        }
    }

    pub(super) fn joined(&self) -> &str {
        (self.suffix.as_ref()).map_or("", |suffix| &suffix.joined)
    }

    pub(super) fn with(self, joined: &str, apart: u32) -> Self {
        let joined = joined.into();
        Self {
            suffix: Some(Box::new(Suffix { joined, apart })),
            ..self
        }
    }

    /// Where it is.
    pub(crate) fn at(&self) -> u32 {
        self.at
    }

    /// How many bytes stand between the end and its safe place.
    pub(super) fn bytes(&self) -> usize {
        self.safe.abs_diff(self.at) as usize
    }

    /// The tokens of what stands behind the text and does not join it.
    pub(crate) fn apart(&self) -> u32 {
        self.suffix.as_ref().map_or(0, |suffix| suffix.apart)
    }
}
