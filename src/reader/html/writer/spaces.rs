//! White space of a page: the ends of words, and spaces of fixed widths that only place
//! words, at the ends of a text or several in a row.

use super::is_space;
use std::borrow::Cow;

/// The bytes that are looked at together for the end of words. Nearly all have none, and to
/// look at them one by one is slow, because the ends of words cannot be predicted.
const BLOCK_BYTES: usize = 16;

/// Returns the end of the words that begin at `start`: before white space that is not one
/// single space between two words, or at the end.
pub(super) fn end_of_words(text: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(block) = text.get(at..=at + BLOCK_BYTES) {
        let pairs = block.iter().zip(&block[1..]);
        #[allow(clippy::needless_bitwise_bool)] // as in `ends_words`
        if pairs.fold(false, |found, (byte, next)| {
            found | ends_words(*byte, *next)
        }) {
            break;
        }
        at += BLOCK_BYTES;
    }
    let ends = |at: usize| ends_words(text[at], text.get(at + 1).copied().unwrap_or(b' '));
    (at..text.len()).find(|at| ends(*at)).unwrap_or(text.len())
}

/// Returns true if no words go on at a byte, which `next` follows. All is computed, so that
/// the bytes of a block are compared at once.
#[inline]
#[allow(clippy::needless_bitwise_bool)] // a jump for each byte would be slow
fn ends_words(byte: u8, next: u8) -> bool {
    let is_break =
        |byte: u8| (byte == b'\n') | (byte == b'\t') | (byte == b'\r') | (byte == b'\x0c');
    is_break(byte) | ((byte == b' ') & (is_break(next) | (next == b' ')))
}

/// Returns `text` with a space for each run of white space that has a space of fixed
/// width and is at an end of the text or longer than one character. Pages pad and indent
/// with such runs: `<b>CUSIP No.&nbsp;</b>` would be `**CUSIP No.\u{a0}**`, which is no
/// markup, and each of them is a token. The one in `10&nbsp;km` stays.
pub(super) fn fold(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_fixed) {
        return text;
    }
    let mut folded = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(start) = rest.find(is_white) {
        let (words, from) = rest.split_at(start);
        let end = from.find(|c| !is_white(c)).unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        let is_at_end = folded.is_empty() && words.is_empty() || after.is_empty();
        let is_inside = run.chars().nth(1).is_none() && !is_at_end;
        folded.push_str(words);
        folded.push_str(if is_inside || !run.contains(is_fixed) {
            run
        } else {
            " "
        });
        rest = after;
    }
    folded.push_str(rest);
    Cow::Owned(folded)
}

fn is_white(c: char) -> bool {
    is_fixed(c) || is_space(c)
}

/// Returns true for the no-break spaces, and those of printers (em, en, figure).
fn is_fixed(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_one_space_and_a_no_break_space_between_words_stays() {
        for (text, expected) in [
            ("10\u{a0}km", "10\u{a0}km"),
            ("\u{a0}Tea\u{a0}", " Tea "),
            ("Tea.\u{a0} Milk", "Tea. Milk"),
            ("Item 1.\u{a0}\u{a0}\u{a0}Tea", "Item 1. Tea"),
            ("\u{a0}", " "),
            ("\u{2007}\u{2007}Shares", " Shares"),
            ("10\u{202f}000", "10\u{202f}000"),
            ("a \n b\u{a0}c", "a \n b\u{a0}c"),
        ] {
            assert_eq!(fold(text.into()), expected, "{text:?}");
        }
    }

    /// A search byte by byte is the oracle.
    #[test]
    fn words_end_at_the_same_byte_in_blocks() {
        let slow = |text: &[u8], start: usize| {
            let is_white = |at: usize| text.get(at).is_none_or(|byte| is_space(char::from(*byte)));
            let goes_on = |at: usize| !is_white(at) || text[at] == b' ' && !is_white(at + 1);
            (start..=text.len()).find(|at| *at == text.len() || !goes_on(*at))
        };
        let words = "tea milk, sugar and 100 cups of water from the well";
        for end in [
            "", " ", "  x", "\n", " \n x", "\ty", "\r\n", "\u{c}", " a b",
        ] {
            for start in 0..words.len() {
                let text = format!("{}{end}", &words[start..]);
                let found = end_of_words(text.as_bytes(), 0);
                assert_eq!(Some(found), slow(text.as_bytes(), 0), "{text:?}");
            }
        }
    }
}
