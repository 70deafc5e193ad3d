//! OpenAI's byte-pair encodings.

// A piece has only a few bytes, so a call for each piece is measurable: without forced
// inlining the index takes a seventh longer (2026-11).
#![allow(clippy::inline_always)]

mod classes;
mod encoding;
mod key;
mod merge;
mod pieces;
mod reference;
mod safe;
mod segments;
mod vocabulary;

use super::index::MarkWriter;
use super::{TokenIndex, Tokenizer};
use crate::document::offset;
use crate::error::{Error, ErrorKind, Result};
use encoding::{CL100K, Encoding, HARMONY, O200K, P50K, P50K_EDIT, R50K};
use segments::segments;
use std::fmt;
use tiktoken_rs::{CoreBPE, tokenizer as models};

/// Counts as OpenAI's models do (tiktoken). Text that looks like a special token is
/// counted as plain text.
///
/// Vocabularies come from tiktoken-rs and are loaded once per process, on first use. The
/// counting is our own: it gives the counts of tiktoken-rs in a fraction of its time.
/// [`reference`](Self::reference) counts with tiktoken-rs itself.
///
/// ```
/// use sectile::{Tiktoken, Tokenizer};
///
/// assert_eq!(Tiktoken::cl100k_base().count("tiktoken is great!"), 6);
/// assert_eq!(Tiktoken::for_model("gpt-4o")?.name(), "o200k_base");
/// assert!(Tiktoken::for_model("no-such-model").is_err());
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Tiktoken {
    encoding: &'static Encoding,
    engine: Engine,
}

#[derive(Clone, Copy)]
enum Engine {
    Own,
    /// tiktoken-rs, which a program contains only if it calls [`Tiktoken::reference`]:
    /// nothing else may name the function that loads it.
    Reference(fn(&'static Encoding) -> &'static CoreBPE),
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Engine::Own => "Own",
            Engine::Reference(_) => "Reference",
        })
    }
}

impl Tiktoken {
    /// The encoding of GPT-4 and of the `text-embedding-3` and `ada-002` models; the
    /// default.
    #[must_use]
    pub fn cl100k_base() -> Self {
        Self::with_encoding(&CL100K)
    }

    /// The encoding of GPT-4o and later models.
    #[must_use]
    pub fn o200k_base() -> Self {
        Self::with_encoding(&O200K)
    }

    /// The encoding of `model`, such as `text-embedding-3-small`.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Config`] if no encoding is registered for the name.
    pub fn for_model(model: &str) -> Result<Self> {
        let encoding = match models::get_tokenizer(model) {
            Some(models::Tokenizer::Cl100kBase) => &CL100K,
            Some(models::Tokenizer::O200kBase) => &O200K,
            Some(models::Tokenizer::O200kHarmony) => &HARMONY,
            Some(models::Tokenizer::P50kBase) => &P50K,
            Some(models::Tokenizer::P50kEdit) => &P50K_EDIT,
            Some(models::Tokenizer::R50kBase | models::Tokenizer::Gpt2) => &R50K,
            None => {
                let message = format!(
                    "no encoding is known for the model {model:?}; use the name of an OpenAI model"
                );
                return Err(Error::new(ErrorKind::Config, message));
            }
        };
        Ok(Self::with_encoding(encoding))
    }

    /// The encoding called `name`: `cl100k_base`, `o200k_base`, `o200k_harmony`,
    /// `p50k_base`, `p50k_edit`, `r50k_base` or `gpt2`, which is `r50k_base`.
    ///
    /// ```
    /// use sectile::{Tiktoken, Tokenizer};
    ///
    /// assert_eq!(Tiktoken::for_encoding("p50k_base")?.count("tiktoken is great!"), 6);
    /// assert!(Tiktoken::for_encoding("p50k").is_err());
    /// # Ok::<(), sectile::Error>(())
    /// ```
    ///
    /// # Errors
    /// Returns [`ErrorKind::Config`] for any other name.
    pub fn for_encoding(name: &str) -> Result<Self> {
        let all = [&CL100K, &O200K, &HARMONY, &P50K, &P50K_EDIT, &R50K];
        let name = if name == "gpt2" { R50K.name } else { name };
        let encoding = all.into_iter().find(|encoding| encoding.name == name);
        encoding.map(Self::with_encoding).ok_or_else(|| {
            let names = all.map(|encoding| encoding.name).join(", ");
            let message = format!("no encoding is called {name:?}; allowed are {names} and gpt2");
            Error::new(ErrorKind::Config, message)
        })
    }

    /// Returns the same encoding, counted by tiktoken-rs: about twelve times slower, for
    /// comparison.
    #[must_use]
    pub fn reference(self) -> Self {
        Self {
            engine: Engine::Reference(Encoding::reference),
            ..self
        }
    }

    fn with_encoding(encoding: &'static Encoding) -> Self {
        Self {
            encoding,
            engine: Engine::Own,
        }
    }
}

impl Default for Tiktoken {
    fn default() -> Self {
        Self::cl100k_base()
    }
}

