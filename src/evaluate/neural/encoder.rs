//! BERT's encoder: from word pieces to a vector for each.
//!
//! Vaswani et al., "Attention is all you need" (2017), with the learned positions and the
//! order of norms of Devlin et al. (2018). The rows of several texts follow each other in
//! one matrix: products take long matrices, and no text is padded to the length of
//! another. Only attention is for each text by itself.

use super::attention::{Workspace, attend};
use super::folder::Config;
use super::kernel::Finish;
use super::linear::Linear;
use super::matrix::{MatrixView, WeightMatrix};
use super::norm::Norm;
use super::weights::Weights;
use crate::error::Result;
use fearless_simd::Level;

/// The encoder of one model.
pub(super) struct Encoder {
    words: WeightMatrix,
    positions: WeightMatrix,
    types: WeightMatrix,
    norm: Norm,
    layers: Vec<Layer>,
    heads: usize,
    /// The vector instructions of this machine.
    level: Level,
}

struct Layer {
    /// Query, key and value.
    joined: Linear,
    attended: Linear,
    attention_norm: Norm,
    widen: Linear,
    narrow: Linear,
    norm: Norm,
}

/// The word pieces of a text, or of a question and a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct EncoderInput {
    pub(super) pieces: Vec<u32>,
    /// The place from which on they are those of the second text.
    pub(super) second: usize,
}

impl Encoder {
    pub(super) fn new(config: &Config, weights: &Weights) -> Result<Self> {
        let encoder = Self {
            words: weights.matrix("embeddings.word_embeddings.weight")?,
            positions: weights.matrix("embeddings.position_embeddings.weight")?,
            types: weights.matrix("embeddings.token_type_embeddings.weight")?,
            norm: Norm::new(weights, "embeddings.LayerNorm", config.layer_norm_eps)?,
            layers: (0..config.num_hidden_layers)
                .map(|number| Layer::new(config, weights, number))
                .collect::<Result<_>>()?,
            heads: config.num_attention_heads,
            level: Level::new(),
        };
        let size = encoder.size();
        let embeds = size > 0
            && size.is_multiple_of(encoder.heads)
            && encoder.positions.dim() == (config.max_position_embeddings, size)
            && encoder.types.columns == size
            && encoder.types.rows > 0
            && encoder.norm.fits(size);
        // Shapes that do not fit together would panic later.
        if embeds && encoder.layers.iter().all(|layer| layer.fits(size)) {
            return Ok(encoder);
        }
        Err(weights.wrong(
            "embeddings.word_embeddings.weight",
            "does not fit the shapes of the other tensors",
        ))
    }

    /// Returns the number of word pieces that the model has vectors for.
    pub(super) fn vocabulary(&self) -> usize {
        self.words.rows
    }

    /// Returns the number of kinds of text that a piece may belong to.
    pub(super) fn kinds(&self) -> usize {
        self.types.rows
    }

    /// Returns the number of numbers in a vector.
    pub(super) fn size(&self) -> usize {
        self.words.columns
    }

    /// Returns the vector instructions that products are computed with.
    pub(super) fn level(&self) -> Level {
        self.level
    }

    /// Returns the vector of each piece of each text. A text has the same vectors whichever
    /// texts are beside it.
    pub(super) fn encode(&self, texts: &[&EncoderInput]) -> Vec<f32> {
        let mut rows = Vec::with_capacity(texts.iter().map(|text| text.pieces.len()).sum());
        for text in texts {
            for (at, piece) in text.pieces.iter().enumerate() {
                let kind = usize::from(at >= text.second);
                let word = self.words.row(*piece as usize).iter();
                let place = self.positions.row(at).iter().zip(self.types.row(kind));
                rows.extend(word.zip(place).map(|(word, (at, kind))| word + at + kind));
            }
        }
        self.norm.apply(self.level, &mut rows);
        let lengths: Vec<usize> = texts.iter().map(|text| text.pieces.len()).collect();
        let (mut work, mut tiles) = (Workspace::default(), Vec::new());
        for layer in &self.layers {
            layer.apply(self, &mut rows, &lengths, &mut work, &mut tiles);
        }
        rows
    }
}

