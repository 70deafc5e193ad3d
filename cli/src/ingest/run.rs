//! Reads and cuts the files in parallel and writes the chunks in order.

use crate::corpus::{Corpus, Read};
use crate::ingest::errors::{Errors, Failure};
use crate::ingest::options::Options;
use crate::ingest::report::{self, Report};
use crate::ingest::sink::Sink;
use crate::ingest::turns::Turns;
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

pub(crate) fn all(
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
            let worker = Worker {
                corpus,
                chunker,
                options,
                form,
            };
            scope.spawn(move || worker.work(turns, &sender));
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

/// Reads and cuts files on a thread.
struct Worker<'r> {
    corpus: &'r Corpus,
    chunker: &'r dyn Chunker,
    options: &'r Options,
    form: Form,
}

impl Worker<'_> {
    fn work(&self, turns: &Turns, sender: &SyncSender<(usize, Outcome)>) {
        while let Some(at) = turns.take() {
            let outcome = match self.cut(at) {
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
    fn cut(&self, at: usize) -> Result<Cut, Option<Failure>> {
        let read = self.corpus.read(&self.corpus.files[at]);
        let Read {
            document,
            bytes,
            remark,
            limits,
        } = read.map_err(|error| {
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
        let metadata = self.options.chunk_metadata(&document);
        for chunk in self.chunker.chunks_within(&document, &limits) {
            let mut chunk = match chunk {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::DeadlinePassed => break, // reported below
                Err(error) => return Err(Some(Failure::from(error))),
            };
            self.options.complete(&mut chunk, &metadata);
            cut.add(chunk, self.form)?;
        }
        if let (Some(deadline), Some(timeout)) = (limits.deadline, self.corpus.timeout()) {
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
}

impl Cut {
    fn add(&mut self, chunk: Chunk, form: Form) -> Result<(), Failure> {
        self.chunks += 1;
        self.tokens += u64::from(chunk.tokens);
        match form {
            Form::Lines(format) => (format.write(&mut self.lines, &chunk))
                .map_err(|error| Failure::new("io", error.to_string()))?,
            Form::Preview => self.shown.push(chunk),
        }
        Ok(())
    }
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
    /// Reports files that are no documents.
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
