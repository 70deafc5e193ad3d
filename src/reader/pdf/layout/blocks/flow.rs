//! Makes blocks of the parts of a column: tables, code, contents, lists, paragraphs.

use super::block::{LayoutBlock, Paragraph};
use super::{caption, code, contents, footnote, list, paragraph};
use crate::reader::pdf::layout::lines::{ColumnPart, Context, Line, TableItem};
use crate::reader::pdf::layout::table::{self, Table};
use std::ops::Range;

/// A block, and the first and the last line that it takes of its column.
struct PlacedBlock {
    block: LayoutBlock,
    first: LinePlace,
    last: LinePlace,
}

/// The place of a line in its column, from top to bottom. A table is one line.
#[derive(Clone, Copy)]
struct LinePlace {
    baseline: f32,
    top: f32,
    bottom: f32,
}

/// Returns the blocks of a column, with the white space between them.
///
/// `tables` are the ruled tables of the page; each is taken once. Notes are marked after
/// all blocks are made, because their place at the foot of the column decides: the same
/// small paragraph above running text may be a legend.
pub(crate) fn blocks(
    column: &[ColumnPart],
    tables: &mut [Option<Table>],
    context: &Context<'_>,
) -> Vec<LayoutBlock> {
    let mut placed: Vec<PlacedBlock> = Vec::new();
    for part in column {
        match part {
            ColumnPart::Lines(lines) => add_blocks(lines, context, &mut placed),
            ColumnPart::Table(item) => {
                let table = tables.get_mut(item.index).and_then(Option::take);
                placed.extend(table.map(|table| PlacedBlock {
                    block: LayoutBlock::Table(table),
                    first: item.into(),
                    last: item.into(),
                }));
            }
        }
    }
    measure_gaps(&mut placed);
    let mut blocks: Vec<LayoutBlock> = placed.into_iter().map(|placed| placed.block).collect();
    // Notes first: the second paragraph of a note may begin with "Table 3".
    footnote::mark(&mut blocks, context);
    caption::mark(&mut blocks, context);
    blocks
}

/// Adds the blocks of lines that have nothing else between them.
///
/// A table of amounts takes the lines of its heads, which are paragraphs by themselves:
/// "Three months ended" above "2024   2023". So the lines before the table are read
/// without it. Numbers in columns that are a listing, contents or a list are not taken as
/// a table.
fn add_blocks(lines: &[Line], context: &Context<'_>, placed: &mut Vec<PlacedBlock>) {
    let mut at = 0;
    for found in table::amounts(lines, context) {
        let above = found.lines.start.checked_sub(1).map(|above| &lines[above]);
        if is_other(&lines[found.lines.clone()], above, context) {
            // `at` stays: the lines are read with those before the next table.
            continue;
        }
        // The heads that the table took are no paragraphs, so the lines above end here.
        add_blocks_between(lines, at..found.lines.start, context, placed);
        at = found.lines.end;
        placed.push(PlacedBlock {
            block: LayoutBlock::Table(found.table),
            first: (&lines[found.lines.start]).into(),
            last: (&lines[found.lines.end - 1]).into(),
        });
    }
    add_blocks_between(lines, at..lines.len(), context, placed);
}

/// Returns true if lines are something else that has numbers in columns.
///
/// A listing `mov 1,200   3,400`, contents "Tea   12" and items of two columns,
/// "1.   Tea   3", would otherwise be tables of amounts.
fn is_other(lines: &[Line], above: Option<&Line>, context: &Context<'_>) -> bool {
    code::length(lines, context) > 0
        || contents::read(lines, above, context).is_some()
        || list::read(lines, context).is_some()
}

/// Adds the blocks of a range of lines.
///
/// Each block takes at least one line, so the loop ends. The line before a block is
/// passed on, since "Contents" above entries without dots decides what the entries are.
fn add_blocks_between(
    lines: &[Line],
    range: Range<usize>,
    context: &Context<'_>,
    placed: &mut Vec<PlacedBlock>,
) {
    let mut at = range.start;
    while at < range.end {
        // The line may be before the range: the heading of contents is a block of its
        // own.
        let above = at.checked_sub(1).map(|above| &lines[above]);
        let (length, block) = next(&lines[at..range.end], above, context);
        placed.push(PlacedBlock {
            block,
            first: (&lines[at]).into(),
            last: (&lines[at + length - 1]).into(),
        });
        at += length;
    }
}

/// Stores the white space between each two blocks in both of them, in points.
///
/// A line right of a table may have the baseline that the table is given: one is not
/// above the other, and the space between them, which would be negative, is not stored.
fn measure_gaps(placed: &mut [PlacedBlock]) {
    for at in 1..placed.len() {
        let (upper, lower) = (placed[at - 1].last, placed[at].first);
        // A line right of a table may have its baseline: the space would be negative.
        let gap = (lower.baseline > upper.baseline).then_some(lower.top - upper.bottom);
        if let LayoutBlock::Paragraph(paragraph) = &mut placed[at - 1].block {
            paragraph.below = gap;
        }
        if let LayoutBlock::Paragraph(paragraph) = &mut placed[at].block {
            paragraph.above = gap;
        }
    }
}

impl From<&Line> for LinePlace {
    fn from(line: &Line) -> Self {
        Self {
            baseline: line.y,
            top: line.area[1],
            bottom: line.area[3],
        }
    }
}

impl From<&TableItem> for LinePlace {
    fn from(table: &TableItem) -> Self {
        Self {
            baseline: table.y(),
            top: table.area[1],
            bottom: table.area[3],
        }
    }
}

/// Returns the block that begins with the first line, and the number of its lines.
///
/// The kinds are tried in an order that matters. A listing of `- item` lines is code
/// before it is a list; an entry "1. Tea . . . 3" belongs to the contents before it is an
/// item; and items of two columns, "1.   Tea   3", are a list before they are a table. A
/// paragraph is what is left. In another order the listing would lose its indentation,
/// and the items would be rows of two columns.
fn next(lines: &[Line], above: Option<&Line>, context: &Context<'_>) -> (usize, LayoutBlock) {
    // Code first: its `- item` lines have the form of a list.
    let length = code::length(lines, context);
    if length > 0 {
        return (length, LayoutBlock::Code(lines[..length].to_vec()));
    }
    // Before lists: "1. Tea . . . 3" has a marker as well.
    if let Some((length, items)) = contents::read(lines, above, context) {
        return (length, LayoutBlock::List(items));
    }
    // Before tables: "1.   Tea   3" has columns as well.
    if let Some((length, items)) = list::read(lines, context) {
        return (length, LayoutBlock::List(items));
    }
    if let Some((length, table)) = table::aligned(lines, context) {
        return (length, LayoutBlock::Table(table));
    }
    // Never 0, whatever the line is.
    let length = paragraph::length(lines, context);
    let paragraph = Paragraph::new(lines[..length].to_vec());
    (length, LayoutBlock::Paragraph(paragraph))
}
