//! Writes the text that the page does not show, as blocks of their own.

use super::Flow;
use crate::document::{BlockKind, Mark, MarkKind, Span, Warning, WarningKind, Written, offset};
use crate::reader::Omission;

impl Flow<'_, '_> {
    /// Writes the texts that begin before `end` in the source. They follow the block in
    /// which they are.
    pub(super) fn write_unseen(&mut self, end: u32) {
        while let Some(unseen) = self.page.unseen.get(self.unseen)
            && (unseen.span.start < end || end == u32::MAX)
        {
            self.unseen += 1;
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
    pub(super) fn unseen_warning(&self) -> Option<Warning> {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let letters: usize = self
            .page
            .unseen
            .iter()
            .map(|unseen| letters(&unseen.text))
            .sum();
        if letters == 0 {
            return None;
        }
        let treatment = match self.page.hidden {
            Omission::Omit => "left out",
            Omission::Keep => "kept",
        };
        let message = format!("{letters} letters are not shown by the page and are {treatment}");
        Some(Warning::new(WarningKind::HiddenText, message))
    }
}
