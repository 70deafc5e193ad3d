//! Reads and cuts one file at a time on a thread of its own.

use crate::corpus::{Corpus, Read, Stamp, Trace};
use crate::ingest::errors::Failure;
use crate::ingest::letters::Letters;
use crate::ingest::omitted::OmittedBytes;
use crate::ingest::options::Options;
#[cfg(feature = "parquet")]
use crate::ingest::rows;
use crate::ingest::rows::{RowForm, Rows};
use crate::ingest::run::progress::Progress;
use crate::ingest::run::turns::Turns;
use crate::ingest::update::{Entry, Plan, Update, Work};
use crate::report::{Seen, Selection};
use sectile::{Chunk, ChunkFormat, ChunkKey, Chunker, Document, ErrorKind};
use std::io;
use std::sync::mpsc::SyncSender;
use std::time::Instant;

/// The result for one file.
pub(super) enum Outcome {
    Chunks(Box<Cut>),
    /// Its lines are in the earlier output.
    Kept,
    Skipped,
    /// The stamp is the one before the file was read; `None` if the next run may read it.
    Failed(Failure, Option<Stamp>),
}

/// A document's chunks and what the summary counts.
pub(super) struct Cut {
    /// The rows of each output.
    pub(super) rows: Vec<Rows>,
    /// The chunks for the preview.
    pub(super) shown: Vec<Chunk>,
    /// The number of chunks and of tokens of each level.
    pub(super) levels: Vec<(usize, u64)>,
    pub(super) sections: usize,
    pub(super) bytes: u64,
    pub(super) omitted: OmittedBytes,
    pub(super) warnings: Vec<String>,
    pub(super) letters: Letters,
    /// The facts that a report shows of the document.
    pub(super) seen: Option<Box<Seen>>,
    /// The facts for the manifest and for the change set of `--update`.
    pub(super) trace: Option<Trace>,
    pub(super) keys: Vec<ChunkKey>,
}

/// The form in which a worker returns chunks.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// Rows for one output.
    Rows(RowForm),
    /// Rows for two outputs: the chunks of level `leaves`, and those of the levels
    /// above.
    Apart {
        form: RowForm,
        leaves: u32,
    },
    Preview,
}

/// Reads and cuts files on a thread.
pub(super) struct Worker<'r> {
    pub(super) corpus: &'r Corpus,
    pub(super) chunker: &'r dyn Chunker,
    pub(super) options: &'r Options,
    pub(super) plan: &'r Plan,
    pub(super) form: Form,
    /// `None` if no report is requested.
    pub(super) selection: Option<Selection>,
    pub(super) progress: &'r Progress,
}

impl Worker<'_> {
    pub(super) fn work(&self, turns: &Turns, sender: &SyncSender<(usize, Outcome)>) {
        let _guard = StopAfterPanic(turns);
        while let Some(at) = turns.take() {
            let outcome = match &self.plan.works[at] {
                Work::Keep(_) => Outcome::Kept,
                Work::Read => {
                    let stamp = self.corpus.stamp(at);
                    match self.cut(at) {
                        Ok(cut) => Outcome::Chunks(Box::new(cut)),
                        Err(None) => Outcome::Skipped,
                        Err(Some(failure)) => {
                            let stamp = stamp.filter(|_| failure.is_of_content);
                            Outcome::Failed(failure, stamp)
                        }
                    }
                }
            };
            if sender.send((at, outcome)).is_err() {
                return; // the writer has given up
            }
        }
    }

    /// Reads a file and cuts it; the error is `None` if this build has no reader for its
    /// format.
    fn cut(&self, at: usize) -> Result<Cut, Option<Failure>> {
        let progress = self.progress.begun(at);
        let read = (self.corpus).read(&self.corpus.files[at], &progress.reading);
        let Read {
            document,
            bytes,
            remark,
            limits,
            trace,
        } = read.map_err(|error| {
            (error.kind() != ErrorKind::FormatDisabled).then(|| Failure::from(error))
        })?;
        let mut cut = Cut {
            rows: Vec::new(),
            shown: Vec::new(),
            levels: Vec::new(),
            sections: document.sections().len(),
            bytes,
            letters: Letters::of(&document),
            omitted: OmittedBytes::of(&document),
            warnings: (remark.into_iter())
                .chain(document.warnings().iter().map(ToString::to_string))
                .collect(),
            seen: None,
            trace,
            keys: Vec::new(),
        };
        let metadata = self.options.chunk_metadata(&document);
        let mut chunks = Vec::new();
        for chunk in self.chunker.chunks_within(&document, &limits) {
            let mut chunk = match chunk {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::DeadlinePassed => break, // reported below
                Err(error) => return Err(Some(Failure::from(error))),
            };
            progress.cut_to(chunk.span.end.into(), document.text().len() as u64);
            self.options.complete(&mut chunk, &metadata);
            chunks.push(chunk);
            if self.is_chunk_by_chunk() {
                cut.add(&document, &mut chunks, self.form)?;
                chunks.clear();
            }
        }
        if let (Some(deadline), Some(timeout)) = (limits.deadline, self.corpus.timeout()) {
            // Chunks of a part of the document would be taken for the whole document.
            if Instant::now() >= deadline {
                let message = format!("took longer than {} s", timeout.as_secs_f64());
                return Err(Some(Failure::new("timeout", message)));
            }
        }
        if let Some(selection) = self.selection {
            let mut seen = Seen::of(&document, &chunks, cut.warnings.clone());
            if selection.may_show(at, cut.warnings.len()) {
                seen = seen.keeping(&document, &chunks);
            }
            cut.seen = Some(Box::new(seen));
        }
        cut.add(&document, &mut chunks, self.form)?;
        Ok(cut)
    }

    /// Returns true if nothing needs all chunks of a document at once: they may take as
    /// much memory as the document.
    fn is_chunk_by_chunk(&self) -> bool {
        let (Form::Rows(rows) | Form::Apart { form: rows, .. }) = self.form else {
            return false;
        };
        self.selection.is_none() && rows == RowForm::Lines(ChunkFormat::Jsonl)
    }
}

