//! Puts the words of a line into reading order, where some are read from right to left.
//!
//! A page shows the result of the bidirectional algorithm (Unicode Standard Annex 9):
//! words at their places from left to right. The rules here invert it as far as that is
//! possible.

use super::letters::is_right_to_left;
use super::word::{Word, WordArena};
use std::ops::Range;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Reorders the words of a line, and the letters of those that are read from right to
/// left.
///
/// On entry the words are sorted from left to right, as they were drawn: "םלוע םולש"
/// becomes "שלום עולם". A line begins at the right if most words of the file are read
/// from there, or at least half of its own: "PDF file שלום" begins at the right in a
/// Hebrew book only.
pub(super) fn reorder(line: &mut Vec<Word>, words: &mut WordArena) {
    // Most lines of most files have no such word; they must not pay for the rest.
    let is_rtl = |word: &Word| reading(words.text_of(word)) == Some(Reading::Leftwards);
    if !line.iter().any(is_rtl) {
        return;
    }
    let mut drawn = whole_words(line, words);
    // The file decides before the line does: "PDF file שלום" has more Latin words than
    // Hebrew ones and still begins at the right in a Hebrew book.
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

/// Orders a line that is read from right to left.
///
/// Its runs change places, but the words in a run of Latin words do not: reversed one by
/// one, "Portable Document Format" would be "Format Document Portable". A word with a
/// letter that is read from right to left is no Latin word: "الPDF" has an Arabic prefix.
fn from_the_right(mut drawn: Vec<Word>, words: &mut WordArena) -> Vec<Word> {
    // An Arabic prefix may be attached to a Latin word ("الPDF"). Its first drawn letter
    // is Latin, but the word takes its place among the words read from right to left.
    let readings: Vec<Option<Reading>> = (drawn.iter())
        .map(|word| match words.text_of(word) {
            text if text.contains(is_right_to_left) => Some(Reading::Leftwards),
            text => reading(text),
        })
        .collect();
    let mut line = Vec::with_capacity(drawn.len());
    // "קרא Portable Document Format" is drawn with the three Latin words in Latin order:
    // only the order of the runs is reversed, not that of the words in them.
    for run in runs(&readings, Reading::Rightwards).into_iter().rev() {
        if run.len() > 1 {
            move_edge_signs(&mut drawn[run.clone()], words);
        } else {
            // A word alone may be Latin as well: `reverse` keeps its letters in order.
            reverse(&mut drawn[run.start], words);
        }
        line.extend_from_slice(&drawn[run]);
    }
    line
}

/// Orders a line that is read from left to right and quotes words of another direction.
///
/// "the greeting שלום עולם means": the two Hebrew words change places, the rest stays. In
/// the order in which they are drawn, the second Hebrew word would be read first.
fn from_the_left(mut drawn: Vec<Word>, words: &mut WordArena) -> Vec<Word> {
    let readings: Vec<Option<Reading>> = (drawn.iter())
        .map(|word| reading(words.text_of(word)))
        .collect();
    for run in runs(&readings, Reading::Leftwards) {
        for at in run.clone() {
            if readings[at] == Some(Reading::Leftwards) {
                reverse(&mut drawn[at], words);
            }
        }
        // Signs and numbers between the words change places with them.
        drawn[run].reverse();
    }
    drawn
}

/// Splits a line into runs, from left to right.
///
/// A run holds the words that are read in `direction` and the signs between them. Each
/// other word is a run of its own. A number belongs to the Latin words around it: apart
/// from "ISO", the "32000" of a Hebrew line would be read before it.
fn runs(readings: &[Option<Reading>], direction: Reading) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut from = 0;
    while from < readings.len() {
        let mut to = from + 1;
        let mut is_open = readings[from] == Some(direction);
        // Rule W7: a number after a Latin word is read with it, as in "ISO 32000". It may
        // also begin the run, as in "3 Latin words".
        let begins =
            is_open || (direction, readings[from]) == (Reading::Rightwards, Some(Reading::Number));
        let more = readings.iter().enumerate().skip(to);
        // Otherwise the word is a run of its own.
        for (at, reading) in more.take_while(|_| begins) {
            match reading {
                Some(reading) if *reading == direction => is_open = true,
                Some(Reading::Number) if is_open && direction == Reading::Rightwards => {}
                // Signs and numbers belong to the run only if a word of it follows them.
                Some(Reading::Number) | None => continue,
                Some(_) => break,
            }
            // The signs that were passed over are inside the run now.
            to = at + 1;
        }
        runs.push(from..to);
        from = to;
    }
    runs
}

/// Replaces the text of a word that was drawn from right to left by its reading order.
///
/// Latin letters and digits in the word keep their order: "(2024)." is drawn ".(2024)" in
/// a Hebrew line, and reversed letter by letter it would be ")4202(.".
fn reverse(word: &mut Word, words: &mut WordArena) {
    let text: String = (pieces(words.text_of(word)).into_iter().rev())
        .map(|piece| match reading(piece) {
            Some(Reading::Leftwards) | None => unmirrored(logical(piece)),
            // "(2024)." is drawn ".(2024)" in a Hebrew line: the digits keep their order
            // and the signs around them change sides.
            Some(direction) => {
                let (trailing, text) = split_trailing_signs(piece);
                let (leading, text) = split_leading_signs(text);
                if direction == Reading::Number {
                    [leading, unmirrored(logical(text)), trailing].concat()
                } else {
                    [&leading, text, &trailing].concat()
                }
            }
        })
        .collect();
    *word = words.push(&text, *word);
}

