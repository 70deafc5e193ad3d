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
    let words = words(text);
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

/// Returns the ranges of the words of a text.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
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
    words.extend(start.map(|from| from..text.len()));
    words
}

fn longest(targets: &Targets<'_>, word: &str) -> usize {
    let definitions = &targets.definitions;
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
