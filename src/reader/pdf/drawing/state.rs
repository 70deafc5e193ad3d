//! Keeps the graphics state, as far as text and rulings depend on it (ISO 32000-2 8.4 and
//! 9.3).

use super::colour::{Colour, ColourSpace};
use super::content::Operand;
use crate::reader::pdf::font::Font;
use crate::reader::pdf::geometry::{Matrix, Point};
use crate::reader::pdf::page::Ink;
use std::rc::Rc;

/// The state that `q` saves and `Q` restores.
#[derive(Debug, Clone)]
pub(super) struct GraphicsState {
    /// From user space to points from the page's top left.
    pub(super) matrix: Matrix,
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f64,
    pub(super) character_spacing: f64,
    pub(super) word_spacing: f64,
    /// The horizontal scaling; 1 is none.
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) ink: Ink,
    /// True if text is nothing but the clip of what is painted after it.
    pub(super) clips_to_text: bool,
    pub(super) fill_is_white: bool,
    pub(super) fill_space: ColourSpace,
    /// The fill colour, if it is known.
    pub(super) fill: Option<Colour>,
    pub(super) opacity: Opacity,
    /// True in a form that is drawn with transparency or a blend mode.
    pub(super) is_in_blended: bool,
    pub(super) clip: Clip,
    pub(super) line_width: f64,
}

/// The opacity of what is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opacity {
    Opaque,
    /// Partly transparent, masked, or blended with what is below.
    Blended,
    /// Fully transparent.
    Transparent,
}

/// The area that is painted at most (8.5.4).
#[derive(Debug, Clone, Copy)]
pub(super) struct Clip {
    /// Contains the area, in points of the page.
    pub(super) area: [f64; 4],
    /// True if the area is the box itself.
    pub(super) is_box: bool,
}

impl Clip {
    const NONE: Self = Self {
        area: [
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
            f64::INFINITY,
            f64::INFINITY,
        ],
        is_box: true,
    };

    /// Clips to the part in `area` too.
    pub(super) fn intersect(&mut self, area: [f64; 4], is_box: bool) {
        self.area = self.within(area);
        self.is_box &= is_box;
    }

    /// Returns the part of `area` that is in the clip's box.
    pub(super) fn within(&self, area: [f64; 4]) -> [f64; 4] {
        [
            area[0].max(self.area[0]),
            area[1].max(self.area[1]),
            area[2].min(self.area[2]),
            area[3].min(self.area[3]),
        ]
    }

    /// Returns true if nothing in `area` is painted; false for a box with NaN.
    pub(super) fn excludes(&self, [x0, y0, x1, y1]: [f64; 4]) -> bool {
        x1 < self.area[0] || y1 < self.area[1] || x0 > self.area[2] || y0 > self.area[3]
    }
}

impl GraphicsState {
    pub(super) fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: None,
            size: 1.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            ink: Ink::Visible,
            clips_to_text: false,
            fill_is_white: false,
            fill_space: ColourSpace::Grey,
            fill: Some(Colour::BLACK),
            opacity: Opacity::Opaque,
            is_in_blended: false,
            clip: Clip::NONE,
            line_width: 1.0,
        }
    }

    /// Sets the text rendering mode (table 104).
    pub(super) fn set_mode(&mut self, mode: f64) {
        self.ink = match mode {
            // Filled and stroked text is wider, which imitates bold.
            2.0 | 6.0 => Ink::Emboldened,
            3.0 | 7.0 => Ink::Invisible,
            _ => Ink::Visible,
        };
        self.clips_to_text = matches!(mode, 7.0);
    }

    /// Returns true if a filled area hides what is below it.
    pub(super) fn is_opaque(&self) -> bool {
        self.opacity == Opacity::Opaque && !self.is_in_blended
    }

    /// Sets the space of the fill colour, which starts with the default colour: black,
    /// or not known.
    pub(super) fn set_fill_space(&mut self, space: ColourSpace) {
        self.fill_is_white = false;
        self.fill_space = space;
        self.fill = (space != ColourSpace::Other).then_some(Colour::BLACK);
    }

    /// Sets the fill colour in one of the device spaces.
    pub(super) fn set_fill_in(&mut self, space: ColourSpace, components: &[Operand]) {
        self.fill_space = space;
        self.set_fill(components);
    }

    /// Sets the fill colour. White is 1 in each component of grey and RGB, 0 in each of
    /// CMYK.
    pub(super) fn set_fill(&mut self, components: &[Operand]) {
        self.fill = self.fill_space.colour(components);
        let all = |value: f64| {
            components
                .iter()
                .all(|component| *component == Operand::Number(value))
        };
        // The number of components determines the colour space, except in patterns, which
        // are not white.
        self.fill_is_white = match components.len() {
            1 | 3 => all(1.0),
            4 => all(0.0),
            _ => false,
        };
    }
}

/// The matrices of a text object.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextMatrices {
    pub(super) pen: Matrix,
    line: Matrix,
}

impl Default for TextMatrices {
    fn default() -> Self {
        Self {
            pen: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }
}

impl TextMatrices {
    pub(super) fn begin(&mut self) {
        *self = Self::default();
    }

    pub(super) fn set(&mut self, matrix: Matrix) {
        self.line = matrix;
        self.pen = matrix;
    }

    pub(super) fn next_line(&mut self, offset: Point) {
        self.set(Matrix::translation(offset).then(&self.line));
    }

    /// Moves the pen in text space.
    pub(super) fn advance(&mut self, offset: Point) {
        self.pen.origin = self.pen.apply(offset);
    }

    /// Moves the pen back by thousandths of an em, as numbers in `TJ` do.
    pub(super) fn adjust(&mut self, thousandths: f64, font: &Font, state: &GraphicsState) {
        let back = -thousandths / 1000.0 * state.size;
        if font.vertical {
            self.advance([0.0, back]);
        } else {
            self.advance([back * state.stretch, 0.0]);
        }
    }
}
