//! Finds the passages that are most like quotes which changed.
//!
//! Each rare word of a quote votes for the places at which the quote would begin if the
//! word were its own; only the places with most votes are aligned. The cost grows with the
//! documents and with the rare words that they have, not with their product.

use super::align::{QuoteAlignment, align};
use super::exact::unmarked;
use super::passage;
use super::weights::WordWeights;
use super::words::PlainWords;
use super::{FoundQuote, Wanted};
use crate::document::{Document, Span, offset};
use crate::evaluate::plain::PlainText;
use std::collections::HashMap;

/// The words of a quote that vote at most.
const MAX_VOTERS: usize = 16;
/// A word that occurs more often does not vote, unless a quote has no rarer ones.
const FREQUENT: u32 = 1_000;
/// A quote has at least so many voters, if it has as many words.
const MIN_VOTERS: usize = 3;
/// The places of a document that are aligned for each quote.
const PLACES: usize = 2;
/// The share of the votes that a place needs to be aligned.
const MIN_VOTES: f64 = 0.25;
/// A passage of a document in which the quote is expected is the quote, edited, from this
/// similarity on. Of 150 sentences of which up to 30 % of the words were replaced all
/// reached .62; of 150 that were deleted, 4 % had a passage above .58, nearly all in
/// sibling documents.
const SIMILAR: f64 = 0.58;
/// The same in any document if the expected one is missing: all documents have more
/// sentences that are alike by chance than one has. "To run Windows PowerShell 5.1, install
/// Windows Management Framework 5.1." is .58 like a list of versions in another manual.
const SIMILAR_IF_MISSING: f64 = 0.62;
/// The same in another document although the expected one is there: manuals of two models
/// have sentences in common that are no edits of each other, up to .78.
const SIMILAR_ELSEWHERE: f64 = 0.8;
/// The share of the weights of its words that a passage must have: common words alone,
/// such as "it is one of the", are no quote.
const MIN_WEIGHT: f64 = 0.25;
/// Places closer than this many words are one, for short quotes too.
const MIN_STEP: usize = 4;
/// The words in common that a passage needs.
const MIN_EQUAL: usize = 2;
/// The same in a document in which the quote is not expected: "+44 5550 100" is three words
/// of every telephone number.
const MIN_EQUAL_ELSEWHERE: usize = 5;

/// The quotes that changed, and the passages that are most like them so far.
pub(super) struct QuoteCandidates {
    /// By number of the quote; `None` for those that did not change.
    changed: Vec<Option<Changed>>,
    /// The quotes that a word votes for, with its places in them. Looked up only.
    voters: HashMap<String, Vec<(usize, usize)>>,
}

/// A quote that changed.
struct Changed {
    words: Vec<String>,
    /// The weight of each word.
    weights: Vec<f64>,
    /// The sum of the weights of the words that vote.
    votes: f64,
    /// True if a document exists in which it is expected.
    is_expected_anywhere: bool,
    best: Option<FoundQuote>,
}

