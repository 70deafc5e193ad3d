//! Texts one after the other, in eight bytes less than a string takes for each.

use crate::document::Span;

/// Texts, which are never changed.
#[derive(Debug, Default)]
pub(in crate::reader::html::tree) struct RowTexts {
    all: String,
    /// The end of each text.
    ends: Vec<u32>,
}

impl RowTexts {
    /// Adds a text and returns its number; `None` if there is no room for it.
    pub(super) fn push(&mut self, text: &str) -> Option<u32> {
        let number = u32::try_from(self.ends.len()).ok()?;
        let end = u32::try_from(self.all.len() + text.len()).ok()?;
        self.all.push_str(text);
        self.ends.push(end);
        Some(number)
    }

    pub(super) fn get(&self, number: u32) -> &str {
        let at = number as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[Span::new(start, self.ends[at]).range()]
    }

    pub(super) fn clear(&mut self) {
        self.all.clear();
        self.ends.clear();
    }
}
