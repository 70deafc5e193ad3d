//! Selects the part of a chunk that has most of the words of a question.

use super::terms::{Term, Terms};
use std::collections::BTreeSet;

/// The bytes of an excerpt: about three lines of a terminal.
const MAX_BYTES: usize = 240;

/// The bytes before the first word that was found: enough to see what it is about.
const LEAD_BYTES: usize = 60;

/// Returns a line of `text` with most of `words`, without line breaks, and with `…` where
/// it was cut. If the words are all in the headings, it is the beginning of the text.
pub(super) fn excerpt(text: &str, words: &[String], terms: &mut Terms) -> String {
    let all = terms.of(text);
    let found: Vec<&Term> = all
        .iter()
        .filter(|term| words.contains(&term.word))
        .collect();
    let at = densest(&found);
    let first = at.map_or(0, |at| found[at].place.start);
    let start = word_start(text, first.saturating_sub(LEAD_BYTES), first);
    let end = word_end(text, start);
    let before = if text[..start].trim().is_empty() {
        ""
    } else {
        "…"
    };
    let after = if text[end..].trim().is_empty() {
        ""
    } else {
        "…"
    };
    let line: Vec<&str> = text[start..end].split_whitespace().collect();
    format!("{before}{}{after}", line.join(" "))
}

/// Returns the index of the word from which on an excerpt has most different words.
fn densest(found: &[&Term]) -> Option<usize> {
    let most = MAX_BYTES - LEAD_BYTES;
    let different = |at: usize| {
        let first = found[at].place.start;
        let near = found[at..]
            .iter()
            .take_while(|term| term.place.end <= first + most);
        near.map(|term| term.word.as_str())
            .collect::<BTreeSet<&str>>()
            .len()
    };
    // The first of equals: `max_by_key` returns the last.
    (0..found.len()).rev().max_by_key(|at| different(*at))
}

/// Returns the first start of a word from `from` on, at most `to`.
fn word_start(text: &str, from: usize, to: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let from = text.ceil_char_boundary(from).min(to);
    let space = text[from..to].find(char::is_whitespace);
    space
        .map_or(to, |space| {
            text.len() - text[from + space..].trim_start().len()
        })
        .min(to)
}

/// Returns the end of the last word that fits after `start`; without spaces, of the last
/// character.
fn word_end(text: &str, start: usize) -> usize {
    if text.len() - start <= MAX_BYTES {
        return text.len();
    }
    let end = text.floor_char_boundary(start + MAX_BYTES);
    let space = text[start..end].rfind(char::is_whitespace);
    space
        .filter(|space| *space > MAX_BYTES / 2)
        .map_or(end, |space| start + space)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, words: &[&str]) -> String {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        excerpt(text, &words, &mut Terms::default())
    }

    #[test]
    fn it_is_where_most_words_are() {
        let filler = "Nothing of interest is said here. ".repeat(20);
        let text = format!("Water. {filler}Boil the\nwater. {filler}");
        let excerpt = of(&text, &["water", "boil"]);
        assert!(excerpt.contains("Boil the water."), "{excerpt}");
        assert!(
            excerpt.starts_with('…') && excerpt.ends_with('…'),
            "{excerpt}"
        );
        assert!(excerpt.len() <= MAX_BYTES + 2 * '…'.len_utf8());
    }

    #[test]
    fn a_short_text_is_whole() {
        assert_eq!(of("Boil\n\nthe water.", &["water"]), "Boil the water.");
        assert_eq!(of("Boil.", &["kettle"]), "Boil.");
        assert_eq!(of("", &["kettle"]), "");
    }

    #[test]
    fn characters_are_not_cut() {
        let text = "茶".repeat(300);
        assert!(of(&text, &["茶茶"]).starts_with('茶'));
        let text = format!("{} 熱湯", "é".repeat(400));
        assert!(of(&text, &["熱湯"]).ends_with("熱湯"));
    }
}
