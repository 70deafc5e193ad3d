//! Collects the chunks before and after a run, and writes the change set.

use sectile::{Change, Changes, ChunkKey};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Write};

/// The chunks of the documents that are not kept, before and after, and the ids of the
/// others.
#[derive(Default)]
pub(super) struct Log {
    old: Vec<ChunkKey>,
    new: Vec<ChunkKey>,
    kept: Vec<String>,
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

    /// Takes the chunks of a document that was read.
    pub(super) fn read(&mut self, keys: Vec<ChunkKey>) {
        self.new.extend(keys);
    }

    /// Takes the lines of a document that keeps them.
    pub(super) fn kept(&mut self, outputs: &[Vec<u8>]) {
        let lines = outputs
            .iter()
            .flat_map(|lines| lines.split(|byte| *byte == b'\n'));
        let ids = lines.filter_map(|line| serde_json::from_slice::<Id>(line).ok());
        self.kept.extend(ids.map(|line| line.id));
    }

    /// Compares the chunks. The log is consumed, because a copy of it would be the largest
    /// memory of a first run.
    pub(super) fn compare(self) -> ChangeSet {
        ChangeSet {
            changes: Changes::between(self.old, self.new),
            kept: self.kept,
        }
    }
}

/// A change set and the ids of the documents that are kept.
pub(super) struct ChangeSet {
    changes: Changes,
    kept: Vec<String>,
}

impl ChangeSet {
    /// Writes one entry a line.
    pub(super) fn write(&self, mut out: impl Write) -> io::Result<()> {
        let kept = self.kept.iter().map(|id| Change::Keep {
            id: id.clone(),
            changed: false,
        });
        for change in kept.chain(self.changes.iter().cloned()) {
            serde_json::to_writer(&mut out, &change)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// `3 chunks to add (900 tokens at level 0, 950 at level 1), 1 to move, ...`
    pub(super) fn summary(&self) -> String {
        let (mut add, mut moved, mut remove, mut update, mut keep) = (0, 0, 0, 0, self.kept.len());
        let mut tokens: BTreeMap<u32, u64> = BTreeMap::new();
        for change in self.changes.iter() {
            match change {
                Change::Add {
                    level, tokens: of, ..
                } => {
                    add += 1;
                    *tokens.entry(*level).or_default() += u64::from(*of);
                }
                Change::Move { .. } => moved += 1,
                Change::Remove { .. } => remove += 1,
                Change::Keep { changed: true, .. } => update += 1,
                _ => keep += 1,
            }
        }
        let mut embed = String::new();
        for (level, tokens) in tokens {
            let start = if embed.is_empty() { " (" } else { ", " };
            let _ = write!(embed, "{start}{tokens} tokens at level {level}"); // into a String
        }
        if !embed.is_empty() {
            embed.push_str(" to embed)");
        }
        format!(
            "changes: {add} to add{embed}, {moved} to move, {remove} to remove, {} to keep \
             ({update} with other fields)",
            keep + update
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
