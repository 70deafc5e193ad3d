//! Checks whether the quotes of questions are still in the documents, and proposes new
//! ones: documents are renamed, split and edited while questions are kept.

mod align;
mod candidates;
mod exact;
mod passage;
mod weights;
mod words;

use super::plain::PlainText;
use super::question::Question;
use crate::document::{Document, Span};
use candidates::QuoteCandidates;
use exact::Exact;
use serde::{Deserialize, Serialize};
use std::fmt;
use weights::WordWeights;
use words::PlainWords;

/// The state of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuoteState {
    /// A document that the question names has it, letter by letter.
    Valid,
    /// Another document has it.
    Moved,
    /// A passage is worded much like it.
    Edited,
    /// The document is there, but nothing in it is worded like the quote.
    Gone,
    /// The document is not there, and no other has anything like the quote.
    DocumentMissing,
}

/// The state of a quote, and the place that it has now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QuoteCheck {
    /// The state.
    pub state: QuoteState,
    /// The passage that has the quote or is most like it; `None` if there is none.
    pub place: Option<QuotePlace>,
}

/// A passage that has a quote or is most like it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QuotePlace {
    /// The name of the document.
    pub document: String,
    /// The place in the document's text.
    pub span: Span,
    /// The words of the passage without markup: the new quote.
    pub quote: String,
    /// The share of words that the quote and the passage have in common, in order; 1 for
    /// a quote that did not change.
    pub similarity: f64,
}

impl QuoteState {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::Valid,
        Self::Moved,
        Self::Edited,
        Self::Gone,
        Self::DocumentMissing,
    ];
}

impl fmt::Display for QuoteState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Valid => "valid",
            Self::Moved => "moved",
            Self::Edited => "edited",
            Self::Gone => "gone",
            Self::DocumentMissing => "document missing",
        })
    }
}

/// A quote to look for.
struct Wanted<'q> {
    question: &'q Question,
    item: usize,
}

impl Wanted<'_> {
    fn quote(&self) -> &str {
        &self.question.evidence[self.item].quote
    }

    fn expects(&self, document: &Document) -> bool {
        self.question.expects(self.item, document.name())
    }
}

/// Checks all quotes of all questions: for each question, the checks of its evidence in
/// order.
///
/// Quotes are compared by their letters and digits, so markup, white space, hyphens at the
/// ends of lines and ligatures do not matter, nor the format of the document. The
/// documents are read twice, however many quotes there are.
///
/// ```
/// use sectile::evaluate::{Question, QuoteState, check_quotes};
/// use sectile::{Format, Limits};
///
/// let source = "# Tea\n\nOolong steeps for five minutes now.\n";
/// let mut document = Format::Markdown.read(source.as_bytes(), &Limits::default())?;
/// document.set_name("tea.md");
/// let question = Question::new("1", "How long?").about("tea.md").with_quote("Oolong steeps four minutes.");
/// let checks = check_quotes(&[question], &[document]);
/// assert_eq!(checks[0][0].state, QuoteState::Edited);
/// assert_eq!(checks[0][0].place.as_ref().unwrap().quote, "Oolong steeps for five minutes now.");
/// # Ok::<(), sectile::Error>(())
/// ```
#[must_use]
pub fn check_quotes(questions: &[Question], documents: &[Document]) -> Vec<Vec<QuoteCheck>> {
    let wanted: Vec<Wanted<'_>> = questions.iter().flat_map(all_of).collect();
    let mut exact = Exact::of(&wanted);
    let mut weights = WordWeights::of(&wanted);
    for (at, document) in documents.iter().enumerate() {
        let plain = PlainText::of(document);
        let words = PlainWords::of(plain.text());
        weights.count(&words);
        exact.search(at, document, &plain, &words, &wanted);
    }
    let mut candidates = QuoteCandidates::of(&wanted, documents, &weights, |quote| {
        exact.found(quote).is_none()
    });
    if !candidates.is_empty() {
        for (at, document) in documents.iter().enumerate() {
            let plain = PlainText::of(document);
            let words = PlainWords::of(plain.text());
            candidates.search(at, document, &plain, &words, &wanted);
        }
    }
    let mut quotes = 0..wanted.len();
    let mut check = |question: &Question| {
        let quotes = quotes.by_ref().take(question.evidence.len());
        let checks = quotes.map(|quote| {
            let exact = exact.found(quote);
            let similar = candidates.best(quote);
            state(&wanted[quote], documents, exact, similar)
        });
        checks.collect()
    };
    questions.iter().map(&mut check).collect()
}

fn all_of(question: &Question) -> impl Iterator<Item = Wanted<'_>> {
    (0..question.evidence.len()).map(move |item| Wanted { question, item })
}

/// A place in one of the documents.
#[derive(Debug, Clone)]
struct FoundQuote {
    /// The number of the document.
    document: usize,
    /// True if the question expects the quote there.
    is_expected: bool,
    span: Span,
    quote: String,
    similarity: f64,
}

fn state(
    wanted: &Wanted<'_>,
    documents: &[Document],
    exact: Option<&FoundQuote>,
    similar: Option<&FoundQuote>,
) -> QuoteCheck {
    let place = exact.or(similar);
    let state = match place {
        Some(place) if exact.is_some() && place.is_expected => QuoteState::Valid,
        Some(_) if exact.is_some() => QuoteState::Moved,
        Some(_) => QuoteState::Edited,
        None if documents.iter().any(|document| wanted.expects(document)) => QuoteState::Gone,
        None => QuoteState::DocumentMissing,
    };
    let place = place.map(|place| QuotePlace {
        document: documents[place.document].name().to_owned(),
        span: place.span,
        quote: place.quote.clone(),
        similarity: place.similarity,
    });
    QuoteCheck { state, place }
}
