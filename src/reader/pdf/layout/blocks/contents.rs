//! Tables of contents: lines that end with the number of a page after dots or white
//! space.

use super::block::ListItem;
use crate::lexicon::names;
use crate::lexicon::roman::Numerals;
use crate::reader::pdf::layout::lines::{Context, Line, WordArena};
use crate::reader::pdf::layout::place::{Em, Percent};

/// Contents in which few entries have dots have at least this many entries.
///
/// Three lines that end with a number may be the rows of a small table.
const MIN_ENTRIES: usize = 4;
/// Contents without the word "Contents" above have dots in this share of their entries.
const DOTTED: Percent = Percent(10);
/// The heading of a part is this near to its first entry.
const PART_DISTANCE: Em = Em(3.0);
/// A wider gap sets the number of a page apart from the title before it.
const NUMBER_GAP: Em = Em(1.5);
/// An entry without dots has more characters: "A   3" is a row of a table.
const MIN_ENTRY_CHARS: u32 = 2;
/// More dots than this in a line are a leader; an ellipsis may have two.
const MIN_DOTS: usize = 2;
/// Numerals of pages. With a `d` or an `m`, "did" and "mild" would be numerals.
const PAGE_NUMERALS: Numerals = Numerals {
    letters: "ivxlc",
    max_letters: usize::MAX,
};
/// The indent of each level of entries.
const INDENT: Em = Em(1.2);
/// No entry is deeper.
const MAX_DEPTH: f32 = 5.0;

/// Reads the table of contents that begins with the first line; returns the number of its
/// lines, and its entries.
///
/// Half of the entries have dots before their page. Where fewer have, there are at least
/// four entries, and a tenth of them has dots or the line `above` is a heading such as
/// "Contents": an index or a price list, "Tea   3" and "Milk   1", has the same form. A
/// line that is neither an entry nor the name of a part ends the contents, and so does a
/// smaller page number: after "Index . . . 90" a list of figures begins anew with "Figure
/// 1 . . . 3".
pub(super) fn read(
    lines: &[Line],
    above: Option<&Line>,
    context: &Context<'_>,
) -> Option<(usize, Vec<ListItem>)> {
    let words = context.words;
    let is_named = || above.is_some_and(|above| names::is_contents(&above.text(words)));
    let begins = entry(&lines[0], words).is_some() || (is_part(lines, words) && is_named());
    if !begins {
        return None;
    }
    let (mut count, mut entries, mut dotted, mut last) = (0, 0_usize, 0_usize, 0);
    while count < lines.len() {
        let is_below = count == 0
            || (lines[count].page == lines[0].page && lines[count - 1].y < lines[count].y);
        let entry = entry(&lines[count], words);
        // A line without a page, the name of a part, repeats the last one and so never
        // ends the contents.
        let page = entry.as_ref().map_or(last, |entry| entry.page);
        let is_line_of_contents = entry.is_some() || is_part(&lines[count..], words);
        if !is_below || !is_line_of_contents || page < last {
            break;
        }
        last = page;
        entries += usize::from(entry.is_some());
        dotted += usize::from(entry.is_some_and(|entry| entry.has_dots));
        count += 1;
    }
    // One proof is enough, but a named list of two lines may still be a table.
    let is_many = entries >= MIN_ENTRIES && (DOTTED.is_reached(dotted, entries) || is_named());
    // With dots in half of the entries, the contents may be short.
    if dotted * 2 < entries && !is_many {
        return None;
    }
    let left = lines[..count]
        .iter()
        .fold(f32::MAX, |left, line| left.min(line.area[0]));
    let items = lines[..count].iter().map(|line| ListItem {
        depth: depth(line, left),
        marker: "-".to_owned(),
        lines: vec![line.clone()],
        breaks: Vec::new(),
    });
    Some((count, items.collect()))
}

