//! Reads and cuts the files in parallel and writes the chunks in order.

use crate::corpus::{Corpus, Read};
use crate::errors::{Errors, Failure};
use crate::options::Options;
use crate::report::{self, Report};
use crate::sink::Sink;
use crate::turns::Turns;
use indicatif::{ProgressBar, ProgressStyle};
use sectile::{Chunk, ChunkFormat, Chunker, ErrorKind};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Instant;

/// The number of files that each thread may be ahead of the one that is written next: a
/// bound on the memory of a run.
const AHEAD: usize = 8;

/// The result for one file.
enum Outcome {
    Chunks(Cut),
    Skipped,
    Failed(Failure),
}

/// A document's chunks and what the summary counts.
struct Cut {
    lines: Vec<u8>,
    /// The chunks for the preview.
    shown: Vec<Chunk>,
    chunks: usize,
    tokens: u64,
    sections: usize,
    bytes: u64,
    warnings: Vec<String>,
}

/// The form in which a worker returns chunks.
#[derive(Clone, Copy)]
enum Form {
    Lines(ChunkFormat),
    Preview,
}

pub(crate) fn run(
    corpus: &Corpus,
    chunker: &dyn Chunker,
    options: &Options,
    out: &mut Sink,
    errors: &mut Errors,
) -> io::Result<Report> {
    let start = Instant::now();
    let bar = if options.quiet {
        ProgressBar::hidden()
    } else {
        progress(corpus.files.len())
    };
    let mut writer = Writer {
        corpus,
        options,
        bar,
        report: Report::default(),
        errors,
    };
    writer.skipped_and_unreachable()?;
    let form = match out {
        Sink::Output(_) => Form::Lines(options.line()),
        Sink::Preview(_) => Form::Preview,
    };
    let threads = options.threads().clamp(1, corpus.files.len().max(1));
    let turns = Turns::new(corpus.files.len(), threads * AHEAD);
    let (sender, receiver) = sync_channel(threads * AHEAD);
    let written = std::thread::scope(|scope| {
        for _ in 0..threads {
            let sender = sender.clone();
            let turns = &turns;
            scope.spawn(move || work(corpus, chunker, form, turns, &sender));
        }
        drop(sender);
        let written = writer.write(receiver, &turns, out);
        turns.stop(); // after a failed write no worker may wait for a turn
        written
    });
    writer.bar.finish_and_clear();
    written?;
    writer.report.time = start.elapsed();
    Ok(writer.report)
}

fn work(
    corpus: &Corpus,
    chunker: &dyn Chunker,
    form: Form,
    turns: &Turns,
    sender: &SyncSender<(usize, Outcome)>,
) {
    while let Some(at) = turns.take() {
        let outcome = match cut(corpus, at, chunker, form) {
            Ok(cut) => Outcome::Chunks(cut),
            Err(None) => Outcome::Skipped,
            Err(Some(failure)) => Outcome::Failed(failure),
        };
        if sender.send((at, outcome)).is_err() {
            return; // the writer has given up
        }
    }
}

/// Reads a file and cuts it; the error is `None` if this build has no reader for its
/// format.
fn cut(
    corpus: &Corpus,
    at: usize,
    chunker: &dyn Chunker,
    form: Form,
) -> Result<Cut, Option<Failure>> {
    let Read {
        document,
        bytes,
        remark,
        limits,
    } = corpus.read(&corpus.files[at]).map_err(|error| {
        (error.kind() != ErrorKind::FormatDisabled).then(|| Failure::from(error))
    })?;
    let mut cut = Cut {
        lines: Vec::new(),
        shown: Vec::new(),
        chunks: 0,
        tokens: 0,
        sections: document.sections().len(),
        bytes,
        warnings: (remark.into_iter())
            .chain(document.warnings().iter().map(ToString::to_string))
            .collect(),
    };
    for chunk in chunker.chunks_within(&document, &limits) {
        // No thread cancels, so the only error is a deadline that has passed. It is
        // reported below.
        let Ok(chunk) = chunk else { break };
        cut.chunks += 1;
        cut.tokens += u64::from(chunk.tokens);
        match form {
            Form::Lines(format) => (format.write(&mut cut.lines, &chunk))
                .map_err(|error| Some(Failure::new("io", error.to_string())))?,
            Form::Preview => cut.shown.push(chunk),
        }
    }
    if let (Some(deadline), Some(timeout)) = (limits.deadline, corpus.timeout()) {
        // Chunks of a part of the document would be taken for the whole document.
        if Instant::now() >= deadline {
            let message = format!("took longer than {} s", timeout.as_secs_f64());
            return Err(Some(Failure::new("timeout", message)));
        }
    }
    // The chunks of the last level are the ones to index.
    let last = cut.shown.iter().map(|chunk| chunk.level).max();
    cut.shown.retain(|chunk| Some(chunk.level) == last);
    Ok(cut)
}

