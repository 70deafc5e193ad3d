//! Reciprocal rank fusion of several retrievers.

use super::Retriever;
use crate::error::Result;
use std::fmt;

/// Fuses the rankings of several retrievers: each text gets `1 / (60 + rank)` from each
/// of them.
///
/// Cormack, Clarke, Büttcher, "Reciprocal rank fusion outperforms Condorcet and
/// individual rank learning methods" (2009). Each retriever is asked for 200 texts. Texts
/// with equal sums keep the order in which they are given.
///
/// ```
/// use sectile::evaluate::{Bm25, Fusion, Retriever, Stemming};
///
/// let hybrid = Fusion::of(Bm25::default()).and(Bm25::with_stemming(Stemming::None));
/// assert_eq!(hybrid.rank(&["boiled", "boiling"], &["boiling"], 2)?, [[1, 0]]);
/// # Ok::<(), sectile::Error>(())
/// ```
pub struct Fusion {
    retrievers: Vec<Box<dyn Retriever>>,
}

/// The paper's constant.
const K: usize = 60;
/// The number of texts that each retriever is asked for.
const DEPTH: usize = 200;

impl Fusion {
    /// A fusion of only one retriever yet.
    pub fn of(retriever: impl Retriever + 'static) -> Self {
        Self {
            retrievers: vec![Box::new(retriever)],
        }
    }

    /// The same with one more retriever.
    #[must_use]
    pub fn and(mut self, retriever: impl Retriever + 'static) -> Self {
        self.retrievers.push(Box::new(retriever));
        self
    }
}

impl Retriever for Fusion {
    fn rank(&self, texts: &[&str], questions: &[&str], limit: usize) -> Result<Vec<Vec<usize>>> {
        let rankings: Vec<Vec<Vec<usize>>> = self
            .retrievers
            .iter()
            .map(|retriever| retriever.rank(texts, questions, DEPTH))
            .collect::<Result<_>>()?;
        let fused = |question: usize| {
            let rankings_for_question = rankings
                .iter()
                .map(|rankings| rankings[question].as_slice());
            let mut fused = fuse(texts.len(), rankings_for_question);
            fused.truncate(limit);
            fused
        };
        Ok((0..questions.len()).map(fused).collect())
    }
}

/// The numbers below `texts` that any of `rankings` names, by the sum of their reciprocal
/// ranks.
#[allow(clippy::cast_precision_loss)] // ranks are far below 2^52
fn fuse<'r>(texts: usize, rankings: impl Iterator<Item = &'r [usize]>) -> Vec<usize> {
    // Ranks and not scores are summed: BM25 scores have no upper bound, and cosines are
    // at most 1.
    let mut sums = vec![0.0; texts];
    for ranking in rankings {
        for (rank, text) in (1..).zip(ranking) {
            sums[*text] += 1.0 / (K + rank) as f64;
        }
    }
    let mut fused: Vec<usize> = (0..texts).filter(|text| sums[*text] > 0.0).collect();
    fused.sort_by(|a, b| sums[*b].total_cmp(&sums[*a]));
    fused
}

impl fmt::Debug for Fusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fusion")
            .field("retrievers", &self.retrievers.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_both_find_precede_those_that_one_finds_first() {
        let fused = fuse(5, [&[0, 2, 1][..], &[2, 3, 1][..]].into_iter());
        // 2: 1/62 + 1/61, 1: 1/63 + 1/63, 0: 1/61, 3: 1/62, and 4 is not found at all.
        assert_eq!(fused, [2, 1, 0, 3]);
    }
}
