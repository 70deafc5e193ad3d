//! Asks the questions and keeps the results of each.

use super::bootstrap::Interval;
use super::collection::{Collection, RetrievedText, ReturnedPassages};
use super::interval_method::IntervalMethod;
use super::matching::{Match, Matches};
use super::metric::Metric;
use super::outcome::{Outcome, share, tokens_per_word};
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
pub(super) const RETURNED: u32 = 100;
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
        if collection.selecting().is_some() {
            let outcomes = self.selected(collection, questions, &matches)?;
            return Ok(Evaluation::of(collection, questions, &matches, outcomes));
        }
        let mut returned = self.returned(collection, questions)?;
        for (question, returned) in questions.iter().zip(&mut returned) {
            self.rerank(
                &question.text,
                &mut returned.passages,
                collection.passages(),
            )?;
        }
        Ok(Evaluation::of_returned(
            collection, questions, &matches, &returned,
        ))
    }

    /// Returns the passages that each question gets back, in the order of the retriever.
    pub(super) fn returned(
        &self,
        collection: &Collection,
        questions: &[Question],
    ) -> Result<Vec<ReturnedPassages>> {
        let texts: Vec<&str> = collection.texts().iter().map(String::as_str).collect();
        let questions: Vec<&str> = questions.iter().map(|question| &*question.text).collect();
        let rankings = self.retriever.rank(&texts, &questions, DEPTH)?;
        let returned = |ranking: &Vec<usize>| {
            let mut returned = collection.returned(ranking);
            returned.passages.truncate(RETURNED as usize);
            returned
        };
        Ok(rankings.iter().map(returned).collect())
    }

    /// Returns the results of each question where passages are selected for each budget.
    fn selected(
        &self,
        collection: &Collection,
        questions: &[Question],
        matches: &Matches,
    ) -> Result<Vec<Outcomes>> {
        let Some(passages) = collection.selecting() else {
            return Ok(Vec::new());
        };
        let tokens_per_word = tokens_per_word(collection.passages(), &matches.words);
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
                .filter(|chunk| matches.holds(at, **chunk));
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

    /// Puts the first of `ranking` in the reranker's order, if there is one.
    fn rerank(
        &self,
        question: &str,
        ranking: &mut [usize],
        passages: &[RetrievedText],
    ) -> Result<()> {
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

/// The results of the questions for one collection.
#[derive(Debug, Clone)]
pub struct Evaluation {
    pub(super) asked: Vec<Asked>,
    pub(super) passages: Arc<[RetrievedText]>,
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
    /// The results where each question gets back the same passages for all budgets.
    pub(super) fn of_returned(
        collection: &Collection,
        questions: &[Question],
        matches: &Matches,
        returned: &[ReturnedPassages],
    ) -> Self {
        let tokens_per_word = tokens_per_word(collection.passages(), &matches.words);
        let outcomes = |(at, returned): (usize, &ReturnedPassages)| Outcomes {
            ranked: Outcome::of(returned, collection, matches, at, tokens_per_word),
            budgets: Vec::new(),
        };
        let outcomes = returned.iter().enumerate().map(outcomes).collect();
        Self::of(collection, questions, matches, outcomes)
    }

    fn of(
        collection: &Collection,
        questions: &[Question],
        matches: &Matches,
        outcomes: Vec<Outcomes>,
    ) -> Self {
        let mut asked = Vec::new();
        for (at, (question, outcomes)) in questions.iter().zip(outcomes).enumerate() {
            asked.push(Asked {
                id: question.id.clone(),
                spread: Spread::of(&matches.items[at], &matches.passages[at]),
                passages: matches.passages[at].clone(),
                outcomes,
            });
        }
        Self {
            asked,
            passages: collection.shared_passages(),
        }
    }

    /// Returns the number of questions.
    #[must_use]
    pub fn questions(&self) -> usize {
        self.asked.len()
    }

    /// Returns the number of passages in the collection.
    #[must_use]
    pub fn passages(&self) -> usize {
        self.passages.len()
    }

    /// Returns the mean number of tokens of a passage.
    #[must_use]
    pub fn mean_tokens(&self) -> f64 {
        mean((self.passages.iter()).map(|passage| f64::from(passage.tokens)))
    }

    /// The metric of each question, in the order in which they were asked.
    #[must_use]
    pub fn values(&self, metric: Metric) -> Vec<f64> {
        let asked = self.asked.iter();
        asked.map(|asked| asked.outcomes.value(metric)).collect()
    }

    /// The metric's mean over all questions, with its interval: Wilson's for shares, else
    /// the bootstrap's ([`Metric::interval_method`]).
    #[must_use]
    pub fn interval(&self, metric: Metric) -> Interval {
        let values = self.values(metric);
        match metric.interval_method() {
            IntervalMethod::Wilson => Interval::of_share(&values),
            IntervalMethod::Bootstrap => Interval::of_mean(&values),
        }
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
