//! Defines where chunks come from.

use crate::chunk::Chunk;
use crate::error::Result;
use std::borrow::Cow;
use std::sync::Arc;

/// Gives chunks by id, such as from a database.
///
/// An implementor returns the chunk of an id; hits and the parents around them are then
/// selected. With [`children`](Self::children) hits are split into their smallest chunks
/// too, and with [`section`](Self::section) references are followed.
/// [`ChunkIndex`](crate::ChunkIndex) does all of it in memory.
///
/// ```
/// use sectile::{Budget, Chunk, ChunkSource, Passages, Result};
/// use std::borrow::Cow;
///
/// struct Store(Vec<Chunk>);
///
/// impl ChunkSource for Store {
///     fn chunk(&self, id: &str) -> Result<Option<Cow<'_, Chunk>>> {
///         Ok(self.0.iter().find(|chunk| chunk.id == id).map(Cow::Borrowed))
///     }
/// }
///
/// let store = Store(sectile::chunk_bytes("tea.md", b"# Tea\n\nBoil water.\n")?);
/// let id = store.0[1].id.clone();
/// let passages = Passages::builder().build_over(store);
/// assert_eq!(passages.select([(id, 1.0)], Budget::Results(5))?.len(), 1);
/// # Ok::<(), sectile::Error>(())
/// ```
pub trait ChunkSource {
    /// Returns the chunk called `id`, or `None` if there is none.
    ///
    /// # Errors
    /// Errors of the store, of the kind [`ErrorKind::Io`](crate::ErrorKind::Io) for
    /// example.
    fn chunk(&self, id: &str) -> Result<Option<Cow<'_, Chunk>>>;

    /// Returns the chunks whose parent is the chunk called `id`, in any order. The
    /// provided method returns none.
    ///
    /// # Errors
    /// Errors of the store.
    fn children(&self, id: &str) -> Result<Vec<Cow<'_, Chunk>>> {
        let _ = id;
        Ok(Vec::new())
    }

    /// Returns the chunks, of any level and in any order, whose
    /// [`section`](Chunk::section) is the number path `section` of `document`. The provided
    /// method returns none: then no reference is followed
    /// ([`with_references`](crate::PassagesBuilder::with_references)).
    ///
    /// # Errors
    /// Errors of the store.
    fn section(&self, document: &str, section: &str) -> Result<Vec<Cow<'_, Chunk>>> {
        let _ = (document, section);
        Ok(Vec::new())
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: ChunkSource + ?Sized> ChunkSource for $pointer {
            fn chunk(&self, id: &str) -> Result<Option<Cow<'_, Chunk>>> {
                (**self).chunk(id)
            }

            fn children(&self, id: &str) -> Result<Vec<Cow<'_, Chunk>>> {
                (**self).children(id)
            }

            fn section(&self, document: &str, section: &str) -> Result<Vec<Cow<'_, Chunk>>> {
                (**self).section(document, section)
            }
        }
    )*};
}
forward!(&T, Box<T>, Arc<T>);
