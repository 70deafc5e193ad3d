//! Lists: the extent of their items and the depth of each.

mod marker;

use super::block::ListItem;
use crate::reader::pdf::layout::lines::{Context, Line, WordArena};
use crate::reader::pdf::layout::place::{Em, same_size};
use marker::{Marker, WEAK_BULLETS};

pub(crate) use marker::marker;

/// A line above this many sizes of the running text is a heading, not an item.
///
/// 11 points beside 10 are allowed: lists are set in a second font at times.
const HEADING_SIZE: Em = Em(1.1);
/// Items are nearer to each other: more white space ends the list.
const MAX_ITEM_DISTANCE: Em = Em(4.0);
/// A marker farther left than this from that of the open list closes it.
const OUTDENT: Em = Em(0.5);
/// A marker farther right than this opens a nested list.
const INDENT: Em = Em(0.8);
/// Markers of one list begin at places that differ by less: numbers are set to the right.
const SAME_MARKER: Em = Em(1.2);
/// The text after a marker and the lines below begin at places that differ by less.
const SAME_TEXT: Em = Em(0.3);
/// A line that begins at most this far right of a marker is below the marker.
const BELOW_MARKER: Em = Em(0.5);
/// Lines below an item that begin farther left than this do not hang below its text.
const HANGING: Em = Em(0.6);
/// Lines of one paragraph of an item begin at places that differ by less.
const SAME_INDENT: Em = Em(0.5);
/// The lines of an item differ by less in size: one of 11 points does not continue one of
/// 10.
const SAME_SIZE: Em = Em(0.1);
/// The second paragraph of an item differs by less in size from the first.
const SAME_PARAGRAPH_SIZE: Em = Em(0.08);
/// The paragraphs of an item are nearer to each other.
const MAX_PARAGRAPH_DISTANCE: Em = Em(3.0);
/// At most this many lines after an item are examined for the next marker of its list.
const MAX_PARAGRAPH_LINES: usize = 40;
/// At most this many lines after a first marker are examined for a second one.
const MAX_LINES_TO_SECOND: usize = 30;

/// A list that may continue with the next line.
struct OpenList {
    /// The left end of its last marker.
    x: f32,
    last: Marker,
}

/// Removes the marker from the first line and returns it; empty if there is none.
///
/// "1. Tea" as text of item 1 would be "1. 1. Tea" when the list is written.
pub(crate) fn take_marker(lines: &mut [Line], words: &WordArena) -> String {
    let Some(first) = lines.first_mut() else {
        return String::new();
    };
    let Some(marker) = marker(first, words) else {
        return String::new();
    };
    first.words.drain(..marker.words);
    marker.text
}

/// Reads the list that begins with the first line; returns the number of its lines.
///
/// An item begins with a marker that continues an open list or begins one. "(a)" below
/// "1." begins a nested list, because "(b)" follows it; a lone "2024." below "3." is the
/// end of a sentence and ends the list. White space of more than four sizes ends the list
/// as well: "1. Tea" and "2. Milk", far apart, are headings of a form.
pub(crate) fn read(lines: &[Line], context: &Context<'_>) -> Option<(usize, Vec<ListItem>)> {
    let first = marker(&lines[0], context.words)?;
    if !is_list(&first, lines, context) {
        return None;
    }
    let mut items: Vec<ListItem> = Vec::new();
    let mut open: Vec<OpenList> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        // The third test opens a nested list: "(a)" below "1." needs "(b)" to follow it.
        let Some(marker) = marker(line, context.words).filter(|marker| {
            at == 0 || continues(marker, line, &open) || is_list(marker, &lines[at..], context)
        }) else {
            break;
        };
        // White space ends the list even before the next number.
        if at > 0 && !is_near(&lines[at - 1], line) {
            break;
        }
        enter(&mut open, line, &marker);
        let length = item_length(&lines[at..], &marker, context);
        let mut item_lines = lines[at..at + length].to_vec();
        // Else the item would be written as "1. 1. Tea".
        item_lines[0].words.drain(..marker.words);
        items.push(ListItem {
            depth: u8::try_from(open.len() - 1)
                .unwrap_or(u8::MAX)
                .min(ListItem::MAX_DEPTH),
            marker: marker.text,
            lines: item_lines,
            breaks: Vec::new(),
        });
        at += length;
        at += add_paragraphs(&mut items, &lines[at..], &open, context);
    }
    Some((at, items))
}

