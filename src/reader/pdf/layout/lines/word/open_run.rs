//! The run that is being drawn: which glyphs continue it, and how they become words.

use super::super::letters;
use super::script::OpenScript;
use super::{Run, Word, WordArena};
use crate::reader::pdf::layout::place::{Em, Frame};
use crate::reader::pdf::page::{ContentMark, DrawnPage, Glyph, Ink};

/// A wider gap ends a run: the cells of a table's row are drawn one after the other.
const RUN_GAP: Em = Em(1.0);
/// A glyph may begin this far before the end of the previous one.
///
/// Kerning and accents step back by up to half an em; a step back by more begins another
/// column or the next line.
const MAX_STEP_BACK: Em = Em(0.6);
/// A glyph whose baseline is farther away begins another run.
///
/// Exponents and indices are raised or lowered by a third of the size.
const MAX_SHIFT: Em = Em(0.35);
/// A glyph smaller than this, in sizes of the larger one, begins another run.
///
/// Superscripts are about 0.6 of their base. A label of 8 points that touches a title of
/// 24 is not part of it.
const MIN_SIZE: Em = Em(0.45);
/// A soft hyphen with a longer advance is a visible hyphen.
const MIN_HYPHEN_WIDTH: Em = Em(0.1);
/// The largest overlap of the next letter and a visible hyphen.
const MAX_HYPHEN_OVERLAP: Em = Em(0.05);
/// A soft hyphen in a word of fewer characters is its beginning, as in the suffix "-ing".
const MIN_CHARS_BEFORE_HYPHEN: u16 = 2;
/// Letters that are farther apart may be spaced out.
const LETTER_GAP: Em = Em(0.17);
/// Fewer glyphs do not show that letters are spaced out: "A B C" may be three names.
const MIN_SPACED_LETTERS: usize = 4;
/// Fewer gaps have no meaningful quartile.
const MIN_GAPS: usize = 3;
/// With more than one space drawn in this many letters, the spaces separate words
/// already.
const LETTERS_PER_SPACE: usize = 3;
/// The first of this many equal parts of the sorted gaps shows the gap between letters.
const QUARTERS: usize = 4;
/// The gap between spaced out words, in gaps between their letters.
const SPACED_WORD_GAP: f32 = 1.5;
/// A glyph drawn this share of its width from its double is the same glyph.
const DOUBLE_SHIFT_OF_WIDTH: f32 = 0.3;
/// The same for wide glyphs: "mm" with tight kerning is two letters.
const DOUBLE_SHIFT: Em = Em(0.15);
/// The same for glyphs without width, in points.
const MIN_DOUBLE_SHIFT: f32 = 0.01;

/// The place of a glyph in a frame.
#[derive(Debug, Clone, Copy)]
pub(super) struct GlyphPlace {
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// The baseline.
    pub(super) y: f32,
}

impl GlyphPlace {
    /// Returns the place of a glyph with these ends.
    ///
    /// A negative advance counts as none: a glyph that steps back by its width would
    /// otherwise end left of its beginning.
    pub(super) fn between(from: [f32; 2], to: [f32; 2]) -> Self {
        Self {
            x0: from[0],
            x1: to[0].max(from[0]),
            y: from[1],
        }
    }
}

/// A run to which glyphs are still added.
pub(super) struct OpenRun {
    pub(super) run: Run,
    /// The last word may continue with the next glyph.
    pub(super) is_in_word: bool,
    is_artifact: bool,
    pub(super) last: LastGlyph,
    /// Indices of the glyphs, to separate their words again if they are spaced out.
    pub(super) glyphs: Vec<u32>,
    drawn_spaces: usize,
    pub(super) script: OpenScript,
}

/// The glyph before the next one.
#[derive(Clone, Copy)]
pub(super) struct LastGlyph {
    /// An index of the page's glyphs; `usize::MAX` at the beginning of a run.
    pub(super) at: usize,
    x0: f32,
    pub(super) x1: f32,
    pub(super) font: u16,
}

impl OpenRun {
    /// Returns a run that begins with this glyph, which is not added yet.
    pub(super) fn new(glyph: &Glyph, place: GlyphPlace, first_word: usize) -> Self {
        Self {
            run: Run {
                words: first_word..first_word,
                x0: place.x0,
                x1: place.x1,
                y: place.y,
                size: glyph.size,
                chars: 0,
            },
            is_in_word: false,
            is_artifact: is_artifact(glyph),
            last: LastGlyph {
                at: usize::MAX,
                x0: place.x0,
                x1: place.x0,
                font: glyph.font,
            },
            glyphs: Vec::new(),
            drawn_spaces: 0,
            script: OpenScript::default(),
        }
    }

