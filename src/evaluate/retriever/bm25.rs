//! BM25, on tantivy.

use super::Retriever;
use crate::error::{Error, ErrorKind, Result};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    Language, LowerCaser, RegexTokenizer, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
};
use tantivy::{DocAddress, Index, IndexWriter, Searcher, Term, doc};

/// Ranks by the words that text and question share: the usual lexical search, with `k1` = 1.2 and `b` = 0.75.
///
/// Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), 3.4, as Lucene computes it: the
/// inverse document frequency is never negative, and lengths above 40 words are rounded to about an eighth.
/// The index lives in memory. Texts that score alike stand in the order in which they are given.
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

/// How words are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Stemming {
    /// English: `boiled` finds `boiling`; words like `the` and those of one character count for nothing. The default.
    #[default]
    English,
    /// As they are, but for their case: for other languages, or for names and codes.
    None,
}

impl Bm25 {
    /// BM25 with another way to compare words.
    #[must_use]
    pub fn with_stemming(stemming: Stemming) -> Self {
        Self { stemming }
    }

    fn analyzer(&self) -> tantivy::Result<TextAnalyzer> {
        Ok(
            match (self.stemming, StopWordFilter::new(Language::English)) {
                (Stemming::English, Some(stop_words)) => {
                    let words = TextAnalyzer::builder(RegexTokenizer::new(LONGER_WORDS)?);
                    let words = words.filter(LowerCaser).filter(stop_words);
                    words.filter(Stemmer::new(Language::English)).build()
                }
                _ => TextAnalyzer::builder(SimpleTokenizer::default())
                    .filter(LowerCaser)
                    .build(),
            },
        )
    }

    fn ranked(
        &self,
        texts: &[&str],
        questions: &[&str],
        limit: usize,
    ) -> tantivy::Result<Vec<Vec<usize>>> {
        let index = MemoryIndex::new(texts, self.analyzer()?)?;
        let mut analyzer = self.analyzer()?;
        let mut rank = |question: &&str| index.rank(question, limit, &mut analyzer);
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

/// Runs of at least two letters and digits.
const LONGER_WORDS: &str = r"[^\W_]{2,}";
const ANALYZER: &str = "words";
const NUMBER: &str = "number";
/// How much the writer may hold in memory before it begins another segment.
const WRITER_BYTES: usize = 1 << 30;

struct MemoryIndex {
    searcher: Searcher,
    text: Field,
}

impl MemoryIndex {
    fn new(texts: &[&str], analyzer: TextAnalyzer) -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(ANALYZER)
            .set_index_option(IndexRecordOption::WithFreqs);
        let options = TextOptions::default().set_indexing_options(indexing);
        let text = schema.add_text_field("text", options);
        let number = schema.add_u64_field(NUMBER, FAST);
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register(ANALYZER, analyzer);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES)?;
        for (at, content) in (0_u64..).zip(texts) {
            writer.add_document(doc!(text => *content, number => at))?;
        }
        writer.commit()?;
        let searcher = index.reader()?.searcher();
        Ok(Self { searcher, text })
    }

    fn rank(
        &self,
        question: &str,
        limit: usize,
        analyzer: &mut TextAnalyzer,
    ) -> tantivy::Result<Vec<usize>> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        analyzer.token_stream(question).process(&mut |token| {
            let term = Term::from_field_text(self.text, &token.text);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            clauses.push((Occur::Should, Box::new(query)));
        });
        let best = TopDocs::with_limit(limit).order_by_score();
        let found = self.searcher.search(&BooleanQuery::new(clauses), &best)?;
        let number = |address: DocAddress| {
            let segment = self.searcher.segment_reader(address.segment_ord);
            let numbers = segment.fast_fields().u64(NUMBER)?;
            let number = numbers.first(address.doc_id).unwrap_or_default();
            Ok(usize::try_from(number).unwrap_or(usize::MAX))
        };
        found
            .into_iter()
            .map(|(_, address)| number(address))
            .collect()
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
