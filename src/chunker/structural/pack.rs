//! Packs atoms into chunks so that the sum of what is left empty and of what the cuts cost is the least.
//!
//! As Knuth and Plass break a paragraph into lines ("Breaking paragraphs into lines", 1981): the best way to cut everything before
//! each boundary is found from the best ways before it. A chunk spans few boundaries, so this is linear in the document.

use super::measure::{Measure, text_tokens};
use super::split::{Atom, Atoms};
use super::unit::Unit;
use crate::document::Document;
use crate::tokenizer::Counter;
use std::ops::Range;

/// No chunk has more atoms: a bound on the work where atoms count as next to nothing.
const MAX_RUN: usize = 4096;

/// The runs of `atoms` that make the best chunks.
///
/// A run is a piece of one unit, or consists of whole units that all lie under the heading path of its first: so each heading
/// that applies to it is in its context or in its text.
pub(super) fn pack(
    document: &Document,
    counter: &Counter<'_>,
    units: &[Unit],
    split: &Atoms<'_>,
    measures: &[Measure],
    max_tokens: u32,
) -> Vec<Range<usize>> {
    let atoms = &split.all;
    let begins_unit = |atom: &Atom<'_>| {
        let first = document.block(units[atom.unit].blocks.start);
        first.span().start == atom.span.start
    };
    let ends_unit = |atom: &Atom<'_>| {
        let last = document.block(units[atom.unit].blocks.end - 1);
        last.span().end == atom.span.end
    };
    let mut best = vec![f64::INFINITY; atoms.len() + 1];
    let mut from = vec![0; atoms.len() + 1];
    best[0] = 0.0;
    for end in 1..=atoms.len() {
        let cut = match atoms.get(end) {
            None => 0.0,
            Some(Atom {
                price: Some(price), ..
            }) => *price,
            Some(_) => continue,
        };
        let last = &atoms[end - 1];
        let ends_unit = ends_unit(last);
        for start in (end.saturating_sub(MAX_RUN)..end).rev() {
            let first = &atoms[start];
            if first.price.is_none() && start > 0 {
                continue;
            }
            let text = text_tokens(counter, split, measures, (start, end - 1), max_tokens);
            let is_too_much = text > max_tokens && best[end].is_finite();
            if is_too_much {
                break;
            }
            if first.unit != last.unit {
                let section = document
                    .section(first.context)
                    .unwrap_or_else(|| document.root());
                let is_whole =
                    begins_unit(first) && ends_unit && section.contains(units[last.unit].section);
                if !is_whole {
                    continue;
                }
            }
            let total = text.saturating_add(measures[start].prefix());
            if total > max_tokens && best[end].is_finite() {
                continue;
            }
            let cost = best[start] + emptiness(total, max_tokens) + cut;
            if cost < best[end] {
                best[end] = cost;
                from[end] = start;
            }
        }
    }
    let mut runs = Vec::new();
    let mut end = atoms.len();
    while end > 0 {
        runs.push(from[end]..end);
        end = from[end];
    }
    runs.reverse();
    runs
}

/// The square of the share of the budget that is left empty; a chunk beyond the budget is worse than any other.
fn emptiness(tokens: u32, max_tokens: u32) -> f64 {
    let filled = f64::from(tokens) / f64::from(max_tokens);
    if filled > 1.0 {
        10.0 * filled
    } else {
        (1.0 - filled) * (1.0 - filled)
    }
}
