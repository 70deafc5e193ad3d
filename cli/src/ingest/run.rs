//! Reads and cuts the files in parallel and writes the chunks in order.

mod estimate;
mod progress;
mod turns;
mod worker;

use super::errors::{Errors, Failure};
use super::options::Options;
use super::report::{self, Report};
use super::rows::Rows;
use super::sink::Sink;
use super::update::{Update, Work};
use crate::corpus::Corpus;
use crate::report::Collector;
use progress::Progress;
use sectile::Chunker;
use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Instant;
use turns::Turns;
use worker::{Form, Outcome, Worker};

/// The number of files that each thread may be ahead of the one that is written next: a
/// bound on the memory of a run.
const AHEAD: usize = 8;

/// The inputs of a run.
pub(crate) struct Job<'r> {
    pub(crate) corpus: &'r Corpus,
    pub(crate) chunker: &'r dyn Chunker,
    pub(crate) options: &'r Options,
}

pub(crate) fn all(
    job: &Job<'_>,
    update: &mut Update,
    out: &mut Sink,
    errors: &mut Errors,
    collector: Option<&mut Collector>,
) -> io::Result<Report> {
    let &Job {
        corpus,
        chunker,
        options,
    } = job;
    let start = Instant::now();
    let plan = update.take_plan(corpus)?;
    let threads = options.threads().clamp(1, corpus.files.len().max(1));
    let progress = Progress::new(corpus, &plan.works, threads, options.hides_progress());
    let mut writer = Writer {
        corpus,
        options,
        progress: &progress,
        report: Report::default(),
        update,
        errors,
        collector,
    };
    let selection = writer
        .collector
        .as_ref()
        .map(|collector| collector.selection());
    writer.skipped_and_unreachable()?;
    for message in &plan.unreadable {
        writer.report.warnings += 1;
        writer.warn(message);
    }
    let form = match out {
        Sink::Outputs(_) => match options.leaves() {
            Some(leaves) if options.parents.is_some() => Form::Apart {
                form: options.rows(),
                leaves,
            },
            _ => Form::Rows(options.rows()),
        },
        Sink::Preview(_) => Form::Preview,
    };
    let turns = Turns::new(corpus.files.len(), threads * AHEAD);
    let (sender, receiver) = sync_channel(threads * AHEAD);
    let written = std::thread::scope(|scope| {
        let finished = FinishWhenDropped(&progress);
        scope.spawn(|| progress.watch());
        for _ in 0..threads {
            let sender = sender.clone();
            let turns = &turns;
            let worker = Worker {
                corpus,
                chunker,
                options,
                plan: &plan,
                form,
                selection,
                progress: &progress,
            };
            scope.spawn(move || worker.work(turns, &sender));
        }
        drop(sender);
        let written = writer.write(receiver, &turns, &plan.works, out);
        turns.stop(); // after a failed write no worker may wait for a turn
        drop(finished);
        written
    });
    written?;
    writer.report.time = start.elapsed();
    Ok(writer.report)
}

/// Removes the bar, also after a panic: the thread that moves it would never end.
struct FinishWhenDropped<'p>(&'p Progress);

impl Drop for FinishWhenDropped<'_> {
    fn drop(&mut self) {
        self.0.finish();
    }
}

