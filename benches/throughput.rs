//! What chunking costs, against one plain count of the same text and against text-splitter and chunkedrs.
//!
//! `cargo bench --bench throughput [-- FOLDER]` reads the Markdown files of a folder (default: testdata) and prints bytes per CPU
//! second, medians of five rounds in one run. All documents are counted with `cl100k_base`, budget 512; text-splitter counts
//! with tiktoken-rs, chunkedrs with the tokenizer of its own.

#![allow(clippy::print_stdout)] // that is what a bench does

use cpu_time::ProcessTime;
use sectile::{Chunker, Document, Format, Limits, StructuralChunker, Tiktoken, Tokenizer};
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use text_splitter::{ChunkConfig, MarkdownSplitter};

const ROUNDS: usize = 5;
const MAX_TOKENS: u32 = 512;

fn main() {
    // Cargo passes `--bench` of its own accord.
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let folder = PathBuf::from(folder.unwrap_or_else(|| "testdata".to_owned()));
    let mut texts = Vec::new();
    read(&folder, &mut texts);
    texts.retain(|text| !text.trim().is_empty());
    let bytes: usize = texts.iter().map(String::len).sum();
    println!(
        "{}: {} documents, {:.2} MB\n",
        folder.display(),
        texts.len(),
        megabytes(bytes)
    );
    stages(&texts, bytes);
    scaling(&texts);
}

/// A stage's name, and the stage.
type Stage<'a> = (&'a str, Box<dyn Fn() -> usize + 'a>);

/// Each stage over all documents; the rounds take the stages in turn, so that a slow machine is slow for all of them.
fn stages(texts: &[String], bytes: usize) {
    let plain = tiktoken_rs::cl100k_base_singleton();
    let tokenizer = Tiktoken::cl100k_base();
    let chunker = chunker();
    let splitter = MarkdownSplitter::new(ChunkConfig::new(MAX_TOKENS as usize).with_sizer(plain));
    let documents: Vec<Document> = texts.iter().map(|text| parse(text)).collect();
    let total = |count: &dyn Fn(usize) -> usize| (0..texts.len()).map(count).sum::<usize>();
    let work: [Stage; 8] = [
        (
            "plain count",
            Box::new(|| total(&|at| tokenizer.count(&texts[at]))),
        ),
        (
            "plain count by tiktoken-rs",
            Box::new(|| total(&|at| plain.count_ordinary(&texts[at]))),
        ),
        (
            "parse",
            Box::new(|| total(&|at| parse(&texts[at]).sections().len())),
        ),
        (
            "index",
            Box::new(|| {
                total(&|at| {
                    black_box(tokenizer.index(&texts[at]));
                    1
                })
            }),
        ),
        (
            "index and pack",
            Box::new(|| total(&|at| chunker.chunks(&documents[at]).count())),
        ),
        (
            "whole pipeline",
            Box::new(|| total(&|at| chunker.chunks(&parse(&texts[at])).count())),
        ),
        (
            "text-splitter",
            Box::new(|| total(&|at| splitter.chunks(&texts[at]).count())),
        ),
        (
            "chunkedrs",
            Box::new(|| {
                let split = |text: &str| {
                    let chunks = chunkedrs::chunk(text).markdown().encoding("cl100k_base");
                    chunks.max_tokens(MAX_TOKENS as usize).split().len()
                };
                total(&|at| split(&texts[at]))
            }),
        ),
    ];
    for (_, run) in &work {
        black_box(run()); // loads vocabularies, warms caches
    }
    let mut times = vec![Vec::new(); work.len()];
    for _ in 0..ROUNDS {
        for ((_, run), times) in work.iter().zip(&mut times) {
            times.push(seconds(run));
        }
    }
    let times: Vec<f64> = times.into_iter().map(median).collect();
    println!(
        "{:28} {:>10} {:>14} {:>22}",
        "", "MB/CPU s", "plain counts", "allocations a document"
    );
    for ((name, run), time) in work.iter().zip(&times) {
        let allocations = allocation_counter::measure(|| {
            black_box(run());
        });
        let each = allocations.count_total / texts.len() as u64;
        println!(
            "{name:28} {:>10.1} {:>14.2} {each:>22}",
            megabytes(bytes) / time,
            time / times[0]
        );
    }
    let (index, whole) = (times[3], times[5]);
    println!(
        "\nshare of the pipeline spent counting: {:.0} %",
        100.0 * index / whole
    );
    for ((name, _), time) in work.iter().zip(&times).skip(6) {
        println!("{name} / whole pipeline: {:.1}", time / whole);
    }
    println!();
}

/// The whole pipeline on one document of growing size: its parts are the corpus again and again under new headings.
fn scaling(texts: &[String]) {
    println!(
        "{:>10} {:>10} {:>24}",
        "one MB of", "MB/CPU s", "cost a byte, to 0.25 MB"
    );
    let chunker = chunker();
    let mut first = None;
    for quarter_megabytes in [1, 4, 16, 64] {
        let size = quarter_megabytes * 250_000;
        let text = one_document(texts, size);
        let mut times: Vec<f64> = (0..ROUNDS)
            .map(|_| {
                let repeats = (64 / quarter_megabytes).max(1);
                let time = seconds(&|| {
                    (0..repeats)
                        .map(|_| chunker.chunks(&parse(&text)).count())
                        .sum()
                });
                #[allow(clippy::cast_precision_loss)] // a small number of repeats
                let repeats = repeats as f64;
                time / repeats / megabytes(text.len())
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let cost = times[ROUNDS / 2];
        let first = *first.get_or_insert(cost);
        println!(
            "{:>10.2} {:>10.1} {:>24.2}",
            megabytes(text.len()),
            1.0 / cost,
            cost / first
        );
    }
}

fn one_document(texts: &[String], size: usize) -> String {
    let mut document = String::with_capacity(size + 100_000);
    for (number, text) in texts.iter().cycle().enumerate() {
        document.extend(["\n\n# Part ", &number.to_string(), "\n\n", text]);
        if document.len() >= size {
            break;
        }
    }
    document.truncate(document.floor_char_boundary(size));
    document
}

fn chunker() -> StructuralChunker {
    StructuralChunker::builder()
        .max_tokens(MAX_TOKENS)
        .build()
        .expect("the options are valid")
}

fn parse(text: &str) -> Document {
    Format::Markdown
        .read(text.as_bytes(), &Limits::default())
        .expect("Markdown is always read")
}

fn seconds(run: &dyn Fn() -> usize) -> f64 {
    let start = ProcessTime::now();
    black_box(run());
    start.elapsed().as_secs_f64()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[allow(clippy::cast_precision_loss)] // sizes far below 2^52
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn read(path: &Path, texts: &mut Vec<String>) {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("the folder can be read");
        let mut paths: Vec<_> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        paths.sort();
        for path in paths {
            read(&path, texts);
        }
    } else if Format::from_path(path) == Some(Format::Markdown) {
        texts.push(
            String::from_utf8_lossy(&fs::read(path).expect("the file can be read")).into_owned(),
        );
    }
}
