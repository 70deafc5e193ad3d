#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod chunk;
mod chunker;
mod document;
mod error;
#[cfg(feature = "evaluate")]
pub mod evaluate;
mod limits;
mod reader;
mod tokenizer;

pub use chunk::{Chunk, ChunkFormat, ChunkHeading, ChunkReference, Part, read_jsonl, write_jsonl};
pub use chunker::{
    Chunker, Chunks, FixedSizeChunker, FixedSizeChunkerBuilder, StructuralChunker,
    StructuralChunkerBuilder, TryChunks,
};
pub use document::{
    Anchors, Block, BlockBuilder, BlockKind, Document, DocumentBuilder, Heading, Lead, Lines,
    Metadata, Origin, PageBox, Reference, Seam, Section, SectionId, Span, Target, Warning,
    WarningKind,
};
pub use error::{Error, ErrorKind, Result};
pub use limits::{Cancel, Limits};
#[cfg(feature = "markdown")]
pub use reader::MarkdownReader;
#[cfg(feature = "pdf")]
pub use reader::PdfReader;
pub use reader::{Format, Reader};
#[cfg(feature = "html")]
pub use reader::{HtmlContent, HtmlReader};
#[cfg(feature = "tiktoken")]
pub use tokenizer::Tiktoken;
pub use tokenizer::{FromFn, TokenIndex, Tokenizer, Words, from_fn};

use std::path::Path;

/// Reads a file and cuts it with the default [`StructuralChunker`]; its format is told by its name, else by its first bytes.
///
/// # Errors
/// If the file cannot be read, or its format is not known or not built in.
pub fn chunk_file(path: impl AsRef<Path>) -> Result<Vec<Chunk>> {
    let path = path.as_ref();
    let bytes = std::fs::read(path).map_err(|error| {
        Error::new(ErrorKind::Io, "cannot be read")
            .with_source(error)
            .with_path(path)
    })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    chunk_bytes(&name, &bytes).map_err(|error| error.with_path(path))
}

/// Cuts a document that is in memory with the default [`StructuralChunker`]; `name` is what its chunks call it, and tells
/// its format.
///
/// Each chunk of 1,024 tokens comes before its pieces of 256: [index those, and return their parents](StructuralChunker).
///
/// ```
/// let chunks = sectile::chunk_bytes("guide/tea.md", b"# Tea\n\nBoil water.\n")?;
/// assert_eq!(chunks[0].document, "guide/tea.md");
/// assert_eq!(chunks[0].breadcrumb(), "Tea");
/// # Ok::<(), sectile::Error>(())
/// ```
///
/// # Errors
/// If the format is not known or not built in, or its reader refuses the bytes.
pub fn chunk_bytes(name: &str, bytes: &[u8]) -> Result<Vec<Chunk>> {
    let format = (Format::from_path(name).or_else(|| Format::detect(bytes))).ok_or_else(|| {
        Error::new(
            ErrorKind::UnknownFormat,
            "neither the name nor the first bytes tell a known format",
        )
    })?;
    let mut document = format.read(bytes, &Limits::default())?;
    document.set_name(name);
    Ok(StructuralChunker::default().chunk(&document))
}
