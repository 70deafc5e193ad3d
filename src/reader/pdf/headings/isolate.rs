//! Makes headings that are a part of a block a paragraph of their own: an item of a list,
//! a row of a table, the first lines of a paragraph.

use super::pieces::{BlockPart, LineRange, PiecePlace, first_paragraph};
use crate::reader::pdf::layout::{
    Layout, LayoutBlock, Line, ListItem, Paragraph, Table, WordArena,
};
use crate::reader::pdf::page::FontDescriptor;

/// Makes each place a paragraph. `places` are in document order; returns the new index of
/// the block of each.
pub(super) fn isolate(
    layout: &mut Layout,
    places: &[PiecePlace],
    fonts: &[FontDescriptor],
) -> Vec<usize> {
    let mut indices = vec![0; places.len()];
    let blocks = std::mem::take(&mut layout.blocks);
    let mut next = 0;
    let mut split = Split {
        blocks: Vec::with_capacity(blocks.len()),
        words: &mut layout.words,
        fonts,
    };
    for (at, block) in blocks.into_iter().enumerate() {
        let from = next;
        while places.get(next).is_some_and(|place| place.block == at) {
            next += 1;
        }
        split.block(block, &places[from..next], &mut indices[from..next]);
    }
    layout.blocks = split.blocks;
    indices
}

struct Split<'l> {
    blocks: Vec<LayoutBlock>,
    words: &'l mut WordArena,
    fonts: &'l [FontDescriptor],
}

