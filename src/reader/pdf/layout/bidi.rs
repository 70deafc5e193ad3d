//! Puts the words of a line that is read from right to left, or has words that are, into the order in which they are read.

use super::letters::is_right_to_left;
use super::word::{Word, Words};
use std::ops::Range;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Reorders the words of a line, which stand from left to right, and the letters of those read from right to left: what the
/// bidirectional algorithm (Unicode Standard Annex 9) did when the line was set, backwards.
pub(super) fn reorder(line: &mut Vec<Word>, words: &mut Words) {
    let is_rtl = |word: &Word| direction(words.text_of(word)) == Some(Reading::Leftwards);
    if !line.iter().any(is_rtl) {
        return;
    }
    let mut drawn = whole_words(line, words);
    let is_leftwards =
        words.is_leftwards || is_mostly_leftwards(drawn.iter().map(|word| words.text_of(word)));
    for word in &mut drawn {
        word.is_glued = false;
    }
    *line = if is_leftwards {
        from_the_right(drawn, words)
    } else {
        from_the_left(drawn, words)
    };
}

/// A line read from right to left, in which the words of other scripts are read the other way.
fn from_the_right(mut drawn: Vec<Word>, words: &mut Words) -> Vec<Word> {
    let directions: Vec<Option<Reading>> = (drawn.iter())
        .map(|word| match words.text_of(word) {
            text if text.contains(is_right_to_left) => Some(Reading::Leftwards),
            text => direction(text),
        })
        .collect();
    let mut line = Vec::with_capacity(drawn.len());
    for run in runs(&directions, Reading::Rightwards).into_iter().rev() {
        if run.len() > 1 {
            turn_edges(&mut drawn[run.clone()], words);
        } else {
            turn(&mut drawn[run.start], words);
        }
        line.extend_from_slice(&drawn[run]);
    }
    line
}

/// A line read from left to right, in which the words of some scripts are read the other way.
fn from_the_left(mut drawn: Vec<Word>, words: &mut Words) -> Vec<Word> {
    let directions: Vec<Option<Reading>> = (drawn.iter())
        .map(|word| direction(words.text_of(word)))
        .collect();
    for run in runs(&directions, Reading::Leftwards) {
        for at in run.clone() {
            if directions[at] == Some(Reading::Leftwards) {
                turn(&mut drawn[at], words);
            }
        }
        drawn[run].reverse();
    }
    drawn
}

/// The words in runs, from left to right: those read in one direction with what stands between them, each other word alone. Numbers
/// go with the Latin words that they follow (rule W7).
fn runs(directions: &[Option<Reading>], of: Reading) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut from = 0;
    while from < directions.len() {
        let mut to = from + 1;
        let mut is_open = directions[from] == Some(of);
        let begins =
            is_open || (of, directions[from]) == (Reading::Rightwards, Some(Reading::Number));
        let more = directions.iter().enumerate().skip(to);
        for (at, direction) in more.take_while(|_| begins) {
            match direction {
                Some(direction) if *direction == of => is_open = true,
                Some(Reading::Number) if is_open && of == Reading::Rightwards => {}
                Some(Reading::Number) | None => continue,
                Some(_) => break,
            }
            to = at + 1;
        }
        runs.push(from..to);
        from = to;
    }
    runs
}

/// Writes a word read from right to left as it is read.
fn turn(word: &mut Word, words: &mut Words) {
    let text: String = (pieces(words.text_of(word)).into_iter().rev())
        .map(|piece| match direction(piece) {
            Some(Reading::Leftwards) | None => unmirrored(logical(piece)),
            Some(direction) => {
                let (behind, text) = end_of(piece);
                let (before, text) = beginning_of(text);
                if direction == Reading::Number {
                    [before, unmirrored(logical(text)), behind].concat()
                } else {
                    [&before, text, &behind].concat()
                }
            }
        })
        .collect();
    *word = words.push(&text, *word);
}

