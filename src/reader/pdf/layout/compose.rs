//! Writes the lines of a paragraph as running text.

use super::letters::is_unspaced;
use super::line::Line;
use super::word::{Word, Words};
use std::ops::Range;

/// Running text, and where in it the words stand.
#[derive(Debug, Default)]
pub(in super::super) struct Composed {
    pub(in super::super) text: String,
    /// `(page, word, where it is written)`
    pub(in super::super) words: Vec<(usize, Word, Range<usize>)>,
    /// Where each line begins.
    pub(in super::super) starts: Vec<usize>,
}

/// Joins lines: a word that was broken at a hyphen becomes one again only if it goes on with a small letter.
pub(in super::super) fn compose(lines: &[Line], words: &Words) -> Composed {
    let mut composed = Composed::default();
    for line in lines {
        join(&mut composed.text, line.first_char(words));
        if let Some((_, _, last)) = composed.words.last_mut() {
            last.end = last.end.min(composed.text.len()); // its hyphen was taken out
        }
        composed.starts.push(composed.text.len());
        for (nth, word) in line.words.iter().enumerate() {
            if nth > 0 && !word.is_glued {
                composed.text.push(' ');
            }
            let start = composed.text.len();
            push(words.text_of(word), &mut composed.text);
            (composed.words).push((line.page, *word, start..composed.text.len()));
        }
    }
    if composed.text.ends_with('\u{ad}') {
        composed.text.pop();
    }
    composed
}

/// Writes a word without the soft hyphens inside.
fn push(word: &str, text: &mut String) {
    if !word.contains('\u{ad}') {
        return text.push_str(word);
    }
    let last = word.len() - word.chars().next_back().map_or(0, char::len_utf8);
    text.extend(word[..last].chars().filter(|c| *c != '\u{ad}'));
    text.push_str(&word[last..]);
}

/// Prepares the text for a line that begins with `next`.
fn join(text: &mut String, next: Option<char>) {
    let mut back = text.chars().rev();
    let (last, before) = (back.next(), back.next());
    let Some(last) = last else { return };
    let is = |test: fn(char) -> bool| before.is_some_and(test) && next.is_some_and(test);
    if next.is_some_and(char::is_alphanumeric) && is_broken_address(text) {
        return; // its hyphens are its own
    }
    let is_broken = matches!(last, '-' | '\u{2010}')
        && before.is_some_and(char::is_alphabetic)
        && next.is_some_and(char::is_lowercase);
    if last == '\u{ad}' || is_broken {
        text.pop();
        return;
    }
    let is_one = match last {
        '-' => is(char::is_alphanumeric),  // "Jean-" and "Paul"
        '–' => is(|c| c.is_ascii_digit()), // "1990–" and "2001"
        last => is_unspaced(last) && next.is_some_and(is_unspaced),
    };
    if !is_one {
        text.push(' ');
    }
}

/// Whether `text` ends with a web address that goes on: a sign at its end may close a sentence, these do not.
fn is_broken_address(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_address = word.contains("://") || word.starts_with("www.");
    is_address
        && (word.ends_with("://") || word.ends_with(['-', '_', '=', '&', '#', '%', '+', '~']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(first: &str, next: &str) -> String {
        let mut text = String::new();
        push(first, &mut text);
        join(&mut text, next.chars().next());
        push(next, &mut text);
        text
    }

    #[test]
    fn only_a_hyphen_between_a_letter_and_a_small_letter_is_taken_out() {
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
