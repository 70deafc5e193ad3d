//! The faults of lines that are no questions.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A line that is no question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QuestionFault {
    /// The line, the first being 1.
    pub line: usize,
    /// The kind of the fault.
    pub kind: QuestionFaultKind,
    /// The fault in words.
    pub message: String,
}

/// The kinds of [`QuestionFault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuestionFaultKind {
    /// The line is not UTF-8, not JSON, or lacks a field.
    Malformed,
    /// The id or the question has no words.
    Blank,
    /// There is no evidence, or a quote without words.
    NoEvidence,
    /// An earlier line has the same id, or the same question with the same evidence.
    Duplicate,
}

impl fmt::Display for QuestionFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}
