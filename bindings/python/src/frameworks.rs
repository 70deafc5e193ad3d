//! The lines of frameworks, from which the package makes objects of their classes.

use crate::chunk::{Chunk, Made};
use crate::error::config;
use pyo3::prelude::*;
use sectile::ChunkFormat;
use std::collections::HashMap;
use std::sync::Arc;

/// Return the line of each chunk in the format `langchain`, `llamaindex` or `haystack`.
///
/// Places in characters, neighbours and children are those among all chunks of the
/// document. Chunks that were pickled or read from JSON have none.
#[pyfunction]
pub(crate) fn lines(
    py: Python<'_>,
    format: &str,
    chunks: Vec<PyRef<'_, Chunk>>,
) -> PyResult<Vec<String>> {
    let format = match format {
        "langchain" => ChunkFormat::LangChain,
        "llamaindex" => ChunkFormat::LlamaIndex,
        "haystack" => ChunkFormat::Haystack,
        _ => {
            return Err(config(
                py,
                format!("{format:?} is no format of a framework"),
            ));
        }
    };
    // Looked up only: the lines of all chunks of a document, made once.
    let mut made: HashMap<*const Made, Vec<String>> = HashMap::new();
    let line = |chunk: &PyRef<'_, Chunk>| {
        let all = made
            .entry(Arc::as_ptr(&chunk.made))
            .or_insert_with(|| all(format, &chunk.made));
        all[chunk.at].clone()
    };
    Ok(chunks.iter().map(line).collect())
}

fn all(format: ChunkFormat, made: &Made) -> Vec<String> {
    if let Some(document) = &made.document {
        return format.lines(document, &made.chunks).collect();
    }
    let line = |chunk: &sectile::Chunk| {
        let mut line = Vec::new();
        let written = format.write(&mut line, chunk);
        written.expect("a vector takes everything");
        String::from_utf8(line).expect("JSON is text")
    };
    made.chunks.iter().map(line).collect()
}
