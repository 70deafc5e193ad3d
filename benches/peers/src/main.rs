//! Compares the cost of chunking Markdown with one plain count of the same text,
//! text-splitter and chunkedrs.
//!
//! `cargo run --release -p sectile-peers [-- FOLDER]` reads the Markdown files of a
//! folder (default: testdata) and prints the table of speeds in BENCHMARKS.md: bytes per
//! CPU second, medians of five rounds in one run, no document twice. All count with
//! `cl100k_base`, budget 512; text-splitter with tiktoken-rs, chunkedrs with its own
//! tokenizer.

#![allow(clippy::print_stdout)] // a benchmark prints its results

#[path = "../../shared/measure.rs"]
mod measure;

use measure::{Work, megabytes, times};
use sectile::{Chunker, Document, Format, Limits, StructuralChunker, Tiktoken, Tokenizer};
use std::hint::black_box;
use text_splitter::{ChunkConfig, MarkdownSplitter};

const MAX_TOKENS: u32 = 512;

/// The row of the whole pipeline in the table. The peers follow it.
const WHOLE: usize = 5;

fn main() {
    let texts: Vec<String> = measure::files(&measure::folder(), Format::Markdown)
        .iter()
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .filter(|text| !text.trim().is_empty())
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!(
        "{} Markdown documents, {:.2} MB\n",
        texts.len(),
        megabytes(bytes)
    );
    let reference = tiktoken_rs::cl100k_base_singleton();
    let tokenizer = Tiktoken::cl100k_base();
    let chunker = StructuralChunker::builder().max_tokens(MAX_TOKENS).build();
    let chunker = chunker.expect("the options are valid");
    let splitter =
        MarkdownSplitter::new(ChunkConfig::new(MAX_TOKENS as usize).with_sizer(reference));
    let documents: Vec<Document> = texts.iter().map(|text| parse(text)).collect();
    let total = |count: &dyn Fn(&str) -> usize| texts.iter().map(|text| count(text)).sum::<usize>();
    let work: [Work; 8] = [
        (
            "plain count",
            Box::new(|| total(&|text| tokenizer.count(text))),
        ),
        (
            "plain count by tiktoken-rs",
            Box::new(|| total(&|text| reference.count_ordinary(text))),
        ),
        (
            "parse to section tree",
            Box::new(|| total(&|text| parse(text).sections().len())),
        ),
        (
            "token index",
            Box::new(|| {
                total(&|text| {
                    black_box(tokenizer.index(text));
                    1
                })
            }),
        ),
        (
            "token index, packing, chunks",
            Box::new(|| {
                (documents.iter())
                    .map(|document| chunker.chunks(document).count())
                    .sum()
            }),
        ),
        (
            "**sectile, the whole pipeline**",
            Box::new(|| total(&|text| chunker.chunks(&parse(text)).count())),
        ),
        (
            "chunkedrs, `markdown()`",
            Box::new(|| {
                total(&|text| {
                    let chunks = chunkedrs::chunk(text).markdown().encoding("cl100k_base");
                    chunks.max_tokens(MAX_TOKENS as usize).split().len()
                })
            }),
        ),
        (
            "text-splitter, `MarkdownSplitter`, tiktoken-rs",
            Box::new(|| total(&|text| splitter.chunks(text).count())),
        ),
    ];
    let times = times(&work);
    println!("| | MB per CPU second | in plain counts | of the pipeline |");
    println!("|---|---|---|---|");
    for ((name, _), time) in work.iter().zip(&times) {
        println!(
            "| {name} | {:.1} | {:.2} | {:.2} |",
            megabytes(bytes) / time,
            time / times[0],
            time / times[WHOLE]
        );
    }
}

fn parse(text: &str) -> Document {
    Format::Markdown
        .read(text.as_bytes(), &Limits::default())
        .expect("Markdown is always read")
}
