//! Reads and cuts the files in parallel and writes the chunks in order.

use crate::corpus::Corpus;
use crate::options::Options;
use crate::report::Report;
use indicatif::{ProgressBar, ProgressStyle};
use sectile::{ChunkFormat, Chunker, ErrorKind};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Instant;

/// How many files each thread may be ahead of the one that is written next: a bound on the memory of a run.
const AHEAD: usize = 8;

/// What became of a file.
enum Outcome {
    Chunks {
        lines: Vec<u8>,
        chunks: usize,
        tokens: u64,
        sections: usize,
        bytes: u64,
        warnings: Vec<String>,
    },
    Skipped,
    Failed(String),
}

pub(crate) fn run(
    corpus: &Corpus,
    chunker: &dyn Chunker,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<Report> {
    let start = Instant::now();
    let mut report = Report {
        skipped: corpus.skipped,
        failures: corpus.unreachable.len(),
        ..Report::default()
    };
    let bar = progress(corpus.files.len());
    for message in &corpus.unreachable {
        bar.suspend(|| eprintln!("error: {message}"));
    }
    let threads = options.threads().clamp(1, corpus.files.len().max(1));
    let turns = Turns::new(corpus.files.len(), threads * AHEAD);
    let (sender, receiver) = sync_channel(threads * AHEAD);
    let written = std::thread::scope(|scope| {
        for _ in 0..threads {
            let sender = sender.clone();
            let turns = &turns;
            let line = options.line();
            scope.spawn(move || work(corpus, chunker, line, turns, &sender));
        }
        drop(sender);
        let written = write(receiver, &turns, out, &bar, &mut report);
        turns.stop(); // after a failed write nobody waits for a turn any more
        written
    });
    bar.finish_and_clear();
    written?;
    report.time = start.elapsed();
    Ok(report)
}

fn work(
    corpus: &Corpus,
    chunker: &dyn Chunker,
    line: ChunkFormat,
    turns: &Turns,
    sender: &SyncSender<(usize, Outcome)>,
) {
    while let Some(at) = turns.take() {
        if sender
            .send((at, outcome(corpus, at, chunker, line)))
            .is_err()
        {
            return; // the writer has given up
        }
    }
}

fn outcome(corpus: &Corpus, at: usize, chunker: &dyn Chunker, line: ChunkFormat) -> Outcome {
    let file = &corpus.files[at];
    let path = file.path.display();
    let (document, bytes) = match corpus.read(file) {
        Ok(read) => read,
        Err(error) if error.kind() == ErrorKind::FormatDisabled => return Outcome::Skipped,
        Err(error) => return Outcome::Failed(format!("{path}: {error}")),
    };
    let mut lines = Vec::new();
    let (mut chunks, mut tokens) = (0, 0);
    for chunk in chunker.chunks(&document) {
        chunks += 1;
        tokens += u64::from(chunk.tokens);
        if let Err(error) = line.write(&mut lines, &chunk) {
            return Outcome::Failed(format!("{path}: {error}"));
        }
    }
    Outcome::Chunks {
        lines,
        chunks,
        tokens,
        sections: document.sections().len(),
        bytes,
        warnings: document
            .warnings()
            .iter()
            .map(|warning| format!("{path}: {warning}"))
            .collect(),
    }
}

/// Writes outcomes in the order of the files, whichever comes first.
fn write(
    receiver: Receiver<(usize, Outcome)>,
    turns: &Turns,
    out: &mut dyn Write,
    bar: &ProgressBar,
    report: &mut Report,
) -> io::Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (at, outcome) in receiver {
        early.insert(at, outcome);
        while let Some(outcome) = early.remove(&next) {
            next += 1;
            turns.written(next);
            bar.inc(1);
            match outcome {
                Outcome::Chunks {
                    lines,
                    chunks,
                    tokens,
                    sections,
                    bytes,
                    warnings,
                } => {
                    out.write_all(&lines)?;
                    report.files += 1;
                    report.chunks += chunks;
                    report.tokens += tokens;
                    report.sections += sections;
                    report.bytes += bytes;
                    report.warnings += warnings.len();
                    for warning in warnings {
                        bar.suspend(|| eprintln!("warning: {warning}"));
                    }
                }
                Outcome::Skipped => report.skipped += 1,
                Outcome::Failed(message) => {
                    report.failures += 1;
                    bar.suspend(|| eprintln!("error: {message}"));
                }
            }
        }
    }
    Ok(())
}

/// Hands out the files in order, none too far ahead of what is written.
struct Turns {
    state: Mutex<State>,
    moved: Condvar,
    files: usize,
    ahead: usize,
}

#[derive(Default)]
struct State {
    next: usize,
    written: usize,
    stopped: bool,
}

impl Turns {
    fn new(files: usize, ahead: usize) -> Self {
        Self {
            state: Mutex::default(),
            moved: Condvar::new(),
            files,
            ahead,
        }
    }

    fn take(&self) -> Option<usize> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while !state.stopped && state.next < self.files && state.next >= state.written + self.ahead
        {
            state = self
                .moved
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if state.stopped || state.next >= self.files {
            return None;
        }
        state.next += 1;
        Some(state.next - 1)
    }

    fn written(&self, written: usize) {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .written = written;
        self.moved.notify_all();
    }

    fn stop(&self) {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .stopped = true;
        self.moved.notify_all();
    }
}

/// A bar on standard error if that is a terminal, else nothing.
fn progress(files: usize) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} files, {eta} left");
    ProgressBar::new(files as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
