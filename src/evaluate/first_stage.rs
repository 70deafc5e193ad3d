//! The first passages of each question, and the results of other orders of them.

use super::collection::{Collection, ReturnedPassages};
use super::evaluation::{Evaluation, Evaluator};
use super::matching::Matches;
use super::outcome::Coverage;
use super::presence::ENOUGH;
use super::question::{self, Question};
use super::retriever::Reranker;
use crate::error::{Error, ErrorKind, Result};
use std::fmt;

/// The passages that a retriever returns for each question, before a reranker sorts them:
/// [`Evaluator::first_stage`].
///
/// Rerankers can be compared on it without asking again, each at several depths, with the
/// order of the retriever and with the best order that there is.
///
/// ```
/// use sectile::evaluate::{Bm25, Collection, Evaluator, Metric, RetrievedText, Question};
///
/// let texts = ["Tea, tea and tea.", "Green tea wants 75 degrees."];
/// let collection = Collection::of(texts.map(|text| RetrievedText::new("tea.md", text, 9)));
/// let questions = [Question::new("q1", "How hot is tea?").with_quote("75 degrees")];
/// let first = Evaluator::new(Bm25::default()).first_stage(&collection, &questions)?;
/// assert_eq!(first.passages(0, 2), [0, 1]);
/// let rank = |evaluation: &sectile::evaluate::Evaluation| evaluation.interval(Metric::ReciprocalRank).mean;
/// assert_eq!(rank(&first.evaluation()), 0.5);
/// assert_eq!(rank(&first.reordered(2, &[vec![0.1, 0.9]])), 1.0);
/// assert_eq!(rank(&first.best(2)), 1.0);
/// assert_eq!(first.lost(1), [true]);
/// # Ok::<(), sectile::Error>(())
/// ```
pub struct FirstStage<'c> {
    collection: &'c Collection,
    questions: &'c [Question],
    matches: Matches,
    returned: Vec<ReturnedPassages>,
}

impl Evaluator {
    /// Asks all `questions` of `collection`, for rerankers to be compared. The reranker of
    /// this evaluator is not asked.
    ///
    /// # Errors
    /// If a question has no evidence, the retriever fails, or `collection` selects other
    /// passages for each budget ([`Collection::selected`]), which have no order.
    pub fn first_stage<'c>(
        &self,
        collection: &'c Collection,
        questions: &'c [Question],
    ) -> Result<FirstStage<'c>> {
        for question in questions {
            question::check(question, &format!("question {:?}", question.id))?;
        }
        if collection.selecting().is_some() {
            let message = "passages that are selected for each budget have no order";
            return Err(Error::new(ErrorKind::Retrieval, message));
        }
        Ok(FirstStage {
            collection,
            questions,
            matches: Matches::find(questions, collection.passages().iter()),
            returned: self.returned(collection, questions)?,
        })
    }
}

impl<'c> FirstStage<'c> {
    /// Returns the questions that were asked.
    #[must_use]
    pub fn questions(&self) -> &'c [Question] {
        self.questions
    }

    /// Returns the first `depth` passages for the question of this number, best first:
    /// their numbers in [`Collection::passages`]. Nothing for a number that no question
    /// has.
    #[must_use]
    pub fn passages(&self, question: usize, depth: usize) -> &[usize] {
        let Some(returned) = self.returned.get(question) else {
            return &[];
        };
        &returned.passages[..depth.min(returned.passages.len())]
    }

    /// Returns the scores that `reranker` gives to the first `depth` passages of each
    /// question.
    ///
    /// # Errors
    /// Those of the reranker, and [`ErrorKind::Retrieval`] if it does not give one score
    /// for each passage.
    pub fn scores(&self, reranker: &dyn Reranker, depth: usize) -> Result<Vec<Vec<f32>>> {
        let score = |(at, question): (usize, &Question)| {
            let passages = self.passages(at, depth);
            let text = |passage: &usize| &*self.collection.passages()[*passage].text;
            let texts: Vec<&str> = passages.iter().map(text).collect();
            let scores = reranker.score(&question.text, &texts)?;
            if scores.len() == texts.len() {
                return Ok(scores);
            }
            let (given, texts) = (scores.len(), texts.len());
            let message = format!("the reranker gave {given} scores for {texts} texts");
            Err(Error::new(ErrorKind::Retrieval, message))
        };
        self.questions.iter().enumerate().map(score).collect()
    }

    /// Returns the results in the order of the retriever.
    #[must_use]
    pub fn evaluation(&self) -> Evaluation {
        self.evaluation_of(|_| Vec::new())
    }

    /// Returns the results if the first `depth` passages of each question have the order
    /// of their `scores`, the largest first. Passages with equal scores keep their order,
    /// and passages without a score stay behind the others.
    #[must_use]
    pub fn reordered(&self, depth: usize, scores: &[Vec<f32>]) -> Evaluation {
        self.evaluation_of(|at| {
            let scores = scores.get(at).map_or(&[][..], Vec::as_slice);
            let mut order: Vec<(f32, usize)> = (scores.iter().copied())
                .zip(self.passages(at, depth).iter().copied())
                .collect();
            order.sort_by(|a, b| b.0.total_cmp(&a.0));
            order.into_iter().map(|(_, passage)| passage).collect()
        })
    }

    /// Returns the results if the first `depth` passages of each question have the best
    /// order that there is: those that hold evidence first, and each time the one that
    /// adds most of it.
    #[must_use]
    pub fn best(&self, depth: usize) -> Evaluation {
        self.evaluation_of(|at| self.best_order(at, depth))
    }

    /// Returns for each question true if the first `depth` passages together cover less
    /// than half of its evidence: no order of them answers it.
    #[must_use]
    pub fn lost(&self, depth: usize) -> Vec<bool> {
        let lost = |at: usize| {
            let mut coverage = Coverage::none(&self.matches.items[at]);
            for passage in self.passages(at, depth) {
                if let Some(matches) = self.matches.passages[at].get(passage) {
                    coverage.add(matches);
                }
            }
            coverage.recall() < ENOUGH
        };
        (0..self.questions.len()).map(lost).collect()
    }

    fn best_order(&self, at: usize, depth: usize) -> Vec<usize> {
        let found = &self.matches.passages[at];
        let mut left: Vec<usize> = (self.passages(at, depth).iter().copied())
            .filter(|passage| found.contains_key(passage))
            .collect();
        let mut coverage = Coverage::none(&self.matches.items[at]);
        let mut order = Vec::new();
        while !left.is_empty() {
            let with = |passage: usize| {
                let mut with = coverage.clone();
                with.add(&found[&passage]);
                (self.matches.holds(at, passage), with.recall())
            };
            let worth: Vec<(bool, f64)> = left.iter().map(|passage| with(*passage)).collect();
            let best = (0..left.len()).rev().max_by(|a, b| {
                let (a, b) = (worth[*a], worth[*b]);
                a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
            });
            let best = left.remove(best.unwrap_or_default());
            coverage.add(&found[&best]);
            order.push(best);
        }
        order
    }

    /// Returns the results if the passages that `first` names are moved to the front.
    fn evaluation_of(&self, first: impl Fn(usize) -> Vec<usize>) -> Evaluation {
        let reorder = |(at, returned): (usize, &ReturnedPassages)| {
            let mut order = first(at);
            let rest = returned.passages.iter().copied();
            let rest: Vec<usize> = rest.filter(|passage| !order.contains(passage)).collect();
            order.extend(rest);
            returned.in_order(order)
        };
        let returned: Vec<ReturnedPassages> =
            self.returned.iter().enumerate().map(reorder).collect();
        Evaluation::of_returned(self.collection, self.questions, &self.matches, &returned)
    }
}

