//! Groups the glyphs of a page into words, and words drawn one after the other into runs.

mod builder;
mod initial;
mod open_run;
mod script;
mod shown;

use super::shift::Placed;
use crate::document::letters_in;
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::layout::place::{Em, Frame, TextDirection};
use crate::reader::pdf::page::{ContentMark, DrawnPage, FontDescriptor};
use builder::WordBuilder;
use shown::{duplicates_of_visible_text, without_overprints};
use std::ops::Range;

/// Height of the letters above the baseline. Fonts state their own, but often wrongly.
pub(super) const ASCENT: Em = Em(0.75);
/// Depth of the letters below the baseline.
pub(super) const DESCENT: Em = Em(0.2);
/// Height above the baseline of the point that represents a word: half of a small letter.
///
/// The baseline itself may be on the rule below a table's row.
pub(super) const MIDDLE_HEIGHT: Em = Em(0.3);
/// A number before larger text is a mark if the text is larger than this multiple of it.
const MARK_TO_TEXT: Em = Em(1.2);
/// A gap between two words drawn separately that is narrower than this joins them.
///
/// Kerned text is often drawn in pieces, "T" and "ea", which touch or nearly do.
const GLUE_GAP: Em = Em(0.12);

/// The size of text that is not drawn, in points: that of most text, so that it never
/// appears as a heading.
const UNDRAWN_SIZE: f32 = 10.0;

/// All words of a file in the order in which they were drawn, and their text.
#[derive(Debug, Default)]
pub(crate) struct WordArena {
    text: String,
    drawn: Vec<Word>,
    /// Most of the file is read from right to left.
    pub(crate) is_leftwards: bool,
    /// Text that is left out because it is drawn again.
    duplicates: Vec<Duplicate>,
}

/// Letters of a page that are left out because they are drawn again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Duplicate {
    /// The first page is 1.
    pub(crate) page_number: u32,
    pub(crate) letters: u32,
}

/// A word, in the coordinates of its page's [`Frame`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    start: u32,
    end: u32,
    pub(crate) x0: f32,
    pub(crate) x1: f32,
    /// The baseline.
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) font: u16,
    pub(crate) chars: u16,
    pub(crate) mark: ContentMark,
    /// It was drawn twice with a small shift, or its outline as well, to appear bold.
    pub(crate) is_emboldened: bool,
    /// It continues the previous word without a space.
    pub(crate) is_glued: bool,
    /// A space was drawn after it.
    has_space: bool,
}

/// Words on one baseline that were drawn one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// Indices of the arena's words.
    pub(crate) words: Range<usize>,
    pub(crate) x0: f32,
    pub(crate) x1: f32,
    /// The baseline.
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) chars: u32,
}

impl Run {
    /// Returns the height at which the letters of the run begin.
    pub(crate) fn top(&self) -> f32 {
        self.y - ASCENT.at(self.size)
    }

    /// Returns the height at which the letters of the run end, below its baseline.
    pub(crate) fn bottom(&self) -> f32 {
        self.y + DESCENT.at(self.size)
    }

    /// Returns the rectangle of the letters of the run.
    pub(crate) fn area(&self) -> Rect {
        [self.x0, self.top(), self.x1, self.bottom()]
    }

    /// Returns the words `range` of this run as a run; `words` are all words of this one.
    ///
    /// A run may reach over the edge of a table's cell or of a tagged element: producers
    /// draw a whole row at once where the cells have the same font.
    pub(super) fn slice(&self, range: Range<usize>, words: &[Word]) -> Self {
        let kept = &words[range.clone()];
        Self {
            words: self.words.start + range.start..self.words.start + range.end,
            x0: kept.iter().fold(f32::MAX, |x0, word| x0.min(word.x0)),
            x1: kept.iter().fold(f32::MIN, |x1, word| x1.max(word.x1)),
            chars: kept.iter().map(|word| u32::from(word.chars)).sum(),
            ..*self
        }
    }

    /// Splits the run where `key` changes from one word to the next.
    ///
    /// "Tea 3" is drawn at once over two cells: the pieces are the runs "Tea" and "3".
    pub(crate) fn split_by<K: PartialEq>(
        &self,
        words: &WordArena,
        key: impl Fn(&Word) -> K,
    ) -> Vec<(K, Self)> {
        let run_words = words.get(self.words.clone());
        let mut pieces = Vec::new();
        let mut from = 0;
        for chunk in run_words.chunk_by(|a, b| key(a) == key(b)) {
            let to = from + chunk.len();
            // `slice` takes indices of the words of this run, not of the arena.
            pieces.push((key(&chunk[0]), self.slice(from..to, run_words)));
            from = to;
        }
        pieces
    }
}

impl WordArena {
    /// Returns the text of a word.
    pub(crate) fn text_of(&self, word: &Word) -> &str {
        &self.text[word.start as usize..word.end as usize]
    }

    /// Returns the words with these indices, such as those of a run.
    pub(crate) fn get(&self, range: Range<usize>) -> &[Word] {
        &self.drawn[range]
    }

