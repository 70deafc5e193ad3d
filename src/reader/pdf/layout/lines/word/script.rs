//! The exponent or index at the end of the word that is being drawn.

use super::super::shift::{Placed, is_numerator};
use super::WordArena;
use crate::reader::script::{Script, Shift};

/// The shifted letters at the end of the last word, if there are any.
#[derive(Debug, Default)]
pub(super) struct OpenScript {
    shifted: Option<Shifted>,
}

#[derive(Debug, Clone, Copy)]
struct Shifted {
    shift: Shift,
    /// The byte of the arena's text at which it begins.
    start: usize,
}

impl OpenScript {
    /// Begins or ends shifted text before a glyph is written; `is_new` is true if the
    /// glyph begins a word.
    ///
    /// The "2" of "x²+" ends before the "+", which is on the baseline again. At the start
    /// of a word nothing is shifted: the raised "1" before a note has no base.
    #[inline]
    pub(super) fn update(
        &mut self,
        placed: Placed,
        text: &str,
        is_new: bool,
        words: &mut WordArena,
    ) {
        let last = words.drawn.last().filter(|_| !is_new);
        let shift = last.and_then(|word| placed.shift_from(word.into()));
        if self.shifted.map(|shifted| shifted.shift) == shift && !is_new {
            return;
        }
        self.end(if is_new { "" } else { text }, words);
        let start = words.text.len();
        self.shifted = shift.map(|shift| Shifted { shift, start });
    }

    /// Ends shifted text and adds its signs; `next` follows it in the same word.
    ///
    /// The "6" of "10⁶" becomes "^6", since without a sign the number would be "106". If
    /// `next` is the slash of "3 1/2", the shifted "1" is the numerator of a fraction,
    /// and a space separates it from the "3".
    pub(super) fn end(&mut self, next: &str, words: &mut WordArena) {
        let Some(Shifted { shift, start }) = self.shifted.take() else {
            return;
        };
        let Some(word) = words.drawn.last_mut() else {
            return;
        };
        let (base, text) = words.text[word.start as usize..].split_at(start - word.start as usize);
        if is_numerator(shift, base, text, next) {
            words.text.insert(start, ' ');
        } else {
            let script = Script::of(shift, base, text);
            words.text.insert_str(start, script.opening());
            words.text.push_str(script.closing());
        }
        word.end = crate::document::offset(words.text.len());
    }
}
