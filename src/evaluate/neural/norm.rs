//! Layer normalization.
#![allow(clippy::inline_always)] // code that is not inlined loses the caller's instructions

use super::weights::Weights;
use crate::error::Result;
use fearless_simd::{Level, dispatch};

/// Puts each row at mean 0 and variance 1, then scales and shifts it (Ba et al., "Layer
/// Normalization", 2016).
pub(super) struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
    epsilon: f32,
}

/// The sums that are added up side by side: one sum would wait for each addition.
const LANES: usize = 16;

impl Norm {
    pub(super) fn new(weights: &Weights, name: &str, epsilon: f32) -> Result<Self> {
        Ok(Self {
            scale: weights.vector(&format!("{name}.weight"))?,
            shift: weights.vector(&format!("{name}.bias"))?,
            epsilon,
        })
    }

    /// Returns true if it is for rows of `size` numbers.
    pub(super) fn fits(&self, size: usize) -> bool {
        self.scale.len() == size && self.shift.len() == size
    }

    /// Changes each row.
    pub(super) fn apply(&self, level: Level, rows: &mut [f32]) {
        dispatch!(level, _simd => {
            for row in rows.chunks_exact_mut(self.scale.len()) {
                self.apply_to(row);
            }
        });
    }

    /// Adds `more` to `rows`, and changes each row.
    pub(super) fn add_and_apply(&self, level: Level, rows: &mut [f32], more: &[f32]) {
        let size = self.scale.len();
        dispatch!(level, _simd => {
            for (row, more) in rows.chunks_exact_mut(size).zip(more.chunks_exact(size)) {
                for (number, more) in row.iter_mut().zip(more) {
                    *number += more;
                }
                self.apply_to(row);
            }
        });
    }

    #[inline(always)]
    fn apply_to(&self, row: &mut [f32]) {
        let length = length(row.len());
        let mean = sum(row) / length;
        for number in row.iter_mut() {
            *number -= mean;
        }
        let factor = (sum_of_squares(row) / length + self.epsilon).sqrt().recip();
        for (number, (scale, shift)) in row.iter_mut().zip(self.scale.iter().zip(&self.shift)) {
            *number = *number * factor * scale + shift;
        }
    }
}

#[inline(always)]
fn sum(numbers: &[f32]) -> f32 {
    let (chunks, rest) = numbers.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        for (lane, number) in lanes.iter_mut().zip(chunk) {
            *lane += number;
        }
    }
    lanes.iter().chain(rest).sum()
}

#[inline(always)]
fn sum_of_squares(numbers: &[f32]) -> f32 {
    let (chunks, rest) = numbers.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        for (lane, number) in lanes.iter_mut().zip(chunk) {
            *lane += number * number;
        }
    }
    let rest: f32 = rest.iter().map(|number| number * number).sum();
    lanes.iter().sum::<f32>() + rest
}

#[allow(clippy::cast_precision_loss)] // the size of a vector
fn length(size: usize) -> f32 {
    size as f32
}
