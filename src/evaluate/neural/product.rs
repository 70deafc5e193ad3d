//! Products of matrices whose right side is used again and again.
//!
//! Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008): the
//! left side is cut into tiles of a few rows, the right side into panels of 32 columns, so
//! that the sums of one tile with one panel stay in registers.
#![allow(clippy::inline_always)] // code that is not inlined loses the caller's instructions

use super::kernel::{Finish, LONG_TILE, PANEL, SHORT_TILE};
use super::kernel::{arrange, arrange_tiles, is_long, store, sums};
use super::matrix::MatrixView;
use fearless_simd::{Level, dispatch, prelude::*};

/// The numbers of the left side that are arranged at a time: half a megabyte, which stays
/// in the second-level cache while all panels pass.
const BLOCK: usize = 1 << 17;

/// The right side of a product, as panels: columns 0 to 31 of all rows, then columns 32 to
/// 63 of all rows. Absent columns are 0.
#[derive(Debug)]
pub(super) struct Panels {
    numbers: Vec<f32>,
    rows: usize,
    columns: usize,
}

impl Panels {
    /// Arranges a matrix whose rows are the columns of the product, as files of weights
    /// have them.
    pub(super) fn transposed(matrix: MatrixView<'_>) -> Self {
        let (rows, columns) = (matrix.columns, matrix.rows);
        let mut numbers = vec![0.0; columns.next_multiple_of(PANEL) * rows];
        for (first, panel) in (0..columns)
            .step_by(PANEL)
            .zip(numbers.chunks_exact_mut((PANEL * rows).max(1)))
        {
            let width = PANEL.min(columns - first);
            arrange::<PANEL>(matrix.rows_from(first, width), panel);
        }
        Self {
            numbers,
            rows,
            columns,
        }
    }

    /// Returns the numbers of rows and of columns.
    pub(super) fn dim(&self) -> (usize, usize) {
        (self.rows, self.columns)
    }

    /// Writes `left * self + bias`, row after row. `tiles` is memory to work in.
    ///
    /// The numbers of a row are added in the same order wherever it is, so they do not
    /// depend on the rows beside it.
    pub(super) fn multiply(
        &self,
        level: Level,
        left: MatrixView<'_>,
        bias: &[f32],
        finish: Finish,
        tiles: &mut Vec<f32>,
    ) -> Vec<f32> {
        let mut product = vec![0.0; left.rows * self.columns];
        dispatch!(level, simd => {
            if is_long(simd) {
                self.fill::<_, LONG_TILE>(simd, left, (bias, finish), tiles, &mut product);
            } else {
                self.fill::<_, SHORT_TILE>(simd, left, (bias, finish), tiles, &mut product);
            }
        });
        product
    }

    #[inline(always)]
    fn fill<S: Simd, const TILE: usize>(
        &self,
        simd: S,
        left: MatrixView<'_>,
        (bias, finish): (&[f32], Finish),
        tiles: &mut Vec<f32>,
        product: &mut [f32],
    ) {
        let (depth, columns) = self.dim();
        let block = (BLOCK / depth / TILE).max(1) * TILE;
        for first in (0..left.rows).step_by(block) {
            arrange_tiles::<TILE>(left.rows_from(first, block.min(left.rows - first)), tiles);
            for (column, panel) in (0..columns)
                .step_by(PANEL)
                .zip(self.numbers.chunks_exact(depth * PANEL))
            {
                for (row, tile) in (first..left.rows)
                    .step_by(TILE)
                    .zip(tiles.chunks_exact(depth * TILE))
                {
                    for at in (0..PANEL.min(columns - column)).step_by(2 * S::f32s::LEN) {
                        let sums = sums::<S, TILE>(simd, tile, panel, at);
                        let rows = product[row * columns..].chunks_exact_mut(columns);
                        for (row, sums) in rows.zip(sums) {
                            let start = column + at;
                            store(simd, sums[0], (bias, finish), row, start);
                            store(simd, sums[1], (bias, finish), row, start + S::f32s::LEN);
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::neural::kernel::levels;
    use crate::evaluate::neural::matrix::WeightMatrix;

    /// Returns a matrix of numbers between -1 and 1.
    fn matrix(rows: usize, columns: usize, seed: usize) -> WeightMatrix {
        let number = |at: usize| f32::from(u8::try_from((at * 37 + seed) % 101).unwrap()) / 50.0;
        WeightMatrix {
            numbers: (0..rows * columns).map(|at| number(at) - 1.0).collect(),
            rows,
            columns,
        }
    }

    fn multiplied(
        level: Level,
        left: MatrixView<'_>,
        right: &WeightMatrix,
        finish: Finish,
    ) -> Vec<f32> {
        let bias: Vec<f32> = right.numbers.iter().copied().take(right.rows).collect();
        let panels = Panels::transposed(right.view());
        panels.multiply(level, left, &bias, finish, &mut Vec::new())
    }

    #[test]
    fn products_of_all_shapes_are_the_plain_sums() {
        for (rows, depth, columns) in [
            (1, 1, 1),
            (12, 3, 32),
            (13, 40, 33),
            (7, 64, 90),
            (100, 2000, 5),
        ] {
            let (left, right) = (matrix(rows, depth, 1), matrix(columns, depth, 2));
            for level in levels() {
                let product = multiplied(level, left.view(), &right, Finish::None);
                for (at, found) in product.iter().enumerate() {
                    let (row, column) = (left.row(at / columns), right.row(at % columns));
                    let pairs = row.iter().zip(column);
                    let terms = pairs.map(|(a, b)| f64::from(*a) * f64::from(*b));
                    let (sum, size) = terms.fold((0.0, 1.0), |(sum, size), term: f64| {
                        (sum + term, size + term.abs())
                    });
                    let expected = sum + f64::from(right.numbers[at % columns]);
                    let error = (f64::from(*found) - expected).abs() / size;
                    assert!(
                        error < 1e-5,
                        "{rows} x {depth} x {columns}, {level:?}, {at}: {error}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_row_does_not_depend_on_the_rows_beside_it() {
        let (left, right) = (matrix(50, 24, 3), matrix(40, 24, 4));
        for level in levels() {
            let all = multiplied(level, left.view(), &right, Finish::Gelu);
            for row in 0..50 {
                let own = multiplied(level, left.view().rows_from(row, 1), &right, Finish::Gelu);
                assert_eq!(own, all[row * 40..][..40]);
            }
        }
    }
}
