//! The model: a section tree over one text.

mod anchor;
mod block;
mod builder;
mod content;
mod evidence;
mod heading;
mod ledger;
mod mark;
mod metadata;
mod origin;
mod reference;
mod section;
mod shown;
mod text;
mod warning;

pub use anchor::Anchors;
pub use block::{Block, BlockKind, Lead, Seam};
pub use builder::{BlockBuilder, DocumentBuilder};
pub use evidence::{HeadingEvidence, HeadingSource};
pub use heading::Heading;
pub use ledger::PageLedger;
pub use mark::{Mark, MarkKind};
pub use metadata::Metadata;
pub use origin::{Lines, Origin, PageBox};
pub use reference::{Folder, Reference, ReferenceKind, Target};
pub use section::{Section, SectionId};
pub use text::Span;
pub use warning::{Warning, WarningKind};

#[cfg(any(feature = "html", feature = "pdf"))]
pub(crate) use builder::{Written, WrittenLead, WrittenLink};
#[cfg(feature = "pdf")]
pub(crate) use ledger::{is_letter, letters_in};
pub(crate) use origin::SourceMap;
pub(crate) use shown::Shown;
pub(crate) use text::{offset, trim};

use anchor::AnchorMap;
use block::BlockData;
use section::SectionData;
use serde::{Deserialize, Serialize, Serializer};

/// A document: one text, a tree of sections over it, and blocks in reading order.
///
/// Readers build it ([`Format::read`](crate::Format::read)); your own readers use a
/// [`DocumentBuilder`]. Afterwards only its [name](Self::set_name) and the [targets of
/// its links](Self::resolve_references) change.
///
/// ```
/// use sectile::{Format, Limits};
///
/// let document = Format::Markdown.read(b"# Tea\n\n## Green\n\nAt 75 degrees.\n", &Limits::default())?;
/// assert_eq!(document.title(), Some("Tea"));
/// let green = document.sections().last().unwrap();
/// assert_eq!((green.heading(), green.level(), green.path()), ("Green", 2, "1.1".to_owned()));
/// assert_eq!(green.parent().unwrap().heading(), "Tea");
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Parts")]
pub struct Document(Parts);

/// The data of a document, as it is stored. [`Document`] guarantees that they are
/// consistent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Parts {
    name: String,
    text: String,
    metadata: Metadata,
    /// Pre-order; the first is the document itself.
    sections: Vec<SectionData>,
    /// In reading order, disjoint.
    blocks: Vec<BlockData>,
    /// In the order of their spans.
    references: Vec<Reference>,
    anchors: AnchorMap,
    /// Set if the text is the decoded source; otherwise the blocks have their origins.
    source: Option<SourceMap>,
    warnings: Vec<Warning>,
    /// Ascending, disjoint.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    marks: Vec<Mark>,
    /// For each page that was read, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ledger: Vec<PageLedger>,
}

impl Document {
    /// Returns the name of the document: its path relative to the folder that was read,
    /// with `/` between folders. Empty until it is [set](Self::set_name).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Names the document. Chunk ids depend on the name, and links to other documents are
    /// followed from it.
    pub fn set_name(&mut self, name: impl Into<String>) {
        self.0.name = name.into();
    }

