//! The questions: how many count, which do not, and why others failed.

use crate::compare::options::Printing;
use crate::compare::print::{count, named};
use crate::compare::run::{Answers, AskedQuestion, CauseCount, Gate, QuestionState};
use sectile::evaluate::{Cause, QuoteState};
use std::fmt::Write as _;

/// The questions that the documents do not answer are listed up to this number, and all
/// with `--verbose`.
const MAX_LISTED: usize = 5;

/// One line: the questions that count, and the others.
pub(super) fn counts(answers: &Answers) -> String {
    let gate = &answers.gate;
    let mut parts = vec![format!("{} asked", count(gate.questions, "question"))];
    let others = [
        (gate.unfindable, "not answered by the documents"),
        (answers.unfilled.len(), "not written yet"),
        (answers.left_out, "about documents this build cannot read"),
    ];
    for (number, reason) in others {
        if number > 0 {
            parts.push(format!("{number} {reason}"));
        }
    }
    parts.join(", ") + "\n"
}

/// The questions that the documents do not answer. They do not count, because no chunking
/// could find their evidence.
pub(super) fn unfindable(answers: &Answers, printing: Printing) -> String {
    let questions = answers.questions.iter();
    let unfindable: Vec<_> = questions
        .filter(|question| !question.state.counts())
        .collect();
    let listed = if printing.verbose {
        unfindable.len()
    } else {
        MAX_LISTED
    };
    let mut text = String::new();
    for question in unfindable.iter().take(listed) {
        let (line, id) = (question.line, &question.id);
        let _ = writeln!(text, "  {}: {}", named(line, id), reason(question)); // cannot fail
    }
    if unfindable.len() > listed {
        let more = unfindable.len() - listed;
        let _ = writeln!(text, "  and {more} more; --verbose lists them");
    }
    if unfindable.iter().any(|question| has_proposal(question)) {
        text += "  --check-questions shows the new quotes, --write-questions FILE writes them\n";
    }
    text
}

fn has_proposal(question: &AskedQuestion) -> bool {
    question.checks.iter().any(|check| check.place.is_some())
}

pub(crate) fn reason(question: &AskedQuestion) -> String {
    let changed = (question.checks.iter()).find(|check| check.state != QuoteState::Valid);
    let now = changed.and_then(|check| check.place.as_ref());
    if question.state == QuestionState::DocumentMissing {
        let named = question.documents.join(", ");
        let known = match (now, &question.nearest) {
            (Some(place), _) => format!("; its quote is in {}", place.document),
            (None, Some(nearest)) => format!("; the nearest is {nearest}"),
            (None, None) => String::new(),
        };
        return format!("no document is called {named}{known}");
    }
    match (changed, now) {
        (Some(check), Some(place)) => {
            format!("its quote is {}, now in {}", check.state, place.document)
        }
        (Some(_), None) => "no document has its quote".to_owned(),
        // Words of the address of a link in the middle are words of a chunk.
        (None, _) => "markup interrupts its quote; quote fewer words".to_owned(),
    }
}

/// One line per cause of failure.
pub(super) fn causes(gate: &Gate) -> String {
    let failed: usize = gate.causes.iter().map(|count| count.questions).sum();
    if failed == 0 {
        return String::new();
    }
    let mut text = format!(
        "\n{} failed with {}: less than half of the evidence was found\n",
        count(failed, "question"),
        gate.chunking
    );
    for CauseCount { cause, questions } in &gate.causes {
        let _ = writeln!(text, "{questions:>5}  {cause}: {}", advice(*cause));
    }
    text
}

/// Suggests a remedy for a cause.
pub(crate) fn advice(cause: Cause) -> &'static str {
    match cause {
        Cause::NotInCorpus => "add the documents, or correct the quotes",
        Cause::LostByParser => "the reader leaves out the evidence; try --html-content all",
        Cause::TooDiffuse => "it is spread over more chunks than are returned; return more",
        Cause::CutApart => "chunks cut through it; return larger ones",
        Cause::RankedTooLow => "it is among the first 20; a reranker helps",
        _ => "question and evidence share few words; try --retriever hybrid",
    }
}
