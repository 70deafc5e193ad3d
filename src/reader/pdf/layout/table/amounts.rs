//! Tables of amounts, as filings and reports have them: labels beside columns of numbers,
//! below heads of several lines.

mod build;
mod cells;
mod columns;
mod groups;
mod heads;
mod region;
mod shape;
#[cfg(test)]
mod tests;

use super::model::Table;
use crate::reader::pdf::layout::lines::{Context, Line};
use region::Region;
use std::ops::Range;

/// A table, and the lines that it takes.
pub(crate) struct AmountTable {
    pub(crate) lines: Range<usize>,
    pub(crate) table: Table,
}

/// Returns the tables of amounts among lines that have nothing else between them.
///
/// The numbers are found first: their columns decide which lines above are heads, and
/// which ones between are labels. Read from the top, as other tables are, the head "Three
/// months ended" is a paragraph, and "2024   2023" below it is the first row.
pub(crate) fn find(lines: &[Line], context: &Context<'_>) -> Vec<AmountTable> {
    let shapes = shape::shapes(lines, context.words);
    let mut found: Vec<AmountTable> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if !shapes[at].begins_table() {
            at += 1;
            continue;
        }
        let mut region = Region::grow(at, lines, &shapes, context.words);
        // A region that is not a table is left as a whole, so each line is seen once.
        at = region.rows.end;
        let floor = found.last().map_or(0, |last| last.lines.end);
        if region.may_be_table(floor, lines, &shapes, context.words) {
            region.grow_upwards(floor, lines, &shapes, context.words);
            found.extend(build::table(&region, floor, lines, &shapes, context));
        }
    }
    found
}
