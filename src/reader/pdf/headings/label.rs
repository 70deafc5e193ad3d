//! Joins what only numbers a chapter with the title below it: `Chapter 3`, `PART II`, the word over the numeral.

use super::super::layout::{Block, Layout, Paragraph, Role, Usual, Words, compose};
use super::number;

/// A title is at most so far below, in ems of its own: rules and white space stand between.
const MAX_GAP: f32 = 6.0;
/// Longer paragraphs are no titles.
const MAX_CHARS: u32 = 150;

/// Moves the lines of each label to the paragraph whose title stands below it.
pub(super) fn join(layout: &mut Layout) {
    let mut at = 0;
    while at < layout.blocks.len() {
        if let Some(count) = label(&layout.blocks[at..], &layout.words, &layout.usual) {
            let label: Vec<Block> = layout.blocks.drain(at..at + count).collect();
            if let Block::Paragraph(title) = &mut layout.blocks[at] {
                add(title, label);
            }
        }
        at += 1;
    }
}

fn add(title: &mut Paragraph, label: Vec<Block>) {
    for (nth, block) in label.into_iter().enumerate() {
        if let Block::Paragraph(paragraph) = block {
            title.label.extend(paragraph.lines);
            if nth == 0 {
                title.above = paragraph.above;
            }
        }
    }
}

/// How many of the blocks, from the first, are the label of the one behind them.
fn label(blocks: &[Block], words: &Words, usual: &Usual) -> Option<usize> {
    let mut text = String::new();
    for count in 1..=2 {
        let [Block::Paragraph(of), Block::Paragraph(below), ..] = &blocks[count - 1..] else {
            return None;
        };
        if of.lines.len() > 2 || of.chars() > 24 || !stands_over(of, below) {
            return None;
        }
        text.push_str(&compose(&of.lines, words).text);
        text.push(' ');
        if number::label(&text).is_some() {
            return is_title(below, of, words, usual).then_some(count);
        }
    }
    None
}

/// Whether one stands right above the other.
fn stands_over(above: &Paragraph, below: &Paragraph) -> bool {
    let (Some(upper), Some(lower)) = (above.lines.last(), below.lines.first()) else {
        return false;
    };
    let gap = lower.area[1] - upper.area[3];
    let is_tagged = matches!(above.role, Some(Role::Heading(_)));
    let size = upper.size.max(lower.size);
    upper.page == lower.page && gap > -0.5 * size && gap < MAX_GAP * size && !is_tagged
}

/// Whether a paragraph is set as a title is, and is no label or numbered heading itself.
fn is_title(paragraph: &Paragraph, label: &Paragraph, words: &Words, usual: &Usual) -> bool {
    let text = compose(&paragraph.lines, words).text;
    let is_prominent =
        paragraph.size() > 1.1 * usual.size || paragraph.style().bold && !usual.style.bold;
    let is_smaller = paragraph.size() < 0.6 * label.size();
    is_prominent
        && !is_smaller
        && paragraph.chars() < MAX_CHARS
        && text.contains(char::is_alphabetic)
        && number::depth(&text).is_none()
        && !text.ends_with(['.', ',', ';'])
}
