//! How structural chunks retrieve against windows of equally many tokens: what `examples/compare` prints, for each corpus named.
//!
//! `cargo bench --features evaluate --bench against_fixed_size [-- CORPUS...]`; a corpus is a folder with `docs` and,
//! if there are questions, `questions.jsonl` or `queries.jsonl`. By default it is `testdata/retrieval`.

#![allow(clippy::print_stdout)] // that is what a bench does

#[path = "../examples/compare/chunking.rs"]
mod chunking;
#[path = "../examples/shared/corpus.rs"]
mod corpus;
#[path = "../examples/compare/gate.rs"]
mod gate;
#[path = "../examples/compare/input.rs"]
mod input;
#[path = "../examples/compare/options.rs"]
mod options;
#[path = "../examples/compare/parallel.rs"]
mod parallel;
#[path = "../examples/shared/readers.rs"]
mod readers;
#[path = "../examples/compare/retrieval.rs"]
mod retrieval;
#[path = "../examples/compare/shapes.rs"]
mod shapes;
#[path = "../examples/compare/table.rs"]
mod table;

use clap::Parser;
use options::Options;
use std::error::Error;
use std::ffi::OsStr;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo passes `--bench` of its own accord.
    let mut corpora: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    if corpora.is_empty() {
        corpora.push("testdata/retrieval".to_owned());
    }
    for corpus in corpora {
        println!("== {corpus}");
        let start = Instant::now();
        print!("{}", report(Path::new(&corpus))?);
        println!("{:.1} s\n", start.elapsed().as_secs_f64());
    }
    Ok(())
}

fn report(corpus: &Path) -> Result<String, Box<dyn Error>> {
    let named = ["questions.jsonl", "queries.jsonl"].map(|name| corpus.join(name));
    let questions = named.iter().find(|path| path.exists());
    let docs = corpus.join("docs");
    let mut arguments = vec![OsStr::new("compare"), docs.as_os_str()];
    if let Some(questions) = questions {
        arguments.extend([OsStr::new("--questions"), questions.as_os_str()]);
    }
    let options = Options::try_parse_from(arguments)?;
    let input = input::read(&options)?;
    let chunkings = chunking::all(&input.documents)?;
    let shapes = shapes::all(&chunkings, &input.documents);
    let Some(asked) = &input.questions else {
        return Ok(table::without_questions(&input, &shapes));
    };
    let retrieval = retrieval::ask(&chunkings, asked, &options)?;
    let gate = gate::judge(&retrieval, &input, asked, options.k);
    Ok(table::with_questions(&input, &shapes, &retrieval, &gate))
}
