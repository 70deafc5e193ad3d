//! Questions and the evidence that answers them.

use super::question_lines::QuestionFaultKind;
use crate::error::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

/// A question about a corpus, with the words in it that answer the question.
///
/// In JSON Lines its fields have the names that they have here; `qid`, `query` and `doc`
/// are read too, and all other fields are ignored.
///
/// ```
/// use sectile::evaluate::read_questions;
///
/// let lines = r#"{"id": "q1", "question": "How hot is the water for green tea?", "document": "tea.md",
///     "evidence": [{"quote": "Let the water cool to 75 degrees."}]}"#.replace('\n', " ");
/// let questions = read_questions(lines.as_bytes())?;
/// assert_eq!(questions[0].evidence[0].group, 0);
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Question {
    /// The name of the question in reports.
    #[serde(alias = "qid")]
    pub id: String,
    /// The question as it is asked.
    #[serde(rename = "question", alias = "query")]
    pub text: String,
    /// The document that holds the evidence: its name, or the end of its name after a
    /// `/`. Without it, evidence counts in every document.
    #[serde(default, alias = "doc", skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The quotes that answer the question; at least one.
    pub evidence: Vec<Evidence>,
}

/// Words of the corpus that answer a question, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Evidence {
    /// The words as the document has them. Markup, case, punctuation and white space do
    /// not matter.
    pub quote: String,
    /// The alternative that the quote belongs to. All quotes of one group together answer
    /// the question, and any one group does. Default: 0, so that without groups all
    /// quotes are needed.
    #[serde(default)]
    pub group: u32,
    /// The document that the quote is from, if it is not the question's.
    #[serde(default, alias = "doc", skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

impl Question {
    /// A question without evidence yet.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            text: text.into(),
            document: None,
            evidence: Vec::new(),
        }
    }

    /// The same question about the document called `name`.
    #[must_use]
    pub fn about(mut self, name: impl Into<String>) -> Self {
        self.document = Some(name.into());
        self
    }

    /// The same question with `quote` as one more piece of the first alternative.
    #[must_use]
    pub fn with_quote(self, quote: impl Into<String>) -> Self {
        self.with_alternative(0, quote)
    }

    /// The same question with `quote` as one more piece of the alternative `group`.
    #[must_use]
    pub fn with_alternative(mut self, group: u32, quote: impl Into<String>) -> Self {
        self.evidence.push(Evidence {
            quote: quote.into(),
            group,
            document: None,
        });
        self
    }

    /// Returns whether all of its evidence is expected in the document called `name`.
    #[must_use]
    pub fn is_only_about(&self, name: &str) -> bool {
        let is_said =
            |item: usize| self.evidence[item].document.is_some() || self.document.is_some();
        (0..self.evidence.len()).all(|item| is_said(item) && self.expects(item, name))
    }

    /// Returns the name of the document that evidence number `item` is expected in, as
    /// the question has it; `None` if it is expected in any.
    #[must_use]
    pub fn expected_document(&self, item: usize) -> Option<&str> {
        let evidence = self.evidence.get(item)?;
        evidence.document.as_deref().or(self.document.as_deref())
    }

    /// Returns whether its evidence number `item` may be in the document called `name`.
    #[must_use]
    pub fn expects(&self, item: usize, name: &str) -> bool {
        // "tea.md" names "docs/tea.md" but not "green-tea.md": a name ends at a slash.
        self.expected_document(item).is_none_or(|wanted| {
            name.strip_suffix(wanted)
                .is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
        })
    }
}

/// Refuses a question that nothing can answer.
pub(super) fn check(question: &Question, place: &str) -> Result<()> {
    match fault(question) {
        // A retriever may be asked anything, also nothing.
        Some((QuestionFaultKind::NoEvidence, message)) => Err(Error::new(
            ErrorKind::Malformed,
            format!("{place}: {message}"),
        )),
        _ => Ok(()),
    }
}

/// Returns the fault of a question.
pub(super) fn fault(question: &Question) -> Option<(QuestionFaultKind, &'static str)> {
    use QuestionFaultKind::{Blank, NoEvidence};
    let is_blank = |text: &str| super::words::words(text).next().is_none();
    if question.id.trim().is_empty() {
        return Some((Blank, "the id is blank"));
    }
    if is_blank(&question.text) {
        return Some((Blank, "the question is blank"));
    }
    if question.evidence.is_empty() {
        return Some((NoEvidence, "the question has no evidence"));
    }
    let mut quotes = question.evidence.iter();
    let has_blank = quotes.any(|evidence| is_blank(&evidence.quote));
    has_blank.then_some((NoEvidence, "a quote has no words"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_named_by_the_end_of_its_path() {
        let question = Question::new("a", "b").about("tea.md").with_quote("c");
        assert!(question.expects(0, "tea.md"));
        assert!(question.expects(0, "docs/tea.md"));
        assert!(!question.expects(0, "docs/green-tea.md"));
        assert!(question.is_only_about("docs/tea.md") && !question.is_only_about("a.md"));
        assert!(
            !Question::new("a", "b")
                .with_quote("c")
                .is_only_about("tea.md")
        );
    }
}
