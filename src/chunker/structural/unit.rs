//! Units: the heading of a section with its own text. Chunks are runs of whole units or
//! pieces of one.

use crate::document::{Block, BlockKind, Document, Origin, Section, SectionId};
use crate::limits::Watch;
use std::ops::Range;

/// Consecutive blocks of one section.
///
/// A heading without text of its own belongs to the unit of the subsection that follows:
/// `# Guide`, `## Install` and a paragraph are one unit. So no chunk is a heading alone
/// whose text begins the next chunk.
///
/// In a file without headings the blocks that begin on one page are a unit.
#[derive(Debug)]
pub(super) struct Unit {
    /// The section that the text belongs to.
    pub(super) section: SectionId,
    pub(super) blocks: Range<usize>,
    /// The number of headings at the start; 0 where a section continues after another
    /// block, such as boilerplate.
    pub(super) headings: usize,
    /// True if a block that is not content precedes the unit, so that no chunk spans its
    /// start.
    pub(super) is_cut_off: bool,
    /// True if no text is below the headings: the sections are empty.
    pub(super) is_bare: bool,
}

/// Returns the units of `document` in reading order, as many as `watch` permits. Front matter
/// and boilerplate are in none.
pub(super) fn units(document: &Document, watch: &Watch) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut is_cut_off = true;
    let has_headings = document.root().children().next().is_some();
    let mut page = None;
    for (at, block) in document.blocks().enumerate() {
        if watch.step() {
            break;
        }
        if separates_text(block) {
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
                    && unit.has_only_headings()
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
                is_bare: false,
            }),
        }
        is_cut_off = false;
    }
    let headed = units.iter_mut().filter(|unit| unit.headings > 0);
    for unit in headed.take_while(|_| !watch.step()) {
        unit.is_bare = !has_text(document, unit.section);
    }
    units
}

/// Returns true if `section` has text of its own, which may follow boilerplate.
fn has_text(document: &Document, section: SectionId) -> bool {
    let section = document.section(section);
    section.is_some_and(|section| {
        let own = (section.blocks()).take_while(|block| block.section().id() == section.id());
        own.map(Block::kind)
            .any(|kind| kind.is_content() && kind != BlockKind::Heading)
    })
}

/// Returns the number of the page on which `block` begins, if the file has pages.
fn page_of(block: Block<'_>) -> Option<u32> {
    match block.origin()? {
        Origin::Pages { pages } => pages.first().map(|page| page.number),
        Origin::Bytes { .. } => None,
    }
}

impl Unit {
    fn has_only_headings(&self) -> bool {
        self.headings == self.blocks.len()
    }
}

/// Returns true if `block` is not content and separates the blocks around it. A short
/// comment does not: a chunk may have one in its middle.
fn separates_text(block: Block<'_>) -> bool {
    !block.kind().is_content()
        && (block.kind() != BlockKind::Comment || block.span().len() > MAX_COMMENT_BYTES)
}

/// A longer comment is not worth its tokens in the middle of a chunk.
const MAX_COMMENT_BYTES: usize = 200;
