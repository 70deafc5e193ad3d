//! The program `sectile`: its subcommands and their exit status.

use crate::Status;
use crate::{ingest, outline};
use clap::Parser;
use std::ffi::OsString;

/// Cuts documents along their structure into chunks for retrieval.
#[derive(Parser)]
#[command(name = "sectile", version)]
enum Command {
    Ingest(Box<ingest::Options>),
    Outline(outline::Options),
    #[cfg(feature = "search")]
    Search(crate::search::Options),
    #[cfg(feature = "evaluate")]
    Compare(Box<crate::compare::Options>),
}

/// Runs the program with these arguments, the first of which is its own name. Wrong
/// arguments and `--help` are printed, as the program does.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> Status {
    match Command::try_parse_from(arguments) {
        Ok(Command::Ingest(options)) => ingest::run(&options),
        Ok(Command::Outline(options)) => outline::run(&options),
        #[cfg(feature = "search")]
        Ok(Command::Search(options)) => crate::search::run(&options),
        #[cfg(feature = "evaluate")]
        Ok(Command::Compare(options)) => crate::compare::run(&options),
        Err(error) => {
            let _ = error.print(); // nobody reads a closed output
            if error.use_stderr() {
                Status::MISUSE
            } else {
                Status::SUCCESS
            }
        }
    }
}
