//! The results of passages that are selected for each budget.

use super::collection::Passage;
use super::matching::Matches;
use super::metric::Metric;
use super::outcome::{Outcome, RankedPassage, Source};
use super::question::Question;
use super::retriever::Retriever;
use crate::chunk::Chunk;
use crate::error::Result;
use crate::passages::{Budget, ChunkIndex, Hit, Passages};
use std::collections::BTreeMap;

/// The results of one question, for each budget.
#[derive(Debug, Clone)]
pub(super) struct Outcomes {
    /// What is returned for any other budget.
    pub(super) ranked: Outcome,
    /// Empty if the same passages are returned for all budgets.
    pub(super) budgets: Vec<(Budget, Outcome)>,
}

impl Outcomes {
    /// Returns the results that `metric` is about.
    pub(super) fn of(&self, metric: Metric) -> &Outcome {
        let budget = metric.budget();
        let same = |outcome: &&(Budget, Outcome)| Some(outcome.0) == budget;
        let found = self.budgets.iter().find(same);
        found.map_or(&self.ranked, |(_, outcome)| outcome)
    }
}

/// Ranks the chunks of each level apart. Returns the rankings of each question, one for
/// each level.
pub(super) fn rankings(
    retriever: &dyn Retriever,
    chunks: &[Chunk],
    texts: &[String],
    questions: &[Question],
    limit: usize,
) -> Result<Vec<Vec<Vec<usize>>>> {
    // In one ranking the smallest chunks, of which there are most, would leave no place
    // for the others.
    let mut levels: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, chunk) in chunks.iter().enumerate() {
        levels.entry(chunk.level).or_default().push(at);
    }
    let asked: Vec<&str> = questions.iter().map(|question| &*question.text).collect();
    let mut rankings = vec![Vec::new(); questions.len()];
    for level in levels.into_values() {
        let texts: Vec<&str> = level.iter().map(|at| &*texts[*at]).collect();
        let ranked = retriever.rank(&texts, &asked, limit)?;
        for (rankings, ranked) in rankings.iter_mut().zip(ranked) {
            rankings.push(ranked.into_iter().map(|at| level[at]).collect());
        }
    }
    Ok(rankings)
}

/// Selects with the first of each ranking as hits. Returns the results for every budget
/// that reports are about.
pub(super) fn outcomes(
    passages: &Passages<ChunkIndex>,
    rankings: &[Vec<usize>],
    question: &Question,
    empty: &Outcome,
) -> Result<Vec<(Budget, Outcome)>> {
    let hits = hits(passages.source().chunks(), rankings);
    let tokens = Metric::BUDGETS.map(Budget::Tokens);
    let results = Metric::RANKS.map(|rank| Metric::Hit(rank).budget());
    let budgets = tokens.into_iter().chain(results.into_iter().flatten());
    let outcome = |budget| {
        let selected = passages.select(hits.iter().cloned(), budget)?;
        let selected: Vec<Passage> = (selected.iter())
            .map(|passage| {
                Passage::new(&*passage.document, passage.content(), passage.tokens)
                    .with_span(passage.span)
            })
            .collect();
        let mut outcome = empty.clone();
        outcome.results = results_of(question, &selected);
        Ok((budget, outcome))
    };
    budgets.map(outcome).collect()
}

#[allow(clippy::cast_precision_loss)] // ranks
fn hits(chunks: &[Chunk], rankings: &[Vec<usize>]) -> Vec<Hit> {
    let hit = |(rank, at): (usize, &usize)| Hit::new(&*chunks[*at].id, -(rank as f64));
    (rankings
        .iter()
        .flat_map(|ranking| ranking.iter().enumerate().map(hit)))
    .collect()
}

fn results_of(question: &Question, passages: &[Passage]) -> Vec<RankedPassage> {
    let matches = Matches::find(std::slice::from_ref(question), passages.iter());
    let (items, found) = (&matches.items[0], &matches.passages[0]);
    let result = |(at, passage): (usize, &Passage)| {
        let matches_here = found.get(&at).cloned().unwrap_or_default();
        // Nine budgets a question: the texts would be most of the memory of a run.
        let without_text = Passage {
            text: String::new(),
            ..passage.clone()
        };
        RankedPassage {
            source: Source::Selected(without_text.into()),
            tokens: passage.tokens,
            words: matches.words[at],
            is_relevant: matches_here
                .iter()
                .any(|found| found.holds(items[found.item])),
            matches: matches_here,
        }
    };
    passages.iter().enumerate().map(result).collect()
}