/// The parts of a word in which letters are read in one direction, from left to right: a Latin word can have an Arabic prefix.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut from, mut end, mut last) = (0, 0, None);
    for (at, c) in word.char_indices() {
        let is_leftwards = match bidi_class(c) {
            BidiClass::R | BidiClass::AL => true,
            BidiClass::L => false,
            _ => continue,
        };
        if last.is_some_and(|last| last != is_leftwards) {
            // What stands between them is of the Latin word.
            let to = if is_leftwards { at } else { end };
            pieces.push(&word[from..to]);
            from = to;
        }
        last = Some(is_leftwards);
        end = at + c.len_utf8();
    }
    pieces.push(&word[from..]);
    pieces
}

/// What stands at the ends of Latin words in a line read from right to left belongs to that: a full stop behind them is drawn on
/// their left, a bracket before them on their right (rule N2).
fn turn_edges(run: &mut [Word], words: &mut Words) {
    let Some(last) = run.len().checked_sub(1) else {
        return;
    };
    let text = words.text_of(&run[0]).to_owned();
    let (behind, kept) = end_of(&text);
    run[0] = words.push(kept, run[0]);
    let text = words.text_of(&run[last]).to_owned();
    let (before, kept) = beginning_of(&text);
    run[last] = words.push(&[kept, &behind].concat(), run[last]);
    let text = [&before, words.text_of(&run[0])].concat();
    run[0] = words.push(&text, run[0]);
}

/// What stands behind the word that begins here, as it is read, and the word.
fn end_of(drawn: &str) -> (String, &str) {
    let word = drawn.trim_start_matches(ENDS);
    let end = &drawn[..drawn.len() - word.len()];
    (end.chars().rev().collect(), word)
}

/// What stands before the word that ends here, as it is read, and the word.
fn beginning_of(drawn: &str) -> (String, &str) {
    let word = drawn.trim_end_matches(BEGINNINGS);
    (drawn[word.len()..].chars().rev().collect(), word)
}

/// What ends words, and is not part of them.
const ENDS: &[char] = &[
    '.', ',', ';', ':', '!', '?', ')', ']', '}', '»', '”', '’', '"', '\'', '%', '°', '*', '+', '…',
    '،', '؛', '؟',
];

/// What begins words, and is not part of them.
const BEGINNINGS: &[char] = &[
    '(', '[', '{', '«', '“', '‘', '"', '\'', '#', '@', '$', '€', '£', '+', '-',
];

/// Some producers give brackets as they are drawn, and some as they are meant: a word does not begin with one that closes.
fn unmirrored(text: String) -> String {
    const PAIRS: [[char; 2]; 4] = [['(', ')'], ['[', ']'], ['{', '}'], ['«', '»']];
    let begins = |c: char| PAIRS.iter().any(|[open, _]| *open == c);
    let ends = |c: char| PAIRS.iter().any(|[_, close]| *close == c);
    let is_end = |c: char| !c.is_alphanumeric() && !begins(c) && !ends(c);
    if !text.starts_with(ends) && !text.trim_end_matches(is_end).ends_with(begins) {
        return text;
    }
    let other = |c: char| {
        let pair = PAIRS.iter().find(|pair| pair.contains(&c));
        pair.map_or(c, |[open, close]| if c == *open { *close } else { *open })
    };
    text.chars().map(other).collect()
}

/// Whether most of the words are read from right to left. Numbers tell nothing.
pub(super) fn is_mostly_leftwards<'w>(words: impl Iterator<Item = &'w str>) -> bool {
    let (mut leftwards, mut rightwards) = (0_usize, 0_usize);
    for word in words {
        match direction(word) {
            Some(Reading::Leftwards) => leftwards += 1,
            Some(Reading::Rightwards) => rightwards += 1,
            Some(Reading::Number) | None => {}
        }
    }
    leftwards > 0 && leftwards >= rightwards
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Leftwards,
    Rightwards,
    /// Its digits stand from left to right in every script.
    Number,
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
    has_digits.then_some(Reading::Number)
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

/// The characters of a word as they are read, from the order in which they stand from left to right.
fn logical(visual: &str) -> String {
    let info = BidiInfo::new(visual, Some(Level::rtl()));
    match info.paragraphs.first() {
        Some(paragraph) => info
            .reorder_line(paragraph, paragraph.range.clone())
            .into_owned(),
        None => visual.to_owned(),
    }
}
