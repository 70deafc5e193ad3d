//! Counts the words of quotes in the documents: rare ones lead to the places of a quote.

use super::Wanted;
use super::words::PlainWords;
use std::collections::HashMap;

/// How often the words of quotes occur in the documents. Looked up only.
pub(super) struct WordWeights(HashMap<String, u32>);

impl WordWeights {
    pub(super) fn of(wanted: &[Wanted<'_>]) -> Self {
        let mut counts = HashMap::new();
        for wanted in wanted {
            for word in PlainWords::of(wanted.quote()).iter() {
                counts.entry(word.to_owned()).or_insert(0);
            }
        }
        Self(counts)
    }

    /// Adds the words of a document.
    pub(super) fn count(&mut self, words: &PlainWords) {
        for word in words.iter() {
            if let Some(count) = self.0.get_mut(word) {
                *count = count.saturating_add(1);
            }
        }
    }

    pub(super) fn occurrences(&self, word: &str) -> u32 {
        self.0.get(word).copied().unwrap_or(0)
    }

    /// The weight of a word in votes: 1 for one that occurs once, .1 for one that occurs
    /// 500 times.
    pub(super) fn weight(&self, word: &str) -> f64 {
        1.0 / (1.0 + f64::from(self.occurrences(word).max(1)).log2())
    }
}
