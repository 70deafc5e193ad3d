//! Groups a page's glyphs into words, and words that were drawn one behind the other into runs.

use super::super::page::{Box, Font, Glyph, Ink, Mark, Page};
use super::frame::{Direction, Frame};
use super::letters;
use std::collections::HashSet;
use std::ops::Range;

/// A gap of this many ems separates words in a font that does not tell how wide its space is.
const WORD_GAP: f32 = 0.17;
/// The same between the dots that lead to a page's number.
const LEADER_GAP: f32 = 0.09;
/// A wider gap, in ems, ends a run.
const RUN_GAP: f32 = 1.0;
/// Glyphs farther off the baseline, in ems, belong to another run.
const MAX_SHIFT: f32 = 0.35;

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
    let mut drawing = Drawing {
        page,
        fonts,
        frame,
        words,
        runs: Vec::new(),
        run: None,
    };
    let mut direction = Direction::Right;
    for (at, glyph) in page.glyphs.iter().enumerate() {
        direction = Direction::of(glyph).unwrap_or(direction);
        if direction == frame.direction && is_drawn(glyph, page) && !hidden.contains(&at) {
            drawing.add(at, glyph);
        }
    }
    drawing.end_run();
    let runs = drawing.runs;
    without_overprints(runs, words)
}

/// Whether a glyph can be seen: printers' marks stand outside of the crop box.
fn is_drawn(glyph: &Glyph, page: &Page) -> bool {
    const SLACK: f32 = 3.0;
    let [x, y] = [f32::midpoint(glyph.from[0], glyph.to[0]), glyph.from[1]];
    let is_inside =
        x > -SLACK && y > -SLACK && x < page.width + SLACK && y < page.height + SLACK + glyph.size;
    let numbers = [glyph.from[0], glyph.from[1], glyph.to[0], glyph.to[1]];
    is_inside
        && glyph.size > 0.1
        && glyph.size < 1e5
        && numbers.iter().all(|number| number.abs() < 1e6)
}

/// The invisible glyphs that stand where a visible one does: text behind a scanned picture is kept, a second copy of the
/// text is not.
fn hidden_text(page: &Page) -> HashSet<usize> {
    const CELL: f32 = 6.0;
    #[allow(clippy::cast_possible_truncation)] // which cell of a grid; `as` saturates
    let cell = |glyph: &Glyph| {
        let middle = f32::midpoint(glyph.from[0], glyph.to[0]);
        ((middle / CELL) as i32, (glyph.from[1] / CELL) as i32)
    };
    let is_invisible = |glyph: &Glyph| glyph.ink == Ink::Invisible;
    if !page.glyphs.iter().any(is_invisible) {
        return HashSet::new();
    }
    let visible: HashSet<(i32, i32)> = (page.glyphs.iter())
        .filter(|glyph| !is_invisible(glyph))
        .map(cell)
        .collect();
    let glyphs = page.glyphs.iter().enumerate();
    glyphs
        .filter(|(_, glyph)| is_invisible(glyph) && visible.contains(&cell(glyph)))
        .map(|(at, _)| at)
        .collect()
}

/// Takes glyphs in the order they are drawn.
struct Drawing<'p> {
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

impl Drawing<'_> {
    #[inline]
    fn add(&mut self, at: usize, glyph: &Glyph) {
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
        let is_new = !open.is_in_word || gap > limit * glyph.size.max(open.run.size * 0.7);
        open.write(at, glyph, place, text, is_new, self.words);
        open.glyphs.push(crate::document::offset(at));
    }

    fn end_run(&mut self) {
        let Some(mut open) = self.run.take() else {
            return;
        };
        if let Some(limit) = open.spaced_out(&self.page.glyphs) {
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

    /// The gap between words if the letters themselves are set apart ("S U M M A R Y"), so that each became a word.
    fn spaced_out(&self, glyphs: &[Glyph]) -> Option<f32> {
        let letters = self.glyphs.len();
        if letters < 4 || self.drawn_spaces as usize * 3 > letters {
            return None;
        }
        let mut gaps: Vec<f32> = (self.glyphs.windows(2))
            .map(|pair| {
                let (a, b) = (&glyphs[pair[0] as usize], &glyphs[pair[1] as usize]);
                (b.from[0] - a.to[0]).hypot(b.from[1] - a.to[1])
            })
            .collect();
        gaps.sort_by(f32::total_cmp);
        let low = gaps[gaps.len() / 4];
        let median = gaps[gaps.len() / 2];
        (low > WORD_GAP * self.run.size).then_some(median * 1.5)
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

fn gap_limit(font: Option<&Font>) -> f32 {
    let space = font.and_then(|font| font.space);
    space.map_or(WORD_GAP, |space| (0.6 * space).clamp(0.13, 0.3))
}

/// Leaves out runs that were drawn a second time at the same place, as for a shadow.
fn without_overprints(runs: Vec<Run>, words: &Words) -> Vec<Run> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&runs[*a], &runs[*b]);
        (a.x0 / 4.0)
            .round()
            .total_cmp(&(b.x0 / 4.0).round())
            .then(a.y.total_cmp(&b.y))
    });
    let mut is_twice = vec![false; runs.len()];
    let mut last: Option<usize> = None;
    for at in order {
        let run = &runs[at];
        let same = last.filter(|last| {
            let other = &runs[*last];
            (run.y - other.y).abs() < 0.2 * run.size
                && (run.x0 - other.x0).abs() < 0.2 * run.size
                && run.chars == other.chars
                && same_text(words, run, other)
        });
        match same {
            Some(other) => is_twice[at.max(other)] = true,
            None => last = Some(at),
        }
    }
    let mut is_twice = is_twice.into_iter();
    runs.into_iter()
        .filter(|_| is_twice.next() != Some(true))
        .collect()
}

fn same_text(words: &Words, a: &Run, b: &Run) -> bool {
    let text = |run: &Run| {
        let of = words.get(run.words.clone());
        let (first, last) = (of.first().copied(), of.last().copied());
        (first.map_or(0, |word| word.start) as usize)..(last.map_or(0, |word| word.end) as usize)
    };
    words.text[text(a)] == words.text[text(b)]
}
