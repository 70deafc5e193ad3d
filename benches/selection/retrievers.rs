//! The retrievers that rank the chunks: words, sentence embeddings, or both.

use clap::ValueEnum;
use sectile::evaluate::{Bm25, Retriever};
use std::error::Error;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// The name of a retriever, as `compare` has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RetrieverName {
    Bm25,
    Dense,
    Hybrid,
}

impl fmt::Display for RetrieverName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bm25 => "BM25",
            Self::Dense => "dense",
            Self::Hybrid => "hybrid",
        })
    }
}

/// A retriever with its name.
pub(crate) type Named = (RetrieverName, Arc<dyn Retriever>);

/// Opens the retrievers. Dense and hybrid share one model with the vectors of all texts,
/// which are also kept in the file `vectors`.
#[cfg(feature = "neural")]
pub(crate) fn open(
    names: &[RetrieverName],
    model: Option<&Path>,
    vectors: Option<&Path>,
) -> Result<Vec<Named>, Box<dyn Error>> {
    use crate::vectors::Vectors;
    use sectile::evaluate::{Dense, Fusion};
    let is_neural = |name: &RetrieverName| *name != RetrieverName::Bm25;
    let model = if names.iter().any(is_neural) {
        let model = Dense::open(model.unwrap_or("".as_ref()))?;
        Some(Arc::new(Vectors::new(model, vectors)?))
    } else {
        None
    };
    let open = |name: &RetrieverName| {
        let retriever: Arc<dyn Retriever> = match (*name, model.clone()) {
            (RetrieverName::Dense, Some(model)) => model,
            (RetrieverName::Hybrid, Some(model)) => {
                Arc::new(Fusion::of(Bm25::default()).and(model))
            }
            _ => Arc::new(Bm25::default()),
        };
        (*name, retriever)
    };
    Ok(names.iter().map(open).collect())
}

/// Opens the retrievers.
#[cfg(not(feature = "neural"))]
pub(crate) fn open(
    names: &[RetrieverName],
    _: Option<&Path>,
    _: Option<&Path>,
) -> Result<Vec<Named>, Box<dyn Error>> {
    let open = |name: &RetrieverName| match name {
        RetrieverName::Bm25 => Ok((*name, Arc::new(Bm25::default()) as Arc<dyn Retriever>)),
        _ => Err(format!("the retriever {name} needs --features neural").into()),
    };
    names.iter().map(open).collect()
}
