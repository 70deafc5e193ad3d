//! The files of a run: found, named, and read.

use crate::readers::Readers;
use ignore::WalkBuilder;
use sectile::{Anchors, Document, Error, ErrorKind, Format};
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The documents of a run, in the order of their names.
pub(crate) struct Corpus {
    pub(crate) files: Vec<SourceFile>,
    /// How many files were passed over because nothing tells that their format is known.
    pub(crate) skipped: usize,
    /// Files and folders that could not even be looked at.
    pub(crate) unreachable: Vec<String>,
    readers: Readers,
    by_name: BTreeMap<String, usize>,
    /// The anchors of documents that others link to, as far as they were asked for.
    anchors: Mutex<HashMap<String, Option<Arc<Anchors>>>>,
}

/// A file and what its chunks call it.
pub(crate) struct SourceFile {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
    format: Option<Format>,
}

impl Corpus {
    /// Finds the files under `paths`. They are named relative to the folder, or to what several paths have in common.
    pub(crate) fn find(
        paths: &[PathBuf],
        format: Option<Format>,
        readers: Readers,
    ) -> Result<Self, String> {
        if paths.len() > 1 && paths.iter().any(|path| path == Path::new("-")) {
            return Err("standard input (-) must be the only path".to_owned());
        }
        let root = root(paths);
        let mut found = BTreeMap::new();
        let mut skipped = 0;
        let mut unreachable = Vec::new();
        for path in paths {
            if path == Path::new("-") {
                let file = SourceFile {
                    path: path.clone(),
                    name: "-".to_owned(),
                    format,
                };
                found.insert(file.name.clone(), file);
                continue;
            }
            for entry in WalkBuilder::new(path).require_git(false).build() {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        unreachable.push(error.to_string());
                        continue;
                    }
                };
                if entry.file_type().is_none_or(|kind| kind.is_dir()) {
                    continue;
                }
                let file = entry.into_path();
                let told = format.or_else(|| Format::from_path(&file));
                // A file that is named itself is looked into; one that is only found must tell by its name.
                if told.is_none() && file != *path {
                    skipped += 1;
                    continue;
                }
                let name = name(&file, &root);
                found.insert(
                    name.clone(),
                    SourceFile {
                        path: file,
                        name,
                        format: told,
                    },
                );
            }
        }
        let files: Vec<SourceFile> = found.into_values().collect();
        Ok(Self {
            by_name: (files.iter().enumerate())
                .map(|(at, file)| (file.name.clone(), at))
                .collect(),
            files,
            skipped,
            unreachable,
            readers,
            anchors: Mutex::default(),
        })
    }

    /// Reads a file; gives the document, its links to other documents resolved, and its size in bytes.
    pub(crate) fn read(&self, file: &SourceFile) -> Result<(Document, u64), Error> {
        let (mut document, size) = file.read(&self.readers)?;
        document.resolve_references(|name| self.anchors(name));
        Ok((document, size))
    }

    /// The anchors of the document called `name`. Read once more for that: a link may lead to a file that comes later.
    fn anchors(&self, name: &str) -> Option<Arc<Anchors>> {
        let known = |corpus: &Self| {
            corpus
                .anchors
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get(name)
                .cloned()
        };
        if let Some(anchors) = known(self) {
            return anchors;
        }
        let file = &self.files[*self.by_name.get(name)?];
        let anchors = file
            .read(&self.readers)
            .ok()
            .map(|(document, _)| Arc::new(document.anchors()));
        let mut all = self.anchors.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(name.to_owned(), anchors.clone());
        anchors
    }
}

impl SourceFile {
    fn read(&self, readers: &Readers) -> Result<(Document, u64), Error> {
        let io = |error| Error::new(ErrorKind::Io, "cannot be read").with_source(error);
        let mut bytes = Vec::new();
        if self.path == Path::new("-") {
            std::io::stdin().read_to_end(&mut bytes).map_err(io)?;
        } else {
            bytes = std::fs::read(&self.path).map_err(io)?;
        }
        let format = (self.format)
            .or_else(|| Format::detect(&bytes))
            .ok_or_else(|| {
                let message =
                    "neither the name nor the first bytes tell a known format; name it with --as";
                Error::new(ErrorKind::UnknownFormat, message)
            })?;
        let mut document = readers.read(format, &bytes)?;
        document.set_name(self.name.as_str());
        Ok((document, bytes.len() as u64))
    }
}

/// The folder that names are relative to.
fn root(paths: &[PathBuf]) -> PathBuf {
    let folder = |path: &PathBuf| {
        if path.is_dir() {
            path.clone()
        } else {
            path.parent().map(Path::to_owned).unwrap_or_default()
        }
    };
    let mut folders = paths.iter().map(folder);
    let first = folders.next().unwrap_or_default();
    folders.fold(first, |common, folder| {
        let shared = common
            .components()
            .zip(folder.components())
            .take_while(|(a, b)| a == b);
        shared.map(|(component, _)| component).collect()
    })
}

fn name(file: &Path, root: &Path) -> String {
    let relative = file.strip_prefix(root).unwrap_or(file);
    let parts = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts
        .filter(|part| part != ".")
        .collect::<Vec<_>>()
        .join("/")
}
