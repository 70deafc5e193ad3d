//! The documents of a run: found, named, and read.

mod ahead;
mod find;
mod identity;
mod name;
mod root;
mod shelf;
mod source;
mod stamp;
mod trace;

pub(crate) use find::{Search, Skipped, SkippedKind};
pub(crate) use identity::FileIdentity;
pub(crate) use root::RootRule;
pub(crate) use source::SourceFile;
pub(crate) use stamp::{Difference, Stamp};
pub(crate) use trace::{ANY_DOCUMENT, ANY_NAME, Trace, hex};

use ahead::Ahead;
use sectile::{Anchors, Document, DocumentReader, Error, Folder, Limits, Progress};
use shelf::Shelf;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The documents of a run, in the order of their names.
pub(crate) struct Corpus {
    pub(crate) files: Vec<SourceFile>,
    /// The folder that names are relative to, without links.
    pub(crate) root: PathBuf,
    /// Files that are not documents.
    pub(crate) skipped: Vec<Skipped>,
    /// Arguments that are not paths of files or folders.
    pub(crate) missing: Vec<PathBuf>,
    /// Messages about files and folders that could not be examined.
    pub(crate) unreachable: Vec<String>,
    reader: DocumentReader,
    timeout: Option<Duration>,
    max_bytes: Option<usize>,
    is_traced: bool,
    /// The names of the documents, to follow links between them.
    folder: Folder,
    /// The anchors of documents that links lead to, read on first use.
    anchors: Mutex<Shelf>,
    /// Returns the anchors of a document that is not changed since an earlier run.
    earlier_anchors: Option<EarlierAnchors>,
    /// True if a link leads to another document: later ones may lead back.
    has_links: AtomicBool,
    /// The documents that were read for their anchors.
    ahead: Mutex<Ahead>,
}

/// Returns the anchors that an earlier run noted of a file, by its place in the run.
pub(crate) type EarlierAnchors = Box<dyn Fn(usize) -> Option<Anchors> + Send + Sync>;

/// A document and the facts about its file that a report needs.
pub(crate) struct Read {
    pub(crate) document: Document,
    /// The size of the file in bytes.
    pub(crate) bytes: u64,
    /// Remarks about the file that are not the document's own warnings.
    pub(crate) remark: Option<String>,
    /// The deadline of the file.
    pub(crate) limits: Limits,
    /// The facts for a manifest, if they are collected.
    pub(crate) trace: Option<Trace>,
}

impl Corpus {
    /// Finds the files of `search`, which `reader` reads.
    pub(crate) fn find(search: &Search<'_>, reader: DocumentReader) -> Result<Self, String> {
        let found = find::find(search)?;
        let files: Vec<SourceFile> = found.files.into_values().collect();
        Ok(Self {
            folder: folder(&files),
            files,
            root: found.root,
            skipped: found.skipped,
            missing: found.missing,
            unreachable: found.unreachable,
            reader,
            timeout: None,
            max_bytes: None,
            is_traced: false,
            anchors: Mutex::default(),
            earlier_anchors: None,
            has_links: AtomicBool::new(false),
            ahead: Mutex::default(),
        })
    }

    /// Bounds the time for each file.
    pub(crate) fn set_timeout(&mut self, timeout: Option<Duration>) {
        self.timeout = timeout;
    }

    /// Bounds the size of each file.
    pub(crate) fn set_max_bytes(&mut self, max_bytes: Option<usize>) {
        self.max_bytes = max_bytes;
    }

    /// Collects the facts for a manifest of each file that is read.
    pub(crate) fn set_traced(&mut self) {
        self.is_traced = true;
    }

    /// Returns the stamp of a file before it is read, if runs are traced.
    pub(crate) fn stamp(&self, at: usize) -> Option<Stamp> {
        let metadata = || fs::metadata(&self.files[at].path).ok();
        let traced = self.is_traced.then(metadata)?;
        traced.as_ref().map(Stamp::of)
    }

