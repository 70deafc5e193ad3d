//! Chooses what a model reads: from hits and a budget to passages.

mod budget;
mod chosen;
mod compose;
mod enclosing;
mod fill;
mod found;
mod index;
mod join;
mod json;
mod order;
mod passage;
mod piece;
mod ranking;
mod references;
mod smallest;
mod source;
mod tree;

pub use budget::{Budget, Hit, Selection};
pub use index::ChunkIndex;
pub use passage::{Citation, Passage};
pub use source::ChunkSource;

#[cfg(feature = "evaluate")]
pub(crate) use ranking::merged_parents;

use crate::chunk::Chunk;
use crate::error::Result;
use crate::tokenizer::{Tokenizer, default_tokenizer};
use std::fmt;
use std::sync::Arc;

/// Turns the hits of a search into passages that fit a budget.
///
/// Any store can search: a hit is the id of a chunk with a score. A [`Passage`] is a run
/// of whole chunks of one document, with its heading path once, its exact number of
/// tokens and the places of its chunks. Chunks that follow each other become one passage,
/// and no byte of a document is in two passages.
///
/// Most is found with chunks of three levels, `levels([1024, 256, 128])`, that are all
/// indexed; [`Selection`] has the rules. The default levels, of which the smaller is
/// indexed, work too.
///
/// ```
/// use sectile::{Budget, Passages};
///
/// let source = b"# Tea\n\n## Green\n\nLet the water cool.\n\n## Black\n\nDo not.\n";
/// let chunks = sectile::chunk_bytes("tea.md", source)?;
/// let id = chunks[1].id.clone(); // found by a search, with the score 7.5
/// let passages = Passages::builder().build(chunks)?;
///
/// let selected = passages.select([(id, 7.5)], Budget::Tokens(1000))?;
/// assert!(selected[0].text.contains("Let the water cool."));
/// assert!(selected[0].tokens <= 1000);
/// # Ok::<(), sectile::Error>(())
/// ```
pub struct Passages<S = ChunkIndex> {
    source: S,
    tokenizer: Arc<dyn Tokenizer>,
    selection: Option<Selection>,
    follows_references: bool,
}

impl Passages {
    /// Returns a builder with the default options.
    #[must_use]
    pub fn builder() -> PassagesBuilder {
        PassagesBuilder {
            tokenizer: None,
            selection: None,
            follows_references: false,
        }
    }
}

impl<S: ChunkSource> Passages<S> {
    /// Returns the passages for `hits` within `budget`, best first.
    ///
    /// The order of the hits does not matter: a higher score is better. Hits with equal
    /// scores are taken in the order of their documents' names, their places and their
    /// levels. Of several hits with one id the best counts. A chunk that alone is larger
    /// than the budget is left out.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownChunk`](crate::ErrorKind::UnknownChunk) for an id that the
    /// source does not have, [`ErrorKind::Config`](crate::ErrorKind::Config) for a score
    /// that is not a finite number, and the errors of the source and the tokenizer.
    pub fn select<H: Into<Hit>>(
        &self,
        hits: impl IntoIterator<Item = H>,
        budget: Budget,
    ) -> Result<Vec<Passage>> {
        let hits = found::resolve(&self.source, hits.into_iter().map(Into::into).collect())?;
        let selection = self.selection.unwrap_or(budget.selection());
        let mut pieces = order::pieces(&self.source, &hits, selection, budget)?;
        if self.follows_references && matches!(budget, Budget::Tokens(_)) {
            references::add(&mut pieces, &self.source)?;
        }
        let pieces = pieces.sorted();
        let runs = fill::runs(&pieces, budget, &self.tokenizer)?;
        Ok(compose::passages(&pieces, &runs, &hits))
    }

    /// Returns the first `number` results, best first, where those that follow each other
    /// stay apart.
    #[cfg(feature = "evaluate")]
    pub(crate) fn results(&self, hits: Vec<Hit>, number: u32) -> Result<Vec<Passage>> {
        let hits = found::resolve(&self.source, hits)?;
        let budget = Budget::Results(number);
        let selection = self.selection.unwrap_or(budget.selection());
        let pieces = order::pieces(&self.source, &hits, selection, budget)?.sorted();
        let chosen = fill::first(&pieces, number as usize);
        let mut runs = Vec::new();
        for run in chosen.results() {
            let tokens = match run {
                [at] => pieces[*at].chunk.tokens as usize,
                run => self.tokenizer.try_count(&compose::content(&pieces, run))?,
            };
            runs.push((run.to_vec(), tokens));
        }
        Ok(compose::passages(&pieces, &runs, &[]))
    }

    /// Returns the chunks that the passages are made of.
    #[must_use]
    pub fn source(&self) -> &S {
        &self.source
    }
}

impl<S> fmt::Debug for Passages<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passages")
            .field("tokenizer", &self.tokenizer.name())
            .field("selection", &self.selection)
            .field("follows_references", &self.follows_references)
            .finish_non_exhaustive()
    }
}

/// Sets the options of [`Passages`].
#[derive(Clone)]
pub struct PassagesBuilder {
    tokenizer: Option<Arc<dyn Tokenizer>>,
    selection: Option<Selection>,
    follows_references: bool,
}

impl PassagesBuilder {
    /// Sets the tokenizer that counts the budget (default: `cl100k_base`). It may be
    /// another one than that of the chunks.
    #[must_use]
    pub fn tokenizer(mut self, tokenizer: impl Tokenizer + 'static) -> Self {
        self.tokenizer = Some(Arc::new(tokenizer));
        self
    }

    /// Sets the chunks that are returned for a hit (default: [`Budget::selection`]).
    #[must_use]
    pub fn selection(mut self, selection: Selection) -> Self {
        self.selection = Some(selection);
        self
    }

    /// Returns with a chunk also the sections to which it refers ("see Section 3.2", a
    /// link), as far as they fit: in a budget of tokens the first chunk of such a section
    /// counts as much as a chunk next to the referring one. Its passage may have no hits.
    /// (Default: references are not followed.) A section that shares a chunk with its
    /// neighbours is not found, because the chunk is named after the section around them.
    #[must_use]
    pub fn with_references(mut self) -> Self {
        self.follows_references = true;
        self
    }

    /// Builds passages over `chunks`, of all levels and any number of documents with
    /// distinct names. A slice or a reference to a vector is borrowed.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if two chunks have the same id.
    pub fn build<C: AsRef<[Chunk]>>(self, chunks: C) -> Result<Passages<ChunkIndex<C>>> {
        Ok(self.build_over(ChunkIndex::new(chunks)?))
    }

    /// Builds passages over chunks that are fetched one by one, such as from a database.
    #[must_use]
    pub fn build_over<S: ChunkSource>(self, source: S) -> Passages<S> {
        Passages {
            source,
            tokenizer: self.tokenizer.unwrap_or_else(default_tokenizer),
            selection: self.selection,
            follows_references: self.follows_references,
        }
    }
}

impl fmt::Debug for PassagesBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tokenizer = self
            .tokenizer
            .as_ref()
            .map(super::tokenizer::Tokenizer::name);
        f.debug_struct("PassagesBuilder")
            .field("tokenizer", &tokenizer)
            .field("selection", &self.selection)
            .field("follows_references", &self.follows_references)
            .finish()
    }
}

#[cfg(all(test, feature = "markdown"))]
mod tests;
