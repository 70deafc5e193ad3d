//! Builds words and runs from glyphs, in the order in which they are drawn.

use super::super::shift::Placed;
use super::open_run::{GlyphPlace, OpenRun, distance};
use super::{Run, WordArena};
use crate::reader::pdf::layout::place::{Em, Frame, TextDirection};
use crate::reader::pdf::page::{DrawnPage, FontDescriptor, Glyph};

/// The gap between words of a font whose space has no known width.
///
/// Most spaces are a quarter of an em, and a tight line shrinks them to two thirds of
/// that.
const WORD_GAP: Em = Em(0.13);
/// The gap between words of a typewriter font.
///
/// Its spaces are six tenths of an em, and listings set signs apart by less: "f ( x )" in
/// a line that TeX has justified is the word "f(x)".
const MONOSPACE_GAP: Em = Em(0.25);
/// The gap between the signs of a leader, such as the dots before a page's number.
///
/// Many leaders are set tighter than [`WORD_GAP`]: "Tea" and the 60 dots after it would
/// be one word.
const LEADER_GAP: Em = Em(0.09);
/// The share of a font's own space that already separates words.
const SHARE_OF_SPACE: f32 = 0.5;
/// The least gap that is derived from the width of a space, in ems.
const MIN_SPACE_GAP: f32 = 0.1;
/// The largest gap that is derived from the width of a space, in ems.
///
/// TeX's T1 fonts have a visible space at the code of the space, half an em wide, while
/// the spaces in their lines are a third and shrink to two ninths.
const MAX_SPACE_GAP: f32 = 0.2;
/// A glyph is measured by at least this share of its run's size.
///
/// The small "2" of "H2 O" would otherwise be separated by a gap that fits its own size.
const MIN_SIZE_OF_RUN: f32 = 0.7;

/// Takes glyphs in the order in which they are drawn, and gives runs of words.
pub(super) struct WordBuilder<'p> {
    page: &'p DrawnPage,
    fonts: &'p [FontDescriptor],
    frame: Frame,
    words: &'p mut WordArena,
    runs: Vec<Run>,
    run: Option<OpenRun>,
}

impl<'p> WordBuilder<'p> {
    /// Returns a builder without runs for the glyphs of a page.
    pub(super) fn new(
        page: &'p DrawnPage,
        fonts: &'p [FontDescriptor],
        frame: Frame,
        words: &'p mut WordArena,
    ) -> Self {
        Self {
            page,
            fonts,
            frame,
            words,
            runs: Vec::new(),
            run: None,
        }
    }

    /// Returns the runs of the glyphs that were added.
    pub(super) fn finish(mut self) -> Vec<Run> {
        self.end_run();
        self.runs
    }

    /// Adds glyph `at` of the page to the open run, or as the first one of the next run.
    ///
    /// A space ends the word, and at the start of a run it is dropped: a heading would
    /// begin at the space before it. A glyph that repeats the previous one at its place
    /// is left out, for "Tea" in letters that are drawn twice would be `TTeeaa`. A glyph
    /// without any text may be a part of a letter and does not end the word.
    #[inline]
    pub(super) fn add(&mut self, at: usize, glyph: &Glyph) {
        let text = self.page.glyph_text(glyph);
        let place = self.place(glyph);
        let is_space = text.chars().all(char::is_whitespace);
        if let Some(open) = &mut self.run {
            if open.is_continued_by(glyph, place) {
                if is_space {
                    // A glyph without text moves the pen as a space does, but may be a
                    // part of a letter: it must not end the word.
                    return open.space(place, self.words, !text.is_empty());
                }
                if open.repeats_last(text, place, glyph.size, self.page) {
                    self.leave_out(glyph);
                } else {
                    self.letter(at, glyph, place);
                }
                return;
            }
            self.end_run();
        }
        // A run does not begin with a space.
        if !is_space {
            self.start_run(glyph, place);
            self.letter(at, glyph, place);
        }
    }

    /// Leaves out a glyph that repeats another one.
    pub(super) fn leave_out(&mut self, glyph: &Glyph) {
        let text = self.page.glyph_text(glyph);
        self.words.leave_out(self.page.number, text);
    }

