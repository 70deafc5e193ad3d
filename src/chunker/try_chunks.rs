//! An iterator over chunks that a deadline or another thread may stop.

use super::Chunks;
use crate::chunk::Chunk;
use crate::error::{Error, Result};
use crate::limits::Watch;
use std::fmt;

/// An iterator over the chunks of one document, which makes them one by one. Its last
/// item is an error if it was stopped before the chunks were complete.
pub struct TryChunks<'d> {
    /// `None` after the error.
    chunks: Option<Chunks<'d>>,
    watch: Watch,
    stopped: Option<Error>,
}

impl<'d> TryChunks<'d> {
    /// Wraps `chunks` until `watch` stops them. If it has already stopped the plan, the
    /// first item is the error.
    pub(super) fn new(chunks: Chunks<'d>, watch: Watch) -> Self {
        Self {
            stopped: watch.error("chunking"),
            chunks: Some(chunks),
            watch,
        }
    }
}

impl Iterator for TryChunks<'_> {
    type Item = Result<Chunk>;

    fn next(&mut self) -> Option<Result<Chunk>> {
        let chunks = self.chunks.as_mut()?;
        if self.stopped.is_none() {
            let chunk = chunks.next()?;
            self.stopped = self.watch.error("chunking");
            if self.stopped.is_none() {
                return Some(Ok(chunk));
            }
        }
        self.chunks = None;
        self.stopped.take().map(Err)
    }
}

impl fmt::Debug for TryChunks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryChunks")
            .field("chunks", &self.chunks)
            .finish_non_exhaustive()
    }
}
