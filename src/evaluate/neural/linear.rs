//! A layer that multiplies by a matrix and adds a bias.

use super::kernel::Finish;
use super::matrix::{MatrixView, WeightMatrix};
use super::product::Panels;
use super::weights::Weights;
use crate::error::Result;
use fearless_simd::Level;

/// A matrix and a bias.
pub(super) struct Linear {
    weights: Panels,
    bias: Vec<f32>,
    /// The bias has as many numbers as the matrix has columns.
    is_whole: bool,
}

impl Linear {
    /// The part of the encoder called `name`.
    pub(super) fn new(weights: &Weights, name: &str) -> Result<Self> {
        let matrix = weights.matrix(&format!("{name}.weight"))?;
        Ok(Self::of(&matrix, weights.vector(&format!("{name}.bias"))?))
    }

    /// The part outside of the encoder called `name`.
    pub(super) fn outside(weights: &Weights, name: &str) -> Result<Self> {
        let matrix = weights.plain_matrix(&format!("{name}.weight"))?;
        let bias = weights.plain_vector(&format!("{name}.bias"))?;
        Ok(Self::of(&matrix, bias))
    }

    /// A layer of a matrix with a row for each number of the output, as files have it.
    pub(super) fn of(matrix: &WeightMatrix, bias: Vec<f32>) -> Self {
        Self {
            is_whole: bias.len() == matrix.rows && matrix.columns > 0,
            weights: Panels::transposed(matrix.view()),
            bias,
        }
    }

    /// Returns true if it makes rows of `output` numbers of rows of `input` numbers.
    pub(super) fn fits(&self, input: usize, output: usize) -> bool {
        self.is_whole && self.weights.dim() == (input, output)
    }

    /// Returns the number of numbers in a row that it makes.
    pub(super) fn output(&self) -> usize {
        self.bias.len()
    }

    /// Returns a row for each row of `input`.
    pub(super) fn apply(
        &self,
        level: Level,
        input: MatrixView<'_>,
        finish: Finish,
        tiles: &mut Vec<f32>,
    ) -> Vec<f32> {
        self.weights
            .multiply(level, input, &self.bias, finish, tiles)
    }
}
