//! Blocks: paragraphs, tables, lists, and where they may be cut.

use super::{Document, Origin, Section, SectionId, Span};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The kind of a block.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BlockKind {
    /// The heading of a section.
    Heading,
    /// Running text.
    Paragraph,
    /// A bulleted or numbered list with all its items.
    List,
    /// A table.
    Table,
    /// Code.
    Code,
    /// A quotation.
    Quote,
    /// Displayed mathematics.
    Math,
    /// An image in a block of its own.
    Figure,
    /// The caption of a table, figure or listing.
    Caption,
    /// A footnote's text.
    Footnote,
    /// Terms with their definitions.
    Definition,
    /// Navigation, running heads and the like.
    Boilerplate,
    /// Metadata at the top of the file.
    FrontMatter,
    /// A comment that no reader of the document sees.
    Comment,
    /// Text that the document does not show. Only chunks have this kind: they have
    /// [marked](crate::Mark) text that an option of the reader keeps.
    Hidden,
    /// Characters that are not readable text. Only chunks have this kind, as above.
    Unreadable,
    /// Anything else: raw HTML, thematic breaks, link definitions.
    #[default]
    Other,
}

impl BlockKind {
    /// Returns true if a block of this kind is content: all but front matter, comments,
    /// boilerplate, hidden and unreadable text.
    #[must_use]
    pub fn is_content(self) -> bool {
        !matches!(
            self,
            Self::FrontMatter | Self::Comment | Self::Boilerplate | Self::Hidden | Self::Unreadable
        )
    }
}

/// A good place to cut a block that is too large: the start of a row, an item, a line of
/// code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Seam {
    /// The offset in the document's text where the new piece begins: the start of a line
    /// or of a sentence.
    pub at: u32,
    /// The depth of the seam inside the block; a piece is cut at a deeper seam only if it
    /// is too large by itself.
    pub rank: u8,
}

impl Seam {
    #[cfg(feature = "markdown")]
    pub(crate) fn new(at: u32, rank: u8) -> Self {
        Self { at, rank }
    }
}

/// Text that is repeated when a block is continued in the next chunk: a table's header, a
/// fence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Lead {
    /// The range of cuts for which it holds: the piece after the cut begins with `open`,
    /// and the piece before it ends with `close`.
    pub within: Span,
    /// The beginning of the continued piece, with its line break.
    pub open: Box<str>,
    /// The end of a piece that is cut off, beginning with a line break; empty for tables.
    pub close: Box<str>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct BlockData {
    pub(super) kind: BlockKind,
    pub(super) span: Span,
    pub(super) section: SectionId,
    pub(super) seams: Vec<Seam>,
    pub(super) leads: Vec<Lead>,
    /// The origins of its pieces, each from its offset to that of the next; ascending.
    pub(super) origins: Vec<(u32, Origin)>,
}

/// A block of a document: a light copy that can be passed around.
#[derive(Clone, Copy)]
pub struct Block<'d> {
    document: &'d Document,
    index: usize,
}

impl BlockData {
    /// Returns the origins of the part of it that is in `span`.
    pub(super) fn origins_in(&self, span: Span) -> impl Iterator<Item = &Origin> {
        let from = self.origins.partition_point(|piece| piece.0 <= span.start);
        (self.origins[from.saturating_sub(1)..].iter())
            .take_while(move |piece| piece.0 < span.end)
            .map(|piece| &piece.1)
    }
}

impl<'d> Block<'d> {
    pub(super) fn new(document: &'d Document, index: usize) -> Self {
        Self { document, index }
    }

    fn data(self) -> &'d BlockData {
        &self.document.0.blocks[self.index]
    }

    /// Returns its kind.
    #[must_use]
    pub fn kind(self) -> BlockKind {
        self.data().kind
    }

    /// Returns its place in the document's text.
    #[must_use]
    pub fn span(self) -> Span {
        self.data().span
    }

    /// Its text, with markup and [omitted](crate::Document::omitted) text.
    #[must_use]
    pub fn text(self) -> &'d str {
        &self.document.text()[self.span().range()]
    }

    /// The one section it is directly in.
    #[must_use]
    pub fn section(self) -> Section<'d> {
        Section::new(self.document, self.data().section)
    }

    /// The places where it is best cut, in reading order.
    #[must_use]
    pub fn seams(self) -> &'d [Seam] {
        &self.data().seams
    }

    /// Returns the texts that must be repeated where it is cut, in reading order; their
    /// spans are disjoint.
    #[must_use]
    pub fn leads(self) -> &'d [Lead] {
        &self.data().leads
    }

    /// The lead that holds for a cut at `at`.
    #[must_use]
    pub fn lead_at(self, at: u32) -> Option<&'d Lead> {
        let leads = self.leads();
        let lead = leads.get(leads.partition_point(|lead| lead.within.end <= at))?;
        (lead.within.start <= at).then_some(lead)
    }

    /// Returns its place in the source file.
    #[must_use]
    pub fn origin(self) -> Option<Origin> {
        self.document.origin(self.span())
    }
}

impl<'d> Section<'d> {
    /// All blocks under it, those of its subsections too, its heading first.
    #[must_use]
    pub fn blocks(self) -> impl ExactSizeIterator<Item = Block<'d>> {
        (self.first_block()..self.blocks_end()).map(move |at| Block::new(self.document(), at))
    }
}

impl fmt::Debug for Block<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block")
            .field("kind", &self.kind())
            .field("span", &self.span())
            .field("text", &self.text())
            .finish_non_exhaustive()
    }
}

/// Checks that the blocks are disjoint pieces of `text`, in order, with seams and leads
/// inside.
pub(super) fn check(blocks: &[BlockData], text: &str, sections: usize) -> Result<(), String> {
    let mut end = 0;
    for (at, block) in blocks.iter().enumerate() {
        let span = block.span;
        if span.start < end || span.is_empty() || text.get(span.range()).is_none() {
            return Err(format!(
                "block {at} ({span}) overlaps another or is not between characters of the text"
            ));
        }
        if block.section.index() >= sections {
            return Err(format!(
                "block {at} ({span}) belongs to a section that does not exist"
            ));
        }
        let inside =
            |at: u32| span.start <= at && at <= span.end && text.is_char_boundary(at as usize);
        let seams = block.seams.is_sorted_by(|a, b| a.at < b.at)
            && block.seams.iter().all(|seam| inside(seam.at));
        let leads = block
            .leads
            .is_sorted_by(|a, b| a.within.end <= b.within.start)
            && (block.leads.iter())
                .all(|lead| inside(lead.within.start) && inside(lead.within.end));
        let origins = block.origins.is_sorted_by(|a, b| a.0 < b.0);
        if !seams || !leads || !origins {
            return Err(format!(
                "block {at} ({span}) has seams, leads or origins that are out of order or outside"
            ));
        }
        end = span.end;
    }
    Ok(())
}