/// Writes outcomes and reports on them.
struct Writer<'r> {
    corpus: &'r Corpus,
    options: &'r Options,
    progress: &'r Progress,
    report: Report,
    update: &'r mut Update,
    errors: &'r mut Errors,
    collector: Option<&'r mut Collector>,
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
        if let Some(collector) = &mut self.collector {
            collector.add_skipped(corpus.skipped.len(), &self.report.skipped_kinds);
        }
        for message in &corpus.unreachable {
            self.fail(None, &Failure::new("io", message))?;
        }
        for path in &corpus.missing {
            // Their messages were printed during the search.
            let failure = Failure::new("io", format!("{}: no such file or folder", path.display()));
            self.report.failures += 1;
            self.errors.add(None, &failure)?;
            if let Some(collector) = &mut self.collector {
                collector.add_unread("io", &path.to_string_lossy(), &failure.message);
            }
        }
        Ok(())
    }

    /// Writes outcomes in the order of the files, although workers finish in any order.
    fn write(
        &mut self,
        receiver: Receiver<(usize, Outcome)>,
        turns: &Turns,
        works: &[Work],
        out: &mut Sink,
    ) -> io::Result<()> {
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (at, outcome) in receiver {
            early.insert(at, outcome);
            while let Some(outcome) = early.remove(&next) {
                self.outcome(next, outcome, &works[next], out)?;
                self.progress.done(next);
                next += 1;
                turns.written(next);
            }
        }
        Ok(())
    }

    fn outcome(
        &mut self,
        at: usize,
        outcome: Outcome,
        work: &Work,
        out: &mut Sink,
    ) -> io::Result<()> {
        let path = self.corpus.files[at].path.display();
        match outcome {
            Outcome::Chunks(mut cut) => {
                if let (Some(collector), Some(seen)) = (&mut self.collector, cut.seen.take()) {
                    collector.add(at, *seen).map_err(io::Error::other)?;
                }
                out.add(&cut.rows, &cut.shown)?;
                self.report.bytes += cut.bytes;
                self.report.omitted.add(&cut.omitted);
                self.report.add(cut.sections, &cut.levels);
                self.report.warnings += cut.warnings.len();
                for warning in &cut.warnings {
                    self.warn(&format!("{path}: {warning}"));
                }
                let chunks: usize = cut.levels.iter().map(|level| level.0).sum();
                self.note(|| format!("{path}: {chunks} chunks"));
                self.report.letters.add(&cut.letters);
                if let Some(letters) = cut.letters.line() {
                    self.note(|| format!("{path}: {letters}"));
                }
                cut.remember(&self.corpus.files[at].name, self.update)?;
            }
            Outcome::Kept => {
                let Work::Keep(kept) = work else {
                    return Ok(()); // a worker keeps only what the plan keeps
                };
                let (entry, lines) = self.update.keep(kept)?;
                let rows: Vec<Rows> = lines.into_iter().map(Rows::Lines).collect();
                out.add(&rows, &[])?;
                self.report.kept += 1;
                self.report.add(entry.sections, &entry.levels);
                self.note(|| format!("{path}: unchanged"));
            }
            Outcome::Skipped => {
                self.report.skipped += 1;
                self.note(|| format!("{path}: skipped, this build has no reader for it"));
            }
            Outcome::Failed(failure, stamp) => {
                if let Some(stamp) = stamp {
                    let name = &self.corpus.files[at].name;
                    self.update.enter_failed(name, stamp);
                }
                self.fail(Some(at), &failure)?;
            }
        }
        Ok(())
    }

    fn fail(&mut self, at: Option<usize>, failure: &Failure) -> io::Result<()> {
        self.report.failures += 1;
        let file = at.map(|at| &self.corpus.files[at]);
        self.errors.add(file, failure)?;
        if let Some(collector) = &mut self.collector {
            let name = file.map_or("", |file| &file.name);
            collector.add_unread(&failure.kind, name, &failure.message);
        }
        let message = &failure.message;
        self.progress.suspend(|| match file {
            Some(file) => eprintln!("error: {}: {message}", file.path.display()),
            None => eprintln!("error: {message}"),
        });
        Ok(())
    }

    fn warn(&self, warning: &str) {
        if !self.options.quiet {
            (self.progress).suspend(|| eprintln!("warning: {warning}"));
        }
    }

    /// Prints a line of `--verbose`.
    fn note(&self, line: impl FnOnce() -> String) {
        if self.options.verbose {
            self.progress.suspend(|| eprintln!("{}", line()));
        }
    }
}
