//! Runs the comparison: all chunkings, and the questions against each of them.

use super::answerable::Answerable;
use super::chunking::{self, Chunking};
use super::input::Input;
use super::retrieval::{self, Retrieval};
use super::run::Run;
use super::{Options, given, measure, shapes};
use sectile::Chunk;
use sectile::evaluate::Evaluation;
use std::error::Error;

/// The results of a comparison.
#[derive(Debug)]
pub struct Comparison<'i> {
    input: &'i Input,
    /// The chunks of each chunking, in the order of `Run::chunkings`.
    chunkings: Vec<Chunking>,
    /// `None` without questions.
    retrieval: Option<Retrieval>,
    /// Everything that was measured.
    pub(super) run: Run,
}

impl<'i> Comparison<'i> {
    /// Cuts the documents in every way and asks the questions, if there are any.
    ///
    /// # Errors
    /// If a model or the chunks of another program cannot be read, if no chunking has the
    /// name of the one to judge, or if a retriever fails.
    pub fn run(input: &'i Input, options: &Options) -> Result<Self, Box<dyn Error>> {
        let mut chunkings = chunking::all(&input.documents)?;
        if let Some(path) = &options.chunks {
            chunkings.push(given::read(path, &input.documents)?);
        }
        if !chunkings
            .iter()
            .any(|chunking| chunking.name == options.judge)
        {
            let names: Vec<&str> = chunkings.iter().map(|chunking| &*chunking.name).collect();
            let names = names.join(", ");
            return Err(format!("--judge: {:?} is none of {names}", options.judge).into());
        }
        let shapes = shapes::all(&chunkings, &input.documents);
        let (retrieval, run) = match input.questions() {
            Some(questions) => {
                let asked = Answerable::of(questions, input);
                let retrieval = retrieval::ask(&chunkings, &asked.questions, questions, options)?;
                let run =
                    measure::with_questions(input, &chunkings, shapes, &asked, &retrieval, options);
                (Some(retrieval), run)
            }
            None => (None, measure::without_questions(input, &chunkings, shapes)),
        };
        Ok(Self {
            input,
            chunkings,
            retrieval,
            run,
        })
    }

    /// The documents and questions that were compared.
    #[must_use]
    pub fn input(&self) -> &Input {
        self.input
    }

    /// The returned chunks of the chunking called `name`, by document in the order of
    /// [`Input::documents`]; `None` if there is none of this name, empty where the returned
    /// chunks depend on the question.
    #[must_use]
    pub fn chunks(&self, name: &str) -> Option<&[Vec<Chunk>]> {
        let mut chunkings = self.chunkings.iter();
        let chunking = chunkings.find(|chunking| chunking.name == name)?;
        Some(&chunking.returned)
    }

    /// The name and the evaluation of each chunking; empty without questions.
    pub fn evaluations(&self) -> impl Iterator<Item = (&str, &Evaluation)> {
        let rows = self.retrieval.iter().flat_map(|retrieval| &retrieval.rows);
        rows.map(|row| (&*row.name, &row.evaluation))
    }

    /// The evaluation that the others are compared with; `None` without questions.
    #[must_use]
    pub fn baseline(&self) -> Option<&Evaluation> {
        let retrieval = self.retrieval.as_ref()?;
        Some(&retrieval.baseline().evaluation)
    }
}
