//! The chunkings that are compared.

use crate::compare::run::ChunkingKind;
use crate::parallel;
use sectile::evaluate::{Collection, PlainText, RetrievedText};
use sectile::{Chunk, Chunker, Document, FixedSizeChunker, Passages, StructuralChunker};

/// A corpus in one chunking.
#[derive(Debug)]
pub(crate) struct Chunking {
    pub(crate) name: String,
    pub(crate) kind: ChunkingKind,
    /// The budget of the returned chunks, in tokens.
    pub(crate) max_tokens: u32,
    /// The returned chunks by document; empty where they depend on the question.
    pub(crate) returned: Vec<Vec<Chunk>>,
    pub(crate) collection: Collection,
}

/// The naive chunking that all others are compared with.
pub(crate) const BASELINE: &str = "fixed 512/50";
/// The chunking that `ingest` writes without options.
pub(crate) const DEFAULT: &str = "structural 256 > 1024";
/// The chunks of several levels, of which others are returned for each budget.
const PASSAGES: &str = "structural passages";
/// The levels of those chunks, in tokens. Each level is ranked apart.
const PASSAGE_LEVELS: [u32; 3] = [1024, 256, 128];

pub(crate) fn all(documents: &[Document]) -> sectile::Result<Vec<Chunking>> {
    let structural = |levels: &[u32]| -> sectile::Result<_> {
        let chunker = StructuralChunker::builder().levels(levels.iter().copied());
        Ok(cut(&chunker.build()?, documents))
    };
    let windows = |max_tokens: u32, overlap: u32| -> sectile::Result<_> {
        let chunker = FixedSizeChunker::builder().max_tokens(max_tokens);
        let chunker = chunker.overlap(overlap).build()?;
        Ok(parallel::map(documents, 0, |document| {
            PlainText::of(document).windows(&chunker)
        }))
    };
    let (parents, children) = by_level(structural(&[1024, 256])?);
    let (large, small) = (windows(1024, 100)?, windows(256, 25)?);
    let nested = [
        Chunking::small_to_big(DEFAULT, &children, parents.clone()),
        Chunking::merging("structural merging", &children, &parents),
        Chunking::small_to_big("fixed 256 > 1024", &small, large.clone()),
        Chunking::merging("fixed merging", &small, &large),
    ];
    let [
        structural_nested,
        structural_merging,
        fixed_nested,
        fixed_merging,
    ] = nested;
    Ok(vec![
        Chunking::single_level("structural 512", 512, structural(&[512])?).structural(),
        Chunking::single_level("structural 256", 256, structural(&[256])?).structural(),
        structural_nested.structural(),
        structural_merging.structural(),
        Chunking::passages(&structural(&PASSAGE_LEVELS)?)?,
        Chunking::single_level(BASELINE, 512, windows(512, 50)?),
        Chunking::single_level("fixed 256/25", 256, small),
        fixed_nested,
        fixed_merging,
    ])
}

impl Chunking {
    fn single_level(name: &str, max_tokens: u32, chunks: Vec<Vec<Chunk>>) -> Self {
        Self {
            name: name.to_owned(),
            kind: ChunkingKind::Windows,
            max_tokens,
            collection: Collection::plain(&chunks.concat()),
            returned: chunks,
        }
    }

    /// Indexes the small chunks and returns the large ones that contain them.
    fn small_to_big(name: &str, small: &[Vec<Chunk>], large: Vec<Vec<Chunk>>) -> Self {
        Self {
            name: name.to_owned(),
            kind: ChunkingKind::Windows,
            max_tokens: 1024,
            collection: Collection::small_to_big(&small.concat(), &large.concat()),
            returned: large,
        }
    }

    /// As [`small_to_big`](Self::small_to_big), but returns a large chunk only where
    /// several of its small ones are found.
    fn merging(name: &str, small: &[Vec<Chunk>], large: &[Vec<Chunk>]) -> Self {
        Self {
            name: name.to_owned(),
            kind: ChunkingKind::Windows,
            max_tokens: 1024,
            collection: Collection::auto_merging(&small.concat(), &large.concat()),
            returned: Vec::new(),
        }
    }

    /// Indexes the chunks of all levels and returns what is selected for each budget.
    fn passages(chunks: &[Vec<Chunk>]) -> sectile::Result<Self> {
        let passages = Passages::builder().build(chunks.concat())?;
        Ok(Self {
            name: PASSAGES.to_owned(),
            kind: ChunkingKind::Structural,
            max_tokens: 1024,
            collection: Collection::selected(passages),
            returned: Vec::new(),
        })
    }

    /// Returns the number of rankings of each question.
    pub(crate) fn rankings(&self) -> usize {
        if self.name == PASSAGES {
            PASSAGE_LEVELS.len()
        } else {
            1
        }
    }

    /// Takes the chunks of another program.
    pub(super) fn given(name: String, passages: Vec<RetrievedText>) -> Self {
        Self {
            name,
            kind: ChunkingKind::Given,
            max_tokens: passages
                .iter()
                .map(|passage| passage.tokens)
                .max()
                .unwrap_or(0),
            collection: Collection::of(passages),
            returned: Vec::new(),
        }
    }

    fn structural(self) -> Self {
        Self {
            kind: ChunkingKind::Structural,
            ..self
        }
    }
}

fn cut(chunker: &dyn Chunker, documents: &[Document]) -> Vec<Vec<Chunk>> {
    parallel::map(documents, 0, |document| chunker.chunks(document).collect())
}

/// Splits the chunks into those of level 0 and those of the level below.
fn by_level(documents: Vec<Vec<Chunk>>) -> (Vec<Vec<Chunk>>, Vec<Vec<Chunk>>) {
    let split = |chunks: Vec<Chunk>| chunks.into_iter().partition(|chunk| chunk.level == 0);
    documents.into_iter().map(split).unzip()
}
