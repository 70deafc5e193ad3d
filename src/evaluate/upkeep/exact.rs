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
    let mut forms = vec![
        PlainWords::of(quote).letters,
        PlainWords::of(&unmarked(quote)).letters,
    ];
    forms.retain(|letters| !letters.is_empty());
    forms.dedup();
    forms
}

/// Returns a quote without markup, on which words are compared. A quote that was copied from
/// a source lacks the definitions of its links.
pub(super) fn unmarked(quote: &str) -> String {
    let mut unmarked = Unmarked::default();
    unmarked.add_excerpt(quote);
    unmarked.text().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use crate::Format;
    use crate::Limits;
    use crate::evaluate::{Question, QuoteState, check_quotes};

    fn state(quote: &str, source: &str) -> QuoteState {
        let read = Format::Markdown.read(source.as_bytes(), &Limits::default());
        let mut document = read.unwrap();
        document.set_name("tea.md");
        let question = Question::new("1", "How long?").about("tea.md");
        check_quotes(&[question.with_quote(quote)], &[document])[0][0].state
    }

    #[test]
    fn labels_of_links_are_no_words_of_a_quote() {
        let source =
            "The [oolong] leaf [steeps][time] four minutes.\n\n[oolong]: a.md\n[time]: b.md\n";
        let quote = "The [oolong] leaf [steeps][time] four minutes.";
        assert_eq!(state(quote, source), QuoteState::Valid);
        let citation = "It steeps four minutes [1][2].";
        assert_eq!(state(citation, citation), QuoteState::Valid);
    }

    #[test]
    fn addresses_of_links_are_no_words_of_an_edited_quote() {
        let source =
            "See how [oolong](https://tea.example/oolong/steeps/long) steeps four minutes.\n";
        let quote =
            "Read how [oolong](https://tea.example/guides/2021/leaves/long) steeps four minutes.";
        assert_eq!(state(quote, source), QuoteState::Edited);
    }
}
