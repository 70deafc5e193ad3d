//! Writes the pairs of a question and a chunk that a reranker has to score.

use sectile::evaluate::{Collection, FirstStage};
use serde::Serialize;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

/// A line of the file. With a `score` added to each line, it is a file for `--scores`.
#[derive(Serialize)]
struct Pair<'p> {
    question: &'p str,
    chunk: &'p str,
    rank: usize,
    query: &'p str,
    text: &'p str,
}

/// Writes the first `depth` chunks of each question.
///
/// # Errors
/// If the file cannot be written; the message names it.
pub(super) fn write(
    path: &Path,
    stage: &FirstStage<'_>,
    ids: &[String],
    collection: &Collection,
    depth: usize,
) -> Result<(), String> {
    let write = || -> io::Result<()> {
        let mut file = BufWriter::new(File::create(path)?);
        for (at, question) in stage.questions().iter().enumerate() {
            for (rank, passage) in (1..).zip(stage.passages(at, depth)) {
                let pair = Pair {
                    question: &question.id,
                    chunk: &ids[*passage],
                    rank,
                    query: &question.text,
                    text: &collection.passages()[*passage].text,
                };
                serde_json::to_writer(&mut file, &pair)?;
                file.write_all(b"\n")?;
            }
        }
        file.flush()
    };
    write().map_err(|error| format!("{}: {error}", path.display()))
}
