//! Cuts blocks that are too large for the budget, down a ladder: seams, sentences, words, graphemes.
//!
//! What comes out are atoms, the pieces that are never cut again: whole blocks where they fit.

use super::context::Contexts;
use super::unit::Unit;
use crate::document::{
    Block, BlockKind, Document, Lead, Seam, Section, SectionId, Span, offset, trim,
};
use crate::tokenizer::Counter;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// What a cut costs in [packing](super::pack), beside a chunk that is left half empty (1/4).
mod price {
    /// Between sections, for each heading that both sides share: between chapters a cut is free.
    pub(super) const SHARED_HEADING: f64 = 0.05;
    /// Between blocks of a section.
    pub(super) const BLOCK: f64 = 0.15;
    /// Between a table, list or code and the sentence or caption that introduces it; before a thematic break.
    pub(super) const ATTACHED: f64 = 0.4;
    /// Behind a heading that has no text of its own, before its first subsection.
    pub(super) const BARE_HEADING: f64 = 0.6;
    /// Between rows, items or lines.
    pub(super) const SEAM: f64 = 0.2;
    /// Between sentences.
    pub(super) const SENTENCE: f64 = 0.25;
    /// Between words or inside one.
    pub(super) const WORD: f64 = 0.35;
    /// What the text at a place adds at most. It breaks ties by content, so that after an insertion the cuts
    /// fall back into step; without it, equal paragraphs would all move up by one.
    pub(super) const TIE: f64 = 0.05;
}

/// A piece that is not cut.
#[derive(Debug)]
pub(super) struct Atom<'d> {
    pub(super) span: Span,
    /// The index of its unit.
    pub(super) unit: usize,
    /// The section whose path stands before a chunk that begins here.
    pub(super) context: SectionId,
    /// What a cut before it costs; `None` where there must be none, between a heading and its text.
    pub(super) price: Option<f64>,
    /// What a cut before it must close and open again.
    pub(super) lead: Option<&'d Lead>,
    pub(super) is_comment: bool,
}

/// The atoms of a range of text, in reading order.
#[derive(Debug)]
pub(super) struct Atoms<'d> {
    pub(super) all: Vec<Atom<'d>>,
    /// What must be closed at the end of the range, where it ends inside a block.
    lead_behind: Option<&'d Lead>,
}

impl<'d> Atoms<'d> {
    /// What a cut behind the atom before `end` must close.
    pub(super) fn lead_at(&self, end: usize) -> Option<&'d Lead> {
        self.all.get(end).map_or(self.lead_behind, |next| next.lead)
    }
}

/// Splits the text in `range` into atoms that each fit into `max_tokens`, context and lead included.
pub(super) fn split<'d>(
    document: &'d Document,
    counter: &Counter<'_>,
    contexts: &Contexts<'_>,
    units: &[Unit],
    range: Span,
    max_tokens: u32,
) -> Atoms<'d> {
    let mut splitter = Splitter {
        document,
        counter,
        contexts,
        range,
        max_tokens,
        unit: 0,
        section: SectionId::ROOT,
        atoms: Vec::new(),
        first: None,
    };
    let first_block = document.block_index_at(range.start);
    let first_unit = units.partition_point(|unit| unit.blocks.end <= first_block);
    for (at, unit) in units.iter().enumerate().skip(first_unit) {
        if document.block(unit.blocks.start).span().start >= range.end {
            break;
        }
        splitter.unit = at;
        splitter.unit(unit, units[..at].last());
    }
    let lead_behind = splitter.lead_behind();
    Atoms {
        all: splitter.atoms,
        lead_behind,
    }
}

struct Splitter<'a, 'd> {
    document: &'d Document,
    counter: &'a Counter<'a>,
    contexts: &'a Contexts<'a>,
    range: Span,
    max_tokens: u32,
    unit: usize,
    section: SectionId,
    atoms: Vec<Atom<'d>>,
    /// Set while the next piece must stand in one chunk with the headings before it.
    first: Option<Room>,
}

/// What a piece must share its chunk with.
#[derive(Debug, Clone, Copy)]
struct Room {
    /// Where the chunk's text begins.
    from: u32,
    /// The tokens of the context.
    context: u32,
}

/// A piece on the ladder: what it is a piece of, and what a cut before it costs.
#[derive(Debug, Clone, Copy)]
struct Piece<'d> {
    block: Block<'d>,
    span: Span,
    price: Option<f64>,
}