/// The bytes that are indexed between two calls of `may_continue`, in about a
/// millisecond.
const SEGMENT_BYTES: usize = 1 << 16;

impl Tokenizer for Tiktoken {
    fn count(&self, text: &str) -> usize {
        let encoding = self.encoding;
        match self.engine {
            Engine::Own => {
                let mut sum = 0;
                encoding.each_piece(text, |_, tokens| sum += tokens as usize);
                sum
            }
            Engine::Reference(load) => reference::count(load(encoding), text, encoding.safe),
        }
    }

    fn index(&self, text: &str) -> TokenIndex {
        (self.index_while(text, &|| true)).expect("it is never stopped")
    }

    fn index_while(&self, text: &str, may_continue: &dyn Fn() -> bool) -> Option<TokenIndex> {
        match self.engine {
            Engine::Own => {
                let mut marks = MarkWriter::new(text.len());
                let mut start = 0;
                for segment in segments(text, SEGMENT_BYTES, self.encoding.safe) {
                    if !may_continue() {
                        return None;
                    }
                    (self.encoding)
                        .each_piece(segment, |end, tokens| marks.piece(start + end, tokens));
                    start += offset(segment.len());
                }
                Some(TokenIndex::from_marks(marks.finish(), self.encoding.safe))
            }
            Engine::Reference(_) => TokenIndex::estimated_while(self, text, may_continue),
        }
    }

    fn name(&self) -> &'static str {
        self.encoding.name
    }
}

impl fmt::Debug for Tiktoken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tiktoken")
            .field("encoding", &self.encoding.name)
            .field("engine", &self.engine)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenizer::{Counter, EXACTLY};
    use proptest::prelude::*;

    fn all() -> [Tiktoken; 4] {
        [
            Tiktoken::with_encoding(&CL100K),
            Tiktoken::with_encoding(&O200K),
            Tiktoken::with_encoding(&P50K),
            Tiktoken::with_encoding(&R50K),
        ]
    }

    /// Text that mixes all character classes of the patterns: letters, digits, marks,
    /// every kind of white space, contractions, slashes.
    fn texts() -> impl Strategy<Value = String> {
        let bits = prop_oneof![
            prop::sample::select(vec![
                " ",
                "  ",
                "\n",
                "\n\n",
                "\r\n",
                "\t",
                "\u{a0}",
                "\u{3000}",
                "\u{b}",
                "\u{85}",
                "'s",
                "'LL",
                "'",
                "’",
                ".",
                "。",
                "、",
                "/",
                "//",
                ").",
                "...",
                "- ",
                "# ",
                "|",
                "`",
                "a",
                "word",
                "Word",
                "WORD",
                "wORd",
                "1",
                "1234567",
                "é",
                "e\u{301}",
                "\u{301}",
                "ſ",
                "İ",
                "東京",
                "を",
                "한국어",
                "مرحبا",
                "नमस्ते",
                "🦀",
                "👨‍👩‍👧",
                "\u{200d}",
                "²",
                "ª",
                "\0",
            ])
            .prop_map(str::to_owned),
            "\\PC",
        ];
        prop::collection::vec(bits, 0..40).prop_map(|bits| bits.concat())
    }

    proptest! {
        #[test]
        fn counts_equal_the_reference(text in texts()) {
            for tokenizer in all() {
                let reference = tokenizer.encoding.reference();
                prop_assert_eq!(
                    tokenizer.count(&text),
                    reference.count_ordinary(&text),
                    "{} of {:?}", tokenizer.name(), &text
                );
            }
        }

        #[test]
        fn span_counts_equal_the_reference(text in texts(), ends in any::<(prop::sample::Index, prop::sample::Index)>()) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (*ends.0.get(&places), *ends.1.get(&places));
            let (a, b) = (a.min(b), a.max(b));
            for tokenizer in all() {
                let reference = tokenizer.encoding.reference();
                let watch = crate::limits::Watch::none();
                let counter = Counter::watched(&text, &tokenizer, &watch).expect("nothing stops it");
                prop_assert_eq!(
                    counter.count((a..b).into(), EXACTLY) as usize,
                    reference.count_ordinary(&text[a..b]),
                    "{} of {:?}", tokenizer.name(), &text[a..b]
                );
            }
        }

    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))] // each counts a megabyte

        #[test]
        fn long_texts_count_as_in_one_piece(text in texts()) {
            let long = text.repeat(100_000 / text.len().max(1) + 1);
            for tokenizer in &all()[..2] {
                prop_assert_eq!(tokenizer.count(&long), tokenizer.encoding.reference().count_ordinary(&long));
            }
        }
    }

    #[test]
    fn runs_of_a_million_characters_are_counted() {
        for run in [
            "a", "A", " ", "\n", " \n", "1", "!", "東", "é", "\u{301}", "🦀",
        ] {
            let text = run.repeat(1_000_000 / run.len());
            for tokenizer in all() {
                assert!(tokenizer.count(&text) > 0);
                tokenizer.index(&text); // asserts that the tokens have the text's bytes
            }
        }
    }
}
