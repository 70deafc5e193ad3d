//! Finds the questions that the documents answer.

use super::input::Input;
use sectile::evaluate::{Presence, Question};

/// The questions that can be answered, and the place of the evidence of all.
#[derive(Debug)]
pub(super) struct Answerable {
    /// The place of the evidence of each question of the file.
    pub(super) presence: Vec<Presence>,
    /// The questions with evidence in the documents, in the order of the file.
    pub(super) questions: Vec<Question>,
}

impl Answerable {
    pub(super) fn of(questions: &[Question], input: &Input) -> Self {
        let file = |name: &str| input.file(name);
        let presence = Presence::of(questions, &input.documents, file);
        let asked = (questions.iter().zip(&presence))
            .filter(|(_, presence)| **presence != Presence::Absent)
            .map(|(question, _)| question.clone());
        Self {
            questions: asked.collect(),
            presence,
        }
    }
}
