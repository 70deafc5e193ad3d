//! Compares structural chunks with windows of the same number of tokens, on your own
//! documents and questions.

mod asked;
mod chunking;
mod comparison;
mod draft;
mod gate;
mod input;
mod json;
mod options;
mod retrieval;
mod shapes;
mod table;

pub use comparison::Comparison;
pub use input::Input;
pub use options::Options;

use crate::Status;
use clap::Parser as _;
use std::io::{self, Write};
use std::process::ExitCode;

/// Runs the command with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    run(&Options::parse()).into()
}

/// Runs the command: the report goes to standard output, messages to standard error.
#[must_use]
pub fn run(options: &Options) -> Status {
    match compare(options) {
        Ok(report) => match io::stdout().lock().write_all(report.as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                eprintln!("error: standard output: {error}");
                Status::FAILURE
            }
            _ => Status::SUCCESS,
        },
        Err(error) => {
            eprintln!("error: {error}");
            Status::FAILURE
        }
    }
}

fn compare(options: &Options) -> Result<String, Box<dyn std::error::Error>> {
    let input = Input::read(options)?;
    if let Some(size) = options.draft {
        return Ok(draft::print(&input, size as usize, options.seed));
    }
    let comparison = Comparison::run(&input, options)?;
    Ok(if options.json {
        comparison.json()
    } else {
        comparison.table()
    })
}

impl Comparison<'_> {
    /// The report as text for people.
    #[must_use]
    pub fn table(&self) -> String {
        table::write(self)
    }

    /// The report as one JSON object.
    #[must_use]
    pub fn json(&self) -> String {
        json::write(self)
    }
}
