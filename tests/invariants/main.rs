//! The laws as properties of random documents. `PROPTEST_CASES=10000` runs more of them.
#![cfg(all(feature = "markdown", feature = "tiktoken"))]

mod budget;
#[path = "../common/mod.rs"]
mod common;
mod cut;
mod heading;
mod same;

use proptest::prelude::*;
use sectile::{Tiktoken, TokenIndex, Tokenizer, Words};

pub(crate) fn budgets() -> impl Strategy<Value = u32> {
    prop_oneof![1 => 1..16_u32, 4 => 16..100_u32, 2 => 100..600_u32]
}

/// Tokenizers with exact indexes and with estimated ones.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Counts {
    Cl100k,
    O200k,
    Words,
    Bytes,
    /// Counts more for a text than for its parts together, so only the count of the
    /// finished chunk is exact.
    Framed,
}

impl Tokenizer for Counts {
    fn count(&self, text: &str) -> usize {
        match self {
            Self::Cl100k => Tiktoken::cl100k_base().count(text),
            Self::O200k => Tiktoken::o200k_base().count(text),
            Self::Words => Words.count(text),
            Self::Bytes => text.len(),
            Self::Framed => text.split_whitespace().count() + text.len() / 50 + 2,
        }
    }

    fn index(&self, text: &str) -> TokenIndex {
        match self {
            Self::Cl100k => Tiktoken::cl100k_base().index(text),
            Self::O200k => Tiktoken::o200k_base().index(text),
            Self::Words => Words.index(text),
            Self::Bytes | Self::Framed => TokenIndex::estimated(self, text),
        }
    }
}

pub(crate) fn tokenizers() -> impl Strategy<Value = Counts> {
    use Counts::{Bytes, Cl100k, Framed, O200k, Words};
    prop::sample::select(vec![Cl100k, Cl100k, O200k, Words, Words, Bytes, Framed])
}
