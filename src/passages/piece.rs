//! Collects the chunks that may be returned, with their relevance.

use crate::chunk::Chunk;
use std::borrow::Cow;
use std::collections::HashMap;

/// A chunk that may be returned.
pub(super) struct ChunkChoice<'s> {
    pub(super) chunk: Cow<'s, Chunk>,
    pub(super) relevance: f64,
    pub(super) role: ChunkRole,
    /// The number of the result that it is a part of; `None` if it is one by itself.
    pub(super) result: Option<usize>,
}

/// The reason for which a chunk may be returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ChunkRole {
    /// It has a part of a hit.
    Found,
    /// It is near a piece that was found, and is returned only together with it.
    Context,
    /// The chunk with this id refers to it, and it is returned only beside that.
    Referenced(String),
}

/// Pieces by id.
#[derive(Default)]
pub(super) struct Pieces<'s> {
    all: Vec<ChunkChoice<'s>>,
    /// Looked up only.
    places: HashMap<String, usize>,
    results: usize,
}

impl<'s> Pieces<'s> {
    /// Adds `relevance` to that of `chunk`, which was found.
    pub(super) fn add(&mut self, chunk: Cow<'s, Chunk>, relevance: f64) {
        self.of(chunk, ChunkRole::Found).relevance += relevance;
    }

    /// Adds `chunks`, which follow each other and are one result.
    pub(super) fn add_result(&mut self, chunks: Vec<Cow<'s, Chunk>>, relevance: f64) {
        self.results += 1;
        for chunk in chunks {
            let result = Some(self.results);
            let piece = self.of(chunk, ChunkRole::Found);
            (piece.relevance, piece.result) = (relevance, result);
        }
    }

    /// Raises the relevance of `chunk` to `relevance`. A chunk that was not found is added
    /// in this role.
    pub(super) fn raise(&mut self, chunk: Cow<'s, Chunk>, relevance: f64, role: ChunkRole) {
        let piece = self.of(chunk, role);
        piece.relevance = piece.relevance.max(relevance);
    }

    /// Returns the relevance of a chunk, 0 for one that was not found.
    pub(super) fn relevance(&self, id: &str) -> f64 {
        self.places
            .get(id)
            .map_or(0.0, |at| self.all[*at].relevance)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut ChunkChoice<'s>> {
        self.all.iter_mut()
    }

    /// Returns the `number` best pieces that were found, with their relevance.
    pub(super) fn best(&self, number: usize) -> Vec<(Cow<'s, Chunk>, f64)> {
        let found = self
            .all
            .iter()
            .filter(|piece| piece.role == ChunkRole::Found);
        let mut found: Vec<&ChunkChoice<'s>> = found.collect();
        found.sort_by(|a, b| b.relevance.total_cmp(&a.relevance));
        let best = found.into_iter().take(number);
        best.map(|piece| (piece.chunk.clone(), piece.relevance))
            .collect()
    }

    /// Returns the pieces, best first.
    pub(super) fn sorted(mut self) -> Vec<ChunkChoice<'s>> {
        // The sort is stable: pieces of equal relevance keep the order of their best hits,
        // and those of one hit the order of the document.
        self.all.sort_by(|a, b| b.relevance.total_cmp(&a.relevance));
        self.all
    }

    fn of(&mut self, chunk: Cow<'s, Chunk>, role: ChunkRole) -> &mut ChunkChoice<'s> {
        let known = self.places.get(&chunk.id).copied();
        let at = known.unwrap_or(self.all.len());
        if known.is_none() {
            self.places.insert(chunk.id.clone(), at);
            self.all.push(ChunkChoice {
                chunk,
                relevance: 0.0,
                role,
                result: None,
            });
        }
        &mut self.all[at]
    }
}
