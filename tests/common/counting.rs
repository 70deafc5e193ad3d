//! A tokenizer that counts with `cl100k_base` and sums up the bytes that it receives.

use sectile::{Tiktoken, TokenIndex, Tokenizer};
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Debug, Default)]
pub(crate) struct Counting {
    bytes: AtomicUsize,
}

impl Counting {
    /// Returns the number of bytes that were received.
    pub(crate) fn received(&self) -> usize {
        self.bytes.load(Ordering::Relaxed)
    }
}

impl Tokenizer for Counting {
    fn count(&self, text: &str) -> usize {
        self.bytes.fetch_add(text.len(), Ordering::Relaxed);
        Tiktoken::cl100k_base().count(text)
    }

    fn index(&self, text: &str) -> TokenIndex {
        self.bytes.fetch_add(text.len(), Ordering::Relaxed);
        Tiktoken::cl100k_base().index(text)
    }
}
