//! BM25, on tantivy.

use super::Retriever;
use crate::error::{Error, ErrorKind, Result};
use tantivy::postings::Postings;
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    Language, LowerCaser, Stemmer, StopWordFilter, TextAnalyzer, WhitespaceTokenizer,
};
use tantivy::{DocSet, Index, IndexWriter, Searcher, TERMINATED, Term, doc};

/// Ranks by the words that text and question share: the usual lexical search, with `k1` =
/// 1.2 and `b` = 0.75.
///
/// Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009),
/// 3.4. As in Lucene the inverse document frequency is never negative; lengths are exact,
/// where Lucene (and tantivy's own scores) round them to about an eighth. The index is in
/// memory. Texts with equal scores keep the order in which they are given.
///
/// ```
/// use sectile::evaluate::{Bm25, Retriever};
///
/// let texts = ["Water the plants daily.", "Boil the water.", "Let boiling water cool."];
/// assert_eq!(Bm25::default().rank(&texts, &["boiled water"], 2)?, [[1, 2]]);
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Bm25 {
    stemming: Stemming,
}

/// The way in which words are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Stemming {
    /// English: `boiled` finds `boiling`; words like `the` and those of one character
    /// count for nothing. The default.
    #[default]
    English,
    /// Words are compared unchanged except for their case: for other languages, or for
    /// names and codes.
    None,
}

impl Bm25 {
    /// BM25 with another way to compare words.
    #[must_use]
    pub fn with_stemming(stemming: Stemming) -> Self {
        Self { stemming }
    }

    fn words(&self) -> WordSplitter {
        let words = TextAnalyzer::builder(WhitespaceTokenizer::default()).filter(LowerCaser);
        let stop_words = StopWordFilter::new(Language::English);
        match (self.stemming, stop_words) {
            (Stemming::English, Some(stop_words)) => WordSplitter {
                joining: "_",
                least_chars: 2,
                analyzer: (words.filter(stop_words))
                    .filter(Stemmer::new(Language::English))
                    .build(),
            },
            _ => WordSplitter {
                joining: "",
                least_chars: 1,
                analyzer: words.build(),
            },
        }
    }

    fn ranked(
        &self,
        texts: &[&str],
        questions: &[&str],
        limit: usize,
    ) -> tantivy::Result<Vec<Vec<usize>>> {
        let mut words = self.words();
        let index = MemoryIndex::new(texts, &mut words)?;
        let mut rank = |question: &&str| index.rank(&words.of(question), limit);
        questions.iter().map(&mut rank).collect()
    }
}

impl Retriever for Bm25 {
    fn rank(&self, texts: &[&str], questions: &[&str], limit: usize) -> Result<Vec<Vec<usize>>> {
        if texts.is_empty() || limit == 0 {
            return Ok(vec![Vec::new(); questions.len()]);
        }
        self.ranked(texts, questions, limit).map_err(|error| {
            Error::new(ErrorKind::Retrieval, "the search failed").with_source(error)
        })
    }
}

/// Takes texts apart into words, as they are compared.
struct WordSplitter {
    /// Signs that belong to a word beside letters and digits: with an underscore,
    /// `max_tokens` is one word.
    joining: &'static str,
    /// Shorter words are left out.
    least_chars: usize,
    analyzer: TextAnalyzer,
}

impl WordSplitter {
    fn of(&mut self, text: &str) -> Vec<String> {
        let is_long = |word: &&str| word.chars().nth(self.least_chars - 1).is_some();
        let words = text
            .split(|c: char| !c.is_alphanumeric() && !self.joining.contains(c))
            .filter(is_long);
        let spaced = words.collect::<Vec<_>>().join(" ");
        let mut words = Vec::new();
        let mut tokens = self.analyzer.token_stream(&spaced);
        tokens.process(&mut |token| words.push(token.text.clone()));
        words
    }
}

const ANALYZED: &str = "analyzed";
const NUMBER: &str = "number";
/// The memory that the writer may use before it begins another segment.
const WRITER_BYTES: usize = 1 << 30;
/// The saturation of a word's frequency: the smaller, the less another occurrence counts.
const K1: f32 = 1.2;
/// The weight of a text's length: at 0 all lengths count alike.
const B: f32 = 0.75;

/// An index of the words of each text. Tantivy stores them; the scores are computed here,
/// from exact lengths.
struct MemoryIndex {
    searcher: Searcher,
    text: Field,
    /// The number of words of each text.
    lengths: Vec<u32>,
    mean_length: f32,
}

