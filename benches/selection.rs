//! Measures which text is best returned for hits, within a budget: the evidence for
//! `Passages`, and the tables of it in BENCHMARKS.md.
//!
//! `cargo bench --features evaluate --bench selection [-- CORPUS...]`; a corpus is a folder
//! with `docs` and `questions.jsonl` or `queries.jsonl` (default: `testdata/retrieval`;
//! `benches/questions.py` writes two more). The retriever is the crate's BM25. Prints the
//! means of all corpora, the means of each, and the lead of passages over every other row
//! with its paired interval.

#![allow(clippy::print_stdout)] // a benchmark prints its results

#[path = "selection/chunks.rs"]
mod chunks;
#[path = "selection/rows.rs"]
mod rows;
#[path = "selection/segments.rs"]
mod segments;
#[path = "selection/table.rs"]
mod table;

use clap::Parser;
use sectile_cli::compare::{Input, Options};
use std::error::Error;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

#[derive(Parser)]
struct Arguments {
    /// Folders with `docs` and questions.
    #[arg(default_value = "testdata/retrieval")]
    corpora: Vec<PathBuf>,
    /// Passed by Cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut sets = Vec::new();
    for corpus in Arguments::parse().corpora {
        let input = read(&corpus)?;
        let questions = input.questions().unwrap_or_default();
        let name = corpus.file_name().unwrap_or(corpus.as_os_str());
        sets.push(table::Set {
            name: name.to_string_lossy().into_owned(),
            rows: rows::all(input.documents(), questions)?,
        });
    }
    print!("{}", table::write(&sets));
    Ok(())
}

fn read(corpus: &Path) -> Result<Input, Box<dyn Error>> {
    let named = ["questions.jsonl", "queries.jsonl"].map(|name| corpus.join(name));
    let questions = named.iter().find(|path| path.exists());
    let questions = questions.ok_or_else(|| format!("{}: no questions", corpus.display()))?;
    let docs = corpus.join("docs");
    let arguments = [
        OsStr::new("compare"),
        docs.as_os_str(),
        OsStr::new("--questions"),
        questions.as_os_str(),
    ];
    Input::read(&Options::try_parse_from(arguments)?)
}
