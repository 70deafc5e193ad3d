//! Keeps the anchors of documents, for the links of later ones: those that were used last in
//! memory, the others in a temporary file.
//!
//! API documentation has thousands of anchors a document. In memory alone those of 32,000
//! pages took 250 MB (2026-12-01).

use sectile::Anchors;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::Arc;

/// The bytes of anchors after which those that were used longest ago leave the memory:
/// those of some thousand pages. Twice as many are in memory at most.
const MAX_FRESH_BYTES: usize = 4 << 20;

/// The anchors of documents by their turn, which is their place among the files of the run.
/// A document that cannot be read has none.
#[derive(Default)]
pub(super) struct Shelf {
    /// Those that were used since `stale` was filled.
    fresh: BTreeMap<usize, Option<Arc<Anchors>>>,
    fresh_bytes: usize,
    stale: BTreeMap<usize, Option<Arc<Anchors>>>,
    stored: Store,
}

/// Anchors in a file without a name, which the system removes with the process.
#[derive(Default)]
struct Store {
    file: Option<File>,
    end: u64,
    /// The first byte and the number of bytes of the anchors in the file.
    places: BTreeMap<usize, (u64, u32)>,
    /// True after a failed write: everything stays in memory.
    is_full: bool,
}

impl Shelf {
    /// Returns true if a document was put here before.
    pub(super) fn has(&self, turn: usize) -> bool {
        let is_in = |map: &BTreeMap<usize, _>| map.contains_key(&turn);
        is_in(&self.fresh) || is_in(&self.stale) || self.stored.places.contains_key(&turn)
    }

    /// Returns the anchors of a document; `None` if it was not put here.
    #[expect(clippy::option_option, reason = "known to have none, or not known")]
    pub(super) fn get(&mut self, turn: usize) -> Option<Option<Arc<Anchors>>> {
        if let Some(anchors) = self.fresh.get(&turn) {
            return Some(anchors.clone());
        }
        let anchors = match self.stale.remove(&turn) {
            Some(anchors) => anchors,
            None => Some(Arc::new(self.stored.read(turn)?)),
        };
        self.put(turn, anchors.clone());
        Some(anchors)
    }

    pub(super) fn put(&mut self, turn: usize, anchors: Option<Arc<Anchors>>) {
        let bytes = anchors.as_ref().map_or(0, |anchors| anchors.memory());
        if self.fresh.insert(turn, anchors).is_none() {
            self.fresh_bytes += bytes;
        }
        if self.fresh_bytes > MAX_FRESH_BYTES && !self.stored.is_full {
            self.age();
        }
    }

    /// Stores those that were not used since the last time, and makes the others stale.
    fn age(&mut self) {
        let unused = std::mem::take(&mut self.stale);
        self.stale = std::mem::take(&mut self.fresh);
        self.fresh_bytes = 0;
        for (turn, anchors) in unused {
            if !self.stored.write(turn, anchors.as_deref()) {
                self.stale.insert(turn, anchors);
            }
        }
    }
}

impl Store {
    /// Returns true if the anchors are in the file.
    fn write(&mut self, turn: usize, anchors: Option<&Anchors>) -> bool {
        if self.places.contains_key(&turn) {
            return true;
        }
        let (Some(anchors), false) = (anchors, self.is_full) else {
            return false;
        };
        let place = self.append(anchors);
        self.is_full = place.is_err();
        place.is_ok_and(|place| self.places.insert(turn, place).is_none())
    }

    fn append(&mut self, anchors: &Anchors) -> io::Result<(u64, u32)> {
        let text = serde_json::to_vec(anchors)?;
        let bytes = u32::try_from(text.len()).map_err(io::Error::other)?;
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        file.seek(SeekFrom::Start(self.end))?;
        file.write_all(&text)?;
        let place = (self.end, bytes);
        self.end += u64::from(bytes);
        Ok(place)
    }

    /// Returns anchors that are in the file. If it cannot be read, the document is.
    fn read(&mut self, turn: usize) -> Option<Anchors> {
        let (start, bytes) = *self.places.get(&turn)?;
        let mut text = vec![0; bytes as usize];
        let file = self.file.as_mut()?;
        file.seek(SeekFrom::Start(start)).ok()?;
        file.read_exact(&mut text).ok()?;
        serde_json::from_slice(&text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::DocumentBuilder;

    /// Anchors of some size, which differ by the names of the headings.
    fn anchors(turn: usize) -> Arc<Anchors> {
        let mut builder = DocumentBuilder::new();
        for at in 0..200 {
            builder.append_heading(1, &format!("Heading {turn} {at}"));
        }
        let document = builder.finish().expect("headings are a document");
        Arc::new(document.anchors())
    }

    #[test]
    fn all_anchors_are_found_and_few_are_in_memory() {
        let mut shelf = Shelf::default();
        let bytes = anchors(0).memory();
        let documents = 5 * MAX_FRESH_BYTES / bytes;
        for turn in 0..documents {
            shelf.put(turn, (turn % 7 != 0).then(|| anchors(turn)));
        }
        let in_memory = |shelf: &Shelf| {
            let maps = shelf.fresh.values().chain(shelf.stale.values());
            maps.flatten()
                .map(|anchors| anchors.memory())
                .sum::<usize>()
        };
        for turn in (0..documents).rev() {
            assert!(shelf.has(turn));
            let found = shelf.get(turn).expect("it was put there");
            assert_eq!(found, (turn % 7 != 0).then(|| anchors(turn)));
            assert!(in_memory(&shelf) <= 2 * (MAX_FRESH_BYTES + bytes));
        }
        assert!(!shelf.has(documents) && shelf.get(documents).is_none());
    }
}