impl Layer {
    fn new(config: &Config, weights: &Weights, number: usize) -> Result<Self> {
        let at = |part: &str| format!("encoder.layer.{number}.{part}");
        let norm = |part: &str| Norm::new(weights, &at(part), config.layer_norm_eps);
        let linear = |part: &str| Linear::new(weights, &at(part));
        Ok(Self {
            joined: joined(config, weights, &at("attention.self"))?,
            attended: linear("attention.output.dense")?,
            attention_norm: norm("attention.output.LayerNorm")?,
            widen: linear("intermediate.dense")?,
            narrow: linear("output.dense")?,
            norm: norm("output.LayerNorm")?,
        })
    }

    fn fits(&self, size: usize) -> bool {
        let wide = self.widen.output();
        self.joined.fits(size, 3 * size)
            && self.attended.fits(size, size)
            && self.attention_norm.fits(size)
            && wide > 0
            && self.widen.fits(size, wide)
            && self.narrow.fits(wide, size)
            && self.norm.fits(size)
    }

    /// Changes the rows of texts that have so many each.
    fn apply(
        &self,
        encoder: &Encoder,
        rows: &mut [f32],
        lengths: &[usize],
        work: &mut Workspace,
        tiles: &mut Vec<f32>,
    ) {
        let (level, size) = (encoder.level, encoder.size());
        let joined = self
            .joined
            .apply(level, MatrixView::of(rows, size), Finish::None, tiles);
        let joined = MatrixView::of(&joined, 3 * size);
        let mut attended = vec![0.0; rows.len()];
        let mut first = 0;
        for length in lengths {
            let place = &mut attended[first * size..][..length * size];
            attend(
                level,
                joined.rows_from(first, *length),
                encoder.heads,
                work,
                place,
            );
            first += length;
        }
        let attended =
            self.attended
                .apply(level, MatrixView::of(&attended, size), Finish::None, tiles);
        self.attention_norm.add_and_apply(level, rows, &attended);
        let wide = self
            .widen
            .apply(level, MatrixView::of(rows, size), Finish::Gelu, tiles);
        let wide = MatrixView::of(&wide, self.widen.output());
        let narrow = self.narrow.apply(level, wide, Finish::None, tiles);
        self.norm.add_and_apply(level, rows, &narrow);
    }
}

/// Returns query, key and value as one layer: their input is the same.
#[allow(clippy::cast_precision_loss)] // the size of a head
fn joined(config: &Config, weights: &Weights, name: &str) -> Result<Linear> {
    let (mut matrix, mut bias) = (WeightMatrix::default(), Vec::new());
    for part in ["query", "key", "value"] {
        let mut own = weights.matrix(&format!("{name}.{part}.weight"))?;
        let mut own_bias = weights.vector(&format!("{name}.{part}.bias"))?;
        let fits = part == "query" || own.columns == matrix.columns;
        if !fits || own.rows != own.columns || own_bias.len() != own.rows {
            let what = "does not fit the shapes of the other tensors";
            return Err(weights.wrong(&format!("{name}.{part}.weight"), what));
        }
        if part == "query" {
            // Scores are divided by the root of the size of a head, here once and for all.
            let scale = ((own.rows / config.num_attention_heads) as f32)
                .sqrt()
                .recip();
            for number in own.numbers.iter_mut().chain(&mut own_bias) {
                *number *= scale;
            }
        }
        matrix.numbers.append(&mut own.numbers);
        matrix.rows += own.rows;
        matrix.columns = own.columns;
        bias.append(&mut own_bias);
    }
    Ok(Linear::of(&matrix, bias))
}
