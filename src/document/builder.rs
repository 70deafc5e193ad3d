//! Builds a document from a flat stream of headings and blocks. The one place with a
//! heading stack.

mod block;
mod place;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "html", feature = "pdf"))]
mod written;

pub use block::BlockBuilder;
#[cfg(any(feature = "html", feature = "pdf"))]
pub(crate) use written::{Written, WrittenLead, WrittenLink};

use super::anchor::{AnchorMap, Slugs};
use super::heading::Heading;
use super::mark::{disjoint, with_line_breaks};
use super::reference::resolve_own;
use super::section::SectionData;
use super::{
    BlockKind, Document, Mark, MarkKind, Metadata, Parts, Reference, Section, SectionId, Span,
    Warning, offset,
};
use crate::error::{Error, ErrorKind, Result};
use crate::free::free;

/// The number of links that are resolved from one look at a cancel to the next, in a few
/// milliseconds.
const RESOLVED_AT_ONCE: usize = 1 << 14;

/// Builds a [`Document`] from headings and blocks in reading order, for readers of your
/// own.
///
/// A builder [over](Self::over) a text takes spans of it; a [new](Self::new) one writes
/// its text as it proceeds, as Markdown. Either way no text is lost: text between two
/// blocks becomes a block of kind [`Other`](BlockKind::Other).
///
/// ```
/// use sectile::{BlockKind, DocumentBuilder, Heading};
///
/// let mut builder = DocumentBuilder::new();
/// builder.append_heading(1, "Tea");
/// builder.append(BlockKind::Paragraph, "Boil water.");
/// builder.append_heading(3, "Green");
/// let document = builder.finish()?;
/// assert_eq!(document.text(), "# Tea\n\nBoil water.\n\n### Green\n");
/// assert_eq!(document.root().descendants().last().unwrap().path(), "1.1");
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Debug)]
pub struct DocumentBuilder {
    parts: Parts,
    /// The sections that are open, outermost first, each with the number of its children
    /// so far.
    open: Vec<(SectionId, u32)>,
    /// For each scope that is open, how many sections were open before it.
    scopes: Vec<usize>,
    slugs: Slugs,
    /// Everything before this offset is in a block or blank.
    done: u32,
    /// The first rule that was broken; [`finish`](Self::finish) reports it.
    broken: Option<String>,
}

impl Default for DocumentBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl DocumentBuilder {
    /// A builder that writes the document's text as it goes.
    #[must_use]
    pub fn new() -> Self {
        Self::over(String::new())
    }

    /// A builder over a text that is there already.
    #[must_use]
    pub fn over(text: impl Into<String>) -> Self {
        let root = SectionData {
            parent: SectionId::ROOT,
            level: 0,
            depth: 0,
            position: 0,
            subtree_end: 0,
            first_block: 0,
            blocks_end: 0,
            heading: String::new(),
            marked: None,
            anchor: String::new(),
            evidence: None,
        };
        Self {
            parts: Parts {
                name: String::new(),
                text: text.into(),
                metadata: Metadata::default(),
                sections: vec![root],
                blocks: Vec::new(),
                references: Vec::new(),
                anchors: AnchorMap::default(),
                source: None,
                warnings: Vec::new(),
                marks: Vec::new(),
                ledger: Vec::new(),
            },
            open: vec![(SectionId::ROOT, 0)],
            scopes: Vec::new(),
            slugs: Slugs::default(),
            done: 0,
            broken: None,
        }
    }

    /// Opens a section whose heading is in `span`, and closes every open section of its
    /// level or a deeper one.
    pub fn heading(&mut self, heading: Heading<'_>, span: Span) -> BlockBuilder<'_> {
        self.fill_gap(span.start);
        let outside = self.scopes.last().copied().unwrap_or(1);
        while self.open.len() > outside && self.section(self.current()).level >= heading.level {
            self.close();
        }
        if self.section(self.current()).depth == u8::MAX {
            self.close(); // scopes in scopes: a section beside is better than none
        }
        self.open_section(heading);
        let block = self.place(BlockKind::Heading, span);
        if block.is_none() {
            self.break_rule(format!("the heading at {span} has no text of its own"));
        }
        self.builder_of(block)
    }

    /// Adds the block in `span` to the section that is open; a blank span adds none.
    pub fn block(&mut self, kind: BlockKind, span: Span) -> BlockBuilder<'_> {
        self.fill_gap(span.start);
        let block = self.place(kind, span);
        self.builder_of(block)
    }

