//! Compares files by identity: two paths may lead to the same file through links.

use std::fs::Metadata;
use std::path::Path;

/// The identity of a file: equal for all its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileIdentity(Inner);

/// The number of the device and of the file on it, which hard links share.
#[cfg(unix)]
type Inner = (u64, u64);

/// On other systems the path without links; hard links are not recognized.
#[cfg(not(unix))]
type Inner = std::path::PathBuf;

impl FileIdentity {
    /// The identity of the file that `path` leads to, whose metadata are `metadata`.
    #[cfg(unix)]
    pub(crate) fn of(_path: &Path, metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        Self((metadata.dev(), metadata.ino()))
    }

    /// The identity of the file that `path` leads to, whose metadata are `metadata`.
    #[cfg(not(unix))]
    pub(crate) fn of(path: &Path, _metadata: &Metadata) -> Self {
        Self(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
    }
}
