//! Tokenizers of Hugging Face, from their `tokenizer.json`.

use super::Tokenizer;
use super::fallible::{failed, methods_of_fallible_tokenizer};
use crate::error::{Error, ErrorKind, Result};
use std::error::Error as StdError;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// Counts as a model of Hugging Face does, from the `tokenizer.json` beside the model. It
/// needs the feature `huggingface`.
///
/// The tokens that the model adds to a text, such as `[CLS]` and `[SEP]`, are counted,
/// because they take room in the model too
/// ([`special_tokens`](Self::special_tokens) leaves them out). Truncation and padding
/// that the file asks for are ignored: a count must not end at the maximum of the model.
///
/// A text that the model cannot encode is an error, as of
/// [`from_try_fn`](crate::from_try_fn).
///
/// ```
/// use sectile::{HuggingFace, Tokenizer};
///
/// let json = br#"{
///   "version": "1.0",
///   "pre_tokenizer": {"type": "Whitespace"},
///   "model": {"type": "WordLevel", "unk_token": "?", "vocab": {"?": 0, "boil": 1, "water": 2}}
/// }"#;
/// let tokenizer = HuggingFace::from_bytes("tea", json)?;
/// assert_eq!(tokenizer.count("boil the water"), 3);
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Clone)]
pub struct HuggingFace {
    name: String,
    tokenizer: Arc<tokenizers::Tokenizer>,
    has_special_tokens: bool,
}

impl HuggingFace {
    /// Opens a `tokenizer.json`, or the one in a folder of a model. Its name is that of
    /// the folder.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Tokenizer`] if the file cannot be read or is no tokenizer.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let file = if path.is_dir() {
            path.join("tokenizer.json")
        } else {
            path.to_owned()
        };
        let folder = file.parent().and_then(Path::file_name);
        let name = folder.or(file.file_name()).unwrap_or_default();
        let bytes = std::fs::read(&file).map_err(|error| {
            Error::new(ErrorKind::Tokenizer, "cannot be read")
                .with_source(error)
                .with_path(&file)
        })?;
        Self::from_bytes(name.to_string_lossy(), &bytes).map_err(|error| error.with_path(&file))
    }

    /// Reads the content of a `tokenizer.json` and calls the tokenizer `name`.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Tokenizer`] if the bytes are no tokenizer.
    pub fn from_bytes(name: impl Into<String>, json: &[u8]) -> Result<Self> {
        let unreadable = |error: Box<dyn StdError + Send + Sync>| {
            Error::new(ErrorKind::Tokenizer, "is no tokenizer of Hugging Face").with_source(error)
        };
        let mut tokenizer = tokenizers::Tokenizer::from_bytes(json).map_err(unreadable)?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(unreadable)?;
        Ok(Self {
            name: name.into(),
            tokenizer: Arc::new(tokenizer),
            has_special_tokens: true,
        })
    }

    /// Sets whether the tokens that the model adds to a text are counted (default: true).
    #[must_use]
    pub fn special_tokens(mut self, are_counted: bool) -> Self {
        self.has_special_tokens = are_counted;
        self
    }
}

impl Tokenizer for HuggingFace {
    fn try_count(&self, text: &str) -> Result<usize> {
        let encoding = self.tokenizer.encode_fast(text, self.has_special_tokens);
        let count = encoding.map(|encoding| encoding.len());
        count.map_err(|error| failed(&self.name, error))
    }

    methods_of_fallible_tokenizer!();
}

impl fmt::Debug for HuggingFace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HuggingFace")
            .field("name", &self.name)
            .field("has_special_tokens", &self.has_special_tokens)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tokenizer of words as BERT's: it lowers case, adds two tokens, and ends texts
    /// after four tokens.
    fn bert(unknown: &str) -> String {
        format!(
            r###"{{
              "version": "1.0",
              "truncation": {{"direction": "Right", "max_length": 4, "strategy": "LongestFirst", "stride": 0}},
              "padding": {{"strategy": {{"Fixed": 4}}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"}},
              "added_tokens": [],
              "normalizer": {{"type": "Lowercase"}},
              "pre_tokenizer": {{"type": "BertPreTokenizer"}},
              "post_processor": {{"type": "BertProcessing", "sep": ["[SEP]", 1], "cls": ["[CLS]", 2]}},
              "decoder": null,
              "model": {{"type": "WordPiece", "unk_token": "{unknown}", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
                "vocab": {{"[PAD]": 0, "[SEP]": 1, "[CLS]": 2, "[UNK]": 3, "boil": 4, "##ing": 5, "water": 6, ".": 7}}}}
            }}"###
        )
    }

    fn tokenizer(unknown: &str) -> HuggingFace {
        HuggingFace::from_bytes("own", bert(unknown).as_bytes()).expect("it is a tokenizer")
    }

    #[test]
    fn counts_have_no_maximum_and_no_padding() {
        let tokenizer = tokenizer("[UNK]");
        assert_eq!(tokenizer.count("Boiling water. Boiling water."), 2 + 8);
        assert_eq!(tokenizer.count("boil"), 2 + 1);
        assert_eq!(tokenizer.special_tokens(false).count("boil"), 1);
    }

    #[test]
    fn a_word_that_is_not_in_the_vocabulary_is_an_error_without_a_token_for_it() {
        let tokenizer = tokenizer("[NONE]");
        assert_eq!(tokenizer.try_count("boil").expect("it is known"), 3);
        let error = tokenizer.try_count("tea").expect_err("it is not known");
        assert_eq!(error.kind(), ErrorKind::Tokenizer);
        assert_eq!(tokenizer.count("tea"), 3);
    }

    #[cfg(feature = "markdown")]
    #[test]
    fn chunks_are_within_their_budget() {
        use crate::{Chunk, Chunker as _, Format, Limits, StructuralChunker};
        let text = "# Boiling\n\n".to_owned() + &"Boil water. ".repeat(60);
        let document = (Format::Markdown.read(text.as_bytes(), &Limits::default()))
            .expect("Markdown is never rejected");
        let chunker = StructuralChunker::builder().tokenizer(tokenizer("[UNK]"));
        let chunker = chunker.max_tokens(24).build().expect("allowed");
        let chunks = chunker.chunks_within(&document, &Limits::default());
        let chunks: Vec<Chunk> = chunks.collect::<Result<_>>().expect("nothing fails");
        let all = tokenizer("[UNK]");
        assert!(chunks.len() > 5);
        for chunk in chunks {
            assert_eq!(chunk.tokens as usize, all.count(&chunk.content()));
            assert!(chunk.tokens <= 24);
        }
    }

    #[test]
    fn other_files_are_refused() {
        for json in ["", "{}", "[1]", "\u{0}"] {
            let error = HuggingFace::from_bytes("x", json.as_bytes()).expect_err("no tokenizer");
            assert_eq!(error.kind(), ErrorKind::Tokenizer);
        }
        assert!(HuggingFace::open("/no/such/folder").is_err());
    }
}
