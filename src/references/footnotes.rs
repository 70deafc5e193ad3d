//! Footnotes: their marks in the text, and words that name them.

use super::skipped::Skipped;
use super::targets::Targets;
use crate::document::{Block, BlockKind, Reference, ReferenceKind, Span};
use std::collections::HashMap;

/// The most bytes of the mark of a note.
const MAX_MARK_BYTES: usize = 64;
/// The beginning of a mark: `[^1]`.
const OPEN: &str = "[^";

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
fn mark(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix(OPEN)?;
    let end = inside
        .bytes()
        .take(MAX_MARK_BYTES)
        .position(|byte| byte == b']')?;
    let mark = &inside[..end];
    let is_mark = !mark.is_empty() && !mark.contains(char::is_whitespace);
    is_mark.then_some((mark, OPEN.len() + end + 1))
}

/// Adds the marks in a block that lead to a footnote. `[^1,2]` leads to the first.
pub(super) fn marks(
    block: Block<'_>,
    skipped: &Skipped,
    targets: &Targets<'_>,
    found: &mut Vec<Reference>,
) {
    if targets.footnotes.is_empty() {
        return;
    }
    let (text, start) = (block.text(), block.span().start as usize);
    for at in memchr::memmem::find_iter(text.as_bytes(), OPEN) {
        let Some((name, length)) = mark(&text[at..]) else {
            continue;
        };
        let first = name.split(',').next().unwrap_or(name);
        let index = (targets.footnotes.get(name)).or_else(|| targets.footnotes.get(first));
        let Some(index) = index.filter(|_| !skipped.has(start + at)) else {
            continue;
        };
        // The mark before the note itself.
        let target = targets.block(index);
        if target.block == Some(block.span()) && at == 0 {
            continue;
        }
        let span: Span = (start + at..start + at + length).into();
        found.push(Reference {
            kind: ReferenceKind::Footnote,
            target: Some(target),
            ..Reference::new(span, &text[at..at + length], "")
        });
    }
}
