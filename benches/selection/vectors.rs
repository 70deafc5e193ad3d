//! Keeps the vectors of texts in a file, so that a long run can be stopped and continued.

use sectile::evaluate::{Dense, Retriever};
use sectile::{Error, ErrorKind};
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The number of texts that are embedded before the file is written.
const BATCH: usize = 64;
/// The number of numbers of a vector of the only model that is measured.
const SIZE: usize = 384;
/// The bytes of a record: the hash of a text, and its vector.
const RECORD: usize = 8 + 4 * SIZE;

/// Ranks by the vectors of a model.
pub(crate) struct Vectors {
    model: Dense,
    kept: Mutex<Kept>,
}

struct Kept {
    vectors: HashMap<u64, Vec<f32>>,
    /// Records of all vectors; `None` if they are kept in memory only.
    file: Option<File>,
}

impl Vectors {
    pub(crate) fn new(model: Dense, path: Option<&Path>) -> io::Result<Self> {
        let mut vectors = HashMap::new();
        let mut file = None;
        if let Some(path) = path {
            let mut opened = OpenOptions::new()
                .read(true)
                .append(true)
                .create(true)
                .open(path)?;
            let mut bytes = Vec::new();
            opened.read_to_end(&mut bytes)?;
            // A run that was stopped may have written a part of a record.
            opened.set_len((bytes.len() / RECORD * RECORD) as u64)?;
            for record in bytes.as_chunks::<RECORD>().0 {
                let (key, numbers) = record.split_at(8);
                let key = u64::from_le_bytes(key.try_into().unwrap_or_default());
                let numbers = numbers.as_chunks::<4>().0.iter();
                vectors.insert(
                    key,
                    numbers.map(|number| f32::from_le_bytes(*number)).collect(),
                );
            }
            file = Some(opened);
        }
        let kept = Mutex::new(Kept { vectors, file });
        Ok(Self { model, kept })
    }

    fn embed(&self, texts: &[&str]) -> sectile::Result<Vec<Vec<f32>>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let new: HashMap<u64, &str> = (texts.iter().map(|text| (hash(text), *text)))
            .filter(|(key, _)| !kept.vectors.contains_key(key))
            .collect();
        let mut new: Vec<(u64, &str)> = new.into_iter().collect();
        // Batches of one length are fastest.
        new.sort_by_key(|(key, text)| (text.len(), *key));
        for batch in new.chunks(BATCH) {
            let texts: Vec<&str> = batch.iter().map(|(_, text)| *text).collect();
            let vectors = self.model.embed(&texts)?;
            for ((key, _), vector) in batch.iter().zip(vectors) {
                kept.keep(*key, vector).map_err(|error| {
                    Error::new(ErrorKind::Io, "vectors cannot be written").with_source(error)
                })?;
            }
        }
        Ok(texts
            .iter()
            .map(|text| kept.vectors[&hash(text)].clone())
            .collect())
    }
}

impl Kept {
    fn keep(&mut self, key: u64, vector: Vec<f32>) -> io::Result<()> {
        if let Some(file) = &mut self.file {
            let mut record = key.to_le_bytes().to_vec();
            record.extend(vector.iter().flat_map(|number| number.to_le_bytes()));
            file.write_all(&record)?;
        }
        self.vectors.insert(key, vector);
        Ok(())
    }
}

impl Retriever for Vectors {
    fn rank(
        &self,
        texts: &[&str],
        questions: &[&str],
        limit: usize,
    ) -> sectile::Result<Vec<Vec<usize>>> {
        let (texts, questions) = (self.embed(texts)?, self.embed(questions)?);
        let rank = |question: &Vec<f32>| {
            let cosine =
                |text: &Vec<f32>| -> f32 { text.iter().zip(question).map(|(a, b)| a * b).sum() };
            let cosines: Vec<f32> = texts.iter().map(cosine).collect();
            let mut order: Vec<usize> = (0..texts.len()).collect();
            order.sort_by(|a, b| cosines[*b].total_cmp(&cosines[*a]).then(a.cmp(b)));
            order.truncate(limit);
            order
        };
        Ok(questions.iter().map(rank).collect())
    }
}

/// FNV-1a: a hash that is the same in every run.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}