impl QuoteCandidates {
    pub(super) fn of(
        wanted: &[Wanted<'_>],
        documents: &[Document],
        weights: &WordWeights,
        is_changed: impl Fn(usize) -> bool,
    ) -> Self {
        let mut candidates = Self {
            changed: Vec::new(),
            voters: HashMap::new(),
        };
        for (quote, wanted) in wanted.iter().enumerate() {
            let changed = is_changed(quote).then(|| {
                let is_expected = documents.iter().any(|document| wanted.expects(document));
                candidates.add(quote, wanted, weights, is_expected)
            });
            candidates.changed.push(changed);
        }
        candidates
    }

    fn add(
        &mut self,
        quote: usize,
        wanted: &Wanted<'_>,
        weights: &WordWeights,
        is_expected_anywhere: bool,
    ) -> Changed {
        let words: Vec<String> = (PlainWords::of(&unmarked(wanted.quote())).iter())
            .map(str::to_owned)
            .collect();
        let mut places: Vec<usize> = (0..words.len())
            .filter(|at| weights.occurrences(&words[*at]) > 0)
            .collect();
        places.sort_by_key(|at| weights.occurrences(&words[*at]));
        let is_rare = |at: &usize| weights.occurrences(&words[*at]) <= FREQUENT;
        let rare = places.iter().filter(|at| is_rare(at)).count();
        places.truncate(rare.clamp(MIN_VOTERS, MAX_VOTERS));
        let each: Vec<f64> = words.iter().map(|word| weights.weight(word)).collect();
        let votes = places.iter().map(|at| each[*at]).sum();
        for at in places {
            let word = words[at].clone();
            self.voters.entry(word).or_default().push((quote, at));
        }
        Changed {
            words,
            weights: each,
            votes,
            is_expected_anywhere,
            best: None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.voters.is_empty()
    }

    pub(super) fn best(&self, quote: usize) -> Option<&FoundQuote> {
        self.changed[quote].as_ref()?.best.as_ref()
    }

    /// Looks for all quotes that changed in a document.
    pub(super) fn search(
        &mut self,
        document_number: usize,
        document: &Document,
        plain: &PlainText<'_>,
        words: &PlainWords,
        wanted: &[Wanted<'_>],
    ) {
        for (quote, start) in self.places(words) {
            let Some(changed) = &mut self.changed[quote] else {
                continue;
            };
            let is_expected = wanted[quote].expects(document);
            let found = changed.passage(words, start, plain.text(), is_expected);
            let Some((range, similarity)) = found else {
                continue;
            };
            // The first of equals stays: documents are in the order of their names.
            if changed
                .best
                .as_ref()
                .is_none_or(|best| best.similarity < similarity)
            {
                let span = Span::new(offset(range.start), offset(range.end));
                changed.best = Some(FoundQuote {
                    document: document_number,
                    is_expected,
                    span: plain.source_span(span),
                    quote: passage::written(&plain.text()[range]),
                    similarity,
                });
            }
        }
    }

    /// Returns the places with most votes: the quote, and the word of the document at which
    /// it would begin.
    fn places(&self, words: &PlainWords) -> Vec<(usize, usize)> {
        let mut votes: Vec<(usize, usize, f64)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            for (quote, place) in self.voters.get(word).into_iter().flatten() {
                let Some(changed) = &self.changed[*quote] else {
                    continue;
                };
                // Places within half of a quote are one: words before may be missing.
                let begins = at.saturating_sub(*place) / changed.step();
                let weight = changed.weights[*place];
                votes.push((*quote, begins, weight));
                votes.push((*quote, begins + 1, weight));
            }
        }
        votes.sort_by_key(|(quote, begins, _)| (*quote, *begins));
        let mut sums: Vec<(usize, usize, f64)> = Vec::new();
        for (quote, begins, weight) in votes {
            match sums.last_mut() {
                Some(last) if (last.0, last.1) == (quote, begins) => last.2 += weight,
                _ => sums.push((quote, begins, weight)),
            }
        }
        self.most_voted(sums)
    }

    fn most_voted(&self, mut sums: Vec<(usize, usize, f64)>) -> Vec<(usize, usize)> {
        sums.sort_by(|a, b| a.0.cmp(&b.0).then(b.2.total_cmp(&a.2)).then(a.1.cmp(&b.1)));
        let mut places = Vec::new();
        let mut of_quote = (usize::MAX, 0);
        for (quote, begins, votes) in sums {
            if quote != of_quote.0 {
                of_quote = (quote, 0);
            }
            let Some(changed) = &self.changed[quote] else {
                continue;
            };
            if of_quote.1 < PLACES && votes >= MIN_VOTES * changed.votes {
                of_quote.1 += 1;
                places.push((quote, begins * changed.step()));
            }
        }
        places
    }
}

impl Changed {
    /// The words between two places that votes are counted for.
    fn step(&self) -> usize {
        (self.words.len() / 2).max(MIN_STEP)
    }

    /// Returns the bytes of the passage near word `start` that is most like the quote, if
    /// it is like it at all, and the similarity.
    fn passage(
        &self,
        words: &PlainWords,
        start: usize,
        text: &str,
        is_expected: bool,
    ) -> Option<(std::ops::Range<usize>, f64)> {
        let length = self.words.len();
        let from = start.saturating_sub(length + self.step());
        let to = (start + 2 * length + MIN_STEP).min(words.words.len());
        let quote: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let near: Vec<&str> = (from.min(to)..to).map(|at| words.word(at)).collect();
        let found = align(&quote, &near)?;
        if !self.is_like(&found, is_expected) {
            return None;
        }
        let (before, after) = (found.first.0, length - 1 - found.last.0);
        let (first, last) = (from + found.first.1, from + found.last.1);
        let range = passage::widened(words, text, (first, last), (before, after));
        Some((range, found.similarity))
    }

    fn is_like(&self, found: &QuoteAlignment, is_expected: bool) -> bool {
        let needed = match (is_expected, self.is_expected_anywhere) {
            (true, _) => SIMILAR,
            (false, false) => SIMILAR_IF_MISSING,
            (false, true) => SIMILAR_ELSEWHERE,
        };
        let equal: f64 = found.equal.iter().map(|at| self.weights[*at]).sum();
        let all: f64 = self.weights.iter().sum();
        let min_equal = if is_expected {
            MIN_EQUAL
        } else {
            MIN_EQUAL_ELSEWHERE
        };
        found.similarity >= needed && equal >= MIN_WEIGHT * all && found.equal.len() >= min_equal
    }
}

#[cfg(test)]
mod tests {
    use crate::evaluate::{Question, QuoteState, check_quotes};
    use crate::{Format, Limits};

    #[test]
    fn a_passage_by_chance_is_no_edit_if_the_document_is_missing() {
        let source = "Scripts run with Windows PowerShell 5.1.\n\nInstall locations by version: \
                      Windows PowerShell 5.1 and later.\n";
        let quote = "To open Windows PowerShell 5.1, install Windows Management Framework 5.1.";
        let read = Format::Markdown.read(source.as_bytes(), &Limits::default());
        let mut document = read.unwrap();
        document.set_name("versions.md");
        let documents = [document];
        let state = |expected: &str| {
            let question = Question::new("1", "What does it need?").about(expected);
            check_quotes(&[question.with_quote(quote)], &documents)[0][0].state
        };
        assert_eq!(state("requirements.md"), QuoteState::DocumentMissing);
        assert_eq!(state("versions.md"), QuoteState::Edited);
    }
}
