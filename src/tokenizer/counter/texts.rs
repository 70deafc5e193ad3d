//! Remembers the counts of texts that are not spans of the document.

use std::collections::HashMap;

/// The bytes of other texts whose counts are remembered.
const REMEMBERED_BYTES: usize = 1 << 22;

/// A longer text is not remembered, in bytes: it is a chunk of a run without white space,
/// and is counted only once.
pub(super) const MAX_REMEMBERED_TEXT: usize = 8 * 1024;

/// Texts and their tokens. (2026-11: the header of a wide table is requested for each of
/// its rows, and counting it each time took a seventh of all time.)
#[derive(Default)]
pub(super) struct Texts {
    counts: HashMap<Box<str>, u32>,
    bytes: usize,
}

impl Texts {
    pub(super) fn get(&self, text: &str) -> Option<u32> {
        self.counts.get(text).copied()
    }

    pub(super) fn insert(&mut self, text: &str, count: u32) {
        self.bytes += text.len() + size_of::<(Box<str>, u32)>();
        if self.bytes > REMEMBERED_BYTES {
            *self = Self::default();
        }
        self.counts.insert(text.into(), count);
    }
}
