//! Looks up the chunks of hits.

use super::budget::Hit;
use super::source::ChunkSource;
use crate::chunk::Chunk;
use crate::error::{Error, ErrorKind, Result};
use std::borrow::Cow;
use std::collections::HashSet;

/// A hit with its chunk.
pub(super) struct Found<'s> {
    pub(super) hit: Hit,
    pub(super) chunk: Cow<'s, Chunk>,
}

/// Returns the chunks of `hits`, each once, best first.
pub(super) fn resolve<S: ChunkSource>(source: &S, hits: Vec<Hit>) -> Result<Vec<Found<'_>>> {
    let mut found = Vec::with_capacity(hits.len());
    for hit in hits {
        if !hit.score.is_finite() {
            let message = format!("the score of {:?} is {}", hit.id, hit.score);
            return Err(Error::new(ErrorKind::Config, message));
        }
        let Some(chunk) = source.chunk(&hit.id)? else {
            let message = format!("there is no chunk with the id {:?}", hit.id);
            return Err(Error::new(ErrorKind::UnknownChunk, message));
        };
        found.push(Found { hit, chunk });
    }
    // A store may return equal scores in any order: a copy of a page in two folders, for
    // example. The place decides, so that the same hits give the same passages.
    found.sort_by(|a, b| {
        let place = |found: &Found<'_>| (found.chunk.span, found.chunk.level);
        (b.hit.score.total_cmp(&a.hit.score))
            .then_with(|| a.chunk.document.cmp(&b.chunk.document))
            .then_with(|| place(a).cmp(&place(b)))
            .then_with(|| a.hit.id.cmp(&b.hit.id))
    });
    let mut seen = HashSet::new(); // looked up only
    found.retain(|found| seen.insert(found.hit.id.clone()));
    Ok(found)
}
