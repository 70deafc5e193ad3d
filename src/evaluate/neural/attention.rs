//! Attention: for each piece of a text the weighted mean of the values of all its pieces.
//!
//! Vaswani et al., "Attention is all you need" (2017), 3.2. Queries pass in panels of 32.
//! Their weights are a matrix with a row for each key, so that the sums over keys, and the
//! product with the values, need no vector to be added up in itself.
#![allow(clippy::inline_always)] // code that is not inlined loses the caller's instructions

use super::curve::exp;
use super::kernel::{LONG_TILE, PANEL, SHORT_TILE, arrange, arrange_tiles, is_long, sums};
use super::matrix::MatrixView;
use fearless_simd::{Level, dispatch, prelude::*};

/// Memory to work in.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    keys: Vec<f32>,
    values: Vec<f32>,
    queries: Vec<f32>,
    weights: Vec<f32>,
}

/// Writes the weighted means for one text. A row of `joined` has the query of a piece, its
/// key and its value, each with the numbers of all heads.
pub(super) fn attend(
    level: Level,
    joined: MatrixView<'_>,
    heads: usize,
    work: &mut Workspace,
    attended: &mut [f32],
) {
    let size = joined.columns / 3;
    let part = size / heads;
    for head in 0..heads {
        let of = |kind: usize| joined.columns_from(kind * size + head * part, part);
        let head_start = &mut attended[head * part..];
        dispatch!(level, simd => {
            if is_long(simd) {
                work.attend::<_, LONG_TILE>(simd, [of(0), of(1), of(2)], head_start, size);
            } else {
                work.attend::<_, SHORT_TILE>(simd, [of(0), of(1), of(2)], head_start, size);
            }
        });
    }
}