impl Split<'_> {
    fn block(&mut self, block: LayoutBlock, places: &[PiecePlace], indices: &mut [usize]) {
        if places.is_empty() {
            self.blocks.push(block);
            return;
        }
        match block {
            LayoutBlock::List(items) => self.list(items, places, indices),
            LayoutBlock::Table(table) => self.table(table, places, indices),
            LayoutBlock::Paragraph(paragraph) => {
                self.paragraph(paragraph, places, indices, LayoutBlock::Paragraph);
            }
            LayoutBlock::Caption(paragraph) => {
                self.paragraph(paragraph, places, indices, LayoutBlock::Caption);
            }
            LayoutBlock::Footnote(paragraph) => {
                self.paragraph(paragraph, places, indices, LayoutBlock::Footnote);
            }
            LayoutBlock::Boilerplate(paragraph) => {
                self.paragraph(paragraph, places, indices, LayoutBlock::Boilerplate);
            }
            LayoutBlock::Code(lines) => {
                let code = |paragraph: Paragraph| LayoutBlock::Code(paragraph.lines);
                self.paragraph(Paragraph::new(lines), places, indices, code);
            }
            block @ (LayoutBlock::Aside(_) | LayoutBlock::Figure(_)) => self.blocks.push(block),
        }
    }

    fn heading(&mut self, lines: Vec<Line>, index: &mut usize) {
        *index = self.blocks.len();
        self.blocks
            .push(LayoutBlock::Paragraph(Paragraph::new(lines)));
    }

    /// Cuts lines out of a paragraph; the rest keeps its kind.
    fn paragraph(
        &mut self,
        mut paragraph: Paragraph,
        places: &[PiecePlace],
        indices: &mut [usize],
        kind: impl Fn(Paragraph) -> LayoutBlock,
    ) {
        if places.len() == 1 && places[0].part == BlockPart::Whole {
            indices[0] = self.blocks.len();
            self.blocks.push(LayoutBlock::Paragraph(paragraph));
            return;
        }
        // From the end, so that the cuts before keep their indices.
        let mut after: Vec<LayoutBlock> = Vec::new();
        let mut nth_from_end: Vec<usize> = vec![0; places.len()];
        for (nth, place) in places.iter().enumerate().rev() {
            let BlockPart::Lines { cut, .. } = &place.part else {
                continue;
            };
            let (head, rest) = cut.take(&mut paragraph.lines, self.fonts);
            if !rest.is_empty() {
                after.push(kind(Paragraph {
                    below: paragraph.below,
                    role: paragraph.role,
                    ..Paragraph::new(rest)
                }));
            }
            after.push(LayoutBlock::Paragraph(Paragraph {
                below: Some(0.0),
                ..Paragraph::new(head)
            }));
            nth_from_end[nth] = after.len();
        }
        if !paragraph.lines.is_empty() {
            self.blocks.push(kind(paragraph));
        } else if let Some(LayoutBlock::Paragraph(first)) = after.last_mut() {
            first.above = paragraph.above;
        }
        let end = self.blocks.len() + after.len();
        for (index, from_end) in indices.iter_mut().zip(nth_from_end) {
            *index = end - from_end;
        }
        self.blocks.extend(after.into_iter().rev());
    }

    fn list(&mut self, items: Vec<ListItem>, places: &[PiecePlace], indices: &mut [usize]) {
        let mut open: Vec<ListItem> = Vec::new();
        let mut next = 0;
        for (nth, mut item) in items.into_iter().enumerate() {
            let cut = places.get(next).map(|place| &place.part);
            match cut {
                Some(BlockPart::Item(at)) if *at == nth => {
                    self.end_list(&mut open);
                    let mut rest = item.lines.split_off(first_paragraph(&item).end);
                    restore_marker(&mut item, self.words);
                    self.heading(item.lines, &mut indices[next]);
                    next += 1;
                    let from = item.breaks.first().copied().unwrap_or(0);
                    for at in item.breaks.into_iter().skip(1).rev() {
                        let last = rest.split_off(at - from);
                        self.later(&mut open, last);
                    }
                    self.later(&mut open, rest);
                }
                Some(BlockPart::Lines {
                    item: Some(at),
                    cut,
                }) if *at == nth => {
                    let (head, rest) = cut.take(&mut item.lines, self.fonts);
                    if item.lines.is_empty() {
                        item.lines = head;
                        restore_marker(&mut item, self.words);
                        self.end_list(&mut open);
                        self.heading(item.lines, &mut indices[next]);
                    } else {
                        item.breaks.retain(|at| *at < item.lines.len());
                        open.push(item);
                        self.end_list(&mut open);
                        self.heading(head, &mut indices[next]);
                    }
                    next += 1;
                    self.later(&mut open, rest);
                }
                _ => open.push(item),
            }
        }
        self.end_list(&mut open);
    }

    /// Adds the text of an item below its heading as a paragraph.
    fn later(&mut self, open: &mut Vec<ListItem>, lines: Vec<Line>) {
        if !lines.is_empty() {
            self.end_list(open);
            self.blocks
                .push(LayoutBlock::Paragraph(Paragraph::new(lines)));
        }
    }

    fn end_list(&mut self, open: &mut Vec<ListItem>) {
        if !open.is_empty() {
            self.blocks.push(LayoutBlock::List(std::mem::take(open)));
        }
    }

    fn table(&mut self, mut table: Table, places: &[PiecePlace], indices: &mut [usize]) {
        // From the end, so that the rows before keep their indices.
        let mut after: Vec<LayoutBlock> = Vec::new();
        let mut nth_from_end: Vec<usize> = vec![0; places.len()];
        for (nth, place) in places.iter().enumerate().rev() {
            let BlockPart::Row(row) = place.part else {
                continue;
            };
            let below = table.split_off(row + 1);
            if !below.rows.is_empty() {
                after.push(LayoutBlock::Table(below));
            }
            let cells = table.rows.pop().unwrap_or_default();
            let lines = cells.into_iter().flatten().collect();
            after.push(LayoutBlock::Paragraph(Paragraph::new(one_line(lines))));
            nth_from_end[nth] = after.len();
        }
        table.header = table.header.min(table.rows.len());
        if !table.rows.is_empty() {
            self.blocks.push(LayoutBlock::Table(table));
        }
        let end = self.blocks.len() + after.len();
        for (index, from_end) in indices.iter_mut().zip(nth_from_end) {
            *index = end - from_end;
        }
        self.blocks.extend(after.into_iter().rev());
    }
}

/// Puts the lines of neighbouring cells into one line: "Item 1." and "Business".
fn one_line(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for line in lines {
        match joined.last_mut() {
            Some(last) if last.is_beside(&line) => last.append(line),
            _ => joined.push(line),
        }
    }
    joined
}

/// Puts the number of an item back before its first word.
fn restore_marker(item: &mut ListItem, words: &mut WordArena) {
    if item.marker == "-" {
        return;
    }
    if let Some(first) = item.lines.first_mut()
        && let Some(word) = first.words.first().copied()
    {
        let marker = words.push_before(&item.marker, word);
        first.words.insert(0, marker);
    }
}

impl LineRange {
    /// Takes the lines; returns them, and those after them.
    fn take(&self, lines: &mut Vec<Line>, fonts: &[FontDescriptor]) -> (Vec<Line>, Vec<Line>) {
        let mut rest = lines.split_off(self.to.min(lines.len()));
        let mut head = lines.split_off(self.from.min(lines.len()));
        if self.words > 0 && !rest.is_empty() {
            let (taken, left) = rest.remove(0).split_at(self.words, fonts);
            head.push(taken);
            if !left.words.is_empty() {
                rest.insert(0, left);
            }
        }
        (head, rest)
    }
}
