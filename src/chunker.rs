//! The chunkers: from a document to chunks.

mod chunk_builder;
mod fixed_size;
mod structural;
mod try_chunks;

pub use chunk_builder::{ChunkBuilder, ChunkDraft};
pub use fixed_size::{FixedSizeChunker, FixedSizeChunkerBuilder};
pub use structural::{StructuralChunker, StructuralChunkerBuilder};
pub use try_chunks::TryChunks;

use crate::chunk::Chunk;
use crate::document::Document;
use crate::limits::{Limits, Watch};
use std::fmt;
use std::sync::Arc;

/// Cuts documents into chunks.
///
/// An implementor returns the chunks of one document in reading order. The same document
/// must always give the same chunks.
pub trait Chunker: Send + Sync {
    /// Returns the chunks of `document`. A text that a fallible tokenizer cannot count
    /// has as many tokens as bytes here; [`chunks_within`](Self::chunks_within) returns
    /// the error.
    fn chunks<'d>(&'d self, document: &'d Document) -> Chunks<'d>;

    /// Returns the chunks of `document`. If the deadline of `limits` passes, its flag is
    /// cancelled or the tokenizer fails before they are complete, the last item is an
    /// error, so that collecting into a [`Result`] gives all chunks or an error.
    ///
    /// The provided method checks `limits` between two chunks; the chunkers of this crate
    /// check them during the whole run. Each chunk before the error is the one that a run
    /// without limits gives.
    ///
    /// ```
    /// use sectile::{Cancel, Chunk, Chunker, ErrorKind, Format, Limits, Result, StructuralChunker};
    ///
    /// let document = Format::Markdown.read(b"# Tea\n\nBoil water.\n", &Limits::default())?;
    /// let mut limits = Limits::default();
    /// limits.cancel = Cancel::default();
    /// let chunker = StructuralChunker::default();
    /// let chunks: Result<Vec<Chunk>> = chunker.chunks_within(&document, &limits).collect();
    /// assert_eq!(chunks?.len(), 2);
    ///
    /// limits.cancel.cancel(); // another thread can do this while the chunker works
    /// let chunks: Result<Vec<Chunk>> = chunker.chunks_within(&document, &limits).collect();
    /// assert_eq!(chunks.unwrap_err().kind(), ErrorKind::Cancelled);
    /// # Ok::<(), sectile::Error>(())
    /// ```
    fn chunks_within<'d>(&'d self, document: &'d Document, limits: &Limits) -> TryChunks<'d> {
        TryChunks::new(self.chunks(document), Watch::new(limits))
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: Chunker + ?Sized> Chunker for $pointer {
            fn chunks<'d>(&'d self, document: &'d Document) -> Chunks<'d> {
                (**self).chunks(document)
            }

            fn chunks_within<'d>(
                &'d self,
                document: &'d Document,
                limits: &Limits,
            ) -> TryChunks<'d> {
                (**self).chunks_within(document, limits)
            }
        }
    )*};
}
forward!(&T, Box<T>, Arc<T>);

/// An iterator over the chunks of one document, which makes them one by one.
pub struct Chunks<'d>(Box<dyn Iterator<Item = Chunk> + 'd>);

impl<'d> Chunks<'d> {
    /// Wraps an iterator over chunks.
    #[must_use]
    pub fn new(chunks: impl Iterator<Item = Chunk> + 'd) -> Self {
        Self(Box::new(chunks))
    }
}

impl Iterator for Chunks<'_> {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl fmt::Debug for Chunks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Chunks").field(&self.0.size_hint()).finish()
    }
}
