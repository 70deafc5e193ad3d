//! Makes blocks of the lines of a column: tables, code, contents, lists, paragraphs.

use super::block::{LayoutBlock, Paragraph};
use super::{caption, code, contents, footnote, list, paragraph};
use crate::reader::pdf::layout::lines::{Context, Line};
use crate::reader::pdf::layout::table::{self, Table};

/// Returns the blocks of a column.
///
/// `tables` are the ruled tables of the page; each is taken once.
pub(crate) fn blocks(
    lines: &[Line],
    tables: &mut [Option<Table>],
    context: &Context<'_>,
) -> Vec<LayoutBlock> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let above = at.checked_sub(1).map(|above| &lines[above]);
        let (length, mut block) = next(&lines[at..], above, tables, context);
        let end = at + length;
        if let Some(LayoutBlock::Paragraph(paragraph)) = &mut block {
            paragraph.above = above.and_then(|above| paragraph::gap(above, &lines[at]));
            paragraph.below =
                (lines.get(end)).and_then(|below| paragraph::gap(&lines[end - 1], below));
        }
        blocks.extend(block);
        at = end;
    }
    footnote::mark(&mut blocks, context);
    caption::mark(&mut blocks, context);
    blocks
}

/// Returns the block that begins with the first line, and the number of its lines.
fn next(
    lines: &[Line],
    above: Option<&Line>,
    tables: &mut [Option<Table>],
    context: &Context<'_>,
) -> (usize, Option<LayoutBlock>) {
    if let Some(table) = lines[0].table {
        let table = tables.get_mut(table).and_then(Option::take);
        return (1, table.map(LayoutBlock::Table));
    }
    // The order matters. A listing of `- item` lines is code before it is a list; an
    // entry "1. Tea . . . 3" belongs to the contents before it is an item; and items of
    // two columns, "1.   Tea   3", are a list before they are a table.
    let length = code::length(lines, context);
    if length > 0 {
        return (length, Some(LayoutBlock::Code(lines[..length].to_vec())));
    }
    if let Some((length, items)) = contents::read(lines, above, context) {
        return (length, Some(LayoutBlock::List(items)));
    }
    if let Some((length, items)) = list::read(lines, context) {
        return (length, Some(LayoutBlock::List(items)));
    }
    if let Some((length, table)) = table::aligned(lines, context) {
        return (length, Some(LayoutBlock::Table(table)));
    }
    let length = paragraph::length(lines, context);
    let paragraph = Paragraph::new(lines[..length].to_vec());
    (length, Some(LayoutBlock::Paragraph(paragraph)))
}
