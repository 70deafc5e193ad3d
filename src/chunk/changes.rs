//! Compares the chunks of two runs, so that a store is updated instead of rebuilt.

use super::Chunk;
use super::id::Sum;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet, VecDeque};

/// The facts about a chunk that a comparison needs: its id, the size and a sum of the
/// text to embed, and a sum of all its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChunkKey {
    id: String,
    level: u32,
    tokens: u32,
    content: Sum,
    line: Sum,
}

impl ChunkKey {
    /// Returns the key of a chunk in any form: its `id`, `level` and `tokens`, the text
    /// to embed and the line that is stored.
    #[must_use]
    pub fn new(id: impl Into<String>, level: u32, tokens: u32, content: &str, line: &str) -> Self {
        Self {
            id: id.into(),
            level,
            tokens,
            content: sum(content),
            line: sum(line),
        }
    }
}

impl From<&Chunk> for ChunkKey {
    fn from(chunk: &Chunk) -> Self {
        let line = serde_json::to_string(chunk).unwrap_or_default(); // a chunk has only text keys
        Self::new(
            &chunk.id,
            chunk.level,
            chunk.tokens,
            &chunk.content(),
            &line,
        )
    }
}

impl From<Chunk> for ChunkKey {
    fn from(chunk: Chunk) -> Self {
        Self::from(&chunk)
    }
}

fn sum(text: &str) -> Sum {
    let sum = Sha256::digest(text.as_bytes());
    std::array::from_fn(|at| sum[at])
}

/// An entry of a change set: what a store has to do with one chunk.
///
/// Serialized, it is one line of the changes file: `{"op": "move", "id": .., "from":
/// ..}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// Embed the chunk and store it; it replaces a chunk with the same id.
    Add {
        /// The id of the chunk.
        id: String,
        /// Its level.
        level: u32,
        /// The number of tokens to embed.
        tokens: u32,
    },
    /// The text to embed is the same: its embedding stays.
    Keep {
        /// The id of the chunk.
        id: String,
        /// True if other fields have changed, such as its place: update them.
        changed: bool,
    },
    /// Another id has the text of a chunk that is gone, such as after the renaming of a
    /// file: store the new chunk with the embedding of the old one, and remove that.
    Move {
        /// The id of the chunk.
        id: String,
        /// The id of the chunk that is gone.
        from: String,
    },
    /// Remove the chunk.
    Remove {
        /// The id of the chunk.
        id: String,
    },
}

/// A change set: what a store has to do so that it has the chunks of a new run instead of
/// those of an old one.
///
/// ```
/// use sectile::{Change, Changes, chunk_markdown};
///
/// let old = chunk_markdown("tea.md", "# Tea\n\n## Green\n\nCool it.\n")?;
/// let renamed = chunk_markdown("drinks/tea.md", "# Tea\n\n## Green\n\nCool it.\n")?;
/// let changes = Changes::between(&old, &renamed);
/// assert!(changes.iter().all(|change| matches!(change, Change::Move { .. })));
/// assert_eq!(changes.tokens_to_embed(1), 0);
///
/// let edited = chunk_markdown("tea.md", "# Tea\n\n## Green\n\nCool it to 75 degrees.\n")?;
/// assert!(Changes::between(&old, &edited).tokens_to_embed(1) > 0);
/// assert!(Changes::between(&old, &old).is_empty());
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    all: Vec<Change>,
}

