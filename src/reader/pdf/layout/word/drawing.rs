//! Puts glyphs together to words and runs, in the order they are drawn.

use super::super::super::page::{Font, Glyph, Ink, Mark, Page};
use super::super::frame::{Direction, Frame};
use super::super::letters;
use super::{Run, Word, Words};

/// A gap of this many ems separates words in a font that does not tell how wide its space is: most spaces are a quarter, and in a
/// tight line two thirds of that.
const WORD_GAP: f32 = 0.13;
/// Letters farther apart than this, in ems, may be spaced out.
const LETTER_GAP: f32 = 0.17;
/// The same in typewriter type.
const MONOSPACE_GAP: f32 = 0.25;
/// The same between the dots that lead to a page's number.
const LEADER_GAP: f32 = 0.09;
/// A wider gap, in ems, ends a run.
const RUN_GAP: f32 = 1.0;
/// Glyphs farther off the baseline, in ems, belong to another run.
const MAX_SHIFT: f32 = 0.35;

/// Takes glyphs in the order they are drawn.
pub(super) struct Drawing<'p> {
    page: &'p Page,
    fonts: &'p [Font],
    frame: Frame,
    words: &'p mut Words,
    runs: Vec<Run>,
    run: Option<OpenRun>,
}

struct OpenRun {
    run: Run,
    /// Whether the word that is open goes on with the next glyph.
    is_in_word: bool,
    is_artifact: bool,
    last: Last,
    /// Its glyphs: to look at again if they turn out to be spaced out.
    glyphs: Vec<u32>,
    drawn_spaces: u32,
}

/// The glyph before.
#[derive(Clone, Copy)]
struct Last {
    at: usize,
    x0: f32,
    x1: f32,
    font: u16,
}

impl<'p> Drawing<'p> {
    pub(super) fn new(
        page: &'p Page,
        fonts: &'p [Font],
        frame: Frame,
        words: &'p mut Words,
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

    /// The runs of the glyphs that were added.
    pub(super) fn finish(mut self) -> Vec<Run> {
        self.end_run();
        self.runs
    }

    #[inline]
    pub(super) fn add(&mut self, at: usize, glyph: &Glyph) {
        let text = &self.page.text[glyph.start as usize..glyph.end as usize];
        let place = self.place(glyph);
        let is_space = text.chars().all(char::is_whitespace);
        if let Some(open) = &mut self.run {
            if open.goes_on(glyph, place) {
                if is_space {
                    return open.space(place, self.words, !text.is_empty());
                }
                if !is_twice(open.last, self.page, text, place, glyph.size) {
                    self.letter(at, glyph, place);
                }
                return;
            }
            self.end_run();
        }
        if !is_space {
            self.start_run(glyph, place);
            self.letter(at, glyph, place);
        }
    }

    /// Where a glyph begins, ends and has its baseline.
    #[inline]
    fn place(&self, glyph: &Glyph) -> (f32, f32, f32) {
        if self.frame.direction == Direction::Right {
            return (glyph.from[0], glyph.to[0].max(glyph.from[0]), glyph.from[1]);
        }
        if self.frame.direction == Direction::Slanted {
            let from = self.run.as_ref().map_or(0.0, |open| {
                let last = self.page.glyphs[open.last.at].to;
                open.last.x1 + (glyph.from[0] - last[0]).hypot(glyph.from[1] - last[1])
            });
            let width = (glyph.to[0] - glyph.from[0]).hypot(glyph.to[1] - glyph.from[1]);
            let y = self.run.as_ref().map_or(0.0, |open| open.run.y);
            return (from, from + width, y);
        }
        let (from, to) = (self.frame.point(glyph.from), self.frame.point(glyph.to));
        (from[0], to[0].max(from[0]), from[1])
    }

    fn start_run(&mut self, glyph: &Glyph, (x0, x1, y): (f32, f32, f32)) {
        let from = self.words.len();
        self.run = Some(OpenRun {
            run: Run {
                words: from..from,
                x0,
                x1,
                y,
                size: glyph.size,
                chars: 0,
                table: None,
            },
            is_in_word: false,
            is_artifact: glyph.mark == Mark::Artifact,
            last: Last {
                at: usize::MAX,
                x0,
                x1: x0,
                font: glyph.font,
            },
            glyphs: Vec::new(),
            drawn_spaces: 0,
        });
    }

    fn letter(&mut self, at: usize, glyph: &Glyph, place: (f32, f32, f32)) {
        let Some(open) = &mut self.run else { return };
        let limit = gap_limit(self.fonts.get(usize::from(open.last.font)));
        let gap = place.0 - open.last.x1;
        let text = &self.page.text[glyph.start as usize..glyph.end as usize];
        let limit = if is_leader(text) && gap > 0.0 && open.repeats(text, self.page) {
            LEADER_GAP
        } else {
            limit
        };
        let is_new = !open.is_in_word
            || gap > limit * glyph.size.max(open.run.size * 0.7)
            || open.ends_mark(glyph, text, self.words);
        open.write(at, glyph, place, text, is_new, self.words);
        open.glyphs.push(crate::document::offset(at));
    }

    fn end_run(&mut self) {
        let Some(mut open) = self.run.take() else {
            return;
        };
        if let Some(limit) = open.spaced_out(self.page) {
            open.respace(limit, self.page, self.frame, self.words);
        }
        open.run.words.end = self.words.len();
        if !open.run.words.is_empty() {
            self.runs.push(open.run);
        }
    }
}

impl OpenRun {
    #[inline]
    fn goes_on(&self, glyph: &Glyph, (x0, _, y): (f32, f32, f32)) -> bool {
        let size = self.run.size.max(glyph.size);
        let gap = x0 - self.last.x1;
        (y - self.run.y).abs() < MAX_SHIFT * size
            && gap < RUN_GAP * size
            && gap > -0.6 * size
            && self.run.size.min(glyph.size) > 0.45 * size
            && self.is_artifact == (glyph.mark == Mark::Artifact)
    }

