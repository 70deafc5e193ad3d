//! Selects the results: the chunks around those that rank best.

use super::folder::IndexFolder;
use super::rank::{self, Hit};
use super::update::Index;
use crate::ingest::Stored;
use sectile::Chunk;
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// A result.
pub(super) struct Found {
    pub(super) score: f32,
    /// The file of the document, relative to the current folder if it is in it.
    pub(super) path: PathBuf,
    /// The chunk that was found.
    pub(super) chunk: Chunk,
    /// The larger chunk around it, to be read in its place.
    pub(super) parent: Option<Chunk>,
    /// The ids of further chunks that were found in the parent.
    pub(super) others: Vec<String>,
}

/// Returns at most `most` results, the best first; each is about another parent.
pub(super) fn find(
    folder: &IndexFolder,
    index: &Index,
    words: &[String],
    most: usize,
) -> Result<Vec<Found>, Box<dyn std::error::Error>> {
    let unreadable = |error: &dyn std::error::Error| {
        let path = folder.path().display();
        format!("{path}: cannot be read: {error}; remove it, and the next search makes it anew")
    };
    let searcher = index.words.searcher().map_err(|error| unreadable(&error))?;
    let ranking = rank::rank(&searcher, index.words.fields, words);
    let mut ranking = ranking.map_err(|error| unreadable(&error))?;
    let output = File::open(folder.chunks()).map_err(|error| unreadable(&error))?;
    let mut lines = Lines::of(&index.stored, output);
    let mut results = Results::new(&index.stored.root);
    loop {
        let hits = ranking.next_equals().map_err(|error| unreadable(&error))?;
        if hits.is_empty() {
            return Ok(results.all);
        }
        for hit in hits {
            if results.all.len() == most {
                return Ok(results.all);
            }
            results
                .add(&hit, &mut lines)
                .map_err(|error| unreadable(&error))?;
        }
    }
}

/// The results so far.
struct Results {
    all: Vec<Found>,
    /// The result of each parent.
    by_parent: BTreeMap<String, usize>,
    root: PathBuf,
}

impl Results {
    fn new(root: &Path) -> Self {
        Self {
            all: Vec::new(),
            by_parent: BTreeMap::new(),
            root: root.to_owned(),
        }
    }

    /// Adds a chunk: as a result, or to that of its parent.
    fn add(&mut self, hit: &Hit, lines: &mut Lines<'_>) -> io::Result<()> {
        let chunk = lines.chunk(&hit.document, &hit.id)?;
        let parent = chunk.parent.clone().unwrap_or_else(|| chunk.id.clone());
        if let Some(at) = self.by_parent.get(&parent) {
            self.all[*at].others.push(chunk.id);
            return Ok(());
        }
        self.by_parent.insert(parent, self.all.len());
        let parent = match &chunk.parent {
            Some(parent) => Some(lines.chunk(&hit.document, parent)?),
            None => None,
        };
        self.all.push(Found {
            score: hit.score,
            path: shown(self.root.join(&hit.document)),
            chunk,
            parent,
            others: Vec::new(),
        });
        Ok(())
    }
}

/// Returns the path as it is written in the current folder, if it is in that.
fn shown(path: PathBuf) -> PathBuf {
    let current = std::env::current_dir().and_then(|folder| folder.canonicalize());
    match current.as_ref().map(|current| path.strip_prefix(current)) {
        Ok(Ok(inside)) => inside.to_owned(),
        _ => path,
    }
}

/// The lines of the documents that were needed.
struct Lines<'s> {
    stored: &'s Stored,
    output: File,
    by_document: BTreeMap<String, Vec<u8>>,
}

impl<'s> Lines<'s> {
    fn of(stored: &'s Stored, output: File) -> Self {
        Self {
            stored,
            output,
            by_document: BTreeMap::new(),
        }
    }

    /// Returns a chunk by its id.
    fn chunk(&mut self, document: &str, id: &str) -> io::Result<Chunk> {
        if !self.by_document.contains_key(document) {
            let lines = self.stored.lines(&mut self.output, document)?;
            self.by_document.insert(document.to_owned(), lines);
        }
        // The id is the first field of a line.
        let start = format!("{{\"id\":\"{id}\"");
        let mut lines = self.by_document[document].split(|byte| *byte == b'\n');
        let line = lines.find(|line| line.starts_with(start.as_bytes()));
        let line = line.ok_or_else(|| io::Error::other(format!("chunk {id} is missing")))?;
        serde_json::from_slice(line).map_err(io::Error::other)
    }
}
