//! Asks the questions and keeps the results of each.

use super::bootstrap::Interval;
use super::collection::{self, Collection, Passage};
use super::matching::{Match, Matches};
use super::metric::Metric;
use super::outcome::{Outcome, RankedPassage, share};
use super::question::{self, Question};
use super::retriever::{Reranker, Retriever};
use super::selected::{self, Outcomes};
use super::spread::Spread;
use crate::error::Result;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Asks questions of collections, always in the same way, so that only the chunks differ.
///
/// ```
/// use sectile::evaluate::{Bm25, Collection, Evaluator, Metric, Question};
///
/// let chunks = sectile::chunk_bytes("tea.md", b"# Tea\n\nLet the water cool to 75 degrees.\n")?;
/// let questions = [Question::new("q1", "How hot is the water?").with_quote("cool to 75 degrees")];
/// let evaluation = Evaluator::new(Bm25::default()).evaluate(&Collection::plain(&chunks), &questions)?;
/// assert_eq!(evaluation.interval(Metric::Hit(5)).mean, 1.0);
/// # Ok::<(), sectile::Error>(())
/// ```
pub struct Evaluator {
    retriever: Box<dyn Retriever>,
    reranker: Option<Box<dyn Reranker>>,
}

/// The number of texts that a retriever is asked for.
const DEPTH: usize = 300;
/// The number of passages that are evaluated; they fill the largest budget even where
/// they are short.
const RETURNED: usize = 100;
/// The number of passages that a reranker scores.
const RERANKED: usize = 20;

impl Evaluator {
    /// Asks with `retriever`.
    pub fn new(retriever: impl Retriever + 'static) -> Self {
        Self {
            retriever: Box::new(retriever),
            reranker: None,
        }
    }

    /// Lets `reranker` sort the first 20 passages; those after them keep their order.
    #[must_use]
    pub fn reranker(mut self, reranker: impl Reranker + 'static) -> Self {
        self.reranker = Some(Box::new(reranker));
        self
    }

    /// Asks all `questions` of `collection`.
    ///
    /// # Errors
    /// If a question has no evidence, or the retriever or reranker fails.
    pub fn evaluate(&self, collection: &Collection, questions: &[Question]) -> Result<Evaluation> {
        for question in questions {
            question::check(question, &format!("question {:?}", question.id))?;
        }
        let matches = Matches::find(questions, collection.passages().iter());
        let tokens_per_word = tokens_per_word(collection.passages(), &matches.words);
        let outcomes = if collection.selecting().is_some() {
            self.selected(collection, questions, &matches, tokens_per_word)?
        } else {
            self.ranked(collection, questions, &matches, tokens_per_word)?
        };
        let mut asked = Vec::new();
        for (at, (question, outcomes)) in questions.iter().zip(outcomes).enumerate() {
            asked.push(Asked {
                id: question.id.clone(),
                spread: Spread::of(&matches.items[at], &matches.passages[at]),
                passages: matches.passages[at].clone(),
                outcomes,
            });
        }
        Ok(Evaluation {
            asked,
            tokens: collection
                .passages()
                .iter()
                .map(|passage| passage.tokens)
                .collect(),
        })
    }

    /// Returns the results of each question where the same passages are returned for all
    /// budgets.
    fn ranked(
        &self,
        collection: &Collection,
        questions: &[Question],
        matches: &Matches,
        tokens_per_word: f64,
    ) -> Result<Vec<Outcomes>> {
        let rankings = self.rankings(collection, questions)?;
        let mut outcomes = Vec::new();
        for (at, (question, ranking)) in questions.iter().zip(rankings).enumerate() {
            let mut returned = collection.returned(&ranking);
            returned.passages.truncate(RETURNED);
            let passages = &mut returned.passages;
            self.rerank(&question.text, passages, collection.passages())?;
            outcomes.push(Outcomes {
                ranked: Outcome {
                    items: matches.items[at].clone(),
                    results: results(&returned, collection, matches, at),
                    findable: findable(&returned, collection, matches, at),
                    tokens_per_word,
                },
                budgets: Vec::new(),
            });
        }
        Ok(outcomes)
    }

