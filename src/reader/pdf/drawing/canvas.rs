//! Collects the glyphs, rulings and pictures that the content draws on a page.

use super::marks::MarkStack;
use super::path::{Paint, Path};
use super::state::{GraphicsState, TextMatrices};
use super::trouble::Trouble;
use crate::reader::pdf::font::{Font, ShownCharacter};
use crate::reader::pdf::geometry::{Matrix, Point, around, single, single_box};
use crate::reader::pdf::page::{ContentMark, DrawnPage, Glyph, Picture};

/// The number of pictures that are kept. A page with more is a drawing made of pictures.
const MOST_PICTURES: usize = 10_000;

/// The bytes of text that a page may have per glyph. A code may map to a long string.
const BYTES_PER_GLYPH: usize = 8;

/// A page that is being drawn.
#[derive(Debug)]
pub(super) struct Canvas {
    page: DrawnPage,
    width: f64,
    height: f64,
    glyphs_left: usize,
    text_left: usize,
    /// The number of bytes of long texts that may still be copied. A code may map to 512.
    copies_left: usize,
    copied: usize,
    is_full: bool,
    /// True if text was shown outside of the page.
    has_text_outside: bool,
}

/// The resources that a page used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Account {
    /// The number of glyphs, where long texts count as several.
    pub(super) glyphs: usize,
    /// The bytes of long texts.
    pub(super) copied: usize,
    /// True if all of the page's text is outside of it.
    pub(super) is_outside: bool,
}

/// The place at which the next glyph of a string is shown.
struct Pen {
    /// From text space to points; its origin is the pen.
    matrix: Matrix,
    /// The height of an em in points.
    size: f64,
}

impl Canvas {
    pub(super) fn new(width: f64, height: f64, glyphs: usize, copies_left: usize) -> Self {
        let [page_width, page_height] = single([width, height]);
        Self {
            page: DrawnPage {
                width: page_width,
                height: page_height,
                ..DrawnPage::default()
            },
            width,
            height,
            glyphs_left: glyphs,
            text_left: glyphs.saturating_mul(BYTES_PER_GLYPH),
            copies_left,
            copied: 0,
            is_full: false,
            has_text_outside: false,
        }
    }

    pub(super) fn finish(mut self) -> (DrawnPage, Account) {
        let glyphs = self.page.glyphs.len();
        let account = Account {
            glyphs: glyphs.max(self.page.text.len() / BYTES_PER_GLYPH),
            copied: self.copied,
            is_outside: glyphs == 0 && self.has_text_outside,
        };
        super::overprint::drop(&self.page.text, &mut self.page.glyphs);
        super::accents::combine(&mut self.page.text, &mut self.page.glyphs);
        (self.page, account)
    }

    /// Adds a picture, which fills the unit square of user space.
    pub(super) fn picture(&mut self, matrix: &Matrix, mark: ContentMark) {
        let area = matrix.apply_to_box([0.0, 0.0, 1.0, 1.0]);
        if self.page.pictures.len() < MOST_PICTURES && self.shows(area) {
            let area = single_box(area);
            self.page.pictures.push(Picture { area, mark });
        }
    }

    pub(super) fn paint(&mut self, path: &mut Path, paint: Paint) {
        path.paint(paint, &mut self.page.rulings);
    }

    /// Shows a string and moves the pen to its end (9.4.4).
    pub(super) fn show(
        &mut self,
        bytes: &[u8],
        font: &Font,
        state: &GraphicsState,
        text: &mut TextMatrices,
        marks: &mut MarkStack,
    ) -> Result<(), Trouble> {
        let mut pen = Pen::new(font, state, text);
        let (mut moved, hidden) = ([0.0, 0.0], marks.hidden());
        font.decode(bytes, |shown| {
            let spacing = state.character_spacing
                + if shown.is_space {
                    state.word_spacing
                } else {
                    0.0
                };
            let advance = f64::from(shown.advance) * font.unit * state.size;
            let [drawn, step] = if font.vertical {
                [[0.0, -advance], [0.0, -advance - spacing]]
            } else {
                [
                    [advance * state.stretch, 0.0],
                    [(advance + spacing) * state.stretch, 0.0],
                ]
            };
            // A hidden layer leaves no glyphs, but its text still moves the pen.
            if !hidden {
                self.glyph(shown, &pen, pen.matrix.apply(drawn), font, state, marks);
            }
            pen.matrix.origin = pen.matrix.apply(step);
            moved = [moved[0] + step[0], moved[1] + step[1]];
        });
        text.advance(moved);
        if self.is_full {
            Err(Trouble::TooMuch)
        } else {
            Ok(())
        }
    }

