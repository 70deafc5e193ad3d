//! Collects during a run what its report shows.

use super::choice::{self, MAX_WARNED, SHOWN};
use super::coverage::{Coverage, Losses, sentence};
use super::document::{self, Parts, Rendered};
use super::number::grouped;
use super::options::{ReportOptions, Text};
use super::page::{self, IngestPage, Line};
use super::room::Room;
use super::sizes::Sizes;
use sectile::{Chunk, Chunker, Document};
use std::collections::{BTreeMap, BTreeSet};

/// The documents in the table; the others are one line.
const MAX_LINES: usize = 500;

/// The title of a report and the options of its run.
#[derive(Debug)]
pub(crate) struct Subject {
    pub(crate) title: String,
    pub(crate) made_by: String,
}

/// Chooses the documents whose text a report may need, before they are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Selection {
    files: usize,
}

/// The facts about one document that a report shows.
#[derive(Debug)]
pub(crate) struct Seen {
    name: String,
    sections: usize,
    /// The tokens of each chunk of the last level.
    sizes: Vec<u32>,
    remarks: Vec<String>,
    losses: Losses,
    /// The document and its chunks, if their text may be shown.
    kept: Option<Box<(Document, Vec<Chunk>)>>,
}

/// Collects documents in their order.
pub(crate) struct Collector {
    subject: Subject,
    text: Text,
    files: usize,
    windows: Box<dyn Chunker>,
    coverage: Coverage,
    sizes: Vec<u32>,
    sections: usize,
    warnings: usize,
    lines: Vec<(usize, Line)>,
    rendered: BTreeMap<usize, Rendered>,
    /// Those of the rendered documents that have warnings.
    warned: BTreeSet<usize>,
    failures: Vec<(String, String)>,
}

impl Selection {
    /// Returns true if the text of document number `at` may be shown.
    pub(crate) fn may_show(self, at: usize, warnings: usize) -> bool {
        warnings > 0 || choice::is_spread(at, self.files)
    }
}

impl Seen {
    /// Records a document without its text.
    pub(crate) fn of(document: &Document, chunks: &[Chunk], remarks: Vec<String>) -> Self {
        let last = chunks.iter().map(|chunk| chunk.level).max();
        let leaves = chunks.iter().filter(|chunk| Some(chunk.level) == last);
        Self {
            name: document.name().to_owned(),
            sections: document.sections().len(),
            sizes: leaves.map(|chunk| chunk.tokens).collect(),
            remarks,
            losses: Losses::of(document),
            kept: None,
        }
    }

    /// Records the text too, so that it may be shown.
    pub(crate) fn keeping(mut self, document: &Document, chunks: &[Chunk]) -> Self {
        self.kept = Some(Box::new((document.clone(), chunks.to_vec())));
        self
    }
}

impl Collector {
    /// Starts the report of a run over `files` files. `windows` cuts the windows that are
    /// shown beside the chunks.
    pub(crate) fn new(
        options: &ReportOptions,
        subject: Subject,
        files: usize,
        windows: Box<dyn Chunker>,
    ) -> Self {
        Self {
            subject,
            text: options.text(),
            files,
            windows,
            coverage: Coverage::default(),
            sizes: Vec::new(),
            sections: 0,
            warnings: 0,
            lines: Vec::new(),
            rendered: BTreeMap::new(),
            warned: BTreeSet::new(),
            failures: Vec::new(),
        }
    }

    pub(crate) fn selection(&self) -> Selection {
        Selection { files: self.files }
    }

