//! Footnotes: small text at the foot of a column that begins with a mark.

use super::block::LayoutBlock;
use crate::reader::pdf::layout::lines::{Context, Line};
use crate::reader::pdf::layout::place::Em;

/// Notes are smaller than this many sizes of the running text: 9 points beside 10.
const MAX_NOTE_SIZE: Em = Em(0.93);
/// A mark whose baseline is higher than this above that of its line is raised.
const RAISED: Em = Em(0.1);
/// A mark smaller than this many sizes of its line is raised, wherever its baseline is.
const MARK_SIZE: Em = Em(0.85);
/// A mark has at most this many digits: "2024" begins a sentence about a year.
const MAX_DIGITS: usize = 3;
/// A note that begins with a plain number has more words than this.
///
/// "12" and "12 kg" below a chart are labels.
const MIN_WORDS: usize = 3;

/// Makes footnotes of the paragraphs at the end of a column that are notes.
///
/// Notes are small blocks at the foot of the column: a legend in the middle of it,
/// between paragraphs of the text, is not a note. The first note has a mark: a small
/// paragraph above it may be the source of a table. Small paragraphs after it are notes
/// without a mark too, since a note may have two paragraphs.
pub(super) fn mark(blocks: &mut [LayoutBlock], context: &Context<'_>) {
    let is_small = |line: &Line| context.body.is_smaller(line.size, MAX_NOTE_SIZE);
    // From the foot upwards, up to the first block of the text.
    let mut first = blocks.len();
    while first > 0 {
        let is_small_block = match &blocks[first - 1] {
            LayoutBlock::Paragraph(paragraph) => paragraph.lines.iter().all(is_small),
            LayoutBlock::List(items) => items.iter().flat_map(|item| &item.lines).all(is_small),
            _ => false,
        };
        if !is_small_block {
            break;
        }
        first -= 1;
    }
    // A small paragraph above the first mark may be the source of a table.
    while first < blocks.len() && !begins_note(&blocks[first], context) {
        first += 1;
    }
    // No mark is needed here: a note may have two paragraphs.
    for block in &mut blocks[first..] {
        if let LayoutBlock::Paragraph(paragraph) = block {
            *block = LayoutBlock::Footnote(std::mem::take(paragraph));
        }
    }
}

/// Returns whether a block is a paragraph that begins with the mark of a note.
///
/// "1 See page 7" is a note. "3" alone is the label of a chart and "1990" a year: a mark
/// has few digits and is raised, small, joined to its text as in "1See", or before
/// several words. The signs, such as `*` and `†`, need nothing more. Without these rules
/// the labels below a chart would be notes, and would be passed over between two halves
/// of a sentence.
fn begins_note(block: &LayoutBlock, context: &Context<'_>) -> bool {
    let LayoutBlock::Paragraph(paragraph) = block else {
        return false;
    };
    let Some(line) = paragraph.lines.first() else {
        return false;
    };
    let Some(word) = line.words.first() else {
        return false;
    };
    let text = context.words.text_of(word);
    let mark: String = text.chars().take_while(char::is_ascii_digit).collect();
    // A number of four digits, "1990", is a year.
    let is_mark =
        text.starts_with(['*', '†', '‡', '§', '¶']) || (1..=MAX_DIGITS).contains(&mark.len());
    // Raised by its place or by its size alone: some files draw small digits on the
    // baseline.
    let is_raised = word.y < line.y - RAISED.at(line.size) || word.size < MARK_SIZE.at(line.size);
    is_mark
        && (is_raised
            // "1See" and "1.", and each of the signs, which has no digits.
            || mark.len() < text.len()
            // "3" or "12 kg" below a chart is a label.
            || line.words.len() > MIN_WORDS)
}
