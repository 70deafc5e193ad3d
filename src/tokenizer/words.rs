//! Counts words: needs no vocabulary, is fast, and works the same way in every language.

use super::{TokenIndex, Tokenizer};
use crate::document::offset;
use unicode_segmentation::UnicodeSegmentation;

/// Counts the pieces between word boundaries (UAX #29 4.1) without white space: words,
/// numbers, single ideographs and punctuation marks.
///
/// ```
/// use sectile::{Tokenizer, Words};
///
/// assert_eq!(Words.count("It costs 9.80, doesn't it?"), 7);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Words;

/// The words that are counted between two calls of `may_continue`, in a tenth of a
/// millisecond.
const WORDS_PER_LOOK: usize = 1024;

impl Tokenizer for Words {
    fn count(&self, text: &str) -> usize {
        words(text).count()
    }

    fn index(&self, text: &str) -> TokenIndex {
        let ends = words(text)
            .map(|(at, word)| offset(at + word.len()))
            .collect();
        TokenIndex::exact(ends, is_boundary)
    }

    fn index_while(&self, text: &str, may_continue: &dyn Fn() -> bool) -> Option<TokenIndex> {
        let mut ends = Vec::new();
        for (nth, (at, word)) in words(text).enumerate() {
            if nth % WORDS_PER_LOOK == 0 && !may_continue() {
                return None;
            }
            ends.push(offset(at + word.len()));
        }
        Some(TokenIndex::exact(ends, is_boundary))
    }

    fn name(&self) -> &'static str {
        "words"
    }
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (text.split_word_bound_indices()).filter(|(_, word)| !word.trim_start().is_empty())
}

/// Returns true if no word crosses `at`, whatever surrounds it.
///
/// UAX #29 breaks before and after every line break (`WB3a`, `WB3b`) except inside `\r\n`
/// (`WB3`). A space is accepted after visible ASCII only, because it joins other spaces:
/// `"\u{3000} "` is one piece (`WB3d`).
fn is_boundary(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || at == bytes.len() {
        return true;
    }
    match (bytes[at - 1], bytes[at]) {
        (b'\r', next) => next != b'\n',
        (b'\n', _) | (_, b'\n' | b'\r') => true,
        (before, b' ') => before.is_ascii_graphic(),
        _ => false,
    }
}
