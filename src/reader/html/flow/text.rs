//! Writes the texts of a page.

use super::super::pieces::pieces;
use super::Flow;
use crate::document::Span;

impl Flow<'_, '_> {
    /// Writes a text, or the space that it is between two words.
    ///
    /// The line feed between `<b>Tea</b>` and `<i>Milk</i>` is a space in the text, and
    /// makes no paragraph. No-break spaces alone keep a paragraph or two words apart. In
    /// a heading by its look, a space is added after a number:
    /// `<span>Item 1.</span><span>Business</span>`. Without these rules `TeaMilk` would
    /// be one word, and the heading "Item 1.Business".
    pub(super) fn text(&mut self, text: &str, span: Span) {
        if self.heading.is_none() && self.containers.is_empty() {
            self.paragraph.beginning.add(text);
        }
        // No-break spaces alone are a space as well.
        let has_text = text.contains(|c: char| !c.is_whitespace());
        // The line feed between `<b>Tea</b>` and `<i>Milk</i>` separates two words.
        if !has_text {
            return self.writer().space();
        }
        if self.heading.is_none() && self.containers.is_empty() {
            self.paragraph.has_text = true;
        }
        self.joins_next = false;
        if self.begins_words_after_number(text) {
            self.writer().space();
        }
        let text = &*self.heading_words(text);
        // In pieces, because a long text may reach the deadline.
        for piece in pieces(text) {
            if self.page.watch.look().is_some() {
                return self.stop(span);
            }
            self.writer().text(piece, span);
        }
    }
}
