//! Measures what a batch costs beside the chunks: CPU time of `chunk_batch` against that of
//! the library on the same documents, in one warm process.
//!
//! `cargo bench -p sectile-arrow [-- FOLDER]` (default: testdata of the project) prints
//! medians of five rounds, in turns, for the Markdown files and for the pages of HTML.

#![allow(clippy::print_stdout)] // a benchmark prints its results

#[path = "../../../benches/shared/measure.rs"]
mod measure;

use arrow_array::{ArrayRef, BinaryArray, RecordBatch, StringArray};
use measure::{Work, megabytes, times};
use sectile::{Chunk, Chunker, DocumentReader, Format, Limits, StructuralChunker};
use sectile_arrow::{BatchOptions, chunk_batch};
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;

const MAX_TOKENS: u32 = 512;

/// The documents of a batch, as in the recipes for engines.
const BATCH: usize = 16;

fn main() {
    let folder = measure::folder().canonicalize().unwrap_or_else(|_| {
        // Cargo runs a benchmark in the folder of its package.
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata"))
    });
    for (format, name) in [(Format::Markdown, "a.md"), (Format::Html, "a.html")] {
        let files = measure::files(&folder, format);
        if !files.is_empty() {
            compare(&files, format, name);
        }
    }
}

fn compare(files: &[Vec<u8>], format: Format, name: &str) {
    let builder = StructuralChunker::builder().max_tokens(MAX_TOKENS);
    let chunker = builder.build().expect("the options are right");
    let options = BatchOptions::default().chunker(chunker.clone());
    let reader = DocumentReader::default();
    let batches: Vec<RecordBatch> = files
        .chunks(BATCH)
        .map(|files| batch(files, name))
        .collect();
    let cut = |file: &Vec<u8>| {
        let Ok(document) = reader.read(name, file, &Limits::default()) else {
            return 0;
        };
        let chunks: Vec<Chunk> = chunker.chunks(&document).collect();
        black_box(chunks).len()
    };
    let rows = |batch| chunk_batch(batch, &options).map_or(0, |rows| rows.num_rows());
    let work: [Work<'_>; 2] = [
        (
            "the library, a list of chunks for each document",
            Box::new(|| files.iter().map(cut).sum()),
        ),
        ("chunk_batch", Box::new(|| batches.iter().map(rows).sum())),
    ];
    let times = times(&work);
    let bytes = megabytes(files.iter().map(Vec::len).sum());
    println!("{format}: {} documents, {bytes:.1} MB", files.len());
    for ((name, _), seconds) in work.iter().zip(&times) {
        println!(
            "{:>8.1} MB/s  {:.3}  {name}",
            bytes / seconds,
            seconds / times[0]
        );
    }
}

fn batch(files: &[Vec<u8>], name: &str) -> RecordBatch {
    let names = StringArray::from_iter_values(files.iter().map(|_| name));
    let contents = BinaryArray::from_iter_values(files);
    RecordBatch::try_from_iter([
        ("name", Arc::new(names) as ArrayRef),
        ("content", Arc::new(contents)),
    ])
    .expect("both columns have a row for each file")
}