    /// Returns the results of each question where passages are selected for each budget.
    fn selected(
        &self,
        collection: &Collection,
        questions: &[Question],
        matches: &Matches,
        tokens_per_word: f64,
    ) -> Result<Vec<Outcomes>> {
        let Some(passages) = collection.selecting() else {
            return Ok(Vec::new());
        };
        let (chunks, texts) = (passages.source().chunks(), collection.texts());
        let rankings = selected::rankings(&*self.retriever, chunks, texts, questions, DEPTH)?;
        let largest = chunks.iter().map(|chunk| chunk.level).min();
        let mut outcomes = Vec::new();
        for (at, (question, mut rankings)) in questions.iter().zip(rankings).enumerate() {
            for ranking in &mut rankings {
                self.rerank(&question.text, ranking, collection.passages())?;
            }
            let findable = (matches.passages[at].keys())
                .filter(|chunk| Some(chunks[**chunk].level) == largest)
                .filter(|chunk| holds(matches, at, **chunk));
            let empty = Outcome {
                items: matches.items[at].clone(),
                results: Vec::new(),
                findable: findable.count(),
                tokens_per_word,
            };
            outcomes.push(selected::outcomes(passages, &rankings, question, &empty)?);
        }
        Ok(outcomes)
    }

    /// Returns the numbers of the best texts for each question.
    fn rankings(&self, collection: &Collection, questions: &[Question]) -> Result<Vec<Vec<usize>>> {
        let texts: Vec<&str> = collection.texts().iter().map(String::as_str).collect();
        let questions: Vec<&str> = questions.iter().map(|question| &*question.text).collect();
        self.retriever.rank(&texts, &questions, DEPTH)
    }

    /// Puts the first of `ranking` in the reranker's order, if there is one.
    fn rerank(&self, question: &str, ranking: &mut [usize], passages: &[Passage]) -> Result<()> {
        // The sort is stable: passages with equal scores keep the order of the retriever.
        let Some(reranker) = &self.reranker else {
            return Ok(());
        };
        let first = RERANKED.min(ranking.len());
        let texts: Vec<&str> = (ranking[..first].iter())
            .map(|passage| &*passages[*passage].text)
            .collect();
        let scores = reranker.score(question, &texts)?;
        let mut order: Vec<(f32, usize)> =
            scores.into_iter().zip(ranking.iter().copied()).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (place, (_, passage)) in ranking.iter_mut().zip(order) {
            *place = passage;
        }
        Ok(())
    }
}

impl fmt::Debug for Evaluator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evaluator")
            .field("reranks", &self.reranker.is_some())
            .finish_non_exhaustive()
    }
}

/// Returns whether a passage covers enough of a quote to hold evidence.
fn holds(matches: &Matches, question: usize, passage: usize) -> bool {
    let items = &matches.items[question];
    let found = matches.passages[question].get(&passage);
    found.is_some_and(|found| found.iter().any(|found| found.holds(items[found.item])))
}

fn results(
    returned: &collection::Returned,
    collection: &Collection,
    matches: &Matches,
    question: usize,
) -> Vec<RankedPassage> {
    let result = |passage: &usize| RankedPassage {
        tokens: collection.passages()[*passage].tokens,
        words: matches.words[*passage],
        is_relevant: holds(matches, question, *passage),
        matches: matches.passages[question]
            .get(passage)
            .cloned()
            .unwrap_or_default(),
    };
    returned.passages.iter().map(result).collect()
}

/// Returns how many passages with evidence could have been returned.
fn findable(
    returned: &collection::Returned,
    collection: &Collection,
    matches: &Matches,
    question: usize,
) -> usize {
    // All passages count and not only those returned: three that hold evidence are
    // findable, also if the retriever finds none of them.
    (matches.passages[question].keys())
        .filter(|passage| holds(matches, question, **passage))
        .filter(|passage| collection.could_return(**passage, returned))
        .count()
}

