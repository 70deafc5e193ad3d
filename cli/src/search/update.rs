//! Brings an index up to date with its folder.

use super::Options;
use super::folder::IndexFolder;
use super::terms::Terms;
use super::words::{Applied, WordIndex};
use crate::ingest::{self, Stored};

/// An index that is up to date.
pub(super) struct Index {
    /// The chunks.
    pub(super) stored: Stored,
    /// The words of the chunks of the last level.
    pub(super) words: WordIndex,
}

/// Runs `ingest --update`, and applies its change set to the words.
///
/// The words carry the sum of the output that they belong to. If that is neither the new
/// output's nor the one's that the change set starts from, such as after a kill between
/// the two steps, all words are indexed again.
pub(super) fn update(
    folder: &IndexFolder,
    options: &Options,
    terms: &mut Terms,
) -> Result<Index, Box<dyn std::error::Error>> {
    let output = folder.chunks();
    let before = Stored::of(&output).ok().map(|stored| stored.sha256);
    let mut run = ingest::Options::for_index(
        options.path.clone(),
        output.clone(),
        options.reading.clone(),
    );
    if !options.quiet {
        run = run.with_progress();
    }
    let report = ingest::ingest(&run)?;
    if report.has_failed(run.strict) {
        return Err("no document could be read; nothing is searched".into());
    }
    let stored = Stored::of(&output)?;
    let unusable = |error: Box<dyn std::error::Error>| {
        let path = folder.words();
        format!("{}: cannot be written: {error}", path.display())
    };
    let words = WordIndex::open(&folder.words()).map_err(unusable)?;
    if words.is_of(&stored.sha256) {
        return Ok(Index { stored, words });
    }
    let leaves = run.leaves().unwrap_or(0);
    let follows = before.is_some_and(|before| words.is_of(&before));
    let applied = if follows {
        words.apply(&folder.changes(), &output, &stored.sha256, leaves, terms)
    } else {
        words.rebuild(&output, &stored.sha256, leaves, terms)
    };
    let Applied { added, removed } = applied.map_err(unusable)?;
    if !options.quiet {
        let (path, read) = (folder.path().display(), report.files - report.kept);
        let done = if follows { "updated" } else { "made" };
        eprintln!(
            "{done} the index {path}: {read} files read, {} unchanged; {added} chunks added, \
             {removed} removed",
            report.kept
        );
    }
    Ok(Index { stored, words })
}
