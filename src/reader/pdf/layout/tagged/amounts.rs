//! Reads tagged tables of amounts by the places of their numbers.

use super::Leaf;
use super::elements::TaggedElement;
use super::tables::TaggedTables;
use crate::reader::pdf::layout::lines::{Context, Line, Rule, Rules, mark_rules};
use crate::reader::pdf::layout::place::{Em, Frame, cover, rows_by_baseline};
use crate::reader::pdf::layout::table::{Table, amounts};
use crate::reader::pdf::page::File;
use crate::reader::table::{is_prefix, is_suffix};
use std::collections::BTreeMap;

/// The cells of a row have the same baseline, up to this.
const SAME_LINE: Em = Em(0.45);

/// The first lines of the heads of a table are beside each other: the second head begins
/// this far above the last line of the first, or less.
const MAX_HEAD_HEIGHT: Em = Em(8.0);

/// The rules across the pages with tagged text.
#[derive(Default)]
pub(super) struct TableRules {
    pages: BTreeMap<usize, Vec<Rule>>,
}

impl TableRules {
    /// Finds the rules across the pages that these leaves have lines on.
    ///
    /// The rules of a page are read once, although each cell of a table has a line on it.
    pub(super) fn of_pages(leaves: &[Leaf], file: &File, frames: &[Frame]) -> Self {
        let mut rules = Self::default();
        for line in leaves.iter().flat_map(|leaf| &leaf.lines) {
            let of_page = || Rules::of(&file.pages[line.page].rulings, frames[line.page]).across;
            rules.pages.entry(line.page).or_insert_with(of_page);
        }
        rules
    }

    /// Returns the rules across a page, from the top.
    fn of(&self, page: usize) -> &[Rule] {
        self.pages.get(&page).map_or(&[], Vec::as_slice)
    }
}

/// Returns the tables of these cells, if all but their titles are rows of amounts.
///
/// Filings are tagged with "$" and ")" in cells of their own, years in the second row and
/// no heads. Tags that name the heads are better than places, unless a sign has a cell of
/// its own. Nothing is returned if a line is below the rows or between two tables, such
/// as "Notes" in the last row: it would be lost.
pub(super) fn read(
    leaves: &[Leaf],
    elements: &[TaggedElement],
    rules: &TableRules,
    context: &Context<'_>,
) -> Option<TaggedTables> {
    let is_sign = |leaf: &Leaf| match &leaf.lines[..] {
        [line] => {
            let text = line.text(context.words);
            is_prefix(&text) || is_suffix(&text)
        }
        _ => false,
    };
    let has_heads = leaves.iter().any(|leaf| elements[leaf.element].is_header);
    let is_drawn = leaves.iter().all(|leaf| !leaf.is_undrawn);
    // Tagged heads are better than places, unless a sign has a cell of its own.
    if !is_drawn || (has_heads && !leaves.iter().any(is_sign)) {
        return None;
    }
    let mut read = TaggedTables {
        titles: Vec::new(),
        tables: Vec::new(),
    };
    for lines in pages(leaves, rules) {
        let mut at = 0;
        for found in amounts(&lines, context) {
            let above = &lines[at..found.lines.start];
            // Lines between two tables would be lost.
            if !above.is_empty() && !read.tables.is_empty() {
                return None;
            }
            read.titles
                .extend(above.iter().map(|line| vec![line.clone()]));
            at = found.lines.end;
            read.tables.push(found.table);
        }
        // So would lines below the last one.
        if at < lines.len() {
            return None;
        }
    }
    (!read.tables.is_empty()).then_some(read)
}

/// Returns the lines of each page, from the top: those of neighbouring cells are one.
///
/// "Net sales", "$", "4,200" and ")" are tagged as four cells of one row. As four lines
/// they would be a text and a column of numbers.
fn pages(leaves: &[Leaf], rules: &TableRules) -> Vec<Vec<Line>> {
    let lines: Vec<&Line> = leaves.iter().flat_map(|leaf| &leaf.lines).collect();
    let pages = lines.chunk_by(|a, b| a.page == b.page);
    pages
        .map(|lines| {
            let rows = rows_by_baseline(
                lines.to_vec(),
                |line| line.y,
                |line| SAME_LINE.at(line.size),
            );
            ruled(rows.into_iter().filter_map(one_line).collect(), rules)
        })
        .collect()
}

/// Marks the rules below the lines of a page.
///
/// A rule below "Year ended" shows which of the columns below have that head.
fn ruled(mut lines: Vec<Line>, rules: &TableRules) -> Vec<Line> {
    if let Some(page) = lines.first().map(|line| line.page) {
        mark_rules(&mut lines, rules.of(page));
    }
    lines
}

/// Joins the lines of a row to one, from the left.
///
/// The longest line gives the size and the style: a raised "(1)" would make a small line
/// of "Net sales". Words of two cells have a space between them, even if the second was
/// drawn close to the first.
fn one_line(mut row: Vec<&Line>) -> Option<Line> {
    row.sort_by(|a, b| a.area[0].total_cmp(&b.area[0]));
    let main = *row.iter().max_by_key(|line| line.chars)?;
    let mut joined = Line {
        words: Vec::new(),
        chars: 0,
        ..main.clone()
    };
    for line in row {
        let from = joined.words.len();
        joined.words.extend_from_slice(&line.words);
        // Two cells have a space between them, however near they are drawn.
        if let Some(first) = joined.words.get_mut(from) {
            first.is_glued = false;
        }
        joined.area = cover(joined.area, line.area);
        joined.chars += line.chars;
    }
    Some(joined)
}