impl<'d> Splitter<'_, 'd> {
    fn unit(&mut self, unit: &Unit, before: Option<&Unit>) {
        self.section = unit.section;
        let mut price = Some(self.price_between(before, unit));
        let headings = unit.blocks.start..unit.blocks.start + unit.headings;
        let glued = self.glued_from(unit);
        for at in headings.clone() {
            let block = self.document.block(at);
            let Some(span) = self.clip(block) else {
                continue;
            };
            let above = block
                .section()
                .parent()
                .map_or(SectionId::ROOT, Section::id);
            if at > headings.start && at < glued {
                price = Some(price::BARE_HEADING);
            } else if at > glued {
                price = None;
            }
            if at < glued {
                self.section = above;
                self.ladder(Piece { block, span, price }, block.seams());
                self.section = unit.section;
                continue;
            }
            let context = self.contexts.estimate(above);
            let room = self.first.get_or_insert(Room {
                from: span.start,
                context,
            });
            debug_assert!(room.from <= span.start);
            self.push(Piece { block, span, price }, above);
        }
        price = if glued < headings.end {
            None
        } else {
            Some(price::BLOCK)
        };
        for at in headings.end..unit.blocks.end {
            let block = self.document.block(at);
            let Some(span) = self.clip(block) else {
                continue;
            };
            if at > headings.end {
                price = Some(Self::price_of_block(self.document.block(at - 1), block));
            }
            if self.atoms.last().is_none_or(|atom| atom.unit != self.unit) {
                // The range begins inside the unit, or the unit has no heading.
                price = Some(self.price_between(before, unit));
                self.first = None;
            }
            self.ladder(Piece { block, span, price }, block.seams());
        }
        self.first = None;
    }

    /// The first heading of `unit` from which on the headings stand in one chunk with the text behind them: all of them,
    /// unless they leave it less than half of the budget.
    fn glued_from(&self, unit: &Unit) -> usize {
        let end = unit.blocks.start + unit.headings;
        (unit.blocks.start..end)
            .find(|at| {
                let first = self.document.block(*at);
                let last = self.document.block(end - 1);
                let above = first
                    .section()
                    .parent()
                    .map_or(SectionId::ROOT, Section::id);
                let span = first.span().cover(last.span());
                let taken =
                    self.contexts.estimate(above) + self.counter.count(span, self.max_tokens);
                taken <= self.max_tokens / 2
            })
            .unwrap_or(end)
    }

    /// The part of `block` that lies in the range.
    fn clip(&self, block: Block<'_>) -> Option<Span> {
        let span = block.span().intersect(self.range);
        (!span.is_empty()).then_some(span)
    }

    /// Puts a piece that fits; one that does not goes down the ladder, by the seams first.
    fn ladder(&mut self, piece: Piece<'d>, seams: &[Seam]) {
        let span = trim(self.counter.text(), piece.span);
        if span.is_empty() {
            return;
        }
        let piece = Piece { span, ..piece };
        if self.fits(piece) {
            self.first = None;
            return self.push(piece, self.section);
        }
        let inside = seams.partition_point(|seam| seam.at <= span.start)
            ..seams.partition_point(|seam| seam.at < span.end);
        let seams = &seams[inside];
        let Some(rank) = seams.iter().map(|seam| seam.rank).min() else {
            return self.sentences(piece);
        };
        let cuts = seams
            .iter()
            .filter(|seam| seam.rank == rank)
            .map(|seam| seam.at);
        for piece in cut(piece, cuts, price::SEAM) {
            self.ladder(piece, seams);
        }
    }

    /// Cuts a piece into sentences (UAX #29 5.1). A line break inside a block is white space, not the end of one.
    fn sentences(&mut self, piece: Piece<'d>) {
        let line: String = (self.counter.text()[piece.span.range()].chars())
            .map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c })
            .collect();
        let starts = line
            .split_sentence_bound_indices()
            .map(|(at, _)| piece.span.start + offset(at));
        for piece in cut(piece, starts, price::SENTENCE) {
            let span = trim(self.counter.text(), piece.span);
            let piece = Piece { span, ..piece };
            if span.is_empty() {
                continue;
            }
            if self.fits(piece) {
                self.first = None;
                self.push(piece, self.section);
            } else {
                self.words(piece);
            }
        }
    }

    /// Cuts a piece behind as many words as fit, again and again.
    fn words(&mut self, mut piece: Piece<'d>) {
        let end = piece.span.end;
        while piece.span.start < end {
            let cut = self.furthest(piece);
            let span = trim(self.counter.text(), Span::new(piece.span.start, cut));
            if !span.is_empty() {
                self.first = None;
                self.push(Piece { span, ..piece }, self.section);
                piece.price = Some(price::WORD);
            }
            piece.span = trim(self.counter.text(), Span::new(cut, end));
        }
    }

    /// The last place up to which the text from the start of `piece` fits: behind a word, else between words
    /// (UAX #29 4.1), else between graphemes, else between characters; behind one character at least.
    fn furthest(&self, piece: Piece<'d>) -> u32 {
        let start = piece.span.start;
        let text = &self.counter.text()[piece.span.range()];
        let first_char = text.chars().next().map_or(0, char::len_utf8);
        let mut goal = self.room(piece);
        loop {
            let most = (self.counter.reach(start, goal).min(piece.span.end) - start) as usize;
            let length = self.last_break(piece, text, most.max(first_char));
            let tokens = self.tokens(piece.until(start + offset(length)));
            if tokens <= self.max_tokens || length <= first_char || goal <= 1 {
                return start + offset(length.max(first_char));
            }
            // The index told too little: tokens do not end where the piece does.
            goal = goal.saturating_sub(tokens - self.max_tokens).max(1);
        }
    }

    /// The best place to break `text`, the text of `piece`, at `most` or before. Where the window up to there ends inside the
    /// very first word (or grapheme), that one is taken whole if it fits after all.
    fn last_break(&self, piece: Piece<'d>, text: &str, most: usize) -> usize {
        if most == text.len() {
            return most;
        }
        let fits = |length: &usize| self.fits(piece.until(piece.span.start + offset(*length)));
        let near = &text[..text.floor_char_boundary((most + LOOK_AHEAD).min(text.len()))];
        let (window, behind) = near.split_at(most);
        if behind.starts_with(char::is_whitespace) {
            return most;
        }
        if let Some(space) = window.rfind(char::is_whitespace) {
            return space;
        }
        if let Some(space) = near.find(char::is_whitespace).filter(fits) {
            return space;
        }
        let bounds: Vec<usize> = near
            .split_word_bound_indices()
            .map(|(at, _)| at)
            .filter(|at| *at > 0)
            .collect();
        if let Some(bound) = bounds.iter().rev().find(|at| **at <= most) {
            return *bound;
        }
        if let Some(bound) = bounds.first().copied().filter(fits) {
            return bound;
        }
        let is_boundary =
            |at: &usize| near.is_char_boundary(*at) && is_grapheme_boundary(near, *at);
        if let Some(boundary) = (1..=most).rev().find(is_boundary) {
            return boundary;
        }
        (most + 1..near.len())
            .find(is_boundary)
            .filter(fits)
            .unwrap_or(most)
    }

    fn fits(&self, piece: Piece<'_>) -> bool {
        self.tokens(piece) <= self.max_tokens
    }

    /// The tokens of a chunk with `piece` in it and nothing else that it need not have.
    fn tokens(&self, piece: Piece<'_>) -> u32 {
        let (from, overhead) = self.taken(piece);
        let count = self
            .counter
            .count(Span::new(from, piece.span.end), self.max_tokens);
        count.saturating_add(overhead)
    }

    /// About how many tokens `piece` may have.
    fn room(&self, piece: Piece<'_>) -> u32 {
        let (from, overhead) = self.taken(piece);
        let before = self
            .counter
            .count(Span::new(from, piece.span.start), self.max_tokens);
        self.max_tokens
            .saturating_sub(overhead)
            .saturating_sub(before)
            .max(1)
    }

    /// Where the text of a chunk with `piece` begins, and the tokens of all that is not text.
    fn taken(&self, piece: Piece<'_>) -> (u32, u32) {
        let room = self.first.unwrap_or(Room {
            from: piece.span.start,
            context: self.contexts.estimate(self.section),
        });
        let is_cut = piece.span != piece.block.span();
        let lead = piece
            .block
            .lead_at(piece.span.start)
            .filter(|_| is_cut)
            .and_then(|lead| self.cost(lead));
        // The piece that still has the fence of its own must be closed.
        let close = (piece.block.leads().iter())
            .find(|lead| {
                is_cut
                    && piece.span.start < lead.within.start
                    && lead
                        .within
                        .contains(Span::new(piece.span.end, piece.span.end))
            })
            .and_then(|lead| self.cost(lead));
        (room.from, room.context + lead.or(close).unwrap_or(0))
    }

    /// The tokens that repeating `lead` takes; `None` if that is so much that it is left out.
    fn cost(&self, lead: &Lead) -> Option<u32> {
        if lead.open.len() > self.max_tokens as usize * 16 {
            return None;
        }
        let tokens = self.counter.count_text(&lead.open) + self.counter.count_text(&lead.close) + 1;
        (tokens <= self.max_tokens / 3).then_some(tokens)
    }

    fn push(&mut self, piece: Piece<'d>, context: SectionId) {
        let is_cut = piece.span.start > piece.block.span().start;
        let lead = piece
            .block
            .lead_at(piece.span.start)
            .filter(|lead| is_cut && self.cost(lead).is_some());
        self.atoms.push(Atom {
            span: piece.span,
            unit: self.unit,
            context,
            price: piece
                .price
                .map(|price| price + tie(self.counter.text(), piece.span.start)),
            lead,
            is_comment: piece.block.kind() == BlockKind::Comment,
        });
    }

    fn lead_behind(&self) -> Option<&'d Lead> {
        let at = self.document.block_index_at(self.range.end);
        let block = (at < self.document.block_count()).then(|| self.document.block(at))?;
        let lead = block
            .lead_at(self.range.end)
            .filter(|_| block.span().start < self.range.end);
        lead.filter(|lead| self.cost(lead).is_some())
    }

    /// Between two units: dearer the more headings they share.
    #[allow(clippy::cast_precision_loss)] // a depth is below 256
    fn price_between(&self, before: Option<&Unit>, unit: &Unit) -> f64 {
        let Some(before) = before else { return 0.0 };
        let first = self.document.block(unit.blocks.start).section();
        let above = if unit.headings > 0 {
            first.parent()
        } else {
            Some(first)
        };
        let shared = (above.into_iter().chain(first.ancestors()))
            .find(|section| section.contains(before.section));
        price::SHARED_HEADING * shared.map_or(0, Section::depth) as f64
    }

    fn price_of_block(before: Block<'_>, block: Block<'_>) -> f64 {
        use BlockKind as K;
        let needs_words = |kind| {
            matches!(
                kind,
                K::Table | K::Code | K::Figure | K::Math | K::List | K::Quote
            )
        };
        let introduces =
            before.kind() == K::Paragraph && before.text().trim_end().ends_with([':', '：']);
        let is_captioned = (before.kind() == K::Caption && needs_words(block.kind()))
            || (block.kind() == K::Caption && needs_words(before.kind()));
        let is_break =
            block.kind() == K::Other && block.text().bytes().all(|byte| b"-*_ \t".contains(&byte));
        if (introduces && needs_words(block.kind())) || is_captioned || is_break {
            price::ATTACHED
        } else {
            price::BLOCK
        }
    }
}

