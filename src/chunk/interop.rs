//! Writes chunks in the forms that other frameworks load.

use super::Chunk;
use serde_json::{Value, json};
use std::io::{self, Write};

/// The form of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ChunkFormat {
    /// The wire format that [`Chunk`] documents; the default.
    #[default]
    Jsonl,
    /// A `LangChain` `Document`: `id`, `page_content` (the text to embed), `metadata`
    /// (everything else) and `type`.
    LangChain,
    /// A `LlamaIndex` `TextNode`: `id_`, `text` (the text to embed), `metadata`
    /// (everything else) and `relationships` (`1` the document, `4` the parent).
    LlamaIndex,
}

impl ChunkFormat {
    /// Writes `chunk` as one line of JSON.
    ///
    /// # Errors
    /// Returns the errors of `writer`.
    pub fn write(self, mut writer: impl Write, chunk: &Chunk) -> io::Result<()> {
        match self {
            Self::Jsonl => serde_json::to_writer(&mut writer, chunk)?,
            Self::LangChain => serde_json::to_writer(&mut writer, &langchain(chunk))?,
            Self::LlamaIndex => serde_json::to_writer(&mut writer, &llamaindex(chunk))?,
        }
        writer.write_all(b"\n")
    }
}

fn langchain(chunk: &Chunk) -> Value {
    json!({
        "id": chunk.id,
        "page_content": chunk.content(),
        "metadata": metadata(chunk),
        "type": "Document",
    })
}

fn llamaindex(chunk: &Chunk) -> Value {
    let mut relationships = json!({ "1": { "node_id": chunk.document, "node_type": "4" } });
    if let Some(parent) = &chunk.parent {
        relationships["4"] = json!({ "node_id": parent, "node_type": "1" });
    }
    json!({
        "id_": chunk.id,
        "text": chunk.content(),
        "metadata": metadata(chunk),
        // These count characters, spans count bytes; the span is in the metadata.
        "start_char_idx": Value::Null,
        "end_char_idx": Value::Null,
        "relationships": relationships,
        "class_name": "TextNode",
    })
}

/// Returns all fields of a chunk except its text. The frameworks filter by flat values,
/// so the heading path is also there as one string.
fn metadata(chunk: &Chunk) -> Value {
    let mut metadata = json!({
        "source": chunk.document,
        "title": chunk.title,
        "ordinal": chunk.ordinal,
        "breadcrumb": chunk.breadcrumb(),
        "headings": chunk.headings,
        "section": chunk.section,
        "tokens": chunk.tokens,
        "span": chunk.span,
        "origin": chunk.origin,
        "kinds": chunk.kinds,
        "part": chunk.part,
        "level": chunk.level,
        "parent": chunk.parent,
        "references": chunk.references,
    });
    if !chunk.omitted.is_empty() {
        metadata["omitted"] = json!(chunk.omitted);
    }
    metadata
}