/// Writes outcomes and reports on them.
struct Writer<'r> {
    corpus: &'r Corpus,
    options: &'r Options,
    bar: ProgressBar,
    report: Report,
    errors: &'r mut Errors,
}

impl Writer<'_> {
    /// Reports files that are not documents.
    fn skipped_and_unreachable(&mut self) -> io::Result<()> {
        let corpus = self.corpus;
        for file in &corpus.skipped {
            match report::warning(file) {
                Some(warning) => self.warn(&warning),
                None => self.note(|| report::skipped(file)),
            }
        }
        self.report.skipped = corpus.skipped.len();
        self.report.skipped_kinds = report::kinds(&corpus.skipped);
        for message in &corpus.unreachable {
            self.fail(None, &Failure::new("io", message))?;
        }
        for path in &corpus.missing {
            // Their messages were printed during the search.
            let message = format!("{}: no such file or folder", path.display());
            self.report.failures += 1;
            self.errors.add(None, &Failure::new("io", message))?;
        }
        Ok(())
    }

    /// Writes outcomes in the order of the files, although workers finish in any order.
    fn write(
        &mut self,
        receiver: Receiver<(usize, Outcome)>,
        turns: &Turns,
        out: &mut Sink,
    ) -> io::Result<()> {
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (at, outcome) in receiver {
            early.insert(at, outcome);
            while let Some(outcome) = early.remove(&next) {
                self.outcome(next, outcome, out)?;
                next += 1;
                turns.written(next);
                self.bar.inc(1);
            }
        }
        Ok(())
    }

    fn outcome(&mut self, at: usize, outcome: Outcome, out: &mut Sink) -> io::Result<()> {
        let path = self.corpus.files[at].path.display();
        match outcome {
            Outcome::Chunks(cut) => {
                out.add(&cut.lines, &cut.shown)?;
                self.report.files += 1;
                self.report.chunks += cut.chunks;
                self.report.tokens += cut.tokens;
                self.report.sections += cut.sections;
                self.report.bytes += cut.bytes;
                self.report.warnings += cut.warnings.len();
                for warning in &cut.warnings {
                    self.warn(&format!("{path}: {warning}"));
                }
                self.note(|| format!("{path}: {} chunks", cut.chunks));
            }
            Outcome::Skipped => {
                self.report.skipped += 1;
                self.note(|| format!("{path}: skipped, this build has no reader for it"));
            }
            Outcome::Failed(failure) => self.fail(Some(at), &failure)?,
        }
        Ok(())
    }

    fn fail(&mut self, at: Option<usize>, failure: &Failure) -> io::Result<()> {
        self.report.failures += 1;
        let file = at.map(|at| &self.corpus.files[at]);
        self.errors.add(file, failure)?;
        let message = &failure.message;
        self.bar.suspend(|| match file {
            Some(file) => eprintln!("error: {}: {message}", file.path.display()),
            None => eprintln!("error: {message}"),
        });
        Ok(())
    }

    fn warn(&self, warning: &str) {
        if !self.options.quiet {
            self.bar.suspend(|| eprintln!("warning: {warning}"));
        }
    }

    /// Prints a line of `--verbose`.
    fn note(&self, line: impl FnOnce() -> String) {
        if self.options.verbose {
            self.bar.suspend(|| eprintln!("{}", line()));
        }
    }
}

/// Returns a progress bar on standard error if that is a terminal, else an invisible one.
fn progress(files: usize) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} files, {eta} left");
    ProgressBar::new(files as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
