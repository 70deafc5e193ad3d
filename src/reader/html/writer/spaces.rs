//! Spaces of fixed widths that only place words: at the ends of a text, and several in a
//! row.

use super::is_space;
use std::borrow::Cow;

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
    use super::fold;

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
}
