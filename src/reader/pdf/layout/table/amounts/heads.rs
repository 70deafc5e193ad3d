//! Joins the lines above the numbers to one head for each column.

use super::cells::{AmountCell, CellKind, head_cells};
use crate::lexicon::units;
use crate::reader::pdf::layout::lines::{Line, WordArena};
use crate::reader::pdf::layout::place::{Em, Extent};
use crate::reader::pdf::layout::table::TableCell;
use std::ops::Range;

/// The lines of one head are nearer to each other.
const MAX_LINE_DISTANCE: Em = Em(1.6);
/// A head may begin this far left of its first column: it is wider than the numbers.
const HEAD_OVERHANG: Em = Em(4.0);
/// A head shares more than this with a column that it is above.
const MIN_SHARED: Em = Em(0.25);
/// The ends of a rule and of the head above it may differ by this.
const RULE_SLACK: Em = Em(0.6);
/// Pieces of one rule are nearer to each other.
const RULE_GAP: Em = Em(0.5);
/// Their gap is this part of that between two rules, or less.
const RULE_GAP_SHARE: f32 = 0.6;
/// A rule with both ends nearer than this to those of a text underlines it.
const SAME_RULE_END: Em = Em(0.2);
/// A head whose end differs by less from that of a column is set to it.
const SAME_END: Em = Em(0.8);

/// The mark of a note has at most this many characters: "(12)".
const MAX_MARK_CHARS: u32 = 4;
/// It is smaller than this part of the largest head.
const MARK_SIZE: Em = Em(0.85);
/// A raised mark is less than this above the baseline of its word.
const RAISED: Em = Em(0.8);

/// The geometry that heads are placed by.
pub(super) struct HeadGrid<'t> {
    /// The columns, that of the labels first.
    pub(super) columns: &'t [Extent],
    pub(super) words: &'t WordArena,
}

/// A line of a head: the cells above the columns, and that above the labels.
pub(super) struct HeadLine {
    pub(super) at: usize,
    pub(super) label: Option<AmountCell>,
    pub(super) cells: Vec<AmountCell>,
}

/// Lines of a head that are below each other.
struct HeadBlock {
    lines: Vec<Line>,
    extent: Extent,
    /// The index of its last line among the lines of the part.
    last: usize,
    is_year: bool,
    /// Its column, if its last line has a cell for each column.
    nth: Option<usize>,
    /// The columns that it names.
    names: Range<usize>,
}