impl fmt::Debug for FirstStage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FirstStage")
            .field("questions", &self.questions.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::super::retriever::InOrder;
    use super::super::{Metric, RetrievedText};
    use super::*;

    /// Scores a text by its length.
    struct Longest;

    impl Reranker for Longest {
        fn score(&self, _: &str, texts: &[&str]) -> Result<Vec<f32>> {
            let length = |text: &&str| f32::from(u8::try_from(text.len()).unwrap_or(u8::MAX));
            Ok(texts.iter().map(length).collect())
        }
    }

    const FIRST: &str = "one two three four five six seven";
    const SECOND: &str = "eight nine ten eleven twelve thirteen";

    fn with_stage(texts: &[&str], check: impl Fn(&FirstStage)) {
        let collection = Collection::of(
            texts
                .iter()
                .map(|text| RetrievedText::new("a.md", *text, 10)),
        );
        let question = Question::new("q", "?").with_quote(FIRST).with_quote(SECOND);
        let evaluator = Evaluator::new(InOrder);
        let questions = [question];
        check(&evaluator.first_stage(&collection, &questions).unwrap());
    }

    fn mean(evaluation: &Evaluation, metric: Metric) -> f64 {
        evaluation.interval(metric).mean
    }

    #[test]
    fn only_the_first_passages_are_reordered() {
        with_stage(&["x", "xx", FIRST, SECOND], |stage| {
            let rank = |depth| {
                let scores = stage.scores(&Longest, depth).unwrap();
                mean(&stage.reordered(depth, &scores), Metric::ReciprocalRank)
            };
            for (depth, expected) in [(1, 3.0), (2, 3.0), (3, 1.0), (4, 1.0)] {
                let found = rank(depth).recip();
                assert!(
                    (found - expected).abs() < 1e-9,
                    "at {depth} it is at {found}"
                );
            }
            let none = mean(&stage.evaluation(), Metric::ReciprocalRank);
            assert!((none - 1.0 / 3.0).abs() < 1e-9);
        });
    }

    #[test]
    fn the_best_order_finds_whatever_can_be_found() {
        with_stage(&["x", FIRST, FIRST, "x", SECOND], |stage| {
            let recall = |depth, k| mean(&stage.best(depth), Metric::Recall(k));
            let half = 7.0 / 13.0;
            for (depth, k, expected) in [(1, 1, 0.0), (4, 1, half), (4, 2, half), (5, 2, 1.0)] {
                let found = recall(depth, k);
                assert!((found - expected).abs() < 1e-9, "{depth}, {k}: {found}");
            }
            assert!((mean(&stage.best(3), Metric::ReciprocalRank) - 1.0).abs() < 1e-9);
        });
    }

    #[test]
    fn a_question_is_lost_if_less_than_half_of_its_evidence_is_there() {
        with_stage(&["x", SECOND, FIRST], |stage| {
            assert_eq!(
                [1, 2, 3].map(|depth| stage.lost(depth)[0]),
                [true, true, false]
            );
            assert!(stage.passages(1, 5).is_empty());
        });
    }

    #[test]
    fn a_reranker_must_give_one_score_for_each_text() {
        /// Gives no score at all.
        struct Silent;
        impl Reranker for Silent {
            fn score(&self, _: &str, _: &[&str]) -> Result<Vec<f32>> {
                Ok(Vec::new())
            }
        }
        with_stage(&["x"], |stage| {
            let error = stage.scores(&Silent, 5).unwrap_err().to_string();
            assert_eq!(error, "the reranker gave 0 scores for 1 texts");
        });
    }
}