/// Splits a word where the direction of its letters changes, from left to right.
///
/// "PDFה" is one word without a space, but its Latin letters must not be reversed. Signs
/// between the two pieces belong to the Latin one: "C++ה" is "C++" and "ה".
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut from, mut end, mut last) = (0, 0, None);
    for (at, c) in word.char_indices() {
        let is_leftwards = match bidi_class(c) {
            BidiClass::R | BidiClass::AL => true,
            BidiClass::L => false,
            // Signs and digits begin no piece.
            _ => continue,
        };
        if last.is_some_and(|last| last != is_leftwards) {
            // Signs between both belong to the Latin piece: the "++" of "C++ה".
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

/// Moves the signs at the edges of Latin words to the other end of their run.
///
/// Rule N2 gives such signs the direction of the line. The full stop after the Latin
/// words "hot water." of a Hebrew line is drawn at their left, a bracket before them at
/// their right.
fn move_edge_signs(run: &mut [Word], words: &mut WordArena) {
    let Some(last) = run.len().checked_sub(1) else {
        return;
    };
    // The full stop of "hot water." is drawn before the first word.
    let text = words.text_of(&run[0]).to_owned();
    let (trailing, kept) = split_trailing_signs(&text);
    run[0] = words.push(kept, run[0]);
    // A bracket before the words is drawn after the last one.
    let text = words.text_of(&run[last]).to_owned();
    let (leading, kept) = split_leading_signs(&text);
    run[last] = words.push(&[kept, &trailing].concat(), run[last]);
    // The text has changed above: it has lost its trailing signs.
    let text = [&leading, words.text_of(&run[0])].concat();
    run[0] = words.push(&text, run[0]);
}

/// Returns the signs that follow a word once it is read, and the word without them.
///
/// They are drawn at its left end. Only signs that can end a word are taken: the "(" of
/// "(tea" stays where it is.
fn split_trailing_signs(drawn: &str) -> (String, &str) {
    let word = drawn.trim_start_matches(CLOSING_SIGNS);
    let end = &drawn[..drawn.len() - word.len()];
    (end.chars().rev().collect(), word)
}

/// Returns the signs that precede a word once it is read, and the word without them.
///
/// They are drawn at its right end. Only signs that can begin a word are taken: the "!"
/// of "tea!" stays where it is.
fn split_leading_signs(drawn: &str) -> (String, &str) {
    let word = drawn.trim_end_matches(OPENING_SIGNS);
    (drawn[word.len()..].chars().rev().collect(), word)
}

/// Signs that follow a word without being part of it.
const CLOSING_SIGNS: &[char] = &[
    '.', ',', ';', ':', '!', '?', ')', ']', '}', '»', '”', '’', '"', '\'', '%', '°', '*', '+', '…',
    '،', '؛', '؟',
];

/// Signs that precede a word without being part of it.
const OPENING_SIGNS: &[char] = &[
    '(', '[', '{', '«', '“', '‘', '"', '\'', '#', '@', '$', '€', '£', '+', '-',
];

/// Mirrors the brackets of a word that begins with a closing one or ends with an opening
/// one.
///
/// Some producers map a bracket's glyph to the character as it was drawn, others to the
/// one that was meant. After reversal the former give ")שלום(".
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

/// Returns true if at least as many words are read from right to left as the other way.
///
/// Numbers do not count: a Hebrew price list has more numbers than words, and digits are
/// written from left to right in every script.
pub(crate) fn is_mostly_leftwards<'w>(words: impl Iterator<Item = &'w str>) -> bool {
    let (mut leftwards, mut rightwards) = (0_usize, 0_usize);
    for word in words {
        match reading(word) {
            Some(Reading::Leftwards) => leftwards += 1,
            Some(Reading::Rightwards) => rightwards += 1,
            Some(Reading::Number) | None => {}
        }
    }
    leftwards > 0 && leftwards >= rightwards
}

/// The direction in which a word is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Leftwards,
    Rightwards,
    /// Digits run from left to right in every script, so they fit into both directions.
    Number,
}

/// Returns the direction of the first letter of a word, else that of its digits.
///
/// `None` is the result for signs alone: a dash takes the direction of the words around
/// it. Digits decide only without letters: "2-בית" is a Hebrew word and not a number.
fn reading(word: &str) -> Option<Reading> {
    let mut has_digits = false;
    for c in word.chars() {
        // Most characters are ASCII and need no search in the table of classes.
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
    // A sign alone has no direction.
    has_digits.then_some(Reading::Number)
}

/// Joins glued pieces of words: an Arabic word may be drawn letter by letter.
///
/// Reordering the pieces of one word as if they were words would scatter its letters.
fn whole_words(line: &[Word], words: &mut WordArena) -> Vec<Word> {
    let mut whole: Vec<Word> = Vec::new();
    for piece in line {
        match whole.last_mut() {
            // Glued pieces become one text, which is reversed as a whole.
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

/// Returns the characters of a word in reading order, given those from left to right.
///
/// The bidirectional algorithm is its own inverse for one level of nesting: the drawn
/// word "24-ב" becomes "ב-24". Reversed character by character it would become "ב-42".
fn logical(visual: &str) -> String {
    let info = BidiInfo::new(visual, Some(Level::rtl()));
    match info.paragraphs.first() {
        Some(paragraph) => info
            .reorder_line(paragraph, paragraph.range.clone())
            .into_owned(),
        None => visual.to_owned(),
    }
}
