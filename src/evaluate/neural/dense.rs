//! Ranks by the meaning of sentences: embeddings compared by their angle.

use super::batches;
use super::encoder::{Encoder, EncoderInput};
use super::folder::{ModelFolder, Pooling};
use super::in_parallel;
use super::kept::KeptVectors;
use super::nearest::nearest;
use super::wordpiece::WordPiece;
use crate::error::Result;
use crate::evaluate::Retriever;
use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// Ranks texts by the cosine between their embedding and the question's.
///
/// Reimers and Gurevych, "Sentence-BERT" (2019). The model is a folder of
/// sentence-transformers with a BERT encoder and mean or first-token pooling, such as
/// `all-MiniLM-L6-v2`; the vectors are equal to those of that library. Texts longer than
/// the model takes (256 word pieces in that folder) are cut there.
///
/// All processors work, on batches of texts. A vector is the same whichever texts are
/// beside it. Vectors are kept, up to 64 MB of them, so a text that comes again, in another
/// chunking or for another question, costs nothing.
pub struct Dense {
    encoder: Encoder,
    words: WordPiece,
    pooling: Pooling,
    max_pieces: usize,
    kept: KeptVectors,
    report: Box<dyn Fn(usize) + Send + Sync>,
}

impl Dense {
    /// Reads the model in `folder`.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] if a file cannot be read, [`ErrorKind::Malformed`] if it is not
    /// of such a model.
    ///
    /// [`ErrorKind::Io`]: crate::ErrorKind::Io
    /// [`ErrorKind::Malformed`]: crate::ErrorKind::Malformed
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        let folder = ModelFolder::read(folder.as_ref())?;
        Ok(Self {
            encoder: Encoder::new(&folder.config, &folder.weights)?,
            words: folder.words,
            pooling: folder.pooling,
            max_pieces: folder.max_pieces,
            kept: KeptVectors::default(),
            report: Box::new(|_| ()),
        })
    }

    /// Calls `report` with the number of texts after every few that were embedded, also
    /// those of which the vector was kept. The numbers add up to all texts.
    #[must_use]
    pub fn on_progress(mut self, report: impl Fn(usize) + Send + Sync + 'static) -> Self {
        self.report = Box::new(report);
        self
    }

    /// The embedding of each text, of length 1.
    ///
    /// # Errors
    /// [`ErrorKind::Retrieval`] if the vocabulary has more pieces than the model.
    ///
    /// [`ErrorKind::Retrieval`]: crate::ErrorKind::Retrieval
    pub fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>> {
        let vectors = self.vectors(texts)?;
        Ok(vectors.iter().map(|vector| vector.to_vec()).collect())
    }

    fn vectors(&self, texts: &[&str]) -> Result<Vec<Arc<[f32]>>> {
        let pieces = in_parallel(texts, |text| self.pieces(text));
        // Long texts that begin alike are cut to the same pieces, and small chunks come
        // again where chunkings agree.
        let mut vectors: HashMap<&EncoderInput, Arc<[f32]>> = HashMap::new(); // looked up only
        let mut new: Vec<EncoderInput> = Vec::new();
        for text in &pieces {
            if vectors.contains_key(text) {
                continue;
            }
            let kept = self.kept.get(text);
            if kept.is_none() {
                new.push(text.clone());
            }
            vectors.insert(text, kept.unwrap_or_default());
        }
        (self.report)(pieces.len() - new.len());
        let read = |rows: &[f32]| Arc::from(self.pooled(rows));
        let embedded = batches::encode(&self.encoder, &new, read, &self.report)?;
        for (text, vector) in new.iter().zip(embedded) {
            self.kept.keep(text, &vector);
            if let Some(place) = vectors.get_mut(text) {
                *place = vector;
            }
        }
        let of = |text: &EncoderInput| vectors.get(text).cloned().unwrap_or_default();
        Ok(pieces.iter().map(of).collect())
    }

    fn pieces(&self, text: &str) -> EncoderInput {
        // Two pieces are special: the start and the end.
        let mut pieces = vec![self.words.start];
        pieces.extend(self.words.pieces(text, self.max_pieces - 2));
        pieces.push(self.words.end);
        EncoderInput {
            second: pieces.len(),
            pieces,
        }
    }

    /// Returns the vector of a text of the vectors of its pieces.
    fn pooled(&self, rows: &[f32]) -> Vec<f32> {
        let mut rows = rows.chunks_exact(self.encoder.size());
        let mut vector = rows.next().unwrap_or_default().to_vec();
        if self.pooling == Pooling::Mean {
            for row in rows {
                for (sum, number) in vector.iter_mut().zip(row) {
                    *sum += number;
                }
            }
        }
        let length = vector.iter().map(|number| number * number).sum::<f32>();
        let length = length.sqrt().max(1e-12);
        for number in &mut vector {
            *number /= length;
        }
        vector
    }
}

impl Retriever for Dense {
    fn rank(&self, texts: &[&str], questions: &[&str], limit: usize) -> Result<Vec<Vec<usize>>> {
        let (texts, questions) = (self.vectors(texts)?, self.vectors(questions)?);
        Ok(nearest(self.encoder.level(), &texts, &questions, limit))
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
