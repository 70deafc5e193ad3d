//! The folder of an index: made, recognized and locked.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The folder of an index, locked for as long as this lives.
pub(super) struct IndexFolder {
    path: PathBuf,
    _lock: Option<File>,
}

/// The file that marks a folder as an index. Backups and archives leave out folders with
/// a file of this name and beginning (<https://bford.info/cachedir/>).
const TAG: &str = "CACHEDIR.TAG";
const TAG_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
                        # This folder is an index of `sectile search`.\n";

/// The file by which git leaves the folder out.
const IGNORE: &str = ".gitignore";
const LOCK: &str = "lock";

impl IndexFolder {
    /// Opens the folder of an index, or makes it. A folder with other files is refused,
    /// because an index replaces files.
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        let unusable = |error: io::Error| {
            let path = path.display();
            format!("{path}: cannot be written: {error}; name another folder with --index")
        };
        fs::create_dir_all(path).map_err(unusable)?;
        let is_index = || path.join(TAG).exists();
        if !is_index() {
            // Another search may just have written the tag, and then its other files.
            if has_other_files(path).map_err(unusable)? && !is_index() {
                let path = path.display();
                return Err(format!("{path}: has files that are no index"));
            }
            fs::write(path.join(IGNORE), "*\n").map_err(unusable)?;
            fs::write(path.join(TAG), TAG_TEXT).map_err(unusable)?;
        }
        let lock = File::create(path.join(LOCK)).map_err(unusable)?;
        Ok(Self {
            path: path.to_owned(),
            _lock: locked(lock),
        })
    }

    /// The folder itself.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The chunks, as `ingest --update` writes them.
    pub(super) fn chunks(&self) -> PathBuf {
        self.path.join("chunks.jsonl")
    }

    /// The change set of the last run of `ingest`.
    pub(super) fn changes(&self) -> PathBuf {
        self.path.join("chunks.changes.jsonl")
    }

    /// The folder of the words.
    pub(super) fn words(&self) -> PathBuf {
        self.path.join("words")
    }
}

/// Returns true if a folder without a tag has files that are not the first ones of an
/// index, which another search may be making, or which a crash has left.
fn has_other_files(path: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name();
        if ![TAG, IGNORE, LOCK].iter().any(|own| name == *own) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Waits for the lock. Some file systems have none: there two searches at once may each
/// index the same changes, and the sum in the index notices that.
fn locked(lock: File) -> Option<File> {
    if let Err(TryLockError::WouldBlock) = lock.try_lock() {
        eprintln!("waiting for another search in the same index");
        lock.lock().ok()?;
    }
    Some(lock)
}
