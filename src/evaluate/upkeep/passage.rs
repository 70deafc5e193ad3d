//! The words of a passage as a new quote: without markup, and with whole sentences where
//! the quote had more words.

use super::words::PlainWords;
use std::ops::Range;

/// So many words more are taken to end where a sentence does: "now" in "for five minutes
/// now."
const TO_SENTENCE: usize = 3;

/// Returns a text on one line.
pub(super) fn written(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the bytes of the words from `first` to `last`, with `before` and `after` more
/// words that replace those at the ends of the quote, but none of another sentence.
pub(super) fn widened(
    words: &PlainWords,
    text: &str,
    (mut first, mut last): (usize, usize),
    (before, after): (usize, usize),
) -> Range<usize> {
    let ends_after = |at: usize| match words.words.get(at + 1) {
        Some(next) => is_end(&text[words.words[at].end..next.start]),
        None => true,
    };
    let to_start = (0..=before + TO_SENTENCE)
        .find(|more| *more == first || *more < first && ends_after(first - more - 1));
    first -= to_start.unwrap_or(before).min(first);
    let to_end = (0..=after + TO_SENTENCE)
        .find(|more| last + more + 1 >= words.words.len() || ends_after(last + more));
    last = (last + to_end.unwrap_or(after)).min(words.words.len() - 1);
    let end = words.words[last].end;
    let stop = text[end..]
        .chars()
        .take_while(|c| matches!(c, '.' | '!' | '?' | ')' | '"'));
    words.words[first].start..end + stop.map(char::len_utf8).sum::<usize>()
}

/// Returns true if a sentence or a block ends in the text between two words.
fn is_end(between: &str) -> bool {
    let ends_sentence = between
        .trim_start_matches(['"', ')', '\''])
        .starts_with(['.', '!', '?']);
    ends_sentence && between.ends_with(char::is_whitespace)
        || between.contains('\n') && between.trim_matches(' ').contains("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, found: (usize, usize), more: (usize, usize)) -> &str {
        &text[widened(&PlainWords::of(text), text, found, more)]
    }

    #[test]
    fn a_passage_ends_with_its_sentence() {
        let text = "Tea is old. Oolong steeps for five minutes or so now. Pour it.";
        assert_eq!(
            of(text, (3, 7), (0, 0)),
            "Oolong steeps for five minutes or so now."
        );
        assert_eq!(of(text, (4, 5), (1, 0)), "Oolong steeps for");
    }

    #[test]
    fn no_word_of_another_sentence_is_taken() {
        let text = "Tea is old. It steeps.\n\nPour it";
        assert_eq!(of(text, (3, 4), (3, 3)), "It steeps.");
        assert_eq!(of(text, (5, 5), (9, 9)), "Pour it");
    }
}
