//! Splits text into atoms, which are not cut again: whole blocks where they fit. A block
//! that is too large is cut at seams, then between sentences, words and graphemes.

mod ladder;
mod price;
mod sentence;
mod word_break;
mod wordless;

use super::context::Contexts;
use super::unit::Unit;
use crate::document::{Block, BlockKind, Document, Lead, Section, SectionId, Span, trim};
use crate::tokenizer::Counter;
use ladder::{BlockPiece, ChunkHead};
use std::cell::Cell;

/// A piece that is not cut.
#[derive(Debug)]
pub(super) struct Atom<'d> {
    pub(super) span: Span,
    /// The index of its unit, or of the first one of headings without words.
    pub(super) unit: usize,
    /// The index of the last unit in it.
    pub(super) last_unit: usize,
    /// The section whose path precedes a chunk that begins with the atom.
    pub(super) context: SectionId,
    pub(super) cut: Cut,
    /// The text that a cut before the atom must close and repeat.
    pub(super) lead: Option<&'d Lead>,
    pub(super) is_comment: bool,
}

/// The rule for a cut before an atom.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cut {
    /// Allowed at a price.
    Free(f64),
    /// Not allowed: between a heading and its text.
    Forbidden,
    /// Required: the piece before it is as long as fits.
    Forced,
}

/// Splits the text in `range` into atoms that fit into `max_tokens`, each with its
/// context and lead, and gives them to `into` in reading order. Returns the lead to close
/// at the end of the range, if it ends inside a block.
pub(super) fn split<'d>(
    document: &'d Document,
    contexts: &Contexts<'_>,
    units: &[Unit],
    range: Span,
    max_tokens: u32,
    into: &mut dyn FnMut(Atom<'d>),
) -> Option<&'d Lead> {
    let first_block = document.block_index_at(range.start);
    let mut splitter = Splitter {
        document,
        counter: contexts.counter(),
        contexts,
        range,
        first_block,
        max_tokens,
        unit: 0,
        section: SectionId::ROOT,
        into,
        unit_of_last: None,
        first: None,
        last_lead: Cell::new(None),
    };
    let first_unit = units.partition_point(|unit| unit.blocks.end <= first_block);
    let mut at = first_unit;
    while let Some(unit) = units.get(at) {
        let start = document.block(unit.blocks.start).span().start;
        if start >= range.end || splitter.counter.is_stopped() {
            break;
        }
        splitter.unit = at;
        let wordless = splitter.wordless(units);
        if wordless > 1 {
            splitter.push_wordless(units, wordless);
        } else {
            splitter.unit(unit, units[..at].last());
        }
        at += wordless.max(1);
    }
    splitter.lead_at_end()
}

struct Splitter<'a, 'd, 'i> {
    document: &'d Document,
    counter: &'a Counter<'a>,
    contexts: &'a Contexts<'a>,
    range: Span,
    /// The index of the first block that ends in the range.
    first_block: usize,
    max_tokens: u32,
    unit: usize,
    section: SectionId,
    into: &'i mut dyn FnMut(Atom<'d>),
    /// The unit of the last atom.
    unit_of_last: Option<usize>,
    /// Set while the next piece must be in one chunk with the headings before it.
    first: Option<ChunkHead>,
    /// The address of the last lead and its cost, because all rows of a table have the
    /// same header.
    last_lead: Cell<Option<(usize, Option<u32>)>>,
}

