//! PDF files in which many entries share one large object: time, memory and output stay
//! small.
#![cfg(feature = "pdf")]

mod catalog;
mod content;
mod file;
mod tags;

use file::File;
use sectile::{Document, Format, Limits, StructuralChunker, Words};
use std::time::{Duration, Instant};

/// The maximum time of a file, also on a slow machine and without optimization.
const LONGEST: Duration = Duration::from_secs(30);
/// The maximum memory of a file.
const MOST_MEMORY: u64 = 512 << 20;
/// The maximum bytes of output for each byte of a file, and the output that is always
/// allowed.
const OUTPUT_PER_BYTE: usize = 64;
const OUTPUT: usize = 256 << 10;

/// The size of a large object: a megabyte.
const LARGE: usize = 1_000_000;

/// Reads the file, and asserts that it takes little time and memory and gives little
/// output.
fn read(file: &File) -> Document {
    let bytes = file.bytes();
    let start = Instant::now();
    let mut read = None;
    let memory = allocation_counter::measure(|| {
        read = Some(Format::Pdf.read(&bytes, &Limits::default()));
    });
    let document = read.expect("it was read").expect("it is a document");
    let chunker = StructuralChunker::builder()
        .tokenizer(Words)
        .max_tokens(200);
    let mut output = 0;
    for chunk in chunker.build().expect("valid options").chunk(&document) {
        output += serde_json::to_string(&chunk)
            .expect("a chunk is JSON")
            .len();
    }
    assert!(start.elapsed() < LONGEST, "it took {:?}", start.elapsed());
    assert!(
        memory.bytes_max < MOST_MEMORY,
        "it took {} bytes",
        memory.bytes_max
    );
    let most = OUTPUT.max(OUTPUT_PER_BYTE * bytes.len());
    assert!(output <= most, "{output} bytes are made of {}", bytes.len());
    document
}

fn has_warning(document: &Document, part: &str) -> bool {
    let mut warnings = document.warnings().iter();
    warnings.any(|warning| warning.message.contains(part))
}

fn large_string() -> String {
    format!("({})", "tea ".repeat(LARGE / 4))
}
