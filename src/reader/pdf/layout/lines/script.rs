//! Marks exponents, indices and the marks of notes: small text beside the base line.

use super::word::{Word, WordArena};
use crate::reader::pdf::layout::place::Em;
use crate::reader::script::{Script, Shift};

/// Exponents and indices are smaller than this many sizes of their base; browsers set them
/// at 0.83, TeX at 0.7.
const MAX_SIZE: Em = Em(0.85);
/// They are larger than this many sizes of their base. The text beside an initial of two
/// lines is smaller.
const MIN_SIZE: Em = Em(0.5);
/// Exponents are raised by more than this, in sizes of their base.
const MIN_RAISE: Em = Em(0.1);
/// Indices are lowered by more than this: TeX lowers them by 0.15, browsers by 0.2.
const MIN_FALL: Em = Em(0.06);
/// Neither is farther from the base line than this.
const MAX_SHIFT: Em = Em(0.6);

/// The type of a glyph or a word: its size and its base line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) size: f32,
    pub(super) y: f32,
}

impl Placed {
    /// Returns the shift of this text beside its base, if it is an exponent or an index.
    pub(super) fn shift_from(self, base: Self) -> Option<Shift> {
        let is_small = self.size < MAX_SIZE.at(base.size) && self.size > MIN_SIZE.at(base.size);
        let raise = base.y - self.y;
        if !is_small || raise.abs() > MAX_SHIFT.at(base.size) {
            None
        } else if raise > MIN_RAISE.at(base.size) {
            Some(Shift::Raised)
        } else if -raise > MIN_FALL.at(base.size) {
            Some(Shift::Lowered)
        } else {
            None
        }
    }
}

impl From<&Word> for Placed {
    fn from(word: &Word) -> Self {
        Self {
            size: word.size,
            y: word.y,
        }
    }
}

/// Returns whether shifted text is the numerator of a fraction: the "1" of "3 1/2".
pub(super) fn is_numerator(shift: Shift, base: &str, text: &str, next: &str) -> bool {
    shift == Shift::Raised
        && base.ends_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && next.starts_with(['/', '\u{2044}', '\u{2215}'])
}

/// Adds the signs of exponents and indices that were drawn apart from their base.
///
/// `words` are those of a line, from left to right.
pub(super) fn mark(line: &mut [Word], words: &mut WordArena) {
    let mut base = 0;
    let mut at = 1;
    while at < line.len() {
        let shift = (line[at].is_glued)
            .then(|| Placed::from(&line[at]).shift_from((&line[base]).into()))
            .flatten();
        let Some(shift) = shift else {
            base = at;
            at += 1;
            continue;
        };
        let is_same = |word: &&Word| {
            word.is_glued && Placed::from(*word).shift_from((&line[base]).into()) == Some(shift)
        };
        let end = at + 1 + line[at + 1..].iter().take_while(is_same).count();
        mark_words(line, at..end, (base, shift), words);
        at = end;
    }
}

/// Adds the signs around the shifted words `range`, whose base is the word `base`.
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
        line[range.start].is_glued = false;
        return;
    }
    let script = Script::of(shift, before, &text);
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
