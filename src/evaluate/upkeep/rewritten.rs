//! Finds sentences that have much the same words as a quote in another order.
//!
//! "Jam keeps for a year in a cool cellar." becomes "In a cellar that is cool, jam keeps a
//! whole year.": an alignment finds half of the words in order. Only documents in which the
//! quote is expected are searched, because sibling documents have such sentences of their
//! own.

use super::passage;
use super::words::PlainWords;
use super::{FoundQuote, Wanted};
use crate::document::{Document, Span, offset};
use crate::evaluate::plain::PlainText;
use std::collections::{BTreeMap, HashMap};

/// The part that quote and sentence must have in common of the weights of their words
/// together (Dice). Of 271 sentences that were deleted from nine documentations, no other
/// sentence of the document fulfils this and the next three conditions; of 368 that were
/// replaced by a sentence which an alignment does not find, 52 are found.
const SIMILAR: f64 = 0.5;
/// The part that the sentence must have of the quote's weights: a short sentence, "Press
/// Ctrl+T", is in many longer ones.
const COVERED: f64 = 0.55;
/// The distinct words in common that a sentence needs.
const MIN_COMMON: usize = 4;
/// The distance in similarity from the next best sentence: one of many sentences of one
/// pattern, "Returns the first N elements" and "the last N elements", replaced nothing.
const AHEAD: f64 = 0.15;

/// The quotes that no alignment finds, and the sentences that are most like them so far.
pub(super) struct RewrittenQuotes {
    /// By the number of the quote.
    quotes: BTreeMap<usize, RewrittenQuote>,
}

struct RewrittenQuote {
    words: BTreeMap<String, usize>,
    /// The most similar sentence, if it fulfils the conditions.
    best: Option<FoundQuote>,
    /// The similarity of the most similar sentence, and of the next one.
    highest: f64,
    next: f64,
}

