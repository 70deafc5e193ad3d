//! Cuts text into word pieces, as BERT does.
//!
//! Devlin et al., "BERT" (2018), and the code published with it: text is cleaned, put in
//! lower case, stripped of accents and cut at white space and punctuation; each word is
//! then cut into the longest pieces that the vocabulary has.

use super::file::read;
use crate::error::{Error, ErrorKind, Result};
use std::collections::HashMap;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// A vocabulary.
pub(super) struct WordPiece {
    pieces: HashMap<String, u32>, // looked up only
    lower_case: bool,
    unknown: u32,
    /// The piece before a text.
    pub(super) start: u32,
    /// The piece after a text.
    pub(super) end: u32,
}

/// A longer word is unknown.
const MAX_WORD: usize = 100;

impl WordPiece {
    pub(super) fn read(path: &Path, lower_case: bool) -> Result<Self> {
        let malformed =
            |what: &str| Error::new(ErrorKind::Malformed, what.to_owned()).with_path(path);
        let vocabulary =
            String::from_utf8(read(path)?).map_err(|_| malformed("the vocabulary is not UTF-8"))?;
        let pieces: HashMap<String, u32> = (0..)
            .zip(vocabulary.lines())
            .map(|(id, piece)| (piece.to_owned(), id))
            .collect();
        let special = |piece: &str| {
            let id = pieces.get(piece).copied();
            id.ok_or_else(|| malformed(&format!("the vocabulary lacks {piece}")))
        };
        Ok(Self {
            unknown: special("[UNK]")?,
            start: special("[CLS]")?,
            end: special("[SEP]")?,
            pieces,
            lower_case,
        })
    }

    /// The pieces of `text`, at most `limit`.
    pub(super) fn pieces(&self, text: &str, limit: usize) -> Vec<u32> {
        let mut pieces = Vec::new();
        for word in self.words(text) {
            if pieces.len() >= limit {
                break;
            }
            self.cut(&word, &mut pieces);
        }
        pieces.truncate(limit);
        pieces
    }

    fn words(&self, text: &str) -> Vec<String> {
        // Accents are removed from decomposed characters: "é" is "e" and a mark.
        let mut words = vec![String::new()];
        let mut add = |c: char| {
            if c.is_whitespace() {
                words.push(String::new());
            } else if is_word_alone(c) {
                words.extend([c.to_string(), String::new()]);
            } else if let Some(word) = words.last_mut() {
                word.push(c);
            }
        };
        let clean = text.chars().filter(|c| !is_dropped(*c));
        if self.lower_case {
            let plain = clean
                .nfd()
                .filter(|c| c.general_category() != GeneralCategory::NonspacingMark);
            plain.flat_map(char::to_lowercase).for_each(&mut add);
        } else {
            clean.for_each(&mut add);
        }
        words.retain(|word| !word.is_empty());
        words
    }

    fn cut(&self, word: &str, pieces: &mut Vec<u32>) {
        // A word with one unknown piece is unknown as a whole, as in the published code.
        let before = pieces.len();
        if word.chars().count() > MAX_WORD {
            pieces.push(self.unknown);
            return;
        }
        let mut rest = word;
        while !rest.is_empty() {
            let is_first = rest.len() == word.len();
            let Some((piece, length)) = self.longest(rest, is_first) else {
                pieces.truncate(before);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(piece);
            rest = &rest[length..];
        }
    }

    /// The longest piece that `rest` begins with, and its length in bytes.
    fn longest(&self, rest: &str, is_first: bool) -> Option<(u32, usize)> {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.rev().find_map(|end| {
            let id = if is_first {
                self.pieces.get(&rest[..end])
            } else {
                self.pieces.get(&["##", &rest[..end]].concat())
            };
            Some((*id?, end))
        })
    }
}

/// Returns whether a character is left out: control characters and U+FFFD. White space is
/// not a control character here.
fn is_dropped(c: char) -> bool {
    let is_other = c.general_category_group() == GeneralCategoryGroup::Other;
    c == '\u{fffd}' || (is_other && !matches!(c, '\t' | '\n' | '\r'))
}

/// Punctuation and ideographs are words by themselves. All of ASCII's signs count as
/// punctuation.
fn is_word_alone(c: char) -> bool {
    c.is_ascii_punctuation()
        || c.general_category_group() == GeneralCategoryGroup::Punctuation
        || matches!(u32::from(c),
            0x4e00..=0x9fff | 0x3400..=0x4dbf | 0x20000..=0x2a6df | 0x2a700..=0x2b73f
            | 0x2b740..=0x2b81f | 0x2b820..=0x2ceaf | 0xf900..=0xfaff | 0x2f800..=0x2fa1f)
}