/// Stops the other workers if one panics: they would wait for the turn after its file
/// for ever, and the run would hang instead of ending with the message of the panic.
struct StopAfterPanic<'t>(&'t Turns);

impl Drop for StopAfterPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stop();
        }
    }
}

impl Form {
    /// The number of outputs, and the one of a chunk.
    fn outputs(self) -> (usize, impl Fn(&Chunk) -> usize) {
        let leaves = match self {
            Self::Apart { leaves, .. } => Some(leaves),
            _ => None,
        };
        let output =
            move |chunk: &Chunk| usize::from(leaves.is_some_and(|leaves| leaves != chunk.level));
        (if leaves.is_some() { 2 } else { 1 }, output)
    }
}

impl Cut {
    #[cfg_attr(
        not(feature = "parquet"),
        expect(clippy::unnecessary_wraps, reason = "rows of Parquet may be too large")
    )]
    fn add(
        &mut self,
        document: &Document,
        chunks: &mut Vec<Chunk>,
        form: Form,
    ) -> Result<(), Failure> {
        for chunk in chunks.iter() {
            let level = chunk.level as usize;
            if self.levels.len() <= level {
                self.levels.resize(level + 1, (0, 0));
            }
            self.levels[level].0 += 1;
            self.levels[level].1 += u64::from(chunk.tokens);
        }
        match form {
            Form::Rows(rows) | Form::Apart { form: rows, .. } => match rows {
                RowForm::Lines(format) => self.add_lines(document, chunks, format, form),
                #[cfg(feature = "parquet")]
                RowForm::Parquet => {
                    let (outputs, output) = form.outputs();
                    let rows = rows::batches(chunks, outputs, output);
                    self.rows = rows.map_err(|message| Failure::new("too_large", message))?;
                }
            },
            Form::Preview => {
                // The chunks of the last level are the ones to index.
                self.shown = std::mem::take(chunks);
                let last = self.shown.iter().map(|chunk| chunk.level).max();
                self.shown.retain(|chunk| Some(chunk.level) == last);
            }
        }
        Ok(())
    }

    fn add_lines(
        &mut self,
        document: &Document,
        chunks: &[Chunk],
        format: ChunkFormat,
        form: Form,
    ) {
        let (outputs, output) = form.outputs();
        self.rows
            .resize_with(outputs, || RowForm::Lines(format).none());
        for (chunk, line) in chunks.iter().zip(format.lines(document, chunks)) {
            self.rows[output(chunk)].push_line(&line);
            if self.trace.is_some() {
                let content = chunk.content();
                let key = ChunkKey::new(&chunk.id, chunk.level, chunk.tokens, &content, &line);
                self.keys.push(key);
            }
        }
    }

    /// Enters the document in the manifest, if there is one.
    pub(super) fn remember(&mut self, name: &str, update: &mut Update) -> io::Result<()> {
        let Some(trace) = self.trace.take() else {
            return Ok(());
        };
        let entry = Entry {
            name: name.to_owned(),
            stamp: trace.stamp,
            sha256: trace.sha256,
            links: trace.links,
            bytes: self.rows.iter().map(Rows::bytes).collect(),
            levels: std::mem::take(&mut self.levels),
            sections: self.sections,
        };
        update.enter(&entry, &trace.anchors, std::mem::take(&mut self.keys))
    }
}
