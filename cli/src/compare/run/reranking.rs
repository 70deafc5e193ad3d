//! The results of rerankers.

use super::MetricResult;
use serde::{Deserialize, Serialize};

/// The results of rerankers on the chunks of one chunking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Reranking {
    /// The name of the chunking.
    pub(crate) chunking: String,
    /// The order of the retriever first, and the best order last. Differences are to the
    /// first.
    pub(crate) orders: Vec<Reordered>,
    /// The questions that no order answers, at each depth.
    pub(crate) lost: Vec<LostQuestions>,
}

/// The results of one order of the first chunks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Reordered {
    /// The name of the model's folder or of the file of scores.
    pub(crate) name: String,
    /// The number of chunks that are reordered; `None` for the order of the retriever.
    pub(crate) depth: Option<usize>,
    /// The metrics, in the order of the table.
    pub(crate) metrics: Vec<MetricResult>,
}

/// The questions of whose evidence the first chunks cover less than half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LostQuestions {
    /// The number of first chunks.
    pub(crate) depth: usize,
    /// The number of questions that are lost.
    pub(crate) questions: usize,
    /// The number of questions that were asked.
    pub(crate) of: usize,
}
