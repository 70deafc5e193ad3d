//! Reads the weights of a model: a safetensors file.
//!
//! The format: eight bytes of length, a header in JSON that names each tensor with its
//! type, shape and bytes, and the bytes.

use super::file::read;
use super::matrix::WeightMatrix;
use crate::error::{Error, ErrorKind, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The tensors of a file.
pub(super) struct Weights {
    path: PathBuf,
    tensors: BTreeMap<String, Tensor>,
    bytes: Vec<u8>,
    /// The beginning of all names where the encoder belongs to a larger model: `bert.`.
    prefix: &'static str,
}

#[derive(Deserialize)]
struct Tensor {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

impl Weights {
    pub(super) fn read(path: &Path) -> Result<Self> {
        let bytes = read(path)?;
        parse(bytes, path).ok_or_else(|| {
            Error::new(ErrorKind::Malformed, "not a safetensors file").with_path(path)
        })
    }

    /// The numbers of the tensor called `name` of the encoder.
    pub(super) fn vector(&self, name: &str) -> Result<Vec<f32>> {
        self.plain_vector(&[self.prefix, name].concat())
    }

    /// The matrix called `name` of the encoder.
    pub(super) fn matrix(&self, name: &str) -> Result<WeightMatrix> {
        self.plain_matrix(&[self.prefix, name].concat())
    }

    /// The same for a tensor that is outside of the encoder.
    pub(super) fn plain_vector(&self, name: &str) -> Result<Vec<f32>> {
        Ok(self.numbers(name)?.0)
    }

    /// The same for a tensor that is outside of the encoder.
    pub(super) fn plain_matrix(&self, name: &str) -> Result<WeightMatrix> {
        let (numbers, shape) = self.numbers(name)?;
        let [rows, columns] = *shape else {
            return Err(self.wrong(name, "is not a matrix"));
        };
        if rows.checked_mul(columns) != Some(numbers.len()) {
            let what = "does not have as many numbers as its shape requires";
            return Err(self.wrong(name, what));
        }
        Ok(WeightMatrix {
            numbers,
            rows,
            columns,
        })
    }

    fn numbers(&self, name: &str) -> Result<(Vec<f32>, &[usize])> {
        let tensor = self
            .tensors
            .get(name)
            .ok_or_else(|| self.wrong(name, "is missing"))?;
        let (start, end) = tensor.data_offsets;
        match (tensor.dtype.as_str(), self.bytes.get(start..end)) {
            ("F32", Some(bytes)) => {
                let (numbers, _) = bytes.as_chunks::<4>();
                let numbers = numbers.iter().map(|number| f32::from_le_bytes(*number));
                Ok((numbers.collect(), &tensor.shape))
            }
            ("F32", None) => Err(self.wrong(name, "is beyond the end of the file")),
            _ => Err(self.wrong(name, "does not have 32-bit numbers")),
        }
    }

    /// An error about the tensor called `name`.
    pub(super) fn wrong(&self, name: &str, what: &str) -> Error {
        let message = format!("the tensor {name} {what}");
        Error::new(ErrorKind::Malformed, message).with_path(&self.path)
    }
}

fn parse(mut bytes: Vec<u8>, path: &Path) -> Option<Weights> {
    // The header is untrusted: each length is checked before the bytes are taken.
    let length = u64::from_le_bytes(*bytes.first_chunk::<8>()?);
    let data = usize::try_from(length).ok()?.checked_add(8)?;
    let mut header: BTreeMap<String, serde_json::Value> =
        serde_json::from_slice(bytes.get(8..data)?).ok()?;
    header.remove("__metadata__");
    let tensors = header
        .into_iter()
        .map(|(name, tensor)| Some((name, serde_json::from_value(tensor).ok()?)))
        .collect::<Option<BTreeMap<String, Tensor>>>()?;
    bytes.drain(..data);
    let is_part = tensors.keys().any(|name| name.starts_with("bert."));
    Some(Weights {
        path: path.to_owned(),
        tensors,
        bytes,
        prefix: if is_part { "bert." } else { "" },
    })
}
