//! Rectangles and intervals on a page.

use crate::reader::pdf::geometry::Rect;

/// The rectangle that contains nothing: `cover(EMPTY, a)` is `a`.
pub(crate) const EMPTY: Rect = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];

/// Returns the smallest rectangle that contains both rectangles.
pub(crate) fn cover(a: Rect, b: Rect) -> Rect {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}

/// Returns true if the point is in the rectangle or at most `slack` points outside of it.
///
/// The area of a link often begins a point right of its first word, which would be left
/// out of the link.
pub(crate) fn holds(area: Rect, point: [f32; 2], slack: f32) -> bool {
    area[0] - slack <= point[0]
        && point[0] <= area[2] + slack
        && area[1] - slack <= point[1]
        && point[1] <= area[3] + slack
}

/// An interval of one coordinate, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    pub(crate) start: f32,
    pub(crate) end: f32,
}

impl Extent {
    /// The interval that contains nothing: covering it with another gives the other.
    pub(crate) const EMPTY: Self = Self {
        start: f32::MAX,
        end: f32::MIN,
    };

    /// Returns the smallest interval that contains both intervals.
    pub(crate) fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Returns the length that both intervals share; below zero it is the gap between
    /// them.
    pub(crate) fn overlap(self, other: Self) -> f32 {
        self.end.min(other.end) - self.start.max(other.start)
    }
}
