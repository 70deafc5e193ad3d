//! Compares structural chunks with windows of the same number of tokens, on your own
//! documents and questions.

#[path = "../shared/corpus/mod.rs"]
mod corpus;
#[path = "../shared/readers.rs"]
mod readers;

mod chunking;
mod gate;
mod input;
mod json;
mod options;
mod parallel;
mod report;
mod retrieval;
mod shapes;
mod table;

use clap::Parser;
use options::Options;
use report::Report;
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let options = Options::parse();
    match compare(&options) {
        Ok(report) => match io::stdout().lock().write_all(report.as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                eprintln!("error: standard output: {error}");
                ExitCode::FAILURE
            }
            _ => ExitCode::SUCCESS,
        },
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(options: &Options) -> Result<String, Box<dyn std::error::Error>> {
    let input = input::read(options)?;
    let chunkings = chunking::all(&input.documents)?;
    let shapes = shapes::all(&chunkings, &input.documents);
    let Some(questions) = &input.questions else {
        return Ok(if options.json {
            json::without_questions(&input, &shapes)
        } else {
            table::without_questions(&input, &shapes)
        });
    };
    let retrieval = retrieval::ask(&chunkings, questions, options)?;
    let gate = gate::judge(&retrieval, &input, questions, options.k);
    let report = Report {
        input: &input,
        shapes: &shapes,
        retrieval: &retrieval,
        gate: &gate,
    };
    Ok(if options.json {
        json::with_questions(&report)
    } else {
        table::with_questions(&report)
    })
}
