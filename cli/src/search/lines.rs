//! Reads the chunks of documents from the output of `ingest`.

use crate::ingest::Stored;
use sectile::Chunk;
use std::collections::BTreeMap;
use std::fs::File;
use std::io;

/// The lines of the documents that were needed.
pub(super) struct Lines<'s> {
    stored: &'s Stored,
    output: File,
    by_document: BTreeMap<String, Vec<u8>>,
}

impl<'s> Lines<'s> {
    pub(super) fn of(stored: &'s Stored, output: File) -> Self {
        Self {
            stored,
            output,
            by_document: BTreeMap::new(),
        }
    }

    /// Returns a chunk by its id.
    pub(super) fn chunk(&mut self, document: &str, id: &str) -> io::Result<Chunk> {
        // The id is the first field of a line.
        let start = format!("{{\"id\":\"{id}\"");
        let mut lines = self.of_document(document)?;
        let line = lines.find(|line| line.starts_with(start.as_bytes()));
        let line = line.ok_or_else(|| io::Error::other(format!("chunk {id} is missing")))?;
        serde_json::from_slice(line).map_err(io::Error::other)
    }

    /// Returns all chunks of a document.
    pub(super) fn chunks(&mut self, document: &str) -> io::Result<Vec<Chunk>> {
        let lines = self.of_document(document)?;
        let chunk = |line: &[u8]| serde_json::from_slice(line).map_err(io::Error::other);
        lines.filter(|line| !line.is_empty()).map(chunk).collect()
    }

    fn of_document(&mut self, document: &str) -> io::Result<impl Iterator<Item = &[u8]>> {
        if !self.by_document.contains_key(document) {
            let lines = self.stored.lines(&mut self.output, document)?;
            self.by_document.insert(document.to_owned(), lines);
        }
        Ok(self.by_document[document].split(|byte| *byte == b'\n'))
    }
}
