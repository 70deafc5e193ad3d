//! Finds chunks in memory by their ids and by their parents.

use super::source::ChunkSource;
use crate::chunk::Chunk;
use crate::document::offset;
use crate::error::{Error, ErrorKind, Result};
use std::borrow::Cow;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

/// An index of chunks in memory. It takes 32 bytes a chunk, and 48 once a selection has
/// followed a reference.
///
/// `C` is a vector, a slice or a reference to one of them.
///
/// ```
/// use sectile::{ChunkIndex, ChunkSource};
///
/// let chunks = sectile::chunk_bytes("tea.md", b"# Tea\n\nBoil water.\n")?;
/// let index = ChunkIndex::new(&chunks)?;
/// assert_eq!(index.chunk(&chunks[1].id)?.unwrap().text, chunks[1].text);
/// assert_eq!(index.children(&chunks[0].id)?.len(), 1);
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Clone)]
pub struct ChunkIndex<C = Vec<Chunk>> {
    chunks: C,
    ids: NumbersByHash,
    parents: NumbersByHash,
    /// By document and section; only references need it.
    sections: OnceLock<NumbersByHash>,
}

/// The number of each chunk by a hash, sorted. A third of the size of a map of strings,
/// and built twice as fast.
type NumbersByHash = Vec<(u64, u32)>;

impl<C: AsRef<[Chunk]>> ChunkIndex<C> {
    /// Indexes `chunks`, of all levels and any number of documents.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] if two chunks have the same id.
    pub fn new(chunks: C) -> Result<Self> {
        let all = chunks.as_ref();
        let ids = table(all.iter().map(|chunk| Some(hash(&chunk.id))));
        let parents = table(all.iter().map(|chunk| chunk.parent.as_ref().map(hash)));
        let id = |entry: &(u64, u32)| all[entry.1 as usize].id.as_str();
        for (at, entry) in ids.iter().enumerate() {
            let same_hash = ids[at + 1..].iter().take_while(|other| other.0 == entry.0);
            if same_hash.map(id).any(|other| other == id(entry)) {
                let message = format!("two chunks have the id {:?}", id(entry));
                return Err(Error::new(ErrorKind::Config, message));
            }
        }
        Ok(Self {
            chunks,
            ids,
            parents,
            sections: OnceLock::new(),
        })
    }

    /// Returns the chunks in the order in which they were given.
    #[must_use]
    pub fn chunks(&self) -> &[Chunk] {
        self.chunks.as_ref()
    }

    /// Returns the chunks with this hash: those that are looked for, and rarely another
    /// one.
    fn with_hash<'s>(
        &'s self,
        table: &'s NumbersByHash,
        hash: u64,
    ) -> impl Iterator<Item = &'s Chunk> {
        let first = first_from(table, hash);
        let same = table[first..]
            .iter()
            .take_while(move |entry| entry.0 == hash);
        same.map(|entry| &self.chunks.as_ref()[entry.1 as usize])
    }
}

impl<C: AsRef<[Chunk]>> ChunkSource for ChunkIndex<C> {
    fn chunk(&self, id: &str) -> Result<Option<Cow<'_, Chunk>>> {
        let mut found = self.with_hash(&self.ids, hash(id));
        Ok(found.find(|chunk| chunk.id == id).map(Cow::Borrowed))
    }

    fn children(&self, id: &str) -> Result<Vec<Cow<'_, Chunk>>> {
        let found = self.with_hash(&self.parents, hash(id));
        let is_child = |chunk: &&Chunk| chunk.parent.as_deref() == Some(id);
        Ok(found.filter(is_child).map(Cow::Borrowed).collect())
    }

    fn section(&self, document: &str, section: &str) -> Result<Vec<Cow<'_, Chunk>>> {
        let key = |chunk: &Chunk| Some(hash((&*chunk.document, &*chunk.section)));
        let sections = self
            .sections
            .get_or_init(|| table(self.chunks().iter().map(key)));
        let found = self.with_hash(sections, hash((document, section)));
        let is_piece = |chunk: &&Chunk| chunk.document == document && chunk.section == section;
        Ok(found.filter(is_piece).map(Cow::Borrowed).collect())
    }
}

impl<C: AsRef<[Chunk]>> fmt::Debug for ChunkIndex<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChunkIndex")
            .field("chunks", &self.chunks.as_ref().len())
            .finish_non_exhaustive()
    }
}

fn table(hashes: impl ExactSizeIterator<Item = Option<u64>>) -> NumbersByHash {
    let mut table = Vec::with_capacity(hashes.len());
    let numbered = hashes.enumerate();
    table.extend(numbered.filter_map(|(at, hash)| Some((hash?, offset(at)))));
    table.sort_unstable();
    table
}

/// The entries beside the expected one that are passed over first. The expected place is wrong
/// by about half the square root of the table: 50 entries of 10,000, 160 of 100,000.
const NEAR: usize = 32;

/// Returns the place of the first entry from `hash` on. Hashes are spread evenly, so it is
/// near the share of the table that `hash` is of all numbers: a search in the whole table
/// looks at 17 of 100,000 entries, few of them in the cache of the processor (interpolation
/// search; Knuth, "The Art of Computer Programming", volume 3, 6.2.1).
fn first_from(table: &[(u64, u32)], hash: u64) -> usize {
    let share = (u128::from(hash) * table.len() as u128) >> u64::BITS;
    let expected = usize::try_from(share).unwrap_or(0);
    let is_before = |at: usize| table[at].0 < hash;
    let (mut low, mut high) = (expected, expected);
    let mut step = NEAR;
    while low > 0 && !is_before(low - 1) {
        high = low - 1;
        low = low.saturating_sub(step);
        step *= 2;
    }
    step = NEAR;
    while high < table.len() && is_before(high) {
        low = high + 1;
        high = table.len().min(high + step);
        step *= 2;
    }
    low + table[low..high].partition_point(|entry| entry.0 < hash)
}

fn hash(key: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_entry_is_that_of_a_search_in_the_whole_table(
            // Of all numbers, and so few that they are far from their shares.
            mut hashes in prop_oneof![
                proptest::collection::vec(any::<u64>(), 0..900),
                proptest::collection::vec(0..400_u64, 0..900),
                proptest::collection::vec(u64::MAX - 400..=u64::MAX, 0..900),
            ],
            others in proptest::collection::vec(any::<u64>(), 20),
        ) {
            hashes.sort_unstable();
            let table: Vec<(u64, u32)> = hashes.iter().map(|hash| (*hash, 0)).collect();
            for hash in hashes.iter().chain(&others).chain(&[0, u64::MAX]) {
                let first = hashes.partition_point(|other| other < hash);
                prop_assert_eq!(first_from(&table, *hash), first);
            }
        }
    }
}