    /// Returns true if the glyph is on the run's baseline and next to its last glyph.
    ///
    /// Another baseline, a gap of an em (the next cell of a row), a step back (the next
    /// line) and a far smaller or larger glyph (a label that touches a title) begin
    /// another run. Text that is marked as an artifact is apart from other text: a page
    /// number in the line of a footer must not take the footer with it.
    #[inline]
    pub(super) fn is_continued_by(&self, glyph: &Glyph, place: GlyphPlace) -> bool {
        let size = self.run.size.max(glyph.size);
        let gap = place.x0 - self.last.x1;
        (place.y - self.run.y).abs() < MAX_SHIFT.at(size)
            && gap < RUN_GAP.at(size)
            && gap > -MAX_STEP_BACK.at(size)
            && self.run.size.min(glyph.size) > MIN_SIZE.at(size)
            // The page number in a footer may be the only artifact.
            && self.is_artifact == is_artifact(glyph)
    }

    /// Returns true if the previous glyph has the same text, as the dots of a leader
    /// have.
    ///
    /// The first glyph of a run repeats none: the "." that begins a leader is no second
    /// dot of the sentence before it.
    pub(super) fn repeats_text(&self, text: &str, page: &DrawnPage) -> bool {
        let last = page.glyphs.get(self.last.at);
        last.is_some_and(|last| page.glyph_text(last) == text)
    }

    /// Returns true if the previous glyph is drawn again, as for bold type without a
    /// font.
    ///
    /// With each letter drawn twice, "Tea" would become `TTeeaa`. The two letters "t" of
    /// "butter" are a glyph's width apart, more than the shift of a double.
    pub(super) fn repeats_last(
        &self,
        text: &str,
        place: GlyphPlace,
        size: f32,
        page: &DrawnPage,
    ) -> bool {
        let near = (DOUBLE_SHIFT_OF_WIDTH * (place.x1 - place.x0))
            .min(DOUBLE_SHIFT.at(size))
            .max(MIN_DOUBLE_SHIFT);
        (place.x0 - self.last.x0).abs() < near && self.repeats_text(text, page)
    }

    /// Returns true if the run so far is the mark of a footnote whose text begins here.
    ///
    /// In "1Preliminary figures" the small "1" touches the text: no gap separates them.
    /// The text begins with a letter, and nothing precedes the mark: the "2" of "H2O" is
    /// no mark.
    pub(super) fn ends_mark(&self, glyph: &Glyph, text: &str, words: &WordArena) -> bool {
        let [mark] = &words.drawn[self.run.words.start..] else {
            return false;
        };
        text.starts_with(char::is_alphabetic) && words.is_mark_before(mark, glyph.size)
    }

    /// Adds a space; `is_drawn` is false for a glyph that has no text at all.
    ///
    /// A space of any width ends the word. A glyph without text only moves the pen:
    /// "office" with such a glyph for a part of its ligature is one word.
    pub(super) fn space(&mut self, place: GlyphPlace, words: &mut WordArena, is_drawn: bool) {
        // A glyph without text may be a part of a ligature.
        if is_drawn {
            self.is_in_word = false;
            self.drawn_spaces += 1;
            if let Some(word) = words.drawn.last_mut() {
                word.has_space = true;
            }
        }
        // The left end stays that of the last letter: after "grim ", the "m" of "mig" may
        // begin at the space and is not the "m" of "grim" again.
        self.last.x1 = place.x1;
    }

    /// Writes a glyph as a new word, or at the end of the last one.
    ///
    /// The largest glyph gives the baseline and the size of the word and of the run: "x²"
    /// begins with its base but "²³⁸U" does not, and by its first glyph it would be a
    /// small raised word.
    pub(super) fn write(
        &mut self,
        at: usize,
        glyph: &Glyph,
        place: GlyphPlace,
        text: &str,
        is_new: bool,
        words: &mut WordArena,
    ) {
        if is_new {
            words.drawn.push(new_word(glyph, place, words.text.len()));
        } else {
            self.restore_hyphen(glyph.size, place.x0, words);
        }
        let chars = letters::push(text, &mut words.text);
        if let Some(word) = words.drawn.last_mut() {
            word.end = crate::document::offset(words.text.len());
            word.x0 = word.x0.min(place.x0);
            word.x1 = word.x1.max(place.x1);
            word.chars = word.chars.saturating_add(chars);
            // The base of "²³⁸U" is drawn after its exponent.
            if glyph.size > word.size {
                word.size = glyph.size;
                word.y = place.y;
            }
        }
        self.is_in_word = true;
        self.run.chars += u32::from(chars);
        self.run.x0 = self.run.x0.min(place.x0);
        self.run.x1 = self.run.x1.max(place.x1);
        if glyph.size > self.run.size {
            self.run.size = glyph.size;
            self.run.y = place.y;
        }
        self.last = LastGlyph {
            at,
            x0: place.x0,
            x1: place.x1,
            font: glyph.font,
        };
    }

