//! Retrievers and rerankers.

mod bm25;
mod fusion;

pub use bm25::{Bm25, Stemming};
pub use fusion::Fusion;

use crate::error::Result;
use std::sync::Arc;

/// Ranks texts for questions.
///
/// An implementor returns, for each question, the numbers of the best texts; in turn its
/// rankings can be fused with others, mapped to larger chunks and reranked. It is handed
/// all texts and all questions at once, so that it may build an index and embed in
/// batches. The same input must always give the same rankings.
///
/// ```
/// use sectile::evaluate::Retriever;
///
/// /// Finds the texts that hold the question word for word.
/// struct Verbatim;
///
/// impl Retriever for Verbatim {
///     fn rank(&self, texts: &[&str], questions: &[&str], limit: usize) -> sectile::Result<Vec<Vec<usize>>> {
///         let holds = |question: &str| {
///             (0..texts.len()).filter(|at| texts[*at].contains(question)).take(limit).collect()
///         };
///         Ok(questions.iter().map(|question| holds(question)).collect())
///     }
/// }
///
/// assert_eq!(Verbatim.rank(&["black tea", "green tea"], &["green"], 5)?, [[1]]);
/// # Ok::<(), sectile::Error>(())
/// ```
pub trait Retriever: Send + Sync {
    /// Returns, for each question, the numbers of at most `limit` texts, best first, each
    /// at most once. Texts that have nothing to do with a question may be left out.
    ///
    /// # Errors
    /// Errors of the retriever, of the kind
    /// [`ErrorKind::Retrieval`](crate::ErrorKind::Retrieval).
    fn rank(&self, texts: &[&str], questions: &[&str], limit: usize) -> Result<Vec<Vec<usize>>>;
}

/// Scores how well a text answers a question, given both together.
pub trait Reranker: Send + Sync {
    /// Returns a score for each text: the better it answers `question` the higher, in any
    /// unit.
    ///
    /// # Errors
    /// Errors of the reranker, of the kind
    /// [`ErrorKind::Retrieval`](crate::ErrorKind::Retrieval).
    fn score(&self, question: &str, texts: &[&str]) -> Result<Vec<f32>>;
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: Retriever + ?Sized> Retriever for $pointer {
            fn rank(&self, texts: &[&str], questions: &[&str], limit: usize) -> Result<Vec<Vec<usize>>> {
                (**self).rank(texts, questions, limit)
            }
        }
        impl<T: Reranker + ?Sized> Reranker for $pointer {
            fn score(&self, question: &str, texts: &[&str]) -> Result<Vec<f32>> {
                (**self).score(question, texts)
            }
        }
    )*};
}
forward!(&T, Box<T>, Arc<T>);

/// Ranks texts as they are given, for tests of what follows a retriever.
#[cfg(test)]
pub(super) struct InOrder;

#[cfg(test)]
impl Retriever for InOrder {
    fn rank(&self, texts: &[&str], questions: &[&str], limit: usize) -> Result<Vec<Vec<usize>>> {
        Ok(vec![(0..texts.len().min(limit)).collect(); questions.len()])
    }
}
