//! The metrics of an evaluation.

use super::outcome::{Coverage, Outcome, RankedPassage, share};
use crate::passages::Budget;
use std::fmt;

/// A number that is computed from a question and its results. A passage *holds* evidence
/// if it covers half of the words of a quote, or 40 of them.
///
/// An evaluation reports the mean over all questions. Shares are between 0 and 1. Where
/// fewer passages than `k` are returned, the missing ones count as passages without
/// evidence.
///
/// ```
/// use sectile::evaluate::Metric;
///
/// assert_eq!(Metric::Hit(5).to_string(), "hit@5");
/// assert_eq!(Metric::RecallWithin(1000).to_string(), "recall@1000t");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Metric {
    /// The share of the first `k` passages that hold evidence. Its mean has a ceiling far
    /// below 1 where the evidence of a question is in one passage.
    Precision(usize),
    /// The [`Precision`](Self::Precision) of a perfect ranking of the same passages: the
    /// number of passages that hold evidence, at most `k`, divided by `k`.
    PrecisionCeiling(usize),
    /// Found of findable: precision divided by its ceiling, so that a perfect ranking
    /// reaches 1. It is the same as the passages found of those that could be found at
    /// `k`, BEIR's capped recall.
    FoundOfFindable(usize),
    /// The share of the words of the evidence that the first `k` passages cover together;
    /// where there are alternatives, of the one that is covered best. Chroma's token-wise
    /// recall.
    Recall(usize),
    /// 1 if any of the first `k` passages holds evidence, else 0.
    Hit(usize),
    /// Normalised discounted cumulative gain of the first `k` passages, with a gain of 1
    /// for one that holds evidence and a discount of `log2(1 + rank)`.
    Ndcg(usize),
    /// The share of the tokens of the first `k` passages that are evidence. Chroma's
    /// precision.
    TokenPrecision(usize),
    /// The tokens of evidence in the first `k` passages, divided by the tokens of these
    /// passages and of the evidence that they miss. Chroma's intersection over union.
    Iou(usize),
    /// The number of tokens of the first `k` passages.
    Tokens(usize),
    /// [`Recall`](Self::Recall) within this many tokens from the first one returned; the
    /// last passage is cut where they end. This compares chunks of different sizes
    /// fairly.
    RecallWithin(u32),
    /// [`Hit`](Self::Hit) within this many tokens from the first one.
    HitWithin(u32),
    /// The reciprocal of the rank of the first passage that holds evidence, else 0: its mean
    /// is the MRR. Of passages selected for budgets, the rank of its chunk.
    ReciprocalRank,
}

impl Metric {
    /// The ranks that reports are about.
    pub const RANKS: [usize; 5] = [1, 3, 5, 10, 20];
    /// The budgets of tokens that reports are about.
    pub const BUDGETS: [u32; 4] = [500, 1000, 2000, 4000];

    /// Every metric at every rank of [`RANKS`](Self::RANKS) and every budget of
    /// [`BUDGETS`](Self::BUDGETS).
    pub fn all() -> impl Iterator<Item = Self> {
        let at_ranks = [
            Self::Precision,
            Self::PrecisionCeiling,
            Self::FoundOfFindable,
            Self::Recall,
            Self::Hit,
            Self::Ndcg,
            Self::TokenPrecision,
            Self::Iou,
            Self::Tokens,
        ];
        let within_budgets = [Self::RecallWithin, Self::HitWithin];
        let ranked = at_ranks
            .into_iter()
            .flat_map(|metric| Self::RANKS.map(metric));
        let budgeted = within_budgets
            .into_iter()
            .flat_map(|metric| Self::BUDGETS.map(metric));
        ranked
            .chain(budgeted)
            .chain(std::iter::once(Self::ReciprocalRank))
    }

    /// Returns the budget for which passages are selected. All other metrics are about the
    /// ranking.
    pub(super) fn budget(self) -> Option<Budget> {
        match self {
            Self::RecallWithin(tokens) | Self::HitWithin(tokens) => Some(Budget::Tokens(tokens)),
            Self::Tokens(k) => Some(Budget::Results(u32::try_from(k).unwrap_or(u32::MAX))),
            _ => None,
        }
    }

