//! Passes written blocks to the builder, with their seams, leads, links and origin.

use super::super::writer::Written;
use super::{Flow, OpenParagraph};
use crate::document::BlockKind;

impl Flow<'_, '_> {
    /// Passes the written block to the builder; a block without text is dropped.
    ///
    /// `<p><a id=tea></a></p>` has no text and is not a block. As a block it would be an
    /// empty paragraph of the document.
    #[inline]
    pub(super) fn flush(&mut self) {
        if self.writer.is_empty() {
            self.paragraph = OpenParagraph::default();
            return self.writer.reset();
        }
        let written = self.writer.take();
        let paragraph = std::mem::take(&mut self.paragraph);
        if !written.text.trim().is_empty() {
            let kind = self.kind(&paragraph);
            self.append(kind, written);
        }
    }

    /// Returns the kind of a paragraph by the region that it is in, and then by its
    /// content.
    ///
    /// The region counts before the content: an image in the navigation is not a figure.
    /// A paragraph with nothing but an image is a figure, and "Figure 3: Tea" is a
    /// caption even without `<figcaption>`.
    pub(super) fn kind(&self, paragraph: &OpenParagraph) -> BlockKind {
        match paragraph {
            // The region first: an image in the navigation is no figure.
            _ if self.is_boilerplate() => BlockKind::Boilerplate,
            _ if self.captions > 0 => BlockKind::Caption,
            _ if self.notes > 0 => BlockKind::Footnote,
            // A list or a quote is one block, whatever its first paragraph has.
            _ if self.composite != BlockKind::Paragraph => self.composite,
            // Only without words: an image in a sentence belongs to it.
            OpenParagraph {
                has_text: false,
                has_image: true,
                ..
            } => BlockKind::Figure,
            OpenParagraph {
                has_text: false,
                has_formula: true,
                ..
            } => BlockKind::Math,
            _ if paragraph.beginning.is_caption() => BlockKind::Caption,
            _ => BlockKind::Paragraph,
        }
    }

    /// Adds a block to the document, with its names and links.
    ///
    /// With a long `<base href>`, a page of short links would become many times its size:
    /// from the limit on, only the words of links are kept. Hidden text that begins
    /// before the end of the block follows it.
    pub(super) fn append(&mut self, kind: BlockKind, written: Written) {
        self.pass_names(written.text.len());
        // Each destination counts: a long `<base href>` is added to all of them.
        for link in &written.links {
            self.page.links.spend(&link.href);
        }
        let origin = written.origin;
        let block = self.builder.append_written(kind, written);
        if let Some(origin) = origin {
            block.origin(self.page.source.origin(origin));
            // Only up to here: hidden text follows the block that it is in.
            self.write_unseen(origin.end);
        }
        if self.page.links.is_spent() {
            self.writer.drop_links();
        }
    }
}
