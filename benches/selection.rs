//! Measures which text is best returned for hits, within a budget: the evidence for
//! `Passages`, and the tables of it in BENCHMARKS.md.
//!
//! `cargo bench --features evaluate --bench selection [-- CORPUS...]`; a corpus is a folder
//! with `docs` and `questions.jsonl` or `queries.jsonl` (default: `testdata/retrieval`;
//! `benches/questions.py` writes two more). Prints the means of all corpora, the means of
//! each, the lead of passages over every other row with its paired interval, and how far
//! they are from what they must reach.
//!
//! `--retriever bm25,dense,hybrid --model DIR` prints the tables of each retriever (default:
//! `bm25`; the others need `--features neural`), and `--vectors FILE` keeps the vectors of
//! their texts, so that a run can be stopped and continued. `--hits FOLDER` writes, in place
//! of the tables, the ranked chunks of three levels for each corpus and retriever, which
//! `benches/results.py` reads.

#![allow(clippy::print_stdout)] // a benchmark prints its results

#[path = "selection/bars.rs"]
mod bars;
#[path = "selection/chunks.rs"]
mod chunks;
#[path = "selection/hits.rs"]
mod hits;
#[path = "selection/retrievers.rs"]
mod retrievers;
#[path = "selection/rows.rs"]
mod rows;
#[path = "selection/segments.rs"]
mod segments;
#[path = "selection/table.rs"]
mod table;
#[cfg(feature = "neural")]
#[path = "selection/vectors.rs"]
mod vectors;

use clap::Parser;
use retrievers::RetrieverName;
use sectile_cli::compare::{Input, Options};
use std::error::Error;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

#[derive(Parser)]
struct Arguments {
    /// Folders with `docs` and questions.
    #[arg(default_value = "testdata/retrieval")]
    corpora: Vec<PathBuf>,
    /// The retrievers that rank the chunks.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "bm25")]
    retriever: Vec<RetrieverName>,
    /// The folder of the model for `dense` and `hybrid`.
    #[arg(long)]
    model: Option<PathBuf>,
    /// The file that keeps the vectors of texts from run to run.
    #[arg(long)]
    vectors: Option<PathBuf>,
    /// The folder to which ranked chunks are written, in place of tables.
    #[arg(long)]
    hits: Option<PathBuf>,
    /// Passed by Cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let mut sets: Vec<Vec<table::Set>> = arguments.retriever.iter().map(|_| vec![]).collect();
    let (model, vectors) = (arguments.model.as_deref(), arguments.vectors.as_deref());
    let retrievers = retrievers::open(&arguments.retriever, model, vectors)?;
    for corpus in &arguments.corpora {
        let input = read(corpus)?;
        let (documents, questions) = (input.documents(), input.questions().unwrap_or_default());
        let name = corpus.file_name().unwrap_or(corpus.as_os_str());
        let name = name.to_string_lossy().into_owned();
        for ((retriever, ranks), sets) in retrievers.iter().zip(&mut sets) {
            let start = Instant::now();
            if let Some(folder) = &arguments.hits {
                let path = folder.join(format!("{name}.{retriever}.jsonl"));
                hits::write(&path, documents, questions, &**ranks)?;
            } else {
                sets.push(table::Set {
                    name: name.clone(),
                    rows: rows::all(documents, questions, Arc::clone(ranks))?,
                });
            }
            eprintln!(
                "{name}, {retriever}: {:.0} s",
                start.elapsed().as_secs_f64()
            );
        }
    }
    let tables = arguments.retriever.iter().zip(&sets);
    for (retriever, sets) in tables.filter(|(_, sets)| !sets.is_empty()) {
        println!("# {retriever}\n");
        print!("{}", table::write(sets));
    }
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
