//! Cuts files and folders into chunks and writes them as JSON Lines.

#[path = "../shared/corpus.rs"]
mod corpus;
mod options;
#[path = "../shared/readers.rs"]
mod readers;
mod report;
mod run;

use clap::Parser;
use corpus::Corpus;
use options::Options;
use report::Report;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let options = Options::parse();
    match ingest(&options) {
        Ok(report) => report.exit_code(options.strict),
        // The reader of the output has seen enough.
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn ingest(options: &Options) -> Result<Report, Box<dyn std::error::Error>> {
    let chunker = options.chunker()?;
    let corpus = Corpus::find(&options.paths, options.format, options.reading.readers())?;
    let out: Box<dyn Write> = match options.file() {
        Some(path) => Box::new(
            File::create(path)
                .map_err(|error| format!("{}: cannot be written: {error}", path.display()))?,
        ),
        None => Box::new(io::stdout().lock()),
    };
    let mut out = BufWriter::new(out);
    let report = run::run(&corpus, &*chunker, options, &mut out)?;
    out.flush()?;
    report.print();
    Ok(report)
}

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    (error.downcast_ref::<io::Error>())
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
