//! The engines: the stages of sectile, and its peers.

use sectile::{Chunker, Document, Format, Limits, StructuralChunker, Tiktoken, Tokenizer, Words};
use std::hint::black_box;
use text_splitter::{ChunkConfig, MarkdownSplitter};

const MAX_TOKENS: u32 = 512;

/// The size of the documents that are joined of files to measure the growth, in bytes.
const MEGABYTE: usize = 1_000_000;

/// Runs over all files and returns a number that depends on all work.
pub(crate) type Engine = fn(&[Vec<u8>]) -> usize;

/// Returns the engine with a name, and the format of its files.
pub(crate) fn named(name: &str) -> Option<(Format, Engine)> {
    let markdown: Engine = match name {
        "count" => |files| count(files, &Tiktoken::cl100k_base()),
        "count-words" => |files| count(files, &Words),
        "count-tiktoken-rs" => |files| {
            let reference = tiktoken_rs::cl100k_base_singleton();
            texts(files)
                .map(|text| reference.count_ordinary(&text))
                .sum()
        },
        "read" => |files| {
            let documents = files.iter().map(|file| read(file, Format::Markdown));
            documents.map(|document| document.sections().len()).sum()
        },
        "whole" => |files| whole(files, Format::Markdown),
        "growth-1" => |files| growth(files, MEGABYTE),
        "growth-32" => |files| growth(files, 32 * MEGABYTE),
        "growth-64" => |files| growth(files, 64 * MEGABYTE),
        "chunkedrs" => |files| {
            let chunks = texts(files).map(|text| {
                let chunks = chunkedrs::chunk(&text).markdown().encoding("cl100k_base");
                chunks.max_tokens(MAX_TOKENS as usize).split().len()
            });
            chunks.sum()
        },
        "text-splitter" => |files| {
            let sizer = tiktoken_rs::cl100k_base_singleton();
            let config = ChunkConfig::new(MAX_TOKENS as usize).with_sizer(sizer);
            let splitter = MarkdownSplitter::new(config);
            texts(files)
                .map(|text| splitter.chunks(&text).count())
                .sum()
        },
        _ => return other(name),
    };
    Some((Format::Markdown, markdown))
}

fn other(name: &str) -> Option<(Format, Engine)> {
    let (format, engine): (Format, Engine) = match name {
        "html-read" => (Format::Html, |files| {
            let documents = files.iter().map(|file| read(file, Format::Html));
            documents.map(|document| document.sections().len()).sum()
        }),
        "html-scraper" => (Format::Html, |files| {
            let pages = texts(files).map(|text| {
                black_box(scraper::Html::parse_document(&text));
                1
            });
            pages.sum()
        }),
        "pdf" => (Format::Pdf, |files| whole(files, Format::Pdf)),
        _ => return None,
    };
    Some((format, engine))
}

fn texts(files: &[Vec<u8>]) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
    files.iter().map(|file| String::from_utf8_lossy(file))
}

fn count(files: &[Vec<u8>], tokenizer: &dyn Tokenizer) -> usize {
    texts(files).map(|text| tokenizer.count(&text)).sum()
}

/// Reads and chunks; a file that cannot be read is 0.
fn whole(files: &[Vec<u8>], format: Format) -> usize {
    let chunker = chunker();
    let documents = (files.iter()).filter_map(|file| format.read(file, &Limits::default()).ok());
    documents
        .map(|document| chunker.chunks(&document).count())
        .sum()
}

/// Joins files to documents of at least `size` bytes, no file twice, and chunks them.
fn growth(files: &[Vec<u8>], size: usize) -> usize {
    let chunker = chunker();
    let mut chunks = 0;
    let mut document = Vec::with_capacity(size + MEGABYTE);
    for file in files {
        document.extend_from_slice(b"\n\n");
        document.extend_from_slice(file);
        if document.len() >= size {
            chunks += chunker.chunks(&read(&document, Format::Markdown)).count();
            document.clear();
        }
    }
    if !document.is_empty() {
        chunks += chunker.chunks(&read(&document, Format::Markdown)).count();
    }
    chunks
}

fn chunker() -> StructuralChunker {
    let chunker = StructuralChunker::builder().max_tokens(MAX_TOKENS).build();
    chunker.expect("the options are valid")
}

fn read(file: &[u8], format: Format) -> Document {
    (format.read(file, &Limits::default())).expect("Markdown and HTML are always read")
}
