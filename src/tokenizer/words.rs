//! Counts words: needs no vocabulary, is fast, and works the same way in every language.

mod ascii;
mod pieces;

use super::index::MarkWriter;
use super::{TokenIndex, Tokenizer};
use crate::document::offset;
use ascii::Part;
use pieces::WordPieces;

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

/// The bytes of ASCII text between two calls of `may_continue`, in a fiftieth of a
/// millisecond.
const BYTES_PER_LOOK: usize = 1 << 14;

impl Tokenizer for Words {
    fn count(&self, text: &str) -> usize {
        let words = ascii::parts(text).map(|part| match part {
            Part::Ascii(part) => {
                let part = &text.as_bytes()[part];
                let blocks = (0..part.len()).step_by(ascii::BLOCK);
                let words = blocks.map(|at| ascii::ends(part, at).count_ones() as usize);
                words.sum()
            }
            Part::Other(line) => WordPieces::new(&text[line]).count(),
        });
        words.sum()
    }

    fn index(&self, text: &str) -> TokenIndex {
        (self.index_while(text, &|| true)).expect("a test that is always true stops nothing")
    }

    fn index_while(&self, text: &str, may_continue: &dyn Fn() -> bool) -> Option<TokenIndex> {
        let mut marks = MarkWriter::new(text.len());
        for part in ascii::parts(text) {
            match part {
                Part::Ascii(part) => {
                    let bytes = &text.as_bytes()[part.clone()];
                    for at in (0..bytes.len()).step_by(ascii::BLOCK) {
                        if at.is_multiple_of(BYTES_PER_LOOK) && !may_continue() {
                            return None;
                        }
                        marks.ends(offset(part.start + at), ascii::ends(bytes, at));
                    }
                }
                Part::Other(line) => {
                    for (at, (_, end)) in WordPieces::new(&text[line.clone()]).enumerate() {
                        if at.is_multiple_of(WORDS_PER_LOOK) && !may_continue() {
                            return None;
                        }
                        marks.piece(offset(line.start + end), 1);
                    }
                }
            }
        }
        Some(TokenIndex::from_marks(marks.finish(), is_boundary))
    }

    fn name(&self) -> &'static str {
        "words"
    }
}

/// Returns the start and the end of each word, number, ideograph and punctuation mark of
/// `text` (UAX #29 4.1), in bytes.
pub(crate) fn word_pieces(text: &str) -> impl Iterator<Item = (usize, usize)> {
    WordPieces::new(text)
}

/// Returns the start of the last word of `text` that begins there whatever precedes and
/// follows it, or 0.
pub(crate) fn last_certain_start(text: &str) -> usize {
    (text.bytes().rposition(pieces::begins_word)).unwrap_or(0)
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
