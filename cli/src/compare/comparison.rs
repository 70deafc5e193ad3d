//! Runs the comparison: all chunkings, and the questions against each of them.

use super::gate::{self, Gate};
use super::input::Input;
use super::retrieval::{self, Retrieval};
use super::{Options, chunking, shapes};
use sectile::evaluate::{Evaluation, Shape};
use std::error::Error;

/// The results of a comparison.
#[derive(Debug)]
pub struct Comparison<'i> {
    pub(super) input: &'i Input,
    /// The name and the shape of each chunking.
    pub(super) shapes: Vec<(&'static str, Shape)>,
    /// `None` without questions.
    pub(super) answers: Option<Answers>,
}

/// The results of the questions.
#[derive(Debug)]
pub(super) struct Answers {
    pub(super) retrieval: Retrieval,
    pub(super) gate: Gate,
}

impl<'i> Comparison<'i> {
    /// Cuts the documents in every way and asks the questions, if there are any.
    ///
    /// # Errors
    /// If a model cannot be opened or a retriever fails.
    pub fn run(input: &'i Input, options: &Options) -> Result<Self, Box<dyn Error>> {
        let chunkings = chunking::all(&input.documents)?;
        let shapes = shapes::all(&chunkings, &input.documents);
        let answers = match &input.questions {
            Some(questions) => {
                let retrieval = retrieval::ask(&chunkings, questions, options)?;
                let gate = gate::judge(&retrieval, input, questions, options.k);
                Some(Answers { retrieval, gate })
            }
            None => None,
        };
        Ok(Self {
            input,
            shapes,
            answers,
        })
    }

    /// The name and the evaluation of each chunking; empty without questions.
    pub fn evaluations(&self) -> impl Iterator<Item = (&'static str, &Evaluation)> {
        let rows = self
            .answers
            .iter()
            .flat_map(|answers| &answers.retrieval.rows);
        rows.map(|row| (row.name, &row.evaluation))
    }

    /// The evaluation that the others are compared with; `None` without questions.
    #[must_use]
    pub fn baseline(&self) -> Option<&Evaluation> {
        let answers = self.answers.as_ref()?;
        Some(&answers.retrieval.baseline().evaluation)
    }
}
