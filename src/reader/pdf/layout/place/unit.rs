//! Units in which layout rules compare: ems, percentages, font sizes and baselines.

use std::ops::Mul;

/// A length in ems, that is in multiples of a font size.
///
/// A rule in points that fits 10 point text would split the words of a 40 point title.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Em(pub(crate) f32);

impl Em {
    /// Returns the length in points at a font size in points.
    pub(crate) fn at(self, size: f32) -> f32 {
        self.0 * size
    }
}

/// A share of a whole, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Percent(pub(crate) u8);

impl Percent {
    /// Returns true if `part` is this share of `whole` or more.
    ///
    /// Counts are multiplied, not divided: 29 of 100 reach 29 %, but 0.29 * 100 is less
    /// than 29 as a floating point number.
    pub(crate) fn is_reached<T: Count>(self, part: T, whole: T) -> bool {
        part * T::from(Self::WHOLE) >= whole * T::from(self.0)
    }

    /// Returns true if `part` is more than this share of `whole`.
    ///
    /// Half of four is two, and two do not exceed it. Zero exceeds no share of zero: a
    /// line without letters would otherwise be bold, italic and monospace at once.
    pub(crate) fn is_exceeded<T: Count>(self, part: T, whole: T) -> bool {
        part * T::from(Self::WHOLE) > whole * T::from(self.0)
    }

    const WHOLE: u8 = 100;
}

/// An integer that counts lines, cells or characters: `usize` or `u64`.
pub(crate) trait Count: Copy + From<u8> + Mul<Output = Self> + PartialOrd {}

impl Count for usize {}
impl Count for u64 {}

/// Returns true if a font size differs from `base` by less than a share of `base`.
///
/// Lines of one paragraph need not have equal sizes: text recognition gives each line of
/// a scanned page a size of its own, such as 9.8 and 10.1 points. Each caller names its
/// tolerance, because a caption may be nearer to the body size than a title to its second
/// line.
pub(crate) fn same_size(size: f32, base: f32, tolerance: Em) -> bool {
    (size - base).abs() < tolerance.at(base)
}

/// Returns true if two baselines are less than `slack` points apart.
///
/// The distance is absolute: an exponent is above its line and an index below. Without
/// the absolute value every word farther up the page would be on the line.
pub(crate) fn same_baseline(a: f32, b: f32, slack: f32) -> bool {
    (a - b).abs() < slack
}

/// Groups items into rows, from the top of the page.
///
/// A row holds the items whose baselines are less than `slack` below that of its first
/// item. They are compared with the first item and not with the previous one, because
/// labels that step down a diagonal axis would otherwise be one row.
pub(crate) fn rows_by_baseline<T>(
    mut items: Vec<T>,
    y: impl Fn(&T) -> f32,
    slack: impl Fn(&T) -> f32,
) -> Vec<Vec<T>> {
    items.sort_by(|a, b| y(a).total_cmp(&y(b)));
    let mut rows: Vec<Vec<T>> = Vec::new();
    for item in items {
        match rows.last_mut() {
            Some(row) if y(&item) - y(&row[0]) < slack(&row[0]) => row.push(item),
            _ => rows.push(vec![item]),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_reached_by_its_exact_part_and_exceeded_by_more() {
        assert!(Percent(80).is_reached(4_usize, 5));
        assert!(!Percent(80).is_exceeded(4_usize, 5));
        assert!(Percent(80).is_exceeded(5_u64, 6));
    }

    #[test]
    fn steps_of_a_diagonal_are_rows_of_their_own() {
        let rows = rows_by_baseline(vec![4.0, 0.0, 2.0, 9.0], |y| *y, |_| 3.0);
        assert_eq!(rows, [vec![0.0, 2.0], vec![4.0], vec![9.0]]);
    }
}