/// Closes the lists that a marker is outside of, and opens one if it is nested.
///
/// A marker farther left than that of the open list is outside of it: "2." below "(b)".
/// The outermost list is never closed: a number of two digits, "10.", begins farther left
/// than "9." in a column that is set to the right, and would be above its own list.
fn enter(open: &mut Vec<OpenList>, line: &Line, marker: &Marker) {
    let x = line.area[0];
    // More than one: "10." is farther left than "9." in the outermost list.
    while open.len() > 1 && x < open[open.len() - 1].x - OUTDENT.at(line.size) {
        open.pop();
    }
    match open.last_mut() {
        // Not indented enough to nest: the marker counts in the same list.
        Some(list) if x < list.x + INDENT.at(line.size) => list.last = marker.clone(),
        _ => open.push(OpenList {
            x,
            last: marker.clone(),
        }),
    }
}

/// Adds the paragraphs below the first one of the last item; returns the number of their
/// lines.
///
/// "1. Boil water." may be followed by a paragraph of remarks before "2." Such a
/// paragraph belongs to the item if the list continues after it, or other items have one:
/// else it is the text that follows the list. The paragraph is set as the text of the
/// item is and begins where that does; the paragraph after a list begins at the margin.
/// Without this rule the remarks would end the list, and "2." would begin another.
fn add_paragraphs(
    items: &mut [ListItem],
    lines: &[Line],
    open: &[OpenList],
    context: &Context<'_>,
) -> usize {
    // Items of one list are alike: where one has remarks, so may the last one.
    let others_have = items.iter().any(|item| !item.breaks.is_empty());
    let Some(item) = items.last_mut() else {
        return 0;
    };
    let [first, ..] = item.lines.as_slice() else {
        return 0;
    };
    let text = first.words.first().map_or(first.area[0], |word| word.x0);
    let (size, page) = (first.size, first.page);
    let mut last = item.lines[item.lines.len() - 1].y;
    let (mut breaks, mut count, mut belongs) = (Vec::new(), 0, others_have);
    // A bound, or each item would read the file to its end.
    for line in lines.iter().take(MAX_PARAGRAPH_LINES) {
        let is_near = line.page == page && line.y - last < MAX_PARAGRAPH_DISTANCE.at(size);
        let marker = marker(line, context.words).filter(|_| is_near);
        // The next marker proves that all lines before it belong to this item.
        if marker.is_some_and(|marker| continues(&marker, line, open)) {
            belongs = true;
            break;
        }
        // The paragraph after a list begins at the margin, left of the text of its items.
        let is_alike = (line.area[0] - text).abs() < SAME_TEXT.at(size)
            && same_size(line.size, size, SAME_PARAGRAPH_SIZE)
            && !line.style.monospace;
        if !is_near || !is_alike {
            break;
        }
        // Lines of one paragraph follow each other; only more space begins the next.
        if count == 0 || line.y - last > context.body.max_leading(size) {
            breaks.push(item.lines.len() + count);
        }
        count += 1;
        last = line.y;
    }
    // The lines stay in the input and are read as the text after the list.
    if !belongs {
        return 0;
    }
    item.breaks.extend(breaks);
    item.lines.extend_from_slice(&lines[..count]);
    count
}

/// Returns whether an item may follow the line above it: a page break may separate both.
///
/// "1. Tea" at the top of a page and "2. Milk" in the middle, far below it, are two
/// headings of a form. As one list they would be no headings.
fn is_near(above: &Line, below: &Line) -> bool {
    below.page != above.page || below.y - above.y < MAX_ITEM_DISTANCE.at(below.size.max(above.size))
}

/// Returns whether the marker continues one of the open lists, by its number and by its
/// place.
///
/// "3." in the text of item 2 continues the list by its number but not by its place. As
/// an item it would cut the sentence of item 2.
fn continues(marker: &Marker, line: &Line, open: &[OpenList]) -> bool {
    open.iter().any(|list| {
        (line.area[0] - list.x).abs() < SAME_MARKER.at(line.size) && marker.follows(&list.last)
    })
}

