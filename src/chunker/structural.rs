//! Cuts along the section tree and fills each chunk as well as the tree allows.

mod context;
mod measure;
mod pack;
mod plan;
mod split;
#[cfg(all(test, feature = "markdown"))]
mod tests;
mod unit;

use super::{Chunker, Chunks, TryChunks};
use crate::chunk::{Assembler, Chunk};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::limits::{Limits, Watch};
use crate::tokenizer::{Counter, Tokenizer, default_tokenizer};
use std::fmt;
use std::sync::Arc;

/// Cuts documents along their structure, within a hard budget of tokens.
///
/// A chunk is a piece of one section or a run of whole sections. Its prefix has the
/// headings above it, and counts towards the budget. A section that is too large is cut
/// between blocks, and a block that is too large between rows, items or lines, then
/// between sentences, then between words. The chosen cuts fill the chunks best and keep
/// related text together.
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
///
/// # Choosing sizes
///
/// - For a number of results, such as the best five: `levels([1024, 256])`, the default.
///   Index the chunks of level 1 and return their parents.
/// - For a budget of tokens, such as 1,000 in a prompt: `max_tokens(256)`, where the same
///   chunks are indexed and returned, or the default with `Collection::auto_merging`
///   (feature `evaluate`), which returns a parent only if several of its pieces are
///   found.
/// - `levels([2048, 256])` finds more than the default, for twice the tokens.
///
/// The table shows the effect of each setting with BM25 on `testdata/retrieval`. This
/// command prints it for any corpus:
///
/// ```sh
/// cargo bench --features evaluate --bench against_fixed_size -- --ablation
/// ```
///
/// Sizes are in tokens; `256 > 1024` indexes small chunks and returns large ones;
/// brackets have the 95 % interval of the difference to the default.
///
/// | | hit@5 | MRR | recall in 1,000 tokens | in 2,000 | tokens in 5 results |
/// |---|---|---|---|---|---|
/// | 128 | 0.606 [-0.159, -0.084] | 0.471 [-0.134, -0.075] | 0.701 [+0.155, +0.244] | 0.771 [+0.103, +0.187] | 478 |
/// | 256 | 0.648 [-0.101, -0.053] | 0.513 [-0.078, -0.046] | 0.654 [+0.116, +0.191] | 0.749 [+0.088, +0.159] | 938 |
/// | 512 | 0.689 [-0.068, -0.002] | 0.529 [-0.067, -0.023] | 0.576 [+0.041, +0.112] | 0.699 [+0.037, +0.108] | 1857 |
/// | 1024 | 0.744 [-0.011, +0.051] | 0.565 [-0.033, +0.016] | 0.488 [-0.051, +0.025] | 0.630 [-0.035, +0.040] | 3506 |
/// | 128 > 512 | 0.685 [-0.073, -0.007] | 0.548 [-0.050, -0.003] | 0.576 [+0.039, +0.112] | 0.689 [+0.031, +0.096] | 1920 |
/// | 256 > 512 | 0.681 [-0.066, -0.022] | 0.542 [-0.048, -0.017] | 0.581 [+0.051, +0.113] | 0.678 [+0.024, +0.082] | 1904 |
/// | 128 > 1024 | 0.731 [-0.022, +0.035] | 0.577 [-0.017, +0.024] | 0.490 [-0.045, +0.025] | 0.617 [-0.041, +0.021] | 3620 |
/// | 256 > 1024 | 0.725 | 0.574 | 0.500 | 0.626 | 3607 |
/// | 512 > 1024 | 0.729 [-0.029, +0.035] | 0.565 [-0.030, +0.010] | 0.478 [-0.056, +0.010] | 0.622 [-0.036, +0.026] | 3572 |
/// | 256 > 2048 | 0.767 [+0.024, +0.062] | 0.611 [+0.023, +0.051] | 0.362 [-0.175, -0.104] | 0.543 [-0.115, -0.052] | 6546 |
/// | 512 > 2048 | 0.771 [+0.013, +0.077] | 0.603 [+0.006, +0.052] | 0.354 [-0.187, -0.105] | 0.530 [-0.133, -0.059] | 6522 |
/// | 256, without the path | 0.597 [-0.161, -0.095] | 0.456 [-0.143, -0.094] | 0.615 [+0.074, +0.155] | 0.723 [+0.058, +0.135] | 873 |
/// | 256, without the title | 0.639 [-0.115, -0.057] | 0.492 [-0.102, -0.062] | 0.650 [+0.111, +0.187] | 0.743 [+0.080, +0.155] | 892 |
/// | 256, with the last heading only | 0.628 [-0.126, -0.068] | 0.482 [-0.113, -0.071] | 0.634 [+0.096, +0.172] | 0.734 [+0.072, +0.147] | 905 |
/// | 256, without merging sections | 0.553 [-0.214, -0.134] | 0.423 [-0.183, -0.120] | 0.639 [+0.097, +0.179] | 0.731 [+0.067, +0.144] | 442 |
/// | 256 > 1024, without the path | 0.707 [-0.040, +0.004] | 0.519 [-0.074, -0.036] | 0.432 [-0.099, -0.040] | 0.583 [-0.069, -0.016] | 3569 |
/// | 256 > 1024, without the title | 0.725 [-0.018, +0.018] | 0.552 [-0.036, -0.009] | 0.479 [-0.045, +0.001] | 0.614 [-0.031, +0.007] | 3552 |
/// | 256 > 1024, with the last heading only | 0.714 [-0.026, +0.004] | 0.550 [-0.039, -0.011] | 0.474 [-0.051, -0.002] | 0.607 [-0.036, -0.000] | 3589 |
/// | 256 > 1024, without merging sections | 0.564 [-0.200, -0.123] | 0.432 [-0.174, -0.112] | 0.601 [+0.060, +0.141] | 0.705 [+0.042, +0.114] | 773 |
///
/// On one of two public data sets the heading path helps much (MRR of 256: .489 with it,
/// .426 without), on the other it changes nothing (.813, .812).
#[derive(Clone)]
pub struct StructuralChunker {
    tokenizer: Arc<dyn Tokenizer>,
    levels: Vec<u32>,
}

