//! Places heads over their columns: by a rule below the name of a group, or by their
//! ends.

use super::cells::{AmountCell, CellKind};
use crate::reader::pdf::layout::lines::{Line, WordArena};
use crate::reader::pdf::layout::place::{Em, Extent};
use std::ops::Range;

/// A head shares more than this with a column that it is above.
const MIN_SHARED: Em = Em(0.25);
/// The ends of a rule and of the head above it may differ by this.
pub(super) const RULE_SLACK: Em = Em(0.6);
/// Pieces of one rule are nearer to each other.
const RULE_GAP: Em = Em(0.5);
/// Their gap is this part of that between two rules, or less.
const RULE_GAP_SHARE: f32 = 0.6;
/// A rule with both ends nearer than this to those of a text underlines it.
const SAME_RULE_END: Em = Em(0.2);
/// A head whose end differs by less from that of a column is set to it.
const SAME_END: Em = Em(0.8);

/// The geometry that heads are placed by.
pub(super) struct HeadGrid<'t> {
    /// The columns, that of the labels first.
    pub(super) columns: &'t [Extent],
    pub(super) words: &'t WordArena,
}

/// Lines of a head that are below each other.
pub(super) struct HeadBlock {
    pub(super) lines: Vec<Line>,
    pub(super) extent: Extent,
    /// The index of its last line among the lines of the part.
    pub(super) last: usize,
    pub(super) is_year: bool,
    /// Its column, if its last line has a cell for each column.
    pub(super) nth: Option<usize>,
    /// The columns that it names.
    pub(super) names: Range<usize>,
}

