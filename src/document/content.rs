//! The stretches of a document between what is not content.

use super::{Document, Span, offset};

impl Document {
    /// Returns the ranges of content between front matter, boilerplate and other blocks
    /// that are not content.
    pub(crate) fn content_spans(&self) -> Vec<Span> {
        let mut stretches = Vec::new();
        let mut start = 0;
        for block in self.blocks().filter(|block| !block.kind().is_content()) {
            stretches.push(Span::new(start, block.span().start));
            start = block.span().end;
        }
        stretches.push(Span::new(start, offset(self.text().len())));
        stretches.retain(|span| !self.text()[span.range()].trim().is_empty());
        stretches
    }
}
