//! Keeps documents that were read for the links of others, until it is their turn.
//!
//! A link may lead to a file that is cut later. Without this, each such file is read
//! twice: 28 % of the time of 54 MB of Markdown whose links form a web (2026-11-29).

use super::Read;
use std::collections::{BTreeMap, HashSet};

/// The most bytes of memory, about, of the documents that are kept.
const MAX_BYTES: usize = 16 << 20;

/// The bytes that a section or a reference takes beside the text, about: the names, targets
/// and texts in them. Pages of API documentation have more of them than text.
const FACT_BYTES: usize = 200;

/// Documents by their turn, which is their place among the files of the run.
#[derive(Default)]
pub(super) struct Ahead {
    documents: BTreeMap<usize, Read>,
    /// The bytes that they take.
    bytes: usize,
    /// The turns of the documents that nobody will take any more.
    taken: HashSet<usize>,
}

impl Ahead {
    /// Keeps a document if there is room, or if one with a later turn makes room: that one
    /// would wait longer. What is not kept is read again in its turn.
    pub(super) fn keep(&mut self, turn: usize, read: Read) {
        if self.taken.contains(&turn) || self.documents.contains_key(&turn) {
            return;
        }
        self.bytes += bytes(&read);
        self.documents.insert(turn, read);
        while self.bytes > MAX_BYTES
            && let Some((_, last)) = self.documents.pop_last()
        {
            self.bytes -= bytes(&last);
        }
    }

    /// Takes the document whose turn it is, if it was kept.
    pub(super) fn take(&mut self, turn: usize) -> Option<Read> {
        self.taken.insert(turn);
        let read = self.documents.remove(&turn)?;
        self.bytes -= bytes(&read);
        Some(read)
    }
}

/// Returns the bytes of memory that a document takes, about.
fn bytes(read: &Read) -> usize {
    let document = &read.document;
    let facts = document.sections().len() + document.references().len();
    document.text().len() + FACT_BYTES * facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::{DocumentBuilder, Limits};

    fn read(bytes: usize) -> Read {
        let document = DocumentBuilder::over("t".repeat(bytes)).finish();
        Read {
            document: document.expect("the text is one block"),
            bytes: bytes as u64,
            remark: None,
            limits: Limits::default(),
            trace: None,
        }
    }

    #[test]
    fn documents_are_kept_until_their_turn_and_not_after_it() {
        let mut ahead = Ahead::default();
        ahead.keep(2, read(3));
        assert!(ahead.take(1).is_none());
        assert!(ahead.take(2).is_some());
        ahead.keep(2, read(3));
        assert!(ahead.take(2).is_none());
        assert_eq!(ahead.bytes, 0);
    }

    #[test]
    fn documents_with_a_later_turn_make_room() {
        let mut ahead = Ahead::default();
        ahead.keep(9, read(MAX_BYTES - FACT_BYTES)); // its root is a section
        ahead.keep(3, read(2));
        ahead.keep(4, read(MAX_BYTES));
        assert!(ahead.take(9).is_none() && ahead.take(4).is_none());
        assert!(ahead.take(3).is_some());
        assert_eq!(ahead.bytes, 0);
    }
}