impl MemoryIndex {
    #[allow(clippy::cast_precision_loss)] // a mean
    fn new(texts: &[&str], words: &mut WordSplitter) -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(ANALYZED)
            .set_index_option(IndexRecordOption::WithFreqs);
        let options = TextOptions::default().set_indexing_options(indexing);
        let text = schema.add_text_field("text", options);
        let number = schema.add_u64_field(NUMBER, FAST);
        let index = Index::create_in_ram(schema.build());
        let spaces = TextAnalyzer::from(WhitespaceTokenizer::default());
        index.tokenizers().register(ANALYZED, spaces);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES)?;
        let mut lengths = Vec::with_capacity(texts.len());
        for (at, content) in (0_u64..).zip(texts) {
            let words = words.of(content);
            lengths.push(u32::try_from(words.len()).unwrap_or(u32::MAX));
            writer.add_document(doc!(text => words.join(" "), number => at))?;
        }
        writer.commit()?;
        let all_words: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
        Ok(Self {
            searcher: index.reader()?.searcher(),
            text,
            mean_length: all_words as f32 / lengths.len().max(1) as f32,
            lengths,
        })
    }

    /// The numbers of at most `limit` texts with any of `words`, best first.
    fn rank(&self, words: &[String], limit: usize) -> tantivy::Result<Vec<usize>> {
        // The sort is stable, so equal scores keep the order of the texts on every
        // platform.
        let mut scores = vec![0.0; self.lengths.len()];
        for word in words {
            self.score(&Term::from_field_text(self.text, word), &mut scores)?;
        }
        let mut found: Vec<usize> = (0..scores.len()).filter(|at| scores[*at] > 0.0).collect();
        found.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        found.truncate(limit);
        Ok(found)
    }

    /// Adds the weight of `term` to the score of each text that contains it.
    #[allow(clippy::cast_precision_loss)] // counts of texts and words
    fn score(&self, term: &Term, scores: &mut [f32]) -> tantivy::Result<()> {
        let with_term = self.searcher.doc_freq(term)? as f32;
        let rarity = ((self.lengths.len() as f32 - with_term + 0.5) / (with_term + 0.5)).ln_1p();
        for segment in self.searcher.segment_readers() {
            let numbers = segment.fast_fields().u64(NUMBER)?;
            let words = segment.inverted_index(self.text)?;
            let Some(mut postings) = words.read_postings(term, IndexRecordOption::WithFreqs)?
            else {
                continue;
            };
            while postings.doc() != TERMINATED {
                let number = numbers.first(postings.doc()).unwrap_or_default();
                let at = usize::try_from(number).unwrap_or(usize::MAX);
                let (times, length) = (postings.term_freq() as f32, self.lengths[at] as f32);
                let damping = K1 * (1.0 - B + B * length / self.mean_length);
                scores[at] += rarity * times / (times + damping);
                postings.advance();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_word_counts_for_more_and_a_long_text_for_less() {
        let long =
            "a kettle and whatever else can be said of it at such length that the word is lost";
        let texts = ["tea", "tea", "tea", long, "kettle"];
        let ranking = &Bm25::default().rank(&texts, &["tea kettle"], 9).unwrap()[0];
        assert_eq!(ranking, &[4, 0, 1, 2, 3]);
    }

    #[test]
    fn lengths_are_exact() {
        // Lucene rounds 44 and 45 words to the same length, and would leave these in the
        // order given.
        let texts = [
            "tea ".to_owned() + &"leaf ".repeat(44),
            "tea ".to_owned() + &"leaf ".repeat(43),
        ];
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert_eq!(Bm25::default().rank(&texts, &["tea"], 9).unwrap(), [[1, 0]]);
    }

    #[test]
    fn names_with_underscores_are_one_word() {
        let texts = ["max tokens", "max_tokens"];
        assert_eq!(
            Bm25::default().rank(&texts, &["max_tokens"], 9).unwrap(),
            [[1]]
        );
    }

    #[test]
    fn without_stemming_words_must_be_equal() {
        let texts = ["boiling", "Boiled", "the"];
        let rank = |bm25: Bm25| bm25.rank(&texts, &["the BOILED"], 9).unwrap();
        assert_eq!(rank(Bm25::with_stemming(Stemming::None)), [[1, 2]]);
        assert_eq!(rank(Bm25::default()), [[0, 1]]);
    }

    #[test]
    fn a_question_without_words_finds_nothing() {
        assert_eq!(
            Bm25::default().rank(&["a"], &["?", ""], 9).unwrap(),
            [[0; 0], [0; 0]]
        );
        assert_eq!(Bm25::default().rank(&[], &["a"], 9).unwrap(), [[0; 0]]);
    }
}
