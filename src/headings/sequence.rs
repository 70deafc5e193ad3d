//! Running numbers: 3 after 2, `B.` after `A.`, `3.2` after `3.1`.

use super::candidate::Candidate;
use super::facts::Holder;
use crate::lexicon::caption;
use crate::lexicon::kind::DivisionKind;
use crate::lexicon::numbering::Form;
use std::collections::{BTreeMap, HashMap};

/// The numbers that count together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Series {
    kind: Option<u8>,
    form: u8,
    is_small: bool,
    mark: u8,
    depth: u8,
    /// `3` for `3.2`.
    parent: String,
}

/// Returns the series of a candidate's number, and its value there.
pub(super) fn series(candidate: &Candidate<'_>) -> Option<(Series, u32)> {
    let number = candidate.number?;
    let text = candidate
        .number_text()
        .trim_end_matches(|c: char| !c.is_alphanumeric());
    let parent = match text.rsplit_once('.') {
        Some((parent, _)) if number.form == Form::Decimal && number.depth > 1 => parent.to_owned(),
        _ => String::new(),
    };
    let form = match number.form {
        Form::Decimal => 0,
        Form::Roman | Form::LetterOrRoman(_) | Form::Letter => 1,
        Form::Word => 2,
        Form::Ideograph => 3,
        Form::Division => 4,
    };
    let series = Series {
        kind: number.kind.map(DivisionKind::rank),
        form,
        is_small: number.is_small,
        mark: number.mark as u8,
        depth: number.depth,
        parent,
    };
    Some((series, number.value))
}

/// Returns for each candidate whether its number continues that of a candidate before, or
/// is continued by one after it.
pub(super) fn in_sequence(candidates: &[Candidate<'_>]) -> Vec<bool> {
    // Headings of one look may be centred in one column and indented in another.
    let mut last: HashMap<(Series, i32, bool, bool), (usize, u32)> = HashMap::new();
    let mut found = vec![false; candidates.len()];
    for (at, candidate) in candidates.iter().enumerate() {
        let Some((series, value)) = series(candidate) else {
            continue;
        };
        let roman = match candidate.number.map(|number| number.form) {
            Some(Form::LetterOrRoman(roman)) => roman,
            _ => value,
        };
        let looks = candidate.looks();
        // Lists are numbered 1, 2, 3 as headings are, and `A.` is below `I.` in another
        // type; "Article 2" is rare in both.
        let number = candidate.number;
        let key = if number.is_some_and(|number| number.kind.is_some()) {
            (series, 0, false, false)
        } else if number.is_some_and(|number| number.form == Form::Decimal) {
            (series, looks.size, looks.bold, false)
        } else {
            (series, 0, looks.caps, looks.italic)
        };
        if let Some((before, previous)) = last.get(&key)
            && (value == previous + 1 || roman == previous + 1)
        {
            found[*before] = true;
            found[at] = true;
        }
        let value = match last.get(&key) {
            Some((_, previous)) if roman == previous + 1 => roman,
            None if roman == 1 => roman,
            _ => value,
        };
        last.insert(key, (at, value));
    }
    found
}

/// A sequence of this many numbers makes others stray.
const MIN_SEQUENCE: usize = 4;

/// Returns for each candidate whether it has a number of one component outside of the
/// sequence that others have: the lines of an algorithm between numbered headings.
pub(super) fn strays(candidates: &[Candidate<'_>], in_sequence: &[bool]) -> Vec<bool> {
    let is_plain = |candidate: &Candidate<'_>| {
        candidate.number.is_some_and(|number| {
            number.kind.is_none() && number.form == Form::Decimal && number.depth == 1
        })
    };
    let mut lengths: HashMap<usize, usize> = HashMap::new();
    for (candidate, in_sequence) in candidates.iter().zip(in_sequence) {
        if *in_sequence && is_plain(candidate) && candidate.piece.holder == Holder::Paragraph {
            *lengths.entry(candidate.style).or_default() += 1;
        }
    }
    let longest = lengths
        .into_iter()
        .max_by_key(|(style, length)| (*length, usize::MAX - style));
    let Some((style, length)) = longest else {
        return vec![false; candidates.len()];
    };
    (candidates.iter().zip(in_sequence))
        .map(|(candidate, in_sequence)| {
            length >= MIN_SEQUENCE
                && is_plain(candidate)
                && !in_sequence
                && candidate.style != style
                && candidate.outlined.is_none()
                && candidate.listed.is_none()
        })
        .collect()
}

/// The number of a title is among its first words.
const MAX_WORDS_BEFORE: usize = 4;
/// The fewest titles with the same words and different numbers that are a sequence.
const MIN_COUNTED: usize = 3;

/// Returns for each candidate whether words of its own are counted: `Strategic Goal 2:
/// ...` after `Strategic Goal 1: ...`, `T2. ...` after `T1. ...`.
pub(super) fn counted(candidates: &[Candidate<'_>]) -> Vec<bool> {
    let mut groups: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        if let Some((words, number)) = counted_words(candidate.text()) {
            groups.entry(words).or_default().push((at, number));
        }
    }
    let mut found = vec![false; candidates.len()];
    for members in groups.values() {
        let mut numbers: Vec<&str> = members.iter().map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        if numbers.len() >= MIN_COUNTED {
            for (at, _) in members {
                found[*at] = true;
            }
        }
    }
    found
}

/// Splits a text before its first digit, if a number is among its first words and they
/// are not those of a caption.
fn counted_words(text: &str) -> Option<(&str, &str)> {
    let digit = text.find(|c: char| c.is_ascii_digit())?;
    let (words, rest) = text.split_at(digit);
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || ". ".contains(c)))
        .unwrap_or(rest.len());
    let is_title = words.starts_with(char::is_uppercase)
        && words.split_whitespace().count() <= MAX_WORDS_BEFORE
        && caption::label(text).is_none();
    is_title.then(|| (words.trim_end(), rest[..end].trim_end()))
}
