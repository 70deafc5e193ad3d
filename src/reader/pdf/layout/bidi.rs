//! Puts the words of a line that is read from right to left, or has words that are, into the order in which they are read.

use super::word::{Word, Words};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

/// Reorders the words of a line, which stand from left to right, and the letters of those read from right to left.
pub(super) fn reorder(line: &mut Vec<Word>, words: &mut Words) {
    let is_rtl = |word: &Word| direction(words.text_of(word)) == Some(Reading::Leftwards);
    if !line.iter().any(is_rtl) {
        return;
    }
    *line = whole_words(line, words);
    let directions: Vec<Option<Reading>> = (line.iter())
        .map(|word| direction(words.text_of(word)))
        .collect();
    let leftwards = count(&directions, Reading::Leftwards);
    let base = if words.is_leftwards
        || leftwards * 2 >= leftwards + count(&directions, Reading::Rightwards)
    {
        Reading::Leftwards
    } else {
        Reading::Rightwards
    };
    for word in line.iter_mut() {
        let text = words.text_of(word).to_owned();
        if direction(&text) == Some(Reading::Leftwards) {
            *word = words.push(&logical(&text), *word);
        }
    }
    // Level 1 and 2 of the algorithm, by words: the line is turned, then each run of words that goes the other way is.
    if base == Reading::Leftwards {
        line.reverse();
    }
    let directions: Vec<Option<Reading>> = (line.iter())
        .map(|word| direction(words.text_of(word)))
        .collect();
    let mut at = 0;
    while at < line.len() {
        let is_other = |at: usize| directions[at].is_some_and(|direction| direction != base);
        let from = at;
        while at < line.len() && is_other(at) {
            at += 1;
        }
        line[from..at].reverse();
        at += usize::from(at == from);
    }
    for word in line {
        word.is_glued = false;
    }
}

/// Whether most of the words are read from right to left.
pub(super) fn is_leftwards(words: &Words) -> bool {
    let (mut leftwards, mut rightwards) = (0_usize, 0_usize);
    for word in words.iter() {
        match direction(word) {
            Some(Reading::Leftwards) => leftwards += 1,
            Some(Reading::Rightwards) => rightwards += 1,
            None => {}
        }
    }
    leftwards > rightwards
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Leftwards,
    Rightwards,
}

fn count(directions: &[Option<Reading>], of: Reading) -> usize {
    directions.iter().filter(|some| **some == Some(of)).count()
}

/// How a word is read: by its first letter, else by its digits.
fn direction(word: &str) -> Option<Reading> {
    let mut has_digits = false;
    for c in word.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphabetic() {
                return Some(Reading::Rightwards);
            }
            has_digits |= c.is_ascii_digit();
            continue;
        }
        match bidi_class(c) {
            BidiClass::R | BidiClass::AL => return Some(Reading::Leftwards),
            BidiClass::L => return Some(Reading::Rightwards),
            BidiClass::EN | BidiClass::AN => has_digits = true,
            _ => {}
        }
    }
    has_digits.then_some(Reading::Rightwards)
}

/// Joins the pieces of words: an Arabic word may be drawn letter by letter.
fn whole_words(line: &[Word], words: &mut Words) -> Vec<Word> {
    let mut whole: Vec<Word> = Vec::new();
    for piece in line {
        match whole.last_mut() {
            Some(last) if piece.is_glued => {
                let text = [words.text_of(last), words.text_of(piece)].concat();
                let x1 = piece.x1.max(last.x1);
                *last = words.push(&text, *last);
                last.x1 = x1;
            }
            _ => whole.push(*piece),
        }
    }
    whole
}

/// The letters of a word as they are read, from the order in which they stand from left to right.
fn logical(visual: &str) -> String {
    let visual: String = visual.graphemes(true).collect();
    let info = BidiInfo::new(&visual, Some(Level::rtl()));
    match info.paragraphs.first() {
        Some(paragraph) => info
            .reorder_line(paragraph, paragraph.range.clone())
            .into_owned(),
        None => visual,
    }
}
