//! Joins blocks that the end of a column or page has split.

use super::block::{LayoutBlock, ListItem, Paragraph};
use crate::reader::pdf::layout::lines::{Context, Line};
use crate::reader::pdf::layout::place::{Em, same_size};
use crate::reader::pdf::layout::table;

/// Both halves of a paragraph differ by less in size.
const SAME_SIZE: Em = Em(0.08);
/// A line of at most this many characters is not full, however narrow its column: it may
/// be a heading at the foot of a page.
const MIN_FULL_CHARS: u32 = 24;
/// The first line of the second half is indented by less.
const MAX_INDENT: Em = Em(0.6);
/// Signs that end a sentence.
const ENDS: &str = ".?!:;。”\")";
/// Notes and running heads are smaller than this many sizes of the text beside them.
const MAX_BESIDE_SIZE: Em = Em(0.93);
/// The most blocks, such as notes, between the halves of a paragraph.
const MAX_PASSED: usize = 4;
/// Items that begin farther right than those above, in points, are nested in the last
/// one.
const NESTED_SHIFT: f32 = 8.0;

/// Joins blocks that continue in the next column or on the next page.
///
/// Boilerplate, notes and captions between both halves follow the joined block: otherwise
/// the foot of each page would cut a sentence in two.
pub(crate) fn join(blocks: Vec<LayoutBlock>, context: &Context<'_>) -> Vec<LayoutBlock> {
    let mut joined: Vec<LayoutBlock> = Vec::with_capacity(blocks.len());
    let mut open = JoinState::default();
    for block in blocks {
        let Some(block) = open.append(&mut joined, block, context) else {
            continue;
        };
        if !floats(&block) {
            open.push(joined.len(), &joined, &block);
        }
        joined.push(block);
    }
    joined
}

/// The blocks that may continue. Only floating blocks follow them.
#[derive(Default)]
struct JoinState {
    /// The last block.
    last: Option<usize>,
    /// The block before, if the last one may be a note or a running head.
    before: Option<usize>,
    passed: usize,
}

impl JoinState {
    /// Adds a block to the block that it continues; returns the block, or its rest, if it
    /// continues none.
    ///
    /// "The pump is", the note below it, and "made of iron." on the next page: the third
    /// block continues the first one, not the note. Without this rule the sentence would
    /// be two paragraphs with the note between them.
    fn append(
        &mut self,
        joined: &mut [LayoutBlock],
        block: LayoutBlock,
        context: &Context<'_>,
    ) -> Option<LayoutBlock> {
        if let Some(at) = self.before
            && is_second_half(&joined[at], &block, context)
        {
            // The notes between both halves have ended.
            (self.last, self.before, self.passed) = (Some(at), None, 0);
        }
        match self.last {
            Some(at) => append(&mut joined[at], block, context),
            None => Some(block),
        }
    }

    /// Begins a block that does not continue another one.
    ///
    /// A few blocks in smaller type may be passed: "The pump is" may continue after the
    /// note below it. More than a few small blocks in a row, such as the labels of a
    /// chart, are not notes in the middle of a sentence. Without the limit a line after
    /// the chart could be added to the text above it.
    fn push(&mut self, at: usize, joined: &[LayoutBlock], block: &LayoutBlock) {
        let before = self.before.or(self.last);
        let may_pass = before.is_some_and(|before| is_beside_text(&joined[before], block));
        if may_pass && self.passed < MAX_PASSED {
            self.before = before;
            self.passed += 1;
        } else {
            self.before = None;
            self.passed = 0;
        }
        self.last = Some(at);
    }
}

/// Returns true if a block may be between the halves of a paragraph although it is no
/// known note or running head.
///
/// All of its lines are smaller than the text. "The Story" at the head of one page only
/// is not boilerplate, and notes in a list are no footnotes: without this rule the
/// sentence around them would be two paragraphs.
fn is_beside_text(text: &LayoutBlock, block: &LayoutBlock) -> bool {
    // The size is that of the text above, not of the file: a legal text may be small
    // throughout.
    let Some(size) = last_text_line(text).map(|line| line.size) else {
        return false;
    };
    let is_smaller = |line: &Line| line.size < MAX_BESIDE_SIZE.at(size);
    match block {
        LayoutBlock::Paragraph(paragraph) => paragraph.lines.iter().all(is_smaller),
        // Notes that begin with "1." are read as a list.
        LayoutBlock::List(items) => items.iter().flat_map(|item| &item.lines).all(is_smaller),
        _ => false,
    }
}

