//! Joins a label that only numbers a chapter with the title below it: `Chapter 3`,
//! `PART II`, and a word above its numeral.

use super::number;
use crate::reader::pdf::layout::{
    BodyText, Layout, LayoutBlock, Paragraph, TagRole, WordArena, compose,
};

/// The maximum distance between a label and its title, in ems: rules and white space
/// separate them.
const MAX_GAP: f32 = 6.0;
/// The overlap of their boxes that is allowed, in ems: tall fonts have boxes that
/// overlap.
const MAX_OVERLAP: f32 = 0.5;
/// Longer paragraphs are no titles, in characters.
const MAX_CHARS: u32 = 150;
/// Longer paragraphs are no labels, in lines and characters.
const MAX_LABEL_LINES: usize = 2;
const MAX_LABEL_CHARS: u32 = 24;
/// The size of a title that is not bold, in body sizes.
const PROMINENT_SIZE: f32 = 1.1;
/// Smaller text below a large label is the text of the chapter, as a share of the label's
/// size.
const MIN_TITLE_SHARE: f32 = 0.6;

/// Moves the lines of each label to the paragraph of its title.
pub(super) fn join(layout: &mut Layout) {
    let mut at = 0;
    while at < layout.blocks.len() {
        if let Some(count) = label(&layout.blocks[at..], &layout.words, &layout.body) {
            let label: Vec<LayoutBlock> = layout.blocks.drain(at..at + count).collect();
            if let LayoutBlock::Paragraph(title) = &mut layout.blocks[at] {
                add(title, label);
            }
        }
        at += 1;
    }
}

fn add(title: &mut Paragraph, label: Vec<LayoutBlock>) {
    for (nth, block) in label.into_iter().enumerate() {
        if let LayoutBlock::Paragraph(paragraph) = block {
            title.label.extend(paragraph.lines);
            // The gap above the label is the gap above the heading.
            if nth == 0 {
                title.above = paragraph.above;
            }
        }
    }
}

/// Returns the number of blocks at the start of `blocks` that form the label of the next
/// block: one, or two for a word above its numeral.
fn label(blocks: &[LayoutBlock], words: &WordArena, usual: &BodyText) -> Option<usize> {
    let mut text = String::new();
    // Two blocks if the designer sets the word above a large numeral: "Chapter", "3".
    for count in 1..=2 {
        let [
            LayoutBlock::Paragraph(upper),
            LayoutBlock::Paragraph(below),
            ..,
        ] = &blocks[count - 1..]
        else {
            return None;
        };
        if upper.lines.len() > MAX_LABEL_LINES
            || upper.chars() > MAX_LABEL_CHARS
            || !is_directly_above(upper, below)
        {
            return None;
        }
        text.push_str(&compose(&upper.lines, words).text);
        text.push(' ');
        if number::label(&text).is_some() {
            return is_title(below, upper, words, usual).then_some(count);
        }
    }
    None
}

/// Returns true if one paragraph is directly above the other on a page.
fn is_directly_above(above: &Paragraph, below: &Paragraph) -> bool {
    let (Some(upper), Some(lower)) = (above.lines.last(), below.lines.first()) else {
        return false;
    };
    let gap = lower.area[1] - upper.area[3];
    // A file that tags the label as a heading has it in its own outline.
    let is_tagged = matches!(above.role, Some(TagRole::Heading(_)));
    let size = upper.size.max(lower.size);
    upper.page == lower.page && gap > -MAX_OVERLAP * size && gap < MAX_GAP * size && !is_tagged
}

/// Returns true if a paragraph is set as a title and is neither a label nor a numbered
/// heading.
fn is_title(paragraph: &Paragraph, label: &Paragraph, words: &WordArena, usual: &BodyText) -> bool {
    let text = compose(&paragraph.lines, words).text;
    let is_prominent = paragraph.size() > PROMINENT_SIZE * usual.size
        || paragraph.style().bold && !usual.style.bold;
    let is_smaller = paragraph.size() < MIN_TITLE_SHARE * label.size();
    is_prominent
        && !is_smaller
        && paragraph.chars() < MAX_CHARS
        && text.contains(char::is_alphabetic)
        && number::depth(&text).is_none()
        && !text.ends_with(['.', ',', ';'])
}
