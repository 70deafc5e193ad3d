//! The marks of footnotes in the text: `Tea[^1]`.

use super::footnotes::{OPEN, mark};
use super::skipped::Skipped;
use super::targets::Targets;
use crate::document::{Block, Reference, ReferenceKind, Span};

/// Adds the marks in a block that lead to a footnote. `[^1,2]` leads to the first.
pub(super) fn marks(
    block: Block<'_>,
    skipped: &Skipped<'_>,
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
