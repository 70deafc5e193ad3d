//! Cuts along the section tree, each chunk filled as well as the tree allows.

mod context;
mod measure;
mod pack;
mod plan;
mod split;
mod unit;

use super::{Chunker, Chunks, default_tokenizer};
use crate::chunk::{Assembler, Chunk};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::tokenizer::{Counter, Tokenizer};
use std::fmt;
use std::sync::Arc;

/// Cuts documents along their structure, within a hard budget of tokens.
///
/// A chunk is a piece of one section or a run of whole sections. Its prefix says under which headings it stands, and counts in the
/// budget. Where a section must be cut, it is cut between blocks; where a block must be cut, between rows, items
/// or lines, then sentences, then words. The cuts are those that leave the chunks best filled and the closest text together.
///
/// ```
/// use sectile::{Chunker, Format, Limits, StructuralChunker};
///
/// let document = Format::Markdown.read(b"# Tea\n\n## Green\n\nAt 75 degrees.\n", &Limits::default())?;
/// let chunker = StructuralChunker::builder().max_tokens(16).build()?;
/// for chunk in chunker.chunks(&document) {
///     println!("{} [{} tokens]: {}", chunk.breadcrumb(), chunk.tokens, chunk.text);
/// }
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Clone)]
pub struct StructuralChunker {
    tokenizer: Arc<dyn Tokenizer>,
    levels: Vec<u32>,
}

impl StructuralChunker {
    /// A chunker whose options can be set.
    #[must_use]
    pub fn builder() -> StructuralChunkerBuilder {
        StructuralChunkerBuilder {
            tokenizer: None,
            levels: DEFAULT_LEVELS.to_vec(),
        }
    }

    /// The budget of each level in tokens, the largest first.
    #[must_use]
    pub fn levels(&self) -> &[u32] {
        &self.levels
    }

    /// The chunks of `document`, all at once.
    #[must_use]
    pub fn chunk(&self, document: &Document) -> Vec<Chunk> {
        self.chunks(document).collect()
    }
}

const DEFAULT_LEVELS: [u32; 2] = [1024, 256];

impl Default for StructuralChunker {
    /// Chunks of 1,024 tokens, each followed by its pieces of 256, counted by `cl100k_base` (by [`Words`](crate::Words) without
    /// the feature `tiktoken`).
    fn default() -> Self {
        Self {
            tokenizer: default_tokenizer(),
            levels: DEFAULT_LEVELS.to_vec(),
        }
    }
}

impl Chunker for StructuralChunker {
    fn chunks<'d>(&'d self, document: &'d Document) -> Chunks<'d> {
        let counter = Counter::new(document.text(), &self.tokenizer);
        let units = unit::units(document);
        let plan = plan::plan(document, &counter, &units, &self.levels);
        let mut assembler = Assembler::new(document);
        Chunks::new(plan.into_iter().map(move |draft| assembler.chunk(draft)))
    }
}

impl fmt::Debug for StructuralChunker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StructuralChunker")
            .field("tokenizer", &self.tokenizer.name())
            .field("levels", &self.levels)
            .finish()
    }
}

/// Sets the options of a [`StructuralChunker`].
#[derive(Clone)]
pub struct StructuralChunkerBuilder {
    tokenizer: Option<Arc<dyn Tokenizer>>,
    levels: Vec<u32>,
}

impl StructuralChunkerBuilder {
    /// The largest chunk in tokens, prefix and suffix included: one level, whose chunks are indexed and returned alike.
    #[must_use]
    pub fn max_tokens(mut self, max_tokens: u32) -> Self {
        self.levels = vec![max_tokens];
        self
    }

    /// Several levels, largest first: `[1024, 256]`, the default, cuts chunks of at most 1,024 tokens and each of them again into
    /// chunks of at most 256, which name it as their parent. Index the small ones and return the large ones.
    #[must_use]
    pub fn levels(mut self, levels: impl IntoIterator<Item = u32>) -> Self {
        self.levels = levels.into_iter().collect();
        self
    }

    /// What counts the tokens (default: `cl100k_base`).
    #[must_use]
    pub fn tokenizer(mut self, tokenizer: impl Tokenizer + 'static) -> Self {
        self.tokenizer = Some(Arc::new(tokenizer));
        self
    }

    /// The chunker.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for a budget of 0, no level at all, or levels that do not shrink.
    pub fn build(self) -> Result<StructuralChunker> {
        let config = |message: String| Err(Error::new(ErrorKind::Config, message));
        match self.levels.as_slice() {
            [] => return config("levels is empty, but must name at least one budget".to_owned()),
            [0] => return config("max_tokens is 0, but must be at least 1".to_owned()),
            levels if levels.contains(&0) => {
                return config(format!("levels is {levels:?}, but each must be at least 1"));
            }
            levels if !levels.is_sorted_by(|a, b| a > b) => {
                return config(format!(
                    "levels is {levels:?}, but each must be smaller than the one before"
                ));
            }
            _ => {}
        }
        Ok(StructuralChunker {
            tokenizer: self.tokenizer.unwrap_or_else(default_tokenizer),
            levels: self.levels,
        })
    }
}

impl fmt::Debug for StructuralChunkerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StructuralChunkerBuilder")
            .field("levels", &self.levels)
            .finish_non_exhaustive()
    }
}
