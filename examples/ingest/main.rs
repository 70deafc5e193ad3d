//! Cuts files and folders into chunks and writes them as JSON Lines.

#[path = "../shared/corpus/mod.rs"]
mod corpus;
mod errors;
mod letters;
mod options;
mod output;
mod preview;
#[path = "../shared/readers.rs"]
mod readers;
mod report;
mod run;
mod sink;
mod turns;

use clap::Parser;
use corpus::{Corpus, FileIdentity};
use errors::Errors;
use options::Options;
use output::{Target, is_earlier_output};
use report::Report;
use sink::Sink;
use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let options = Options::parse();
    match ingest(&options) {
        Ok(report) => report.exit_code(options.strict),
        // The reader of the output has closed it, as `head` does.
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn ingest(options: &Options) -> Result<Report, Box<dyn std::error::Error>> {
    let chunker = options.chunker()?;
    let target = Target::of(options.output())?;
    let errors_target = match &options.errors {
        Some(path) => Some(Target::of(Some(path))?),
        None => None,
    };
    let corpus = corpus(options, &target, errors_target.as_ref())?;
    output::remove_when_interrupted()?;
    let mut errors = Errors::open(errors_target.as_ref())?;
    let mut out = Sink::open(options, &target)?;
    let report = run::run(&corpus, &*chunker, options, &mut out, &mut errors)
        .map_err(|error| unwritten(&target, error))?;
    if report.has_failed(options.strict) {
        out.abandon(&target)
    } else {
        out.commit()
    }
    .map_err(|error| unwritten(&target, error))?;
    errors.commit()?;
    if !options.quiet {
        report.print();
    }
    Ok(report)
}

/// The documents to read, or the reason why there is nothing to do.
fn corpus(
    options: &Options,
    target: &Target,
    errors: Option<&Target>,
) -> Result<Corpus, Box<dyn std::error::Error>> {
    let mut corpus = Corpus::find(&options.paths, options.format, options.reading.readers())?;
    corpus.set_timeout(options.timeout);
    let identity = target.identity();
    if let Some(errors) = errors {
        let is_output = identity.is_some() && errors.identity() == identity;
        if is_output || errors.to_string() == target.to_string() {
            return Err(format!("{target}: is both the output and the file of --errors").into());
        }
    }
    let mut leave_out = |identity: &FileIdentity| {
        (corpus.leave_out(identity, is_earlier_output)).map_err(|path| {
            let path = path.display();
            format!("{path}: is an input and would be overwritten; choose another output")
        })
    };
    for identity in [identity, errors.and_then(Target::identity)]
        .iter()
        .flatten()
    {
        leave_out(identity)?;
    }
    for path in &corpus.missing {
        eprintln!("error: {}: no such file or folder", path.display());
    }
    if !corpus.missing.is_empty() && (options.strict || corpus.missing.len() == options.paths.len())
    {
        return Err("nothing was read or written".into());
    }
    if corpus.files.is_empty() && corpus.unreachable.is_empty() {
        return Err(report::nothing_found(&options.paths, &corpus.skipped).into());
    }
    Ok(corpus)
}

fn unwritten(target: &Target, error: io::Error) -> Box<dyn std::error::Error> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => error.into(),
        _ => format!("{target}: cannot be written: {error}").into(),
    }
}

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    (error.downcast_ref::<io::Error>())
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
