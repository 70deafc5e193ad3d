//! Collects the chunks before and after a run, and writes the change set.

use crate::ingest::output::{Output, Target};
use sectile::{Change, Changes, ChunkKey};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Write as _};

/// The change set of a run, and the chunks of the documents that are not kept, before and
/// after.
pub(super) struct Log {
    out: Output,
    old: Vec<ChunkKey>,
    new: Vec<ChunkKey>,
    counts: Counts,
}

/// The numbers of the entries of a change set.
#[derive(Default)]
struct Counts {
    add: usize,
    moved: usize,
    remove: usize,
    update: usize,
    keep: usize,
    /// The tokens to embed of each level.
    tokens: BTreeMap<u32, u64>,
}

/// A line of an output in any of its forms.
#[derive(Deserialize)]
struct Line {
    #[serde(alias = "id_")]
    id: String,
    #[serde(default)]
    level: u32,
    #[serde(default)]
    tokens: u32,
    #[serde(default)]
    prefix: String,
    #[serde(alias = "page_content", alias = "content", default)]
    text: String,
    #[serde(default)]
    suffix: String,
    #[serde(alias = "meta", default)]
    metadata: Facts,
}

/// The facts that other forms have among their metadata.
#[derive(Default, Deserialize)]
struct Facts {
    #[serde(default)]
    level: Option<Number>,
    #[serde(default)]
    tokens: Option<Number>,
}

/// A number, or the text of a document's own metadata of that name.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Number(u32),
    Other(serde::de::IgnoredAny),
}

#[derive(Deserialize)]
struct Id {
    #[serde(alias = "id_")]
    id: String,
}

impl Log {
    pub(super) fn open(target: &Target) -> Result<Self, String> {
        Ok(Self {
            out: Output::open(target)?,
            old: Vec::new(),
            new: Vec::new(),
            counts: Counts::default(),
        })
    }

    /// Takes the earlier lines of a document that is read again or gone.
    pub(super) fn old(&mut self, outputs: &[Vec<u8>]) {
        let lines = outputs
            .iter()
            .flat_map(|lines| lines.split(|byte| *byte == b'\n'));
        self.old.extend(lines.filter_map(key));
    }

    /// Takes all lines of an earlier output; those that are not chunks are left out.
    pub(super) fn old_file(&mut self, file: &mut File) -> io::Result<()> {
        for line in BufReader::new(file).split(b'\n') {
            self.old.extend(key(&line?));
        }
        Ok(())
    }

    /// Takes the chunks of a document that was read, after all that were there before.
    ///
    /// Where none was there, each chunk is one to add and is written at once: the keys of
    /// all chunks of a first run would be its largest memory, 90 MB for a folder of
    /// 200 MB.
    pub(super) fn read(&mut self, keys: Vec<ChunkKey>) -> io::Result<()> {
        if self.old.is_empty() {
            self.write(&Changes::between([] as [ChunkKey; 0], keys))
        } else {
            self.new.extend(keys);
            Ok(())
        }
    }

    /// Takes the lines of a document that keeps them.
    pub(super) fn kept(&mut self, outputs: &[Vec<u8>]) -> io::Result<()> {
        let lines = outputs
            .iter()
            .flat_map(|lines| lines.split(|byte| *byte == b'\n'));
        for Id { id } in lines.filter_map(|line| serde_json::from_slice(line).ok()) {
            self.write_entry(&Change::Keep { id, changed: false })?;
        }
        Ok(())
    }

    /// Compares the chunks, and returns the whole change set and its summary.
    pub(super) fn finish(mut self) -> io::Result<(Output, String)> {
        let (old, new) = (std::mem::take(&mut self.old), std::mem::take(&mut self.new));
        self.write(&Changes::between(old, new))?;
        self.out.flush()?;
        Ok((self.out, self.counts.summary()))
    }

    fn write(&mut self, changes: &Changes) -> io::Result<()> {
        (changes.iter()).try_for_each(|change| self.write_entry(change))
    }

    fn write_entry(&mut self, change: &Change) -> io::Result<()> {
        self.counts.add(change);
        serde_json::to_writer(&mut self.out, change)?;
        self.out.write_all(b"\n")
    }
}

impl Counts {
    fn add(&mut self, change: &Change) {
        match change {
            Change::Add { level, tokens, .. } => {
                self.add += 1;
                *self.tokens.entry(*level).or_default() += u64::from(*tokens);
            }
            Change::Move { .. } => self.moved += 1,
            Change::Remove { .. } => self.remove += 1,
            Change::Keep { changed: true, .. } => self.update += 1,
            _ => self.keep += 1,
        }
    }

    /// `3 chunks to add (900 tokens at level 0, 950 at level 1), 1 to move, ...`
    fn summary(&self) -> String {
        let mut embed = String::new();
        for (level, tokens) in &self.tokens {
            let start = if embed.is_empty() { " (" } else { ", " };
            let _ = write!(embed, "{start}{tokens} tokens at level {level}"); // into a String
        }
        if !embed.is_empty() {
            embed.push_str(" to embed)");
        }
        format!(
            "changes: {} to add{embed}, {} to move, {} to remove, {} to keep ({} with other \
             fields)",
            self.add,
            self.moved,
            self.remove,
            self.keep + self.update,
            self.update
        )
    }
}

/// Returns the key of a line; `None` if it is not a chunk.
fn key(line: &[u8]) -> Option<ChunkKey> {
    let text = std::str::from_utf8(line).ok()?;
    let line: Line = serde_json::from_str(text).ok()?;
    let number = |number: Option<Number>, other| match number {
        Some(Number::Number(number)) => number,
        Some(Number::Other(_)) | None => other,
    };
    // JSON Lines have the numbers themselves, and metadata of the document.
    let (level, tokens) = if line.tokens > 0 {
        (line.level, line.tokens)
    } else {
        let Facts { level, tokens } = line.metadata;
        (number(level, line.level), number(tokens, line.tokens))
    };
    let content = [line.prefix.as_str(), &line.text, &line.suffix].concat();
    Some(ChunkKey::new(line.id, level, tokens, &content, text))
}
