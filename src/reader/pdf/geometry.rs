//! Defines points, rectangles and matrices (ISO 32000-2 8.3).

/// A point or a vector in some space.
pub(super) type Point = [f64; 2];

/// A rectangle of a page: `[x0, y0, x1, y1]`, from its top left to its bottom right
/// corner.
pub(super) type Rect = [f32; 4];

/// The axes and the origin of a space, in the coordinates of another one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix {
    pub(super) x: Point,
    pub(super) y: Point,
    pub(super) origin: Point,
}

impl From<[f64; 6]> for Matrix {
    /// Takes the numbers in the order in which PDF writes matrices.
    fn from([x0, x1, y0, y1, origin0, origin1]: [f64; 6]) -> Self {
        Self {
            x: [x0, x1],
            y: [y0, y1],
            origin: [origin0, origin1],
        }
    }
}

impl Matrix {
    pub(super) const IDENTITY: Self = Self {
        x: [1.0, 0.0],
        y: [0.0, 1.0],
        origin: [0.0, 0.0],
    };

    pub(super) fn translation(origin: Point) -> Self {
        Self {
            origin,
            ..Self::IDENTITY
        }
    }

    /// Returns the matrix that applies this one first and then the other.
    pub(super) fn then(&self, other: &Self) -> Self {
        Self {
            x: other.turn(self.x),
            y: other.turn(self.y),
            origin: other.apply(self.origin),
        }
    }

    pub(super) fn apply(&self, point: Point) -> Point {
        let turned = self.turn(point);
        [turned[0] + self.origin[0], turned[1] + self.origin[1]]
    }

    /// Applies the matrix to a vector, without the origin.
    pub(super) fn turn(&self, [along, up]: Point) -> Point {
        [
            along * self.x[0] + up * self.y[0],
            along * self.x[1] + up * self.y[1],
        ]
    }

    /// Returns the box around the transformed corners of a box.
    pub(super) fn apply_to_box(&self, [x0, y0, x1, y1]: [f64; 4]) -> [f64; 4] {
        around([[x0, y0], [x1, y0], [x0, y1], [x1, y1]].map(|corner| self.apply(corner)))
    }
}

/// Returns the box around points; without points, an empty box.
pub(super) fn around(points: impl IntoIterator<Item = Point>) -> [f64; 4] {
    let nothing = [
        f64::INFINITY,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NEG_INFINITY,
    ];
    points
        .into_iter()
        .fold(nothing, |[x0, y0, x1, y1], [x, y]| {
            [x0.min(x), y0.min(y), x1.max(x), y1.max(y)]
        })
}

/// Converts a point to the precision of the layout.
#[expect(
    clippy::cast_possible_truncation,
    reason = "points need no more digits"
)]
pub(super) fn single(values: Point) -> [f32; 2] {
    values.map(|value| value as f32)
}

/// Converts a box to the precision of the layout.
#[expect(
    clippy::cast_possible_truncation,
    reason = "points need no more digits"
)]
pub(super) fn single_box(values: [f64; 4]) -> [f32; 4] {
    values.map(|value| value as f32)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use super::*;

    #[test]
    fn matrices_are_applied_in_order() {
        let double = Matrix::from([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        let double_then_move = double.then(&Matrix::translation([1.0, 0.0]));
        assert_eq!(double_then_move.apply([3.0, 4.0]), [7.0, 8.0]);
        let quarter_turn = Matrix::from([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]);
        assert_eq!(
            quarter_turn.apply_to_box([0.0, 0.0, 2.0, 1.0]),
            [-1.0, 0.0, 0.0, 2.0]
        );
    }
}
