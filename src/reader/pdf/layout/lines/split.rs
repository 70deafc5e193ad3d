//! Splits a line between two words, and joins lines that are beside each other.

use super::line::Line;
use super::typeface::typeface;
use crate::reader::pdf::layout::place::{Em, Extent, cover, same_baseline};
use crate::reader::pdf::page::FontDescriptor;

/// Lines whose baselines are nearer than this may be one.
const SAME_LINE: Em = Em(0.45);
/// Lines of one may overlap by this.
const OVERLAP: Em = Em(0.3);

impl Line {
    /// Returns whether `next` begins right of its end on the same baseline.
    pub(crate) fn is_beside(&self, next: &Line) -> bool {
        // "3" and "Milk" at a tab's distance are two pieces of one title. "Milk" on the
        // next line begins farther left, or lower.
        self.page == next.page
            && next.area[0] >= self.area[2] - OVERLAP.at(self.size)
            && same_baseline(self.y, next.y, SAME_LINE.at(self.size.max(next.size)))
    }

    /// Adds the words of a line that is beside it.
    pub(crate) fn append(&mut self, mut next: Line) {
        // "3" and "Milk" are two words, however near they are.
        if let Some(first) = next.words.first_mut() {
            first.is_glued = false;
        }
        self.words.extend(next.words);
        self.area = cover(self.area, next.area);
        self.chars += next.chars;
    }

    /// Splits it before the word with this index.
    pub(crate) fn split_at(mut self, word: usize, fonts: &[FontDescriptor]) -> (Line, Line) {
        // The rule above "3 Milk" is above its first half only.
        let rest = self.words.split_off(word.min(self.words.len()));
        let mut next = Line {
            words: rest,
            is_below_rule: false,
            underlines: Vec::new(),
            ..self.clone()
        };
        self.measure(fonts);
        next.measure(fonts);
        (self, next)
    }

    /// Determines its extent and style from its words.
    fn measure(&mut self, fonts: &[FontDescriptor]) {
        // Of "Note. Boil it." most letters are plain, but after a split at "Boil" the
        // first half is bold.
        let extent = (self.words.iter()).fold(Extent::EMPTY, |all, word| {
            all.cover(Extent {
                start: word.x0,
                end: word.x1,
            })
        });
        if !self.words.is_empty() {
            (self.area[0], self.area[2]) = (extent.start, extent.end);
        }
        let typeface = typeface(&self.words, fonts);
        (self.size, self.style, self.chars) = (typeface.size, typeface.style, typeface.chars);
    }
}
