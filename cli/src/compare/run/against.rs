//! The difference of a run to an earlier one.

use sectile::evaluate::{Cause, Interval};
use serde::{Deserialize, Serialize};

/// The difference of a run to an earlier one, over the questions that count in both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Against {
    /// The file of the earlier run.
    pub(crate) name: String,
    /// The metric that is compared.
    pub(crate) metric: String,
    /// The chunkings that the two runs judged.
    pub(crate) chunking_before: String,
    pub(crate) chunking_after: String,
    /// The means of both runs.
    pub(crate) before: f64,
    pub(crate) after: f64,
    /// The mean of the differences, question by question, with its interval.
    pub(crate) difference: Interval,
    /// The number of questions that count in both.
    pub(crate) questions: usize,
    /// The ids of the questions that count in one of them alone. A question does not count
    /// any more if its document or its quote is gone.
    pub(crate) only_before: Vec<String>,
    pub(crate) only_after: Vec<String>,
    /// The questions that were lost, then those that were found.
    pub(crate) flips: Vec<Flip>,
    /// True if the whole interval is below 0.
    pub(crate) is_loss: bool,
}

/// A question that one of two runs answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Flip {
    pub(crate) id: String,
    pub(crate) question: String,
    pub(crate) line: usize,
    /// True if it is found now, false if it was before.
    pub(crate) is_found: bool,
    /// The cause of its failure in the other run.
    pub(crate) cause: Option<Cause>,
    /// The ranks of the first result with evidence.
    pub(crate) rank_before: Option<usize>,
    pub(crate) rank_after: Option<usize>,
}