    /// Adds document number `at`.
    pub(crate) fn add(&mut self, at: usize, seen: Seen) -> Result<(), askama::Error> {
        self.coverage.add(&seen.name, seen.losses);
        self.sizes.extend(&seen.sizes);
        self.sections += seen.sections;
        self.warnings += seen.remarks.len();
        if let Some(kept) = &seen.kept {
            let is_spread = choice::is_spread(at, self.files);
            if is_spread || self.warned.len() < MAX_WARNED {
                let rendered = self.render(at, &kept.0, &kept.1, &seen.remarks)?;
                self.rendered.insert(at, rendered);
            }
            if !is_spread && self.rendered.contains_key(&at) {
                self.warned.insert(at);
            }
        }
        let tokens: u64 = seen.sizes.iter().map(|tokens| u64::from(*tokens)).sum();
        self.lines.push((
            at,
            Line {
                name: seen.name,
                place: None,
                sections: grouped(seen.sections as u64),
                chunks: grouped(seen.sizes.len() as u64),
                tokens: grouped(tokens),
                warnings: seen.remarks.len(),
            },
        ));
        Ok(())
    }

    /// Adds a file that could not be read; `kind` is that of its error.
    pub(crate) fn add_unread(&mut self, kind: &str, name: &str, message: &str) {
        self.coverage.add_unread(kind, name);
        self.failures.push((name.to_owned(), message.to_owned()));
    }

    /// Adds the files that are no documents, and their kinds in words.
    pub(crate) fn add_skipped(&mut self, files: usize, kinds: &str) {
        self.coverage.skipped.0 += files;
        kinds.clone_into(&mut self.coverage.skipped.1);
    }

    fn render(
        &self,
        at: usize,
        document: &Document,
        chunks: &[Chunk],
        remarks: &[String],
    ) -> Result<Rendered, askama::Error> {
        let windows: Vec<Chunk> = if self.text.is_shown() {
            self.windows.chunks(document).collect()
        } else {
            Vec::new()
        };
        let parts = Parts {
            number: at + 1,
            document,
            chunks,
            windows: &windows,
            remarks,
            failed: &[],
            is_open: at == 0,
        };
        document::render(&parts, self.text)
    }

    /// Returns the report as HTML.
    pub(crate) fn finish(mut self) -> Result<String, askama::Error> {
        let shown = self.shown();
        for (at, line) in &mut self.lines {
            line.place = shown.contains(at).then_some(*at + 1);
        }
        self.lines.sort_by_key(|(at, _)| *at);
        let more_lines = self.lines.len().saturating_sub(MAX_LINES);
        self.lines.truncate(MAX_LINES);
        let documents = shown.iter().filter_map(|at| self.rendered.remove(at));
        page::ingest(&IngestPage {
            title: &self.subject.title,
            made_by: &self.subject.made_by,
            coverage: sentence(&self.coverage),
            documents_read: grouped(self.coverage.documents as u64),
            unread: self.coverage.unread(),
            sections: grouped(self.sections as u64),
            chunks: grouped(self.sizes.len() as u64),
            tokens: grouped(
                self.sizes
                    .iter()
                    .map(|tokens| u64::from(*tokens))
                    .sum::<u64>(),
            ),
            warnings: self.warnings,
            gaps: self.coverage.gaps(),
            failures: if self.text.is_shown() {
                &self.failures
            } else {
                &[]
            },
            sizes: Sizes::of(&self.sizes),
            documents: documents.map(|rendered| rendered.html).collect(),
            lines: self.lines.into_iter().map(|(_, line)| line).collect(),
            more_lines,
            shows_text: self.text.is_shown(),
        })
    }

    /// Chooses the documents that are shown: at most 20, those with warnings first, as
    /// far as there is room.
    fn shown(&self) -> BTreeSet<usize> {
        let spread = self.rendered.keys().copied();
        let spread: Vec<usize> = spread.filter(|at| !self.warned.contains(at)).collect();
        let mut chosen = choice::thinned(&spread, SHOWN - self.warned.len());
        chosen.extend(&self.warned);
        let mut room = Room::default();
        chosen.retain(|at| {
            let rendered = &self.rendered[at];
            room.take(rendered.html.len(), rendered.text_bytes)
        });
        chosen
    }
}

impl std::fmt::Debug for Collector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Collector")
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}
