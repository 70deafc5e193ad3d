//! Everything that a run measured. Printed reports, `--json`, `--save`, `--against` and
//! whatever else is derived from a run read it from here alone.

mod against;
mod asked;
mod best;
mod chunking;
mod coverage;
mod gate;
mod reranking;

pub(crate) use against::{Against, Flip};
pub(crate) use asked::{Answer, AskedQuestion, QuestionState, Retrieved};
pub(crate) use best::{BestAgainst, BestChunking};
pub(crate) use chunking::{ChunkingKind, ChunkingResult, MetricResult};
pub(crate) use coverage::{Coverage, DocumentCoverage, DocumentWarning, LeftOut, LeftOutReason};
pub(crate) use gate::{CauseCount, Gate, Verdict};
pub(crate) use reranking::{LostQuestions, Reordered, Reranking};

use serde::{Deserialize, Serialize};

/// The version of the format of a saved run. A run of another version is refused, because
/// its numbers may have been computed by other rules.
pub(crate) const VERSION: u32 = 1;

/// Everything that a run measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Run {
    /// The version of this format: [`VERSION`].
    pub(crate) version: u32,
    /// The documents, and the files that are none.
    pub(crate) coverage: Coverage,
    /// The chunkings, in the order of the table. Without questions, they have only a
    /// shape.
    pub(crate) chunkings: Vec<ChunkingResult>,
    /// The results of the questions; `None` without a file of questions.
    pub(crate) answers: Option<Answers>,
    /// The difference to an earlier run, with `--against`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) against: Option<Against>,
}

/// The results of the questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Answers {
    /// The retriever as reports call it: `BM25`, `hybrid, reranked`.
    pub(crate) retriever: String,
    /// The number of results that the gate counts.
    pub(crate) k: usize,
    /// The name of the chunking that the others are compared with.
    pub(crate) baseline: String,
    /// All questions in the order of their lines, also those that could not be asked.
    pub(crate) questions: Vec<AskedQuestion>,
    /// The lines of a worksheet whose question is not written yet.
    pub(crate) unfilled: Vec<usize>,
    /// The number of questions left out because this build has no reader for the format of
    /// their document.
    pub(crate) left_out: usize,
    /// The verdict.
    pub(crate) gate: Gate,
    /// The best chunking against the others; `None` if no question counts, and in runs
    /// that were saved by earlier versions.
    #[serde(default)]
    pub(crate) best: Option<BestChunking>,
    /// The results of rerankers; `None` without any.
    pub(crate) reranking: Option<Reranking>,
}

impl Answers {
    /// Returns the questions that count, and the results that the chunking of number `at`
    /// gave for each.
    pub(crate) fn of_chunking(
        &self,
        at: usize,
    ) -> impl Iterator<Item = (&AskedQuestion, &Answer)> + Clone {
        let asked = move |question| Some((question, AskedQuestion::answer(question, at)?));
        self.questions.iter().filter_map(asked)
    }
}
