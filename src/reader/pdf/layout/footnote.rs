//! Footnotes: small text at the foot of a column that begins with a mark.

use super::block::Block;
use super::flow::Context;
use super::line::Line;

/// Makes footnotes of the paragraphs at the end of a column that are one.
pub(super) fn mark(blocks: &mut [Block], context: &Context<'_>) {
    let is_small = |line: &Line| line.size < 0.93 * context.usual.size;
    let mut first = blocks.len();
    while first > 0 {
        let is_note = match &blocks[first - 1] {
            Block::Paragraph(paragraph) => paragraph.lines.iter().all(is_small),
            Block::List(items) => items.iter().flat_map(|item| &item.lines).all(is_small),
            _ => false,
        };
        if !is_note {
            break;
        }
        first -= 1;
    }
    // The notes begin with the first of them that has a mark.
    while first < blocks.len() && !begins_note(&blocks[first], context) {
        first += 1;
    }
    for block in &mut blocks[first..] {
        if let Block::Paragraph(paragraph) = block {
            *block = Block::Footnote(std::mem::take(paragraph));
        }
    }
}

fn begins_note(block: &Block, context: &Context<'_>) -> bool {
    let Block::Paragraph(paragraph) = block else {
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
    let is_mark = text.starts_with(['*', '†', '‡', '§', '¶']) || (1..=3).contains(&mark.len());
    let is_raised = word.y < line.y - 0.1 * line.size || word.size < 0.85 * line.size;
    is_mark
        && (is_raised
            || mark.len() < text.len()
            || text.starts_with(['*', '†', '‡'])
            || line.words.len() > 3)
}
