//! Finds evidence in passages by its word n-grams.
//!
//! Nothing depends on offsets, so chunkers that strip markup, wrap lines or overlap are
//! judged alike.

use super::collection::RetrievedText;
use super::question::Question;
use super::words::words;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The number of words in a row that must agree; all of them where a quote has fewer.
const GRAM: usize = 5;
/// A passage that covers this many words of a quote holds it, however long the quote: it
/// may not fit into one chunk.
const ENOUGH_WORDS: usize = 40;
/// No word of any quote.
const UNKNOWN: u32 = u32::MAX;

/// The words of a quote that one passage covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// The index of the quote in its question.
    pub(super) item: usize,
    /// The places of the covering words in the passage, ascending.
    pub(super) places: Vec<u32>,
    /// The covered words of the quote, ascending, each with the first place in the
    /// passage that covers it.
    pub(super) covered: Vec<(u32, u32)>,
}

/// A quote's size and alternative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quote {
    pub(super) words: usize,
    pub(super) group: u32,
}

/// The matches of each question's evidence in each passage.
#[derive(Debug, Clone)]
pub(super) struct Matches {
    /// For each question its quotes.
    pub(super) items: Vec<Vec<Quote>>,
    /// For each question the passages that cover any word of its evidence.
    pub(super) passages: Vec<BTreeMap<usize, Arc<[Match]>>>,
    /// The number of words of each passage.
    pub(super) words: Vec<usize>,
}

impl Match {
    /// Returns whether the passage covers enough of the quote to hold it: half of its
    /// words, or 40.
    pub(super) fn holds(&self, item: Quote) -> bool {
        // No chunk of 80 words holds half of a quote of 200: forty words of it are
        // enough.
        2 * self.covered.len() >= item.words || self.covered.len() >= ENOUGH_WORDS
    }

    /// The same for a passage that is cut after its first `places` words.
    pub(super) fn holds_before(&self, item: Quote, places: f64) -> bool {
        let kept = self.before(places).count();
        2 * kept >= item.words || kept >= ENOUGH_WORDS
    }

    /// Returns the covered words of the quote that are before word `places` of the
    /// passage.
    pub(super) fn before(&self, places: f64) -> impl Iterator<Item = u32> {
        let kept = move |(_, place): &&(u32, u32)| f64::from(*place) < places;
        self.covered.iter().filter(kept).map(|(word, _)| *word)
    }
}

impl Matches {
    /// Looks for the evidence of all `questions` in all `passages`.
    pub(super) fn find<'p>(
        questions: &[Question],
        passages: impl Iterator<Item = &'p RetrievedText>,
    ) -> Self {
        // The quotes that a document may hold are the same for all its passages, and are
        // computed once for each document.
        let grams = Grams::of(questions);
        let mut found = vec![BTreeMap::new(); questions.len()];
        let mut sizes = Vec::new();
        let mut open: HashMap<&str, Arc<[bool]>> = HashMap::new(); // looked up only
        for (at, passage) in passages.enumerate() {
            let open = open
                .entry(&passage.document)
                .or_insert_with(|| grams.open_in(questions, &passage.document));
            let words = grams.encode(&passage.text);
            sizes.push(words.len());
            for (question, matches) in grams.matches(&words, open) {
                found[question].insert(at, matches.into());
            }
        }
        Self {
            items: grams.items,
            passages: found,
            words: sizes,
        }
    }
}

impl Matches {
    /// Returns true if a passage covers enough of a quote of the question to hold evidence.
    pub(super) fn holds(&self, question: usize, passage: usize) -> bool {
        let items = &self.items[question];
        let found = self.passages[question].get(&passage);
        found.is_some_and(|found| found.iter().any(|found| found.holds(items[found.item])))
    }
}

/// The place of an n-gram: the number of its quote among all, and its first word.
type GramPlace = (u32, u32);

/// The n-grams of all quotes.
struct Grams {
    items: Vec<Vec<Quote>>,
    /// For each quote its question and its number there.
    quotes: Vec<(usize, usize)>,
    vocabulary: HashMap<String, u32>,
    /// By its words, filled up with `UNKNOWN`. Looked up only, as the vocabulary.
    places: HashMap<[u32; GRAM], Vec<GramPlace>>,
    /// The lengths that occur.
    lengths: BTreeSet<usize>,
}

impl Grams {
    fn of(questions: &[Question]) -> Self {
        let mut grams = Self {
            items: Vec::new(),
            quotes: Vec::new(),
            vocabulary: HashMap::new(),
            places: HashMap::new(),
            lengths: BTreeSet::new(),
        };
        for (at, question) in questions.iter().enumerate() {
            let mut items = Vec::new();
            for (number, evidence) in question.evidence.iter().enumerate() {
                let words = grams.learn(&evidence.quote);
                items.push(Quote {
                    words: words.len(),
                    group: evidence.group,
                });
                grams.add(&words);
                grams.quotes.push((at, number));
            }
            grams.items.push(items);
        }
        grams
    }

    fn learn(&mut self, quote: &str) -> Vec<u32> {
        let mut encoded = Vec::new();
        for word in words(quote) {
            let next = u32::try_from(self.vocabulary.len()).unwrap_or(UNKNOWN);
            encoded.push(*self.vocabulary.entry(word).or_insert(next));
        }
        encoded
    }