    /// Writes a heading and opens its section.
    pub fn append_heading(&mut self, level: u8, text: &str) -> BlockBuilder<'_> {
        self.append_marked_heading(Heading::new(level, text))
    }

    /// Writes a heading, with its code in ticks, and opens its section.
    pub fn append_marked_heading(&mut self, heading: Heading<'_>) -> BlockBuilder<'_> {
        let span = self.write_heading(heading.level, heading.marked);
        self.heading(heading, span)
    }

    /// Begins a part, such as a figure, whose headings close no section outside of it.
    pub fn open_scope(&mut self) {
        self.scopes.push(self.open.len());
    }

    /// Closes the sections that were opened since the scope began; the section around it
    /// continues.
    pub fn close_scope(&mut self) {
        if let Some(outside) = self.scopes.pop() {
            while self.open.len() > outside {
                self.close();
            }
        }
    }

    /// Writes a block, as Markdown, and adds it to the section that is open.
    pub fn append(&mut self, kind: BlockKind, text: &str) -> BlockBuilder<'_> {
        let span = self.write(text);
        self.block(kind, span)
    }

    /// Adds a name to the section that is open, for links to point at.
    pub fn anchor(&mut self, name: &str) {
        let section = self.current();
        self.parts.anchors.push(name, section);
    }

    /// Adds a link. Links must be added in the order of their places.
    pub fn reference(&mut self, reference: Reference) {
        self.parts.references.push(reference);
    }

    /// Omits the text in `span` from all chunks: it is not content, although it may be in
    /// the middle of a block. Calls come in any order; whole lines are omitted with the
    /// line breaks after them.
    ///
    /// Copies of the text must be without it: those in headings, leads and the words of
    /// links.
    pub fn omit(&mut self, span: Span, kind: MarkKind) {
        self.add_mark(Mark::omitted(span, kind));
    }

    /// Marks the text in `span` as no content, but keeps it in chunks: the reader was
    /// asked to. The chunks have the [kind](MarkKind::block_kind) of the mark.
    pub fn mark(&mut self, span: Span, kind: MarkKind) {
        self.add_mark(Mark::kept(span, kind));
    }

    fn add_mark(&mut self, mark: Mark) {
        if !mark.span.is_empty() {
            self.parts.marks.push(mark);
        }
    }

    /// Makes room for as many blocks and headings, so that their lists do not grow by
    /// copies.
    #[cfg(feature = "markdown")]
    pub(crate) fn reserve(&mut self, blocks: usize, headings: usize) {
        self.parts.blocks.reserve(blocks);
        self.parts.sections.reserve(headings);
        self.slugs.reserve(headings);
    }

    /// Adds a warning.
    pub fn warning(&mut self, warning: Warning) {
        self.parts.warnings.push(warning);
    }

    /// Returns the metadata, to add to them.
    pub fn metadata(&mut self) -> &mut Metadata {
        &mut self.parts.metadata
    }

    /// Returns the level of the section that is open; 0 at the top.
    #[cfg(feature = "html")]
    pub(crate) fn level(&self) -> u8 {
        let open = self.open.last();
        open.map_or(0, |(id, _)| self.parts.sections[id.index()].level)
    }

    /// Declares that the text is the decoded source, so that every span has an origin.
    #[cfg(feature = "markdown")]
    pub(crate) fn source(&mut self, source: super::SourceMap) {
        self.parts.source = Some(source);
    }

    /// The text so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.parts.text
    }

    /// Closes all sections and returns the document.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`] if a span went back, lay beyond the text or cut a
    /// character; [`ErrorKind::TooLarge`] if the text is above 4 GiB.
    pub fn finish(self) -> Result<Document> {
        self.finish_checked(|| Ok(()))
    }

    /// Finishes like [`finish`](Self::finish), unless `check` returns an error between two
    /// of its steps: the names and blocks of a page of 64 MB take .3 s.
    pub(crate) fn finish_checked(mut self, check: impl Fn() -> Result<()>) -> Result<Document> {
        if u32::try_from(self.parts.text.len()).is_err() {
            return Err(Error::new(
                ErrorKind::TooLarge,
                "the document's text is above 4 GiB",
            ));
        }
        self.fill_gap(offset(self.parts.text.len()));
        while !self.open.is_empty() {
            self.close();
        }
        let bytes = self.parts.text.len();
        let steps: [fn(&mut Self); 2] = [Self::finish_marks, |own| own.parts.anchors.sort()];
        for step in steps {
            step(&mut self);
            if let Err(error) = check() {
                free(self, bytes);
                return Err(error);
            }
        }
        if let Some(broken) = self.broken {
            return Err(Error::new(ErrorKind::Malformed, broken));
        }
        let mut document = Document::try_from(self.parts)
            .map_err(|message| Error::new(ErrorKind::Malformed, message))?;
        let mut references = std::mem::take(&mut document.0.references);
        let path = |id| document.section(id).map(Section::path).unwrap_or_default();
        let stopped = check().err().or_else(|| {
            references.chunks_mut(RESOLVED_AT_ONCE).find_map(|some| {
                resolve_own(some, &document.0.anchors, path);
                check().err()
            })
        });
        document.0.references = references;
        if let Some(error) = stopped {
            free(document, bytes);
            return Err(error);
        }
        Ok(document)
    }

    /// Makes the marks disjoint, and those of whole lines include their line breaks.
    fn finish_marks(&mut self) {
        let text = &self.parts.text;
        let is_inside = |mark: &Mark| text.get(mark.span.range()).is_some();
        if let Some(mark) = self.parts.marks.iter().find(|mark| !is_inside(mark)) {
            let rule = format!(
                "the mark at {} is outside of the text or cuts a character",
                mark.span
            );
            return self.break_rule(rule);
        }
        let mut marks = disjoint(std::mem::take(&mut self.parts.marks));
        for mark in marks.iter_mut().filter(|mark| mark.is_omitted) {
            mark.span = with_line_breaks(text, mark.span);
        }
        self.parts.marks = disjoint(marks);
    }

    fn current(&self) -> SectionId {
        self.open.last().map_or(SectionId::ROOT, |open| open.0)
    }

    fn section(&self, id: SectionId) -> &SectionData {
        &self.parts.sections[id.index()]
    }

    fn open_section(&mut self, heading: Heading<'_>) {
        let parent = self.current();
        let depth = self.section(parent).depth + 1;
        let position = self.open.last_mut().map_or(1, |open| {
            open.1 += 1;
            open.1
        });
        let id = SectionId::new(self.parts.sections.len());
        let anchor = match heading.anchor {
            Some(name) => {
                self.slugs.take(name);
                name.to_owned()
            }
            None => self.slugs.unique(heading.text),
        };
        self.parts.anchors.push(&anchor, id);
        self.parts.sections.push(SectionData {
            parent,
            level: heading.level,
            depth,
            position,
            subtree_end: 0,
            first_block: offset(self.parts.blocks.len()),
            blocks_end: 0,
            heading: heading.text.to_owned(),
            marked: (heading.marked != heading.text).then(|| heading.marked.into()),
            anchor,
            evidence: heading.evidence,
        });
        self.open.push((id, 0));
    }

    fn close(&mut self) {
        if let Some((id, _)) = self.open.pop() {
            let sections = offset(self.parts.sections.len());
            let section = &mut self.parts.sections[id.index()];
            section.subtree_end = sections;
            section.blocks_end = offset(self.parts.blocks.len());
        }
    }

    fn break_rule(&mut self, rule: String) {
        self.broken.get_or_insert(rule);
    }
}
