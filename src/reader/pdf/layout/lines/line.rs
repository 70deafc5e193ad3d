//! Lines of a column: their words, their place and their type.

use super::typeface::FontStyle;
use super::word::{Word, WordArena};
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::layout::place::{Em, Extent, Frame};

/// The space that a word needs before it to fit at the end of a line.
const SPACE: Em = Em(0.3);
/// A line of a column, in the coordinates of its page's [`Frame`].
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// An index of the file's pages.
    pub(crate) page: usize,
    pub(crate) words: Vec<Word>,
    pub(crate) area: Rect,
    /// The baseline.
    pub(crate) y: f32,
    /// The size of most of its characters.
    pub(crate) size: f32,
    pub(crate) style: FontStyle,
    pub(crate) chars: u32,
    /// The left and the right end of its column.
    pub(crate) margins: Extent,
    /// A rule is drawn between it and the line above.
    pub(crate) is_below_rule: bool,
    /// The rules between it and the next line, from the top.
    pub(crate) underlines: Vec<Extent>,
}

impl Line {
    /// Returns text that is not drawn, such as the description of a figure, as a line
    /// that fills an area of a page.
    pub(crate) fn undrawn(text: &str, page: usize, area: Rect, words: &mut WordArena) -> Self {
        let word = words.push_undrawn(text, area);
        Self {
            page,
            words: vec![word],
            area,
            y: word.y,
            size: word.size,
            style: FontStyle::default(),
            chars: word.chars.into(),
            margins: Extent {
                start: area[0],
                end: area[2],
            },
            is_below_rule: false,
            underlines: Vec::new(),
        }
    }

    /// Appends the text of the line, with spaces between its words.
    ///
    /// "x" and its exponent are drawn apart, but are one word: "x^2", not "x ^2".
    pub(crate) fn write(&self, words: &WordArena, text: &mut String) {
        for (nth, word) in self.words.iter().enumerate() {
            if nth > 0 && !word.is_glued {
                text.push(' ');
            }
            text.push_str(words.text_of(word));
        }
    }

    /// Returns the text of the line, with spaces between its words.
    pub(crate) fn text(&self, words: &WordArena) -> String {
        let mut text = String::new();
        self.write(words, &mut text);
        text
    }

    /// Returns the first character of the line's text; `None` for a line without words,
    /// or whose first word has no text.
    pub(crate) fn first_char(&self, words: &WordArena) -> Option<char> {
        words.text_of(self.words.first()?).chars().next()
    }

    /// Returns the last character of the line's text; `None` for a line without words, or
    /// whose last word has no text.
    pub(crate) fn last_char(&self, words: &WordArena) -> Option<char> {
        words.text_of(self.words.last()?).chars().next_back()
    }

    /// Returns the area of the line on its page as the page is drawn.
    pub(crate) fn place(&self, frames: &[Frame]) -> Rect {
        frames[self.page].on_page(self.area)
    }

    /// Returns the extent of the line from its left to its right end.
    pub(crate) fn extent(&self) -> Extent {
        Extent {
            start: self.area[0],
            end: self.area[2],
        }
    }

    /// Returns the middle of the line between its left and its right end.
    pub(crate) fn middle(&self) -> f32 {
        f32::midpoint(self.area[0], self.area[2])
    }

    /// Returns true if the first word of `next` would have fit at the end of this line.
    ///
    /// Such a line was ended on purpose: it is the last one of its paragraph. A line that
    /// is short because a long word follows was broken by the typesetter. With the width
    /// of the line alone, the space before "antidisestablishmentarianism" would end a
    /// paragraph.
    pub(crate) fn ends_early(&self, next: &Line) -> bool {
        self.end_with(next) < self.margins.end
    }

    /// Returns the right end of this line if the first word of `next` were its last word.
    ///
    /// "H", a lowered "2" and "O" are three glued pieces of one word. A line in which
    /// only the "H" has room is not ended on purpose.
    pub(crate) fn end_with(&self, next: &Line) -> f32 {
        let pieces = (next.words.iter().enumerate())
            .take_while(|(nth, word)| *nth == 0 || word.is_glued)
            .map(|(_, word)| word);
        let word = pieces.fold(Extent::EMPTY, |all, word| {
            all.cover(Extent {
                start: word.x0,
                end: word.x1,
            })
        });
        self.area[2] + (word.end - word.start) + SPACE.at(self.size)
    }
}