/// Returns the last line of a paragraph or a list; nothing for other blocks.
///
/// A table or a listing ends with no sentence that may continue: "brew" in its last row
/// would continue with "and drink" on the next page.
fn last_text_line(block: &LayoutBlock) -> Option<&Line> {
    match block {
        LayoutBlock::Paragraph(paragraph) => paragraph.lines.last(),
        LayoutBlock::List(items) => last_line(items),
        _ => None,
    }
}

/// Returns true if a block begins in the middle of the sentence with which `text` ends.
///
/// The block begins with a small letter, and no sign ends the sentence before it: "made
/// of iron." continues "The pump is". "Made of iron" may begin a sentence, and nothing
/// continues "It was cold." Without these rules "Made of iron" could be added to the text
/// above the note.
fn is_second_half(text: &LayoutBlock, block: &LayoutBlock, context: &Context<'_>) -> bool {
    let (Some(above), LayoutBlock::Paragraph(next)) = (last_text_line(text), block) else {
        return false;
    };
    next.lines.first().is_some_and(|below| {
        // After a note, a capital may begin another sentence.
        let begins_small = below
            .first_char(context.words)
            .is_some_and(char::is_lowercase);
        let ends = (above.last_char(context.words)).is_some_and(|last| ENDS.contains(last));
        begins_small && !ends && continues(above, below, context)
    })
}

/// Returns true if text may continue after the block, as it does after a footnote.
///
/// "The pump is", a footnote at the foot of the page, and "made of iron." on the next
/// page are one sentence; without this rule the note would end it.
fn floats(block: &LayoutBlock) -> bool {
    matches!(
        block,
        LayoutBlock::Boilerplate(_)
            | LayoutBlock::Footnote(_)
            | LayoutBlock::Figure(_)
            | LayoutBlock::Aside(_)
            | LayoutBlock::Caption(_)
    )
}

/// Adds `next` to `last` if it continues it; returns it, or its rest, if not.
///
/// Two lists or two listings are one if a column or page ends between them, and two
/// otherwise: within a column something separates them. A paragraph continues another
/// one, the last item of a list, or the last cell of a table: the rest of a cell of five
/// lines is alone at the top of the next page. A table continues a table without its
/// repeated header.
fn append(last: &mut LayoutBlock, next: LayoutBlock, context: &Context<'_>) -> Option<LayoutBlock> {
    match (last, next) {
        (LayoutBlock::Paragraph(last), LayoutBlock::Paragraph(next))
            if paragraph_continues(last, &next, context) =>
        {
            last.lines.extend(next.lines);
            // The space below is now that of the second half.
            last.below = next.below;
            None
        }
        (LayoutBlock::List(items), LayoutBlock::Paragraph(next))
            if item_continues(items, &next, context) =>
        {
            if let Some(item) = items.last_mut() {
                item.lines.extend(next.lines);
            }
            None
        }
        // In one column something separates two lists; at a break nothing does.
        (LayoutBlock::List(items), LayoutBlock::List(next))
            if is_elsewhere(last_line(items), first_line(&next)) =>
        {
            append_items(items, next);
            None
        }
        (LayoutBlock::Code(last), LayoutBlock::Code(next))
            if is_elsewhere(last.last(), next.first()) =>
        {
            last.extend(next);
            None
        }
        // The table decides, by its header and its columns.
        (LayoutBlock::Table(last), LayoutBlock::Table(next)) => {
            table::append(last, next, context.words).map(LayoutBlock::Table)
        }
        // A rest is alone in its columns, so it was read as a paragraph.
        (LayoutBlock::Table(last), LayoutBlock::Paragraph(next)) => {
            let continues = table::append_rest(last, &next.lines);
            (!continues).then_some(LayoutBlock::Paragraph(next))
        }
        (_, next) => Some(next),
    }
}

/// Returns the first line of the first item.
fn first_line(items: &[ListItem]) -> Option<&Line> {
    items.first()?.lines.first()
}

/// Returns the last line of the last item.
fn last_line(items: &[ListItem]) -> Option<&Line> {
    items.last()?.lines.last()
}