    /// Computes the metric for the results of one question.
    pub(super) fn of(self, outcome: &Outcome) -> f64 {
        let first = |k: usize| outcome.results.get(..k).unwrap_or(&outcome.results);
        match self {
            Self::Precision(k) => share(relevant(first(k)), k),
            Self::PrecisionCeiling(k) => share(outcome.findable.min(k), k),
            Self::FoundOfFindable(k) => share(relevant(first(k)), outcome.findable.min(k)),
            Self::Recall(k) => covered(outcome, first(k)).recall(),
            Self::Hit(k) => share(relevant(first(k)).min(1), 1),
            Self::Ndcg(k) => gain(first(k)) / ideal_gain(outcome.findable.min(k)),
            Self::TokenPrecision(k) => token_precision(first(k)),
            Self::Iou(k) => intersection_over_union(outcome, first(k)),
            Self::Tokens(k) => first(k).iter().map(|result| f64::from(result.tokens)).sum(),
            Self::RecallWithin(tokens) => within(outcome, tokens).0,
            Self::HitWithin(tokens) => share(within(outcome, tokens).1.into(), 1),
            Self::ReciprocalRank => {
                let first = outcome.results.iter().position(|result| result.is_relevant);
                first.map_or(0.0, |rank| share(1, rank + 1))
            }
        }
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Precision(k) => write!(f, "prec@{k}"),
            Self::PrecisionCeiling(k) => write!(f, "precmax@{k}"),
            Self::FoundOfFindable(k) => write!(f, "found/findable@{k}"),
            Self::Recall(k) => write!(f, "recall@{k}"),
            Self::Hit(k) => write!(f, "hit@{k}"),
            Self::Ndcg(k) => write!(f, "ndcg@{k}"),
            Self::TokenPrecision(k) => write!(f, "tprec@{k}"),
            Self::Iou(k) => write!(f, "iou@{k}"),
            Self::Tokens(k) => write!(f, "tokens@{k}"),
            Self::RecallWithin(tokens) => write!(f, "recall@{tokens}t"),
            Self::HitWithin(tokens) => write!(f, "hit@{tokens}t"),
            Self::ReciprocalRank => f.write_str("mrr"),
        }
    }
}

fn relevant(results: &[RankedPassage]) -> usize {
    results.iter().filter(|result| result.is_relevant).count()
}

fn covered<'o>(outcome: &'o Outcome, results: &[RankedPassage]) -> Coverage<'o> {
    let mut coverage = Coverage::none(&outcome.items);
    for result in results {
        coverage.add(&result.matches);
    }
    coverage
}

fn discount(place: usize) -> f64 {
    (share(place, 1) + 2.0).log2().recip()
}

fn gain(results: &[RankedPassage]) -> f64 {
    let relevant = results.iter().enumerate();
    relevant
        .filter(|(_, result)| result.is_relevant)
        .map(|(place, _)| discount(place))
        .sum()
}

/// Returns the gain of `findable` passages at the top; infinite for none, so that their
/// share is 0.
fn ideal_gain(findable: usize) -> f64 {
    if findable == 0 {
        return f64::INFINITY;
    }
    (0..findable).map(discount).sum()
}

fn token_precision(results: &[RankedPassage]) -> f64 {
    let tokens: f64 = results.iter().map(|result| f64::from(result.tokens)).sum();
    let evidence: f64 = results.iter().map(evidence_tokens).sum();
    (evidence / tokens.max(1.0)).min(1.0)
}

/// Estimates the tokens of a passage that are evidence, by its share of words.
fn evidence_tokens(result: &RankedPassage) -> f64 {
    // Two overlapping quotes match the same words of the passage: each counts once.
    let mut places: Vec<u32> = (result.matches.iter())
        .flat_map(|found| found.places.iter().copied())
        .collect();
    places.sort_unstable();
    places.dedup();
    share(places.len(), result.words) * f64::from(result.tokens)
}

fn intersection_over_union(outcome: &Outcome, results: &[RankedPassage]) -> f64 {
    let tokens = |words: usize| share(words, 1) * outcome.tokens_per_word;
    let found = tokens(covered(outcome, results).all_words());
    let evidence = tokens(outcome.items.iter().map(|item| item.words).sum());
    let returned: f64 = results.iter().map(|result| f64::from(result.tokens)).sum();
    found / (evidence + returned - found).max(1e-9)
}

/// Recall and hit within the first `budget` tokens.
fn within(outcome: &Outcome, budget: u32) -> (f64, bool) {
    // The last passage is cut where the budget ends, at the word that the share of its
    // tokens gives. Left out whole, larger chunks would lose up to a chunk of every
    // budget.
    let mut coverage = Coverage::none(&outcome.items);
    let mut hit = false;
    let mut left = budget;
    for result in &outcome.results {
        let Some(rest) = left.checked_sub(result.tokens) else {
            let places = share(result.words, 1) * f64::from(left) / f64::from(result.tokens);
            coverage.add_before(&result.matches, places);
            hit |= (result.matches.iter())
                .any(|found| found.holds_before(outcome.items[found.item], places));
            break;
        };
        left = rest;
        coverage.add(&result.matches);
        hit |= result.is_relevant;
    }
    (coverage.recall(), hit)
}

