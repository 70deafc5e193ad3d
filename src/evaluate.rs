//! Compares how well chunkings retrieve on one's own documents and questions.
//!
//! A [`Question`] comes with its evidence: words of the corpus that answer it. An
//! [`Evaluator`] asks the questions of a [`Collection`] of chunks through a
//! [`Retriever`], and gives an [`Evaluation`]: [`Metric`]s at several ranks and at equal
//! budgets of tokens, with paired [`Interval`]s between two chunkings.
//!
//! ```
//! use sectile::evaluate::{Bm25, Collection, Evaluator, Metric, Question};
//! use sectile::{Chunker, FixedSizeChunker, Format, Limits, StructuralChunker};
//!
//! let source = "# Tea\n\n## Green\n\nLet the water cool to 75 degrees.\n\n## Black\n\nPour it boiling.\n";
//! let mut document = Format::Markdown.read(source.as_bytes(), &Limits::default())?;
//! document.set_name("tea.md");
//! let question = Question::new("q1", "How hot should the water be for green tea?")
//!     .about("tea.md")
//!     .with_quote("Let the water cool to 75 degrees.");
//!
//! let evaluator = Evaluator::new(Bm25::default());
//! let evaluate = |chunker: &dyn Chunker| {
//!     let chunks: Vec<_> = chunker.chunks(&document).collect();
//!     evaluator.evaluate(&Collection::plain(&chunks), std::slice::from_ref(&question))
//! };
//! let structural = evaluate(&StructuralChunker::builder().max_tokens(20).build()?)?;
//! let windows = evaluate(&FixedSizeChunker::builder().max_tokens(10).overlap(0).build()?)?;
//! assert_eq!(structural.interval(Metric::Precision(1)).mean, 1.0);
//! assert!(structural.intact() > windows.intact());
//! let difference = structural.difference(&windows, Metric::Recall(1)).unwrap();
//! assert!(difference.mean > 0.0);
//! # Ok::<(), sectile::Error>(())
//! ```
//!
//! # What holds evidence
//!
//! Quotes are compared by words alone: runs of letters and digits in lower case, without
//! tags and the addresses of links. A passage covers those words of a quote that are in a
//! row of five or more in both (of a shorter quote, all of its words), so that a chunker
//! may strip markup, wrap lines or overlap. It holds evidence if it covers half of a quote's words, or 40 of them; a long quote may
//! not fit into one chunk.
//!
//! # How to read the numbers
//!
//! - Precision at a fixed rank cannot be high where the answer is in one place: a perfect
//!   ranking then has a precision of 0.2 at 5. [`Metric::FoundOfFindable`] divides it by
//!   this [ceiling](Metric::PrecisionCeiling).
//! - At a fixed rank, larger chunks bring more text. [`Metric::RecallWithin`] compares at
//!   equal budgets of tokens; the context before a chunk counts as retrieved.
//! - A difference whose interval holds 0 may be chance.
//!
//! # Sources
//!
//! Recall, token precision and intersection over union are those of Smith and Troynikov,
//! "Evaluating Chunking Strategies for Retrieval" (Chroma, 2024), counted in words of the
//! evidence. Normalised discounted cumulative gain: Järvelin and Kekäläinen, "Cumulated
//! gain-based evaluation of IR techniques" (2002). The reciprocal rank: Voorhees, "The
//! TREC-8 Question Answering Track Report" (1999). Precision against its ceiling: the
//! capped recall of Thakur et al., "BEIR" (2021), is the same number.

mod bootstrap;
mod collection;
mod evaluation;
mod first_stage;
mod holders;
mod interval_method;
mod matching;
mod metric;
#[cfg(feature = "neural")]
mod neural;
mod outcome;
mod plain;
mod presence;
mod question;
mod question_fault;
mod question_lines;
mod retriever;
mod returned;
mod selected;
mod shape;
mod spread;
mod triage;
mod upkeep;
mod wilson;
mod words;

pub use bootstrap::Interval;
pub use collection::{Collection, RetrievedText};
pub use evaluation::{Evaluation, Evaluator};
pub use first_stage::FirstStage;
pub use holders::holders;
pub use interval_method::IntervalMethod;
pub use metric::Metric;
#[cfg(feature = "neural")]
pub use neural::{CrossEncoder, Dense};
pub use plain::PlainText;
pub use presence::Presence;
pub use question::{Evidence, Question};
pub use question_fault::{QuestionFault, QuestionFaultKind};
pub use question_lines::{QuestionLines, read_questions};
pub use retriever::{Bm25, Fusion, Reranker, Retriever, Stemming};
pub use returned::Returned;
pub use shape::Shape;
pub use triage::{Cause, Failure};
pub use upkeep::{QuoteCheck, QuotePlace, QuoteState, check_quotes};