    /// Whether the glyph before is the same.
    fn repeats(&self, text: &str, page: &Page) -> bool {
        let last = page.glyphs.get(self.last.at);
        last.is_some_and(|last| page.text[last.start as usize..last.end as usize] == *text)
    }

    /// Whether what was drawn so far is the small number before a footnote, and its text begins.
    fn ends_mark(&self, glyph: &Glyph, text: &str, words: &Words) -> bool {
        let [mark] = &words.drawn[self.run.words.start..] else {
            return false;
        };
        text.starts_with(char::is_alphabetic) && words.is_mark_before(mark, glyph.size)
    }

    fn space(&mut self, (x0, x1, _): (f32, f32, f32), words: &mut Words, is_drawn: bool) {
        if is_drawn {
            self.is_in_word = false;
            self.drawn_spaces += 1;
            if let Some(word) = words.drawn.last_mut() {
                word.has_space = true;
            }
        }
        self.last.x0 = x0;
        self.last.x1 = x1;
    }

    fn write(
        &mut self,
        at: usize,
        glyph: &Glyph,
        (x0, x1, y): (f32, f32, f32),
        text: &str,
        is_new: bool,
        words: &mut Words,
    ) {
        if is_new {
            let start = crate::document::offset(words.text.len());
            words.drawn.push(Word {
                start,
                end: start,
                x0,
                x1,
                y,
                size: glyph.size,
                font: glyph.font,
                chars: 0,
                mark: glyph.mark,
                is_emboldened: glyph.ink == Ink::Emboldened,
                is_glued: false,
                has_space: false,
            });
        } else if words.text.ends_with('\u{ad}') {
            // A soft hyphen that takes up room within a word is a hyphen: fonts may have one glyph for both.
            let begins_word = words.drawn.last().is_some_and(|word| word.chars < 2);
            let has_room = self.last.x1 - self.last.x0 > 0.1 * glyph.size;
            if has_room && !begins_word && x0 > self.last.x1 - 0.05 * glyph.size {
                words.text.pop();
                words.text.push('-');
            }
        }
        let chars = letters::push(text, &mut words.text);
        if let Some(word) = words.drawn.last_mut() {
            word.end = crate::document::offset(words.text.len());
            word.x0 = word.x0.min(x0);
            word.x1 = word.x1.max(x1);
            word.chars = word.chars.saturating_add(chars);
            if glyph.size > word.size {
                word.size = glyph.size;
                word.y = y;
            }
        }
        self.is_in_word = true;
        self.run.chars += u32::from(chars);
        self.run.x0 = self.run.x0.min(x0);
        self.run.x1 = self.run.x1.max(x1);
        if glyph.size > self.run.size {
            self.run.size = glyph.size;
            self.run.y = y;
        }
        self.last = Last {
            at,
            x0,
            x1,
            font: glyph.font,
        };
    }

