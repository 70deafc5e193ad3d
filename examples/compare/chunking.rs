//! The ways to cut that are compared.

use sectile::evaluate::Collection;
use sectile::{Chunk, Chunker, Document, FixedSizeChunker, StructuralChunker};

/// A corpus, cut in one way.
pub(crate) struct Chunking {
    pub(crate) name: &'static str,
    pub(crate) is_structural: bool,
    /// The largest chunk that is returned, in tokens.
    pub(crate) max_tokens: u32,
    /// What is returned, document by document.
    pub(crate) returned: Vec<Vec<Chunk>>,
    pub(crate) collection: Collection,
}

/// The naive way, which all others are held against.
pub(crate) const BASELINE: &str = "fixed 512/50";

pub(crate) fn all(documents: &[Document]) -> sectile::Result<Vec<Chunking>> {
    let structural = cut(
        &StructuralChunker::builder().max_tokens(512).build()?,
        documents,
    );
    let levels = StructuralChunker::builder().levels([1024, 256]).build()?;
    let (parents, children) = by_level(cut(&levels, documents));
    let windows = |max_tokens: u32, overlap: u32| -> sectile::Result<_> {
        let windows = FixedSizeChunker::builder()
            .max_tokens(max_tokens)
            .overlap(overlap);
        Ok(cut(&windows.build()?, documents))
    };
    let (large, medium, small) = (windows(1024, 100)?, windows(512, 50)?, windows(256, 25)?);
    let small_to_big = Collection::small_to_big(&small.concat(), &large.concat());
    Ok(vec![
        Chunking::plain("structural 512", 512, structural).structural(),
        Chunking {
            name: "structural 256 > 1024",
            is_structural: true,
            max_tokens: 1024,
            collection: Collection::small_to_big(&children.concat(), &parents.concat()),
            returned: parents,
        },
        Chunking::plain(BASELINE, 512, medium),
        Chunking::plain("fixed 256/25", 256, small),
        Chunking {
            name: "fixed 256 > 1024",
            is_structural: false,
            max_tokens: 1024,
            collection: small_to_big,
            returned: large,
        },
    ])
}

impl Chunking {
    fn plain(name: &'static str, max_tokens: u32, chunks: Vec<Vec<Chunk>>) -> Self {
        Self {
            name,
            is_structural: false,
            max_tokens,
            collection: Collection::plain(&chunks.concat()),
            returned: chunks,
        }
    }

    fn structural(self) -> Self {
        Self {
            is_structural: true,
            ..self
        }
    }
}

fn cut(chunker: &dyn Chunker, documents: &[Document]) -> Vec<Vec<Chunk>> {
    let cut = |document| chunker.chunks(document).collect();
    documents.iter().map(cut).collect()
}

/// The chunks of level 0, and those of the level below.
fn by_level(documents: Vec<Vec<Chunk>>) -> (Vec<Vec<Chunk>>, Vec<Vec<Chunk>>) {
    let split = |chunks: Vec<Chunk>| chunks.into_iter().partition(|chunk| chunk.level == 0);
    documents.into_iter().map(split).unzip()
}