    /// The one text that every span is about.
    ///
    /// For Markdown it is the source itself (without a byte order mark), for other
    /// formats a Markdown rendering.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The title: from the metadata, else the only heading of level 1.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        if let Some(title) = self.0.metadata.get("title") {
            return Some(title);
        }
        let mut tops = self.0.sections[1..]
            .iter()
            .filter(|section| section.level == 1);
        match (tops.next(), tops.next()) {
            (Some(only), None) if !only.heading.is_empty() => Some(&only.heading),
            _ => None,
        }
    }

    /// Returns the metadata: front matter, `<meta>`, the PDF information dictionary.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.0.metadata
    }

    /// The root of the tree: the document itself, a section of level 0 without a heading.
    #[must_use]
    pub fn root(&self) -> Section<'_> {
        Section::new(self, SectionId::ROOT)
    }

    /// All sections that have a heading, in reading order (the root is left out).
    #[must_use]
    pub fn sections(&self) -> impl ExactSizeIterator<Item = Section<'_>> {
        (1..self.0.sections.len()).map(|at| Section::new(self, SectionId::new(at)))
    }

    /// The section with this id, if the document has it.
    #[must_use]
    pub fn section(&self, id: SectionId) -> Option<Section<'_>> {
        (id.index() < self.0.sections.len()).then(|| Section::new(self, id))
    }

    /// Returns the section at a number path, as [`Section::path`] and
    /// [`Chunk::section`](crate::Chunk::section) write it; `None` if there is none.
    ///
    /// ```
    /// use sectile::{Format, Limits};
    ///
    /// let document = Format::Markdown.read(b"# Tea\n\n## Green\n\n## Black\n", &Limits::default())?;
    /// assert_eq!(document.section_at("1.2").unwrap().heading(), "Black");
    /// assert_eq!(document.section_at("0"), Some(document.root()));
    /// assert_eq!(document.section_at("1.3"), None);
    /// # Ok::<(), sectile::Error>(())
    /// ```
    #[must_use]
    pub fn section_at(&self, path: &str) -> Option<Section<'_>> {
        if path == SectionId::ROOT_PATH {
            return Some(self.root());
        }
        path.split('.').try_fold(self.root(), |section, position| {
            let position: usize = position.parse().ok()?;
            section.children().nth(position.checked_sub(1)?)
        })
    }

    /// All blocks in reading order.
    #[must_use]
    pub fn blocks(&self) -> impl ExactSizeIterator<Item = Block<'_>> + DoubleEndedIterator {
        (0..self.0.blocks.len()).map(|at| Block::new(self, at))
    }

    /// The links in the text, and the words that refer to a numbered section, a caption, a
    /// footnote or a definition of the document, in reading order.
    #[must_use]
    pub fn references(&self) -> &[Reference] {
        &self.0.references
    }

    /// Returns the warnings of the reader.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.0.warnings
    }

    /// Returns the place of `span` in the source file; `None` if the reader gave none.
    ///
    /// # Panics
    /// If `span` reaches beyond the text.
    #[must_use]
    pub fn origin(&self, span: Span) -> Option<Origin> {
        assert!(
            span.end as usize <= self.0.text.len(),
            "{span} is beyond the text"
        );
        if let Some(source) = &self.0.source {
            return Some(source.origin(span));
        }
        let first = self.block_index_at(span.start);
        let blocks =
            || (self.0.blocks[first..].iter()).take_while(|block| block.span.start < span.end);
        // A running head between two paragraphs is not their place.
        let has_content = blocks().any(|block| block.kind.is_content());
        let mut pieces = blocks()
            .filter(|block| block.kind.is_content() == has_content)
            .flat_map(|block| block.origins_in(span));
        let first = pieces.next()?.clone();
        Some(pieces.fold(first, Origin::cover))
    }

    /// Returns the share of the non-blank bytes of the document's content that are in
    /// `spans` (ascending), from 0 to 1.
    ///
    /// Blocks that are [not content](BlockKind::is_content) and [omitted](Self::omitted)
    /// text are left out on both sides; a document without any content is covered whole.
    #[allow(clippy::cast_precision_loss)] // a share of byte counts far below 2^52
    pub fn coverage(&self, spans: impl IntoIterator<Item = Span>) -> f64 {
        let visible = |span: Span| -> usize {
            let text = self.shown_text(span);
            let chars = text.chars();
            chars
                .filter(|c| !c.is_whitespace())
                .map(char::len_utf8)
                .sum()
        };
        let content: Vec<Span> = (self.blocks().filter(|block| block.kind().is_content()))
            .map(Block::span)
            .collect();
        let total: usize = content.iter().map(|span| visible(*span)).sum();
        let mut covered = 0;
        let mut from = 0;
        let mut done = 0;
        for span in spans {
            let span = Span::new(span.start.max(done), span.end);
            done = done.max(span.end);
            from += content[from..].partition_point(|block| block.end <= span.start);
            covered += (content[from..].iter())
                .take_while(|block| block.start < span.end)
                .map(|block| visible(block.intersect(span)))
                .sum::<usize>();
        }
        if total == 0 {
            1.0
        } else {
            covered as f64 / total as f64
        }
    }

    /// Returns the index of the first block that ends after `at`.
    pub(crate) fn block_index_at(&self, at: u32) -> usize {
        self.0.blocks.partition_point(|block| block.span.end <= at)
    }

    pub(crate) fn block(&self, at: usize) -> Block<'_> {
        Block::new(self, at)
    }

    pub(crate) fn block_count(&self) -> usize {
        self.0.blocks.len()
    }

    fn anchor_map(&self) -> &AnchorMap {
        &self.0.anchors
    }

    /// Adds references in reading order. Those that overlap a link are left out: the link
    /// has the destination that the author gave.
    #[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
    pub(crate) fn add_references(&mut self, found: Vec<Reference>) {
        reference::merge(&mut self.0.references, found);
    }

    /// Changes the kind of the reference with an index.
    #[cfg(feature = "markdown")]
    pub(crate) fn set_reference_kind(&mut self, at: usize, kind: ReferenceKind) {
        if let Some(reference) = self.0.references.get_mut(at) {
            reference.kind = kind;
        }
    }

    fn references_mut(&mut self) -> &mut [Reference] {
        &mut self.0.references
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl TryFrom<Parts> for Document {
    type Error = String;

    /// Takes parts that were stored, unless they do not belong together.
    fn try_from(parts: Parts) -> Result<Self, Self::Error> {
        section::check(&parts.sections, parts.blocks.len())?;
        block::check(&parts.blocks, &parts.text, parts.sections.len())?;
        mark::check(&parts.marks, &parts.text)?;
        let holds = |span: Span| parts.text.get(span.range()).is_some();
        if !parts
            .references
            .iter()
            .all(|reference| holds(reference.span))
        {
            return Err("a reference lies beyond the text".to_owned());
        }
        if (parts.anchors.iter()).any(|(_, id)| id.index() >= parts.sections.len()) {
            return Err("an anchor belongs to a section that does not exist".to_owned());
        }
        Ok(Self(parts))
    }
}
