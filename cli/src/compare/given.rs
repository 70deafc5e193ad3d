//! Reads the chunks of another program: JSON Lines in the shapes that LangChain,
//! LlamaIndex, Haystack and others write.

mod fields;
mod locate;

use super::chunking::Chunking;
use fields::GivenChunk;
use sectile::evaluate::RetrievedText;
use sectile::{Document, Tiktoken, Tokenizer as _};
use std::error::Error;
use std::fs;
use std::path::Path;

/// Reads the chunks of a file. Their row is called like the file.
///
/// A chunk belongs to the document that it names, or else to the one that has its words.
///
/// # Errors
/// If a line is not a JSON object with a text, or if no chunk belongs to a document.
pub(super) fn read(path: &Path, documents: &[Document]) -> Result<Chunking, Box<dyn Error>> {
    let file = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("{file}: {error}"))?;
    let mut chunks = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        if !line.trim().is_empty() {
            let chunk = GivenChunk::parse(line);
            chunks.push(chunk.map_err(|message| format!("{file}: line {number}: {message}"))?);
        }
    }
    let places = locate::all(&chunks, documents);
    let found = places
        .iter()
        .filter(|place| place.document.is_some())
        .count();
    if found == 0 {
        return Err(format!("{file}: none of the chunks is of one of the documents").into());
    }
    if found < chunks.len() {
        let lost = chunks.len() - found;
        eprintln!(
            "warning: {file}: {lost} of {} chunks are of no document",
            chunks.len()
        );
    }
    let tokenizer = Tiktoken::cl100k_base();
    let passage = |(chunk, place): (GivenChunk, locate::Place<'_>)| {
        let name = place.document.unwrap_or_default();
        let tokens = u32::try_from(tokenizer.count(&chunk.text)).unwrap_or(u32::MAX);
        let mut passage = RetrievedText::new(name, chunk.text, tokens);
        passage.span = place.span;
        passage
    };
    let passages = chunks.into_iter().zip(places).map(passage).collect();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Chunking::given(name.into_owned(), passages))
}
