//! Ranks by the meaning of sentences: embeddings compared by their angle.

use super::encoder::Encoder;
use super::folder::{ModelFolder, Pooling};
use super::in_parallel;
use super::wordpiece::WordPiece;
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::Retriever;
use ndarray::{Array1, Axis};
use std::fmt;
use std::path::Path;

/// Ranks texts by the cosine between their embedding and the question's.
///
/// Reimers and Gurevych, "Sentence-BERT" (2019). The model is a folder of
/// sentence-transformers with a BERT encoder and mean or first-token pooling, such as
/// `all-MiniLM-L6-v2`; the vectors are equal to those of that library. Texts longer than
/// the model takes (256 word pieces in that folder) are cut there.
pub struct Dense {
    encoder: Encoder,
    words: WordPiece,
    pooling: Pooling,
    max_pieces: usize,
}

impl Dense {
    /// Reads the model in `folder`.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] if a file cannot be read, [`ErrorKind::Malformed`] if it is not
    /// of such a model.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        let folder = ModelFolder::read(folder.as_ref())?;
        Ok(Self {
            encoder: Encoder::new(&folder.config, &folder.weights)?,
            words: folder.words,
            pooling: folder.pooling,
            max_pieces: folder.max_pieces,
        })
    }

    /// The embedding of each text, of length 1.
    ///
    /// # Errors
    /// [`ErrorKind::Retrieval`] if the vocabulary has more pieces than the model.
    pub fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>> {
        let vectors = in_parallel(texts, |text| self.vector(text));
        vectors
            .into_iter()
            .map(|vector| Ok(vector?.to_vec()))
            .collect()
    }

    fn vector(&self, text: &str) -> Result<Array1<f32>> {
        // Two pieces are special: the start and the end.
        let mut pieces = vec![self.words.start];
        pieces.extend(self.words.pieces(text, self.max_pieces - 2));
        pieces.push(self.words.end);
        if pieces
            .iter()
            .any(|piece| *piece as usize >= self.encoder.vocabulary())
        {
            let message = "the model has fewer pieces than its vocabulary";
            return Err(Error::new(ErrorKind::Retrieval, message));
        }
        let rows = self.encoder.encode(&pieces, &vec![0; pieces.len()]);
        let vector = match self.pooling {
            Pooling::Mean => rows.sum_axis(Axis(0)),
            Pooling::First => rows.row(0).to_owned(),
        };
        let length = vector.dot(&vector).sqrt();
        Ok(vector / length.max(1e-12))
    }
}

impl Retriever for Dense {
    fn rank(&self, texts: &[&str], questions: &[&str], limit: usize) -> Result<Vec<Vec<usize>>> {
        let texts = self.embed(texts)?;
        let rank = |question: Vec<f32>| {
            let cosine =
                |text: &Vec<f32>| -> f32 { text.iter().zip(&question).map(|(a, b)| a * b).sum() };
            let cosines: Vec<f32> = texts.iter().map(cosine).collect();
            let mut ranking: Vec<usize> = (0..texts.len()).collect();
            ranking.sort_by(|a, b| cosines[*b].total_cmp(&cosines[*a]));
            ranking.truncate(limit);
            ranking
        };
        Ok(self.embed(questions)?.into_iter().map(rank).collect())
    }
}

impl fmt::Debug for Dense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dense")
            .field("pooling", &self.pooling)
            .field("max_pieces", &self.max_pieces)
            .finish_non_exhaustive()
    }
}