/// Returns true if `next` is in another column than `last`, or on another page.
///
/// Within a column each line is below the previous one; a line above the previous one is
/// in the next column. Without this rule two lists of one column, with white space
/// between them, would be one.
fn is_elsewhere(last: Option<&Line>, next: Option<&Line>) -> bool {
    match (last, next) {
        // Upwards is another column; a next page may begin at any height.
        (Some(last), Some(next)) => last.page != next.page || next.y < last.y,
        _ => false,
    }
}

/// Returns true if a paragraph continues the one before the column break.
///
/// The text must continue, and in a font of the same kind: a monospace paragraph here is
/// a signature that was too short to be code, and `brew(tea)` would end the sentence
/// above it.
fn paragraph_continues(last: &Paragraph, next: &Paragraph, context: &Context<'_>) -> bool {
    let (Some(above), Some(below)) = (last.lines.last(), next.lines.first()) else {
        return false;
    };
    // A monospace paragraph is a signature too short for code, such as `brew(tea)`.
    continues(above, below, context) && above.style.monospace == below.style.monospace
}

/// Returns true if a paragraph continues the last item of a list before the column break.
///
/// "Boil the" at the foot of a page and "water." on the next page are one item. Without
/// this rule "water." would be a paragraph after the list.
fn item_continues(items: &[ListItem], next: &Paragraph, context: &Context<'_>) -> bool {
    let (Some(above), Some(below)) = (last_line(items), next.lines.first()) else {
        return false;
    };
    continues(above, below, context)
}

/// Returns true if the text of `above` continues with `below` in another column.
///
/// Size and weight agree, and the sentence is not finished. The bold last line of a page,
/// a heading, is not continued by the text at the top of the next one, though it has no
/// full stop. Without these rules the heading and the paragraph would be one.
fn continues(above: &Line, below: &Line, context: &Context<'_>) -> bool {
    is_elsewhere(Some(above), Some(below))
        && same_size(below.size, above.size, SAME_SIZE)
        // A heading at the foot of a page has no full stop either.
        && above.style.bold == below.style.bold
        && is_unfinished(above, below, context)
}

/// Returns true if the text of `above` ends in the middle of a sentence.
///
/// It does if `below` begins with a small letter or the second half of a word. It may if
/// `above` fills its line and `below` is not indented: "tea grows in" and "Assam and
/// Japan". A full stop before a capital ends the sentence, and two headings at the column
/// break, "Tea" and "Milk", are full lines of narrow columns, so only running text may
/// continue with a capital. Without these rules each page would end a paragraph, or none
/// would.
fn is_unfinished(above: &Line, below: &Line, context: &Context<'_>) -> bool {
    let words = context.words;
    let (Some(last), Some(first)) = (above.last_char(words), below.first_char(words)) else {
        return false;
    };
    // Before a small letter the full stop may be that of "e.g."
    if ENDS.contains(last) && !first.is_lowercase() {
        return false;
    }
    // A hyphen before a digit, "10-" and "20", breaks no word.
    let is_broken = matches!(last, '-' | '\u{ad}' | '\u{2010}') && first.is_alphabetic();
    // A heading at the foot of a narrow column fills it, but is short.
    let is_full = !above.ends_early(below) && above.chars > MIN_FULL_CHARS;
    // "Tea" and "Milk", headings at the break, fill their lines but are not set as text.
    let is_body =
        context.body.is_body_size(above.size) && above.style.bold == context.body.style.bold;
    is_broken
        || first.is_lowercase()
        || (is_full && is_body && below.area[0] < below.margins.start + MAX_INDENT.at(below.size))
}

/// Adds items of the same list, or of a list nested in its last item.
///
/// The second column may begin with sub-items: by their own column they have depth 0, but
/// they are farther from its margin than the items before the break were from theirs.
/// Without the shift "(c)" would be an item beside "1." and not below it.
fn append_items(items: &mut Vec<ListItem>, next: Vec<ListItem>) {
    // From the margin of its own column: the columns begin at different places.
    let indent = |item: &ListItem| {
        item.lines
            .first()
            .map_or(0.0, |line| line.area[0] - line.margins.start)
    };
    let shift = match (items.last(), next.first()) {
        (Some(last), Some(first)) if indent(first) > indent(last) + NESTED_SHIFT => last.depth,
        _ => 0,
    };
    items.extend(next.into_iter().map(|item| ListItem {
        // Many columns could add a level each.
        depth: item.depth.saturating_add(shift).min(ListItem::MAX_DEPTH),
        ..item
    }));
}
