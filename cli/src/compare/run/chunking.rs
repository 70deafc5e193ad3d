//! The results of one chunking.

use sectile::evaluate::{Interval, IntervalMethod, Shape};
use serde::{Deserialize, Serialize};

/// The results of one chunking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ChunkingResult {
    /// The name in tables: `structural 512`.
    pub(crate) name: String,
    pub(crate) kind: ChunkingKind,
    /// The number of chunks that can be returned.
    pub(crate) chunks: usize,
    pub(crate) mean_tokens: f64,
    /// The mean number of chunks that a quote is spread over.
    pub(crate) spread: f64,
    /// The share of the quotes that one chunk contains.
    pub(crate) intact: f64,
    /// The share of the words of the evidence that no chunk has.
    pub(crate) lost: f64,
    /// All metrics, in the order of [`Metric::all`](sectile::evaluate::Metric::all), over
    /// the questions that count; empty without questions.
    pub(crate) metrics: Vec<MetricResult>,
    /// The structures that the chunks keep or cut; `None` where they depend on the
    /// question, and for chunks of others.
    pub(crate) shape: Option<Shape>,
}

/// The maker of a chunking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ChunkingKind {
    /// Along the structure of documents.
    Structural,
    /// Windows of the text without markup.
    Windows,
    /// Chunks of another program (`--chunks`).
    Given,
}

/// A metric of a chunking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct MetricResult {
    /// The name: `hit@5`.
    pub(crate) metric: String,
    /// The mean and its interval.
    pub(crate) interval: Interval,
    /// The method of the interval.
    pub(crate) method: IntervalMethod,
    /// The mean of the differences to the baseline, question by question, with its
    /// interval.
    pub(crate) difference: Option<Interval>,
}

impl ChunkingResult {
    /// Returns the metric of this name.
    pub(crate) fn metric(&self, name: &str) -> Option<&MetricResult> {
        self.metrics.iter().find(|result| result.metric == name)
    }
}
