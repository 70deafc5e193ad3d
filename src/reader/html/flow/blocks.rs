//! Passes written blocks to the builder, with their seams, leads, links and origin.

use super::super::writer::Written;
use super::{Flow, Paragraph};
use crate::document::{BlockKind, Reference, Span, offset};

impl Flow<'_, '_> {
    /// Passes the written block to the builder.
    #[inline]
    pub(super) fn flush(&mut self) {
        if self.writer.is_empty() {
            self.paragraph = Paragraph::default();
            return self.writer.reset();
        }
        let written = self.writer.take();
        let paragraph = std::mem::take(&mut self.paragraph);
        if !written.text.trim().is_empty() {
            let kind = self.kind(&paragraph);
            self.append(kind, written);
        }
    }

    pub(super) fn kind(&self, paragraph: &Paragraph) -> BlockKind {
        // The region counts before the content: an image in the navigation is no figure.
        match paragraph {
            _ if self.is_boilerplate() => BlockKind::Boilerplate,
            _ if self.captions > 0 => BlockKind::Caption,
            _ if self.notes > 0 => BlockKind::Footnote,
            _ if self.composite != BlockKind::Paragraph => self.composite,
            Paragraph {
                has_text: false,
                has_image: true,
                ..
            } => BlockKind::Figure,
            Paragraph {
                has_text: false,
                has_formula: true,
                ..
            } => BlockKind::Math,
            _ if paragraph.beginning.is_caption() => BlockKind::Caption,
            _ => BlockKind::Paragraph,
        }
    }

    pub(super) fn append(&mut self, kind: BlockKind, written: Written) {
        self.pass_names(written.text.len());
        let before = self.builder.text().len();
        let base = before + usize::from(before > 0);
        let at = |at: usize| offset(base + at);
        let mut block = self.builder.append(kind, &written.text);
        for (seam, rank) in written.seams {
            block = block.seam(at(seam), rank);
        }
        for lead in written.leads {
            block = block.lead(
                Span::new(at(lead.within.start), at(lead.within.end)),
                &lead.open,
                &lead.close,
            );
        }
        if let Some(origin) = written.origin {
            block.origin(self.page.source.origin(origin));
        }
        for link in written.links {
            self.page.links.spend(&link.href);
            let span = Span::new(at(link.range.start), at(link.range.end));
            self.builder
                .reference(Reference::new(span, link.words, link.href));
        }
        if self.page.links.is_spent() {
            self.writer.drop_links();
        }
    }
}