    /// Adds the n-grams of the quote that comes next.
    fn add(&mut self, words: &[u32]) {
        let quote = number(self.quotes.len());
        let length = GRAM.min(words.len());
        if length == 0 {
            return;
        }
        self.lengths.insert(length);
        for (at, gram) in (0..).zip(words.windows(length)) {
            self.places.entry(key(gram)).or_default().push((quote, at));
        }
    }

    /// Returns for each quote whether it may be in the document called `name`.
    fn open_in(&self, questions: &[Question], name: &str) -> Arc<[bool]> {
        let quotes = self.quotes.iter();
        quotes
            .map(|(question, item)| questions[*question].expects(*item, name))
            .collect()
    }

    fn encode(&self, text: &str) -> Vec<u32> {
        words(text)
            .map(|word| self.vocabulary.get(&word).copied().unwrap_or(UNKNOWN))
            .collect()
    }

    /// The quotes among `open` that a passage of these `words` covers words of, by
    /// question.
    fn matches(&self, words: &[u32], open: &[bool]) -> BTreeMap<usize, Vec<Match>> {
        // A word of no quote ends every n-gram, and most words of a passage are in no
        // quote.
        let mut covers: BTreeMap<u32, Cover> = BTreeMap::new();
        for length in &self.lengths {
            for (start, gram) in (0..).zip(words.windows(*length)) {
                if gram.contains(&UNKNOWN) {
                    continue;
                }
                for (quote, at) in self.places.get(&key(gram)).into_iter().flatten() {
                    if open[*quote as usize] {
                        let cover = covers.entry(*quote).or_default();
                        cover.add(start, *at, number(*length));
                    }
                }
            }
        }
        let mut matches: BTreeMap<usize, Vec<Match>> = BTreeMap::new();
        for (quote, cover) in covers {
            let (question, item) = self.quotes[quote as usize];
            matches.entry(question).or_default().push(Match {
                item,
                places: cover.places.into_iter().collect(),
                covered: cover.covered.into_iter().collect(),
            });
        }
        matches
    }
}

#[derive(Default)]
struct Cover {
    places: BTreeSet<u32>,
    covered: BTreeMap<u32, u32>,
}

impl Cover {
    /// Covers `length` words from `at` in the quote with those from `start` in the
    /// passage.
    fn add(&mut self, start: u32, at: u32, length: u32) {
        for step in 0..length {
            self.places.insert(start + step);
            let first = self.covered.entry(at + step).or_insert(u32::MAX);
            *first = start.saturating_add(step).min(*first);
        }
    }
}

fn key(gram: &[u32]) -> [u32; GRAM] {
    let mut key = [UNKNOWN; GRAM];
    key[..gram.len()].copy_from_slice(gram);
    key
}

fn number(at: usize) -> u32 {
    crate::document::offset(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(question: Question, texts: &[&str]) -> Matches {
        let passages: Vec<RetrievedText> = texts
            .iter()
            .map(|text| RetrievedText::new("a.md", *text, 1))
            .collect();
        Matches::find(&[question], passages.iter())
    }

    #[test]
    fn a_quote_is_found_through_markup() {
        let question =
            Question::new("q", "?").with_quote("The quick brown fox jumps over the lazy dog.");
        let matches = find(
            question,
            &[
                "x **The quick** brown\nfox   _jumps_ over the lazy dog",
                "fox",
            ],
        );
        let found = &matches.passages[0];
        assert_eq!(found.len(), 1);
        assert_eq!(found[&0][0].covered.len(), 9);
        assert_eq!(found[&0][0].places, (1..10).collect::<Vec<_>>());
    }

    #[test]
    fn fewer_than_five_words_in_a_row_are_chance() {
        let question = Question::new("q", "?").with_quote("one two three four five six");
        let matches = find(question, &["one two three four", "two three four five six"]);
        assert_eq!(matches.passages[0].keys().collect::<Vec<_>>(), [&1]);
    }

    #[test]
    fn a_short_quote_must_be_whole() {
        let question = Question::new("q", "?").with_quote("75 degrees");
        let matches = find(question, &["at 75 degrees", "75 of 100 degrees"]);
        assert_eq!(matches.passages[0].keys().collect::<Vec<_>>(), [&0]);
    }

    #[test]
    fn a_passage_of_another_document_holds_nothing() {
        let question = Question::new("q", "?")
            .about("b.md")
            .with_quote("75 degrees");
        assert!(find(question, &["75 degrees"]).passages[0].is_empty());
    }

    #[test]
    fn half_of_a_quote_or_forty_words_hold_it() {
        let cover = |words: u32| Match {
            item: 0,
            places: (0..words).collect(),
            covered: (0..words).map(|word| (word, word)).collect(),
        };
        let item = |words| Quote { words, group: 0 };
        assert!(cover(5).holds(item(10)) && !cover(4).holds(item(10)));
        assert!(cover(40).holds(item(200)) && !cover(39).holds(item(200)));
        assert!(cover(40).holds_before(item(20), 10.0) && !cover(40).holds_before(item(20), 9.0));
    }
}
