//! Writes the text that the page does not show, as blocks of their own.

use super::Flow;
use crate::document::{BlockKind, Mark, MarkKind, Span, Warning, Written, offset};
use crate::reader::{Omission, omission};

impl Flow<'_, '_> {
    /// Writes the texts that begin before `end` in the source. They follow the block in
    /// which they are.
    ///
    /// Written where it is, a hidden text in the middle of a paragraph would split the
    /// paragraph.
    pub(super) fn write_unseen(&mut self, end: u32) {
        while let Some(unseen) = self.page.unseen.texts.get(self.unseen)
            && (unseen.span.start < end || end == u32::MAX)
        {
            self.unseen += 1;
            if self.page.watch.check_cancelled().is_err() {
                return; // copying a long text takes 60 ms
            }
            let all = Span::new(0, offset(unseen.text.len()));
            let mark = match self.page.hidden {
                Omission::Omit => Mark::omitted(all, MarkKind::Hidden),
                Omission::Keep => Mark::kept(all, MarkKind::Hidden),
            };
            let written = Written {
                text: unseen.text.clone(),
                marks: vec![mark],
                ..Written::default()
            };
            let block = self.builder.append_written(BlockKind::Paragraph, written);
            block.origin(self.page.source.origin(unseen.span));
        }
    }

    /// Returns the warning about text that the page does not show.
    ///
    /// A reader of the chunks would otherwise not see that text of the page is missing or
    /// hidden.
    pub(super) fn unseen_warning(&self) -> Option<Warning> {
        let texts = self.page.unseen.texts.iter();
        let letters = texts.map(|text| text.letters(self.page.watch)).sum();
        omission::warning(letters, self.page.unseen.characters, self.page.hidden)
    }
}