fn tokens_per_word(passages: &[Passage], words: &[usize]) -> f64 {
    // A mean of ratios, so that one passage of code, with many tokens a word, does not
    // set the scale for all.
    let each = passages.iter().zip(words);
    let sum: f64 = each
        .map(|(passage, words)| f64::from(passage.tokens) / share(*words, 1).max(1.0))
        .sum();
    sum / share(passages.len(), 1).max(1.0)
}

/// The results of the questions for one collection.
#[derive(Debug, Clone)]
pub struct Evaluation {
    pub(super) asked: Vec<Asked>,
    tokens: Vec<u32>,
}

/// A question and its results.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    id: String,
    pub(super) outcomes: Outcomes,
    pub(super) spread: Spread,
    /// The words of the evidence that each passage of the collection covers, returned or
    /// not.
    pub(super) passages: BTreeMap<usize, Arc<[Match]>>,
}

impl Evaluation {
    /// Returns the number of questions.
    #[must_use]
    pub fn questions(&self) -> usize {
        self.asked.len()
    }

    /// Returns the number of passages in the collection.
    #[must_use]
    pub fn passages(&self) -> usize {
        self.tokens.len()
    }

    /// Returns the mean number of tokens of a passage.
    #[must_use]
    pub fn mean_tokens(&self) -> f64 {
        let sum: f64 = self.tokens.iter().map(|tokens| f64::from(*tokens)).sum();
        sum / share(self.tokens.len(), 1).max(1.0)
    }

    /// The metric of each question, in the order in which they were asked.
    #[must_use]
    pub fn values(&self, metric: Metric) -> Vec<f64> {
        let asked = self.asked.iter();
        let value = |asked: &Asked| metric.of(asked.outcomes.of(metric));
        asked.map(value).collect()
    }

    /// The metric's mean over all questions, with its interval.
    #[must_use]
    pub fn interval(&self, metric: Metric) -> Interval {
        Interval::of_mean(&self.values(metric))
    }

    /// Returns the mean of the differences to `baseline`, question by question, with its
    /// interval. It is above 0 where the metric is higher here. `None` if the two are not
    /// about the same questions.
    #[must_use]
    pub fn difference(&self, baseline: &Self, metric: Metric) -> Option<Interval> {
        // Differences of unpaired questions would be as wide as the questions differ in
        // difficulty.
        let ids = |evaluation: &Self| -> Vec<String> {
            let asked = evaluation.asked.iter();
            asked.map(|asked| asked.id.clone()).collect()
        };
        let pairs = self.values(metric).into_iter().zip(baseline.values(metric));
        let differences: Vec<f64> = pairs.map(|(here, there)| here - there).collect();
        (ids(self) == ids(baseline)).then(|| Interval::of_mean(&differences))
    }

    /// Returns the mean number of passages over which a quote is spread, 1 at best.
    /// Quotes that no passage covers are excluded.
    #[must_use]
    pub fn spread(&self) -> f64 {
        // A quote that no passage covers has no number of passages; as 0 it would lower
        // the mean, as if it were better than 1.
        mean(self.asked.iter().filter_map(|asked| {
            let passages = &asked.spread.passages;
            (!passages.is_empty()).then(|| mean(passages.iter().map(|number| share(*number, 1))))
        }))
    }

    /// Returns the share of the quotes that one passage covers, except for at most a
    /// twentieth of their words.
    #[must_use]
    pub fn intact(&self) -> f64 {
        let quotes = self.asked.iter().flat_map(|asked| &asked.spread.intact);
        mean(quotes.map(|intact| share((*intact).into(), 1)))
    }

    /// Returns the share of the words of the evidence that are in no passage: the corpus
    /// does not have them, or reading the documents lost them.
    #[must_use]
    pub fn lost(&self) -> f64 {
        mean(
            self.asked
                .iter()
                .flat_map(|asked| asked.spread.lost.iter().copied()),
        )
    }
}

/// The mean; 0 of nothing.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, number) = values.fold((0.0, 0), |(sum, number), value| (sum + value, number + 1));
    sum / share(number, 1).max(1.0)
}
