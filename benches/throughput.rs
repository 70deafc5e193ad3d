//! Measures the cost of reading and chunking in each format: CPU time, allocations and
//! memory, and their growth with the size of a document.
//!
//! `cargo bench --bench throughput [-- FOLDER]` reads the Markdown, HTML and PDF files of
//! a folder (default: testdata) and prints medians of five rounds in one run for each
//! format. All count with `cl100k_base` and a budget of 512.

#![allow(clippy::print_stdout)] // a benchmark prints its results

#[path = "shared/measure.rs"]
mod measure;

use measure::{Work, megabytes, times};
use sectile::{Chunker, Document, Format, Limits, StructuralChunker, Tiktoken, Tokenizer};
use std::hint::black_box;

const MAX_TOKENS: u32 = 512;

/// The sizes of the documents that show the growth, in quarters of a megabyte.
const QUARTERS: [usize; 5] = [1, 4, 16, 64, 256];

fn main() {
    let folder = measure::folder();
    for format in [Format::Markdown, Format::Html, Format::Pdf] {
        let files = readable(measure::files(&folder, format), format);
        if !files.is_empty() {
            stages(&files, format);
        }
        if !files.is_empty() && format != Format::Pdf {
            scaling(&files, format);
        }
    }
}

/// Removes the files that cannot be read.
fn readable(mut files: Vec<Vec<u8>>, format: Format) -> Vec<Vec<u8>> {
    files.retain(|file| {
        let document = format.read(file, &Limits::default());
        document.is_ok_and(|document| !document.text().trim().is_empty())
    });
    files
}

/// Measures each stage on all documents.
fn stages(files: &[Vec<u8>], format: Format) {
    let bytes: usize = files.iter().map(Vec::len).sum();
    println!(
        "{format:?}: {} documents, {:.2} MB\n",
        files.len(),
        megabytes(bytes)
    );
    let tokenizer = Tiktoken::cl100k_base();
    let chunker = chunker();
    let documents: Vec<Document> = files.iter().map(|file| read(file, format)).collect();
    let all = |count: &dyn Fn(&[u8]) -> usize| files.iter().map(|file| count(file)).sum::<usize>();
    let mut work: Vec<Work> = vec![
        (
            "plain count of the text",
            Box::new(|| {
                (documents.iter())
                    .map(|document| tokenizer.count(document.text()))
                    .sum()
            }),
        ),
        (
            "read",
            Box::new(|| all(&|file| read(file, format).sections().len())),
        ),
        (
            "index, pack, chunks",
            Box::new(|| {
                (documents.iter())
                    .map(|document| chunker.chunks(document).count())
                    .sum()
            }),
        ),
        (
            "whole pipeline",
            Box::new(|| all(&|file| chunker.chunks(&read(file, format)).count())),
        ),
    ];
    if format == Format::Html {
        work.push((
            "scraper's parse",
            Box::new(|| {
                all(&|file| {
                    let page = String::from_utf8_lossy(file);
                    black_box(scraper::Html::parse_document(&page));
                    1
                })
            }),
        ));
    }
    let times = times(&work);
    println!(
        "{:24} {:>10} {:>13} {:>12} {:>22}",
        "", "MB/CPU s", "plain counts", "of the whole", "allocations a document"
    );
    for ((name, run), time) in work.iter().zip(&times) {
        let counted = allocation_counter::measure(|| {
            black_box(run());
        });
        println!(
            "{name:24} {:>10.1} {:>13.2} {:>12.2} {:>22}",
            megabytes(bytes) / time,
            time / times[0],
            time / times[3],
            counted.count_total / files.len() as u64
        );
    }
    println!();
}

/// Measures the whole pipeline on single documents of growing size. Each repeats the
/// corpus under new headings.
fn scaling(files: &[Vec<u8>], format: Format) {
    println!(
        "{:>12} {:>10} {:>24} {:>24}",
        "one of MB", "MB/CPU s", "cost a byte, to 0.25 MB", "peak memory a byte"
    );
    let chunker = chunker();
    let run = |document: &[u8]| chunker.chunks(&read(document, format)).count();
    // Small sizes are measured on several documents, because a repeated document is found
    // in the caches.
    let sizes = QUARTERS.map(|quarters| {
        let number = (64 / quarters).max(1);
        let documents = (0..number).map(|at| one_document(files, format, quarters * 250_000, at));
        documents.collect::<Vec<Vec<u8>>>()
    });
    let work: Vec<Work> = (sizes.iter())
        .map(|documents| -> Work {
            (
                "one size",
                Box::new(|| documents.iter().map(|one| run(one)).sum()),
            )
        })
        .collect();
    let costs: Vec<f64> = (times(&work).iter().zip(&sizes))
        .map(|(time, documents)| time / megabytes(documents.iter().map(Vec::len).sum()))
        .collect();
    for (documents, cost) in sizes.iter().zip(&costs) {
        let counted = allocation_counter::measure(|| {
            black_box(run(&documents[0]));
        });
        let size = documents[0].len();
        #[allow(clippy::cast_precision_loss)] // below 2^52
        let memory = counted.bytes_max as f64 / size as f64;
        println!(
            "{:>12.2} {:>10.1} {:>24.2} {memory:>24.1}",
            megabytes(size),
            1.0 / cost,
            cost / costs[0]
        );
    }
    println!();
}

/// Repeats the corpus up to a size, each file under a heading of its own. Each number
/// starts at another file.
fn one_document(files: &[Vec<u8>], format: Format, size: usize, number: usize) -> Vec<u8> {
    let mut document = String::with_capacity(size + 100_000);
    let first = number * files.len() / 64;
    for (part, file) in files.iter().cycle().skip(first).enumerate() {
        let part = part.to_string();
        let text = String::from_utf8_lossy(file);
        if format == Format::Html {
            let body = text
                .find("<body")
                .map_or(0, |at| at + text[at..].find('>').map_or(0, |end| end + 1));
            let end = text.rfind("</body").unwrap_or(text.len()).max(body);
            document.extend(["<h1>Part ", &part, "</h1>\n", &text[body..end]]);
        } else {
            document.extend(["\n\n# Part ", &part, "\n\n", &text]);
        }
        if document.len() >= size {
            break;
        }
    }
    document.truncate(document.floor_char_boundary(size));
    document.into_bytes()
}

fn chunker() -> StructuralChunker {
    StructuralChunker::builder()
        .max_tokens(MAX_TOKENS)
        .build()
        .expect("the options are valid")
}

fn read(file: &[u8], format: Format) -> Document {
    (format.read(file, &Limits::default())).expect("the file was read before")
}
