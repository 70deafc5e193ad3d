//! The results of passages that are selected for each budget.

use super::collection::Passage;
use super::matching::Matches;
use super::metric::Metric;
use super::outcome::{Outcome, RankedPassage, Source, share};
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
    /// Computes a metric.
    pub(super) fn value(&self, metric: Metric) -> f64 {
        if metric == Metric::ReciprocalRank && !self.budgets.is_empty() {
            return self.reciprocal_rank();
        }
        metric.of(self.of(metric))
    }

    /// Returns the reciprocal of the smallest number of results that has evidence.
    fn reciprocal_rank(&self) -> f64 {
        // Of twenty results, those that follow each other are one passage. It may be a
        // whole document, and the first passage would hold the evidence of any question.
        let ranks = Metric::RANKS.into_iter();
        let mut found = ranks.filter(|rank| {
            let results = &self.of(Metric::Hit(*rank)).results;
            results.iter().any(|result| result.is_relevant)
        });
        found.next().map_or(0.0, |rank| share(1, rank))
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rank_is_the_smallest_number_of_results_with_evidence() {
        let outcome = |is_relevant| Outcome {
            items: Vec::new(),
            results: vec![RankedPassage {
                source: Source::Collection(0),
                tokens: 1,
                words: 1,
                is_relevant,
                matches: [].into(),
            }],
            findable: 1,
            tokens_per_word: 1.0,
        };
        let results = |number, is_relevant| (Budget::Results(number), outcome(is_relevant));
        // Of five results, the first passage is a whole document.
        let outcomes = Outcomes {
            ranked: outcome(true),
            budgets: vec![results(1, false), results(3, false), results(5, true)],
        };
        let rank = outcomes.value(Metric::ReciprocalRank);
        assert!((rank - 0.2).abs() < 1e-9, "{rank}");
    }
}
