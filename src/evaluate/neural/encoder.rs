//! BERT's encoder: from word pieces to a vector for each.
//!
//! Vaswani et al., "Attention is all you need" (2017), with the learned positions and the
//! order of norms of Devlin et al. (2018). Texts are run one by one, so nothing is padded
//! and nothing masked.

use super::folder::Config;
use super::weights::Weights;
use crate::error::Result;
use ndarray::{Array1, Array2, Axis, Slice, Zip};

/// The encoder of one model.
pub(super) struct Encoder {
    words: Array2<f32>,
    positions: Array2<f32>,
    types: Array2<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    heads: usize,
}

struct Layer {
    query: Linear,
    key: Linear,
    value: Linear,
    attended: Linear,
    attention_norm: Norm,
    widen: Linear,
    narrow: Linear,
    norm: Norm,
}

/// A matrix and a bias.
pub(super) struct Linear {
    weight: Array2<f32>,
    bias: Array1<f32>,
}

/// Puts each row at mean 0 and variance 1, then scales and shifts it.
struct Norm {
    scale: Array1<f32>,
    shift: Array1<f32>,
    epsilon: f32,
}

impl Encoder {
    pub(super) fn new(config: &Config, weights: &Weights) -> Result<Self> {
        let norm = |name: &str| Norm::new(weights, name, config.layer_norm_eps);
        let linear = |name: &str| Linear::new(weights, name);
        let layer = |number: usize| {
            let at = |part: &str| format!("encoder.layer.{number}.{part}");
            Ok(Layer {
                query: linear(&at("attention.self.query"))?,
                key: linear(&at("attention.self.key"))?,
                value: linear(&at("attention.self.value"))?,
                attended: linear(&at("attention.output.dense"))?,
                attention_norm: norm(&at("attention.output.LayerNorm"))?,
                widen: linear(&at("intermediate.dense"))?,
                narrow: linear(&at("output.dense"))?,
                norm: norm(&at("output.LayerNorm"))?,
            })
        };
        let encoder = Self {
            words: weights.matrix("embeddings.word_embeddings.weight")?,
            positions: weights.matrix("embeddings.position_embeddings.weight")?,
            types: weights.matrix("embeddings.token_type_embeddings.weight")?,
            norm: norm("embeddings.LayerNorm")?,
            layers: (0..config.num_hidden_layers)
                .map(layer)
                .collect::<Result<_>>()?,
            heads: config.num_attention_heads,
        };
        encoder.check(config, weights)?;
        Ok(encoder)
    }

    /// Refuses weights whose shapes do not fit together: they would panic later.
    fn check(&self, config: &Config, weights: &Weights) -> Result<()> {
        let size = self.words.ncols();
        let square =
            |linear: &Linear| linear.weight.dim() == (size, size) && linear.bias.len() == size;
        let normal = |norm: &Norm| norm.scale.len() == size && norm.shift.len() == size;
        let fits = |layer: &Layer| {
            let wide = layer.widen.bias.len();
            [&layer.query, &layer.key, &layer.value, &layer.attended]
                .into_iter()
                .all(square)
                && layer.widen.weight.dim() == (size, wide)
                && layer.narrow.weight.dim() == (wide, size)
                && layer.narrow.bias.len() == size
                && normal(&layer.attention_norm)
                && normal(&layer.norm)
        };
        let embeds = self.positions.dim() == (config.max_position_embeddings, size)
            && self.types.ncols() == size
            && self.types.nrows() > 0
            && normal(&self.norm);
        if embeds && size.is_multiple_of(self.heads) && self.layers.iter().all(fits) {
            return Ok(());
        }
        Err(weights.wrong(
            "embeddings.word_embeddings.weight",
            "does not fit the shapes of the other tensors",
        ))
    }

    /// Returns the number of word pieces that the model has vectors for.
    pub(super) fn vocabulary(&self) -> usize {
        self.words.nrows()
    }

    /// Returns the number of kinds of text that a piece may belong to.
    pub(super) fn kinds(&self) -> usize {
        self.types.nrows()
    }

    /// Returns the vector of each piece; `kinds` has 0 for the pieces of the first text
    /// and 1 for those of the second.
    pub(super) fn encode(&self, pieces: &[u32], kinds: &[u8]) -> Array2<f32> {
        let mut rows = Array2::zeros((pieces.len(), self.words.ncols()));
        for (at, (piece, kind)) in pieces.iter().zip(kinds).enumerate() {
            let mut row = rows.row_mut(at);
            row += &self.words.row(*piece as usize);
            row += &self.positions.row(at);
            row += &self.types.row((*kind).into());
        }
        self.norm.apply(&mut rows);
        for layer in &self.layers {
            rows = layer.apply(&rows, self.heads);
        }
        rows
    }
}

