//! Marks exponents, indices and the marks of notes: small text beside the base line.

use super::shift::{Placed, is_numerator};
use super::word::{Word, WordArena};
use crate::reader::script::{Script, Shift};

/// Adds the signs of exponents and indices that were drawn apart from their base.
///
/// `line` are the words of a line, from left to right. "10" and a raised "6" beside it
/// are `10^6`; as one word they would be "106". The "n", "+" and "1" above an "x" are one
/// exponent: each is compared with the "x" and not with the one before it.
pub(super) fn mark(line: &mut [Word], words: &mut WordArena) {
    let mut base = 0;
    let mut at = 1;
    while at < line.len() {
        let shift = (line[at].is_glued)
            .then(|| Placed::from(&line[at]).shift_from((&line[base]).into()))
            .flatten();
        let Some(shift) = shift else {
            // Text that is not shifted is the base of the text after it.
            base = at;
            at += 1;
            continue;
        };
        // Compared with the base and not with the word before: "n", "+" and "1" are one.
        let is_same = |word: &&Word| {
            word.is_glued && Placed::from(*word).shift_from((&line[base]).into()) == Some(shift)
        };
        let end = at + 1 + line[at + 1..].iter().take_while(is_same).count();
        mark_words(line, at..end, (base, shift), words);
        at = end;
    }
}

/// Adds the signs around the shifted words `range`, whose base is the word `base`.
///
/// A raised "2" after "x" becomes "^2", and the mark of a note gets a sign at both ends:
/// `word[^3]`. The numerator of "3 1/2" becomes a word of its own, and ordinals ("1st")
/// have no sign.
fn mark_words(
    line: &mut [Word],
    range: std::ops::Range<usize>,
    (base, shift): (usize, Shift),
    words: &mut WordArena,
) {
    let text: String = (line[range.clone()].iter())
        .map(|word| words.text_of(word))
        .collect();
    let before = words.text_of(&line[base]);
    let next = line.get(range.end).filter(|next| next.is_glued);
    let next = next.map_or("", |next| words.text_of(next));
    if is_numerator(shift, before, &text, next) {
        // "3" and "1/2" are two words.
        line[range.start].is_glued = false;
        return;
    }
    let script = Script::of(shift, before, &text);
    // An ordinal such as "1st" has no sign.
    if script == Script::Plain {
        return;
    }
    let (first, last) = (range.start, range.end - 1);
    let opened = format!("{}{}", script.opening(), words.text_of(&line[first]));
    line[first] = words.push(&opened, line[first]);
    if !script.closing().is_empty() {
        let closed = format!("{}{}", words.text_of(&line[last]), script.closing());
        line[last] = words.push(&closed, line[last]);
    }
}
