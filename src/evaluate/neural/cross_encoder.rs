//! Reads question and text together and scores them.

use super::encoder::{Encoder, Linear};
use super::folder::ModelFolder;
use super::in_parallel;
use super::wordpiece::WordPiece;
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::Reranker;
use ndarray::Axis;
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
        let (size, _) = model.pooler.dim();
        if model.pooler.dim() != (size, size) || model.classifier.dim() != (size, 1) {
            return Err(weights.wrong("classifier.weight", "does not have one score as its output"));
        }
        if model.encoder.kinds() < 2 {
            let what = "does not distinguish question and text";
            return Err(weights.wrong("embeddings.token_type_embeddings.weight", what));
        }
        Ok(model)
    }

    fn one_score(&self, question: &str, text: &str) -> Result<f32> {
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
        let pieces = [&[start][..], &question, &[end], &text, &[end]].concat();
        if pieces
            .iter()
            .any(|piece| *piece as usize >= self.encoder.vocabulary())
        {
            let message = "the model has fewer pieces than its vocabulary";
            return Err(Error::new(ErrorKind::Retrieval, message));
        }
        let kinds: Vec<u8> = (0..pieces.len())
            .map(|at| (at >= question.len() + 2).into())
            .collect();
        let first = self.encoder.encode(&pieces, &kinds).row(0).to_owned();
        let mut pooled = self.pooler.apply(&first.insert_axis(Axis(0)));
        pooled.mapv_inplace(f32::tanh);
        Ok(self.classifier.apply(&pooled)[[0, 0]])
    }
}

impl Reranker for CrossEncoder {
    fn score(&self, question: &str, texts: &[&str]) -> Result<Vec<f32>> {
        let scores = in_parallel(texts, |text| self.one_score(question, text));
        scores.into_iter().collect()
    }
}

impl fmt::Debug for CrossEncoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CrossEncoder")
            .field("max_pieces", &self.max_pieces)
            .finish_non_exhaustive()
    }
}
