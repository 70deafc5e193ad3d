//! Finds words with numbers in a block: "Sections 3.2 and 4", "§ 12", "Fig. 3", "第5条".

use super::own::OwnNames;
use super::skipped::Skipped;
use super::{number, outside, tail};
use crate::document::Block;
use crate::lexicon::east_asian;
use crate::lexicon::mention::{self as lexicon, MentionWord, Named};
use crate::lexicon::outside as words;
use std::ops::Range;

/// The most bytes of a word before a number: the longest in Cyrillic letters.
const MAX_WORD_BYTES: usize = 32;
/// The most characters of an East Asian word: `代码清单`.
const MAX_IDEOGRAPHS: usize = 4;
/// The most numbers of one list.
const MAX_NUMBERS: usize = 64;
/// The most bytes between two mentions of one chain.
const MAX_GAP_BYTES: usize = 60;
/// The most bytes of a word between two numbers of a list, and of the space after it.
const MAX_JOIN_BYTES: usize = 16;
/// The sign of a section.
const SIGN: &str = "§";

/// A word with one or more numbers.
#[derive(Debug)]
pub(super) struct Mention {
    pub(super) word: MentionWord,
    /// The numbers, each with its place in the document's text. That of the first begins
    /// with the word.
    pub(super) numbers: Vec<(Range<usize>, String)>,
    /// The end of what belongs to the last number: "Article 5(2)".
    pub(super) end: usize,
    /// True if the words around it name another document.
    pub(super) is_outside: bool,
}

/// Returns the mentions of a block in reading order.
pub(super) fn mentions(block: Block<'_>, skipped: &Skipped<'_>, own: &OwnNames) -> Vec<Mention> {
    let start = block.span().start as usize;
    let text = block.text();
    let mut found: Vec<Mention> = Vec::new();
    let mut from = 0;
    while let Some(at) = next_number(text, from) {
        from = at + 1;
        let Some(mention) = read(text, at, found.last().map_or(0, |last| last.end)) else {
            continue;
        };
        from = mention.end.max(from);
        if !skipped.has(start + at) {
            found.push(mention);
        }
    }
    for mention in &mut found {
        let before = &text[..mention.numbers[0].0.start];
        mention.is_outside = outside::is_outside(before, &text[mention.end..], &mention.word, own);
    }
    spread(text, &mut found);
    for mention in &mut found {
        for (range, _) in &mut mention.numbers {
            *range = range.start + start..range.end + start;
        }
        mention.end += start;
    }
    found
}

/// Returns the offset of the next place at which a number may begin: a digit, a capital
/// letter after a space, `第` or `제`.
fn next_number(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let begins = |at: usize| {
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        match bytes[at] {
            b'0'..=b'9' => !before.is_ascii_alphanumeric() && before != b'_',
            b'A'..=b'Z' => {
                let next = bytes.get(at + 1).copied().unwrap_or(b' ');
                // Most words have a small letter second, and end here.
                !next.is_ascii_lowercase() && !before.is_ascii_alphanumeric()
            }
            _ => text[at..].starts_with(['第', '제']),
        }
    };
    let rest = bytes.get(from..)?.iter().enumerate();
    let firsts = rest.filter(|(_, byte)| FIRSTS[usize::from(**byte)]);
    firsts.map(|(at, _)| from + at).find(|at| begins(*at))
}

/// The first bytes of numbers: digits, capital letters, and those of `第` and `제`.
const FIRSTS: [bool; 256] = {
    let mut firsts = [false; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        firsts[byte as usize] = byte.is_ascii_digit() || byte.is_ascii_uppercase();
        byte += 1;
    }
    firsts[0xe7] = true;
    firsts[0xec] = true;
    firsts
};

/// Reads the mention whose first number begins at `at`. Its word begins at `free` or later.
fn read(text: &str, at: usize, free: usize) -> Option<Mention> {
    if let Some(division) = east_asian::division(&text[at..]) {
        let (kind, value, length) = division;
        let word = MentionWord {
            named: Named::Division(kind),
            is_plural: false,
            is_part: false,
        };
        return Some(Mention {
            word,
            numbers: vec![(at..at + length, value.to_string())],
            end: at + length,
            is_outside: false,
        });
    }
    let length = number::length(&text[at..]);
    let (start, word) = (length > 0).then(|| word_before(text, at))??;
    if start < free {
        return None;
    }
    let mut numbers = vec![(start..at + length, number::key(&text[at..at + length]))];
    let mut end = tail::end(text, at + length);
    while numbers.len() < MAX_NUMBERS {
        let Some(next) = next_in_list(text, end, &word, &numbers[0].1) else {
            break;
        };
        let is_inner = end > numbers[numbers.len() - 1].0.end && !text[..end].ends_with(')');
        if is_inner {
            break; // "§ 5 Abs. 2 und 3" has another paragraph, not another section.
        }
        numbers.push((next.clone(), number::key(&text[next.clone()])));
        end = tail::end(text, next.end);
    }
    Some(Mention {
        word,
        numbers,
        end,
        is_outside: false,
    })
}

