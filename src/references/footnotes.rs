//! The footnotes of a document, by their marks.

use crate::document::{Block, BlockKind};
use std::collections::HashMap;

/// The most bytes of the mark of a note.
const MAX_MARK_BYTES: usize = 64;
/// The beginning of a mark: `[^1]`.
pub(super) const OPEN: &str = "[^";

/// The footnotes of a document, by their marks.
#[derive(Debug, Default)]
pub(super) struct Footnotes(HashMap<String, usize>);

impl Footnotes {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a block if it is a footnote. The first one keeps its mark, as in Markdown.
    pub(super) fn add(&mut self, index: usize, block: Block<'_>) {
        if block.kind() != BlockKind::Footnote {
            return;
        }
        if let Some((mark, _)) = mark(block.text().trim_start()) {
            self.0.entry(mark.to_lowercase()).or_insert(index);
        }
    }

    /// Returns the index of the block with a mark.
    pub(super) fn get(&self, mark: &str) -> Option<usize> {
        self.0.get(&mark.to_lowercase()).copied()
    }
}

/// Returns the mark at the start of a text, and its bytes with the brackets.
pub(super) fn mark(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix(OPEN)?;
    let end = inside
        .bytes()
        .take(MAX_MARK_BYTES)
        .position(|byte| byte == b']')?;
    let mark = &inside[..end];
    let is_mark = !mark.is_empty() && !mark.contains(char::is_whitespace);
    is_mark.then_some((mark, OPEN.len() + end + 1))
}
