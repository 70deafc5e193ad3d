//! Dismisses texts that are no captions by the bytes of their first word.

use super::WORDS;
use crate::lexicon::names::letter;

/// The number of letters, and the first of them.
const LETTERS: usize = 26;
const FIRST_LETTER: u8 = b'a';

/// For each first letter of a word of captions, a bit for each second letter.
const STARTS: [u32; LETTERS] = {
    let mut starts = [0; LETTERS];
    let mut row = 0;
    while row < WORDS.len() {
        let mut at = 0;
        while at < WORDS[row].len() {
            let word = WORDS[row][at].as_bytes();
            if word[0].is_ascii_lowercase() && word[1].is_ascii_lowercase() {
                starts[(word[0] - FIRST_LETTER) as usize] |= letter(word[1]);
            }
            at += 1;
        }
        row += 1;
    }
    starts
};

/// Returns true if a text begins with two letters that no word of captions begins with.
fn starts_other(text: &[u8]) -> bool {
    let [first, second, ..] = text else {
        return false;
    };
    let row = first.to_ascii_lowercase().wrapping_sub(FIRST_LETTER);
    let is_letter = second.is_ascii_alphabetic();
    let seconds = STARTS.get(usize::from(row)).filter(|_| is_letter);
    seconds.is_some_and(|seconds| seconds & letter(*second) == 0)
}

/// Returns true for most texts that begin with another word than that of a caption: those
/// whose first word is ASCII and no number follows, as in `Boil water`. It may return false
/// too often.
pub(super) fn is_other_word(text: &[u8]) -> bool {
    if starts_other(text) {
        return true;
    }
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic());
    let letters = letters.count();
    let Some(next) = text.get(letters) else {
        return false; // the next piece of the paragraph may follow
    };
    if letters == 0 {
        // White space and brackets may precede the word, and a full stop follow none.
        return next.is_ascii_graphic() && !matches!(next, b'[' | b'(' | b'<' | b'.');
    }
    let rest = &text[letters..];
    let is_between = |byte: &&u8| matches!(byte, b'.' | b' ' | b'\t' | b'\n' | b'\r');
    let between = rest.iter().take_while(is_between).count();
    if between == 0 {
        return next.is_ascii_graphic();
    }
    // `n° 3` and `N.º 3` are numbers.
    let starts_other = |byte: &u8| byte.is_ascii_lowercase() && *byte != b'n';
    rest.get(between).is_some_and(starts_other)
}

#[cfg(test)]
mod tests {
    use super::super::{after_read_word, without_opening};
    use super::*;

    #[test]
    fn no_word_of_captions_is_another_word() {
        for word in WORDS.iter().copied().flatten() {
            for word in [word.to_string(), word.to_uppercase()] {
                let text = format!("{word} 3: Tea");
                assert!(!is_other_word(text.as_bytes()), "{text}");
            }
        }
        assert!(is_other_word(b"The 3 cups") && !is_other_word(b"Table 3"));
    }

    /// Reading the word is the oracle.
    #[test]
    fn texts_with_another_first_word_have_no_word_of_a_caption() {
        let words = [
            "", "Boil", "Fig", "Table", "Tab", "图", "図表", "Рис", "é", "3", "*", "`",
        ];
        let gaps = [
            "", " ", ".", ". ", "..", " .", "\n", "\t ", "\u{a0}", "\u{b}", "-", "—", ",",
        ];
        let ends = [
            "", "3", "IV", "n° 3", "No. 3", "water", "水", "(3)", "№ 3", "#3", "x3", ":",
        ];
        let mut others = 0;
        for opening in ["", " ", "[", "(", "<", "\n", "【", "x"] {
            for word in words {
                for gap in gaps {
                    for end in ends {
                        let text = [opening, word, gap, end].concat();
                        if is_other_word(text.as_bytes()) {
                            others += 1;
                            let read = after_read_word(without_opening(&text));
                            assert!(read.is_none(), "{text:?}");
                            assert!(!without_opening(&text).is_empty(), "{text:?}");
                        }
                    }
                }
            }
        }
        assert!(others > 1000, "{others}");
    }
}
