//! The files of a model folder.

use super::file::read;
use super::weights::Weights;
use super::wordpiece::WordPiece;
use crate::error::{Error, ErrorKind, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::Path;

/// A model folder, read.
pub(super) struct ModelFolder {
    pub(super) config: Config,
    pub(super) words: WordPiece,
    pub(super) weights: Weights,
    pub(super) pooling: Pooling,
    /// The most pieces of a text that count, special ones included.
    pub(super) max_pieces: usize,
}

/// `config.json`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Config {
    pub(super) num_attention_heads: usize,
    pub(super) num_hidden_layers: usize,
    pub(super) layer_norm_eps: f32,
    pub(super) max_position_embeddings: usize,
    #[serde(default = "gelu")]
    hidden_act: String,
    #[serde(default)]
    model_type: String,
}

fn gelu() -> String {
    "gelu".to_owned()
}

/// The way in which the vectors of a text's pieces become one vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pooling {
    Mean,
    First,
}

#[derive(Deserialize, Default)]
struct PoolingConfig {
    #[serde(default)]
    pooling_mode_cls_token: bool,
    #[serde(default)]
    pooling_mode_mean_tokens: bool,
}

#[derive(Deserialize, Default)]
struct SentenceConfig {
    max_seq_length: Option<usize>,
}

#[derive(Deserialize, Default)]
struct TokenizerConfig {
    do_lower_case: Option<bool>,
}

impl ModelFolder {
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let config: Config = json(&folder.join("config.json"))?;
        let wrong = |what: String| {
            Err(Error::new(ErrorKind::Malformed, what).with_path(folder.join("config.json")))
        };
        if config.model_type != "bert" || config.hidden_act != "gelu" {
            let (model, activation) = (&config.model_type, &config.hidden_act);
            return wrong(format!(
                "the model is {model} with {activation}, but must be bert with gelu"
            ));
        }
        if config.num_attention_heads == 0 || config.max_position_embeddings < 3 {
            return wrong("the model has no attention heads or no positions".to_owned());
        }
        let pooling: PoolingConfig = optional(&folder.join("1_Pooling/config.json"))?;
        let sentence: SentenceConfig = optional(&folder.join("sentence_bert_config.json"))?;
        let tokenizer: TokenizerConfig = optional(&folder.join("tokenizer_config.json"))?;
        let positions = config.max_position_embeddings;
        Ok(Self {
            words: WordPiece::read(
                &folder.join("vocab.txt"),
                tokenizer.do_lower_case != Some(false),
            )?,
            weights: Weights::read(&folder.join("model.safetensors"))?,
            pooling: if pooling.pooling_mode_cls_token && !pooling.pooling_mode_mean_tokens {
                Pooling::First
            } else {
                Pooling::Mean
            },
            max_pieces: sentence
                .max_seq_length
                .unwrap_or(positions)
                .clamp(3, positions),
            config,
        })
    }
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    serde_json::from_slice(&read(path)?).map_err(|error| {
        let error = Error::new(ErrorKind::Malformed, "unexpected content").with_source(error);
        error.with_path(path)
    })
}

fn optional<T: DeserializeOwned + Default>(path: &Path) -> Result<T> {
    if path.exists() {
        json(path)
    } else {
        Ok(T::default())
    }
}