/// Returns the start of the word before a number, and what it names.
fn word_before(text: &str, at: usize) -> Option<(usize, MentionWord)> {
    let spaced = text[..at].trim_end_matches(['*', '_']);
    let before = spaced.trim_end_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
    let has_space = before.len() < spaced.len();
    if let Some(rest) = before.strip_suffix(SIGN) {
        let start = rest.strip_suffix(SIGN).unwrap_or(rest).len();
        let sign = &before[start..];
        return lexicon::known(sign).map(|word| (start, word));
    }
    if let Some(found) = ideographs(before) {
        return Some(found);
    }
    let bare = before.trim_end_matches(['*', '_']);
    let has_dot = bare.ends_with('.');
    if !has_space && !has_dot {
        return None;
    }
    let letters = bare.strip_suffix('.').unwrap_or(bare);
    let is_part = |c: &char| c.is_alphabetic() || *c == '-';
    let length: usize = (letters.chars().rev())
        .take_while(is_part)
        .map(char::len_utf8)
        .take(MAX_WORD_BYTES + 1)
        .sum();
    if length == 0 || length > MAX_WORD_BYTES {
        return None;
    }
    let start = letters.len() - length;
    let word = lexicon::known(&bare[start..])?;
    Some((start, word))
}

/// Returns the word of an East Asian caption that a text ends with: `见图`.
fn ideographs(before: &str) -> Option<(usize, MentionWord)> {
    let last = before.chars().next_back()?;
    if last.is_ascii() || !last.is_alphabetic() {
        return None;
    }
    let starts = before.char_indices().rev().take(MAX_IDEOGRAPHS);
    // "图表" ends with "表", so the longest word counts.
    let found = starts.filter_map(|(start, c)| {
        let is_east_asian = c > '\u{2e80}';
        let word = is_east_asian.then(|| lexicon::known(&before[start..]))??;
        Some((start, word))
    });
    found.last()
}

/// Returns the next number of a list: "3 and 4", "§§ 5, 6 bis 8", "13.2.5, 13.2.6".
fn next_in_list(text: &str, at: usize, word: &MentionWord, first: &str) -> Option<Range<usize>> {
    let rest = &text[at..];
    let spaced = rest.trim_start();
    let has_comma = spaced.starts_with(',');
    let mut next = spaced.strip_prefix(',').unwrap_or(spaced).trim_start();
    let dash = next.strip_prefix(['–', '—', '-', '&']);
    next = dash.unwrap_or(next).trim_start();
    let near = &next[..next.floor_char_boundary(MAX_JOIN_BYTES)];
    let letters = near.find(char::is_whitespace).unwrap_or(near.len());
    let joins = words::joins_list(&next[..letters].to_lowercase());
    if joins {
        next = next[letters..].trim_start();
    }
    if !joins && !has_comma && dash.is_none() {
        return None;
    }
    next = next.trim_start_matches(SIGN).trim_start();
    let length = number::length(next);
    let start = text.len() - next.len();
    let found = start..start + length;
    let number = &next[..length];
    let is_alike = number::depth(number) == number::depth(first) && number::depth(first) > 1;
    let is_or = joins
        && !has_comma
        && ["or ", "oder ", "ou "]
            .iter()
            .any(|word| spaced.starts_with(word));
    // "Section 3, 4 cups": only words for several sections, and numbers such as 3.2, are
    // followed by others.
    let is_listed = word.is_plural || is_alike || is_or;
    let same_letters = number.starts_with(|c: char| c.is_ascii_digit())
        == first.starts_with(|c: char| c.is_ascii_digit());
    (length > 0 && is_listed && same_letters && !is_item(text, found.end)).then_some(found)
}

/// Returns true if a number is that of an item on the next line: "§ 60d,\n6. copies".
fn is_item(text: &str, end: usize) -> bool {
    text[end..].starts_with(". ") || text[end..].starts_with(".\t")
}

/// Mentions before one that is outside, joined with it, are outside too: "§§ 3 and 4, § 6
/// of the Companies Act".
fn spread(text: &str, found: &mut [Mention]) {
    for at in (1..found.len()).rev() {
        if found[at].is_outside && is_joined(text, found[at - 1].end, &found[at]) {
            found[at - 1].is_outside = true;
        }
    }
}

fn is_joined(text: &str, end: usize, next: &Mention) -> bool {
    let start = next.numbers[0].0.start;
    let gap = text.get(end..start).unwrap_or("(");
    gap.len() <= MAX_GAP_BYTES
        && gap
            .split(|c: char| c.is_whitespace() || c == ',')
            .all(|word| {
                let lower = word.to_lowercase();
                word.is_empty() || words::is_connector(&lower) || words::is_join(&lower)
            })
}
