//! The facts by which an output is recognized as the one of a manifest.

use super::BUFFER_BYTES;
use crate::corpus::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::UNIX_EPOCH;

/// An output, recognized by its inode, size and time, or else by its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::ingest::update) struct OutputStamp {
    pub(in crate::ingest::update) size: u64,
    pub(in crate::ingest::update) sha256: String,
    modified: u128,
    inode: u64,
}

impl OutputStamp {
    /// Returns the stamp of a complete output, whose content has the sum `sha256`.
    pub(in crate::ingest::update) fn of(file: &File, sha256: String) -> io::Result<Self> {
        let metadata = file.metadata()?;
        let modified = metadata.modified()?.duration_since(UNIX_EPOCH);
        Ok(Self {
            size: metadata.len(),
            sha256,
            modified: modified.map_or(0, |duration| duration.as_nanos()),
            inode: inode(&metadata),
        })
    }

    /// Returns true if `path` has this output.
    pub(in crate::ingest::update) fn is_at(&self, path: &Path) -> bool {
        let is_same = || -> io::Result<bool> {
            let mut file = File::open(path)?;
            let now = Self::of(&file, self.sha256.clone())?;
            Ok(now == *self || now.size == self.size && sum(&mut file)? == self.sha256)
        };
        is_same().unwrap_or(false)
    }
}

#[cfg(unix)]
fn inode(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> u64 {
    0
}

/// Returns the sum of a file's content.
pub(in crate::ingest::update) fn sum(file: &mut File) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => hasher.update(&buffer[..read]),
        }
    }
}