/// Returns whether the first line names a part of the contents, such as "Part I: Leaves".
///
/// It has no page, but the entry below it has one after dots. Without this rule each part
/// would end the list, and its name would be a heading. The line is short and near to the
/// entry: a long line above an entry is the last one of a paragraph.
fn is_part(lines: &[Line], words: &WordArena) -> bool {
    let [first, second, ..] = lines else {
        return false;
    };
    // The last line of a paragraph may be above an entry too, but it is longer.
    let is_short = first.area[2] < second.middle();
    is_short
        && first.page == second.page
        && second.y > first.y
        // A distant line is a heading of its own, not of this part.
        && second.y - first.y < PART_DISTANCE.at(first.size)
        // An entry without a leader may be a row, so only dots prove the part.
        && entry(first, words).is_none()
        && entry(second, words).is_some_and(|entry| entry.has_dots)
}

/// The end of a line of the contents.
struct ContentsEntry {
    /// 0 for a Roman number.
    page: u32,
    has_dots: bool,
}

/// Signs of which leaders are made.
const LEADERS: [char; 7] = ['.', '…', '․', '·', '‥', '⋯', '・'];

/// Returns how many dots of a leader a word has.
///
/// The full stops of "e.g." and "3.2.1" are no leader, or "see 3.2.1 e.g. 7" would be an
/// entry: the dots of a word count if it consists of dots, has an ellipsis, or has more
/// than two in a row.
fn leader_dots(word: &str) -> usize {
    let dots = word.matches(LEADERS).count();
    // The whole word, or an ellipsis in it: "Tea..." has its leader glued to the title.
    let is_leader = word.chars().count() == dots || word.contains("...") || word.contains('…');
    // Else three dots in a row, as in "Tea····"; the stops of "3.2.1" are single.
    let has_row = || {
        word.rsplit(|c| !LEADERS.contains(&c))
            .any(|row| row.chars().count() > MIN_DOTS)
    };
    if is_leader || has_row() { dots } else { 0 }
}

/// Returns the page at the end of the line, if the line is an entry.
///
/// The last word is a page number, and dots or white space are before it: "the year 2024"
/// ends with a number too, at the distance of words. The leader may touch the number,
/// "....12", and the preface is on page "ix". Without dots the line has more than two
/// characters: "A   3" is a row of a table.
fn entry(line: &Line, words: &WordArena) -> Option<ContentsEntry> {
    let last = line.words.last()?;
    let text = words.text_of(last);
    let has_dots = (line.words.iter())
        .map(|word| leader_dots(words.text_of(word)))
        .sum::<usize>()
        > MIN_DOTS;
    // The number is what follows the last dot of "....12".
    let digits = text.rsplit(LEADERS).next().unwrap_or(text);
    // Roman pages precede page 1, so all of them count as 0.
    let page = digits.parse().ok().or_else(|| {
        let number = PAGE_NUMERALS.value(digits);
        number.map(|_| 0)
    })?;
    // Wide white space replaces the leader: "the year 2024" has the distance of words.
    let before = line.words.len().checked_sub(2).map(|at| &line.words[at]);
    let is_far = before.is_some_and(|before| last.x0 - before.x1 > NUMBER_GAP.at(line.size));
    // A single word may be the page number at the foot of a page.
    (line.words.len() > 1 && (has_dots || (is_far && line.chars > MIN_ENTRY_CHARS)))
        .then_some(ContentsEntry { page, has_dots })
}

/// Returns the depth of an entry by its indent from the leftmost entry.
///
/// "1.1 Green", one indent right of "1 Tea", has depth 1; without the indent the contents
/// would be one flat list. The depth is limited: a centred line is many indents from the
/// left.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
fn depth(line: &Line, left: f32) -> u8 {
    // The quotient is negative by rounding, or large for a centred line: both are
    // clamped.
    ((line.area[0] - left) / INDENT.at(line.size)).clamp(0.0, MAX_DEPTH) as u8
}
