//! Plans the chunks of a document: level by level, each within its budget.

use super::context::Contexts;
use super::pack::{Packer, Packing};
use super::split::split;
use super::unit::Unit;
use crate::chunk::{Draft, Part};
use crate::document::{Document, SectionId, Span};
use crate::tokenizer::Counter;
use std::ops::Range;

/// A chunk that is too large is planned again with a goal that is smaller by at least the
/// goal divided by this, so that few plans are needed.
const MIN_REDUCTION: u32 = 8;

/// Returns the chunks of all levels in reading order, a parent before its children.
pub(super) fn plan(
    document: &Document,
    counter: &Counter<'_>,
    units: &[Unit],
    levels: &[u32],
) -> Vec<Draft> {
    let contexts = levels
        .iter()
        .map(|max_tokens| Contexts::new(document, counter, *max_tokens))
        .collect();
    let mut planner = Planner {
        document,
        counter,
        units,
        levels,
        contexts,
        drafts: Vec::new(),
        piece_sections: Vec::new(),
    };
    for range in stretches(document, units) {
        planner.level(0, range);
    }
    planner.number_parts();
    planner.drafts
}

/// Returns the ranges of text between front matter, boilerplate and other blocks that are
/// no content. No chunk spans two of them.
fn stretches(document: &Document, units: &[Unit]) -> Vec<Span> {
    let mut stretches: Vec<Span> = Vec::new();
    for unit in units {
        let first = document.block(unit.blocks.start).span();
        let span = first.cover(document.block(unit.blocks.end - 1).span());
        match stretches.last_mut() {
            Some(stretch) if !unit.is_cut_off => *stretch = stretch.cover(span),
            _ => stretches.push(span),
        }
    }
    stretches
}

struct Planner<'a> {
    document: &'a Document,
    counter: &'a Counter<'a>,
    units: &'a [Unit],
    levels: &'a [u32],
    contexts: Vec<Contexts<'a>>,
    drafts: Vec<Draft>,
    /// For each draft, the section of which it is a piece, if it is one.
    piece_sections: Vec<Option<SectionId>>,
}

impl Planner<'_> {
    /// Plans the chunks of `level` in `range`, and inside each of them those of the next
    /// levels.
    fn level(&mut self, level: usize, range: Span) {
        let mut chunks = Vec::new();
        self.chunks(
            &self.contexts[level],
            range,
            self.levels[level],
            self.levels[level],
            &mut chunks,
        );
        if self.counter.is_stopped() {
            return;
        }
        for (draft, piece_of) in chunks {
            let span = draft.span;
            self.drafts.push(Draft {
                level: u32::try_from(level).unwrap_or(u32::MAX),
                ..draft
            });
            self.piece_sections.push(piece_of);
            if level + 1 < self.levels.len() {
                self.level(level + 1, span);
            }
        }
    }

    /// Adds the chunks in `range`, packed to `goal` tokens and never above `max_tokens`.
    ///
    /// The goal is below the budget only where counts are estimates and a chunk was too
    /// large.
    fn chunks(
        &self,
        contexts: &Contexts<'_>,
        range: Span,
        goal: u32,
        max_tokens: u32,
        into: &mut Vec<(Draft, Option<SectionId>)>,
    ) {
        let mut packer = Packer::new(self.document, contexts, self.units, goal);
        let mut add = |packing: &Packing<'_, '_>, runs: Vec<Range<usize>>| {
            for run in runs {
                if self.counter.is_stopped() {
                    return;
                }
                let mut draft = self.draft(contexts, packing, &run);
                if draft.tokens > max_tokens && self.can_shrink(draft.span) {
                    self.shrunk(contexts, &draft, goal, max_tokens, into);
                    continue;
                }
                let piece = packing.piece(&run);
                draft.section =
                    piece.and_then(|(section, has_others)| has_others.then_some(section));
                into.push((draft, piece.map(|(section, _)| section)));
            }
        };
        let lead = split(
            self.document,
            contexts,
            self.units,
            range,
            goal,
            &mut |atom| {
                let runs = packer.push(atom);
                add(packer.packing(), runs);
            },
        );
        let runs = packer.finish(lead);
        add(packer.packing(), runs);
    }

    fn draft(
        &self,
        contexts: &Contexts<'_>,
        packing: &Packing<'_, '_>,
        run: &Range<usize>,
    ) -> Draft {
        let (first, span) = (packing.first(run), packing.span(run));
        let text_tokens = packing.text_tokens(run);
        let (mut prefix, mut prefix_tokens) = contexts.write(first.context);
        // The sum of counts is exact only if no token crosses from one part to the next:
        // `\n\n` of the context and the line break of a text may be one token.
        let mut is_exact = self.counter.is_exact();
        if let Some(lead) = first.lead {
            is_exact &= self.counter.is_safe_between(&prefix, &lead.open);
            prefix.push_str(&lead.open);
            prefix_tokens += self.counter.count_text(&lead.open);
        }
        let suffix = packing.lead_at(run.end).map_or("", |lead| &lead.close);
        is_exact &= self
            .counter
            .is_safe_between(&prefix, &self.document.text()[span.range()]);
        let tokens = if is_exact {
            prefix_tokens + text_tokens
        } else {
            let text = &self.document.text()[span.range()];
            self.counter.count_text(&[&prefix, text, suffix].concat())
        };
        Draft {
            span,
            prefix,
            suffix: suffix.to_owned(),
            tokens,
            ..Draft::default()
        }
    }

    /// Plans the range of a chunk that is too large again, with a proportionally smaller
    /// goal.
    fn shrunk(
        &self,
        contexts: &Contexts<'_>,
        draft: &Draft,
        goal: u32,
        max_tokens: u32,
        into: &mut Vec<(Draft, Option<SectionId>)>,
    ) {
        let proportional = u64::from(goal) * u64::from(max_tokens) / u64::from(draft.tokens.max(1));
        let smaller = u32::try_from(proportional)
            .unwrap_or(goal)
            .min(goal - goal / MIN_REDUCTION)
            .min(goal.saturating_sub(1));
        if smaller > 0 {
            let contexts = contexts.with_budget(smaller);
            return self.chunks(&contexts, draft.span, smaller, max_tokens, into);
        }
        // Even with a goal of one token the chunk is too large, so it is a single atom.
        let text = &self.document.text()[draft.span.range()];
        let middle = text
            .floor_char_boundary(text.len() / 2)
            .max(text.chars().next().map_or(0, char::len_utf8));
        let middle = draft.span.start + crate::document::offset(middle);
        let contexts = contexts.with_budget(1);
        for half in [
            Span::new(draft.span.start, middle),
            Span::new(middle, draft.span.end),
        ] {
            self.chunks(&contexts, half, 1, max_tokens, into);
        }
    }

    /// Returns true if the span has more than one character, so that it can be cut.
    fn can_shrink(&self, span: Span) -> bool {
        self.document.text()[span.range()].chars().nth(1).is_some()
    }

    /// Numbers the chunks that are parts of one section, separately for each level.
    fn number_parts(&mut self) {
        let key = |at: usize, draft: &Draft| {
            self.piece_sections[at].map(|section| (draft.level, section))
        };
        let mut keys: Vec<_> = (self.drafts.iter().enumerate())
            .filter_map(|(at, draft)| Some((key(at, draft)?, at)))
            .collect();
        keys.sort_unstable();
        for parts in keys
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|parts| parts.len() > 1)
        {
            let of = crate::document::offset(parts.len());
            for (index, (_, at)) in (1..).zip(parts) {
                self.drafts[*at].part = Some(Part { index, of });
            }
        }
    }
}
