//! The verdict of a run.

use sectile::evaluate::{Cause, Interval, IntervalMethod};
use serde::{Deserialize, Serialize};

/// The verdict, and the numbers that it follows from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Gate {
    /// The name of the chunking that is judged.
    pub(crate) chunking: String,
    /// The metric that is judged: `found/findable@5`.
    pub(crate) metric: String,
    /// The mean of the metric and its interval over the questions that count.
    pub(crate) interval: Interval,
    pub(crate) method: IntervalMethod,
    /// The lower end of the interval has to be above it.
    pub(crate) threshold: f64,
    /// The number of questions that count.
    pub(crate) questions: usize,
    /// The number of questions that the documents do not answer.
    pub(crate) unfindable: usize,
    pub(crate) verdict: Verdict,
    /// True if so few questions count that the verdict may change with the next ones.
    pub(crate) is_cautious: bool,
    /// The causes of failed questions, the most frequent first.
    pub(crate) causes: Vec<CauseCount>,
}

/// The number of questions that failed for one cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CauseCount {
    pub(crate) cause: Cause,
    pub(crate) questions: usize,
}

/// The decision that a gate gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    /// The whole interval is above the threshold.
    Ship,
    /// The threshold is in the interval: these questions do not decide.
    Undecided,
    /// The whole interval is at or below the threshold.
    DoNotShip,
    /// Too few questions count for a verdict.
    TooFewQuestions,
}