impl Workspace {
    /// Writes the means of one head to rows that are `stride` numbers apart.
    #[inline(always)]
    fn attend<S: Simd, const TILE: usize>(
        &mut self,
        simd: S,
        [queries, keys, values]: [MatrixView<'_>; 3],
        attended: &mut [f32],
        stride: usize,
    ) {
        arrange_tiles::<TILE>(keys, &mut self.keys);
        arrange_columns::<TILE>(values, &mut self.values);
        for first in (0..queries.rows).step_by(PANEL) {
            let here = queries.rows_from(first, PANEL.min(queries.rows - first));
            self.queries.clear();
            self.queries.resize(here.columns * PANEL, 0.0);
            arrange::<PANEL>(here, &mut self.queries);
            self.weigh::<S, TILE>(simd, keys);
            let place = &mut attended[first * stride..];
            self.mean::<S, TILE>(simd, (here.rows, here.columns), place, stride);
        }
    }

    /// Writes the weight of each key for each query of the panel, without the division by
    /// their sum.
    #[inline(always)]
    fn weigh<S: Simd, const TILE: usize>(&mut self, simd: S, keys: MatrixView<'_>) {
        self.weights
            .resize(keys.rows.next_multiple_of(TILE) * PANEL, 0.0);
        let tiles = self.keys.chunks_exact(keys.columns * TILE);
        for (tile, rows) in tiles.zip(self.weights.chunks_exact_mut(TILE * PANEL)) {
            for at in (0..PANEL).step_by(2 * S::f32s::LEN) {
                let sums = sums::<S, TILE>(simd, tile, &self.queries, at);
                for (row, [first, second]) in rows.chunks_exact_mut(PANEL).zip(sums) {
                    let (before, after) = row[at..].split_at_mut(S::f32s::LEN);
                    first.store_slice(before);
                    second.store_slice(&mut after[..S::f32s::LEN]);
                }
            }
        }
        // Absent keys of the last tile would weigh as much as a key with the score 0.
        self.weights.truncate(keys.rows * PANEL);
        for at in (0..PANEL).step_by(S::f32s::LEN) {
            exponentials(simd, &mut self.weights, at);
        }
    }

    /// Writes the mean of the values for each query of the panel.
    #[inline(always)]
    fn mean<S: Simd, const TILE: usize>(
        &self,
        simd: S,
        (queries, numbers): (usize, usize),
        attended: &mut [f32],
        stride: usize,
    ) {
        let tiles = self.values.chunks_exact(self.weights.len() / PANEL * TILE);
        for at in (0..PANEL.min(queries)).step_by(2 * S::f32s::LEN) {
            let totals = [at, at + S::f32s::LEN].map(
                #[inline(always)]
                |at| total(simd, &self.weights, at),
            );
            for (first, tile) in (0..numbers).step_by(TILE).zip(tiles.clone()) {
                let sums = sums::<S, TILE>(simd, tile, &self.weights, at);
                for (number, sums) in (first..numbers).zip(sums) {
                    let start = at * stride + number;
                    let means = [sums[0] / totals[0], sums[1] / totals[1]];
                    let means = means.iter().flat_map(SimdBase::as_slice);
                    let places = attended[start..].iter_mut().step_by(stride);
                    for (place, mean) in places.zip(means).take(queries - at) {
                        *place = *mean;
                    }
                }
            }
        }
    }
}

/// Puts the exponential in place of each score in a vector of columns from `at` on.
#[inline(always)]
fn exponentials<S: Simd>(simd: S, scores: &mut [f32], at: usize) {
    // The largest score is subtracted: an exponential overflows above 88 in 32 bits.
    let mut largest = S::f32s::splat(simd, f32::NEG_INFINITY);
    for row in scores.as_chunks::<PANEL>().0 {
        largest = largest.max(S::f32s::from_slice(simd, &row[at..at + S::f32s::LEN]));
    }
    for row in scores.as_chunks_mut::<PANEL>().0 {
        let place = &mut row[at..at + S::f32s::LEN];
        let score = S::f32s::from_slice(simd, place);
        exp(simd, score - largest).store_slice(place);
    }
}

/// Returns the sums of a vector of columns from `at` on.
#[inline(always)]
fn total<S: Simd>(simd: S, weights: &[f32], at: usize) -> S::f32s {
    let mut total = S::f32s::splat(simd, 0.0);
    for row in weights.as_chunks::<PANEL>().0 {
        total += S::f32s::from_slice(simd, &row[at..at + S::f32s::LEN]);
    }
    total
}

/// Arranges all columns as tiles: of each row the numbers of the first few columns, then
/// of each row those of the next. Absent columns are 0.
#[inline(always)]
fn arrange_columns<const TILE: usize>(matrix: MatrixView<'_>, tiles: &mut Vec<f32>) {
    tiles.clear();
    tiles.resize(matrix.columns.next_multiple_of(TILE) * matrix.rows, 0.0);
    let places = tiles.chunks_exact_mut(TILE * matrix.rows);
    for (first, place) in (0..matrix.columns).step_by(TILE).zip(places) {
        let width = TILE.min(matrix.columns - first);
        let columns = matrix.columns_from(first, width);
        for (row, place) in place.as_chunks_mut::<TILE>().0.iter_mut().enumerate() {
            place[..width].copy_from_slice(columns.row(row));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::neural::kernel::levels;

    #[test]
    fn means_are_weighted_by_the_exponentials_of_the_scores() {
        // 70 pieces are three panels of queries, and 35 numbers of a head three tiles.
        let (pieces, heads, part) = (70, 2, 35);
        let size = heads * part;
        let number = |at: usize| f32::from(u8::try_from(at * 53 % 97).unwrap()) / 97.0 - 0.5;
        let numbers: Vec<f32> = (0..pieces * 3 * size).map(number).collect();
        let joined = MatrixView::of(&numbers, 3 * size);
        for level in levels() {
            let mut attended = vec![0.0; pieces * size];
            attend(
                level,
                joined,
                heads,
                &mut Workspace::default(),
                &mut attended,
            );
            for (at, found) in attended.iter().enumerate() {
                let (query, head) = (joined.row(at / size), at % size / part * part);
                let weight = |key: &[f32]| {
                    let key = &key[size + head..][..part];
                    let pairs = query[head..][..part].iter().zip(key);
                    pairs
                        .map(|(a, b)| f64::from(*a) * f64::from(*b))
                        .sum::<f64>()
                        .exp()
                };
                let (mut sum, mut total) = (0.0, 0.0);
                for row in (0..pieces).map(|piece| joined.row(piece)) {
                    sum += weight(row) * f64::from(row[2 * size + at % size]);
                    total += weight(row);
                }
                let error = (f64::from(*found) - sum / total).abs();
                assert!(error < 1e-5, "{level:?}, number {at}: {error}");
            }
        }
    }
}
