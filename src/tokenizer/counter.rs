//! Counts a text once, and computes the tokens of any span of it from the index.
//!
//! Subtracting the sums at both ends is wrong for most spans, because a token may cross
//! an end. But no token ever crosses a *safe* place, whatever text surrounds it. With the
//! first safe place s and the last one e in a..b,
//! `count(a..b) = count(a..s) + tokens between s and e + count(e..b)`.
//! Nearly every word has a safe place, so the two remainders are a few bytes. (2025-11:
//! token offsets with such edges were faster than offsets of pretokens and than encoding
//! the tail again, and exact on 3.4 million spans.)

mod direct;
mod edge;
mod short;
mod texts;

pub(crate) use edge::Edge;

use super::{TokenIndex, Tokenizer, saturate};
use crate::document::{Span, offset};
use crate::limits::{Watch, steps};
use short::ShortTexts;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use texts::{MAX_REMEMBERED_TEXT, Texts};

/// The number of bytes near the end of a piece that are searched for a safe place each
/// time. Places further away are remembered.
const EDGE_BYTES: usize = 256;

/// The shortest span whose count is remembered, in bytes: counting a shorter one again is
/// faster than finding it.
const WORTH_REMEMBERING: usize = 12;

/// The bytes of spans without a safe place that planning may count, in addition to the
/// length of the document. `<?<?<?...` has no safe place, and a chunk may begin at each
/// `<?`: counting each pair of a start and an end took 7 seconds for 2 kB. Above this
/// limit plans use estimates, and only the finished chunks are counted. (Together with
/// the index and the chunks this is three times the text. No file of 30 MB of real ones
/// comes near the limit.)
const FREE_DIRECT_BYTES: usize = 512;

/// A text that was counted once.
pub(crate) struct Counter<'t> {
    text: &'t str,
    tokenizer: &'t dyn Tokenizer,
    watch: &'t Watch,
    index: TokenIndex,
    /// The last stretch without a safe place, around the end of a piece.
    stretch: Cell<Span>,
    /// All such stretches by their ends, because two of them may be requested in turns.
    stretches: RefCell<BTreeMap<u32, u32>>,
    /// The bytes that may still be counted for plans.
    direct_bytes: Cell<usize>,
    /// Direct counts, because long runs without a safe place are requested again. Only
    /// looked up, never iterated.
    direct: RefCell<HashMap<Span, u32>>,
    /// Counts of the few bytes between the end of a piece and a safe place.
    short: ShortTexts,
    /// Counts of other texts, such as headings and leads, which are requested often. Only
    /// looked up, never iterated.
    texts: RefCell<Texts>,
}

impl<'t> Counter<'t> {
    /// Counts `text`, or returns `None` if `watch` stops it. It may stop later work too.
    pub(crate) fn watched(
        text: &'t str,
        tokenizer: &'t dyn Tokenizer,
        watch: &'t Watch,
    ) -> Option<Self> {
        // A look each time: from one to the next, up to 64 kB are counted.
        let may_continue = || watch.look().is_none();
        let index = match tokenizer.try_index_while(text, &may_continue) {
            Ok(index) => index?,
            Err(error) => {
                watch.fail(error);
                if watch.has_failed() {
                    return None;
                }
                tokenizer.index_while(text, &may_continue)?
            }
        };
        Some(Self {
            text,
            tokenizer,
            watch,
            index,
            stretch: Cell::default(),
            stretches: RefCell::default(),
            direct_bytes: Cell::new(text.len() + FREE_DIRECT_BYTES),
            direct: RefCell::default(),
            short: ShortTexts::default(),
            texts: RefCell::default(),
        })
    }

    /// Returns true if the run has to stop. Each of its loops asks this.
    #[inline]
    pub(crate) fn is_stopped(&self) -> bool {
        self.watch.step() || self.watch.has_failed()
    }

    /// Returns true if the run has to stop, for loops whose steps take milliseconds.
    pub(crate) fn is_stopped_now(&self) -> bool {
        self.watch.look().is_some() || self.watch.has_failed()
    }

    /// Counts with the tokenizer. A failure stops the run.
    fn tokens(&self, text: &str) -> u32 {
        self.try_tokens(text).unwrap_or_else(|| {
            saturate(text.len()) // an upper bound, where the run goes on
        })
    }