    /// Returns the place of a glyph in the coordinates of the frame.
    ///
    /// Most text runs to the right. On a page whose table is drawn upwards, x and y
    /// change places: without that, each letter of the table would be a line. Slanted
    /// text is measured along its own line.
    #[inline]
    fn place(&self, glyph: &Glyph) -> GlyphPlace {
        match self.frame.direction {
            // Most text runs to the right and needs no mapping.
            TextDirection::Right => GlyphPlace::between(glyph.from, glyph.to),
            TextDirection::Slanted => self.slanted_place(glyph),
            _ => GlyphPlace::between(self.frame.point(glyph.from), self.frame.point(glyph.to)),
        }
    }

    /// Returns the place of a slanted glyph along the line through it and the glyph
    /// before.
    ///
    /// No frame fits a watermark at 45 degrees. Distances along its own line keep its
    /// letters together: by their x alone the letters of "DRAFT" would overlap.
    fn slanted_place(&self, glyph: &Glyph) -> GlyphPlace {
        let (x0, y) = self.run.as_ref().map_or((0.0, 0.0), |open| {
            let last = self.page.glyphs[open.last.at].to;
            (open.last.x1 + distance(last, glyph.from), open.run.y)
        });
        GlyphPlace {
            x0,
            x1: x0 + distance(glyph.from, glyph.to),
            y,
        }
    }

    /// Opens a run at the place of a glyph, which is not added yet.
    fn start_run(&mut self, glyph: &Glyph, place: GlyphPlace) {
        self.run = Some(OpenRun::new(glyph, place, self.words.len()));
    }

    /// Adds a visible glyph to the open run, as a part of its last word or as a new word.
    ///
    /// The gap is compared with the font of the previous glyph, as the space would be
    /// drawn in that. The signs of a leader are separated by a narrower gap: "Tea" and
    /// the dots after it would be one word. The text after the mark of a footnote is a
    /// new word without any gap.
    fn letter(&mut self, at: usize, glyph: &Glyph, place: GlyphPlace) {
        let Some(open) = &mut self.run else { return };
        let gap = place.x0 - open.last.x1;
        let text = self.page.glyph_text(glyph);
        let limit = if is_leader(text) && gap > 0.0 && open.repeats_text(text, self.page) {
            LEADER_GAP
        } else {
            // The font before the gap: a space would be drawn in that.
            word_gap(self.fonts.get(usize::from(open.last.font)))
        };
        let size = glyph.size.max(open.run.size * MIN_SIZE_OF_RUN);
        let is_new =
            !open.is_in_word || gap > limit.at(size) || open.ends_mark(glyph, text, self.words);
        let placed = Placed {
            size: glyph.size,
            y: place.y,
        };
        // Before the glyph is written: the signs of an exponent end before it.
        open.script.update(placed, text, is_new, self.words);
        open.write(at, glyph, place, text, is_new, self.words);
        open.glyphs.push(crate::document::offset(at));
    }

    /// Ends the open run, after separating its words again if its letters are spaced out.
    ///
    /// "S U M M A R Y" can be judged only when all gaps of the run are known. Judged
    /// letter by letter, it would be seven words.
    fn end_run(&mut self) {
        let Some(mut open) = self.run.take() else {
            return;
        };
        // An exponent at the end of the run is still open.
        open.script.end("", self.words);
        // All gaps of the run are known only now.
        if let Some(limit) = open.letterspaced_word_gap(self.page) {
            open.separate_again(limit, self.page, self.frame, self.words);
        }
        open.run.words.end = self.words.len();
        if !open.run.words.is_empty() {
            self.runs.push(open.run);
        }
    }
}

/// Returns true if a glyph may be one of many that lead to a page's number.
///
/// The second "l" of "all" repeats the first one too, but is a letter. With the narrow
/// gap of a leader, a loosely set "all" would be "al l".
fn is_leader(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// Returns the gap that separates words of a font: half of its space, within bounds.
///
/// The width at the code of the space may be that of another glyph, so it is bounded: by
/// a glyph of no width each letter would be a word, by a dash of an em each line one. A
/// typewriter font has a wider gap, as "f ( x )" in a justified listing is the word
/// "f(x)".
fn word_gap(font: Option<&FontDescriptor>) -> Em {
    if font.is_some_and(|font| font.monospace) {
        return MONOSPACE_GAP;
    }
    let space = font.and_then(|font| font.space);
    space.map_or(WORD_GAP, |space| {
        Em((SHARE_OF_SPACE * space).clamp(MIN_SPACE_GAP, MAX_SPACE_GAP))
    })
}

impl DrawnPage {
    /// Returns the text of a glyph of this page.
    #[inline]
    pub(super) fn glyph_text(&self, glyph: &Glyph) -> &str {
        &self.text[glyph.start as usize..glyph.end as usize]
    }
}
