//! Counts a text once and answers "how many tokens has a..b" from its index.
//!
//! Subtracting sums alone is wrong for most spans, for a token may reach over an edge. But at a *safe* place no
//! token ever does, whatever stands around it, so
//! `count(a..b) = count(a..s) + tokens between s and e + count(e..b)` for the first safe place s and the last one e in a..b.
//! Safe places stand at nearly every word, so the two remainders are a few bytes. (2025-11: token offsets with such
//! edges beat pretoken offsets and re-encoding the tail, and were exact on 3.4 million spans.)

mod direct;
mod edge;

pub(crate) use edge::Edge;

use super::{TokenIndex, Tokenizer, saturate};
use crate::document::{Span, offset};
use crate::limits::Watch;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};

/// How far from the end of a piece a safe place is looked for each time anew, in bytes.
const EDGE_BYTES: usize = 256;

/// A shorter span is counted again sooner than it is found.
const WORTH_REMEMBERING: usize = 12;

/// How many bytes of spans without a safe place are counted while a document of no bytes is planned; a larger one adds its
/// own length. `<?<?<?...` has no safe place, and a chunk may begin at each `<?`: counting each pair of a start and an end took
/// 7 seconds for 2 kB. Beyond it plans work with estimates, and the chunks that come out are counted. (With the index and
/// the chunks that makes three times the text; no file of 30 MB of real ones comes near.)
const FREE_DIRECT_BYTES: usize = 512;

/// How many bytes of other texts are remembered.
const REMEMBERED_BYTES: usize = 1 << 22;

/// A longer text is not remembered: it is a chunk of a run without white space, which does not come back.
const MAX_REMEMBERED_TEXT: usize = 8 * 1024;

/// A text that was counted once.
pub(crate) struct Counter<'t> {
    text: &'t str,
    tokenizer: &'t dyn Tokenizer,
    watch: &'t Watch,
    index: TokenIndex,
    /// What lies around the last end of a piece that had no safe place near.
    stretch: Cell<Span>,
    /// All such stretches, by their ends: two of them may be asked for in turn.
    stretches: RefCell<BTreeMap<u32, u32>>,
    /// How many more bytes may be counted for plans.
    direct_bytes: Cell<usize>,
    /// Direct counts, for long runs without a safe place are asked for again. Looked up only, never iterated.
    direct: RefCell<HashMap<Span, u32>>,
    /// Counts of other texts: headings, leads and what closes them come back often. Looked up only, never iterated.
    texts: RefCell<Texts>,
}

/// Texts and their tokens. (2026-11: the header of a wide table is asked for at each of its rows; counting it each time
/// was a seventh of the whole.)
#[derive(Default)]
struct Texts {
    counts: HashMap<Box<str>, u32>,
    bytes: usize,
}

impl Texts {
    fn insert(&mut self, text: &str, count: u32) {
        self.bytes += text.len() + size_of::<(Box<str>, u32)>();
        if self.bytes > REMEMBERED_BYTES {
            *self = Self::default();
        }
        self.counts.insert(text.into(), count);
    }
}

impl<'t> Counter<'t> {
    /// Counts `text`, unless it is stopped; so is all that is counted then.
    pub(crate) fn watched(
        text: &'t str,
        tokenizer: &'t dyn Tokenizer,
        watch: &'t Watch,
    ) -> Option<Self> {
        // A look each time: from one to the next, up to 64 kB are counted.
        let index = tokenizer.index_while(text, &|| watch.look().is_none())?;
        Some(Self {
            text,
            tokenizer,
            watch,
            index,
            stretch: Cell::default(),
            stretches: RefCell::default(),
            direct_bytes: Cell::new(text.len() + FREE_DIRECT_BYTES),
            direct: RefCell::default(),
            texts: RefCell::default(),
        })
    }

