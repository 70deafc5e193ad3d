//! Questions and the evidence that answers them.

use crate::error::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use std::io::BufRead;

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

    /// Returns whether its evidence number `item` may be in the document called `name`.
    pub(super) fn expects(&self, item: usize, name: &str) -> bool {
        // "tea.md" names "docs/tea.md" but not "green-tea.md": a name ends at a slash.
        let wanted = self.evidence[item].document.as_ref();
        wanted.or(self.document.as_ref()).is_none_or(|wanted| {
            name.strip_suffix(wanted.as_str())
                .is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
        })
    }
}

/// Reads questions from JSON Lines; blank lines are ignored.
///
/// # Errors
/// [`ErrorKind::Io`] if the lines cannot be read; [`ErrorKind::Malformed`], naming the
/// line, for one that is not a question or whose evidence has no words.
pub fn read_questions(reader: impl BufRead) -> Result<Vec<Question>> {
    let mut questions = Vec::new();
    for (number, line) in (1..).zip(reader.lines()) {
        let line = line.map_err(|error| {
            Error::new(ErrorKind::Io, "the questions cannot be read").with_source(error)
        })?;
        if line.trim().is_empty() {
            continue;
        }
        let question: Question = serde_json::from_str(&line).map_err(|error| {
            Error::new(ErrorKind::Malformed, format!("line {number}")).with_source(error)
        })?;
        check(&question, &format!("line {number}"))?;
        questions.push(question);
    }
    Ok(questions)
}

/// Refuses a question that nothing can answer.
pub(super) fn check(question: &Question, place: &str) -> Result<()> {
    let wrong = |what: &str| Err(Error::new(ErrorKind::Malformed, format!("{place}: {what}")));
    if question.evidence.is_empty() {
        return wrong("the question has no evidence");
    }
    let is_blank = |evidence: &Evidence| super::words::words(&evidence.quote).next().is_none();
    if question.evidence.iter().any(is_blank) {
        return wrong("a quote has no words");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_that_other_tools_give_the_fields_are_read() {
        let line = r#"{"qid": "a", "query": "Why?", "doc": "a.md", "answer": "So.", "evidence": [{"quote": "So."}]}"#;
        let questions = read_questions(line.as_bytes()).unwrap();
        let expected = Question::new("a", "Why?").about("a.md").with_quote("So.");
        assert_eq!(questions, [expected]);
    }

    #[test]
    fn a_line_that_is_not_a_question_is_named() {
        let error = |lines: &str| {
            let error = read_questions(lines.as_bytes()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Malformed);
            error.to_string()
        };
        assert!(error("\n{}").starts_with("line 2: missing field"));
        assert_eq!(
            error(r#"{"id": "a", "question": "b", "evidence": []}"#),
            "line 1: the question has no evidence"
        );
        assert_eq!(
            error(r#"{"id": "a", "question": "b", "evidence": [{"quote": "?!"}]}"#),
            "line 1: a quote has no words"
        );
    }

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
