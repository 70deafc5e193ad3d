//! No-break spaces that only place words: at the ends of a text, and several in a row.

use super::is_space;
use std::borrow::Cow;

const NO_BREAK: char = '\u{a0}';

/// Returns `text` with a space for each run of white space that has a no-break space and is
/// at an end of the text or longer than one character. Pages pad and indent with such runs:
/// `<b>CUSIP No.&nbsp;</b>` would be `**CUSIP No.\u{a0}**`, which is no markup, and each of
/// them is a token. The one in `10&nbsp;km` stays.
pub(super) fn fold(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(NO_BREAK) {
        return text;
    }
    let mut folded = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(start) = rest.find(is_white) {
        let (words, from) = rest.split_at(start);
        let end = from.find(|c| !is_white(c)).unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        let is_at_end = folded.is_empty() && words.is_empty() || after.is_empty();
        let is_inside = run.chars().eq([NO_BREAK]) && !is_at_end;
        folded.push_str(words);
        folded.push_str(if is_inside || !run.contains(NO_BREAK) {
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
    c == NO_BREAK || is_space(c)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn padding_is_one_space_and_a_no_break_space_between_words_stays() {
        for (text, expected) in [
            ("10\u{a0}km", "10\u{a0}km"),
            ("\u{a0}Tea\u{a0}", " Tea "),
            ("Tea.\u{a0} Milk", "Tea. Milk"),
            ("Item 1.\u{a0}\u{a0}\u{a0}Tea", "Item 1. Tea"),
            ("\u{a0}", " "),
            ("a \n b\u{a0}c", "a \n b\u{a0}c"),
        ] {
            assert_eq!(fold(text.into()), expected, "{text:?}");
        }
    }
}
