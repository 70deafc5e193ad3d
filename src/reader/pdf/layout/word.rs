//! Groups a page's glyphs into words, and words that were drawn one behind the other into runs.

mod drawing;
mod shown;

use super::super::page::{Box, Font, Mark, Page};
use super::frame::{Direction, Frame};
use drawing::Drawing;
use shown::{hidden_text, is_drawn, without_overprints};
use std::ops::Range;

/// Words in the order they were drawn, and their text.
#[derive(Debug, Default)]
pub(in super::super) struct Words {
    text: String,
    drawn: Vec<Word>,
    /// Most of the file is read from right to left.
    pub(super) is_leftwards: bool,
}

/// A word, in the coordinates of its page's [`Frame`].
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Word {
    start: u32,
    end: u32,
    pub(in super::super) x0: f32,
    pub(in super::super) x1: f32,
    /// The baseline.
    pub(in super::super) y: f32,
    pub(in super::super) size: f32,
    pub(in super::super) font: u16,
    pub(in super::super) chars: u16,
    pub(in super::super) mark: Mark,
    /// It was drawn twice with a small shift, or its outline as well, to look bold.
    pub(in super::super) is_emboldened: bool,
    /// It follows the word before it without a space.
    pub(in super::super) is_glued: bool,
    /// A space was drawn behind it.
    has_space: bool,
}

/// Words on one baseline that were drawn one behind the other.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) words: Range<usize>,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) chars: u32,
    /// It stands for a table that was found already: its words are in there.
    pub(super) table: Option<usize>,
}

impl Run {
    pub(super) fn top(&self) -> f32 {
        self.y - 0.75 * self.size
    }

    pub(super) fn bottom(&self) -> f32 {
        self.y + 0.2 * self.size
    }

    pub(super) fn area(&self) -> Box {
        [self.x0, self.top(), self.x1, self.bottom()]
    }
}

/// The words `from..to` of a run as a run.
pub(super) fn piece(run: &Run, from: usize, to: usize, words: &[Word]) -> Run {
    let of = &words[from..to];
    Run {
        words: run.words.start + from..run.words.start + to,
        x0: of.iter().fold(f32::MAX, |x0, word| x0.min(word.x0)),
        x1: of.iter().fold(f32::MIN, |x1, word| x1.max(word.x1)),
        chars: of.iter().map(|word| u32::from(word.chars)).sum(),
        ..run.clone()
    }
}

impl Words {
    pub(in super::super) fn text_of(&self, word: &Word) -> &str {
        &self.text[word.start as usize..word.end as usize]
    }

    pub(super) fn get(&self, range: Range<usize>) -> &[Word] {
        &self.drawn[range]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.drawn.iter().map(|word| self.text_of(word))
    }

    /// Whether `word` is a small number before larger text, as before a footnote.
    pub(super) fn is_mark_before(&self, word: &Word, size: f32) -> bool {
        1.2 * word.size < size && self.text_of(word).bytes().all(|byte| byte.is_ascii_digit())
    }

    pub(super) fn len(&self) -> usize {
        self.drawn.len()
    }

    /// Adds a word with a text of its own in the place of `like`.
    pub(super) fn push(&mut self, text: &str, like: Word) -> Word {
        let start = crate::document::offset(self.text.len());
        self.text.push_str(text);
        let word = Word {
            start,
            end: crate::document::offset(self.text.len()),
            chars: u16::try_from(text.chars().count()).unwrap_or(u16::MAX),
            ..like
        };
        self.drawn.push(word);
        word
    }
}

impl Word {
    /// Whether a word that begins at `x` on the same line goes on with this one.
    pub(super) fn is_continued_at(&self, x: f32, size: f32) -> bool {
        !self.has_space && x - self.x1 < 0.12 * self.size.max(size)
    }
}

/// The runs of a page that are read in the direction of `frame`, without those drawn twice.
pub(super) fn runs(page: &Page, fonts: &[Font], frame: Frame, words: &mut Words) -> Vec<Run> {
    let hidden = hidden_text(page);
    let mut drawing = Drawing::new(page, fonts, frame, words);
    let mut direction = Direction::Right;
    for (at, glyph) in page.glyphs.iter().enumerate() {
        direction = Direction::of(glyph).unwrap_or(direction);
        if direction == frame.direction && is_drawn(glyph, page) && !hidden.contains(&at) {
            drawing.add(at, glyph);
        }
    }
    let runs = drawing.finish();
    without_overprints(runs, words)
}
