//! The chunks of a run that a deadline or another thread may stop.

use super::Chunks;
use crate::chunk::Chunk;
use crate::error::Result;
use crate::limits::{Interruption, Watch};
use std::fmt;

/// The chunks of one document, made one by one; the last item is an error if they were stopped before they were complete.
pub struct TryChunks<'d> {
    /// None behind the error.
    chunks: Option<Chunks<'d>>,
    watch: Watch,
    stopped: Option<Interruption>,
}

impl<'d> TryChunks<'d> {
    /// The chunks that `chunks` gives, until `watch` stops them; at once, if it stopped what was done to have them.
    pub(super) fn new(chunks: Chunks<'d>, watch: Watch) -> Self {
        Self {
            stopped: watch.look(),
            chunks: Some(chunks),
            watch,
        }
    }
}

impl Iterator for TryChunks<'_> {
    type Item = Result<Chunk>;

    fn next(&mut self) -> Option<Result<Chunk>> {
        let chunks = self.chunks.as_mut()?;
        let chunk = if self.stopped.is_none() {
            let chunk = chunks.next()?;
            self.stopped = self.watch.look();
            Some(chunk)
        } else {
            None
        };
        match (self.stopped, chunk) {
            (None, chunk) => chunk.map(Ok),
            (Some(stopped), _) => {
                self.chunks = None;
                Some(Err(stopped.error("chunking")))
            }
        }
    }
}

impl fmt::Debug for TryChunks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryChunks")
            .field("chunks", &self.chunks)
            .finish_non_exhaustive()
    }
}
