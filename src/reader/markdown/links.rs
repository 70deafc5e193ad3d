//! Links of dialects: `[[Tea#Green]]`, `` {ref}`tea` ``, and includes.
//!
//! They are read from the finished document, because the parser sees them as text, as code
//! or not at all. A document without their signs costs a few searches for bytes.

mod block_ids;
mod includes;
mod notes;
mod roles;

use super::MarkdownDialect;
use crate::document::{Block, BlockKind, Document, Reference, ReferenceKind, Target};
use crate::limits::Watch;
use crate::references::Skipped;

/// Adds the links of the dialects to a document, as many as `watch` permits.
pub(super) fn add(document: &mut Document, dialect: MarkdownDialect, watch: &Watch) {
    if dialect == MarkdownDialect::CommonMark {
        return;
    }
    block_ids::add(document);
    let mut found = Vec::new();
    let mut places = Places::new(document, watch);
    notes::find(&mut places, &mut found);
    roles::find(&mut places, &mut found);
    includes::find(&mut places, &mut found);
    found.sort_by_key(|reference: &Reference| reference.span.start);
    resolve_own(document, &mut found);
    document.add_references(found);
    includes::mark(document);
}

/// Resolves links to a heading of the document itself: `[[#Green]]`.
fn resolve_own(document: &Document, found: &mut [Reference]) {
    let is_own = |reference: &&mut Reference| reference.href.starts_with('#');
    let mut own = found.iter_mut().filter(is_own).peekable();
    if own.peek().is_none() {
        return;
    }
    let anchors = document.anchors();
    for reference in own {
        let fragment = reference.href.rsplit('#').next().unwrap_or_default();
        let section = anchors.heading(fragment);
        reference.target = section.map(|section| Target::section(section.to_owned()));
    }
}

/// Looks up what is at places of a document, in ascending order.
struct Places<'d> {
    document: &'d Document,
    watch: &'d Watch,
    /// The index of the last block that was looked at, and its code.
    last: Option<(usize, Skipped<'d>)>,
}

impl<'d> Places<'d> {
    fn new(document: &'d Document, watch: &'d Watch) -> Self {
        Self {
            document,
            watch,
            last: None,
        }
    }

    fn text(&self) -> &'d str {
        self.document.text()
    }

    /// Returns the block at an offset, if text is shown there: no code and no comment.
    /// After the read was stopped no text is.
    fn shown(&mut self, at: usize) -> Option<Block<'d>> {
        if self.watch.step() {
            return None;
        }
        let place = crate::document::offset(at);
        let index = self.document.block_index_at(place);
        let block = (index < self.document.block_count()).then(|| self.document.block(index))?;
        let is_text = block.kind().is_content() && block.kind() != BlockKind::Code;
        if !is_text || block.span().start > place || self.is_omitted(at) {
            return None;
        }
        if self.last.as_ref().is_none_or(|(last, _)| *last != index) {
            self.last = Some((index, Skipped::code(block)));
        }
        let is_code = self
            .last
            .as_ref()
            .is_some_and(|(_, skipped)| skipped.has(at));
        (!is_code).then_some(block)
    }

    fn is_omitted(&self, at: usize) -> bool {
        let at = crate::document::offset(at);
        let marks = self.document.marks();
        let next = marks.partition_point(|mark| mark.span.end <= at);
        (marks.get(next)).is_some_and(|mark| mark.span.start <= at && mark.is_omitted)
    }
}

/// Returns a link in `range` of the text.
fn link(kind: ReferenceKind, range: std::ops::Range<usize>, text: &str, href: &str) -> Reference {
    Reference {
        kind,
        ..Reference::new(range.into(), text, href)
    }
}

#[cfg(test)]
mod tests;
