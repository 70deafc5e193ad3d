//! The shape of each chunking, which needs no questions.

use crate::compare::chunking::Chunking;
use sectile::Document;
use sectile::evaluate::Shape;

/// Returns the shape of each chunking; `None` where the returned chunks depend on the
/// question.
pub(crate) fn all(chunkings: &[Chunking], documents: &[Document]) -> Vec<Option<Shape>> {
    let shape = |chunking: &Chunking| {
        let mut shape = Shape::with_budget(chunking.max_tokens);
        for (document, chunks) in documents.iter().zip(&chunking.returned) {
            shape.add(document, chunks);
        }
        (!chunking.returned.is_empty()).then_some(shape)
    };
    chunkings.iter().map(shape).collect()
}