    /// Replaces a soft hyphen before the next glyph by a hyphen if it takes up room.
    ///
    /// Fonts may have one glyph for both, mapped to the soft hyphen: "well-known" would
    /// lose its hyphen, for soft hyphens are left out of running text. A real one has no
    /// advance or is under the next letter. The hyphen that begins the suffix "-ing"
    /// stays as it is.
    fn restore_hyphen(&self, size: f32, x0: f32, words: &mut WordArena) {
        // Most words end without one and need no measuring.
        if !words.text.ends_with('\u{ad}') {
            return;
        }
        let last = words.drawn.last();
        let begins_word = last.is_some_and(|word| word.chars < MIN_CHARS_BEFORE_HYPHEN);
        // A real soft hyphen inside a line is drawn without advance, or under the next
        // letter.
        let has_room = self.last.x1 - self.last.x0 > MIN_HYPHEN_WIDTH.at(size)
            && x0 > self.last.x1 - MAX_HYPHEN_OVERLAP.at(size);
        // As a soft hyphen, that of "well-known" would be left out.
        if has_room && !begins_word {
            words.text.pop();
            words.text.push('-');
        }
    }

    /// Returns the gap between words, in points, if the letters themselves are set apart.
    ///
    /// Of "S U M M A R Y" each letter has become a word. Three in four gaps between at
    /// least four letters must be wide: "A B C" may be three names. With more than one
    /// drawn space in three letters, the spaces separate the words already. The dots of a
    /// leader do not count: with them, the title before the dots would be separated into
    /// letters.
    pub(super) fn letterspaced_word_gap(&self, page: &DrawnPage) -> Option<f32> {
        let letters = self.glyphs.len();
        if letters < MIN_SPACED_LETTERS || self.drawn_spaces * LETTERS_PER_SPACE > letters {
            return None;
        }
        let glyph = |at: u32| &page.glyphs[at as usize];
        let gaps = (self.glyphs.windows(2))
            .map(|pair| (glyph(pair[0]), glyph(pair[1])))
            // The dots of a leader are always set apart. Counted, they would separate the
            // title before them into letters.
            .filter(|(a, b)| (page.glyph_text(a), page.glyph_text(b)) != (".", "."))
            .map(|(a, b)| distance(a.to, b.from));
        // A quarter of the gaps may be kerned pairs, and one in two words of one letter.
        // Nearly all runs have narrow gaps: they are counted, and only the others sorted.
        let is_wide = |gap: f32| gap > LETTER_GAP.at(self.run.size);
        let (count, narrow) = gaps.clone().fold((0, 0), |(count, narrow), gap| {
            (count + 1, narrow + usize::from(!is_wide(gap)))
        });
        if count < MIN_GAPS || narrow > count / QUARTERS {
            return None;
        }
        let mut gaps: Vec<f32> = gaps.collect();
        let (_, median, _) = gaps.select_nth_unstable_by(count / 2, f32::total_cmp);
        Some(*median * SPACED_WORD_GAP)
    }

    /// Replaces the words of the run by those that a gap of `limit` points separates.
    ///
    /// The seven letters of "S U M M A R Y" become one word. The words are the last ones
    /// of the arena, so that truncating it removes them and nothing else.
    pub(super) fn separate_again(
        &mut self,
        limit: f32,
        page: &DrawnPage,
        frame: Frame,
        words: &mut WordArena,
    ) {
        // The run is still open, so no other words follow in the arena.
        words.drawn.truncate(self.run.words.start);
        let glyphs = std::mem::take(&mut self.glyphs);
        // `write` counts the characters again.
        self.run.chars = 0;
        let mut last: Option<&Glyph> = None;
        for at in glyphs {
            let glyph = &page.glyphs[at as usize];
            let is_new = last.is_none_or(|last| distance(last.to, glyph.from) > limit);
            let place = GlyphPlace::between(frame.point(glyph.from), frame.point(glyph.to));
            let text = page.glyph_text(glyph);
            self.write(at as usize, glyph, place, text, is_new, words);
            last = Some(glyph);
        }
    }
}

/// Returns a word without text at the place of its first glyph; `text` is the arena's
/// length.
///
/// The word begins at its first letter and not at the space before it, from which a
/// heading would be indented.
fn new_word(glyph: &Glyph, place: GlyphPlace, text: usize) -> Word {
    let start = crate::document::offset(text);
    Word {
        start,
        end: start,
        x0: place.x0,
        x1: place.x1,
        y: place.y,
        size: glyph.size,
        font: glyph.font,
        chars: 0,
        mark: glyph.mark,
        is_emboldened: glyph.ink == Ink::Emboldened,
        is_glued: false,
        has_space: false,
    }
}

/// Returns the distance of two points, in any direction.
pub(super) fn distance(a: [f32; 2], b: [f32; 2]) -> f32 {
    (b[0] - a[0]).hypot(b[1] - a[1])
}

/// Returns true if the glyph is marked as no content of the page.
///
/// Other marks do not count: "Tea" and "3" in two tagged cells may be drawn as one run,
/// which is split later.
fn is_artifact(glyph: &Glyph) -> bool {
    glyph.mark == ContentMark::Artifact
}
