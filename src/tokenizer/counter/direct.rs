//! Counts spans that are not between two safe places, with as few bytes as planning
//! requires.

use super::{Counter, EXACTLY, WORTH_REMEMBERING};
use crate::document::Span;
use crate::tokenizer::saturate;

/// The number of spans whose counts are remembered: about the number of pieces of a large
/// document without any safe place, such as a wall of letters.
const REMEMBERED: usize = 1 << 16;

/// Estimates are increased by one token for each of this many, because a chunk that is
/// too large must be planned again.
const MARGIN: u32 = 64;

impl Counter<'_> {
    /// Counts the bytes between an edge and its safe place like [`direct`](Self::direct).
    /// Mostly they are few, and not worth remembering.
    pub(super) fn remainder(&self, span: Span, suffix: &str, enough: u32) -> Counted {
        let text = &self.text[span.range()];
        if (1..WORTH_REMEMBERING).contains(&text.len()) && suffix.is_empty() {
            if !self.may_count(text.len(), enough) {
                return self.estimate(span, suffix);
            }
            let tokens = self.short.get(text, || self.try_tokens(text));
            return Counted::exact(tokens.unwrap_or_else(|| saturate(text.len())));
        }
        self.direct(span, suffix, enough)
    }

    /// Counts the tokens of `span` followed by `suffix`.
    pub(super) fn direct(&self, span: Span, suffix: &str, enough: u32) -> Counted {
        let text = &self.text[span.range()];
        if text.is_empty() && suffix.is_empty() {
            return Counted::exact(0);
        }
        if enough != EXACTLY && self.direct_bytes.get() == 0 {
            return self.estimate(span, suffix);
        }
        if suffix.is_empty()
            && let Some(cached) = self.direct.borrow().get(&span)
        {
            return Counted::exact(*cached);
        }
        if !self.may_count(text.len(), enough) {
            return self.estimate(span, suffix);
        }
        if !suffix.is_empty() {
            return Counted::exact(self.count_text(&[text, suffix].concat()));
        }
        let count = self.tokens(text);
        let mut direct = self.direct.borrow_mut();
        if direct.len() >= REMEMBERED {
            direct.clear();
        }
        direct.insert(span, count);
        Counted::exact(count)
    }

    /// Returns true if `bytes` may be counted, which is always true for exact
    /// counts.
    fn may_count(&self, bytes: usize, enough: u32) -> bool {
        if enough == EXACTLY {
            return true;
        }
        let left = self.direct_bytes.get().checked_sub(bytes);
        self.direct_bytes.set(left.unwrap_or(0));
        left.is_some()
    }

    fn estimate(&self, span: Span, suffix: &str) -> Counted {
        let inside = self.inside(span.start, span.end);
        Counted {
            tokens: inside + inside / MARGIN + 1 + self.count_text(suffix),
            is_exact: false,
        }
    }
}

/// The tokens of a span.
pub(super) struct Counted {
    pub(super) tokens: u32,
    pub(super) is_exact: bool,
}

impl Counted {
    fn exact(tokens: u32) -> Self {
        Self {
            tokens,
            is_exact: true,
        }
    }
}
