//! A question of a run: its evidence, and the results that each chunking gave for it.

use sectile::Span;
use sectile::evaluate::{Cause, QuoteCheck};
use serde::{Deserialize, Serialize};

/// A question and its results.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct AskedQuestion {
    pub(crate) id: String,
    /// The question as it is asked.
    pub(crate) question: String,
    /// The line in the file of questions, the first being 1.
    pub(crate) line: usize,
    /// The documents that the question names, as it names them.
    pub(crate) documents: Vec<String>,
    /// The quotes that are its evidence.
    pub(crate) quotes: Vec<String>,
    /// The place of the evidence: only questions that can be answered count.
    pub(crate) state: QuestionState,
    /// The document that is called most alike, if the one that the question names is
    /// missing.
    pub(crate) nearest: Option<String>,
    /// The states of the quotes of a question that does not count; else empty.
    pub(crate) checks: Vec<QuoteCheck>,
    /// The results of each chunking, in the order of [`Run::chunkings`](super::Run);
    /// empty if the question does not [count](QuestionState::counts).
    pub(crate) answers: Vec<Answer>,
}

/// The place of a question's evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum QuestionState {
    /// It is in the text of the documents.
    Findable,
    /// It is in a file, but the reader left it out: counts as a failure.
    LostByParser,
    /// The documents do not have it, for instance because they were edited.
    NotInDocuments,
    /// The question names a document that does not exist.
    DocumentMissing,
}

impl QuestionState {
    /// Returns true for questions that the gate counts: those that the documents answer.
    pub(crate) fn counts(self) -> bool {
        matches!(self, Self::Findable | Self::LostByParser)
    }
}

/// The results that one chunking gave for a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// The cause of the failure; `None` if at least half of the evidence was found.
    pub(crate) cause: Option<Cause>,
    /// The rank of the first result with evidence, the first being 1; `None` if none of
    /// those that were evaluated has any.
    pub(crate) rank: Option<usize>,
    /// `hit@k`.
    pub(crate) hit: f64,
    /// `found/findable@k`.
    pub(crate) found_of_findable: f64,
    /// `recall@k`.
    pub(crate) recall: f64,
    /// `mrr`.
    pub(crate) reciprocal_rank: f64,
    /// `recall@1000t`.
    pub(crate) recall_within_1000: f64,
    /// The first `k` results, best first.
    pub(crate) retrieved: Vec<Retrieved>,
}

/// A passage that a question got back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Retrieved {
    /// The name of the document.
    pub(crate) document: String,
    /// The place in the document's text; `None` for chunks of others that are not found
    /// in it.
    pub(crate) span: Option<Span>,
    /// The headings of the section at the start of the place, from the root.
    pub(crate) headings: Vec<String>,
    pub(crate) tokens: u32,
    /// True if it holds evidence.
    pub(crate) holds_evidence: bool,
}

impl AskedQuestion {
    /// Returns the results of the chunking of this number.
    pub(crate) fn answer(&self, chunking: usize) -> Option<&Answer> {
        self.answers.get(chunking)
    }
}
