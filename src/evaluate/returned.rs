//! The passages that questions got back.

use super::collection::RetrievedText;
use super::evaluation::Evaluation;
use super::metric::Metric;
use super::outcome::ResultSource;

/// A passage that a question got back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Returned<'e> {
    /// The passage. Its text is empty where passages are selected for each budget
    /// ([`Collection::selected`](super::Collection::selected)); its span is their place.
    pub passage: &'e RetrievedText,
    /// True if it covers enough of a quote to hold evidence.
    pub holds_evidence: bool,
}

impl Evaluation {
    /// Returns the first `k` passages that the question of this number got back, best
    /// first; nothing for a number that no question has.
    #[must_use]
    pub fn returned(&self, question: usize, k: usize) -> Vec<Returned<'_>> {
        let Some(asked) = self.asked.get(question) else {
            return Vec::new();
        };
        let results = &asked.outcomes.of(Metric::Hit(k)).results;
        let first = results.iter().take(k);
        first
            .map(|result| Returned {
                passage: match &result.source {
                    ResultSource::Collection(passage) => &self.passages[*passage],
                    ResultSource::Selected(passage) => passage,
                },
                holds_evidence: result.is_relevant,
            })
            .collect()
    }
}