    fn glyph(
        &mut self,
        shown: ShownCharacter<'_>,
        pen: &Pen,
        to: Point,
        font: &Font,
        state: &GraphicsState,
        marks: &mut MarkStack,
    ) {
        if !self.shows(pen.around(to)) {
            self.has_text_outside |= !shown.text.trim().is_empty();
            return;
        }
        let (from, to) = (single(pen.matrix.origin), single(to));
        let mark = marks.mark();
        let mut text = shown.text;
        let is_own = marks.replacement().is_none();
        if let Some(replacement) = marks.replacement() {
            // All glyphs of a replaced sequence become its first one, made longer.
            if let Some(glyph) = replacement
                .glyph
                .and_then(|glyph| self.page.glyphs.get_mut(glyph))
            {
                glyph.stretch_over(from, to);
                return;
            }
            // A letter and the point over it can both be replaced by the same text, as in
            // files of typst.
            if let Some(glyph) = self.page.glyphs.last_mut()
                && self.page.text[glyph.start as usize..] == replacement.text
                && glyph.overlaps(from, to)
            {
                // The wider of them is the letter, whose mark is that of the text.
                if distance(from, to) > distance(glyph.from, glyph.to) {
                    glyph.mark = mark;
                }
                glyph.stretch_over(from, to);
                replacement.glyph = Some(self.page.glyphs.len() - 1);
                return;
            }
            replacement.glyph = Some(self.page.glyphs.len());
            text = &replacement.text;
        }
        // Text is limited before it is copied: a file of 60 kB can map each code of a
        // long string to 512 bytes.
        let is_copied = is_own && text.len() > BYTES_PER_GLYPH;
        let copied = if is_copied { text.len() } else { 0 };
        if self.glyphs_left == 0 || self.text_left < text.len() || self.copies_left < copied {
            self.is_full = true;
            return;
        }
        self.copies_left -= copied;
        self.copied += copied;
        self.glyphs_left -= 1;
        self.text_left -= text.len();
        let start = self.page.text.len();
        push_decomposed(text, &mut self.page.text);
        let end = self.page.text.len();
        if end == start {
            return;
        }
        let [size, _] = single([pen.size, 0.0]);
        self.page.glyphs.push(Glyph {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            from,
            to,
            size,
            font: font.index,
            ink: state.ink,
            mark,
        });
    }

    /// Returns true if a part of the box is on the page; false for a box with NaN.
    fn shows(&self, [x0, y0, x1, y1]: [f64; 4]) -> bool {
        x1 >= 0.0 && y1 >= 0.0 && x0 <= self.width && y0 <= self.height
    }
}

impl Pen {
    fn new(font: &Font, state: &GraphicsState, text: &TextMatrices) -> Self {
        let matrix = Matrix::translation([0.0, state.rise])
            .then(&text.pen)
            .then(&state.matrix);
        let [x, y] = matrix.y;
        Self {
            matrix,
            size: x.hypot(y) * state.size.abs() * font.em,
        }
    }

    /// Returns the box around a glyph from the pen to `to`, with an em on each side.
    fn around(&self, to: Point) -> [f64; 4] {
        let [x0, y0, x1, y1] = around([self.matrix.origin, to]);
        [
            x0 - self.size,
            y0 - self.size,
            x1 + self.size,
            y1 + self.size,
        ]
    }
}

impl Glyph {
    /// Returns true if a glyph from `from` to `to` is on the same line and overlaps this
    /// one.
    fn overlaps(&self, from: [f32; 2], to: [f32; 2]) -> bool {
        let least = self.size / 20.0;
        let apart = |axis: usize| (from[axis] - self.from[axis]).abs();
        let axis = usize::from(apart(1) > apart(0));
        let [a, b] = [from[axis].min(to[axis]), from[axis].max(to[axis])];
        let [c, d] = [
            self.from[axis].min(self.to[axis]),
            self.from[axis].max(self.to[axis]),
        ];
        apart(1 - axis) < self.size / 2.0 && a + least < d && c + least < b
    }

    /// Extends the glyph over another one on its line. That one may begin before it: a
    /// vowel point can be drawn before its letter.
    fn stretch_over(&mut self, from: [f32; 2], to: [f32; 2]) {
        let apart = |axis: usize| (to[axis] - self.to[axis]).abs();
        let is_same_line = apart(0).min(apart(1)) < self.size / 2.0;
        if !is_same_line {
            return;
        }
        let way = [to[0] - from[0], to[1] - from[1]];
        let along = |point: [f32; 2]| point[0] * way[0] + point[1] * way[1];
        if along(from) < along(self.from) {
            self.from = from;
        }
        if along(to) >= along(self.to) {
            self.to = to;
        }
    }
}

fn distance(from: [f32; 2], to: [f32; 2]) -> f32 {
    (to[0] - from[0]).hypot(to[1] - from[1])
}

/// Appends a glyph's text and splits ligatures, so that a search for `office` finds
/// `oﬃce`.
fn push_decomposed(text: &str, to: &mut String) {
    if text.is_ascii() {
        to.push_str(text);
        return;
    }
    for character in text.chars() {
        match character {
            'ﬀ' => to.push_str("ff"),
            'ﬁ' => to.push_str("fi"),
            'ﬂ' => to.push_str("fl"),
            'ﬃ' => to.push_str("ffi"),
            'ﬄ' => to.push_str("ffl"),
            'ﬅ' | 'ﬆ' => to.push_str("st"),
            _ => to.push(character),
        }
    }
}