    /// Whether the run that counts has to stop: each of its loops asks.
    #[inline]
    pub(crate) fn is_stopped(&self) -> bool {
        self.watch.step()
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// Whether counts of spans are exact.
    pub(crate) fn is_exact(&self) -> bool {
        self.index.is_exact()
    }

    /// The tokens of a text that is not part of this one.
    pub(crate) fn count_text(&self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if text.len() > MAX_REMEMBERED_TEXT {
            return saturate(self.tokenizer.count(text));
        }
        if let Some(known) = self.texts.borrow().counts.get(text) {
            return *known;
        }
        let count = saturate(self.tokenizer.count(text));
        self.texts.borrow_mut().insert(text, count);
        count
    }

    /// Whether `span` has at most `most` tokens: without a look where each byte may be a token, and without a count where
    /// the edges do not matter, be each of their bytes a token or none.
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

    /// Whether `span` may have at most `most` tokens, by a look at the index alone.
    pub(crate) fn may_have(&self, span: Span, most: u32) -> bool {
        !self.is_exact() || self.inside(span.start, span.end) <= most
    }

    /// The tokens of `span`; if they are more than `enough`, perhaps only about as many. Unless they are asked for
    /// [`EXACTLY`], they may be an estimate where no safe place is near.
    pub(crate) fn count(&self, span: Span, enough: u32) -> u32 {
        self.between(&self.start(span.start), &self.end(span.end), enough)
    }

    /// The exact tokens of `span`, whatever the index knows.
    pub(crate) fn exact(&self, span: Span) -> u32 {
        if self.is_exact() {
            self.count(span, EXACTLY)
        } else {
            self.direct(span, "", EXACTLY).tokens
        }
    }

    /// About how many tokens end before `at`: differences are additive, but may be off by a few for each.
    pub(crate) fn before(&self, at: u32) -> u32 {
        self.index.before(at)
    }

    /// The start of a piece.
    pub(crate) fn start(&self, at: u32) -> Edge {
        let known = self.stretch.get();
        if known.start < at && at <= known.end {
            return Edge::new(at, known.end);
        }
        let from = at as usize;
        let near = (from..=self.text.len().min(from + EDGE_BYTES)).find(|at| self.is_safe(*at));
        Edge::new(at, near.map_or_else(|| self.stretch(at).end, offset))
    }

    /// The end of a piece.
    pub(crate) fn end(&self, at: u32) -> Edge {
        Edge::new(
            at,
            if self.is_safe(at as usize) {
                at
            } else {
                self.safe_before(at)
            },
        )
    }

    /// The end of a piece behind which `suffix` stands.
    pub(crate) fn end_with(&self, at: u32, suffix: &str) -> Edge {
        if suffix.is_empty() {
            return self.end(at);
        }
        let to = at as usize;
        if !self.is_exact() || self.is_safe_between(&self.text[..to], suffix) {
            return self.end(at).with("", self.count_text(suffix));
        }
        // `"\n```"` joins the word before it with its line break, so that word is counted with it.
        let is_safe = self.index.safe().unwrap_or(|_, _| true);
        let cut = (1..suffix.len()).find(|at| suffix.is_char_boundary(*at) && is_safe(suffix, *at));
        let (joined, rest) = suffix.split_at(cut.unwrap_or(suffix.len()));
        Edge::new(at, self.safe_before(at)).with(joined, self.count_text(rest))
    }

    /// The tokens of the piece from `start` to `end`; as [`count`](Self::count).
    pub(crate) fn between(&self, start: &Edge, end: &Edge, enough: u32) -> u32 {
        // A long word at an edge is counted only if the piece may have few enough tokens.
        if start.bytes().max(end.bytes()) >= WORTH_REMEMBERING {
            let about = self.inside(start.at, end.at);
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

    /// The tokens between two places: exact if both are safe, and none if the second is not behind the first.
    fn inside(&self, first: u32, last: u32) -> u32 {
        (self.index.before(last)).saturating_sub(self.index.before(first))
    }

    fn is_safe(&self, at: usize) -> bool {
        (self.index.safe())
            .is_none_or(|is_safe| self.text.is_char_boundary(at) && is_safe(self.text, at))
    }

    /// The last safe place before `at`.
    fn safe_before(&self, at: u32) -> u32 {
        let known = self.stretch.get();
        if known.start < at && at <= known.end {
            return known.start;
        }
        let to = at as usize;
        let near = (to.saturating_sub(EDGE_BYTES)..to)
            .rev()
            .find(|at| self.is_safe(*at));
        near.map_or_else(|| self.stretch(at).start, offset)
    }

    /// The last safe place before `at`, and the first at or behind it: both are far in a long word only, so the answers are
    /// kept.
    fn stretch(&self, at: u32) -> Span {
        let mut stretches = self.stretches.borrow_mut();
        let known = stretches
            .range(at..)
            .next()
            .map(|(end, start)| (*start, *end));
        if let Some((start, end)) = known.filter(|(start, _)| *start < at) {
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

    /// Whether two texts, one behind the other, have as many tokens as both apart.
    pub(crate) fn is_safe_between(&self, before: &str, behind: &str) -> bool {
        let Some(is_safe) = self.index.safe() else {
            return false;
        };
        let tail = &before[before.ceil_char_boundary(before.len().saturating_sub(16))..];
        let head = &behind[..behind.floor_char_boundary(behind.len().min(EDGE_BYTES))];
        tail.is_empty() || is_safe(&[tail, head].concat(), tail.len())
    }

    /// An offset close to the one at which a piece that begins at `start` has `tokens` tokens; on a character boundary.
    pub(crate) fn reach(&self, start: u32, tokens: u32) -> u32 {
        let goal = self.index.before(start).saturating_add(tokens);
        let end = (self.index.end_of(goal)).map_or(self.text.len(), |end| end as usize);
        offset(self.text.floor_char_boundary(end)).max(start)
    }
}

/// As the tokens that are enough: all of them, however many, and no estimate.
pub(crate) const EXACTLY: u32 = u32::MAX;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenizer::Words;

    #[test]
    fn counts_of_all_spans_are_those_of_the_tokenizer() {
        let text = "It's 9,800 — «so» 3.5%.\n\n  - été\u{301} 東京へ行く。\r\n/usr/bin\t x";
        let watch = Watch::none();
        let counter = Counter::watched(text, &Words, &watch).expect("nothing stops it");
        let places: Vec<usize> = (text.char_indices().map(|(at, _)| at))
            .chain([text.len()])
            .collect();
        for (i, start) in places.iter().enumerate() {
            for end in &places[i..] {
                assert_eq!(
                    counter.count((*start..*end).into(), EXACTLY) as usize,
                    Words.count(&text[*start..*end]),
                    "{:?}",
                    &text[*start..*end]
                );
            }
        }
    }
}
