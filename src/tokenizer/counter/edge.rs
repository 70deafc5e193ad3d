//! The ends of pieces.

use super::WORTH_REMEMBERING;
use std::cell::Cell;

/// A start or end of a piece of the text, and the nearest safe place towards the other
/// end.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub(super) at: u32,
    /// The safe place. If the piece has none inside, it is beyond the other end, and the
    /// piece is counted directly.
    pub(super) safe: u32,
    /// About how many tokens of the whole text end before the edge.
    pub(super) before: u32,
    /// The tokens of the text before the edge, computed on first use. At a start these
    /// are the tokens before the safe place minus those from the start to it, which may
    /// differ from the tokens of the whole text there. The number wraps, because it may
    /// be negative at the beginning of a text.
    pub(super) tokens: Cell<Option<u32>>,
    /// At an end, the text that follows. It is boxed because few edges have one.
    suffix: Option<Box<Suffix>>,
}

#[derive(Debug, Clone)]
struct Suffix {
    /// The part that may be in one token with the end of the text.
    joined: Box<str>,
    /// The tokens of the rest.
    apart: u32,
}

impl Edge {
    pub(super) fn new(at: u32, safe: u32, before: u32) -> Self {
        Self {
            at,
            safe,
            before,
            tokens: Cell::new(None),
            suffix: None,
        }
    }

    /// The edge at a safe place, which has `tokens` before it.
    pub(super) fn at_safe_place(at: u32, tokens: u32) -> Self {
        Self {
            tokens: Cell::new(Some(tokens)),
            ..Self::new(at, at, tokens)
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

    /// Returns about how many tokens of the whole text end before the edge. A difference of
    /// two results may be wrong by a few tokens.
    #[inline]
    pub(crate) fn before(&self) -> u32 {
        self.before
    }

    /// Returns the number of bytes between the edge and its safe place.
    pub(super) fn bytes(&self) -> usize {
        self.safe.abs_diff(self.at) as usize
    }

    /// Returns the safe place and the tokens of the text before the edge, if they are known
    /// and the safe place is so near that pieces beyond a limit need no estimate. Where the
    /// safe place of a start is not after that of an end, the difference of the tokens is
    /// the count of the text between them.
    #[inline]
    pub(crate) fn counted(&self) -> Option<(u32, u32)> {
        let tokens = self.tokens.get()?;
        (self.bytes() < WORTH_REMEMBERING).then_some((self.safe, tokens))
    }

    /// Returns the tokens of the suffix without the part that is counted with the text.
    pub(crate) fn apart(&self) -> u32 {
        self.suffix.as_ref().map_or(0, |suffix| suffix.apart)
    }
}