impl RewrittenQuotes {
    pub(super) fn of(wanted: &[Wanted<'_>], is_lost: impl Fn(usize) -> bool) -> Self {
        let lost = wanted
            .iter()
            .enumerate()
            .filter(|(quote, _)| is_lost(*quote));
        let quotes = lost.map(|(quote, wanted)| {
            let mut words: BTreeMap<String, usize> = BTreeMap::new();
            for word in PlainWords::of(wanted.quote()).iter() {
                *words.entry(word.to_owned()).or_default() += 1;
            }
            let quote_words = RewrittenQuote {
                words,
                best: None,
                highest: 0.0,
                next: 0.0,
            };
            (quote, quote_words)
        });
        Self {
            quotes: quotes.collect(),
        }
    }

    /// Returns true if a quote is expected in the document.
    pub(super) fn is_about(&self, document: &Document, wanted: &[Wanted<'_>]) -> bool {
        let mut quotes = self.quotes.keys();
        quotes.any(|quote| wanted[*quote].names(document))
    }

    /// Returns the sentence that replaced a quote.
    pub(super) fn best(&self, quote: usize) -> Option<&FoundQuote> {
        let quote = self.quotes.get(&quote)?;
        let best = quote.best.as_ref();
        best.filter(|best| best.similarity - quote.next >= AHEAD)
    }

    /// Looks for all quotes that are expected in the document.
    pub(super) fn search(
        &mut self,
        document_number: usize,
        document: &Document,
        plain: &PlainText<'_>,
        words: &PlainWords,
        wanted: &[Wanted<'_>],
    ) {
        let sentences = Sentences::of(words, plain.text());
        for (number, quote) in &mut self.quotes {
            if !wanted[*number].names(document) {
                continue;
            }
            for sentence in sentences.near(&quote.words) {
                let similarity = sentence.similarity;
                if similarity <= quote.highest {
                    quote.next = quote.next.max(similarity);
                    continue;
                }
                (quote.next, quote.highest) = (quote.highest, similarity);
                quote.best = sentence.is_like.then(|| {
                    let range = passage::widened(words, plain.text(), sentence.place, (0, 0));
                    let span = Span::new(offset(range.start), offset(range.end));
                    FoundQuote {
                        document: document_number,
                        is_expected: true,
                        span: plain.source_span(span),
                        quote: passage::written(&plain.text()[range]),
                        similarity,
                    }
                });
            }
        }
    }
}

/// A sentence of which the similarity matters: to be the best, or to be too close to it.
struct NearSentence {
    /// The first and the last word.
    place: (usize, usize),
    similarity: f64,
    /// True if it fulfils all conditions but the distance from others.
    is_like: bool,
}

/// The sentences of a document, and the words in each.
struct Sentences<'w> {
    /// The first and the last word of each.
    places: Vec<(usize, usize)>,
    /// The weights of the words of each, together.
    weights: Vec<f64>,
    /// The sentences that have a word, with the number of times. Looked up only.
    of_word: HashMap<&'w str, Vec<(usize, usize)>>,
}

impl<'w> Sentences<'w> {
    fn of(words: &'w PlainWords, text: &str) -> Self {
        let places = passage::sentences(words, text);
        let mut of_word: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
        for (number, (first, last)) in places.iter().enumerate() {
            for at in *first..=*last {
                let sentences = of_word.entry(words.word(at)).or_default();
                match sentences.last_mut() {
                    Some((last, times)) if *last == number => *times += 1,
                    _ => sentences.push((number, 1)),
                }
            }
        }
        let weight = |at| weight(of_word.get(words.word(at)));
        let sum = |(first, last): &(usize, usize)| (*first..=*last).map(weight).sum();
        Self {
            weights: places.iter().map(sum).collect(),
            places,
            of_word,
        }
    }

    /// Returns the sentences that come near a quote.
    fn near(&self, quote: &BTreeMap<String, usize>) -> Vec<NearSentence> {
        let mut common: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        let mut all = 0.0;
        for (word, times) in quote {
            let sentences = self.of_word.get(word.as_str());
            let weight = weight(sentences);
            all += weight * number(*times);
            for (sentence, own) in sentences.into_iter().flatten() {
                let sum = common.entry(*sentence).or_default();
                sum.0 += weight * number(*times.min(own));
                sum.1 += 1;
            }
        }
        let near = |(sentence, (shared, distinct)): (usize, (f64, usize))| {
            let similarity = 2.0 * shared / (all + self.weights[sentence]);
            NearSentence {
                place: self.places[sentence],
                similarity,
                is_like: similarity >= SIMILAR && shared >= COVERED * all && distinct >= MIN_COMMON,
            }
        };
        let sentences = common.into_iter().map(near);
        sentences
            .filter(|sentence| sentence.similarity > SIMILAR - AHEAD)
            .collect()
    }
}

/// The weight of a word: 1 in one sentence or none, .1 in 500 sentences.
fn weight(sentences: Option<&Vec<(usize, usize)>>) -> f64 {
    let sentences = sentences.map_or(1, Vec::len).max(1);
    1.0 / (1.0 + number(sentences).log2())
}

#[allow(clippy::cast_precision_loss)] // numbers of words and sentences
fn number(of: usize) -> f64 {
    of as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUOTE: &str = "Jam gives this particular kind of sugar in the pot a different task.";

    /// Returns the similarity of the sentences that a quote comes near, and whether they
    /// are like it.
    fn near(text: &str) -> Vec<(bool, String)> {
        let words = PlainWords::of(text);
        let mut counts = BTreeMap::new();
        for word in PlainWords::of(QUOTE).iter() {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
        let found = Sentences::of(&words, text).near(&counts);
        let described = |sentence: &NearSentence| {
            let start = words.words[sentence.place.0].start;
            let end = words.words[sentence.place.1].end;
            (sentence.is_like, text[start..end].to_owned())
        };
        found.iter().map(described).collect()
    }

    #[test]
    fn the_same_words_in_another_order_are_like_the_quote() {
        let text = "Peel the fruit. Jam gives a special task to sugar of a kind in the pot. Stir.";
        let expected = "Jam gives a special task to sugar of a kind in the pot";
        assert_eq!(near(text), [(true, expected.to_owned())]);
    }

    #[test]
    fn a_part_of_the_quote_is_not_like_it() {
        // It has the words of the quote, but not most of them.
        let part = near("Peel. The sugar in the pot. Stir.");
        assert!(part.iter().all(|near| !near.0));
        assert!(
            near("Peel. A different task of sugar. Stir.")
                .iter()
                .all(|near| !near.0)
        );
    }
}