    fn try_tokens(&self, text: &str) -> Option<u32> {
        let tokens = self.tokenizer.try_count(text);
        tokens
            .map(saturate)
            .map_err(|error| self.watch.fail(error))
            .ok()
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// Returns true if the counts of spans are exact.
    pub(crate) fn is_exact(&self) -> bool {
        self.index.is_exact()
    }

    /// Returns the tokens of another text.
    pub(crate) fn count_text(&self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if text.len() > MAX_REMEMBERED_TEXT {
            return self.tokens(text);
        }
        if let Some(cached) = self.texts.borrow().get(text) {
            return cached;
        }
        let count = self.tokens(text);
        self.texts.borrow_mut().insert(text, count);
        count
    }

    /// Returns true if `span` has at most `most` tokens. Nothing is looked up if it has
    /// no more bytes than that, and nothing is counted if the bytes of its two ends
    /// cannot change the answer.
    pub(crate) fn fits(&self, span: Span, most: u32) -> bool {
        if self.is_exact() && span.end - span.start <= most {
            return true;
        }
        let (start, end) = (self.start(span.start), self.end(span.end));
        let (first, last) = (start.safe, end.safe);
        if first <= last {
            let inside = self.inside(first, last);
            if inside > most {
                return false;
            }
            if inside + (first - span.start) + (span.end - last) <= most {
                return true;
            }
        }
        self.between(&start, &end, most) <= most
    }

    /// Returns true if `span` may have at most `most` tokens according to the index
    /// alone.
    pub(crate) fn may_have(&self, span: Span, most: u32) -> bool {
        !self.is_exact() || self.inside(span.start, span.end) <= most
    }

    /// Returns the tokens of `span`. Above `enough` the result may be an estimate, and
    /// also where no safe place is near, unless it is requested [`EXACTLY`].
    pub(crate) fn count(&self, span: Span, enough: u32) -> u32 {
        self.between(&self.start(span.start), &self.end(span.end), enough)
    }

    /// Returns the exact tokens of `span` for any tokenizer.
    pub(crate) fn exact(&self, span: Span) -> u32 {
        if self.is_exact() {
            self.count(span, EXACTLY)
        } else {
            self.direct(span, "", EXACTLY).tokens
        }
    }

    /// Returns the edge of a piece that starts at `at`.
    pub(crate) fn start(&self, at: u32) -> Edge {
        let cached = self.stretch.get();
        if cached.start < at && at <= cached.end {
            return Edge::new(at, cached.end, self.index.before(at));
        }
        if self.is_safe(at as usize) {
            return Edge::at_safe_place(at, self.index.before(at));
        }
        let from = at as usize;
        let near = (from + 1..=self.text.len().min(from + EDGE_BYTES)).find(|at| self.is_safe(*at));
        let safe = near.map_or_else(|| self.stretch(at).end, offset);
        Edge::new(at, safe, self.index.before(at))
    }

    /// Returns the edge of a piece that ends at `at`.
    pub(crate) fn end(&self, at: u32) -> Edge {
        if self.is_safe(at as usize) {
            return Edge::at_safe_place(at, self.index.before(at));
        }
        self.end_inside(at)
    }

    /// Returns the edge of a piece that ends at a place that is not safe, or is not treated
    /// as if it were.
    fn end_inside(&self, at: u32) -> Edge {
        Edge::new(at, self.safe_before(at), self.index.before(at))
    }

    /// Returns the edge of a piece that ends at `at` and is followed by `suffix`.
    pub(crate) fn end_with(&self, at: u32, suffix: &str) -> Edge {
        if suffix.is_empty() {
            return self.end(at);
        }
        let to = at as usize;
        if !self.is_exact() || self.is_safe_between(&self.text[..to], suffix) {
            return self.end(at).with("", self.count_text(suffix));
        }
        // The line break of `"\n```"` may be in one token with the word before it, so it
        // is counted with that word, and the rest of the suffix alone.
        let is_safe = self.index.safe().unwrap_or(|_, _| true);
        let cut = (1..suffix.len()).find(|at| suffix.is_char_boundary(*at) && is_safe(suffix, *at));
        let (joined, rest) = suffix.split_at(cut.unwrap_or(suffix.len()));
        self.end_inside(at).with(joined, self.count_text(rest))
    }

    /// Returns the tokens of the piece from `start` to `end`, like
    /// [`count`](Self::count).
    #[inline]
    pub(crate) fn between(&self, start: &Edge, end: &Edge, enough: u32) -> u32 {
        // Packing pairs each edge with many others, and it is counted once.
        match (start.counted(), end.counted()) {
            (Some((first, before)), Some((last, through))) if first <= last => {
                through.wrapping_sub(before) + end.apart()
            }
            _ => self.count_between(start, end, enough),
        }
    }

    fn count_between(&self, start: &Edge, end: &Edge, enough: u32) -> u32 {
        // A long word at an edge is counted only if the piece may be within the limit.
        if start.bytes().max(end.bytes()) >= WORTH_REMEMBERING {
            let about = end.before.saturating_sub(start.before);
            if about > enough.saturating_add(enough / 8).saturating_add(8) {
                return about + end.apart();
            }
        }
        let tokens = if start.safe <= end.safe {
            (self.tokens_to_end(end, enough)).wrapping_sub(self.tokens_to_start(start, enough))
        } else {
            let span = Span::new(start.at, end.at);
            self.direct(span, end.joined(), enough).tokens
        };
        tokens + end.apart()
    }

    /// Returns the tokens between two places: exact if both are safe, and 0 if the second
    /// does not follow the first.
    fn inside(&self, first: u32, last: u32) -> u32 {
        (self.index.before(last)).saturating_sub(self.index.before(first))
    }

    fn is_safe(&self, at: usize) -> bool {
        (self.index.safe())
            .is_none_or(|is_safe| self.text.is_char_boundary(at) && is_safe(self.text, at))
    }

    /// Returns the last safe place before `at`.
    fn safe_before(&self, at: u32) -> u32 {
        let cached = self.stretch.get();
        if cached.start < at && at <= cached.end {
            return cached.start;
        }
        let to = at as usize;
        let near = (to.saturating_sub(EDGE_BYTES)..to)
            .rev()
            .find(|at| self.is_safe(*at));
        near.map_or_else(|| self.stretch(at).start, offset)
    }

    /// Returns the span from the last safe place before `at` to the first one from it on.
    /// It is long only inside a long word, so the results are remembered.
    fn stretch(&self, at: u32) -> Span {
        let mut stretches = self.stretches.borrow_mut();
        let cached = stretches
            .range(at..)
            .next()
            .map(|(end, start)| (*start, *end));
        if let Some((start, end)) = cached.filter(|(start, _)| *start < at) {
            self.stretch.set(Span::new(start, end));
            return Span::new(start, end);
        }
        let place = at as usize;
        let start = (0..place).rev().find(|at| self.is_safe(*at));
        let end = (place..self.text.len()).find(|at| self.is_safe(*at));
        let found = Span::new(
            start.map_or(0, offset),
            offset(end.unwrap_or(self.text.len())),
        );
        steps::steps(found.len());
        stretches.insert(found.end, found.start);
        self.stretch.set(found);
        found
    }

    fn tokens_to_start(&self, edge: &Edge, enough: u32) -> u32 {
        edge.tokens.get().unwrap_or_else(|| {
            let safe = edge.safe;
            let head = self.remainder(Span::new(edge.at, safe), "", enough);
            let tokens = self.index.before(safe).wrapping_sub(head.tokens);
            edge.tokens.set(head.is_exact.then_some(tokens));
            tokens
        })
    }

    fn tokens_to_end(&self, edge: &Edge, enough: u32) -> u32 {
        edge.tokens.get().unwrap_or_else(|| {
            let safe = edge.safe;
            let tail = self.remainder(Span::new(safe, edge.at), edge.joined(), enough);
            let tokens = self.index.before(safe).wrapping_add(tail.tokens);
            edge.tokens.set(tail.is_exact.then_some(tokens));
            tokens
        })
    }

    /// Returns true if two adjacent texts together have as many tokens as both
    /// separately.
    pub(crate) fn is_safe_between(&self, before: &str, after: &str) -> bool {
        let Some(is_safe) = self.index.safe() else {
            return false;
        };
        let tail = &before[before.ceil_char_boundary(before.len().saturating_sub(16))..];
        let head = &after[..after.floor_char_boundary(after.len().min(EDGE_BYTES))];
        tail.is_empty() || is_safe(&[tail, head].concat(), tail.len())
    }

    /// Returns a character boundary close to the offset at which a piece from `start` has
    /// `tokens` tokens.
    pub(crate) fn reach(&self, start: u32, tokens: u32) -> u32 {
        let goal = self.index.before(start).saturating_add(tokens);
        let end = (self.index.end_of(goal)).map_or(self.text.len(), |end| end as usize);
        offset(self.text.floor_char_boundary(end)).max(start)
    }
}

/// A limit that no count reaches, so that the result is never an estimate.
pub(crate) const EXACTLY: u32 = u32::MAX;

#[cfg(test)]
mod tests;
