//! Puts together what the end of a column or page has torn apart.

use super::block::{Block, Item, Paragraph};
use super::flow::Context;
use super::line::Line;
use super::table;

/// Joins blocks that go on in the next column or on the next page; what stood between them comes behind.
pub(super) fn join(blocks: Vec<Block>, context: &Context<'_>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    // The last block that may go on; behind it are only furniture, notes and captions.
    let mut open: Option<usize> = None;
    for block in blocks {
        let block = match open {
            Some(at) => match append(&mut joined[at], block, context) {
                None => continue,
                Some(block) => block,
            },
            None => block,
        };
        if !floats(&block) {
            open = Some(joined.len());
        }
        joined.push(block);
    }
    joined
}

/// Whether text may go on behind it.
fn floats(block: &Block) -> bool {
    matches!(
        block,
        Block::Furniture(_) | Block::Footnote(_) | Block::Aside(_) | Block::Caption(_)
    )
}

/// Adds `next` to `last` if it goes on with it; else gives it back.
fn append(last: &mut Block, next: Block, context: &Context<'_>) -> Option<Block> {
    match (last, next) {
        (Block::Paragraph(last), Block::Paragraph(next)) if goes_on(last, &next, context) => {
            last.lines.extend(next.lines);
            last.below = next.below;
            None
        }
        (Block::List(items), Block::Paragraph(next)) if item_goes_on(items, &next, context) => {
            if let Some(item) = items.last_mut() {
                item.lines.extend(next.lines);
            }
            None
        }
        (Block::List(items), Block::List(next))
            if is_elsewhere(last_line(items), first_line(&next)) =>
        {
            append_items(items, next);
            None
        }
        (Block::Code(last), Block::Code(next)) if is_elsewhere(last.last(), next.first()) => {
            last.extend(next);
            None
        }
        (Block::Table(last), Block::Table(next)) => table::append(last, next, context.words),
        (Block::Table(last), Block::Paragraph(next)) => {
            table::append_rest(last, next).map(Block::Paragraph)
        }
        (_, next) => Some(next),
    }
}

fn first_line(items: &[Item]) -> Option<&Line> {
    items.first()?.lines.first()
}

fn last_line(items: &[Item]) -> Option<&Line> {
    items.last()?.lines.last()
}

/// Whether `next` stands in another column or on another page.
fn is_elsewhere(last: Option<&Line>, next: Option<&Line>) -> bool {
    match (last, next) {
        (Some(last), Some(next)) => last.page != next.page || next.y < last.y,
        _ => false,
    }
}

fn goes_on(last: &Paragraph, next: &Paragraph, context: &Context<'_>) -> bool {
    let (Some(above), Some(below)) = (last.lines.last(), next.lines.first()) else {
        return false;
    };
    is_elsewhere(Some(above), Some(below))
        && (above.size - below.size).abs() < 0.08 * above.size
        && above.style.bold == below.style.bold
        && above.style.monospace == below.style.monospace
        && is_unfinished(above, below, context)
}

/// Whether the text stops in the middle of a sentence and goes on with a small letter, or fills its last line.
fn is_unfinished(above: &Line, below: &Line, context: &Context<'_>) -> bool {
    let words = context.words;
    let (Some(last), Some(first)) = (above.last_char(words), below.first_char(words)) else {
        return false;
    };
    if matches!(last, '.' | '?' | '!' | ':' | ';' | '。' | '”' | '"' | ')') && !first.is_lowercase()
    {
        return false;
    }
    let is_broken = matches!(last, '-' | '\u{ad}' | '\u{2010}') && first.is_alphabetic();
    let is_full = !above.ends_early(below) && above.chars > 24;
    let is_plain =
        above.size < 1.1 * context.usual.size && above.style.bold == context.usual.style.bold;
    is_broken
        || first.is_lowercase()
        || (is_full && is_plain && below.area[0] < below.margins.0 + 0.6 * below.size)
}

fn item_goes_on(items: &[Item], next: &Paragraph, context: &Context<'_>) -> bool {
    let last = items.last().and_then(|item| item.lines.last());
    let (Some(above), Some(below)) = (last, next.lines.first()) else {
        return false;
    };
    is_elsewhere(Some(above), Some(below))
        && (above.size - below.size).abs() < 0.08 * above.size
        && above.style.bold == below.style.bold
        && is_unfinished(above, below, context)
}

/// Items of the same list, or of one nested in its last item.
fn append_items(items: &mut Vec<Item>, next: Vec<Item>) {
    let x = |item: &Item| {
        item.lines
            .first()
            .map_or(0.0, |line| line.area[0] - line.margins.0)
    };
    let shift = match (items.last(), next.first()) {
        (Some(last), Some(first)) if x(first) > x(last) + 8.0 => last.depth,
        _ => 0,
    };
    items.extend(next.into_iter().map(|item| Item {
        depth: item.depth.saturating_add(shift).min(8),
        ..item
    }));
}