impl HeadGrid<'_> {
    fn values(&self) -> Extent {
        let values = self.columns[1..].iter();
        values.fold(Extent::EMPTY, |all, column| all.cover(*column))
    }

    /// Returns a line as one of heads; `None` if it is text above the table.
    pub(super) fn line(&self, at: usize, lines: &[Line]) -> Option<HeadLine> {
        let line = &lines[at];
        let values = self.values();
        let (mut label, mut cells) = (None, Vec::new());
        for cell in head_cells(line, self.columns, self.words) {
            let is_value = cell.extent.start > values.start - HEAD_OVERHANG.at(line.size)
                && cell.middle() > values.start - HEAD_OVERHANG.at(line.size) / 2.0;
            match is_value {
                true => cells.push(cell),
                false if cells.is_empty() && label.is_none() => label = Some(cell),
                false => return None,
            }
        }
        if let [cell] = &cells[..]
            && label.is_none()
            && self.is_title(cell, line)
        {
            return None;
        }
        // "$9,594 or less" is in a row.
        // A line of a paragraph reaches over the columns: its words are not heads.
        let is_over = |label: &AmountCell| label.extent.end > values.start;
        if label.as_ref().is_some_and(is_over) {
            return None;
        }
        let has_amount = cells.iter().any(|cell| cell.has_amount(line, self.words));
        (!cells.is_empty() && !has_amount).then_some(HeadLine { at, label, cells })
    }

    /// Returns true if a text is centred above the whole table and not above its numbers.
    fn is_title(&self, cell: &AmountCell, line: &Line) -> bool {
        // "Balance sheet" is in the middle of labels and numbers, "Year ended" in that of
        // the numbers.
        let values = self.values();
        let left = self.columns[0].end.min(values.start) - RULE_SLACK.at(line.size);
        if rule_below(cell.extent, line, left).is_some() {
            return false;
        }
        let middle = |extent: Extent| f32::midpoint(extent.start, extent.end);
        let distance = |extent: Extent| (middle(cell.extent) - middle(extent)).abs();
        let shared = self.columns[1..].iter();
        let shared = shared.filter(|column| column.overlap(cell.extent) > 0.0);
        shared.count() > 1 && distance(self.columns[0].cover(values)) < distance(values)
    }

    /// Returns the head of each column; that of the labels has the unit as well. `stubs`
    /// are the lines between the heads that are above the labels only.
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
                    units.push(text);
                } else if is_mark(&text, size) {
                    marks.push(text);
                } else if let Some(block) = self.block_above(&mut blocks, head, cell, lines) {
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
                + if is_mark(line, size) {
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

    /// Returns the head that a cell continues: the only one above it, if it is the only
    /// one below that, and no rule is between both.
    fn block_above<'b>(
        &self,
        blocks: &'b mut [HeadBlock],
        head: &HeadLine,
        cell: &AmountCell,
        lines: &[Line],
    ) -> Option<&'b mut HeadBlock> {
        let line = &lines[head.at];
        let is_above = |block: &&mut HeadBlock| {
            let last = &lines[block.last];
            block.last < head.at
                && block.extent.overlap(cell.extent) > 0.0
                && line.y - last.y < MAX_LINE_DISTANCE.at(line.size.max(last.size))
        };
        let mut above = blocks.iter_mut().filter(is_above);
        let block = above.next()?;
        let is_below = |other: &&AmountCell| block.extent.overlap(other.extent) > 0.0;
        let is_only = above.next().is_none() && head.cells.iter().filter(is_below).count() == 1;
        let middle = f32::midpoint(cell.extent.start, cell.extent.end);
        let is_ruled = |line: &Line| {
            let mut rules = line.underlines.iter();
            rules.any(|rule| rule.start < middle && middle < rule.end)
        };
        let is_apart = lines[block.last..head.at].iter().any(is_ruled);
        (is_only && !is_apart).then_some(block)
    }

    /// Determines the columns of each head.
    fn place(&self, blocks: &mut [HeadBlock], lines: &[Line]) {
        // "Total" beside "2024" and "2023" has a column of its own; "Year ended" above
        // both has theirs.
        for at in 0..blocks.len() {
            let names = self.columns_below(&blocks[at], lines);
            blocks[at].names = names;
        }
        let taken = |blocks: &[HeadBlock], at: usize, column: usize| {
            let is_beside = |block: &HeadBlock| block.last <= blocks[at].last;
            (blocks.iter().enumerate()).any(|(other, block)| {
                other != at && is_beside(block) && block.names.contains(&column)
            })
        };
        let below = |blocks: &[HeadBlock], at: usize, column: usize| {
            let last = blocks[at].last;
            (blocks.iter().enumerate())
                .find(|(_, block)| block.last > last && block.names.contains(&column))
                .map(|(below, _)| below)
        };
        for at in 0..blocks.len() {
            self.widen(blocks, at, lines, taken, below);
        }
    }

    /// Widens a head over columns beside it that have no head of its level.
    ///
    /// "July 30, 2023" is centred over six columns and above two of them only; "Three
    /// months ended" is set to the right end of the second of two years.
    fn widen(
        &self,
        blocks: &mut [HeadBlock],
        at: usize,
        lines: &[Line],
        taken: impl Fn(&[HeadBlock], usize, usize) -> bool,
        below: impl Fn(&[HeadBlock], usize, usize) -> Option<usize>,
    ) {
        let names = blocks[at].names.clone();
        let Some(first) = below(blocks, at, names.start).filter(|_| !names.is_empty()) else {
            return;
        };
        let size = lines[blocks[at].last].size;
        let is_free = |blocks: &[HeadBlock], column: usize| {
            !taken(blocks, at, column) && below(blocks, at, column).is_some()
        };
        let extent = blocks[at].extent;
        let ends_there = (self.columns[names.end - 1].end - extent.end).abs() < SAME_END.at(size);
        let is_centred = |names: &Range<usize>| {
            let all = self.columns[names.start].cover(self.columns[names.end - 1]);
            (extent.start + extent.end - all.start - all.end).abs() < SAME_END.at(size)
        };
        if blocks[first].is_year && ends_there {
            let left = names.start.wrapping_sub(1);
            let is_alike = left > 0
                && is_free(blocks, left)
                && below(blocks, at, left).is_some_and(|other| blocks[other].is_year);
            if is_alike && names.len() == 1 {
                blocks[at].names.start = left;
            }
            return;
        }
        let mut wide = names.clone();
        while wide.start > 1
            && wide.end < self.columns.len()
            && is_free(blocks, wide.start - 1)
            && is_free(blocks, wide.end)
        {
            wide = wide.start - 1..wide.end + 1;
        }
        let one_more = [
            wide.start..(wide.end + 1).min(self.columns.len()),
            wide.start.saturating_sub(1).max(1)..wide.end,
        ];
        let is_better = |wider: &&Range<usize>| {
            let mut added = (wider.start..wide.start).chain(wide.end..wider.end);
            added.all(|column| is_free(blocks, column)) && is_centred(wider)
        };
        if !is_centred(&wide)
            && let Some(wider) = one_more.iter().find(is_better)
        {
            wide = wider.clone();
        }
        if wide.len() > names.len() && is_centred(&wide) {
            blocks[at].names = wide;
        }
    }

    /// Returns the columns that a head is above.
    fn columns_below(&self, block: &HeadBlock, lines: &[Line]) -> Range<usize> {
        let line = &lines[block.last];
        let size = line.size;
        // The rule below the name of a group ends where its columns do. A rule that
        // begins in the labels separates the whole head from the rows.
        let left = self.columns[0].end.min(self.values().start) - RULE_SLACK.at(size);
        let rule = rule_below(block.extent, line, left);
        let is_in = |column: &Extent, extent: Extent| {
            let middle = f32::midpoint(column.start, column.end);
            extent.start < middle && middle < extent.end
        };
        let hull = |is_below: &dyn Fn(&Extent) -> bool| {
            let mut found = (1..self.columns.len()).filter(|at| is_below(&self.columns[*at]));
            let first = found.next();
            first.map(|first| first..found.last().unwrap_or(first) + 1)
        };
        let ruled = rule.and_then(|rule| hull(&|column| is_in(column, rule)));
        let nth = block.nth.map(|nth| nth..nth + 1);
        nth.or(ruled)
            .or_else(|| hull(&|column| column.overlap(block.extent) > MIN_SHARED.at(size)))
            .unwrap_or_else(|| self.beside(block.extent))
    }

    /// Returns the two columns on both sides of a head in the gap between them, or the
    /// nearest one.
    fn beside(&self, extent: Extent) -> Range<usize> {
        // "Change" above the gap between "2024" and "2023" belongs to both.
        let middle = f32::midpoint(extent.start, extent.end);
        let right = self.columns.partition_point(|column| column.start < middle);
        if right > 1 && right < self.columns.len() {
            return right - 1..right + 1;
        }
        let nearest = right.clamp(1, self.columns.len() - 1);
        nearest..nearest + 1
    }
}

