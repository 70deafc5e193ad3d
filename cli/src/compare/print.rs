//! The report as text: the verdict first, then the questions that did not count, the
//! causes of failures and a table. Lines have at most 100 characters.

mod against;
pub(crate) mod best;
mod corpus;
mod explain;
pub(crate) mod questions;
mod reranking;
mod table;
mod verbose;
pub(crate) mod verdict;

use super::options::Printing;
use super::run::{Answers, Run};

/// Returns the report of a run.
pub(super) fn report(run: &Run, printing: Printing) -> String {
    match &run.answers {
        Some(answers) => with_questions(run, answers, printing),
        None => without_questions(run, printing),
    }
}

fn with_questions(run: &Run, answers: &Answers, printing: Printing) -> String {
    let mut text = verdict::text(&answers.gate);
    text.push('\n');
    text += &corpus::line(run);
    text += &questions::counts(answers);
    text += &questions::unfindable(answers, printing);
    text += &questions::causes(&answers.gate);
    if answers.gate.questions > 0 {
        text.push('\n');
        text += &table::means(run, answers);
    }
    if let Some(best) = &answers.best {
        text += &best::text(best);
    }
    if let Some(reranking) = &answers.reranking {
        text += &reranking::table(reranking, answers.k);
    }
    if let Some(against) = &run.against {
        text += &against::text(against);
    }
    if printing.verbose {
        text += &verbose::text(run, answers);
    }
    if printing.explain {
        text += &explain::text(answers);
    }
    text
}

fn without_questions(run: &Run, printing: Printing) -> String {
    let mut text = corpus::line(run);
    text.push('\n');
    text += &table::cuts(run);
    if printing.verbose {
        text += &verbose::shapes(run);
    }
    text + "
There are no questions, so retrieval was not measured. To measure it, write questions with the
text that answers them, one JSON object per line, and pass the file with --questions:
{\"id\": \"1\", \"question\": \"How hot?\", \"document\": \"tea.md\", \"evidence\": [{\"quote\": \"75 degrees\"}]}
"
}

/// Names a question by its line, and by its id if that is more than the number of the line.
pub(super) fn named(line: usize, id: &str) -> String {
    if id == line.to_string() {
        format!("line {line}")
    } else {
        format!("line {line}, {id}")
    }
}

/// Returns a number with its noun: `1 question`, `3 questions`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