    /// The gap between words if the letters themselves are set apart ("S U M M A R Y"), so that each became a word. The dots
    /// that lead to a page's number always are.
    fn spaced_out(&self, page: &Page) -> Option<f32> {
        let letters = self.glyphs.len();
        if letters < 4 || self.drawn_spaces as usize * 3 > letters {
            return None;
        }
        let text = |glyph: &Glyph| &page.text[glyph.start as usize..glyph.end as usize];
        let glyph = |at: u32| &page.glyphs[at as usize];
        let mut gaps: Vec<f32> = (self.glyphs.windows(2))
            .map(|pair| (glyph(pair[0]), glyph(pair[1])))
            .filter(|(a, b)| (text(a), text(b)) != (".", "."))
            .map(|(a, b)| (b.from[0] - a.to[0]).hypot(b.from[1] - a.to[1]))
            .collect();
        gaps.sort_by(f32::total_cmp);
        if gaps.len() < 3 {
            return None;
        }
        let low = gaps[gaps.len() / 4];
        let median = gaps[gaps.len() / 2];
        (low > LETTER_GAP * self.run.size).then_some(median * 1.5)
    }

    /// Makes the words again with another gap between them.
    fn respace(&mut self, limit: f32, page: &Page, frame: Frame, words: &mut Words) {
        words.drawn.truncate(self.run.words.start);
        let glyphs = std::mem::take(&mut self.glyphs);
        self.run.chars = 0;
        let mut last: Option<&Glyph> = None;
        for at in glyphs {
            let glyph = &page.glyphs[at as usize];
            let is_new = last.is_none_or(|last| {
                (glyph.from[0] - last.to[0]).hypot(glyph.from[1] - last.to[1]) > limit
            });
            let (from, to) = (frame.point(glyph.from), frame.point(glyph.to));
            let text = &page.text[glyph.start as usize..glyph.end as usize];
            let place = (from[0], to[0].max(from[0]), from[1]);
            self.write(at as usize, glyph, place, text, is_new, words);
            last = Some(glyph);
        }
    }
}

/// Whether the glyph is the last one drawn again, as for a bold look without a bold font.
fn is_twice(last: Last, page: &Page, text: &str, (x0, x1, _): (f32, f32, f32), size: f32) -> bool {
    let Some(glyph) = page.glyphs.get(last.at) else {
        return false;
    };
    let near = (0.3 * (x1 - x0)).min(0.15 * size).max(0.01);
    (x0 - last.x0).abs() < near && page.text[glyph.start as usize..glyph.end as usize] == *text
}

/// Whether a sign may be one of many that fill a line.
fn is_leader(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// The width of a space may be that of another glyph: in TeX's T1 fonts a visible one stands at its code, half an em wide, while
/// spaces are a third and shrink to two ninths. Typewriter type has wide spaces, and listings set its words apart by less.
fn gap_limit(font: Option<&Font>) -> f32 {
    if font.is_some_and(|font| font.monospace) {
        return MONOSPACE_GAP;
    }
    let space = font.and_then(|font| font.space);
    space.map_or(WORD_GAP, |space| (0.5 * space).clamp(0.1, 0.2))
}