    /// Takes the anchors of documents that need not be read for them.
    pub(crate) fn set_earlier_anchors(&mut self, earlier: EarlierAnchors) {
        self.earlier_anchors = Some(earlier);
    }

    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// Removes an output of the run from its input. A file that is named as an input, or
    /// whose content is no earlier output, must not be overwritten: its path is the
    /// error.
    pub(crate) fn leave_out(
        &mut self,
        output: &FileIdentity,
        is_earlier_output: impl Fn(&Path) -> bool,
    ) -> Result<(), PathBuf> {
        let is_output = |file: &SourceFile| file.identity.as_ref() == Some(output);
        let is_input = |file: &SourceFile| file.is_argument || !is_earlier_output(&file.path);
        if let Some(file) = (self.files.iter()).find(|file| is_output(file) && is_input(file)) {
            return Err(file.path.clone());
        }
        self.files.retain(|file| !is_output(file));
        self.folder = folder(&self.files);
        Ok(())
    }

    /// Reads a file and resolves its links to other documents.
    /// Other threads see in `progress` how far it is.
    pub(crate) fn read(&self, file: &SourceFile, progress: &Progress) -> Result<Read, Error> {
        let turn = self.turn(&file.name);
        let ahead = turn.and_then(|turn| lock(&self.ahead).take(turn));
        let mut read = if let Some(read) = ahead {
            read
        } else {
            let mut limits = self.limits();
            limits.progress = progress.clone();
            file.read(&self.reader, limits, self.is_traced)?
        };
        let is_kept = self.is_traced || self.has_links.load(Ordering::Relaxed);
        if let Some(turn) = turn.filter(|turn| is_kept && !lock(&self.anchors).has(*turn)) {
            let anchors = Arc::new(read.document.anchors());
            lock(&self.anchors).put(turn, Some(anchors));
        }
        let mut links = BTreeSet::new();
        read.document.resolve_links(&self.folder, |name| {
            if self.is_traced && name != file.name {
                links.insert(name.to_owned());
            }
            self.anchors(name)
        });
        if let Some(trace) = &mut read.trace {
            let references = read.document.references().iter();
            links.extend(references.filter_map(trace::dependency).map(str::to_owned));
            trace.links = links;
            let known = turn.and_then(|turn| lock(&self.anchors).get(turn));
            let anchors = || Arc::new(read.document.anchors());
            trace.anchors = known.flatten().unwrap_or_else(anchors);
        }
        Ok(read)
    }

    /// The place of a document among the files.
    pub(crate) fn turn(&self, name: &str) -> Option<usize> {
        let files = &self.files;
        files
            .binary_search_by(|file| file.name.as_str().cmp(name))
            .ok()
    }

    /// The limits for a file that is read from now on.
    fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        if let Some(max_bytes) = self.max_bytes {
            limits.input_bytes = max_bytes;
        }
        limits.deadline = self.timeout.map(|timeout| Instant::now() + timeout);
        limits
    }

    /// Returns the anchors of the document called `name`. Its file is read for that, because
    /// a link may lead to one that is cut later.
    fn anchors(&self, name: &str) -> Option<Arc<Anchors>> {
        self.has_links.store(true, Ordering::Relaxed);
        let turn = self.turn(name)?;
        if let Some(anchors) = lock(&self.anchors).get(turn) {
            return anchors;
        }
        let earlier = self.earlier_anchors.as_ref();
        if let Some(anchors) = earlier.and_then(|anchors| anchors(turn)).map(Arc::new) {
            lock(&self.anchors).put(turn, Some(Arc::clone(&anchors)));
            return Some(anchors);
        }
        let file = &self.files[turn];
        let read = file.read(&self.reader, self.limits(), self.is_traced).ok();
        let anchors = (read.as_ref()).map(|read| Arc::new(read.document.anchors()));
        lock(&self.anchors).put(turn, anchors.clone());
        // With a timeout each file has a deadline of its own, from its turn on.
        if let Some(read) = read.filter(|_| self.timeout.is_none()) {
            lock(&self.ahead).keep(turn, read);
        }
        anchors
    }
}

/// Locks what threads share. A thread that has panicked leaves it whole.
fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The names of the files, as links refer to them.
fn folder(files: &[SourceFile]) -> Folder {
    Folder::new(files.iter().map(|file| file.name.clone()))
}
