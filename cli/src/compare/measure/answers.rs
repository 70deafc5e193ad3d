//! The results of each question.

use super::headings::Headings;
use crate::compare::answerable::Answerable;
use crate::compare::input::Input;
use crate::compare::nearest::nearest;
use crate::compare::retrieval::{Retrieval, Row};
use crate::compare::run::{Answer, AskedQuestion, QuestionState, Retrieved};
use sectile::evaluate::{Metric, Presence, Question, Returned, check_quotes};
use std::collections::BTreeSet;

/// Returns all questions of the file with their results.
pub(super) fn of_questions(
    input: &Input,
    asked: &Answerable,
    retrieval: &Retrieval,
) -> Vec<AskedQuestion> {
    let Some(file) = &input.questions else {
        return Vec::new();
    };
    let rows: Vec<Values<'_>> = (retrieval.rows.iter())
        .map(|row| Values::of(row, retrieval.k))
        .collect();
    let headings = Headings::of(&input.documents);
    let mut next = 0;
    let mut questions = Vec::new();
    for ((question, line), presence) in file.questions.iter().zip(&file.lines).zip(&asked.presence)
    {
        let missing = missing_document(question, input);
        let mut described = AskedQuestion {
            id: question.id.clone(),
            question: question.text.clone(),
            line: *line,
            documents: documents(question),
            quotes: (question.evidence.iter())
                .map(|evidence| evidence.quote.clone())
                .collect(),
            state: state(*presence, missing),
            nearest: missing.and_then(|name| closest(name, input)),
            checks: Vec::new(),
            answers: Vec::new(),
        };
        if described.state.counts() {
            let answer = |row: &Values<'_>| row.answer(next, *presence, &headings);
            described.answers = rows.iter().map(answer).collect();
            next += 1;
        }
        questions.push(described);
    }
    add_checks(&mut questions, &file.questions, input);
    questions
}

/// Looks for the quotes of the questions that do not count.
fn add_checks(described: &mut [AskedQuestion], questions: &[Question], input: &Input) {
    let (mut lost, asked): (Vec<_>, Vec<_>) = (described.iter_mut().zip(questions))
        .filter(|(question, _)| !question.state.counts())
        .unzip();
    let asked: Vec<Question> = asked.into_iter().cloned().collect();
    let checks = check_quotes(&asked, &input.documents);
    for (question, checks) in lost.iter_mut().zip(checks) {
        question.checks = checks;
    }
}

fn state(presence: Presence, missing: Option<&str>) -> QuestionState {
    match presence {
        Presence::InText => QuestionState::Findable,
        Presence::OnlyInFile => QuestionState::LostByParser,
        _ if missing.is_some() => QuestionState::DocumentMissing,
        _ => QuestionState::NotInDocuments,
    }
}

/// The documents that a question names, each once.
fn documents(question: &Question) -> Vec<String> {
    let items = 0..question.evidence.len();
    let named: BTreeSet<&str> = items
        .filter_map(|item| question.expected_document(item))
        .collect();
    named.into_iter().map(str::to_owned).collect()
}

/// Returns the first document that the question names and that does not exist.
fn missing_document<'q>(question: &'q Question, input: &Input) -> Option<&'q str> {
    let exists = |item: usize| {
        let mut names = input.documents.iter().map(sectile::Document::name);
        names.any(|name| question.expects(item, name))
    };
    let mut items = 0..question.evidence.len();
    let missing = items.find(|item| !exists(*item))?;
    question.expected_document(missing)
}

fn closest(wanted: &str, input: &Input) -> Option<String> {
    let names = input.documents.iter().map(sectile::Document::name);
    nearest(wanted, names).map(str::to_owned)
}

/// The values of one chunking, question by question.
struct Values<'r> {
    row: &'r Row,
    k: usize,
    hit: Vec<f64>,
    found_of_findable: Vec<f64>,
    recall: Vec<f64>,
    reciprocal_rank: Vec<f64>,
    recall_within_1000: Vec<f64>,
}

impl<'r> Values<'r> {
    fn of(row: &'r Row, k: usize) -> Self {
        let values = |metric| row.evaluation.values(metric);
        Self {
            row,
            k,
            hit: values(Metric::Hit(k)),
            found_of_findable: values(Metric::FoundOfFindable(k)),
            recall: values(Metric::Recall(k)),
            reciprocal_rank: values(Metric::ReciprocalRank),
            recall_within_1000: values(Metric::RecallWithin(1000)),
        }
    }

    /// The results of the question of this number among those that were asked.
    fn answer(&self, number: usize, presence: Presence, headings: &Headings<'_>) -> Answer {
        let evaluation = &self.row.evaluation;
        let retrieved = |returned: &Returned<'_>| {
            let passage = returned.passage;
            Retrieved {
                document: passage.document.clone(),
                span: passage.span,
                headings: (passage.span)
                    .map(|span| headings.at(&passage.document, span.start))
                    .unwrap_or_default(),
                tokens: passage.tokens,
                holds_evidence: returned.holds_evidence,
            }
        };
        Answer {
            cause: evaluation.cause(number, presence, self.k),
            rank: rank(self.reciprocal_rank[number]),
            hit: self.hit[number],
            found_of_findable: self.found_of_findable[number],
            recall: self.recall[number],
            reciprocal_rank: self.reciprocal_rank[number],
            recall_within_1000: self.recall_within_1000[number],
            retrieved: (evaluation.returned(number, self.k).iter())
                .map(retrieved)
                .collect(),
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a rank
fn rank(reciprocal: f64) -> Option<usize> {
    (reciprocal > 0.0).then(|| reciprocal.recip().round() as usize)
}
