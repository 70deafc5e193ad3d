//! The best chunking of a run, and its distance from the others.

use sectile::evaluate::Interval;
use serde::{Deserialize, Serialize};

/// The chunking with the highest mean of the verdict's metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct BestChunking {
    /// Its name.
    pub(crate) chunking: String,
    /// The metric of the verdict.
    pub(crate) metric: String,
    /// The mean of the metric.
    pub(crate) mean: f64,
    /// The number of questions that count.
    pub(crate) questions: usize,
    /// True if it is better than the next one by more than chance.
    pub(crate) is_certain: bool,
    /// The other chunkings, the next best first.
    pub(crate) others: Vec<BestAgainst>,
}

/// The distance of the best chunking from another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct BestAgainst {
    /// The name of the other one.
    pub(crate) chunking: String,
    /// The mean of its metric.
    pub(crate) mean: f64,
    /// The mean of the differences, the best minus this one, question by question, with
    /// its interval.
    pub(crate) difference: Interval,
    /// The number of questions for which the two differ.
    pub(crate) differing: usize,
}

impl BestAgainst {
    /// Returns true if the interval of the difference includes 0.
    pub(crate) fn may_be_chance(&self) -> bool {
        !self.difference.excludes_zero()
    }
}
