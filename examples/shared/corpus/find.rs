//! Finds the documents under the paths that were named.

use super::identity::FileIdentity;
use super::name;
use super::source::SourceFile;
use ignore::WalkBuilder;
use sectile::Format;
use std::collections::BTreeMap;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

#[derive(Default)]
pub(super) struct Found {
    /// The files by name, so that a file that is found twice is read once.
    pub(super) files: BTreeMap<String, SourceFile>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) missing: Vec<PathBuf>,
    pub(super) unreachable: Vec<String>,
}

/// A file that is not a document.
pub(crate) struct Skipped {
    pub(crate) path: PathBuf,
    pub(crate) kind: SkippedKind,
}

pub(crate) enum SkippedKind {
    /// The extension is not known; empty if there is none.
    Extension(String),
    /// No regular file: the type's name, such as `FIFO`.
    Special(&'static str),
    /// A link to a folder inside a folder.
    LinkedFolder,
}

pub(super) fn find(paths: &[PathBuf], format: Option<Format>) -> Result<Found, String> {
    if paths.len() > 1 && paths.iter().any(|path| path == Path::new("-")) {
        return Err("standard input (-) must be the only path".to_owned());
    }
    let root = name::root(paths);
    let mut found = Found::default();
    for path in paths {
        if path == Path::new("-") || is_open_descriptor(path) {
            let source = SourceFile::stream(path.clone(), name::of(path, &root), format);
            found.files.insert(source.name.clone(), source);
            continue;
        }
        match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                found.missing.push(path.clone());
            }
            Err(error) => found.unreachable(path, &error),
            Ok(metadata) if metadata.is_dir() => found.walk(path, &root, format),
            Ok(metadata) => found.add(path, &metadata, &root, format, Reached::AsArgument),
        }
    }
    Ok(found)
}

/// The way in which a file was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    AsArgument,
    InFolder,
}

impl Found {
    fn walk(&mut self, folder: &Path, root: &Path, format: Option<Format>) {
        for entry in WalkBuilder::new(folder).require_git(false).build() {
            let path = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => continue,
                Ok(entry) => entry.into_path(),
                Err(error) => {
                    self.unreachable.push(error.to_string());
                    continue;
                }
            };
            if path == folder {
                continue; // a link to the folder itself
            }
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => {
                    let kind = SkippedKind::LinkedFolder;
                    self.skipped.push(Skipped { path, kind });
                }
                Ok(metadata) => self.add(&path, &metadata, root, format, Reached::InFolder),
                Err(error) => self.unreachable(&path, &error),
            }
        }
    }

    fn add(
        &mut self,
        path: &Path,
        metadata: &fs::Metadata,
        root: &Path,
        forced: Option<Format>,
        reached: Reached,
    ) {
        let is_known = forced.is_some() || Format::from_path(path).is_some();
        let skipped = if !metadata.is_file() {
            Some(SkippedKind::Special(special(metadata.file_type())))
        } else if !is_known && reached == Reached::InFolder {
            let extension = path.extension().unwrap_or_default().to_string_lossy();
            Some(SkippedKind::Extension(extension.to_lowercase()))
        } else {
            None
        };
        if let Some(kind) = skipped {
            let path = path.to_owned();
            self.skipped.push(Skipped { path, kind });
            return;
        }
        let name = name::of(path, root);
        let file = SourceFile {
            identity: Some(FileIdentity::of(path, metadata)),
            path: path.to_owned(),
            name: name.clone(),
            forced,
            is_argument: reached == Reached::AsArgument,
            is_stream: false,
        };
        let entry = self.files.entry(name);
        entry
            .and_modify(|known| known.is_argument |= file.is_argument)
            .or_insert(file);
    }

    fn unreachable(&mut self, path: &Path, error: &io::Error) {
        let message = format!("{}: cannot be read: {error}", path.display());
        self.unreachable.push(message);
    }
}

/// Returns true for the names of descriptors that this process has open already, such as
/// those that a shell gives for `<(command)`. Opening one does not wait for a writer, as
/// opening a FIFO in a folder does.
fn is_open_descriptor(path: &Path) -> bool {
    path == Path::new("/dev/stdin")
        || path.starts_with("/dev/fd")
        || path.starts_with("/proc/self/fd")
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        "FIFO"
    } else if kind.is_socket() {
        "socket"
    } else {
        "device"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "device"
}