impl StructuralChunker {
    /// Returns a builder with the default options.
    #[must_use]
    pub fn builder() -> StructuralChunkerBuilder {
        StructuralChunkerBuilder {
            tokenizer: None,
            levels: DEFAULT_LEVELS.to_vec(),
        }
    }

    /// Returns the budget of each level in tokens, the largest first.
    #[must_use]
    pub fn levels(&self) -> &[u32] {
        &self.levels
    }

    /// Returns all chunks of `document`.
    #[must_use]
    pub fn chunk(&self, document: &Document) -> Vec<Chunk> {
        self.chunks(document).collect()
    }
}

impl StructuralChunker {
    /// Returns the chunks of `document`, or only some of them if the watch stops the
    /// plan.
    fn watched<'d>(&self, document: &'d Document, watch: &Watch) -> Chunks<'d> {
        let shown = document.shown();
        let document = shown.document();
        let plan = Counter::watched(document.text(), &self.tokenizer, watch).map(|counter| {
            let units = unit::units(document, watch);
            plan::plan(document, &counter, &units, &self.levels)
        });
        let drafts = plan.unwrap_or_default().into_iter();
        let mut assembler = Assembler::new(shown);
        Chunks::new(drafts.map(move |draft| assembler.chunk(draft)))
    }
}

const DEFAULT_LEVELS: [u32; 2] = [1024, 256];

impl Default for StructuralChunker {
    /// Returns a chunker of 1,024 tokens, whose chunks are each followed by their pieces
    /// of 256, counted by `cl100k_base` (by [`Words`](crate::Words) without the feature
    /// `tiktoken`).
    fn default() -> Self {
        Self {
            tokenizer: default_tokenizer(),
            levels: DEFAULT_LEVELS.to_vec(),
        }
    }
}

impl Chunker for StructuralChunker {
    fn chunks<'d>(&'d self, document: &'d Document) -> Chunks<'d> {
        self.watched(document, &Watch::none())
    }

    fn chunks_within<'d>(&'d self, document: &'d Document, limits: &Limits) -> TryChunks<'d> {
        let watch = Watch::new(limits);
        TryChunks::new(self.watched(document, &watch), watch)
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
    /// Sets the maximum size of a chunk in tokens, prefix and suffix included. There is
    /// one level, whose chunks are both indexed and returned.
    #[must_use]
    pub fn max_tokens(mut self, max_tokens: u32) -> Self {
        self.levels = vec![max_tokens];
        self
    }

    /// Sets several levels, largest first. `[1024, 256]`, the default, cuts chunks of at
    /// most 1,024 tokens, and each of them into chunks of at most 256, which have it as
    /// their parent. Index the small ones and return the large ones.
    #[must_use]
    pub fn levels(mut self, levels: impl IntoIterator<Item = u32>) -> Self {
        self.levels = levels.into_iter().collect();
        self
    }

    /// Sets the tokenizer (default: `cl100k_base`).
    #[must_use]
    pub fn tokenizer(mut self, tokenizer: impl Tokenizer + 'static) -> Self {
        self.tokenizer = Some(Arc::new(tokenizer));
        self
    }

    /// Builds the chunker.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Config`] for a budget of 0, for no level at all, or for a
    /// level that is not smaller than the one before it.
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