impl Piece<'_> {
    fn until(self, end: u32) -> Self {
        Self {
            span: Span::new(self.span.start, end),
            ..self
        }
    }
}

/// `piece` cut at each of `cuts` that lies inside; a cut before any but the first costs `price`.
fn cut(
    piece: Piece<'_>,
    cuts: impl Iterator<Item = u32>,
    price: f64,
) -> impl Iterator<Item = Piece<'_>> {
    let inside = cuts.filter(move |at| piece.span.start < *at && *at < piece.span.end);
    let mut start = piece.span.start;
    inside.chain([piece.span.end]).map(move |end| {
        let span = Span::new(start, end);
        start = end;
        Piece {
            block: piece.block,
            span,
            price: if span.start == piece.span.start {
                piece.price
            } else {
                Some(price)
            },
        }
    })
}

/// How far behind the last place that may fit the text is looked at, in bytes, to see what that place breaks.
const LOOK_AHEAD: usize = 64;

fn is_grapheme_boundary(text: &str, at: usize) -> bool {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.is_boundary(text, 0).unwrap_or(true)
}

/// A number from 0 to [`price::TIE`] that depends on the text at `at` alone (FNV-1a of the 48 bytes from there on).
fn tie(text: &str, at: u32) -> f64 {
    let from = at as usize;
    let bytes = &text.as_bytes()[from..(from + 48).min(text.len())];
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let high = u32::try_from(hash >> 32).unwrap_or(0);
    price::TIE * f64::from(high) / f64::from(u32::MAX)
}
