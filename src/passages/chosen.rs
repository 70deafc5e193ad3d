//! Keeps the chosen pieces in the order of their documents, without overlaps.

use super::join::join;
use super::piece::{ChunkChoice, ChunkRole};
use crate::chunk::Chunk;
use std::collections::BTreeMap;

/// The numbers of pieces that are one passage, in the order of the document.
pub(super) type ChunkRun = Vec<usize>;

/// The pieces that are chosen so far.
pub(super) struct Chosen<'p, 's> {
    pieces: &'p [ChunkChoice<'s>],
    /// By document, in the order of their spans.
    documents: BTreeMap<&'p str, Vec<usize>>,
    /// In the order in which they were chosen.
    order: Vec<usize>,
}

impl<'p, 's> Chosen<'p, 's> {
    pub(super) fn new(pieces: &'p [ChunkChoice<'s>]) -> Self {
        Self {
            pieces,
            documents: BTreeMap::new(),
            order: Vec::new(),
        }
    }

    /// Returns the number of pieces.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// Returns the results, best first: runs of pieces, and single pieces.
    pub(super) fn results(&self) -> impl Iterator<Item = &[usize]> {
        self.order
            .chunk_by(|first, next| self.are_one(*first, *next))
    }

    /// Returns whether piece `at` continues the result of the piece that was chosen last.
    pub(super) fn continues(&self, at: usize) -> bool {
        let last = self.order.last();
        last.is_some_and(|last| self.are_one(*last, at))
    }

    fn are_one(&self, first: usize, next: usize) -> bool {
        let result = self.pieces[first].result;
        result.is_some() && result == self.pieces[next].result
    }

    /// Chooses piece `at` if `fits` returns true for the additional tokens. Returns them if
    /// it is chosen.
    pub(super) fn add(&mut self, at: usize, fits: impl Fn(f64) -> bool) -> Option<f64> {
        // Most pieces come when the budget is full. Between two others a piece saves its
        // own prefix and that of the next, which is about as long.
        let chunk = &self.pieces[at].chunk;
        if !fits(f64::from(chunk.tokens) - 2.0 * saved(chunk).max(0.0)) {
            return None;
        }
        let document = chunk.document.as_str();
        let before = self.documents.get(document).map_or(&[][..], Vec::as_slice);
        if before.contains(&at) {
            return None;
        }
        let after = with(self.pieces, before, at)?;
        if !self.may_follow(at, &after) {
            return None;
        }
        let added = tokens(self.pieces, &after) - tokens(self.pieces, before);
        if !fits(added) {
            return None;
        }
        // A child that was chosen before its parent is inside of it.
        self.order.retain(|chosen| {
            self.pieces[*chosen].chunk.document != document || after.contains(chosen)
        });
        self.order.push(at);
        self.documents.insert(document, after);
        Some(added)
    }

    /// Returns whether the pieces are chosen because of which piece `at` is returned.
    /// `chosen` are those of its document, with it.
    fn may_follow(&self, at: usize, chosen: &[usize]) -> bool {
        match &self.pieces[at].role {
            ChunkRole::Found => true,
            ChunkRole::Context => {
                let mut pairs = chosen.windows(2);
                pairs.any(|pair| pair.contains(&at) && self.joins(pair[0], pair[1]))
            }
            ChunkRole::Referenced(id) => {
                let mut chosen = self.order.iter();
                chosen.any(|chosen| self.pieces[*chosen].chunk.id == *id)
            }
        }
    }

    fn joins(&self, first: usize, second: usize) -> bool {
        join(&self.pieces[first].chunk, &self.pieces[second].chunk).is_some()
    }

    /// Removes the piece that was chosen last, and returns it.
    pub(super) fn remove_last(&mut self) -> Option<usize> {
        let last = self.order.pop()?;
        let document = self.pieces[last].chunk.document.as_str();
        if let Some(chosen) = self.documents.get_mut(document) {
            chosen.retain(|at| *at != last);
        }
        Some(last)
    }

    /// Returns the estimated tokens of all passages.
    pub(super) fn tokens(&self) -> f64 {
        let documents = self.documents.values();
        documents.map(|chosen| tokens(self.pieces, chosen)).sum()
    }

    /// Returns the passages, best first.
    pub(super) fn runs(&self) -> Vec<ChunkRun> {
        let documents = self.documents.values();
        let mut runs: Vec<ChunkRun> =
            (documents.flat_map(|chosen| runs(self.pieces, chosen))).collect();
        // Pieces are numbered from the best.
        runs.sort_by_key(|run| run.iter().min().copied());
        runs
    }
}

/// Returns `chosen` with piece `at`, without those inside it; `None` if it is inside one
/// of them, or overlaps one to which it cannot be joined.
fn with(pieces: &[ChunkChoice<'_>], chosen: &[usize], at: usize) -> Option<Vec<usize>> {
    let chunk = |at: usize| -> &Chunk { &pieces[at].chunk };
    let new = chunk(at);
    let mut with = Vec::with_capacity(chosen.len() + 1);
    for other in chosen {
        let span = chunk(*other).span;
        let is_inside = !span.is_empty() && new.span.contains(span);
        let overlaps = !new.span.intersect(span).is_empty();
        if overlaps && !is_inside {
            let joins = join(chunk(*other), new).or_else(|| join(new, chunk(*other)));
            joins?;
        } else if is_inside && new.span == span {
            return None; // the same text at two levels
        }
        if !is_inside {
            with.push(*other);
        }
    }
    let place = |at: usize| (chunk(at).span, chunk(at).ordinal);
    let insert_at = with.partition_point(|other| place(*other) <= place(at));
    with.insert(insert_at, at);
    Some(with)
}

/// Returns the runs of `chosen`, which are pieces of one document in its order.
fn runs(pieces: &[ChunkChoice<'_>], chosen: &[usize]) -> Vec<ChunkRun> {
    let mut runs: Vec<ChunkRun> = Vec::new();
    for at in chosen {
        let next = &pieces[*at].chunk;
        let last = runs.last_mut();
        match last.filter(|run| {
            let last = run.last().map(|last| &pieces[*last].chunk);
            last.is_some_and(|last| join(last, next).is_some())
        }) {
            Some(run) => run.push(*at),
            None => runs.push(vec![*at]),
        }
    }
    runs
}

/// Returns the estimated tokens of the passages of one document.
fn tokens(pieces: &[ChunkChoice<'_>], chosen: &[usize]) -> f64 {
    let runs = runs(pieces, chosen);
    let joined = runs.iter().flat_map(|run| &run[1..]);
    let whole: f64 = (chosen.iter())
        .map(|at| f64::from(pieces[*at].chunk.tokens))
        .sum();
    whole - joined.map(|at| saved(&pieces[*at].chunk)).sum::<f64>()
}

/// Returns the estimated tokens of the prefix, which a chunk loses when it joins another,
/// without the one token between them.
#[allow(clippy::cast_precision_loss)] // lengths of a chunk
pub(super) fn saved(chunk: &Chunk) -> f64 {
    let all = chunk.prefix.len() + chunk.text.len() + chunk.suffix.len();
    let share = chunk.prefix.len() as f64 / all.max(1) as f64;
    f64::from(chunk.tokens) * share - 1.0
}
