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
    /// Returns true if `next` begins right of the end of this line on the same baseline.
    ///
    /// "3" and "Milk" at a tab's distance are two pieces of one title. "Milk" on the next
    /// line begins farther left, or lower.
    pub(crate) fn is_beside(&self, next: &Line) -> bool {
        self.page == next.page
            && next.area[0] >= self.area[2] - OVERLAP.at(self.size)
            && same_baseline(self.y, next.y, SAME_LINE.at(self.size.max(next.size)))
    }

    /// Adds the words of a line that is beside this one.
    ///
    /// "3" and "Milk" are two words, however near they are. Glued, they would be "3Milk".
    pub(crate) fn append(&mut self, mut next: Line) {
        if let Some(first) = next.words.first_mut() {
            first.is_glued = false;
        }
        self.words.extend(next.words);
        self.area = cover(self.area, next.area);
        self.chars += next.chars;
    }

    /// Splits the line before the word with this index.
    ///
    /// The rule above "3 Milk" is above its first half only. Each half has the extent and
    /// the style of its own words: after a split at "Milk", a bold "3" is a bold line.
    pub(crate) fn split_at(mut self, word: usize, fonts: &[FontDescriptor]) -> (Line, Line) {
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

    /// Determines the extent and the style of the line from its words.
    ///
    /// Of "Note. Boil it." most letters are plain, but after a split at "Boil" the first
    /// half is bold. A line without words keeps its extent.
    fn measure(&mut self, fonts: &[FontDescriptor]) {
        let extent = (self.words.iter()).fold(Extent::EMPTY, |all, word| {
            all.cover(Extent {
                start: word.x0,
                end: word.x1,
            })
        });
        // Without words the extent is empty, and its start is after its end.
        if !self.words.is_empty() {
            (self.area[0], self.area[2]) = (extent.start, extent.end);
        }
        // The half before "Boil" in "Note. Boil it." is bold, though the line was not.
        let typeface = typeface(&self.words, fonts);
        (self.size, self.style, self.chars) = (typeface.size, typeface.style, typeface.chars);
    }
}
