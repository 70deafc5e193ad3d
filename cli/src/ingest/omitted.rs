//! Counts the text that no chunk has.

use sectile::{Document, MarkKind};

/// The bytes of omitted text by kind.
#[derive(Default)]
pub(crate) struct OmittedBytes([u64; KINDS.len()]);

/// The kinds of marks, and their names in the summary.
const KINDS: [(MarkKind, &str); 6] = [
    (MarkKind::Markup, "markup"),
    (MarkKind::Comment, "comments"),
    (MarkKind::Data, "embedded data"),
    (MarkKind::Hidden, "hidden text"),
    (MarkKind::Unreadable, "unreadable text"),
    (MarkKind::Boilerplate, "boilerplate"),
];

impl OmittedBytes {
    pub(crate) fn of(document: &Document) -> Self {
        let mut bytes = Self::default();
        for mark in document.marks().iter().filter(|mark| mark.is_omitted) {
            for (count, (kind, _)) in bytes.0.iter_mut().zip(KINDS) {
                *count += if kind == mark.kind {
                    mark.span.len() as u64
                } else {
                    0
                };
            }
        }
        bytes
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (count, more) in self.0.iter_mut().zip(&other.0) {
            *count += more;
        }
    }

    /// Returns `, 120 bytes omitted (80 of comments, 40 of markup)`, or nothing.
    pub(crate) fn summary(&self) -> String {
        let total: u64 = self.0.iter().sum();
        if total == 0 {
            return String::new();
        }
        let mut kinds: Vec<(u64, &str)> = (self.0.iter().zip(KINDS))
            .filter(|(count, _)| **count > 0)
            .map(|(count, (_, name))| (*count, name))
            .collect();
        kinds.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let kinds: Vec<String> = kinds
            .into_iter()
            .map(|(count, name)| format!("{count} of {name}"))
            .collect();
        format!(", {total} bytes omitted ({})", kinds.join(", "))
    }
}
