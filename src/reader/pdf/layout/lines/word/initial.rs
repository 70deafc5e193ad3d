//! Adds the large initial of a paragraph to its first word.
//!
//! The initial is drawn beside two lines or more. Without this rule it would be a
//! heading, "T", and the paragraph would begin with "he recent development".

use super::{Run, WordArena};
use crate::reader::pdf::layout::place::Em;

/// An initial is larger than this many sizes of the text beside it.
const MIN_SIZE: Em = Em(1.6);
/// The height of capitals. Fonts state their own, but often wrongly.
const CAPITALS: Em = Em(0.7);
/// The top of the initial and that of the first line differ by less, in sizes of the
/// text.
const SAME_TOP: Em = Em(0.8);
/// The base lines of the initial and of the last line beside it differ by less: by half
/// of the usual distance of lines, because browsers set initials without regard to lines.
const SAME_BASE: Em = Em(0.7);
/// The lines begin at most so far right of the initial, in sizes of the text.
const MAX_GAP: Em = Em(1.2);
/// They begin at most so far before its right end: "A" and "L" leave room.
const MAX_OVERLAP: Em = Em(1.2);
/// The first line begins farther right than the next one by this if a space is before it:
/// "A theory" has one and "After" has none.
const SPACE: Em = Em(0.15);
/// An initial is beside at least this many lines.
const MIN_LINES: usize = 2;
/// The number of initials of a page that are examined. A poster may have a thousand
/// large letters.
const MAX_INITIALS: usize = 16;
/// An initial and the quotation mark before it.
const MAX_CHARS: u32 = 2;

/// Adds initials to the first words of their lines, and leaves out their runs.
///
/// "T", three lines high, and "ea grows in" are "Tea grows in". As a run of its own the
/// initial would be a heading above a text that begins with "ea". An initial without
/// lines beside it, or beside a line that cannot continue it, keeps its run.
pub(super) fn attach(runs: &mut Vec<Run>, words: &mut WordArena) {
    let initials: Vec<usize> = (0..runs.len())
        .filter(|at| is_initial(&runs[*at], words))
        .take(MAX_INITIALS)
        .collect();
    let mut is_attached = vec![false; if initials.is_empty() { 0 } else { runs.len() }];
    for at in initials {
        let Some(first) = first_line(&runs[at], runs) else {
            continue;
        };
        if continues(&runs[first.run], words) {
            words.put_before(
                runs[at].words.start,
                runs[first.run].words.start,
                first.is_apart,
            );
            runs[first.run].chars += runs[at].chars;
            is_attached[at] = true;
        }
    }
    let mut is_attached = is_attached.into_iter();
    runs.retain(|_| is_attached.next() != Some(true));
}

/// Returns true if a run is a capital letter, alone or after a quotation mark.
///
/// A large "3" is the number of a chapter, and a large "Tea" is a title. Neither begins
/// the first word of the lines beside it.
fn is_initial(run: &Run, words: &WordArena) -> bool {
    if run.chars > MAX_CHARS || run.words.len() != 1 {
        return false;
    }
    let mut chars = words.text_of(&words.get(run.words.clone())[0]).chars();
    match (chars.next(), chars.next()) {
        (Some(letter), None) => letter.is_uppercase(),
        (Some(quote), Some(letter)) => !quote.is_alphanumeric() && letter.is_uppercase(),
        _ => false,
    }
}

/// Returns true if a line may continue the word that an initial begins.
///
/// The line begins with a small letter, an apostrophe, or a word in capitals, as the
/// first words of many chapters are. "A" beside "Aardvark" and "Abacus" is the heading of
/// a glossary.
fn continues(run: &Run, words: &WordArena) -> bool {
    let first = words.get(run.words.clone()).first();
    first.is_some_and(|word| {
        let text = words.text_of(word);
        text.starts_with(char::is_lowercase)
            || text.starts_with(['’', '\''])
            || (text.starts_with(char::is_uppercase) && !text.contains(char::is_lowercase))
    })
}

/// The first of the lines beside an initial.
struct FirstLine {
    /// An index of the runs.
    run: usize,
    is_apart: bool,
}

/// Returns the first of the lines beside an initial, if there are enough of them.
///
/// At least two lines are beside it, the first one at its top and the last one at its
/// foot: lines beside the middle of a large letter, such as a label in a drawing, do not
/// continue it. The first line is apart if it begins farther right than the second one:
/// "A theory" is two words, but "After" is one.
fn first_line(initial: &Run, runs: &[Run]) -> Option<FirstLine> {
    let mut beside: Vec<usize> = (0..runs.len())
        .filter(|at| is_beside(&runs[*at], initial))
        .collect();
    beside.sort_by(|a, b| {
        let (a, b) = (&runs[*a], &runs[*b]);
        a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0))
    });
    // A line may be drawn in pieces; its first one is next to the initial.
    beside
        .dedup_by(|next, last| (runs[*next].y - runs[*last].y).abs() < SPACE.at(runs[*last].size));
    let (first, second) = (&runs[*beside.first()?], &runs[*beside.get(1)?]);
    let last = &runs[*beside.last()?];
    let top = |run: &Run| run.y - CAPITALS.at(run.size);
    let is_flush = (top(first) - top(initial)).abs() < SAME_TOP.at(first.size)
        && (last.y - initial.y).abs() < SAME_BASE.at(last.size);
    (beside.len() >= MIN_LINES && is_flush).then(|| FirstLine {
        run: beside[0],
        is_apart: first.x0 - second.x0 > SPACE.at(first.size),
    })
}

/// Returns true if a run is right of an initial and between its top and its base line.
///
/// A line at the foot of the initial is beside it; the first one below it begins farther
/// down, at the left margin. The text is much smaller than the initial and near it: that
/// of the next column is not beside it.
fn is_beside(run: &Run, initial: &Run) -> bool {
    let gap = run.x0 - initial.x1;
    initial.size > MIN_SIZE.at(run.size)
        && gap < MAX_GAP.at(run.size)
        && gap > -MAX_OVERLAP.at(run.size)
        && run.x0 > initial.x0
        && run.y > initial.y - initial.size
        && run.y < initial.y + SAME_BASE.at(run.size)
}
