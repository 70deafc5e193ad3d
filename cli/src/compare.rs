//! Compares structural chunks with windows of the same number of tokens, on your own
//! documents and questions.

mod against;
mod answerable;
mod asked;
mod best;
mod chunking;
mod comparison;
mod draft;
mod gate;
mod given;
mod handover;
mod input;
mod measure;
mod nearest;
mod note;
mod options;
mod page;
mod print;
mod progress;
mod questions;
mod reranking;
mod retrieval;
mod run;
mod shapes;
mod upkeep;

pub use comparison::Comparison;
pub use input::Input;
pub use options::Options;

use crate::Status;
use clap::Parser as _;
use handover::Handovers;
use options::Printing;
use run::Verdict;
use std::error::Error;
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
    let finished = compare(options);
    let (report, status) = match finished {
        Ok(finished) => finished,
        Err(error) => {
            for line in error.to_string().lines() {
                eprintln!("error: {line}");
            }
            return Status::MISUSE;
        }
    };
    match io::stdout().lock().write_all(report.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("error: standard output: {error}");
            Status::MISUSE
        }
        _ => status,
    }
}

fn compare(options: &Options) -> Result<(String, Status), Box<dyn Error>> {
    let input = Input::read(options)?;
    if let Some(size) = options.drafting.draft {
        let lines = draft::print(&input, size as usize, options.drafting.seed);
        return Ok((lines, Status::SUCCESS));
    }
    if options.upkeep.is_wanted() {
        return upkeep::check(&input, options);
    }
    let files = Handovers::of(options)?;
    let mut comparison = Comparison::run(&input, options)?;
    if let Some(path) = &options.runs.against {
        let before = against::read(path)?;
        let name = path.display().to_string();
        let difference = against::compare(&before, &comparison.run, &name)?;
        comparison.run.against = Some(difference);
    }
    if let Some(path) = &options.runs.save {
        against::save(&comparison.run, path)?;
    }
    files.write(&comparison, options)?;
    let report = if options.printing.json {
        comparison.json()?
    } else {
        print::report(&comparison.run, options.printing)
    };
    let is_failure = comparison.is_loss() || options.strict && !comparison.ships();
    let status = if is_failure {
        Status::FAILURE
    } else {
        Status::SUCCESS
    };
    Ok((report, status))
}

impl Comparison<'_> {
    fn ships(&self) -> bool {
        let answers = self.run.answers.as_ref();
        answers.is_some_and(|answers| answers.gate.verdict == Verdict::Ship)
    }

    fn is_loss(&self) -> bool {
        let against = self.run.against.as_ref();
        against.is_some_and(|against| against.is_loss)
    }

    /// The report with all tables, as `--verbose` prints it.
    #[must_use]
    pub fn table(&self) -> String {
        let printing = Printing {
            verbose: true,
            ..Printing::default()
        };
        print::report(&self.run, printing)
    }

    /// Everything that was measured as one JSON object.
    ///
    /// # Errors
    /// If a number is not finite.
    pub fn json(&self) -> Result<String, Box<dyn Error>> {
        Ok(serde_json::to_string(&self.run)? + "\n")
    }
}