impl<'d> Splitter<'_, 'd, '_> {
    fn unit(&mut self, unit: &Unit, before: Option<&Unit>) {
        self.section = unit.section;
        let mut cut = Cut::Free(price::between_units(self.document, before, unit));
        let headings = unit.blocks.start..unit.blocks.start + unit.headings;
        let glued = self.glued_from(unit);
        if glued > headings.start || !self.has_room_for_bare_headings(unit) {
            self.first = None;
        } else if before.is_some_and(|bare| self.is_title_of(bare, unit)) {
            cut = Cut::Forbidden;
        }
        for at in headings.clone() {
            let block = self.document.block(at);
            let Some(span) = self.clip(block) else {
                continue;
            };
            let above = block
                .section()
                .parent()
                .map_or(SectionId::ROOT, Section::id);
            // In `# Guide`, `## Install`, both headings stay with the text (law 3). If
            // they take over half of the budget, the outer ones are pieces of their own.
            if at > headings.start && at < glued {
                cut = Cut::Free(price::BARE_HEADING);
            } else if at > glued {
                cut = Cut::Forbidden;
            }
            if at < glued {
                self.section = above;
                self.ladder(BlockPiece { block, span, cut }, block.seams());
                self.section = unit.section;
                continue;
            }
            let context = self.contexts.estimate(above);
            let room = self.first.get_or_insert(ChunkHead {
                from: span.start,
                context,
            });
            debug_assert!(room.from <= span.start);
            self.push(BlockPiece { block, span, cut }, above);
        }
        cut = if glued < headings.end {
            Cut::Forbidden
        } else {
            Cut::Free(price::BLOCK)
        };
        // A unit may have a hundred thousand blocks, and the range may be one chunk of
        // the level above.
        for at in headings.end.max(self.first_block)..unit.blocks.end {
            let block = self.document.block(at);
            if block.span().start >= self.range.end || self.counter.is_stopped() {
                break;
            }
            let Some(span) = self.clip(block) else {
                continue;
            };
            if at > headings.end {
                cut = Cut::Free(price::between_blocks(self.document.block(at - 1), block));
            }
            if self.unit_of_last != Some(self.unit) {
                // The range begins inside the unit, or the unit has no heading.
                cut = Cut::Free(price::between_units(self.document, before, unit));
                self.first = None;
            }
            self.ladder(BlockPiece { block, span, cut }, block.seams());
        }
        // The first piece after headings without text leaves room for them.
        self.first = self.first.filter(|_| unit.is_bare);
    }

    /// Returns true if the headings without text before `unit` and its own take at most
    /// half of the budget together, or a quarter if more headings follow.
    fn has_room_for_bare_headings(&self, unit: &Unit) -> bool {
        let Some(first) = self.first.filter(|_| !unit.is_cut_off && unit.headings > 0) else {
            return false;
        };
        let last = self.document.block(unit.blocks.start + unit.headings - 1);
        let span = Span::new(first.from, last.span().end);
        let most = self.max_tokens / if unit.is_bare { 4 } else { 2 };
        let room = most.checked_sub(first.context);
        room.is_some_and(|room| self.counter.fits(span, room))
    }

    /// Returns true if `bare` has headings without text, and `unit` has text and follows
    /// in the same section. Such a heading is the title of what follows, as in the first
    /// lines of many converted books: `# The Book`, `# Preface`.
    fn is_title_of(&self, bare: &Unit, unit: &Unit) -> bool {
        let above = |unit: &Unit| {
            let section = self.document.block(unit.blocks.start).section();
            section.parent().map(Section::id)
        };
        bare.is_bare && !unit.is_bare && above(bare) == above(unit) && self.first.is_some()
    }

    /// Returns the first heading of `unit` from which on the headings must be in one
    /// chunk with the text after them: all of them, unless they leave less than half of
    /// the budget to it.
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
                let room = (self.max_tokens / 2).checked_sub(self.contexts.estimate(above));
                room.is_some_and(|room| self.counter.fits(span, room))
            })
            .unwrap_or(end)
    }

    /// Returns the part of `block` inside the range, if it is not blank.
    fn clip(&self, block: Block<'_>) -> Option<Span> {
        let span = trim(self.counter.text(), block.span().intersect(self.range));
        (!span.is_empty()).then_some(span)
    }

    fn push(&mut self, piece: BlockPiece<'d>, context: SectionId) {
        let atom = self.atom(piece, context);
        self.give(atom);
    }

    fn give(&mut self, atom: Atom<'d>) {
        self.unit_of_last = Some(atom.unit);
        (self.into)(atom);
    }

    fn atom(&self, piece: BlockPiece<'d>, context: SectionId) -> Atom<'d> {
        let is_cut = piece.span.start > piece.block.span().start;
        let lead = piece
            .block
            .lead_at(piece.span.start)
            .filter(|lead| is_cut && self.cost(lead).is_some());
        Atom {
            span: piece.span,
            unit: self.unit,
            last_unit: self.unit,
            context,
            cut: match piece.cut {
                Cut::Free(price) => Cut::Free(price::by_content(
                    price,
                    self.counter.text(),
                    piece.span.start,
                )),
                other => other,
            },
            lead,
            is_comment: piece.block.kind() == BlockKind::Comment,
        }
    }

    fn lead_at_end(&self) -> Option<&'d Lead> {
        let at = self.document.block_index_at(self.range.end);
        let block = (at < self.document.block_count()).then(|| self.document.block(at))?;
        let lead = block
            .lead_at(self.range.end)
            .filter(|_| block.span().start < self.range.end);
        lead.filter(|lead| self.cost(lead).is_some())
    }
}