/// Returns whether the marker at the beginning of the first line begins a list.
///
/// A bullet always does. A number or a dash needs a second one that follows it, or text
/// that hangs below its own: "1. Tea" in bold is a heading, and "A. Smith wrote" begins a
/// sentence. A line that begins below the marker, or on the next page, shows that the
/// first line is part of a paragraph. Without this test each of them would be a list of
/// one item.
fn is_list(marker: &Marker, lines: &[Line], context: &Context<'_>) -> bool {
    let line = &lines[0];
    // A bullet needs no second one: it occurs nowhere else.
    if marker.is_bullet() && !WEAK_BULLETS.contains(first_char(line, context.words)) {
        return true;
    }
    // "1. Tea" above its text in bold is a numbered heading.
    if context.body.stands_out(line, HEADING_SIZE) {
        return false;
    }
    let open = [OpenList {
        x: line.area[0],
        last: marker.clone(),
    }];
    let text = text_after(marker, line);
    for next in lines.iter().skip(1).take(MAX_LINES_TO_SECOND) {
        if next.page != line.page {
            return false;
        }
        // A second marker decides at once: if it does not follow, there is no list.
        if let Some(other) = self::marker(next, context.words)
            && (next.area[0] - line.area[0]).abs() < SAME_MARKER.at(line.size)
        {
            return continues(&other, next, &open);
        }
        // A line below the marker is that of a paragraph that begins with a number.
        if next.area[0] < line.area[0] + BELOW_MARKER.at(line.size) {
            return false;
        }
        // The text hangs, so one item is enough.
        if (next.area[0] - text).abs() < SAME_TEXT.at(line.size)
            && next.y - line.y < context.body.max_leading(line.size)
        {
            return true;
        }
    }
    false
}

/// Returns the first character of a line, or a space.
fn first_char(line: &Line, words: &WordArena) -> char {
    line.first_char(words).unwrap_or(' ')
}

/// Returns where the text after a marker begins.
///
/// The text of "10.   Tea" begins at "Tea", where its second line hangs. Measured from
/// the marker, the paragraph after the list, which begins below the marker, would hang
/// too and belong to the item.
fn text_after(marker: &Marker, line: &Line) -> f32 {
    line.words
        .get(marker.words)
        .map_or(line.area[0], |word| word.x0)
}

/// Returns the number of lines of the item that begins with the first line.
///
/// The lines of an item hang below its text, or all begin below the marker; other lines
/// are the paragraph after the list. More than the distance of lines ends the item, and
/// so does another size, a bullet, or code below a short line. A number does not, where
/// the text hangs and the line above is full: "in the years" and "1998. and later".
/// Without these rules the paragraph after a list would be in its last item, or the
/// second line of an item a paragraph.
fn item_length(lines: &[Line], first_marker: &Marker, context: &Context<'_>) -> usize {
    let text = text_after(first_marker, &lines[0]);
    let mut count = 1;
    while count < lines.len() {
        let (above, below) = (&lines[count - 1], &lines[count]);
        let distance = below.y - above.y;
        let hangs = below.area[0] > text - HANGING.at(below.size);
        // Some lists do not hang: all lines begin where the second does, below the
        // marker.
        let is_flush =
            count == 1 || (below.area[0] - lines[1].area[0]).abs() < SAME_INDENT.at(below.size);
        let is_continued = distance <= context.body.max_leading(above.size)
            && same_size(below.size, above.size, SAME_SIZE)
            // "in the years" and "1998. and later": a number may begin the rest of a
            // sentence.
            && marker(below, context.words)
                .is_none_or(|marker| !marker.is_bullet() && hangs && !above.ends_early(below))
            // A flush line after a short one is the paragraph after the list.
            && (hangs || (is_flush && !above.ends_early(below)))
            // Code below the last words of an item is a block of its own.
            && !(below.style.monospace && !above.style.monospace && above.ends_early(below));
        if !is_continued {
            break;
        }
        count += 1;
    }
    count
}
