//! The inner loops of products: a tile of a few rows times a panel of 32 columns.
#![allow(clippy::inline_always)] // code that is not inlined loses the caller's instructions

use super::curve::gelu;
use super::matrix::MatrixView;
use fearless_simd::prelude::*;

/// The columns of a panel: two vectors of AVX-512, four of AVX2, eight of NEON.
pub(super) const PANEL: usize = 32;
/// The rows of a tile with 32 registers: 24 hold sums, 2 hold numbers of the panel and 1 a
/// number of the tile.
pub(super) const LONG_TILE: usize = 12;
/// The rows of a tile with 16 registers, as AVX2 has them: 12 hold sums.
pub(super) const SHORT_TILE: usize = 6;
/// The numbers of a vector from which on there are 32 registers: AVX-512.
const LONG_VECTOR: usize = 16;

/// The change to each number of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finish {
    None,
    Gelu,
}

/// Returns true if a tile has [`LONG_TILE`] rows.
#[inline(always)]
pub(super) fn is_long<S: Simd>(_simd: S) -> bool {
    S::f32s::LEN >= LONG_VECTOR
}

/// Arranges at most `WIDTH` rows: the first number of each row, then the second of each.
/// Absent rows keep what `place` has there.
#[inline(always)]
pub(super) fn arrange<const WIDTH: usize>(rows: MatrixView<'_>, place: &mut [f32]) {
    for row in 0..rows.rows {
        let places = place.as_chunks_mut::<WIDTH>().0;
        for (place, number) in places.iter_mut().zip(rows.row(row)) {
            place[row] = *number;
        }
    }
}

/// Arranges all rows as tiles. Absent rows of the last one are 0.
#[inline(always)]
pub(super) fn arrange_tiles<const TILE: usize>(rows: MatrixView<'_>, tiles: &mut Vec<f32>) {
    tiles.clear();
    tiles.resize(rows.rows.next_multiple_of(TILE) * rows.columns, 0.0);
    let places = tiles.chunks_exact_mut(TILE * rows.columns);
    for (first, place) in (0..rows.rows).step_by(TILE).zip(places) {
        arrange::<TILE>(rows.rows_from(first, TILE.min(rows.rows - first)), place);
    }
}

/// Returns the products of the rows of a tile with two vectors of columns of a panel, those
/// from `at` on.
#[inline(always)]
pub(super) fn sums<S: Simd, const TILE: usize>(
    simd: S,
    tile: &[f32],
    panel: &[f32],
    at: usize,
) -> [[S::f32s; 2]; TILE] {
    let mut sums = [[S::f32s::splat(simd, 0.0); 2]; TILE];
    let (tile, panel) = (tile.as_chunks::<TILE>().0, panel.as_chunks::<PANEL>().0);
    for (left, right) in tile.iter().zip(panel) {
        let (first, second) = right[at..at + 2 * S::f32s::LEN].split_at(S::f32s::LEN);
        let first = S::f32s::from_slice(simd, first);
        let second = S::f32s::from_slice(simd, second);
        for (sums, number) in sums.iter_mut().zip(left) {
            let number = S::f32s::splat(simd, *number);
            sums[0] = number.mul_add(first, sums[0]);
            sums[1] = number.mul_add(second, sums[1]);
        }
    }
    sums
}

/// Writes a vector of sums, each with its bias, to the columns of `row` from `start` on.
/// Absent columns are left out.
#[inline(always)]
pub(super) fn store<S: Simd>(
    simd: S,
    sums: S::f32s,
    (bias, finish): (&[f32], Finish),
    row: &mut [f32],
    start: usize,
) {
    let Some(row) = row.get_mut(start..).filter(|row| !row.is_empty()) else {
        return;
    };
    if row.len() >= S::f32s::LEN {
        let bias = S::f32s::from_slice(simd, &bias[start..start + S::f32s::LEN]);
        finished(simd, sums + bias, finish).store_slice(&mut row[..S::f32s::LEN]);
    } else {
        let bias = S::f32s::from_fn(simd, |at| bias.get(start + at).copied().unwrap_or_default());
        let numbers = finished(simd, sums + bias, finish);
        row.copy_from_slice(&numbers.as_slice()[..row.len()]);
    }
}

#[inline(always)]
fn finished<S: Simd>(simd: S, numbers: S::f32s, finish: Finish) -> S::f32s {
    match finish {
        Finish::None => numbers,
        Finish::Gelu => gelu(simd, numbers),
    }
}

/// Returns the sets of vector instructions that this machine has.
#[cfg(test)]
pub(super) fn levels() -> Vec<fearless_simd::Level> {
    use fearless_simd::Level;
    let mut levels = vec![Level::new()];
    #[cfg(target_arch = "x86_64")]
    {
        levels.extend(levels[0].as_avx2().map(Level::Avx2));
        levels.extend(levels[0].as_sse2().map(Level::Sse2));
    }
    levels
}
