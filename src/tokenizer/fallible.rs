//! Tokenizers whose count may fail.

use super::Tokenizer;
use crate::error::{Error, ErrorKind, Result};
use std::error::Error as StdError;
use std::fmt;

/// Returns a tokenizer called `name` that counts with `count`, which may fail: a service
/// that does not answer, a vocabulary without a token for a character.
///
/// [`Chunker::chunks_within`](crate::Chunker::chunks_within) returns the error, with the
/// kind [`Tokenizer`](ErrorKind::Tokenizer). Where no error can be returned, a text that
/// cannot be counted has as many tokens as bytes, so that no chunk becomes too large.
///
/// ```
/// use sectile::{Chunk, Chunker, Format, Limits, Result, StructuralChunker, from_try_fn};
///
/// let letters = from_try_fn("letters", |text: &str| match text.find('\0') {
///     Some(at) => Err(format!("byte {at} is no letter")),
///     None => Ok(text.chars().count()),
/// });
/// let chunker = StructuralChunker::builder().tokenizer(letters).max_tokens(40).build()?;
/// let chunks = |source: &str| -> Result<Vec<Chunk>> {
///     let document = Format::Markdown.read(source.as_bytes(), &Limits::default())?;
///     chunker.chunks_within(&document, &Limits::default()).collect()
/// };
/// assert_eq!(chunks("# Tea\n\nBoil water.\n")?.len(), 1);
/// let error = chunks("# Tea\n\nBoil\0water.\n").unwrap_err();
/// assert!(error.to_string().ends_with("is no letter"));
/// # Ok::<(), sectile::Error>(())
/// ```
pub fn from_try_fn<F, E>(name: impl Into<String>, count: F) -> FromTryFn<F>
where
    F: Fn(&str) -> Result<usize, E> + Send + Sync,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    FromTryFn {
        name: name.into(),
        count,
    }
}

/// Returns the error of a tokenizer called `name`.
pub(super) fn failed(name: &str, error: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
    let message = format!("the tokenizer {name} failed");
    Error::new(ErrorKind::Tokenizer, message).with_source(error)
}

/// Writes the methods of [`Tokenizer`] that follow from a `try_count` that may fail, and
/// from the field `name`.
macro_rules! methods_of_fallible_tokenizer {
    () => {
        fn count(&self, text: &str) -> usize {
            self.try_count(text).unwrap_or(text.len())
        }

        fn index_while(
            &self,
            text: &str,
            may_continue: &dyn Fn() -> bool,
        ) -> Option<$crate::TokenIndex> {
            $crate::TokenIndex::estimated_while(self, text, may_continue)
        }

        fn try_index_while(
            &self,
            text: &str,
            may_continue: &dyn Fn() -> bool,
        ) -> $crate::Result<Option<$crate::TokenIndex>> {
            $crate::TokenIndex::try_estimated_while(self, text, may_continue)
        }

        fn name(&self) -> &str {
            &self.name
        }
    };
}
#[cfg(feature = "huggingface")]
pub(super) use methods_of_fallible_tokenizer;

/// The tokenizer returned by [`from_try_fn`].
#[derive(Clone)]
pub struct FromTryFn<F> {
    name: String,
    count: F,
}

impl<F, E> Tokenizer for FromTryFn<F>
where
    F: Fn(&str) -> Result<usize, E> + Send + Sync,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn try_count(&self, text: &str) -> Result<usize> {
        (self.count)(text).map_err(|error| failed(&self.name, error))
    }

    methods_of_fallible_tokenizer!();
}

impl<F> fmt::Debug for FromTryFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FromTryFn").field(&self.name).finish()
    }
}

#[cfg(all(test, feature = "markdown"))]
mod tests {
    use super::*;
    use crate::{Chunk, Chunker, FixedSizeChunker, Format, Limits, StructuralChunker};
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Counts words, and fails from call number `good` on.
    fn fails_after(good: usize) -> impl Tokenizer + 'static {
        let calls = AtomicUsize::new(0);
        from_try_fn("fails", move |text: &str| {
            match calls.fetch_add(1, Ordering::Relaxed) {
                call if call < good => Ok(text.split_whitespace().count()),
                _ => Err("no answer"),
            }
        })
    }

    fn chunkers(good: usize) -> [Box<dyn Chunker>; 2] {
        let structural = StructuralChunker::builder().tokenizer(fails_after(good));
        let fixed = FixedSizeChunker::builder().tokenizer(fails_after(good));
        [
            Box::new(structural.levels([40, 10]).build().expect("allowed")),
            Box::new(fixed.max_tokens(40).overlap(4).build().expect("allowed")),
        ]
    }

    #[test]
    fn a_failure_at_any_call_is_the_error_of_the_run() {
        let text =
            "# Tea\n\nBoil water. Let it cool.\n\n## Green\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
                .repeat(20);
        let document = Format::Markdown
            .read(text.as_bytes(), &Limits::default())
            .expect("Markdown is never rejected");
        let run = |chunker: &dyn Chunker| -> Result<Vec<Chunk>> {
            chunker
                .chunks_within(&document, &Limits::default())
                .collect()
        };
        for (at, complete) in chunkers(usize::MAX).iter().enumerate() {
            let expected = run(&**complete).expect("nothing fails");
            let mut good = 0;
            loop {
                match run(&*chunkers(good)[at]) {
                    Ok(chunks) => break assert_eq!(chunks, expected),
                    Err(error) => assert_eq!(error.kind(), ErrorKind::Tokenizer),
                }
                good = good * 5 / 4 + 1;
            }
            assert!(good > 5);
        }
    }

    #[test]
    fn without_a_place_for_the_error_the_document_is_still_covered() {
        let text = "# Tea\n\nBoil water. Let it cool.\n\nDrink.\n".repeat(8);
        let document = Format::Markdown
            .read(text.as_bytes(), &Limits::default())
            .expect("Markdown is never rejected");
        for chunker in chunkers(3) {
            let chunks: Vec<Chunk> = chunker.chunks(&document).collect();
            let top = chunks.iter().filter(|chunk| chunk.level == 0);
            let coverage = document.coverage(top.map(|chunk| chunk.span));
            assert!((coverage - 1.0).abs() < f64::EPSILON, "{coverage}");
        }
    }
}
