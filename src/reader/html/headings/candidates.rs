//! Finds the lines of a page that may be headings.

use super::lines::{LineStyle, StyledLine, StyledLines};
use crate::lexicon::section_label::{HeadingLabel, depth, label};
use crate::limits::Watch;
use std::collections::HashMap;

/// The longest heading, in characters: titles of articles fit, sentences do not.
const MAX_CHARS: usize = 100;
/// The same after a word such as `Item 7.`
const MAX_LABELLED_CHARS: usize = 200;
/// Letters larger than those of the text by this many tenths of points are emphasis.
const LARGER_TENTHS: u32 = 15;
/// A text that occurs so often is the running head of a page.
const MAX_OCCURRENCES: usize = 3;
/// The fewest letters that number the sections of a page: A and B.
const MIN_LETTERS: u8 = 2;
/// A line of this many bytes is a paragraph, however it ends.
const LONG_BYTES: usize = 280;

/// The evidence for one line.
pub(super) struct LineCandidate<'l> {
    pub(super) at: usize,
    pub(super) line: &'l StyledLine,
    pub(super) label: Option<HeadingLabel>,
    pub(super) depth: Option<u8>,
}

/// Returns the lines that may be headings: short, emphasised, and alone in an element. They
/// end where `watch` stops the read.
pub(super) fn candidates<'l>(page: &'l StyledLines, watch: &Watch) -> Vec<LineCandidate<'l>> {
    let (lines, body) = (&page.all, page.body_size());
    let mut occurrences: HashMap<&str, usize> = HashMap::new();
    for line in lines.iter().take_while(|_| !watch.step()) {
        *occurrences.entry(&line.text).or_default() += 1;
    }
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if watch.step() {
            break;
        }
        let label = label(&line.text);
        let most = if label.is_some() {
            MAX_LABELLED_CHARS
        } else {
            MAX_CHARS
        };
        let letters = line.text.chars().filter(|c| c.is_alphabetic()).count();
        let count = occurrences.get(&*line.text).copied();
        let is_repeated = count >= Some(MAX_OCCURRENCES) && label.is_none();
        let is_text =
            line.text.ends_with([';', ',']) || (line.text.ends_with(':') && label.is_none());
        if line.node.is_none()
            || line.is_link
            || line.is_inside
            || line.chars > most
            || letters < 2
            || is_repeated
            || is_text
            || !is_emphasised(line, body, label.is_some())
        {
            continue;
        }
        let depth = depth(&line.text);
        // `(in millions)` is a note about a table.
        let is_remark = line.text.starts_with('(') && line.text.ends_with(')');
        if label.is_none() && depth.is_none() && (is_sentence(&line.text) || is_remark) {
            continue;
        }
        found.push(LineCandidate {
            at,
            line,
            label,
            depth,
        });
    }
    number_by_letters(&mut found);
    found
}

/// Gives the lines `A. Who we are`, `B. What we keep` and `B.1 Boats` the depths of their
/// numbers, if the letters are in order. Of a list of names, `A. Reed` alone has one.
fn number_by_letters(candidates: &mut [LineCandidate<'_>]) {
    let mut next = b'A';
    let mut depths = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let Some((letter, depth)) = lettered(&candidate.line.text) else {
            continue;
        };
        if candidate.label.is_some() || candidate.depth.is_some() {
            continue;
        }
        match depth {
            1 if letter == next => next += 1,
            2 if letter + 1 == next => {}
            _ => return,
        }
        depths.push((at, depth));
    }
    if next >= b'A' + MIN_LETTERS {
        for (at, depth) in depths {
            candidates[at].depth = Some(depth);
        }
    }
}

/// Returns the letter and the depth of `B. What we keep` and of `B.1 Boats`.
fn lettered(text: &str) -> Option<(u8, u8)> {
    let (number, rest) = text.split_once(char::is_whitespace)?;
    let (letter, after) = number.as_bytes().split_first()?;
    if !letter.is_ascii_uppercase() || rest.trim().is_empty() {
        return None;
    }
    let digits = after.strip_prefix(b".")?;
    let digits = digits.strip_suffix(b".").unwrap_or(digits);
    let is_number = digits.iter().all(u8::is_ascii_digit);
    is_number.then_some((*letter, if digits.is_empty() { 1 } else { 2 }))
}

fn is_emphasised(line: &StyledLine, body: u32, is_labelled: bool) -> bool {
    let look = &line.look;
    look.is_bold
        || is_larger(look, body)
        || (look.is_capitals && look.is_centred)
        || (is_labelled
            && (look.is_named || look.is_centred || look.is_capitals || look.is_underlined))
}

/// Returns true for letters larger than those of the text.
pub(super) fn is_larger(look: &LineStyle, body: u32) -> bool {
    look.tenths() >= body + LARGER_TENTHS
}

/// Returns true for a line whose end is that of a sentence, or is not kept.
pub(super) fn ends_sentence(line: &StyledLine) -> bool {
    line.text.len() >= LONG_BYTES
        || line
            .text
            .ends_with(['.', '!', '?', '…', ':', '"', '”', '“', '»', ')', '。'])
}

/// Returns true for a sentence, which ends with a full stop.
fn is_sentence(text: &str) -> bool {
    let ends = |text: &str| text.ends_with(['.', '!', '?', '”', '"', '…']);
    ends(text.trim_end_matches(')')) && text.split_whitespace().count() > 3
}