impl HeadBlock {
    fn new(line: Line, cell: &AmountCell, at: usize) -> Self {
        Self {
            lines: vec![line],
            extent: cell.extent,
            last: at,
            is_year: cell.kind == CellKind::Year,
            nth: None,
            names: 0..0,
        }
    }

    fn add(&mut self, line: Line, cell: &AmountCell, at: usize) {
        self.lines.push(line);
        self.extent = self.extent.cover(cell.extent);
        self.last = at;
        self.is_year = cell.kind == CellKind::Year;
    }
}

/// Returns true if a text is the mark of a note, in a line of its own because it is
/// raised.
fn is_mark(text: &Line, size: f32) -> bool {
    let largest = (text.words.iter()).fold(0.0, |largest: f32, word| largest.max(word.size));
    text.chars <= MAX_MARK_CHARS && largest < MARK_SIZE.at(size)
}

/// Adds the mark of a note to the line of a head that it follows, or that it is below.
fn add_mark(blocks: &mut Vec<HeadBlock>, mark: Line) {
    // The raised "(1)" after "Total" is drawn on a line of its own: it is "Total(1)" and
    // not a head.
    let mut best: Option<(f32, usize, usize)> = None;
    for (at, block) in blocks.iter().enumerate() {
        for (nth, line) in block.lines.iter().enumerate() {
            let gap = (mark.area[0] - line.area[2])
                .max(line.area[0] - mark.area[2])
                .max(0.0);
            let distance = gap + (mark.y - line.y).abs();
            if best.is_none_or(|(least, _, _)| distance < least) {
                best = Some((distance, at, nth));
            }
        }
    }
    if let Some((_, at, nth)) = best {
        blocks[at].lines.insert(nth + 1, mark);
    }
}

/// Returns the rule below a text that ends where the columns of its group do.
fn rule_below(text: Extent, line: &Line, left: f32) -> Option<Extent> {
    let mut rules = line.underlines.clone();
    rules.sort_by(|a, b| a.start.total_cmp(&b.start));
    let gaps = rules.windows(2).map(|pair| pair[1].start - pair[0].end);
    let widest = gaps.fold(0.0, f32::max);
    // A rule may be drawn cell by cell, with a narrow gap between the pieces. The gap
    // between two columns is wider, or the only one.
    let most = RULE_GAP.at(line.size);
    [most.min(RULE_GAP_SHARE * widest), most]
        .iter()
        .find_map(|gap| {
            let mut rules = joined(&rules, *gap).into_iter();
            rules.find(|rule| rule.start > left && is_inside(text, *rule, line.size))
        })
}

/// Joins rules with narrower gaps than this.
fn joined(rules: &[Extent], gap: f32) -> Vec<Extent> {
    let mut joined: Vec<Extent> = Vec::new();
    for rule in rules {
        match joined.last_mut() {
            Some(last) if rule.start - last.end < gap => *last = last.cover(*rule),
            _ => joined.push(*rule),
        }
    }
    joined
}

/// Returns true if a text is not longer than a rule below it, and not underlined by it.
fn is_inside(text: Extent, rule: Extent, size: f32) -> bool {
    // "Year ended" with a rule below it that spans two columns is the head of both.
    let slack = RULE_SLACK.at(size);
    let same = |a: f32, b: f32| (a - b).abs() < SAME_RULE_END.at(size);
    let is_underlined = same(text.start, rule.start) && same(text.end, rule.end);
    rule.start - slack < text.start && text.end < rule.end + slack && !is_underlined
}
