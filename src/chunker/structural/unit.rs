//! Units: a section's heading with its own text. Chunks are runs of whole units or pieces of one.

use crate::document::{Block, BlockKind, Document, Origin, Section, SectionId};
use std::ops::Range;

/// Consecutive blocks of one section.
///
/// Headings without text of their own belong to the unit of the subsection that follows: `# Guide`, `## Install`, text is one
/// unit. So no chunk is a bare heading whose text starts the next one.
///
/// Without any heading, a file's pages are its only parts: what begins on one page is a unit.
#[derive(Debug)]
pub(super) struct Unit {
    /// The section whose text it is.
    pub(super) section: SectionId,
    pub(super) blocks: Range<usize>,
    /// How many of the blocks, from the first, are headings. None where a section goes on behind something else.
    pub(super) headings: usize,
    /// Something that is not content lies before it, so no chunk reaches over its start.
    pub(super) is_cut_off: bool,
}

/// The units of `document` in reading order. Front matter and boilerplate are in none.
pub(super) fn units(document: &Document) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut is_cut_off = true;
    let has_headings = document.root().children().next().is_some();
    let mut page = None;
    for (at, block) in document.blocks().enumerate() {
        if is_left_out(block) {
            is_cut_off = true;
            continue;
        }
        let section = block.section();
        let begins_page = !has_headings && page != page_of(block);
        if begins_page {
            page = page_of(block);
        }
        let is_heading = block.kind() == BlockKind::Heading;
        match units.last_mut() {
            Some(unit)
                if !is_cut_off && !is_heading && !begins_page && unit.section == section.id() =>
            {
                unit.blocks.end = at + 1;
            }
            Some(unit)
                if !is_cut_off
                    && is_heading
                    && unit.is_bare()
                    && section.parent().map(Section::id) == Some(unit.section) =>
            {
                unit.section = section.id();
                unit.headings += 1;
                unit.blocks.end = at + 1;
            }
            _ => units.push(Unit {
                section: section.id(),
                blocks: at..at + 1,
                headings: is_heading.into(),
                is_cut_off,
            }),
        }
        is_cut_off = false;
    }
    units
}

/// The number of the page on which `block` begins, if its file has pages.
fn page_of(block: Block<'_>) -> Option<u32> {
    match block.origin()? {
        Origin::Pages { pages } => pages.first().map(|page| page.number),
        Origin::Bytes { .. } => None,
    }
}

impl Unit {
    fn is_bare(&self) -> bool {
        self.headings == self.blocks.len()
    }
}

/// Whether `block` is not content and separates what stands around it. Comments do not: a chunk may hold one in its middle.
fn is_left_out(block: Block<'_>) -> bool {
    !block.kind().is_content()
        && (block.kind() != BlockKind::Comment || block.span().len() > MAX_COMMENT_BYTES)
}

/// A longer comment is not worth its tokens in the middle of a chunk.
const MAX_COMMENT_BYTES: usize = 200;
