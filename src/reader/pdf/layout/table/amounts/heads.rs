//! Joins the lines above the numbers to one head for each column.

use super::cells::{AmountCell, head_cells};
use super::groups::{HeadBlock, HeadGrid, RULE_SLACK, rule_below};
use crate::lexicon::units;
use crate::reader::pdf::layout::lines::{Line, WordArena};
use crate::reader::pdf::layout::place::{Em, Extent};
use crate::reader::pdf::layout::table::TableCell;

/// The lines of one head are nearer to each other.
const MAX_LINE_DISTANCE: Em = Em(1.6);
/// A head may begin this far left of its first column: it is wider than the numbers.
const HEAD_OVERHANG: Em = Em(4.0);

/// The mark of a note has at most this many characters: "(12)".
const MAX_MARK_CHARS: u32 = 4;
/// And so many letters and digits.
const MAX_MARK_LETTERS: usize = 2;
/// It is smaller than this part of the largest head.
const MARK_SIZE: Em = Em(0.85);
/// A raised mark is less than this above the baseline of its word.
const RAISED: Em = Em(0.8);

/// A line of a head: the cells above the columns, and that above the labels.
pub(super) struct HeadLine {
    pub(super) at: usize,
    pub(super) label: Option<AmountCell>,
    pub(super) cells: Vec<AmountCell>,
}

impl HeadGrid<'_> {
    /// Returns a line as one of heads; `None` if it is text above the table.
    ///
    /// A head has cells above the columns, and at most one cell above the labels. A line
    /// of a paragraph reaches over the columns: its words are no heads. "Balance sheet",
    /// centred over the whole table, is a title, and "$9,594 or less" is in a row. As
    /// heads, the words of a paragraph would be in the names of the columns.
    pub(super) fn line(&self, at: usize, lines: &[Line]) -> Option<HeadLine> {
        let line = &lines[at];
        let values = self.values();
        let (mut label, mut cells) = (None, Vec::new());
        for cell in head_cells(line, self.columns, self.words) {
            // Heads are wider than numbers, so they may begin a little left of the
            // columns.
            let is_value = cell.extent.start > values.start - HEAD_OVERHANG.at(line.size)
                && cell.middle() > values.start - HEAD_OVERHANG.at(line.size) / 2.0;
            match is_value {
                true => cells.push(cell),
                false if cells.is_empty() && label.is_none() => label = Some(cell),
                false => return None,
            }
        }
        // Beside a label a lone cell is a head, never a title.
        if let [cell] = &cells[..]
            && label.is_none()
            && self.is_title(cell, line)
        {
            return None;
        }
        // A label that reaches into the columns is a line of a paragraph.
        let is_over = |label: &AmountCell| label.extent.end > values.start;
        if label.as_ref().is_some_and(is_over) {
            return None;
        }
        // A head has no amount: "$9,594 or less" is in a row.
        let has_amount = cells.iter().any(|cell| cell.has_amount(line, self.words));
        (!cells.is_empty() && !has_amount).then_some(HeadLine { at, label, cells })
    }

    /// Returns true if a text is centred above the whole table and not above its numbers.
    ///
    /// "Balance sheet" is in the middle of labels and numbers, "Year ended" in that of
    /// the numbers. A text above a rule that ends with the columns is the name of a
    /// group. As a head, "Balance sheet" would be in each column below it.
    fn is_title(&self, cell: &AmountCell, line: &Line) -> bool {
        let values = self.values();
        let left = self.columns[0].end.min(values.start) - RULE_SLACK.at(line.size);
        // A group whose rule ends with the columns is named, though its name is centred.
        if rule_below(cell.extent, line, left).is_some() {
            return false;
        }
        let middle = |extent: Extent| f32::midpoint(extent.start, extent.end);
        let distance = |extent: Extent| (middle(cell.extent) - middle(extent)).abs();
        let shared = self.columns[1..].iter();
        let shared = shared.filter(|column| column.overlap(cell.extent) > 0.0);
        // The middle of the whole table is nearer than that of the numbers.
        shared.count() > 1 && distance(self.columns[0].cover(values)) < distance(values)
    }

    /// Returns the head of each column; that of the labels has the unit as well. `stubs`
    /// are the lines between the heads that are above the labels only.
    ///
    /// "Three months" above "ended" is one head if nothing else is above or below. A
    /// unit, "(in millions)", names no column, and the raised mark of a note, "(1)", is
    /// written after its word. Without these rules the unit would be in the name of a
    /// column, and "(1)" would be a head of its own.
    pub(super) fn join(
        &self,
        heads: &[HeadLine],
        stubs: Vec<Line>,
        lines: &[Line],
    ) -> Vec<TableCell> {
        let size = heads
            .iter()
            .fold(0.0, |size: f32, head| size.max(lines[head.at].size));
        let mut labels = stubs;
        let mut units: Vec<Line> = Vec::new();
        let mut marks: Vec<Line> = Vec::new();
        let mut blocks: Vec<HeadBlock> = Vec::new();
        for head in heads {
            let line = &lines[head.at];
            labels.extend(head.label.iter().map(|label| label.line(line, self.words)));
            let is_full = head.cells.len() + 1 == self.columns.len();
            for (nth, cell) in head.cells.iter().enumerate() {
                let text = cell.line(line, self.words);
                let nth = is_full.then_some(nth + 1);
                if units::is_unit(&text.text(self.words)) {
                    // Before the heads: a unit below "2024" would continue it.
                    units.push(text);
                } else if is_mark(&text, size, self.words) {
                    // Kept until all heads are known: a mark may be drawn before its
                    // word.
                    marks.push(text);
                } else if let Some(block) = block_above(&mut blocks, head, cell, lines) {
                    block.add(text, cell, head.at);
                    block.nth = nth;
                } else {
                    blocks.push(HeadBlock {
                        nth,
                        ..HeadBlock::new(text, cell, head.at)
                    });
                }
            }
        }
        for mark in marks {
            add_mark(&mut blocks, mark);
        }
        self.place(&mut blocks, lines);
        // A raised mark is above the baseline of its word.
        let place = |line: &Line| {
            line.y
                + if is_mark(line, size, self.words) {
                    RAISED.at(size)
                } else {
                    0.0
                }
        };
        labels.sort_by(|a, b| place(a).total_cmp(&place(b)));
        let mut joined: Vec<TableCell> = vec![TableCell::new(); self.columns.len()];
        joined[0] = labels;
        joined[0].extend(units);
        for block in blocks {
            for column in block.names {
                joined[column].extend(block.lines.iter().cloned());
            }
        }
        joined
    }
}