#[cfg(test)]
mod tests {
    use super::super::matching::{Match, Quote};
    use super::super::outcome::ResultSource;
    use super::*;

    /// Ten words of evidence. The results: nothing, words 0..8, words 6..10, nothing,
    /// all.
    fn outcome() -> Outcome {
        let result = |range: std::ops::Range<u32>| RankedPassage {
            source: ResultSource::Collection(0),
            tokens: 100,
            words: 50,
            is_relevant: range.len() >= 5,
            matches: [Match {
                item: 0,
                places: range.clone().map(|word| word + 20).collect(),
                covered: range.map(|word| (word, word + 20)).collect(),
            }]
            .into(),
        };
        Outcome {
            items: vec![Quote {
                words: 10,
                group: 0,
            }],
            results: [0..0, 0..8, 6..10, 0..0, 0..10].map(result).into(),
            findable: 3,
            tokens_per_word: 2.0,
        }
    }

    #[track_caller]
    fn assert_value(metric: Metric, expected: f64) {
        let value = metric.of(&outcome());
        assert!(
            (value - expected).abs() < 1e-9,
            "{metric} is {value}, not {expected}"
        );
    }

    #[test]
    fn precision_is_reported_with_its_ceiling() {
        assert_value(Metric::Precision(5), 2.0 / 5.0);
        assert_value(Metric::PrecisionCeiling(5), 3.0 / 5.0);
        assert_value(Metric::FoundOfFindable(5), 2.0 / 3.0);
        assert_value(Metric::FoundOfFindable(1), 0.0);
        assert_value(Metric::Precision(10), 2.0 / 10.0);
    }

    #[test]
    fn recall_counts_each_word_of_the_evidence_once() {
        assert_value(Metric::Recall(1), 0.0);
        assert_value(Metric::Recall(2), 0.8);
        assert_value(Metric::Recall(3), 1.0);
        assert_value(Metric::Hit(1), 0.0);
        assert_value(Metric::Hit(3), 1.0);
        assert_value(Metric::ReciprocalRank, 0.5);
    }

    #[test]
    fn gain_is_discounted_by_rank() {
        // Ranks 2 and 5 of three findable: (1/log2 3 + 1/log2 6) / (1/log2 2 + 1/log2 3 +
        // 1/log2 4)
        let ideal = 1.0 + 1.0 / 3_f64.log2() + 0.5;
        assert_value(
            Metric::Ndcg(5),
            (1.0 / 3_f64.log2() + 1.0 / 6_f64.log2()) / ideal,
        );
    }

    #[test]
    fn tokens_of_evidence_are_counted_by_their_share_of_words() {
        // 8 and 4 of 50 words, 100 tokens each, in 300 tokens.
        assert_value(Metric::TokenPrecision(3), (16.0 + 8.0) / 300.0);
        // 10 words of evidence are 20 tokens, all found in 300.
        assert_value(Metric::Iou(3), 20.0 / 300.0);
        assert_value(Metric::Iou(2), 16.0 / (20.0 + 200.0 - 16.0));
        assert_value(Metric::Tokens(3), 300.0);
    }

    #[test]
    fn a_budget_cuts_the_last_passage() {
        assert_value(Metric::RecallWithin(100), 0.0);
        // 50 of 100 tokens are 25 of 50 words: those at 20 to 24.
        assert_value(Metric::RecallWithin(150), 0.5);
        assert_value(Metric::HitWithin(150), 1.0);
        assert_value(Metric::RecallWithin(148), 0.4);
        assert_value(Metric::HitWithin(148), 0.0);
        assert_value(Metric::RecallWithin(200), 0.8);
        assert_value(Metric::RecallWithin(4000), 1.0);
    }

    #[test]
    fn any_one_alternative_is_enough() {
        let mut outcome = outcome();
        outcome.items.push(Quote {
            words: 90,
            group: 1,
        });
        assert!((Metric::Recall(3).of(&outcome) - 1.0).abs() < 1e-9);
        outcome.items[1].group = 0;
        assert!((Metric::Recall(3).of(&outcome) - 0.1).abs() < 1e-9);
    }

    #[test]
    fn nothing_findable_is_nothing_found() {
        let nothing = Outcome {
            results: Vec::new(),
            findable: 0,
            ..outcome()
        };
        for metric in Metric::all() {
            assert!(metric.of(&nothing).abs() < 1e-9, "{metric}");
        }
    }
}
