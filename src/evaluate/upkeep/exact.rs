//! Finds quotes that did not change, all of them in one pass over the documents.

use super::passage::written;
use super::words::PlainWords;
use super::{FoundQuote, Wanted};
use crate::document::{Document, Span, offset};
use crate::evaluate::plain::PlainText;
use crate::reader::Unmarked;
use aho_corasick::{AhoCorasick, MatchKind};

/// The quotes as letters, and the places where they were found.
pub(super) struct Exact {
    /// `None` if the quotes together are too large to be searched; nothing is found then.
    searcher: Option<AhoCorasick>,
    /// The quote of each pattern.
    quotes: Vec<usize>,
    found: Vec<Option<FoundQuote>>,
}

impl Exact {
    pub(super) fn of(wanted: &[Wanted<'_>]) -> Self {
        let mut patterns = Vec::new();
        let mut quotes = Vec::new();
        for (quote, wanted) in wanted.iter().enumerate() {
            for letters in forms(wanted.quote()) {
                patterns.push(letters);
                quotes.push(quote);
            }
        }
        let searcher = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&patterns);
        Self {
            searcher: searcher.ok(),
            quotes,
            found: vec![None; wanted.len()],
        }
    }

    /// Looks for all quotes in a document. A place in a document that the question expects
    /// counts before one elsewhere, else the first one.
    pub(super) fn search(
        &mut self,
        document_number: usize,
        document: &Document,
        plain: &PlainText<'_>,
        words: &PlainWords,
        wanted: &[Wanted<'_>],
    ) {
        let Some(searcher) = &self.searcher else {
            return;
        };
        for found in searcher.find_overlapping_iter(&words.letters) {
            let quote = self.quotes[found.pattern().as_usize()];
            let known = self.found[quote].as_ref();
            let is_expected = wanted[quote].expects(document);
            if known.is_some_and(|known| known.is_expected || !is_expected) {
                continue;
            }
            let Some((first, last)) = words.whole_words(found.range()) else {
                continue;
            };
            let (start, end) = (words.words[first].start, words.words[last].end);
            let span = Span::new(offset(start), offset(end));
            self.found[quote] = Some(FoundQuote {
                document: document_number,
                is_expected,
                span: plain.source_span(span),
                quote: written(&plain.text()[start..end]),
                similarity: 1.0,
            });
        }
    }

    pub(super) fn found(&self, quote: usize) -> Option<&FoundQuote> {
        self.found[quote].as_ref()
    }
}

/// The letters of a quote as it is written, and without markup if that is different: a
/// quote that was copied from a source may have the address of a link.
fn forms(quote: &str) -> Vec<String> {
    let mut unmarked = Unmarked::default();
    unmarked.add(quote, 0);
    let mut forms = vec![
        PlainWords::of(quote).letters,
        PlainWords::of(unmarked.text()).letters,
    ];
    forms.retain(|letters| !letters.is_empty());
    forms.dedup();
    forms
}
