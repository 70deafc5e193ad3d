//! The lines of a complete output, by document.

use super::manifest::Manifest;
use super::{beside, root};
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// An output that `--update` wrote, without its lines.
pub(crate) struct Stored {
    /// The sum of the output.
    pub(crate) sha256: String,
    /// The folder that the names of documents are relative to.
    pub(crate) root: PathBuf,
    /// The first byte of each document's lines, and their number of bytes.
    places: BTreeMap<String, (u64, u64)>,
}

impl Stored {
    /// Reads the manifest beside an output.
    pub(crate) fn of(output: &Path) -> Result<Self, String> {
        let manifest = Manifest::read(&beside(output, ".manifest.json"))?;
        let no_output = || format!("{}: has no manifest of its own", output.display());
        let sha256 = manifest
            .outputs
            .first()
            .ok_or_else(no_output)?
            .sha256
            .clone();
        let root = root(output, &manifest.root).ok_or_else(no_output)?;
        let mut end = 0;
        let mut places = BTreeMap::new();
        for document in manifest.documents() {
            let (_, entry) = document.map_err(|error| format!("{}: {error}", output.display()))?;
            let bytes = entry.bytes.first().copied().unwrap_or_default();
            places.insert(entry.name, (end, bytes));
            end += bytes;
        }
        Ok(Self {
            sha256,
            root,
            places,
        })
    }

    /// Returns the lines of a document in the output; none if it has none.
    pub(crate) fn lines(&self, output: &mut File, document: &str) -> io::Result<Vec<u8>> {
        let Some(place) = self.places.get(document) else {
            return Ok(Vec::new());
        };
        let files = std::slice::from_mut(output);
        let mut lines = super::lines(files, std::slice::from_ref(place))?;
        Ok(lines.pop().unwrap_or_default())
    }
}
