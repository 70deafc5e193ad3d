//! Finds words that refer to another place of the same document: "see Section 3.2",
//! "§ 12", "Table 4", "footnote 2", and the terms that it defines.
//!
//! It works on finished documents, so it is the same for all formats. The targets are
//! collected first: most documents have no numbered headings, captions, footnotes or
//! definitions, and their text is not searched at all. Words whose target is not found,
//! or that refer to another document ("Article 6 of the Treaty"), are no references.

mod captions;
mod clauses;
mod definitions;
mod footnote_marks;
mod footnotes;
mod headings;
mod mention;
mod number;
mod outside;
mod own;
mod resolve;
mod skipped;
mod tail;
mod targets;
mod terms;

#[cfg(feature = "markdown")]
pub(crate) use skipped::Skipped;

use crate::document::{Block, BlockKind, Document};
use crate::error::Result;
use crate::free::free;
use crate::limits::{Limits, Watch};

/// Returns a document that has been read with the references of its text, as many as are
/// found before the deadline.
///
/// # Errors
/// If the read is cancelled.
pub(crate) fn with_references(mut document: Document, limits: &Limits) -> Result<Document> {
    let watch = Watch::new(limits);
    add(&mut document, &watch);
    if let Err(error) = watch.check_cancelled() {
        let bytes = document.text().len();
        free(document, bytes);
        return Err(error);
    }
    Ok(document)
}

/// Returns true for a block whose words may refer to something. In a fence they are code;
/// indented lines are also items of laws and the grammars of standards.
fn is_text(block: Block<'_>) -> bool {
    let is_fenced = || {
        let text = block.text().trim_start();
        text.starts_with("```") || text.starts_with("~~~")
    };
    block.kind().is_content() && (block.kind() != BlockKind::Code || !is_fenced())
}

fn add(document: &mut Document, watch: &Watch) {
    let targets = targets::Targets::of(document, watch);
    if targets.is_empty() {
        return;
    }
    let own = own::OwnNames::of(document);
    let mut found = Vec::new();
    for block in document.blocks().take_while(|_| !watch.step()) {
        if !is_text(block) || targets.is_skipped(block.section().id()) {
            continue;
        }
        let skipped = skipped::Skipped::of(block);
        let start = found.len();
        if targets.has_numbers() {
            for mention in mention::mentions(block, &skipped, &own) {
                resolve::resolve(&mention, block, &targets, &mut found);
            }
        }
        footnote_marks::marks(block, &skipped, &targets, &mut found);
        if block.kind() != BlockKind::Code {
            terms::uses(block, &skipped, &targets, &mut found);
        }
        // "Article 5" may be in the words of a term: the first one in the text wins.
        found[start..].sort_by_key(|reference| (reference.span.start, reference.span.end));
        let mut end = 0;
        let mut kept = start;
        for at in start..found.len() {
            if found[at].span.start >= end {
                end = found[at].span.end;
                found.swap(kept, at);
                kept += 1;
            }
        }
        found.truncate(kept);
    }
    document.add_references(found);
}

#[cfg(test)]
mod tests;
