//! Boxes on a page: `[x0, y0, x1, y1]`, top left to bottom right.

use super::super::page::Box;

/// The box that holds nothing: covering it with another gives the other.
pub(in super::super) const NOTHING: Box = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];

/// The smallest box that holds both.
pub(in super::super) fn cover(a: Box, b: Box) -> Box {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}

/// Whether the point lies in the box or within `slack` of it.
pub(in super::super) fn holds(area: Box, point: [f32; 2], slack: f32) -> bool {
    area[0] - slack <= point[0]
        && point[0] <= area[2] + slack
        && area[1] - slack <= point[1]
        && point[1] <= area[3] + slack
}

/// How much two intervals share; negative is the gap between them.
pub(super) fn shared(a: (f32, f32), b: (f32, f32)) -> f32 {
    a.1.min(b.1) - a.0.max(b.0)
}
