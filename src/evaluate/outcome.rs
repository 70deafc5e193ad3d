//! The results of one question, and the share of its evidence that they cover.

use super::collection::{Collection, RetrievedText, ReturnedPassages};
use super::matching::{Match, Matches, Quote};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The number of passages that are evaluated; they fill the largest budget even where
/// they are short.
pub(super) const RETURNED: u32 = 100;

/// The results of one question.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    /// The question's quotes.
    pub(super) items: Vec<Quote>,
    /// The passages that were returned, best first.
    pub(super) results: Vec<RankedPassage>,
    /// The number of passages with evidence that could have been returned.
    pub(super) findable: usize,
    /// The mean number of tokens of a word of the collection.
    pub(super) tokens_per_word: f64,
}

/// A passage that was returned.
#[derive(Debug, Clone)]
pub(super) struct RankedPassage {
    pub(super) source: ResultSource,
    pub(super) tokens: u32,
    pub(super) words: usize,
    /// It holds evidence.
    pub(super) is_relevant: bool,
    pub(super) matches: Arc<[Match]>,
}

impl Outcome {
    /// The results of question number `at`.
    pub(super) fn of(
        returned: &ReturnedPassages,
        collection: &Collection,
        matches: &Matches,
        at: usize,
        tokens_per_word: f64,
    ) -> Self {
        Self {
            items: matches.items[at].clone(),
            results: results(returned, collection, matches, at),
            findable: findable(returned, collection, matches, at),
            tokens_per_word,
        }
    }
}

fn results(
    returned: &ReturnedPassages,
    collection: &Collection,
    matches: &Matches,
    question: usize,
) -> Vec<RankedPassage> {
    let result = |passage: &usize| RankedPassage {
        source: ResultSource::Collection(*passage),
        tokens: collection.passages()[*passage].tokens,
        words: matches.words[*passage],
        is_relevant: matches.holds(question, *passage),
        matches: matches.passages[question]
            .get(passage)
            .cloned()
            .unwrap_or_default(),
    };
    returned.passages.iter().map(result).collect()
}

/// Returns how many passages with evidence could have been returned.
fn findable(
    returned: &ReturnedPassages,
    collection: &Collection,
    matches: &Matches,
    question: usize,
) -> usize {
    // All passages count and not only those returned: three that hold evidence are
    // findable, also if the retriever finds none of them.
    (matches.passages[question].keys())
        .filter(|passage| matches.holds(question, **passage))
        .filter(|passage| collection.could_return(**passage, returned))
        .count()
}

/// Returns the mean number of tokens of a word of the passages.
pub(super) fn tokens_per_word(passages: &[RetrievedText], words: &[usize]) -> f64 {
    // A mean of ratios, so that one passage of code, with many tokens a word, does not
    // set the scale for all.
    let each = passages.iter().zip(words);
    let sum: f64 = each
        .map(|(passage, words)| f64::from(passage.tokens) / share(*words, 1).max(1.0))
        .sum();
    sum / share(passages.len(), 1).max(1.0)
}

/// The passage that a result is.
#[derive(Debug, Clone)]
pub(super) enum ResultSource {
    /// The passage of this number in the collection.
    Collection(usize),
    /// A passage that was selected for the question, without its text.
    Selected(Arc<RetrievedText>),
}

/// The words of a question's quotes that are covered so far.
#[derive(Debug, Clone)]
pub(super) struct Coverage<'i> {
    items: &'i [Quote],
    covered: Vec<Vec<bool>>,
}

impl<'i> Coverage<'i> {
    pub(super) fn none(items: &'i [Quote]) -> Self {
        Self {
            items,
            covered: items.iter().map(|item| vec![false; item.words]).collect(),
        }
    }

    pub(super) fn add(&mut self, matches: &[Match]) {
        self.add_before(matches, f64::INFINITY);
    }

    /// Adds the matches within the first `places` words of a passage.
    pub(super) fn add_before(&mut self, matches: &[Match], places: f64) {
        for found in matches {
            for word in found.before(places) {
                self.covered[found.item][word as usize] = true;
            }
        }
    }

    /// The covered words of quote number `item`.
    pub(super) fn words(&self, item: usize) -> usize {
        self.covered[item]
            .iter()
            .filter(|covered| **covered)
            .count()
    }

    /// The covered words of all quotes.
    pub(super) fn all_words(&self) -> usize {
        (0..self.items.len()).map(|item| self.words(item)).sum()
    }

    /// The covered share of the alternative that is covered best, from 0 to 1.
    pub(super) fn recall(&self) -> f64 {
        // Quotes of one group are needed together, "75 degrees" and "two minutes"; of two
        // groups either answers the question.
        let mut alternatives: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
        for (at, item) in self.items.iter().enumerate() {
            let (covered, words) = alternatives.entry(item.group).or_default();
            *covered += self.words(at);
            *words += item.words;
        }
        alternatives
            .into_values()
            .map(|(covered, words)| share(covered, words))
            .fold(0.0, f64::max)
    }
}

/// Returns `part` as a share of `whole`; 0 of nothing.
#[allow(clippy::cast_precision_loss)] // counts far below 2^52
pub(super) fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
