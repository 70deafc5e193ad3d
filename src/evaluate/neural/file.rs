//! Reads a file of a model folder.

use crate::error::{Error, ErrorKind, Result};
use std::path::Path;

/// Returns the bytes of a file; an error names the file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| {
        let failed = Error::new(ErrorKind::Io, "cannot be read").with_source(error);
        failed.with_path(path)
    })
}