/// Returns the head that a cell continues.
///
/// It is the only head above the cell, with the cell alone below it and no rule between
/// both: "2024" and "2023" below "Year ended" do not continue it, and "Total" below the
/// rule of a group begins a head. Without these rules "Year ended 2024" would be the head
/// of both years, or "Total" a part of the group beside it.
fn block_above<'b>(
    blocks: &'b mut [HeadBlock],
    head: &HeadLine,
    cell: &AmountCell,
    lines: &[Line],
) -> Option<&'b mut HeadBlock> {
    let line = &lines[head.at];
    let is_above = |block: &&mut HeadBlock| {
        let last = &lines[block.last];
        // Two cells of one line are beside each other.
        block.last < head.at
            && block.extent.overlap(cell.extent) > 0.0
            && line.y - last.y < MAX_LINE_DISTANCE.at(line.size.max(last.size))
    };
    let mut above = blocks.iter_mut().filter(is_above);
    let block = above.next()?;
    let is_below = |other: &&AmountCell| block.extent.overlap(other.extent) > 0.0;
    // "2024" and "2023" below "Year ended" are two heads of their own.
    let is_only = above.next().is_none() && head.cells.iter().filter(is_below).count() == 1;
    let middle = f32::midpoint(cell.extent.start, cell.extent.end);
    let is_ruled = |line: &Line| {
        let mut rules = line.underlines.iter();
        rules.any(|rule| rule.start < middle && middle < rule.end)
    };
    // A rule between both ends the group.
    let is_apart = lines[block.last..head.at].iter().any(is_ruled);
    (is_only && !is_apart).then_some(block)
}

/// Returns true if a text is the mark of a note, in a line of its own because it is
/// raised.
///
/// The mark is small and has one or two letters or digits: "Low" and "2024" below the
/// larger name of a group are no marks. As marks they would be written after the head
/// beside them.
fn is_mark(text: &Line, size: f32, words: &WordArena) -> bool {
    let largest = (text.words.iter()).fold(0.0, |largest: f32, word| largest.max(word.size));
    let count = |text: String| text.chars().filter(|c| c.is_alphanumeric()).count();
    // All three: "Low" is short as well, and a note in small type is longer.
    largest < MARK_SIZE.at(size)
        && text.chars <= MAX_MARK_CHARS
        && count(text.text(words)) <= MAX_MARK_LETTERS
}

/// Adds the mark of a note to the line of a head that it follows, or that it is below.
///
/// The nearest line has it. The raised "(1)" after "Total" is drawn on a line of its own:
/// it is "Total(1)" and not a head. Without this rule the column would have the head
/// "(1)".
fn add_mark(blocks: &mut [HeadBlock], mark: Line) {
    let mut best: Option<(f32, usize, usize)> = None;
    for (at, block) in blocks.iter().enumerate() {
        for (nth, line) in block.lines.iter().enumerate() {
            // To the nearer end of the line, or 0 above and below it.
            let gap = (mark.area[0] - line.area[2])
                .max(line.area[0] - mark.area[2])
                .max(0.0);
            let distance = gap + (mark.y - line.y).abs();
            if best.is_none_or(|(least, _, _)| distance < least) {
                best = Some((distance, at, nth));
            }
        }
    }
    // After the line, so that "Total" and "(1)" are joined in this order.
    if let Some((_, at, nth)) = best {
        blocks[at].lines.insert(nth + 1, mark);
    }
}