/// A line of a leaf.
struct LeafLine<'l> {
    leaf: usize,
    nth: usize,
    line: &'l Line,
}

/// A part of leaves on one page that are in no table: the rest of one, or a table.
pub(super) enum LoosePart {
    Leaf(Leaf),
    Table(Table),
}

impl LoosePart {
    /// Returns the leaf of the part; nothing if the part is a table.
    pub(super) fn leaf(&self) -> Option<&Leaf> {
        match self {
            Self::Leaf(leaf) => Some(leaf),
            Self::Table(_) => None,
        }
    }
}

/// Takes the tables of amounts out of leaves that are in no tagged table or list.
///
/// The search ends where another page begins, or another column: a line at the top of the
/// right column is not beside the last amounts of the left one, which would end the
/// table. A leaf on two pages is left as it is.
pub(super) fn take_all_loose(
    leaves: Vec<Leaf>,
    elements: &[TaggedElement],
    rules: &TableRules,
    context: &Context<'_>,
) -> Vec<LoosePart> {
    let mut parts: Vec<LoosePart> = Vec::new();
    let mut loose: Vec<Leaf> = Vec::new();
    for leaf in leaves {
        let element = &elements[leaf.element];
        let is_loose = element.table.is_none() && element.list.is_none() && !leaf.is_undrawn;
        // The top of the next column is not beside the last amounts of this one.
        let continues = loose.last().is_none_or(|last| {
            last.lines
                .last()
                .zip(leaf.lines.first())
                .is_some_and(|(last, first)| {
                    last.page == first.page && first.y > last.y - MAX_HEAD_HEIGHT.at(first.size)
                })
        });
        // A leaf on two pages has no order from top to bottom.
        let is_one_page = leaf
            .lines
            .windows(2)
            .all(|pair| pair[0].page == pair[1].page);
        // The search ends here: tables are found among the leaves so far.
        if !is_loose || !continues || !is_one_page {
            parts.extend(take_loose(std::mem::take(&mut loose), rules, context));
        }
        if is_loose && is_one_page {
            loose.push(leaf);
        } else {
            parts.push(LoosePart::Leaf(leaf));
        }
    }
    parts.extend(take_loose(loose, rules, context));
    parts
}

/// Takes the tables of amounts out of leaves on one page whose tags name no table.
///
/// Programs tag each cell of a statement as a paragraph, or a note and its table as one.
/// A leaf may hold the lines above its table as well, and those below it: they stay
/// before and after the table. By the tags alone each number would be a paragraph.
fn take_loose(leaves: Vec<Leaf>, rules: &TableRules, context: &Context<'_>) -> Vec<LoosePart> {
    let lines: Vec<LeafLine<'_>> = (leaves.iter().enumerate())
        .flat_map(|(leaf, of)| {
            let lines = of.lines.iter().enumerate();
            lines.map(move |(nth, line)| LeafLine { leaf, nth, line })
        })
        .collect();
    let rows = rows_by_baseline(
        lines,
        |line| line.line.y,
        |line| SAME_LINE.at(line.line.size),
    );
    let joined = rows
        .iter()
        .filter_map(|row| one_line(row.iter().map(|line| line.line).collect()))
        .collect();
    // Each table, its first leaf, and its lines by leaf.
    let mut tables: Vec<(usize, f32, Table)> = Vec::new();
    let mut taken: Vec<Vec<usize>> = vec![Vec::new(); leaves.len()];
    for found in amounts(&ruled(joined, rules), context) {
        let rows = &rows[found.lines];
        let first = rows.iter().flatten().map(|line| line.leaf).min();
        let top = rows.iter().flatten().map(|line| line.line.y);
        let top = top.fold(f32::MAX, f32::min);
        tables.extend(first.map(|first| (first, top, found.table)));
        for line in rows.iter().flatten() {
            taken[line.leaf].push(line.nth);
        }
    }
    // The rows borrow the leaves, which are moved below.
    drop(rows);
    tables.sort_by_key(|(first, _, _)| *first);
    let mut tables = tables.into_iter().peekable();
    let mut parts = Vec::new();
    for (at, (leaf, taken)) in leaves.into_iter().zip(taken).enumerate() {
        let mut rest: Vec<Line> = (leaf.lines.iter().enumerate())
            .filter(|(nth, _)| !taken.contains(nth))
            .map(|(_, line)| line.clone())
            .collect();
        while let Some((_, top, table)) = tables.next_if(|(first, _, _)| *first == at) {
            // Its lines above the table stay before it.
            let below = rest
                .iter()
                .position(|line| line.y > top)
                .unwrap_or(rest.len());
            let after = rest.split_off(below);
            parts.extend(part(&leaf, std::mem::replace(&mut rest, after)));
            parts.push(LoosePart::Table(table));
        }
        parts.extend(part(&leaf, rest));
    }
    parts
}

/// Returns a part of a leaf, if it has lines.
///
/// A leaf all lines of which are rows of a table would otherwise leave an empty
/// paragraph.
fn part(leaf: &Leaf, lines: Vec<Line>) -> Option<LoosePart> {
    (!lines.is_empty()).then_some(LoosePart::Leaf(Leaf {
        element: leaf.element,
        lines,
        is_undrawn: leaf.is_undrawn,
    }))
}
