//! The command `sectile`.

use clap::Parser;
use sectile_cli::{ingest, outline};
use std::process::ExitCode;

/// Cuts documents along their structure into chunks for retrieval.
#[derive(Parser)]
#[command(name = "sectile", version)]
enum Command {
    Ingest(Box<ingest::Options>),
    Outline(outline::Options),
    #[cfg(feature = "search")]
    Search(sectile_cli::search::Options),
    #[cfg(feature = "evaluate")]
    Compare(sectile_cli::compare::Options),
}

fn main() -> ExitCode {
    match Command::parse() {
        Command::Ingest(options) => ingest::run(&options),
        Command::Outline(options) => outline::run(&options),
        #[cfg(feature = "search")]
        Command::Search(options) => sectile_cli::search::run(&options),
        #[cfg(feature = "evaluate")]
        Command::Compare(options) => sectile_cli::compare::run(&options),
    }
}
