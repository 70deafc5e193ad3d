//! The place of the next glyph, and of glyphs beside each other.

use crate::reader::pdf::drawing::state::{GraphicsState, TextMatrices};
use crate::reader::pdf::font::Font;
use crate::reader::pdf::geometry::{Matrix, Point, around};
use crate::reader::pdf::page::Glyph;

/// The place at which the next glyph of a string is shown.
pub(super) struct Pen {
    /// From text space to points; its origin is the pen.
    pub(super) matrix: Matrix,
    /// The height of an em in points.
    pub(super) size: f64,
    /// The vector of an em from the baseline upwards; `None` if it has no direction.
    up: Option<Point>,
}

impl Pen {
    pub(super) fn new(font: &Font, state: &GraphicsState, text: &TextMatrices) -> Self {
        let matrix = Matrix::translation([0.0, state.rise])
            .then(&text.pen)
            .then(&state.matrix);
        let [x, y] = matrix.y;
        let length = x.hypot(y);
        let size = length * state.size.abs() * font.em;
        // Once for a string, because a root takes as long as the rest of a glyph's box.
        let up = (length != 0.0).then(|| [x / length * size, y / length * size]);
        Self { matrix, size, up }
    }

    /// Returns the box around the middle of a glyph from the pen to `to`: a clip without
    /// any of it shows no letter.
    pub(super) fn around_core(&self, to: Point) -> [f64; 4] {
        let Some(up) = self.up else {
            return self.around(to);
        };
        let above = |point: Point| [point[0] + up[0], point[1] + up[1]];
        let from = self.matrix.origin;
        around([from, to, above(from), above(to)])
    }

    /// Returns the box around a glyph from the pen to `to`, with an em on each side.
    pub(super) fn around(&self, to: Point) -> [f64; 4] {
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
    pub(super) fn overlaps(&self, from: [f32; 2], to: [f32; 2]) -> bool {
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
    pub(super) fn stretch_over(&mut self, from: [f32; 2], to: [f32; 2]) {
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

pub(super) fn distance(from: [f32; 2], to: [f32; 2]) -> f32 {
    (to[0] - from[0]).hypot(to[1] - from[1])
}
