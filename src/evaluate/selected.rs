//! The results of passages that are selected for each budget.

use super::collection::RetrievedText;
use super::matching::Matches;
use super::metric::Metric;
use super::outcome::{Outcome, RETURNED, RankedPassage, ResultSource};
use super::question::Question;
use super::retriever::Retriever;
use crate::chunk::Chunk;
use crate::error::Result;
use crate::passages::{Budget, ChunkIndex, Hit, Passage, Passages};
use std::collections::BTreeMap;

/// The results of one question, for each budget.
#[derive(Debug, Clone)]
pub(super) struct Outcomes {
    /// What is returned where no budget is given: the ranking.
    pub(super) ranked: Outcome,
    /// What is returned for budgets. Empty if it is the first of the ranking for all.
    pub(super) budgets: Vec<(Budget, Outcome)>,
}

impl Outcomes {
    /// Computes a metric.
    pub(super) fn value(&self, metric: Metric) -> f64 {
        metric.of(self.of(metric))
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

/// Selects with the first of each ranking as hits. Returns the ranking, and the results for
/// every budget that reports are about.
pub(super) fn outcomes(
    passages: &Passages<ChunkIndex>,
    rankings: &[Vec<usize>],
    question: &Question,
    empty: &Outcome,
) -> Result<Outcomes> {
    let hits = hits(passages.source().chunks(), rankings);
    let tokens = Metric::BUDGETS.map(Budget::Tokens);
    let results = Metric::RANKS.map(|rank| Metric::Tokens(rank).budget());
    let budgets = tokens.into_iter().chain(results.into_iter().flatten());
    let outcome = |selected: Vec<RetrievedText>| Outcome {
        results: results_of(question, &selected),
        ..empty.clone()
    };
    let texts = |selected: Vec<Passage>| selected.iter().map(text).collect();
    let within = |budget| {
        let selected = passages.select(hits.iter().cloned(), budget)?;
        Ok((budget, outcome(texts(selected))))
    };
    // The ranks are those of results: where the second follows the first in its document,
    // one passage of both would put the answer of the second on the first rank.
    let ranked = passages.results(hits.clone(), RETURNED)?;
    Ok(Outcomes {
        ranked: outcome(texts(ranked)),
        budgets: budgets.map(within).collect::<Result<_>>()?,
    })
}

fn text(passage: &Passage) -> RetrievedText {
    let text = RetrievedText::new(&*passage.document, passage.content(), passage.tokens);
    text.with_span(passage.span)
}

#[allow(clippy::cast_precision_loss)] // ranks
fn hits(chunks: &[Chunk], rankings: &[Vec<usize>]) -> Vec<Hit> {
    let hit = |(rank, at): (usize, &usize)| Hit::new(&*chunks[*at].id, -(rank as f64));
    (rankings
        .iter()
        .flat_map(|ranking| ranking.iter().enumerate().map(hit)))
    .collect()
}

fn results_of(question: &Question, passages: &[RetrievedText]) -> Vec<RankedPassage> {
    let matches = Matches::find(std::slice::from_ref(question), passages.iter());
    let (items, found) = (&matches.items[0], &matches.passages[0]);
    let result = |(at, passage): (usize, &RetrievedText)| {
        let matches_here = found.get(&at).cloned().unwrap_or_default();
        // Nine budgets a question: the texts would be most of the memory of a run.
        let without_text = RetrievedText {
            text: String::new(),
            ..passage.clone()
        };
        RankedPassage {
            source: ResultSource::Selected(without_text.into()),
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

#[cfg(all(test, feature = "markdown"))]
mod tests {
    use super::*;
    use crate::evaluate::retriever::InOrder;
    use crate::evaluate::{Collection, Evaluator};
    use crate::{Chunker, FixedSizeChunker, Format, Limits, Words};

    #[test]
    fn the_second_chunk_of_a_passage_has_the_second_rank() {
        let words: Vec<String> = (0..20).map(|number| format!("w{number}")).collect();
        let read = Format::Markdown.read(words.join(" ").as_bytes(), &Limits::default());
        let chunker = FixedSizeChunker::builder().tokenizer(Words).max_tokens(10);
        let chunker = chunker.overlap(0).build().unwrap();
        let chunks: Vec<Chunk> = chunker.chunks(&read.unwrap()).collect();
        assert_eq!(chunks.len(), 2);
        let passages = Passages::builder().tokenizer(Words).build(chunks).unwrap();
        let question = Question::new("q", "?").with_quote("w12 w13 w14 w15 w16");
        let collection = Collection::selected(passages);
        let evaluation = Evaluator::new(InOrder).evaluate(&collection, &[question]);
        let evaluation = evaluation.unwrap();
        let mean = |metric| evaluation.interval(metric).mean;
        assert!((mean(Metric::ReciprocalRank) - 0.5).abs() < 1e-9);
        assert!(mean(Metric::Hit(1)) < 0.5 && mean(Metric::Hit(3)) > 0.5);
        // Both are one passage, which a reader gets whole.
        assert!((mean(Metric::Tokens(5)) - 20.0).abs() < 1e-9);
        assert!((mean(Metric::RecallWithin(500)) - 1.0).abs() < 1e-9);
    }
}
