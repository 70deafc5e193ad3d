//! Finds the documents under the paths that were named.

use super::identity::FileIdentity;
use super::name;
use super::root::{self, RootRule};
use super::source::SourceFile;
use ignore::WalkBuilder;
use sectile::Format;
use std::collections::BTreeMap;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

#[derive(Default)]
pub(super) struct Found {
    /// The folder that names are relative to, without links.
    pub(super) root: PathBuf,
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

/// The inputs of a run, as the user names them.
pub(crate) struct Search<'s> {
    pub(crate) paths: &'s [PathBuf],
    /// The format of all files; `None` if each has its own.
    pub(crate) format: Option<Format>,
    pub(crate) root: RootRule,
    /// The name of standard input.
    pub(crate) name: Option<&'s str>,
}

pub(super) fn find(search: &Search<'_>) -> Result<Found, String> {
    let Search { paths, format, .. } = *search;
    let is_stdin = |path: &Path| path == Path::new("-");
    if paths.len() > 1 && paths.iter().any(|path| is_stdin(path)) {
        return Err("standard input (-) must be the only path".to_owned());
    }
    let is_stream = |path: &Path| is_stdin(path) || is_open_descriptor(path);
    if search.name.is_some() && !matches!(paths, [path] if is_stream(path)) {
        return Err("--name names standard input, which must be the only path (-)".to_owned());
    }
    let files = paths.iter().filter(|path| !is_stream(path));
    let folders: Vec<PathBuf> = files.filter_map(|path| root::folder(path).ok()).collect();
    let mut found = Found {
        root: search.root.root(&folders)?,
        ..Found::default()
    };
    for path in paths {
        if is_stream(path) {
            let file_name = Path::new(path.file_name().unwrap_or(path.as_os_str()));
            let name = search.name.map(str::to_owned);
            let name = name.unwrap_or_else(|| name::of(file_name, Path::new("")));
            let source = SourceFile::stream(path.clone(), name, format);
            found.files.insert(source.name.clone(), source);
            continue;
        }
        match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                found.missing.push(path.clone());
            }
            Err(error) => found.unreachable(path, &error),
            Ok(metadata) if metadata.is_dir() => found.walk(path, format),
            Ok(metadata) => found.add(path, &metadata, format, Reached::AsArgument),
        }
    }
    Ok(found)
}

/// The way in which a file was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached<'p> {
    AsArgument,
    /// Its path in the folder without links.
    InFolder(&'p Path),
}

impl Found {
    fn walk(&mut self, folder: &Path, format: Option<Format>) {
        let real = match folder.canonicalize() {
            Ok(real) => real,
            Err(error) => return self.unreachable(folder, &error),
        };
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
                Ok(metadata) => {
                    let inside = path.strip_prefix(folder).unwrap_or(&path);
                    let reached = Reached::InFolder(&real.join(inside));
                    self.add(&path, &metadata, format, reached);
                }
                Err(error) => self.unreachable(&path, &error),
            }
        }
    }

    fn add(
        &mut self,
        path: &Path,
        metadata: &fs::Metadata,
        forced: Option<Format>,
        reached: Reached<'_>,
    ) {
        let is_known = forced.is_some() || Format::from_path(path).is_some();
        let skipped = if !metadata.is_file() {
            Some(SkippedKind::Special(special(metadata.file_type())))
        } else if !is_known && reached != Reached::AsArgument {
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
        let real = match reached {
            Reached::InFolder(real) => real.to_owned(),
            Reached::AsArgument => match root::folder(path) {
                Ok(folder) => folder.join(path.file_name().unwrap_or_default()),
                Err(error) => return self.unreachable(path, &error),
            },
        };
        let name = name::of(&real, &self.root);
        let file = SourceFile {
            identity: Some(FileIdentity::of(path, metadata)),
            path: path.to_owned(),
            name: name.clone(),
            size: metadata.len(),
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
