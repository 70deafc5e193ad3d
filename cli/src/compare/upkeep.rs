//! Checks the quotes of the questions, prints what became of them, and writes the questions
//! anew.

mod print;
mod rewrite;

use super::input::Input;
use super::nearest::nearest;
use super::options::Options;
use super::questions::QuestionFile;
use crate::Status;
use sectile::Document;
use sectile::evaluate::{Question, QuoteCheck, QuoteState, check_quotes};
use serde::Serialize;
use std::error::Error;

/// A quote of a question and what became of it.
#[derive(Debug, Serialize)]
struct Checked<'q> {
    id: &'q str,
    /// The line in the file of questions.
    line: usize,
    /// The number of the quote in its question, the first being 0.
    evidence: usize,
    /// The document that it is expected in.
    document: Option<&'q str>,
    quote: &'q str,
    #[serde(flatten)]
    check: QuoteCheck,
    /// The document that is called most alike, if the expected one is missing.
    nearest: Option<&'q str>,
}

/// Returns the report, and failure unless all quotes are valid.
pub(super) fn check(input: &Input, options: &Options) -> Result<(String, Status), Box<dyn Error>> {
    let Some(file) = &input.questions else {
        return Err("there are no questions to check".into());
    };
    let checks = check_quotes(&file.questions, &input.documents);
    if let (Some(to), Some(from)) = (&options.upkeep.write_questions, &options.questions) {
        rewrite::write(from, to, file, &checks)?;
    }
    let checked = all(file, checks, &input.documents);
    let are_valid = checked
        .iter()
        .all(|quote| quote.check.state == QuoteState::Valid);
    let report = if options.printing.json {
        serde_json::to_string(&checked)? + "\n"
    } else {
        print::report(&checked, file.questions.len())
    };
    let status = if are_valid {
        Status::SUCCESS
    } else {
        Status::FAILURE
    };
    Ok((report, status))
}

fn all<'q>(
    file: &'q QuestionFile,
    checks: Vec<Vec<QuoteCheck>>,
    documents: &'q [Document],
) -> Vec<Checked<'q>> {
    let mut all = Vec::new();
    for ((question, line), checks) in file.questions.iter().zip(&file.lines).zip(checks) {
        for (evidence, check) in checks.into_iter().enumerate() {
            all.push(Checked {
                id: &question.id,
                line: *line,
                evidence,
                document: question.expected_document(evidence),
                quote: &question.evidence[evidence].quote,
                nearest: misspelt(question, evidence, documents),
                check,
            });
        }
    }
    all
}

/// Returns the document that a misspelt name means.
fn misspelt<'d>(
    question: &Question,
    evidence: usize,
    documents: &'d [Document],
) -> Option<&'d str> {
    let names = documents.iter().map(Document::name);
    if names.clone().any(|name| question.expects(evidence, name)) {
        return None;
    }
    nearest(question.expected_document(evidence)?, names)
}
