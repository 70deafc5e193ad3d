//! Makes blocks of the lines of a page: tables, code, lists, contents, paragraphs.

use super::block::{Block, Table};
use super::frame::Frame;
use super::line::Line;
use super::measure::Usual;
use super::word::Words;
use super::{caption, code, contents, footnote, list, paragraph, table};

/// What is known of the whole document.
pub(super) struct Context<'d> {
    pub(super) words: &'d Words,
    pub(super) usual: &'d Usual,
    pub(super) frames: &'d [Frame],
}

/// The blocks of a column. `tables` are those of the page that were found by their rules; each is taken once.
pub(super) fn blocks(
    lines: &[Line],
    tables: &mut [Option<Table>],
    context: &Context<'_>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let rest = &lines[at..];
        let above = at.checked_sub(1).map(|above| &lines[above]);
        let (length, block) = next(rest, above, tables, context);
        match block {
            Some(Block::Paragraph(mut paragraph)) => {
                let bare = paragraph::build(&rest[..length], above, rest.get(length));
                paragraph.above = bare.above;
                paragraph.below = bare.below;
                blocks.push(Block::Paragraph(paragraph));
            }
            Some(block) => blocks.push(block),
            None => {}
        }
        at += length;
    }
    footnote::mark(&mut blocks, context);
    caption::mark(&mut blocks, context.words, context.usual);
    blocks
}

/// The block that begins with the first line, and how many lines it takes.
fn next(
    lines: &[Line],
    above: Option<&Line>,
    tables: &mut [Option<Table>],
    context: &Context<'_>,
) -> (usize, Option<Block>) {
    if let Some(table) = lines[0].table {
        let table = tables.get_mut(table).and_then(Option::take);
        return (1, table.map(Block::Table));
    }
    let length = code::length(lines, context);
    if length > 0 {
        return (length, Some(Block::Code(lines[..length].to_vec())));
    }
    if let Some((length, items)) = contents::read(lines, above, context) {
        return (length, Some(Block::List(items)));
    }
    if let Some((length, items)) = list::read(lines, context) {
        return (length, Some(Block::List(items)));
    }
    if let Some((length, table)) = table::aligned(lines, context) {
        return (length, Some(Block::Table(table)));
    }
    let length = paragraph::length(lines, context);
    let paragraph = paragraph::build(&lines[..length], None, None);
    (length, Some(Block::Paragraph(paragraph)))
}
