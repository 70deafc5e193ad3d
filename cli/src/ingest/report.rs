//! The summary of a run.

use super::letters::Letters;
use crate::Status;
use crate::corpus::{Skipped, SkippedKind};
use crate::ingest::omitted::OmittedBytes;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The kinds of skipped files that the summary names; the others are one number.
const MAX_KINDS: usize = 6;

#[derive(Default)]
pub(crate) struct Report {
    pub(crate) files: usize,
    pub(crate) sections: usize,
    /// The number of chunks and of tokens of each level.
    pub(crate) levels: Vec<(usize, u64)>,
    /// The files that keep their lines of an earlier output.
    pub(crate) kept: usize,
    /// The summary of the change set.
    pub(crate) changes: Option<String>,
    pub(crate) bytes: u64,
    pub(crate) warnings: usize,
    pub(crate) failures: usize,
    pub(crate) skipped: usize,
    /// The skipped files by kind, the most frequent first.
    pub(crate) skipped_kinds: String,
    /// The letters of documents with pages.
    pub(crate) letters: Letters,
    /// The text that is in no chunk although it is inside of one's span.
    pub(crate) omitted: OmittedBytes,
    pub(crate) time: Duration,
}

impl Report {
    pub(crate) fn print(&self) {
        let seconds = self.time.as_secs_f64().max(1e-9);
        #[allow(clippy::cast_precision_loss)] // a rate for people
        let rate = self.bytes as f64 / 1e6 / seconds;
        if let Some(letters) = self.letters.line() {
            eprintln!("PDF: {letters}");
        }
        eprintln!(
            "{}, {}, {}, {rate:.1} MB/s, {}, {}, {} skipped{}{}",
            count(self.files as u64, "file"),
            count(self.sections as u64, "section"),
            self.chunks(),
            count(self.warnings as u64, "warning"),
            count(self.failures as u64, "failure"),
            self.skipped,
            self.skipped_kinds,
            self.omitted.summary(),
        );
        if let Some(changes) = &self.changes {
            eprintln!("{changes}; {} unchanged", count(self.kept as u64, "file"));
        }
    }

    /// Adds a document with the chunks and tokens of each level.
    pub(crate) fn add(&mut self, sections: usize, levels: &[(usize, u64)]) {
        self.files += 1;
        self.sections += sections;
        if self.levels.len() < levels.len() {
            self.levels.resize(levels.len(), (0, 0));
        }
        for (sum, (chunks, tokens)) in self.levels.iter_mut().zip(levels) {
            sum.0 += chunks;
            sum.1 += tokens;
        }
    }

    /// `9 chunks, 800 tokens`. Levels are apart, because each has the whole text: `3
    /// chunks with 800 tokens at level 0, 6 chunks with 810 tokens at level 1`.
    fn chunks(&self) -> String {
        if let [] | [_] = self.levels[..] {
            let (chunks, tokens) = self.levels.first().copied().unwrap_or_default();
            return format!(
                "{}, {}",
                count(chunks as u64, "chunk"),
                count(tokens, "token")
            );
        }
        let level = |(level, (chunks, tokens)): (usize, &(usize, u64))| {
            let (chunks, tokens) = (count(*chunks as u64, "chunk"), count(*tokens, "token"));
            format!("{chunks} with {tokens} at level {level}")
        };
        let levels: Vec<String> = self.levels.iter().enumerate().map(level).collect();
        levels.join(", ")
    }

    /// Returns true if the run has no result that may replace an earlier one.
    pub(crate) fn has_failed(&self, strict: bool) -> bool {
        self.files == 0 || (strict && self.failures > 0)
    }

    pub(crate) fn status(&self, strict: bool) -> Status {
        if self.has_failed(strict) {
            Status::FAILURE
        } else {
            Status::SUCCESS
        }
    }
}

/// ` (200 .txt, 3 without extension)`, or nothing.
pub(crate) fn kinds(skipped: &[Skipped]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in skipped {
        *counts.entry(kind(file)).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let others: usize = counts.iter().skip(MAX_KINDS).map(|(_, count)| count).sum();
    counts.truncate(MAX_KINDS);
    let mut names: Vec<String> = (counts.into_iter())
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    if others > 0 {
        names.push(format!("{others} others"));
    }
    if names.is_empty() {
        return String::new();
    }
    format!(" ({})", names.join(", "))
}

/// The kind of a skipped file: `.txt`, `without extension`, `FIFO`.
pub(crate) fn kind(file: &Skipped) -> String {
    match &file.kind {
        SkippedKind::Extension(extension) if extension.is_empty() => "without extension".to_owned(),
        SkippedKind::Extension(extension) => format!(".{extension}"),
        SkippedKind::Special(name) => (*name).to_owned(),
        SkippedKind::LinkedFolder => "link to a folder".to_owned(),
    }
}

/// The message for paths under which there is no document.
pub(crate) fn nothing_found(paths: &[PathBuf], skipped: &[Skipped]) -> String {
    let paths: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let found = match skipped.len() {
        0 => "hidden files and those that .gitignore names are not read".to_owned(),
        n => format!("{n} skipped{}", kinds(skipped)),
    };
    format!("no document in {}: {found}", paths.join(", "))
}

/// The reason why a skipped file is named without `--verbose`: it may be taken for a
/// document.
pub(crate) fn warning(file: &Skipped) -> Option<String> {
    match file.kind {
        SkippedKind::Special(name) => Some(message(&file.path, &format!("a {name}"))),
        SkippedKind::Extension(_) | SkippedKind::LinkedFolder => None,
    }
}

/// The line of `--verbose` for a skipped file.
pub(crate) fn skipped(file: &Skipped) -> String {
    message(&file.path, &kind(file))
}

fn message(path: &Path, kind: &str) -> String {
    format!("{}: skipped, {kind}", path.display())
}

fn count(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
