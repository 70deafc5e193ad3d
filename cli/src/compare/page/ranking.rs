//! Ranks the documents by the questions about them that failed.

use super::failures::Placed;
use crate::compare::asked::Asked;
use crate::compare::comparison::Comparison;
use crate::compare::run::Answers;
use std::cmp::Reverse;

/// The documents that are listed.
const MAX_RANKED: usize = 15;

/// The documents whose questions failed, the worst first.
#[derive(Debug, Default)]
pub(super) struct Ranking {
    pub(super) lines: Vec<Ranked>,
    /// The documents that are not listed, and their failed questions.
    pub(super) more: usize,
    pub(super) more_failed: usize,
}

/// A document with its questions.
#[derive(Debug)]
pub(super) struct Ranked {
    pub(super) name: String,
    pub(super) failed: usize,
    pub(super) asked: usize,
    /// The lengths of the bars, in percent of the document with most questions.
    pub(super) failed_percent: usize,
    pub(super) asked_percent: usize,
}

/// Returns the documents whose questions failed most often, the worst first.
pub(super) fn of(comparison: &Comparison<'_>, answers: &Answers, asked: &Asked) -> Ranking {
    let documents = comparison.input().documents();
    let judged = (comparison.run.chunkings.iter())
        .position(|chunking| chunking.name == answers.gate.chunking)
        .unwrap_or(0);
    let mut counts = vec![(0, 0); documents.len()];
    for (at, question) in answers.questions.iter().enumerate() {
        let Some(answer) = question.answer(judged) else {
            continue;
        };
        for document in asked.documents(at, &question.documents, documents) {
            let (failed, asked) = &mut counts[document];
            *asked += 1;
            *failed += usize::from(answer.cause.is_some());
        }
    }
    let mut ranked: Vec<(usize, (usize, usize))> = counts.into_iter().enumerate().collect();
    ranked.retain(|(_, (failed, _))| *failed > 0);
    ranked.sort_by_key(|(at, (failed, asked))| (Reverse(*failed), *asked, *at));
    let rest = ranked.split_off(ranked.len().min(MAX_RANKED));
    let most = ranked
        .iter()
        .map(|(_, (_, asked))| *asked)
        .max()
        .unwrap_or(1);
    let line = |(at, (failed, asked)): (usize, (usize, usize))| Ranked {
        name: documents[at].name().to_owned(),
        failed,
        asked,
        failed_percent: 100 * failed / most,
        asked_percent: 100 * asked / most,
    };
    Ranking {
        lines: ranked.into_iter().map(line).collect(),
        more: rest.len(),
        more_failed: rest.iter().map(|(_, (failed, _))| failed).sum(),
    }
}

/// Returns the numbers of the documents with failed questions, those with most first.
pub(super) fn failing(failures: &[Placed], documents: usize) -> Vec<usize> {
    let mut counts = vec![0_usize; documents];
    for failure in failures {
        for document in &failure.documents {
            counts[*document] += 1;
        }
    }
    let mut failing: Vec<usize> = (0..documents).filter(|at| counts[*at] > 0).collect();
    failing.sort_by_key(|at| Reverse(counts[*at]));
    failing
}
