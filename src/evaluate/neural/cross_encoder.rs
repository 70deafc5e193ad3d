//! Reads question and text together and scores them.

use super::batches;
use super::encoder::{Encoder, EncoderInput};
use super::folder::ModelFolder;
use super::in_parallel;
use super::kernel::Finish;
use super::linear::Linear;
use super::matrix::MatrixView;
use super::wordpiece::WordPiece;
use crate::error::Result;
use crate::evaluate::Reranker;
use std::fmt;
use std::path::Path;

/// Scores a text for a question by reading both together.
///
/// Nogueira and Cho, "Passage re-ranking with BERT" (2019). The model is a folder of a
/// `BertForSequenceClassification` with one label, such as `ms-marco-MiniLM-L-6-v2`.
/// If both do not fit, the end of the longer one is cut.
pub struct CrossEncoder {
    encoder: Encoder,
    words: WordPiece,
    pooler: Linear,
    classifier: Linear,
    max_pieces: usize,
}

impl CrossEncoder {
    /// Reads the model in `folder`.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] if a file cannot be read, [`ErrorKind::Malformed`] if it is not
    /// of such a model.
    ///
    /// [`ErrorKind::Io`]: crate::ErrorKind::Io
    /// [`ErrorKind::Malformed`]: crate::ErrorKind::Malformed
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        let path = folder.as_ref();
        let folder = ModelFolder::read(path)?;
        let weights = &folder.weights;
        let model = Self {
            encoder: Encoder::new(&folder.config, weights)?,
            words: folder.words,
            pooler: Linear::new(weights, "pooler.dense")?,
            classifier: Linear::outside(weights, "classifier")?,
            max_pieces: folder.config.max_position_embeddings,
        };
        let size = model.encoder.size();
        if !model.pooler.fits(size, size) || !model.classifier.fits(size, 1) {
            return Err(weights.wrong("classifier.weight", "does not have one score as its output"));
        }
        if model.encoder.kinds() < 2 {
            let what = "does not distinguish question and text";
            return Err(weights.wrong("embeddings.token_type_embeddings.weight", what));
        }
        Ok(model)
    }

    fn pieces(&self, question: &str, text: &str) -> EncoderInput {
        // Three pieces are special. The longer text gives way: a question of ten words
        // stays whole before a text of a thousand.
        let room = self.max_pieces - 3;
        let mut question = self.words.pieces(question, room);
        let mut text = self.words.pieces(text, room);
        while question.len() + text.len() > room {
            if text.len() >= question.len() {
                text.pop();
            } else {
                question.pop();
            }
        }
        let (start, end) = (self.words.start, self.words.end);
        EncoderInput {
            pieces: [&[start][..], &question, &[end], &text, &[end]].concat(),
            second: question.len() + 2,
        }
    }

    /// Returns the score of a pair of the vectors of its pieces.
    fn one_score(&self, rows: &[f32]) -> f32 {
        let (level, size) = (self.encoder.level(), self.encoder.size());
        let mut tiles = Vec::new();
        let mut apply = |layer: &Linear, row: &[f32]| {
            layer.apply(level, MatrixView::of(row, size), Finish::None, &mut tiles)
        };
        let mut pooled = apply(&self.pooler, &rows[..size]);
        for number in &mut pooled {
            *number = number.tanh();
        }
        apply(&self.classifier, &pooled)[0]
    }
}

impl Reranker for CrossEncoder {
    fn score(&self, question: &str, texts: &[&str]) -> Result<Vec<f32>> {
        let pieces = in_parallel(texts, |text| self.pieces(question, text));
        batches::encode(&self.encoder, &pieces, |rows| self.one_score(rows), |_| ())
    }
}

impl fmt::Debug for CrossEncoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CrossEncoder")
            .field("max_pieces", &self.max_pieces)
            .finish_non_exhaustive()
    }
}
