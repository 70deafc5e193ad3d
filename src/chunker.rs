//! From a document to chunks.

mod fixed_size;
mod structural;

pub use fixed_size::{FixedSizeChunker, FixedSizeChunkerBuilder};
pub use structural::{StructuralChunker, StructuralChunkerBuilder};

use crate::chunk::Chunk;
use crate::document::Document;
use crate::tokenizer::Tokenizer;
use std::fmt;
use std::sync::Arc;

/// Cuts documents into chunks.
///
/// An implementor gives the chunks of one document in reading order; the same document must always give the same chunks.
pub trait Chunker: Send + Sync {
    /// The chunks of `document`.
    fn chunks<'d>(&'d self, document: &'d Document) -> Chunks<'d>;
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: Chunker + ?Sized> Chunker for $pointer {
            fn chunks<'d>(&'d self, document: &'d Document) -> Chunks<'d> {
                (**self).chunks(document)
            }
        }
    )*};
}
forward!(&T, Box<T>, Arc<T>);

/// The chunks of one document, made one by one.
pub struct Chunks<'d>(Box<dyn Iterator<Item = Chunk> + 'd>);

impl<'d> Chunks<'d> {
    /// The chunks that `chunks` gives.
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

/// The tokenizer that counts where none is named.
fn default_tokenizer() -> Arc<dyn Tokenizer> {
    #[cfg(feature = "tiktoken")]
    return Arc::new(crate::tokenizer::Tiktoken::default());
    #[cfg(not(feature = "tiktoken"))]
    Arc::new(crate::tokenizer::Words)
}
