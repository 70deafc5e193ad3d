//! Compares the retrieval of structural chunks with that of windows of equal size: the
//! output of `compare` for each corpus, and the tables in BENCHMARKS.md.
//!
//! `cargo bench --features evaluate --bench against_fixed_size [-- [--ablation]
//! CORPUS...]`; a corpus is a folder with `docs` and, if there are questions,
//! `questions.jsonl` or `queries.jsonl`. The default is `testdata/retrieval`. With
//! `--ablation` it prints the gain of each part of structural chunks instead.
//! `--retriever` and `--model` are those of `compare`.

#![allow(clippy::print_stdout)] // a benchmark prints its results

#[path = "against_fixed_size/ablation.rs"]
mod ablation;
#[path = "../cli/src/parallel.rs"]
mod parallel;
#[path = "against_fixed_size/summary.rs"]
mod summary;

use clap::Parser;
use sectile_cli::compare::{Comparison, Input, Options};
use std::error::Error;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::Instant;

#[derive(Parser)]
struct Arguments {
    /// Folders with `docs` and questions.
    #[arg(default_value = "testdata/retrieval")]
    corpora: Vec<PathBuf>,
    /// Measures the contribution of each feature of structural chunks.
    #[arg(long)]
    ablation: bool,
    /// The retriever that ranks the chunks: bm25, dense or hybrid.
    #[arg(long, default_value = "bm25")]
    retriever: OsString,
    /// The folder of the model for `dense` and `hybrid`.
    #[arg(long)]
    model: Option<OsString>,
    /// Passed by Cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    for corpus in &arguments.corpora {
        println!("== {}", corpus.display());
        let start = Instant::now();
        print!("{}", report(corpus, &arguments)?);
        println!("{:.1} s\n", start.elapsed().as_secs_f64());
    }
    Ok(())
}

fn report(corpus: &Path, arguments: &Arguments) -> Result<String, Box<dyn Error>> {
    let named = ["questions.jsonl", "queries.jsonl"].map(|name| corpus.join(name));
    let questions = named.iter().find(|path| path.exists());
    let docs = corpus.join("docs");
    let mut options = vec![OsStr::new("compare"), docs.as_os_str()];
    if let Some(questions) = questions {
        options.extend([OsStr::new("--questions"), questions.as_os_str()]);
    }
    options.extend([OsStr::new("--retriever"), arguments.retriever.as_os_str()]);
    if let Some(model) = &arguments.model {
        options.extend([OsStr::new("--model"), model.as_os_str()]);
    }
    let options = Options::try_parse_from(options)?;
    let input = Input::read(&options)?;
    if let (true, Some(asked)) = (arguments.ablation, input.questions()) {
        return Ok(ablation::table(input.documents(), asked)?);
    }
    let comparison = Comparison::run(&input, &options)?;
    let Some(baseline) = comparison.baseline() else {
        return Ok(comparison.table());
    };
    let rows = comparison
        .evaluations()
        .map(|(name, row)| (name.to_owned(), row));
    let summary = summary::table(rows, baseline);
    Ok(comparison.table() + "\n" + &summary)
}
