//! Keeps the graphics state, as far as text and rulings depend on it (ISO 32000-2 8.4 and
//! 9.3).

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
    pub(super) fill_is_white: bool,
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
            fill_is_white: false,
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
    }

    /// Sets the fill colour, of which only white is kept: 1 in each component of grey and
    /// RGB, 0 in each of CMYK.
    pub(super) fn set_fill(&mut self, components: &[Operand]) {
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
