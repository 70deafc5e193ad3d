//! Columns of a table from the horizontal extents of its cells.

use crate::reader::pdf::layout::place::Extent;

/// One in this many extents may cross a gap between two columns.
///
/// A heading over two columns must not make one column of both.
const CROSSING_ONE_IN: usize = 7;

/// Returns how many of `count` extents may cross a gap between two columns.
///
/// One in seven may: "Prices in euros" over the columns of six rows must not join them.
pub(super) fn crossings_allowed(count: usize) -> i32 {
    i32::try_from(count / CROSSING_ONE_IN).unwrap_or(i32::MAX)
}

/// Returns the columns: the places where more than `few` extents are above each other.
///
/// Columns nearer than `gap` points are one: the words of a cell have spaces between
/// them, and "Green" and "tea" in each row would be two columns. At one place, beginnings
/// come first: cells that touch are one column.
pub(super) fn columns(extents: &[Extent], few: i32, gap: f32) -> Vec<Extent> {
    let mut ends: Vec<(f32, i32)> = Vec::new();
    for extent in extents {
        ends.extend([(extent.start, 1), (extent.end, -1)]);
    }
    // Beginnings before ends at one place, so that the depth never falls between touching
    // cells.
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut columns: Vec<Extent> = Vec::new();
    let mut depth = 0;
    for (x, step) in ends {
        let before = depth;
        depth += step;
        if before <= few && depth > few {
            match columns.last() {
                // Nearer than the gap: words of one cell, so the last column continues.
                Some(last) if x - last.end < gap => {}
                _ => columns.push(Extent { start: x, end: x }),
            }
        }
        if before > few
            && depth <= few
            && let Some(last) = columns.last_mut()
        {
            last.end = x;
        }
    }
    columns
}