impl Changes {
    /// Compares two runs, in which each id occurs once. The order of the chunks in them
    /// decides nothing but the order of the entries: those of the new chunks first.
    pub fn between<O: Into<ChunkKey>, N: Into<ChunkKey>>(
        old: impl IntoIterator<Item = O>,
        new: impl IntoIterator<Item = N>,
    ) -> Self {
        let old: Vec<ChunkKey> = old.into_iter().map(Into::into).collect();
        let new: Vec<ChunkKey> = new.into_iter().map(Into::into).collect();
        let remaining: HashSet<&str> = new.iter().map(|key| key.id.as_str()).collect();
        let by_id: HashMap<&str, &ChunkKey> = (old.iter().map(|key| (&*key.id, key))).collect();
        // The chunks that are gone, by what is embedded. A chunk and its only piece have
        // the same text, so the level counts.
        let mut gone: HashMap<(u32, Sum), VecDeque<&str>> = HashMap::new();
        for key in old.iter().filter(|key| !remaining.contains(&*key.id)) {
            (gone.entry((key.level, key.content)).or_default()).push_back(&key.id);
        }
        let mut moved: HashSet<&str> = HashSet::new();
        let mut all = Vec::with_capacity(new.len());
        for key in &new {
            let id = key.id.clone();
            let known = by_id.get(&*key.id);
            if let Some(known) = known.filter(|known| known.content == key.content) {
                let changed = known.line != key.line;
                all.push(Change::Keep { id, changed });
                continue;
            }
            let from = (known.is_none())
                .then(|| gone.get_mut(&(key.level, key.content))?.pop_front())
                .flatten();
            all.push(match from {
                Some(from) => {
                    moved.insert(from);
                    let from = from.to_owned();
                    Change::Move { id, from }
                }
                None => Change::Add {
                    id,
                    level: key.level,
                    tokens: key.tokens,
                },
            });
        }
        let removed =
            (old.iter()).filter(|key| !remaining.contains(&*key.id) && !moved.contains(&*key.id));
        all.extend(removed.map(|key| Change::Remove { id: key.id.clone() }));
        Self { all }
    }

    /// Returns all entries.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Change> {
        self.all.iter()
    }

    /// Returns true if a store has nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_kept = |change: &Change| matches!(change, Change::Keep { changed: false, .. });
        self.all.iter().all(is_kept)
    }

    /// The number of tokens of the added chunks of a level. Parents are usually not
    /// embedded, so each level is counted apart.
    #[must_use]
    pub fn tokens_to_embed(&self, level: u32) -> u64 {
        let tokens = self.all.iter().map(|change| match change {
            Change::Add {
                level: of, tokens, ..
            } if *of == level => u64::from(*tokens),
            _ => 0,
        });
        tokens.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str, content: &str, line: &str) -> ChunkKey {
        ChunkKey::new(id, 0, 7, content, line)
    }

    fn ops(old: &[ChunkKey], new: &[ChunkKey]) -> Vec<String> {
        let changes = Changes::between(old.iter().cloned(), new.iter().cloned());
        let line = |change: &Change| match change {
            Change::Add { id, .. } => format!("add {id}"),
            Change::Keep { id, changed: false } => format!("keep {id}"),
            Change::Keep { id, changed: true } => format!("update {id}"),
            Change::Move { id, from } => format!("move {from} {id}"),
            Change::Remove { id } => format!("remove {id}"),
        };
        changes.iter().map(line).collect()
    }

    #[test]
    fn each_chunk_has_one_entry() {
        let old = [
            key("a", "1", "x"),
            key("b", "2", "x"),
            key("c", "3", "x"),
            key("d", "4", "x"),
        ];
        let new = [
            key("a", "1", "x"),
            key("b", "2", "y"),
            key("e", "3", "x"),
            key("f", "5", "x"),
        ];
        assert_eq!(
            ops(&old, &new),
            ["keep a", "update b", "move c e", "add f", "remove d"]
        );
    }

    #[test]
    fn an_embedding_is_moved_once() {
        let old = [key("a", "1", "x")];
        let new = [key("b", "1", "x"), key("c", "1", "x")];
        assert_eq!(ops(&old, &new), ["move a b", "add c"]);
        assert_eq!(ops(&new, &old), ["move b a", "remove c"]);
    }

    #[test]
    fn a_chunk_whose_context_changed_is_embedded_again() {
        assert_eq!(ops(&[key("a", "1", "x")], &[key("a", "2", "x")]), ["add a"]);
    }

    #[test]
    fn a_parent_is_not_moved_to_its_piece() {
        let parent = ChunkKey::new("a", 0, 7, "1", "x");
        let piece = ChunkKey::new("b", 1, 7, "1", "x");
        assert_eq!(ops(&[parent], &[piece]), ["add b", "remove a"]);
    }

    #[test]
    fn an_entry_is_one_line_of_json() {
        let change = Change::Move {
            id: "b".to_owned(),
            from: "a".to_owned(),
        };
        let line = serde_json::to_string(&change).expect("it has text keys");
        assert_eq!(line, r#"{"op":"move","id":"b","from":"a"}"#);
        assert_eq!(
            serde_json::from_str::<Change>(&line).expect("it was written"),
            change
        );
    }
}
