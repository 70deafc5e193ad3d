//! The shape of each chunking, which needs no questions.

use crate::compare::chunking::Chunking;
use sectile::Document;
use sectile::evaluate::Shape;

pub(crate) fn all(chunkings: &[Chunking], documents: &[Document]) -> Vec<(&'static str, Shape)> {
    let shape = |chunking: &Chunking| {
        let mut shape = Shape::with_budget(chunking.max_tokens);
        for (document, chunks) in documents.iter().zip(&chunking.returned) {
            shape.add(document, chunks);
        }
        (chunking.name, shape)
    };
    let returned = (chunkings.iter()).filter(|chunking| !chunking.returned.is_empty());
    returned.map(shape).collect()
}
