//! Writes the lines of a paragraph as running text.

use super::letters::is_unspaced;
use super::line::Line;
use super::word::{Word, WordArena};
use std::ops::Range;

/// A hyphen that is shown only where a word is broken over two lines.
const SOFT_HYPHEN: char = '\u{ad}';

/// Running text and the places of its words and lines in it.
#[derive(Debug, Default)]
pub(crate) struct Composed {
    pub(crate) text: String,
    pub(crate) words: Vec<ComposedWord>,
    /// The byte at which each line begins.
    pub(crate) starts: Vec<usize>,
}

/// A word of a running text.
#[derive(Debug)]
pub(crate) struct ComposedWord {
    /// An index of the file's pages.
    pub(crate) page: usize,
    pub(crate) word: Word,
    /// Its bytes in the text.
    pub(crate) range: Range<usize>,
}

/// Joins lines as running text, and the two halves of words that are broken over them.
///
/// The result has the place of each word and of each line. "infor-" and "mation" are
/// "information", and the place of "infor-" ends before the hyphen that was removed. A
/// soft hyphen at the end of the last line is removed too: nothing follows it.
pub(crate) fn compose(lines: &[Line], words: &WordArena) -> Composed {
    let mut composed = Composed::default();
    for line in lines {
        prepare_for_line(&mut composed.text, line.first_char(words));
        if let Some(last) = composed.words.last_mut() {
            // "infor-" and "mation": the hyphen of the last word may have been removed.
            last.range.end = last.range.end.min(composed.text.len());
        }
        composed.starts.push(composed.text.len());
        for (nth, word) in line.words.iter().enumerate() {
            if nth > 0 && !word.is_glued {
                composed.text.push(' ');
            }
            let start = composed.text.len();
            push_word(words.text_of(word), &mut composed.text);
            composed.words.push(ComposedWord {
                page: line.page,
                word: *word,
                range: start..composed.text.len(),
            });
        }
    }
    if composed.text.ends_with(SOFT_HYPHEN) {
        composed.text.pop();
    }
    composed
}

/// Returns lines as one line of text, with words that are broken over them joined.
pub(crate) fn joined(lines: &[Line], words: &WordArena) -> String {
    compose(lines, words).text
}

/// Appends a word without the soft hyphens inside it.
///
/// A search for "information" must find "in\u{ad}formation". A soft hyphen at the end of
/// the word is kept, because it may break the word over two lines: it joins "infor\u{ad}"
/// to "mation" in the next one.
fn push_word(word: &str, text: &mut String) {
    if !word.contains(SOFT_HYPHEN) {
        return text.push_str(word);
    }
    // The last character stays: it may break the word over two lines.
    let last = word.len() - word.chars().next_back().map_or(0, char::len_utf8);
    text.extend(word[..last].chars().filter(|c| *c != SOFT_HYPHEN));
    text.push_str(&word[last..]);
}

/// Appends the space, or removes the hyphen, that precedes a line beginning with `next`.
///
/// The hyphen between "infor" and "mation" is removed, that between "Jean" and "Paul" and
/// that of a web address are kept. No space is added after a hyphen that is kept, in
/// "1990–2001", and between Chinese or Japanese characters.
fn prepare_for_line(text: &mut String, next: Option<char>) {
    let mut back = text.chars().rev();
    let (last, before) = (back.next(), back.next());
    let Some(last) = last else { return };
    let is = |test: fn(char) -> bool| before.is_some_and(test) && next.is_some_and(test);
    // "https://example.org/two-" and "words": the hyphen is part of the address.
    if next.is_some_and(char::is_alphanumeric) && is_broken_address(text) {
        return;
    }
    // "infor-" and "mation" is one word; "Jean-" and "Paul" keeps its hyphen, and a
    // capital or a digit after the hyphen is the only difference that a reader can see.
    let is_broken = matches!(last, '-' | '\u{2010}')
        && before.is_some_and(char::is_alphabetic)
        && next.is_some_and(char::is_lowercase);
    if last == SOFT_HYPHEN || is_broken {
        text.pop();
        return;
    }
    let is_one = match last {
        '-' => is(char::is_alphanumeric),  // "Jean-" and "Paul"
        '–' => is(|c| c.is_ascii_digit()), // "1990–" and "2001", but "tea –" and "2001"
        last => is_unspaced(last) && next.is_some_and(is_unspaced), // "日本" and "語"
    };
    if !is_one {
        text.push(' ');
    }
}

/// Returns true if `text` ends within a web address that continues in the next line.
///
/// The address `https://example.org/two-` continues with "words". A slash or a full stop
/// at its end may close the address, as in "see example.org/." Signs such as a hyphen or
/// an ampersand never do.
fn is_broken_address(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_address = word.contains("://") || word.starts_with("www.");
    // A slash or a full stop may close the address and is not among these signs.
    is_address
        && (word.ends_with("://") || word.ends_with(['-', '_', '=', '&', '#', '%', '+', '~']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(first: &str, next: &str) -> String {
        let mut text = String::new();
        push_word(first, &mut text);
        prepare_for_line(&mut text, next.chars().next());
        push_word(next, &mut text);
        text
    }

    #[test]
    fn only_a_hyphen_between_a_letter_and_a_small_letter_is_removed() {
        assert_eq!(joined("infor-", "mation"), "information");
        assert_eq!(joined("Jean-", "Paul"), "Jean-Paul");
        assert_eq!(joined("1990-", "2001"), "1990-2001");
        assert_eq!(joined("1990–", "2001"), "1990–2001");
        assert_eq!(joined("tea –", "2001"), "tea – 2001");
        assert_eq!(joined("in\u{ad}for\u{ad}", "Mation"), "inforMation");
        assert_eq!(joined("日本", "語"), "日本語");
    }

    #[test]
    fn a_broken_web_address_is_whole_again() {
        let text = |first, next| joined(&format!("(see {first}"), next);
        assert_eq!(
            text("https://", "example.org)"),
            "(see https://example.org)"
        );
        assert_eq!(
            text("www.example.org/oo-", "long"),
            "(see www.example.org/oo-long"
        );
        assert_eq!(
            text("https://example.org/", "for"),
            "(see https://example.org/ for"
        );
    }
}
