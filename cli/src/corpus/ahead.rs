//! Keeps documents that were read for the links of others, until it is their turn.
//!
//! A link may lead to a file that is cut later. Without this, each such file is read
//! twice: 28 % of the time of 54 MB of Markdown whose links form a web (2026-11-29).

use super::Read;
use std::collections::{HashMap, HashSet};

/// The most bytes of text that are kept. A document takes two to three times its text.
const MAX_BYTES: usize = 32 << 20;

#[derive(Default)]
pub(super) struct Ahead {
    documents: HashMap<String, Read>,
    /// The bytes of their texts.
    bytes: usize,
    /// The names of the documents that nobody will take any more.
    taken: HashSet<String>,
}

impl Ahead {
    /// Keeps a document if there is room; else it is read again in its turn.
    pub(super) fn keep(&mut self, name: &str, read: Read) {
        let bytes = read.document.text().len();
        let has_room = self.bytes + bytes <= MAX_BYTES;
        if has_room && !self.taken.contains(name) && !self.documents.contains_key(name) {
            self.bytes += bytes;
            self.documents.insert(name.to_owned(), read);
        }
    }

    /// Takes the document called `name`, whose turn it is, if it was kept.
    pub(super) fn take(&mut self, name: &str) -> Option<Read> {
        self.taken.insert(name.to_owned());
        let read = self.documents.remove(name)?;
        self.bytes -= read.document.text().len();
        Some(read)
    }
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
        ahead.keep("tea.md", read(3));
        assert!(ahead.take("milk.md").is_none());
        assert!(ahead.take("tea.md").is_some());
        ahead.keep("tea.md", read(3));
        assert!(ahead.take("tea.md").is_none());
        assert_eq!(ahead.bytes, 0);
    }

    #[test]
    fn documents_beyond_the_room_are_not_kept() {
        let mut ahead = Ahead::default();
        ahead.keep("a", read(MAX_BYTES - 1));
        ahead.keep("b", read(2));
        ahead.keep("c", read(1));
        assert!(ahead.take("b").is_none());
        assert!(ahead.take("a").is_some() && ahead.take("c").is_some());
    }
}
