//! Counting tokens.

mod counter;
mod fallible;
#[cfg(feature = "huggingface")]
mod huggingface;
mod index;
#[cfg(feature = "tiktoken")]
mod tiktoken;
mod words;

pub use fallible::{FromTryFn, from_try_fn};
#[cfg(feature = "huggingface")]
pub use huggingface::HuggingFace;
pub use index::TokenIndex;
#[cfg(feature = "tiktoken")]
pub use tiktoken::Tiktoken;
pub use words::Words;

pub(crate) use counter::{Counter, EXACTLY, Edge};
pub(crate) use words::{last_certain_start, word_pieces};

use crate::error::Result;
use std::fmt;
use std::sync::Arc;

/// Converts a count to the type that indexes store.
fn saturate(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Returns the tokenizer that is used if none is set.
pub(crate) fn default_tokenizer() -> Arc<dyn Tokenizer> {
    #[cfg(feature = "tiktoken")]
    return Arc::new(Tiktoken::default());
    #[cfg(not(feature = "tiktoken"))]
    Arc::new(Words)
}

/// Counts the tokens of a text.
///
/// An implementor provides [`count`](Self::count), which returns the same number for the
/// same text on every call. [`index`](Self::index) has a default: it measures a document
/// in short pieces and estimates longer spans by addition, and the chunker counts every
/// finished chunk once more. Budgets are therefore exact for any tokenizer. A tokenizer
/// that can compute where its tokens end may return an exact index instead, which saves
/// the second count.
///
/// ```
/// use sectile::{StructuralChunker, from_fn};
///
/// let bytes = from_fn("bytes / 4", |text: &str| text.len().div_ceil(4));
/// let chunker = StructuralChunker::builder().tokenizer(bytes).max_tokens(300).build()?;
/// # Ok::<(), sectile::Error>(())
/// ```
pub trait Tokenizer: Send + Sync {
    /// Returns the number of tokens in `text`.
    fn count(&self, text: &str) -> usize;

    /// Measures `text` once, so that the token counts of its spans can be looked up.
    fn index(&self, text: &str) -> TokenIndex {
        TokenIndex::estimated(self, text)
    }

    /// Indexes the text like [`index`](Self::index), but returns `None` when
    /// `may_continue` returns false. An implementor should call it every few
    /// milliseconds; the provided method calls it only before and after the work.
    fn index_while(&self, text: &str, may_continue: &dyn Fn() -> bool) -> Option<TokenIndex> {
        may_continue()
            .then(|| self.index(text))
            .filter(|_| may_continue())
    }

    /// Counts like [`count`](Self::count), but returns the error of a tokenizer that can
    /// fail ([`from_try_fn`] makes one). The chunkers call this method.
    ///
    /// # Errors
    /// The provided method has none.
    fn try_count(&self, text: &str) -> Result<usize> {
        Ok(self.count(text))
    }

    /// Indexes like [`index_while`](Self::index_while), but returns the error of a
    /// tokenizer that can fail.
    ///
    /// # Errors
    /// The provided method has none.
    fn try_index_while(
        &self,
        text: &str,
        may_continue: &dyn Fn() -> bool,
    ) -> Result<Option<TokenIndex>> {
        Ok(self.index_while(text, may_continue))
    }

    /// The name of the tokenizer, used in reports.
    #[allow(clippy::unnecessary_literal_bound)] // an implementor may build its name
    fn name(&self) -> &str {
        "custom"
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: Tokenizer + ?Sized> Tokenizer for $pointer {
            fn count(&self, text: &str) -> usize {
                (**self).count(text)
            }
            fn index(&self, text: &str) -> TokenIndex {
                (**self).index(text)
            }
            fn index_while(&self, text: &str, may_continue: &dyn Fn() -> bool) -> Option<TokenIndex> {
                (**self).index_while(text, may_continue)
            }
            fn try_count(&self, text: &str) -> Result<usize> {
                (**self).try_count(text)
            }
            fn try_index_while(
                &self,
                text: &str,
                may_continue: &dyn Fn() -> bool,
            ) -> Result<Option<TokenIndex>> {
                (**self).try_index_while(text, may_continue)
            }
            fn name(&self) -> &str {
                (**self).name()
            }
        }
    )*};
}
forward!(&T, Box<T>, Arc<T>);

/// Returns a tokenizer called `name` that counts with `count`.
pub fn from_fn<F>(name: impl Into<String>, count: F) -> FromFn<F>
where
    F: Fn(&str) -> usize + Send + Sync,
{
    FromFn {
        name: name.into(),
        count,
    }
}

/// The tokenizer returned by [`from_fn`].
#[derive(Clone)]
pub struct FromFn<F> {
    name: String,
    count: F,
}

impl<F: Fn(&str) -> usize + Send + Sync> Tokenizer for FromFn<F> {
    fn count(&self, text: &str) -> usize {
        (self.count)(text)
    }

    fn index_while(&self, text: &str, may_continue: &dyn Fn() -> bool) -> Option<TokenIndex> {
        TokenIndex::estimated_while(self, text, may_continue)
    }

    fn name(&self) -> &str {
        &self.name
    }
}

impl<F> fmt::Debug for FromFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FromFn").field(&self.name).finish()
    }
}
