//! The verdict, and the causes of failed questions.

use crate::compare::input::Input;
use crate::compare::retrieval::{Retrieval, Row};
use sectile::evaluate::{Cause, Failure, Interval, Metric, Question};

/// The share of the findable evidence that must be found to ship. The share found has to
/// be above it.
pub(crate) const THRESHOLD: f64 = 0.7;

/// The verdict on the structural chunking that finds the most evidence.
#[derive(Debug)]
pub(crate) struct Gate {
    pub(crate) chunking: &'static str,
    pub(crate) found_of_findable: Interval,
    pub(crate) ships: bool,
    pub(crate) failures: Vec<Failure>,
    /// The failures of every chunking by cause, in the order of [`Cause::ALL`].
    pub(crate) causes: Vec<(&'static str, Vec<usize>)>,
}

impl Gate {
    /// Returns the cause of most failures.
    pub(crate) fn main_cause(&self) -> Option<Cause> {
        let number = |cause: &Cause| {
            self.failures
                .iter()
                .filter(|failed| failed.cause == *cause)
                .count()
        };
        let main = Cause::ALL.into_iter().rev().max_by_key(number);
        main.filter(|cause| number(cause) > 0)
    }
}

pub(crate) fn judge(retrieval: &Retrieval, input: &Input, questions: &[Question], k: u16) -> Gate {
    let k = usize::from(k);
    let triage = |row: &Row| {
        let file = |name: &str| input.file(name);
        row.evaluation.triage(questions, &input.documents, file, k)
    };
    let found = |row: &&Row| row.evaluation.interval(Metric::FoundOfFindable(k));
    let judged = (retrieval.rows.iter())
        .filter(|row| row.is_structural)
        .rev() // `max_by` returns the last of equals: reversed, the first chunking
        .max_by(|a, b| found(a).mean.total_cmp(&found(b).mean))
        .expect("there are structural chunkings");
    Gate {
        chunking: judged.name,
        found_of_findable: found(&judged),
        ships: found(&judged).mean > THRESHOLD,
        failures: triage(judged),
        causes: (retrieval.rows.iter())
            .map(|row| (row.name, by_cause(&triage(row))))
            .collect(),
    }
}

fn by_cause(failures: &[Failure]) -> Vec<usize> {
    let number = |cause| {
        failures
            .iter()
            .filter(|failure| failure.cause == cause)
            .count()
    };
    Cause::ALL.into_iter().map(number).collect()
}
