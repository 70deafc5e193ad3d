//! Counting tokens.

mod counter;
mod index;
#[cfg(feature = "tiktoken")]
mod tiktoken;
mod words;

pub use index::TokenIndex;
#[cfg(feature = "tiktoken")]
pub use tiktoken::Tiktoken;
pub use words::Words;

pub(crate) use counter::{Counter, EXACTLY, Edge};

use std::fmt;
use std::sync::Arc;

/// A count as indices hold it.
fn saturate(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Counts the tokens of a text.
///
/// An implementor must give [`count`](Self::count): the same number for the same text on every call. It gets
/// [`index`](Self::index) for free: a document is then measured in short pieces, runs of them are estimated by addition, and the
/// chunker counts every finished chunk once more, so budgets hold exactly for any tokenizer. A tokenizer that knows
/// the places where its tokens end can give an exact index instead, which saves that second count.
///
/// ```
/// use sectile::{StructuralChunker, from_fn};
///
/// let bytes = from_fn("bytes / 4", |text: &str| text.len().div_ceil(4));
/// let chunker = StructuralChunker::builder().tokenizer(bytes).max_tokens(300).build()?;
/// # Ok::<(), sectile::Error>(())
/// ```
pub trait Tokenizer: Send + Sync {
    /// How many tokens `text` has.
    fn count(&self, text: &str) -> usize;

    /// Measures `text` once, so that the tokens of its spans can be looked up.
    fn index(&self, text: &str) -> TokenIndex {
        TokenIndex::estimated(self, text)
    }

    /// As [`index`](Self::index), but gives up with `None` once `goes_on` says no; asked every few milliseconds, or only
    /// before and after where an implementor does not give this too.
    fn index_while(&self, text: &str, goes_on: &dyn Fn() -> bool) -> Option<TokenIndex> {
        goes_on().then(|| self.index(text)).filter(|_| goes_on())
    }

    /// What it is called, for reports.
    #[allow(clippy::unnecessary_literal_bound)] // an implementor may have made its name
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
            fn index_while(&self, text: &str, goes_on: &dyn Fn() -> bool) -> Option<TokenIndex> {
                (**self).index_while(text, goes_on)
            }
            fn name(&self) -> &str {
                (**self).name()
            }
        }
    )*};
}
forward!(&T, Box<T>, Arc<T>);

/// A tokenizer called `name` that counts with `count`.
pub fn from_fn<F>(name: impl Into<String>, count: F) -> FromFn<F>
where
    F: Fn(&str) -> usize + Send + Sync,
{
    FromFn {
        name: name.into(),
        count,
    }
}

/// The tokenizer that [`from_fn`] makes.
#[derive(Clone)]
pub struct FromFn<F> {
    name: String,
    count: F,
}

impl<F: Fn(&str) -> usize + Send + Sync> Tokenizer for FromFn<F> {
    fn count(&self, text: &str) -> usize {
        (self.count)(text)
    }

    fn index_while(&self, text: &str, goes_on: &dyn Fn() -> bool) -> Option<TokenIndex> {
        TokenIndex::estimated_while(self, text, goes_on)
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
