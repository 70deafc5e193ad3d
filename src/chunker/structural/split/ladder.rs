//! Cuts blocks that are too large: at seams, then between sentences, then between words.

use super::word_break::last_break;
use super::{Cut, Splitter, price, sentence};
use crate::document::{Block, Lead, Seam, Span, offset, trim};

/// A lead is repeated if it takes at most the budget divided by this: a third. A table
/// whose header fills a chunk is continued without it.
const LEAD_PART: u32 = 3;
/// A lead with more bytes for each token of the budget is not counted: it is too long.
const MAX_LEAD_BYTES_PER_TOKEN: usize = 16;

/// The text and the context that a piece must share its chunk with.
#[derive(Debug, Clone, Copy)]
pub(super) struct ChunkHead {
    /// The start of the chunk's text.
    pub(super) from: u32,
    /// The tokens of the context.
    pub(super) context: u32,
}

/// A piece of a block, and the cut before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct BlockPiece<'d> {
    pub(super) block: Block<'d>,
    pub(super) span: Span,
    pub(super) cut: Cut,
}

impl<'d> Splitter<'_, 'd, '_> {
    /// Adds a piece that fits, and cuts one that does not, at its best seams first. A
    /// large piece that fits is given to the packing row by row or item by item, so that
    /// it can fill the rest of a chunk.
    pub(super) fn ladder(&mut self, piece: BlockPiece<'d>, seams: &[Seam]) {
        let Some(piece) = self.trimmed(piece) else {
            return;
        };
        let inside = seams.partition_point(|seam| seam.at <= piece.span.start)
            ..seams.partition_point(|seam| seam.at < piece.span.end);
        self.rung(piece, &seams[inside]);
    }