    /// Returns the texts of all words.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.drawn.iter().map(|word| self.text_of(word))
    }

    /// Returns true if `word` is a number before text of this size that is larger by a
    /// fifth.
    ///
    /// The mark of a footnote touches its text: without this rule "1" and "Preliminary"
    /// are the word "1Preliminary". A number in the size of the text, as in "3D", is a
    /// part of its word.
    pub(super) fn is_mark_before(&self, word: &Word, size: f32) -> bool {
        MARK_TO_TEXT.at(word.size) < size
            && self.text_of(word).bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Returns the number of words, which is the index of the next one.
    pub(crate) fn len(&self) -> usize {
        self.drawn.len()
    }

    /// Returns the letters that are left out because they are drawn again.
    pub(crate) fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }

    /// Records the letters of a text that is left out, because it is drawn again, for its
    /// page.
    fn leave_out(&mut self, page_number: u32, text: &str) {
        self.duplicates.push(Duplicate {
            page_number,
            letters: letters_in(text),
        });
    }

    /// Puts the text of one word before that of another, with a space if they are apart.
    ///
    /// "T" and "ea" are the word "Tea"; "A" and "theory" are apart, and so are two words
    /// with a drawn space between them.
    fn put_before(&mut self, first: usize, word: usize, is_apart: bool) {
        let start = self.text.len();
        let pieces = [
            self.text_of(&self.drawn[first]),
            if is_apart || self.drawn[first].has_space {
                " "
            } else {
                ""
            },
            self.text_of(&self.drawn[word]),
        ];
        let text = pieces.concat();
        // Both texts are written again at the end, because they are not adjacent.
        self.text.push_str(&text);
        let chars = self.drawn[first].chars;
        let word = &mut self.drawn[word];
        word.start = crate::document::offset(start);
        word.end = crate::document::offset(start + text.len());
        word.chars = word.chars.saturating_add(chars);
    }

    /// Appends text that is not drawn, as one word that fills an area.
    pub(crate) fn push_undrawn(&mut self, text: &str, area: Rect) -> Word {
        let word = Word {
            start: 0,
            end: 0,
            x0: area[0],
            x1: area[2],
            y: area[3],
            size: UNDRAWN_SIZE,
            font: 0,
            chars: 0,
            mark: ContentMark::None,
            is_emboldened: false,
            is_glued: false,
            has_space: false,
        };
        self.push(text, word)
    }

    /// Appends a word with another text and the other properties of `like`.
    ///
    /// Words are never changed in place, because runs refer to them by index.
    pub(crate) fn push(&mut self, text: &str, like: Word) -> Word {
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

impl WordArena {
    /// Appends a word that is printed before `next`, such as the number of an item.
    pub(crate) fn push_before(&mut self, text: &str, next: Word) -> Word {
        let word = Word {
            x1: next.x0,
            is_glued: false,
            ..next
        };
        self.push(text, word)
    }
}

impl From<&Word> for Placed {
    /// Returns the size and the baseline of a word, to compare it with its base.
    fn from(word: &Word) -> Self {
        Self {
            size: word.size,
            y: word.y,
        }
    }
}

impl Word {
    /// Returns true if a word of this size that begins at `x` continues this word.
    ///
    /// Kerned text is drawn in pieces that nearly touch: "T" and "ea" are the word "Tea".
    /// A drawn space always separates, however narrow a justified line makes it.
    pub(super) fn is_continued_at(&self, x: f32, size: f32) -> bool {
        !self.has_space && x - self.x1 < GLUE_GAP.at(self.size.max(size))
    }

    /// Returns the point that decides in which cell the word is.
    ///
    /// A long word of a narrow column reaches over its right edge, so neither end of the
    /// word may decide.
    pub(crate) fn middle(&self) -> [f32; 2] {
        [
            f32::midpoint(self.x0, self.x1),
            self.y - MIDDLE_HEIGHT.at(self.size),
        ]
    }
}

/// Returns the runs of a page that are read in the direction of `frame`.
///
/// A second copy of visible text and overprints are left out: with them, each word of a
/// page that is drawn over its own invisible text would be there twice. An accent has no
/// direction and takes that of the letter before it. Initials become a part of their
/// words.
pub(crate) fn runs(
    page: &DrawnPage,
    fonts: &[FontDescriptor],
    frame: Frame,
    words: &mut WordArena,
) -> Vec<Run> {
    let duplicates = duplicates_of_visible_text(page);
    let mut builder = WordBuilder::new(page, fonts, frame, words);
    let mut direction = TextDirection::Right;
    for (at, glyph) in page.glyphs.iter().enumerate() {
        // An accent has no direction of its own.
        direction = TextDirection::of(glyph).unwrap_or(direction);
        if direction != frame.direction {
            continue;
        }
        if duplicates.contains(&at) {
            builder.leave_out(glyph);
        } else {
            builder.add(at, glyph);
        }
    }
    let runs = builder.finish();
    let mut runs = without_overprints(runs, page.number, words);
    // After the overprints: an initial with a shadow would be attached twice.
    initial::attach(&mut runs, words);
    runs
}
