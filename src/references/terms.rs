//! Uses of defined terms in a block.

use super::definitions::MAX_WORDS;
use super::skipped::Skipped;
use super::targets::Targets;
use crate::document::{Block, BlockKind, Reference, ReferenceKind, Span};
use std::collections::HashSet;
use std::ops::Range;

/// Adds the first use of each term in a block.
///
/// A term is found as it is written in its definition; a small first letter may be a
/// capital, and an "s" may follow. A term of one capitalized word is none inside of a
/// longer name: the "License" of a licence is not "GNU General Public License".
pub(super) fn uses(
    block: Block<'_>,
    skipped: &Skipped<'_>,
    targets: &Targets<'_>,
    found: &mut Vec<Reference>,
) {
    let definitions = &targets.definitions;
    if definitions.is_empty() || block.kind() == BlockKind::Heading {
        return;
    }
    let (text, start) = (block.text(), block.span().start as usize);
    if !words(text).any(|word| definitions.may_begin(&text[word])) {
        return; // most blocks
    }
    let words: Vec<Range<usize>> = words(text).collect();
    let mut seen = HashSet::new();
    let mut at = 0;
    while at < words.len() {
        let longest = longest(targets, &text[words[at].clone()]);
        let Some((count, place)) = term(text, &words[at..], longest, targets) else {
            at += 1;
            continue;
        };
        let range = words[at].start..words[at + count - 1].end;
        let whole: Span = (start + range.start..start + range.end).into();
        let is_inside = place.start <= whole.start && whole.end <= place.end;
        let is_part = count == 1 && is_part_of_name(text, &words, at);
        if !is_inside && !is_part && !skipped.has(start + range.start) && seen.insert(place) {
            let words: Vec<&str> = text[range].split_whitespace().collect();
            found.push(Reference {
                kind: ReferenceKind::Term,
                target: Some(targets.place(place)),
                ..Reference::new(whole, words.join(" "), "")
            });
        }
        at += count;
    }
}

/// Returns the ranges of the words of a text: letters and digits, with hyphens after the
/// first of them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = after(text, at, &BETWEEN, |c| !c.is_alphanumeric());
        at = after(text, start, &INSIDE, |c| c.is_alphanumeric() || c == '-');
        (start < at).then_some(start..at)
    })
}

/// The characters of ASCII that are between words, and inside of them.
const BETWEEN: [bool; 256] = ascii(false);
const INSIDE: [bool; 256] = ascii(true);

const fn ascii(is_inside: bool) -> [bool; 256] {
    let mut all = [false; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        let is_letter = byte.is_ascii_alphanumeric();
        all[byte as usize] = if is_inside {
            is_letter || byte == b'-'
        } else {
            !is_letter
        };
        byte += 1;
    }
    all
}

/// Returns the end of the characters from `at` on that are `skipped`; of ASCII, those of a
/// table are.
#[inline]
fn after(text: &str, mut at: usize, ascii: &[bool; 256], skipped: impl Fn(char) -> bool) -> usize {
    let bytes = text.as_bytes();
    loop {
        while bytes.get(at).is_some_and(|byte| ascii[usize::from(*byte)]) {
            at += 1;
        }
        match text[at..].chars().next() {
            Some(c) if !c.is_ascii() && skipped(c) => at += c.len_utf8(),
            _ => return at,
        }
    }
}

fn longest(targets: &Targets<'_>, word: &str) -> usize {
    let definitions = &targets.definitions;
    if !definitions.may_begin(word) {
        return 0;
    }
    let singular = word
        .strip_suffix('s')
        .map_or(0, |word| definitions.longest(word));
    definitions.longest(word).max(singular)
}

/// Returns the number of words of the longest term that the words begin with, and the
/// place of its definition.
fn term(
    text: &str,
    words: &[Range<usize>],
    longest: usize,
    targets: &Targets<'_>,
) -> Option<(usize, Span)> {
    let mut term = String::new();
    let mut best = None;
    for count in 1..=longest.min(words.len()).min(MAX_WORDS) {
        let word = &words[count - 1];
        if count > 1 {
            let gap = &text[words[count - 2].end..word.start];
            if !gap.chars().all(char::is_whitespace) {
                break;
            }
            term.push(' ');
        }
        term.push_str(&text[word.clone()]);
        let singular = term
            .strip_suffix('s')
            .and_then(|term| targets.definitions.get(term));
        if let Some(place) = targets.definitions.get(&term).or(singular) {
            best = Some((count, place));
        }
    }
    best
}

/// Returns true if a capitalized word before or after the one at `at` is part of the same
/// name. The first word of a sentence is capitalized anyway.
fn is_part_of_name(text: &str, words: &[Range<usize>], at: usize) -> bool {
    let is_capital = |at: usize| text[words[at].clone()].starts_with(char::is_uppercase);
    let is_near = |first: usize, second: usize| {
        text[words[first].end..words[second].start]
            .chars()
            .all(|c| c == ' ' || c == '\n')
    };
    if !is_capital(at) {
        return false;
    }
    let begins = |at: usize| at == 0 || !is_near(at - 1, at);
    let before = at > 0 && is_near(at - 1, at) && is_capital(at - 1) && !begins(at - 1);
    let after = at + 1 < words.len() && is_near(at, at + 1) && is_capital(at + 1);
    before || after
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Character by character.
    fn slow(text: &str) -> Vec<Range<usize>> {
        let mut words: Vec<Range<usize>> = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let is_inside = c.is_alphanumeric() || c == '-' && start.is_some();
            match (start, is_inside) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    words.push(from..at);
                    start = None;
                }
                _ => {}
            }
        }
        words
    }

    #[test]
    fn words_are_those_of_a_walk_over_all_characters() {
        let bits = ["a", "1", "-", " ", "é", "茶", "—", "\u{301}", ".\n"];
        let mut texts = vec![String::new()];
        for _ in 0..4 {
            texts = (texts.iter())
                .flat_map(|text| bits.map(|bit| [text, bit].concat()))
                .collect();
            for text in &texts {
                assert_eq!(words(text).collect::<Vec<_>>(), slow(text), "{text:?}");
            }
        }
    }
}