impl Layer {
    fn apply(&self, rows: &Array2<f32>, heads: usize) -> Array2<f32> {
        let mut attended = self.attended.apply(&self.attend(rows, heads));
        attended += rows;
        self.attention_norm.apply(&mut attended);
        let mut wide = self.widen.apply(&attended);
        wide.mapv_inplace(gelu);
        let mut narrow = self.narrow.apply(&wide);
        narrow += &attended;
        self.norm.apply(&mut narrow);
        narrow
    }

    /// Returns the weighted sum of all rows for each row, head by head.
    #[allow(clippy::cast_precision_loss)] // the size of a head
    fn attend(&self, rows: &Array2<f32>, heads: usize) -> Array2<f32> {
        // The largest score is subtracted before the exponential, which overflows above
        // 88 in 32 bits.
        let (query, key, value) = (
            self.query.apply(rows),
            self.key.apply(rows),
            self.value.apply(rows),
        );
        let size = rows.ncols() / heads;
        let scale = (size as f32).sqrt().recip();
        let mut attended = Array2::zeros(rows.dim());
        for head in 0..heads {
            let part = Slice::from(head * size..(head + 1) * size);
            let columns = |all: &Array2<f32>| all.slice_axis(Axis(1), part).to_owned();
            let mut shares = columns(&query).dot(&columns(&key).t()) * scale;
            for mut row in shares.axis_iter_mut(Axis(0)) {
                let largest = row.fold(f32::NEG_INFINITY, |a, b| a.max(*b));
                row.mapv_inplace(|score| (score - largest).exp());
                row /= row.sum();
            }
            let mut place = attended.slice_axis_mut(Axis(1), part);
            place.assign(&shares.dot(&columns(&value)));
        }
        attended
    }
}

impl Linear {
    /// The part of the encoder called `name`.
    pub(super) fn new(weights: &Weights, name: &str) -> Result<Self> {
        Ok(Self {
            weight: transposed(&weights.matrix(&format!("{name}.weight"))?),
            bias: weights.vector(&format!("{name}.bias"))?,
        })
    }

    /// The part outside of the encoder called `name`.
    pub(super) fn outside(weights: &Weights, name: &str) -> Result<Self> {
        Ok(Self {
            weight: transposed(&weights.plain_matrix(&format!("{name}.weight"))?),
            bias: weights.plain_vector(&format!("{name}.bias"))?,
        })
    }

    /// Returns the lengths of its input and its output.
    pub(super) fn dim(&self) -> (usize, usize) {
        (self.weight.nrows(), self.bias.len())
    }

    pub(super) fn apply(&self, rows: &Array2<f32>) -> Array2<f32> {
        rows.dot(&self.weight) + &self.bias
    }
}

/// Turned over in memory too, for the product reads it row by row.
fn transposed(matrix: &Array2<f32>) -> Array2<f32> {
    matrix.t().as_standard_layout().into_owned()
}

impl Norm {
    fn new(weights: &Weights, name: &str, epsilon: f32) -> Result<Self> {
        Ok(Self {
            scale: weights.vector(&format!("{name}.weight"))?,
            shift: weights.vector(&format!("{name}.bias"))?,
            epsilon,
        })
    }

    fn apply(&self, rows: &mut Array2<f32>) {
        for mut row in rows.axis_iter_mut(Axis(0)) {
            let mean = row.mean().unwrap_or_default();
            row -= mean;
            let variance = row.fold(0.0, |sum, value| sum + value * value) / length(row.len());
            let factor = (variance + self.epsilon).sqrt().recip();
            Zip::from(&mut row)
                .and(&self.scale)
                .and(&self.shift)
                .for_each(|value, scale, shift| *value = *value * factor * scale + shift);
        }
    }
}

#[allow(clippy::cast_precision_loss)] // the size of a vector
fn length(size: usize) -> f32 {
    size as f32
}

/// `x` times the share of a normal distribution below `x` (Hendrycks and Gimpel, 2016).
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), 7.1.26, with an
/// error of at most 1.5e-7.
fn erf(x: f32) -> f32 {
    const FACTORS: [f32; 5] = [
        1.061_405_4,
        -1.453_152,
        1.421_413_7,
        -0.284_496_74,
        0.254_829_6,
    ];
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let sum = FACTORS.iter().fold(0.0, |sum, factor| (sum + factor) * t);
    (1.0 - sum * (-x * x).exp()).copysign(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_function_is_as_in_tables() {
        for (x, expected) in [
            (0.0, 0.0),
            (0.5, 0.520_499_9),
            (-1.0, -0.842_700_8),
            (3.0, 0.999_977_9),
        ] {
            assert!((erf(x) - expected).abs() < 1e-6, "erf({x}) is {}", erf(x));
        }
    }
}
