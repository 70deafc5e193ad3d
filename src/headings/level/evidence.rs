//! Weighs whether one group of headings contains another: by kind words and numbers
//! first, then by their order, then by their looks.

use super::group::{Group, Scheme};
use crate::headings::candidate::Candidate;
use crate::headings::sequence;
use std::cmp::Ordering;

/// The rank of chapters and annexes.
const CHAPTER: u8 = 2;

/// Returns the evidence that group `a` contains group `b`; negative for the reverse.
pub(super) fn evidence(a: &Group, b: &Group, candidates: &[&Candidate<'_>]) -> f32 {
    match by_numbers(a.scheme, b.scheme) {
        Numbers::Decide(sum) => sum,
        Numbers::Suggest(sum) => {
            sum + restarts(a, b, candidates) - restarts(b, a, candidates)
                + adjacency(a, b, candidates)
                + by_looks(a, b)
        }
    }
}

/// The evidence of numbers and kind words.
enum Numbers {
    /// Nothing else counts.
    Decide(f32),
    Suggest(f32),
}

/// More than all other evidence together.
const CERTAIN: f32 = 8.0;
/// Kind words of different rank: a document may nest them in another order.
const KIND_WORDS: f32 = 3.0;

fn by_numbers(a: Scheme, b: Scheme) -> Numbers {
    let order = |upper: u8, lower: u8, weight: f32| match upper.cmp(&lower) {
        Ordering::Less => weight,
        Ordering::Equal => 0.0,
        Ordering::Greater => -weight,
    };
    // "Annex A" is beside the chapters 1 to 9, and above 1.1.
    let against_decimal =
        |rank: u8, depth: u8| order(rank.min(CHAPTER), CHAPTER + depth - 1, CERTAIN);
    match (a, b) {
        (Scheme::Decimal(a), Scheme::Decimal(b)) | (Scheme::EastAsian(a), Scheme::EastAsian(b)) => {
            Numbers::Decide(order(a, b, CERTAIN))
        }
        (Scheme::Kind(rank, a), Scheme::Kind(other, b)) if rank == other => {
            Numbers::Decide(order(a, b, CERTAIN))
        }
        (Scheme::Kind(a, _), Scheme::Kind(b, _)) => Numbers::Suggest(order(a, b, KIND_WORDS)),
        (Scheme::Kind(rank, _), Scheme::Decimal(depth)) if rank <= CHAPTER => {
            Numbers::Decide(against_decimal(rank, depth))
        }
        (Scheme::Decimal(depth), Scheme::Kind(rank, _)) if rank <= CHAPTER => {
            Numbers::Decide(-against_decimal(rank, depth))
        }
        _ => Numbers::Suggest(0.0),
    }
}

/// Evidence of a size that is larger by one part in a hundred.
const SIZE: f32 = 0.14;
/// The most evidence of a size.
const MAX_SIZE: f32 = 3.0;
const BOLD: f32 = 1.0;
const CAPITALS: f32 = 0.9;
/// Upright is above italic.
const UPRIGHT: f32 = 0.9;
const CENTRED: f32 = 0.8;
/// Farther left is above, by up to one size of the text.
const OUTDENT: f32 = 0.8;
/// The group that begins first is more often above.
const FIRST: f32 = 0.5;

/// Returns the evidence of type and place that group `a` contains group `b`.
fn by_looks(a: &Group, b: &Group) -> f32 {
    let step = |a: bool, b: bool, weight: f32| match (a, b) {
        (true, false) => weight,
        (false, true) => -weight,
        _ => 0.0,
    };
    let size = 100.0 * SIZE * (a.ratio / b.ratio.max(f32::EPSILON)).ln();
    let outdent = if a.centred || b.centred {
        0.0
    } else {
        OUTDENT * (b.indent - a.indent).clamp(-1.0, 1.0)
    };
    size.clamp(-MAX_SIZE, MAX_SIZE)
        + step(a.bold, b.bold, BOLD)
        + step(a.caps, b.caps, CAPITALS)
        + step(b.italic, a.italic, UPRIGHT)
        + step(a.centred, b.centred, CENTRED)
        + outdent
        + if a.members[0] < b.members[0] {
            FIRST
        } else {
            -FIRST
        }
}

/// Evidence of a count that begins anew below other headings: once, and more often.
const RESTART: f32 = 1.5;
const RESTARTS: f32 = 3.0;
/// One in this many restarts may be elsewhere.
const RESTARTS_PER_OTHER: u32 = 3;

/// Returns evidence that `b` is counted anew below each heading of `a`.
fn restarts(a: &Group, b: &Group, candidates: &[&Candidate<'_>]) -> f32 {
    if b.scheme == Scheme::None {
        return 0.0;
    }
    let (mut inside, mut elsewhere) = (0_u32, 0_u32);
    let mut last: Option<(usize, u32)> = None;
    for at in &b.members {
        let Some((_, value)) = sequence::series(candidates[*at]) else {
            continue;
        };
        if let Some((before, previous)) = last
            && value <= previous
        {
            let from = a.members.partition_point(|member| *member < before);
            let is_between = a.members.get(from).is_some_and(|member| member < at);
            inside += u32::from(is_between);
            elsewhere += u32::from(!is_between);
        }
        last = Some((*at, value));
    }
    match (inside, elsewhere) {
        (0, _) => 0.0,
        (1, 0) => RESTART,
        (inside, elsewhere) if inside > RESTARTS_PER_OTHER * elsewhere => RESTARTS,
        _ => 0.0,
    }
}

/// Evidence of headings that directly follow each other.
const ADJACENT: f32 = 0.8;
/// One in this many may follow in the other order.
const ADJACENT_PER_OTHER: usize = 3;

/// Returns evidence from headings that directly follow each other: a chapter's title is
/// often followed by that of its first section, never the reverse.
fn adjacency(a: &Group, b: &Group, candidates: &[&Candidate<'_>]) -> f32 {
    let follows = |first: &Group, second: &Group| {
        second
            .members
            .iter()
            .filter(|at| {
                at.checked_sub(1).is_some_and(|before| {
                    first.members.binary_search(&before).is_ok()
                        && candidates[**at].at == candidates[before].at + 1
                })
            })
            .count()
    };
    let evidence = |count: usize| ADJACENT + if count > 1 { ADJACENT } else { 0.0 };
    match (follows(a, b), follows(b, a)) {
        (0, 0) => 0.0,
        (down, 0) => evidence(down),
        (0, up) => -evidence(up),
        (down, up) if down > ADJACENT_PER_OTHER * up => ADJACENT,
        (down, up) if up > ADJACENT_PER_OTHER * down => -ADJACENT,
        _ => 0.0,
    }
}
