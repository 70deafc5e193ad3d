//! Collects the glyphs, rulings and pictures that the content draws on a page.

mod background;
mod pen;
mod value;

use super::letters::letters;
use super::marks::MarkStack;
use super::paper::{AreaKind, Paper};
use super::path::{Path, PathPaint};
use super::sight::{self, Painted, Sight};
use super::state::{GraphicsState, Opacity, TextMatrices};
use super::trouble::Trouble;
use super::withheld;
use crate::reader::invisible;
use crate::reader::pdf::font::{Font, ShownCharacter};
use crate::reader::pdf::geometry::{Matrix, Point, single, single_box};
use crate::reader::pdf::page::{ContentMark, DrawnPage, Glyph, Ink, Picture};
use pen::{Pen, distance};

/// The number of pictures that are kept. A page with more is a drawing made of pictures.
const MOST_PICTURES: usize = 10_000;

/// The bytes of text that a page may have per glyph. A code may map to a long string.
const BYTES_PER_GLYPH: usize = 8;

/// The most glyphs of a page that are kept although they are hidden: the text of ten
/// pages.
const MOST_UNSEEN: usize = 30_000;

/// Text below this size in points is not readable on paper or on a screen.
const SMALLEST: f64 = 1.0;

/// A glyph may be this far outside of the crop box, in points: boxes cut the overhang of
/// italics at the edge of a page.
const PAGE_SLACK: f64 = 3.0;
/// A larger glyph, in points, is the result of a broken matrix.
const MAX_SIZE: f64 = 1e5;
/// A larger coordinate, in points, is the result of a broken matrix.
const MAX_COORDINATE: f64 = 1e6;

/// A page that is being drawn.
#[derive(Debug)]
pub(super) struct Canvas {
    page: DrawnPage,
    /// For each glyph of the page.
    painted: Vec<Painted>,
    paper: Paper,
    width: f64,
    height: f64,
    glyphs_left: usize,
    /// The number of glyphs outside of the page, and otherwise unseen, that are kept.
    unseen_left: usize,
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

impl Canvas {
    pub(super) fn new(width: f64, height: f64, glyphs: usize, copies_left: usize) -> Self {
        let [page_width, page_height] = single([width, height]);
        Self {
            page: DrawnPage {
                width: page_width,
                height: page_height,
                ..DrawnPage::default()
            },
            painted: Vec::new(),
            paper: Paper::default(),
            width,
            height,
            glyphs_left: glyphs,
            unseen_left: MOST_UNSEEN.min(glyphs),
            text_left: glyphs.saturating_mul(BYTES_PER_GLYPH),
            copies_left,
            copied: 0,
            is_full: false,
            has_text_outside: false,
        }
    }

    pub(super) fn finish(mut self) -> (DrawnPage, Account) {
        let glyphs = self.page.glyphs.len();
        let size = [self.page.width, self.page.height];
        sight::judge(
            &self.page.text,
            &self.page.glyphs,
            &mut self.painted,
            &self.paper,
            size,
        );
        withheld::separate(&mut self.page, &self.painted);
        let account = Account {
            glyphs: glyphs.max(self.page.text.len() / BYTES_PER_GLYPH),
            copied: self.copied,
            is_outside: self.page.glyphs.is_empty() && self.has_text_outside,
        };
        let duplicates = super::overprint::drop(&self.page.text, &mut self.page.glyphs);
        self.page.ledger.duplicates += duplicates;
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
        if self.shows(area) {
            self.paper.paint(single_box(area), AreaKind::Picture);
        }
    }

    pub(super) fn paint(&mut self, path: &mut Path, paint: PathPaint) {
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
            let to = pen.matrix.apply(drawn);
            let sight = if hidden || self.is_unseen(&pen, to, font, state) {
                Sight::Excluded
            } else {
                Sight::Open
            };
            self.glyph(shown, &pen, to, font, (state, sight), marks);
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
        (state, sight): (&GraphicsState, Sight),
        marks: &mut MarkStack,
    ) {
        // Two million glyphs beside a page must not take the place of those on it.
        let is_unseen = sight == Sight::Excluded;
        if is_unseen && self.unseen_left == 0 {
            let letters = letters(shown.text);
            self.page.ledger.drawn += letters;
            self.page.ledger.hidden += letters;
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
        let is_last = !is_unseen && self.glyphs_left == 0;
        if is_last || self.text_left < text.len() || self.copies_left < copied {
            self.is_full = true;
            return;
        }
        self.copies_left -= copied;
        self.copied += copied;
        if is_unseen {
            self.unseen_left -= 1;
        } else {
            self.glyphs_left -= 1;
        }
        self.text_left -= text.len();
        let start = self.page.text.len();
        push_decomposed(text, &mut self.page.text);
        let end = self.page.text.len();
        if end == start {
            return;
        }
        self.page.ledger.drawn += letters(&self.page.text[start..]);
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
        let is_transparent = state.opacity == Opacity::Transparent && !font.is_type3;
        self.painted.push(Painted {
            colour: state.fill.filter(|_| !font.is_type3 && state.is_opaque()),
            order: self.paper.count(),
            is_invisible: state.ink == Ink::Invisible || is_transparent,
            is_clip: state.clips_to_text,
            sight,
        });
    }

    /// Returns true if a glyph cannot be seen, whatever is painted around it.
    fn is_unseen(&mut self, pen: &Pen, to: Point, font: &Font, state: &GraphicsState) -> bool {
        let is_outside = !self.shows_glyph(pen, to);
        self.has_text_outside |= is_outside;
        let [dx, dy] = [to[0] - pen.matrix.origin[0], to[1] - pen.matrix.origin[1]];
        // The size of a Type 3 font is an estimate, but its advances are exact. Condensed
        // letters may have small advances.
        let is_tiny = pen.size < SMALLEST && dx.hypot(dy) < SMALLEST;
        // A stretch of 0 leaves nothing of a letter.
        let is_flat = state.stretch == 0.0 && !font.vertical;
        is_outside || is_tiny || is_flat || state.clip.excludes(pen.around_core(to))
    }

    /// Returns true if the middle of a glyph is on the page; false for NaN.
    ///
    /// Printers' marks such as the file's name and date are outside of the crop box.
    fn shows_glyph(&self, pen: &Pen, to: Point) -> bool {
        let from = pen.matrix.origin;
        let [x, y] = [f64::midpoint(from[0], to[0]), from[1]];
        let is_inside = x > -PAGE_SLACK
            && y > -PAGE_SLACK
            && x < self.width + PAGE_SLACK
            && y < self.height + PAGE_SLACK + pen.size;
        let mut coordinates = [from, to].into_iter().flatten();
        is_inside
            && pen.size < MAX_SIZE
            && coordinates.all(|coordinate| coordinate.abs() < MAX_COORDINATE)
    }

    /// Returns true if a part of the box is on the page; false for a box with NaN.
    fn shows(&self, [x0, y0, x1, y1]: [f64; 4]) -> bool {
        x1 >= 0.0 && y1 >= 0.0 && x0 <= self.width && y0 <= self.height
    }
}

/// Appends a glyph's text and splits ligatures, so that a search for `office` finds
/// `oﬃce`.
fn push_decomposed(text: &str, to: &mut String) {
    if text.is_ascii() {
        to.push_str(text);
        return;
    }
    let shown = invisible::without(text);
    let text = shown.as_ref().map_or(text, |(shown, _)| shown.as_str());
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
