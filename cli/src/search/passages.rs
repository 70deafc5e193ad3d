//! Selects the passages that a model reads, within a budget of tokens.

use super::folder::IndexFolder;
use super::found::{Ranked, shown};
use super::update::Index;
use sectile::{Budget, Hit, Passage, Passages};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The number of chunks, from the best, that are hits: more than fit into 20,000 tokens.
const HITS: usize = 100;

/// A passage with the file of its document, relative to the current folder if it is in it.
pub(super) struct Selected {
    pub(super) path: PathBuf,
    pub(super) passage: Passage,
}

/// Returns the passages of at most `tokens` tokens together, the best first.
pub(super) fn select(
    folder: &IndexFolder,
    index: &Index,
    words: &[String],
    tokens: u32,
) -> Result<Vec<Selected>, Box<dyn std::error::Error>> {
    let mut ranked = Ranked::of(folder, index, words)?;
    let mut hits = Vec::new();
    let mut documents = BTreeSet::new();
    while hits.len() < HITS {
        let equal = ranked.next_equals()?;
        if equal.is_empty() {
            break;
        }
        for hit in equal {
            hits.push(Hit::new(hit.id, f64::from(hit.score)));
            documents.insert(hit.document);
        }
    }
    let mut chunks = Vec::new();
    for document in &documents {
        chunks.extend(ranked.chunks(document)?);
    }
    let passages = Passages::builder().build(chunks)?;
    let selected = passages.select(hits, Budget::Tokens(tokens))?;
    let root = &index.stored.root;
    let path = |passage: Passage| Selected {
        path: shown(root.join(&passage.document)),
        passage,
    };
    Ok(selected.into_iter().map(path).collect())
}
