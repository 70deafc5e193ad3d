//! Selects the results: the chunks around those that rank best.

use super::folder::IndexFolder;
use super::lines::Lines;
use super::rank::{self, Hit, Ranking};
use super::update::Index;
use sectile::Chunk;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use tantivy::Searcher;

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
) -> Result<Vec<Found>, String> {
    let mut ranked = Ranked::of(folder, index, words)?;
    let mut results = Results::new(&index.stored.root);
    loop {
        let hits = ranked.next_equals()?;
        if hits.is_empty() {
            return Ok(results.all);
        }
        for hit in hits {
            if results.all.len() == most {
                return Ok(results.all);
            }
            results.add(&hit, &mut ranked)?;
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
    fn add(&mut self, hit: &Hit, ranked: &mut Ranked<'_>) -> Result<(), String> {
        let chunk = ranked.chunk(&hit.document, &hit.id)?;
        let parent = chunk.parent.clone().unwrap_or_else(|| chunk.id.clone());
        if let Some(at) = self.by_parent.get(&parent) {
            self.all[*at].others.push(chunk.id);
            return Ok(());
        }
        self.by_parent.insert(parent, self.all.len());
        let parent = match &chunk.parent {
            Some(parent) => Some(ranked.chunk(&hit.document, parent)?),
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
pub(super) fn shown(path: PathBuf) -> PathBuf {
    let current = std::env::current_dir().and_then(|folder| folder.canonicalize());
    match current.as_ref().map(|current| path.strip_prefix(current)) {
        Ok(Ok(inside)) => inside.to_owned(),
        _ => path,
    }
}

/// The chunks that share words with a question, the best first, and the lines of their
/// documents.
pub(super) struct Ranked<'i> {
    folder: &'i Path,
    searcher: Searcher,
    ranking: Ranking,
    lines: Lines<'i>,
}

impl<'i> Ranked<'i> {
    pub(super) fn of(
        folder: &'i IndexFolder,
        index: &'i Index,
        words: &[String],
    ) -> Result<Self, String> {
        let path = folder.path();
        let searcher = index
            .words
            .searcher()
            .map_err(|error| unreadable(path, &error))?;
        let ranking = rank::rank(&searcher, index.words.fields, words);
        let output = File::open(folder.chunks()).map_err(|error| unreadable(path, &error))?;
        Ok(Self {
            folder: path,
            ranking: ranking.map_err(|error| unreadable(path, &error))?,
            searcher,
            lines: Lines::of(&index.stored, output),
        })
    }

    /// Returns the next chunks, which have equal scores; empty at the end.
    pub(super) fn next_equals(&mut self) -> Result<Vec<Hit>, String> {
        let next = self.ranking.next_equals(&self.searcher);
        next.map_err(|error| unreadable(self.folder, &error))
    }

    /// Returns all chunks of a document.
    pub(super) fn chunks(&mut self, document: &str) -> Result<Vec<Chunk>, String> {
        let chunks = self.lines.chunks(document);
        chunks.map_err(|error| unreadable(self.folder, &error))
    }

    fn chunk(&mut self, document: &str, id: &str) -> Result<Chunk, String> {
        let chunk = self.lines.chunk(document, id);
        chunk.map_err(|error| unreadable(self.folder, &error))
    }
}

fn unreadable(folder: &Path, error: &dyn std::error::Error) -> String {
    let path = folder.display();
    format!("{path}: cannot be read: {error}; remove it, and the next search makes it anew")
}