impl HeadGrid<'_> {
    /// Returns the extent of the columns of numbers.
    pub(super) fn values(&self) -> Extent {
        let values = self.columns[1..].iter();
        values.fold(Extent::EMPTY, |all, column| all.cover(*column))
    }

    /// Determines the columns of each head: those below it, then those beside them that
    /// no other head of its level names.
    ///
    /// "2024" is above its column alone. "Three months ended" over two years is above the
    /// gap between their columns, and the head of both. By its overlap alone the head of
    /// both would be in neither, or in one.
    pub(super) fn place(&self, blocks: &mut [HeadBlock], lines: &[Line]) {
        for block in blocks.iter_mut() {
            block.names = self.columns_below(block, lines);
        }
        let taken = |blocks: &[HeadBlock], at: usize, column: usize| {
            // Heads further down belong to another level and take nothing.
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
    /// months ended" is set to the right end of the second of two years. A head that is
    /// neither centred over more columns nor set to the end of a year stays as it is:
    /// "2024" over the first of two columns does not name the second. By what is below it
    /// alone, the date would name two of the six columns.
    fn widen(
        &self,
        blocks: &mut [HeadBlock],
        at: usize,
        lines: &[Line],
        taken: impl Fn(&[HeadBlock], usize, usize) -> bool,
        below: impl Fn(&[HeadBlock], usize, usize) -> Option<usize>,
    ) {
        let names = blocks[at].names.clone();
        // Without heads below it the head is on the lowest level, and is above its own
        // columns.
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
        // Two years below: the head may be set to the right end of the second.
        if blocks[first].is_year && ends_there {
            let left = names.start.wrapping_sub(1);
            let is_alike = left > 0
                && is_free(blocks, left)
                && below(blocks, at, left).is_some_and(|other| blocks[other].is_year);
            // One column to the left only: over more years a head is centred.
            if is_alike && names.len() == 1 {
                blocks[at].names.start = left;
            }
            return;
        }
        // To both sides at once, so that the head stays centred.
        let mut wide = names.clone();
        while wide.start > 1
            && wide.end < self.columns.len()
            && is_free(blocks, wide.start - 1)
            && is_free(blocks, wide.end)
        {
            wide = wide.start - 1..wide.end + 1;
        }
        // An even number of columns needs one more at one side.
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
    ///
    /// In a line with one cell for each column, each head is above its own. Otherwise the
    /// rule below the name of a group decides: it ends where the columns of the group do,
    /// even if the name is above the second of three only. Without a rule these are the
    /// columns that the head overlaps. A rule that begins in the labels separates the
    /// whole head from the rows.
    fn columns_below(&self, block: &HeadBlock, lines: &[Line]) -> Range<usize> {
        let line = &lines[block.last];
        let size = line.size;
        // A rule that begins in the labels is below the whole head and names no group.
        let left = self.columns[0].end.min(self.values().start) - RULE_SLACK.at(size);
        let rule = rule_below(block.extent, line, left);
        let is_in = |column: &Extent, extent: Extent| {
            // By the middle of the column: a rule may be shorter than its numbers.
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
        // A full line first, then the rule, then what is below, and last what is near.
        nth.or(ruled)
            .or_else(|| hull(&|column| column.overlap(block.extent) > MIN_SHARED.at(size)))
            .unwrap_or_else(|| self.beside(block.extent))
    }

    /// Returns the two columns on both sides of a head in the gap between them, or the
    /// nearest column.
    ///
    /// "Year" may be centred over "2024" and "2023" and narrower than the gap between
    /// both. Without this rule it would name neither year.
    fn beside(&self, extent: Extent) -> Range<usize> {
        let middle = f32::midpoint(extent.start, extent.end);
        let right = self.columns.partition_point(|column| column.start < middle);
        // In the gap between two columns: the head of both.
        if right > 1 && right < self.columns.len() {
            return right - 1..right + 1;
        }
        let nearest = right.clamp(1, self.columns.len() - 1);
        nearest..nearest + 1
    }
}

impl HeadBlock {
    /// Begins the lines of a head with a cell.
    pub(super) fn new(line: Line, cell: &AmountCell, at: usize) -> Self {
        Self {
            lines: vec![line],
            extent: cell.extent,
            last: at,
            is_year: cell.kind == CellKind::Year,
            nth: None,
            names: 0..0,
        }
    }

    /// Adds the next line of a head. The last line decides whether the head is a year:
    /// "Year ended" above "2024" is.
    pub(super) fn add(&mut self, line: Line, cell: &AmountCell, at: usize) {
        self.lines.push(line);
        self.extent = self.extent.cover(cell.extent);
        self.last = at;
        self.is_year = cell.kind == CellKind::Year;
    }
}

/// Returns the rule below a text that ends where the columns of its group do.
///
/// A rule may be drawn cell by cell, with a narrow gap between the pieces. The gap
/// between two columns is wider, or the only one. A rule that begins left of `left`, in
/// the labels, is below the whole head, and would make "2024" the head of all columns.
pub(super) fn rule_below(text: Extent, line: &Line, left: f32) -> Option<Extent> {
    let mut rules = line.underlines.clone();
    rules.sort_by(|a, b| a.start.total_cmp(&b.start));
    let gaps = rules.windows(2).map(|pair| pair[1].start - pair[0].end);
    let widest = gaps.fold(0.0, f32::max);
    // With the narrower gap first, so that the rules of two columns stay two.
    let most = RULE_GAP.at(line.size);
    [most.min(RULE_GAP_SHARE * widest), most]
        .iter()
        .find_map(|gap| {
            let mut rules = joined(&rules, *gap).into_iter();
            // A rule from the labels on is below the whole head.
            rules.find(|rule| rule.start > left && is_inside(text, *rule, line.size))
        })
}

/// Joins rules with narrower gaps than this.
///
/// A rule below "Year ended" that is drawn in three pieces would otherwise be three
/// rules, each shorter than the text.
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
///
/// A rule with both ends of the text is its underline and no rule of a group: "2024",
/// underlined, names its own column. By the first test alone, a rule under each year
/// would be that of a group, and wider heads none.
fn is_inside(text: Extent, rule: Extent, size: f32) -> bool {
    let slack = RULE_SLACK.at(size);
    let same = |a: f32, b: f32| (a - b).abs() < SAME_RULE_END.at(size);
    let is_underlined = same(text.start, rule.start) && same(text.end, rule.end);
    rule.start - slack < text.start && text.end < rule.end + slack && !is_underlined
}
