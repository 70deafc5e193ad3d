// On docs.rs relative paths lead nowhere: these definitions of the README's links and
// picture come first, and the first definition of a Markdown link is the one that counts.
#![doc = concat!("[picture]: ", include_str!("../docs/chunks.url"), "\n")]
#![doc = include_str!("../docs/links.md")]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod chunk;
mod chunker;
mod document;
mod error;
#[cfg(feature = "evaluate")]
pub mod evaluate;
mod free;
#[cfg(feature = "pdf")]
mod headings;
#[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
mod lexicon;
mod limits;
mod passages;
mod reader;
#[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
mod references;
mod tokenizer;

pub use chunk::{
    Change, Changes, Chunk, ChunkFormat, ChunkHeading, ChunkKey, ChunkReference, Part, read_jsonl,
    write_jsonl,
};
pub use chunker::{
    ChunkBuilder, ChunkDraft, Chunker, Chunks, FixedSizeChunker, FixedSizeChunkerBuilder,
    StructuralChunker, StructuralChunkerBuilder, TryChunks,
};
pub use document::{
    Anchors, Block, BlockBuilder, BlockKind, Document, DocumentBuilder, Folder, Heading,
    HeadingEvidence, HeadingSource, Lead, Lines, Mark, MarkKind, Metadata, Origin, PageBox,
    PageLedger, Reference, ReferenceKind, Seam, Section, SectionId, Span, Target, Warning,
    WarningKind,
};
pub use error::{Error, ErrorKind, Result};
#[cfg(feature = "pdf")]
pub use headings::{HeadingCandidate, OutlineEntry};
pub use limits::{Cancel, Limits, Progress};
pub use passages::{
    Budget, ChunkIndex, ChunkSource, Citation, Hit, Passage, Passages, PassagesBuilder, Selection,
};
#[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
pub use reader::Omission;
#[cfg(feature = "markdown")]
pub use reader::TextReader;
pub use reader::{DocumentReader, Format, Reader};
#[cfg(feature = "html")]
pub use reader::{HtmlContent, HtmlLinks, HtmlReader};
#[cfg(feature = "markdown")]
pub use reader::{MarkdownDialect, MarkdownReader};
#[cfg(feature = "pdf")]
pub use reader::{PdfReader, RecognizedWord, UnreadPage, WordSource};
#[cfg(feature = "huggingface")]
pub use tokenizer::HuggingFace;
#[cfg(feature = "tiktoken")]
pub use tokenizer::Tiktoken;
pub use tokenizer::{FromFn, FromTryFn, TokenIndex, Tokenizer, Words, from_fn, from_try_fn};

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Reads a file and cuts it with the default [`StructuralChunker`]; its format is found
/// by its name and its first bytes ([`Format::of`]). Chunks call the document by its file
/// name.
///
/// # Errors
/// If the file cannot be read or is above [`Limits::input_bytes`], or its format is not
/// known or not built in.
pub fn chunk_file(path: impl AsRef<Path>) -> Result<Vec<Chunk>> {
    let path = path.as_ref();
    let mut bytes = Vec::new();
    // One byte above the limit is enough for the reader to reject the file.
    let most = Limits::default().input_bytes as u64 + 1;
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(|error| {
            Error::new(ErrorKind::Io, "cannot be read")
                .with_source(error)
                .with_path(path)
        })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    chunk_bytes(&name, &bytes).map_err(|error| error.with_path(path))
}

/// Cuts a document that is in memory with the default [`StructuralChunker`]. Chunks call
/// it `name`, which may be a URL; its format is found by the name and the first bytes
/// ([`Format::of`]).
///
/// Each chunk of 1,024 tokens comes before its pieces of 256: [index those, and return
/// their parents](StructuralChunker).
///
/// ```
/// let chunks = sectile::chunk_bytes("guide/tea.md", b"# Tea\n\nBoil water.\n")?;
/// assert_eq!(chunks[0].document, "guide/tea.md");
/// assert_eq!(chunks[0].breadcrumb(), "Tea");
/// # Ok::<(), sectile::Error>(())
/// ```
///
/// # Errors
/// If the format is not known or not built in, or its reader rejects the bytes.
pub fn chunk_bytes(name: &str, bytes: &[u8]) -> Result<Vec<Chunk>> {
    chunk_with(&DocumentReader::default(), name, bytes)
}

/// Cuts a Markdown text with the default [`StructuralChunker`]; chunks call it `name`.
///
/// ```
/// let chunks = sectile::chunk_markdown("tea", "# Tea\n\nBoil water.\n")?;
/// assert_eq!(chunks[0].text, "# Tea\n\nBoil water.");
/// # Ok::<(), sectile::Error>(())
/// ```
///
/// # Errors
/// If the text is above [`Limits::input_bytes`].
#[cfg(feature = "markdown")]
pub fn chunk_markdown(name: &str, text: impl AsRef<[u8]>) -> Result<Vec<Chunk>> {
    chunk_as(Format::Markdown, name, text.as_ref())
}

/// Cuts a web page, or a fragment of one, with the default [`StructuralChunker`]; chunks
/// call it `name`.
///
/// ```
/// let chunks = sectile::chunk_html("tea", "<h1>Tea</h1><p>Boil water.")?;
/// assert_eq!(chunks[0].text, "# Tea\n\nBoil water.");
/// # Ok::<(), sectile::Error>(())
/// ```
///
/// # Errors
/// If the page is above [`Limits::input_bytes`].
#[cfg(feature = "html")]
pub fn chunk_html(name: &str, page: impl AsRef<[u8]>) -> Result<Vec<Chunk>> {
    chunk_as(Format::Html, name, page.as_ref())
}

/// Cuts a PDF file with the default [`StructuralChunker`]; chunks call it `name`.
///
/// ```
/// let error = sectile::chunk_pdf("tea.pdf", b"<h1>Tea</h1>").unwrap_err();
/// assert_eq!(error.kind(), sectile::ErrorKind::Malformed);
/// ```
///
/// # Errors
/// If the bytes are not a PDF file, need a password, or are above
/// [`Limits::input_bytes`].
#[cfg(feature = "pdf")]
pub fn chunk_pdf(name: &str, file: impl AsRef<[u8]>) -> Result<Vec<Chunk>> {
    chunk_as(Format::Pdf, name, file.as_ref())
}

#[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
fn chunk_as(format: Format, name: &str, bytes: &[u8]) -> Result<Vec<Chunk>> {
    chunk_with(&DocumentReader::default().format(format), name, bytes)
}

fn chunk_with(reader: &DocumentReader, name: &str, bytes: &[u8]) -> Result<Vec<Chunk>> {
    let document = reader.read(name, bytes, &Limits::default())?;
    Ok(StructuralChunker::default().chunk(&document))
}