    /// Returns `piece` without white space around it; `None` if nothing remains or the run
    /// is stopped.
    fn trimmed(&self, piece: BlockPiece<'d>) -> Option<BlockPiece<'d>> {
        let span = trim(self.counter.text(), piece.span);
        (!span.is_empty() && !self.counter.is_stopped()).then_some(BlockPiece { span, ..piece })
    }

    /// Adds a piece with the seams inside of it.
    fn rung(&mut self, piece: BlockPiece<'d>, seams: &[Seam]) {
        let fits = self.fits(piece);
        if fits && (seams.is_empty() || !self.takes_over_half(piece)) {
            return self.whole(piece);
        }
        let Some(rank) = seams.iter().map(|seam| seam.rank).min() else {
            return self.sentences(piece);
        };
        let cuts = (seams.iter())
            .filter(|seam| seam.rank == rank)
            .map(|seam| seam.at);
        if fits {
            // Code that fits is not cut: its fence would have to be closed and reopened.
            let cuts: Vec<u32> = cuts
                .filter(|at| self.can_repeat_lead(piece.block, *at))
                .collect();
            for piece in cut(piece, cuts.into_iter(), price::SEAM_THAT_FITS) {
                self.whole(piece);
            }
        } else {
            let mut rest = seams;
            for piece in cut(piece, cuts, price::SEAM) {
                let Some(piece) = self.trimmed(piece) else {
                    continue;
                };
                let passed = rest.iter().take_while(|seam| seam.at <= piece.span.start);
                rest = &rest[passed.count()..];
                let inside = rest.iter().take_while(|seam| seam.at < piece.span.end);
                self.rung(piece, &rest[..inside.count()]);
            }
        }
    }

    fn whole(&mut self, piece: BlockPiece<'d>) {
        self.first = None;
        self.push(piece, self.section);
    }

    /// Returns true if `piece` takes more than half of the budget: two such pieces would
    /// leave two chunks half empty.
    fn takes_over_half(&self, piece: BlockPiece<'_>) -> bool {
        !self.counter.fits(piece.span, self.max_tokens / 2)
    }

    /// Returns true if a cut at `at` leaves nothing open and the table header there can
    /// be repeated.
    fn can_repeat_lead(&self, block: Block<'_>, at: u32) -> bool {
        (block.lead_at(at)).is_none_or(|lead| lead.close.is_empty() && self.cost(lead).is_some())
    }

    /// Cuts a piece into sentences (UAX #29 5.1). A line break inside a block is white
    /// space and ends no sentence.
    fn sentences(&mut self, piece: BlockPiece<'d>) {
        let counter = self.counter;
        let mut rest = piece;
        sentence::each_start(
            &counter.text()[piece.span.range()],
            || counter.is_stopped_now(),
            |start| {
                let at = piece.span.start + offset(start);
                self.sentence(rest.until(at));
                rest = BlockPiece {
                    span: Span::new(at, piece.span.end),
                    cut: Cut::Free(price::SENTENCE),
                    ..piece
                };
                !counter.is_stopped()
            },
        );
        self.sentence(rest);
    }

    fn sentence(&mut self, piece: BlockPiece<'d>) {
        let span = trim(self.counter.text(), piece.span);
        let piece = BlockPiece { span, ..piece };
        if span.is_empty() || self.counter.is_stopped() {
            return;
        }
        if self.fits(piece) {
            self.whole(piece);
        } else {
            self.words(piece);
        }
    }

    /// Cuts a piece after as many words as fit, and then the rest in the same way.
    fn words(&mut self, mut piece: BlockPiece<'d>) {
        let end = piece.span.end;
        while piece.span.start < end && !self.counter.is_stopped() {
            let is_rest = matches!(piece.cut, Cut::Forced) && self.fits(piece);
            let cut = if is_rest { end } else { self.furthest(piece) };
            let span = trim(self.counter.text(), Span::new(piece.span.start, cut));
            if !span.is_empty() {
                self.first = None;
                self.push(BlockPiece { span, ..piece }, self.section);
                piece.cut = Cut::Forced;
            }
            piece.span = trim(self.counter.text(), Span::new(cut, end));
        }
    }

    /// Returns the last place up to which the text from the start of `piece` fits: at a
    /// space, else between words (UAX #29 4.1), else between graphemes, else between
    /// characters, and after at least one character.
    fn furthest(&self, piece: BlockPiece<'d>) -> u32 {
        let start = piece.span.start;
        let text = &self.counter.text()[piece.span.range()];
        let first_char = text.chars().next().map_or(0, char::len_utf8);
        let mut goal = self.room(piece);
        loop {
            let most = (self.counter.reach(start, goal).min(piece.span.end) - start) as usize;
            let length = last_break(text, most.max(first_char), |length| {
                let end = start + offset(*length);
                self.counter.may_have(Span::new(start, end), goal) && self.fits(piece.until(end))
            });
            let tokens = self.tokens(piece.until(start + offset(length)));
            if tokens <= self.max_tokens || length <= first_char || goal <= 1 {
                return start + offset(length.max(first_char));
            }
            // The estimate was too low, because the last token crosses the end of the
            // piece.
            goal = goal.saturating_sub(tokens - self.max_tokens).max(1);
        }
    }

    fn fits(&self, piece: BlockPiece<'_>) -> bool {
        let (from, overhead) = self.taken(piece);
        let span = Span::new(from, piece.span.end);
        overhead <= self.max_tokens && self.counter.fits(span, self.max_tokens - overhead)
    }

    /// Returns the tokens of the smallest chunk that contains `piece`.
    fn tokens(&self, piece: BlockPiece<'_>) -> u32 {
        let (from, overhead) = self.taken(piece);
        let count = self
            .counter
            .count(Span::new(from, piece.span.end), self.max_tokens);
        count.saturating_add(overhead)
    }

    /// Returns about how many tokens `piece` may have.
    fn room(&self, piece: BlockPiece<'_>) -> u32 {
        let (from, overhead) = self.taken(piece);
        let before = self
            .counter
            .count(Span::new(from, piece.span.start), self.max_tokens);
        self.max_tokens
            .saturating_sub(overhead)
            .saturating_sub(before)
            .max(1)
    }

    /// Returns the start of the text of a chunk with `piece`, and the tokens of its
    /// context and leads.
    fn taken(&self, piece: BlockPiece<'_>) -> (u32, u32) {
        let room = self.first.unwrap_or(ChunkHead {
            from: piece.span.start,
            context: self.contexts.estimate(self.section),
        });
        let is_cut = piece.span != piece.block.span();
        let lead = piece
            .block
            .lead_at(piece.span.start)
            .filter(|_| is_cut)
            .and_then(|lead| self.cost(lead));
        let close =
            (is_cut.then(|| piece.closing_lead()).flatten()).and_then(|lead| self.cost(lead));
        (room.from, room.context + lead.or(close).unwrap_or(0))
    }

    /// Returns the tokens that repeating `lead` takes, or `None` if they are so many that
    /// it is not repeated.
    pub(super) fn cost(&self, lead: &Lead) -> Option<u32> {
        let place = std::ptr::from_ref(lead).addr();
        if let Some((last, cost)) = self.last_lead.get()
            && last == place
        {
            return cost;
        }
        let cost = self.counted_cost(lead);
        self.last_lead.set(Some((place, cost)));
        cost
    }

    fn counted_cost(&self, lead: &Lead) -> Option<u32> {
        // Counting the header of a table of a thousand columns takes longer than its
        // rows.
        if lead.open.len() > self.max_tokens as usize * MAX_LEAD_BYTES_PER_TOKEN {
            return None;
        }
        let tokens = self.counter.count_text(&lead.open) + self.counter.count_text(&lead.close) + 1;
        (tokens <= self.max_tokens / LEAD_PART).then_some(tokens)
    }
}

impl<'d> BlockPiece<'d> {
    /// Returns the lead that closes a piece with the first fence: one in which the piece
    /// ends, but does not begin.
    fn closing_lead(&self) -> Option<&'d Lead> {
        let Span { start, end } = self.span;
        let leads = self.block.leads();
        let from = leads.partition_point(|lead| lead.within.end < end);
        // The end of one lead and the start of the next may both be at the end of the
        // piece.
        (leads[from..].iter().take(2))
            .find(|lead| start < lead.within.start && lead.within.start <= end)
    }
}

impl BlockPiece<'_> {
    fn until(self, end: u32) -> Self {
        Self {
            span: Span::new(self.span.start, end),
            ..self
        }
    }
}

/// Returns `piece` cut at each of `cuts` that lies inside; a cut before any but the first
/// costs `price`.
fn cut(
    piece: BlockPiece<'_>,
    cuts: impl Iterator<Item = u32>,
    price: f64,
) -> impl Iterator<Item = BlockPiece<'_>> {
    let inside = cuts.filter(move |at| piece.span.start < *at && *at < piece.span.end);
    let mut start = piece.span.start;
    inside.chain([piece.span.end]).map(move |end| {
        let span = Span::new(start, end);
        start = end;
        BlockPiece {
            block: piece.block,
            span,
            cut: if span.start == piece.span.start {
                piece.cut
            } else {
                Cut::Free(price)
            },
        }
    })
}
