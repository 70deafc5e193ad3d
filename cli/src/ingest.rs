//! Cuts files and folders into chunks and writes them as JSON Lines.

mod errors;
mod letters;
mod made_by;
mod omitted;
mod options;
mod output;
mod preview;
mod report;
mod rows;
mod run;
mod sink;
mod update;

pub use options::Options;
pub(crate) use output::Target;
#[cfg(feature = "search")]
pub(crate) use update::Stored;

use crate::Status;
use crate::corpus::{Corpus, FileIdentity, Search};
use crate::report::{self as page, Collector};
use clap::Parser as _;
use errors::Errors;
use output::{Output, is_earlier_output};
use report::Report;
use run::Job;
use sink::Sink;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;
use update::Update;

/// Runs the command with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    run(&Options::parse()).into()
}

/// Runs the command. Messages go to standard error.
#[must_use]
pub fn run(options: &Options) -> Status {
    match ingest(options) {
        Ok(report) => report.status(options.strict),
        // The reader of the output has closed it, as `head` does.
        Err(error) if is_broken_pipe(&*error) => Status::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            Status::MISUSE
        }
    }
}

/// Runs the command and returns its report.
pub(crate) fn ingest(options: &Options) -> Result<Report, Box<dyn std::error::Error>> {
    let chunker = options.chunker()?;
    let targets = targets(options)?;
    let errors_target = named_target(options.errors.as_deref())?;
    let report_target = named_target(options.report.path())?;
    if report_target.is_some() && options.update {
        return Err(
            "--report reads all documents, --update only changed ones; use one of them".into(),
        );
    }
    let mut update = Update::begin(options, &targets)?;
    let mut corpus = corpus(
        options,
        &targets,
        &[("--errors", &errors_target), ("--report", &report_target)],
    )?;
    output::remove_when_interrupted()?;
    let unwritten = |error| unwritten(&targets[0], error);
    update.plan(&mut corpus).map_err(unwritten)?;
    if let Some(reason) = update.reason().filter(|_| !options.quiet) {
        eprintln!("full run: {reason}");
    }
    let mut errors = Errors::open(errors_target.as_ref())?;
    let mut collector = match &report_target {
        Some(_) => Some(Collector::new(
            &options.report,
            options.subject(),
            corpus.files.len(),
            options.windows()?,
        )),
        None => None,
    };
    let mut report = Report::default();
    if update.is_complete(&corpus) {
        update.confirm(&corpus, &mut report).map_err(unwritten)?;
    } else {
        let mut out = Sink::open(options, &targets)?;
        let job = Job {
            corpus: &corpus,
            chunker: &*chunker,
            options,
        };
        let collector = collector.as_mut();
        report =
            run::all(&job, &mut update, &mut out, &mut errors, collector).map_err(unwritten)?;
        if report.has_failed(options.strict) {
            out.abandon(&targets)
        } else {
            update.commit(&corpus, out, &mut report)
        }
        .map_err(unwritten)?;
    }
    errors.commit()?;
    if let (Some(collector), Some(target)) = (collector, &report_target) {
        write(target, &collector.finish()?)?;
    }
    if !options.quiet {
        report.print();
    }
    Ok(report)
}

/// The outputs: that of `-o`, and that of `--parents` if it is requested.
fn targets(options: &Options) -> Result<Vec<Target>, String> {
    let mut targets = vec![Target::of(options.output())?];
    if let Some(parents) = &options.parents {
        if options.leaves().is_none() {
            return Err("--parents needs two levels; one level has no parents".to_owned());
        }
        let parents = Target::of(Some(parents))?;
        if targets[0].is_same(&parents) {
            return Err(format!(
                "{parents}: is both the output and the file of --parents"
            ));
        }
        targets.push(parents);
    }
    Ok(targets)
}

/// The target of an option that names a file.
fn named_target(path: Option<&Path>) -> Result<Option<Target>, String> {
    path.map(|path| Target::of(Some(path))).transpose()
}

/// Writes the whole of a file, or leaves the old one as it was.
pub(crate) fn write(target: &Target, content: &str) -> Result<(), String> {
    let mut output = Output::open(target)?;
    let written = output.write_all(content.as_bytes());
    (written.and_then(|()| output.commit()))
        .map_err(|error| format!("{target}: cannot be written: {error}"))
}

/// The documents to read, or the reason why there is nothing to do.
fn corpus(
    options: &Options,
    targets: &[Target],
    named: &[(&str, &Option<Target>)],
) -> Result<Corpus, Box<dyn std::error::Error>> {
    let search = Search {
        paths: &options.paths,
        format: options.format,
        root: options.root_rule(update::earlier_root(&targets[0])),
        name: options.name.as_deref(),
    };
    let mut corpus = Corpus::find(&search, options.reading.reader())?;
    corpus.set_timeout(options.timeout);
    let mut others: Vec<(&str, &Target)> = targets
        .iter()
        .map(|output| ("the output", output))
        .collect();
    for (option, target) in named {
        let Some(target) = target else {
            continue;
        };
        if let Some((other, _)) = others.iter().find(|(_, other)| other.is_same(target)) {
            let other = other.replace("--", "the file of --");
            return Err(format!("{target}: is both {other} and the file of {option}").into());
        }
        others.push((option, target));
    }
    let written = others.iter().filter_map(|(_, target)| target.identity());
    for identity in written.collect::<Vec<FileIdentity>>() {
        let is_own = |path: &Path| is_earlier_output(path) || page::is_report(path);
        (corpus.leave_out(&identity, is_own)).map_err(|path| {
            let path = path.display();
            format!("{path}: is an input and would be overwritten; choose another output")
        })?;
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
