//! Lays out a file by its tags (ISO 32000-2 14.8.4), where they cover its text: they know what paragraphs, lists and tables
//! it has, and in which order they are read.

mod columns;
mod elements;
mod tables;

use super::super::page::{File, Mark};
use super::block::{Block, Item, Paragraph, Role};
use super::furniture::Sheet;
use super::line::{Line, lines};
use super::measure::Usual;
use super::word::{Run, Words, piece};
use super::{caption, list};
use elements::{Element, Kind, elements};

/// Untagged text may be one in this many characters.
const MAX_UNTAGGED: usize = 8;

/// The lines of each element with text of its own, in the order of the tags.
pub(super) struct Tagged {
    elements: Vec<Element>,
    /// `(tag, its lines)`
    leaves: Vec<(usize, Vec<Line>)>,
}

/// Takes what is tagged out of the pages, if the tags cover the text.
pub(super) fn take(file: &File, sheets: &mut [Sheet], words: &mut Words) -> Option<Tagged> {
    if file.tags.is_empty() {
        return None;
    }
    let elements = elements(&file.tags);
    if !cover_the_text(&elements, sheets, words) {
        return None;
    }
    let mut pieces: Vec<(usize, usize, Run)> = Vec::new();
    for (page, sheet) in sheets.iter_mut().enumerate() {
        let runs = std::mem::take(&mut sheet.runs);
        sheet.runs = part(runs, page, &elements, words, &mut pieces);
    }
    pieces.sort_by_key(|(leaf, page, _)| (*leaf, *page)); // stable: in the order they were drawn
    let mut leaves: Vec<(usize, Vec<Line>)> = Vec::new();
    for group in pieces.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let of_group = lines_of(group, words, file);
        match leaves.last_mut() {
            Some((leaf, lines)) if *leaf == group[0].0 => lines.extend(of_group),
            _ => leaves.push((group[0].0, of_group)),
        }
    }
    Some(Tagged { elements, leaves })
}

/// Whether almost all text is in elements that are no larger than paragraphs are.
fn cover_the_text(elements: &[Element], sheets: &[Sheet], words: &Words) -> bool {
    let mut of_leaf = vec![0_usize; elements.len()];
    let (mut all, mut tagged) = (0_usize, 0_usize);
    for run in sheets.iter().flat_map(|sheet| &sheet.runs) {
        for word in words.get(run.words.clone()) {
            if word.mark == Mark::Artifact {
                continue;
            }
            all += usize::from(word.chars);
            if let Some(leaf) = leaf_of(elements, word.mark) {
                tagged += usize::from(word.chars);
                of_leaf[leaf] += usize::from(word.chars);
            }
        }
    }
    let largest = of_leaf.into_iter().max().unwrap_or(0);
    tagged > 0 && (all - tagged) * MAX_UNTAGGED <= all && (largest < 1500 || largest * 3 < all)
}

fn leaf_of(elements: &[Element], mark: Mark) -> Option<usize> {
    match mark {
        Mark::Tag(tag) => elements.get(tag as usize)?.leaf,
        Mark::None | Mark::Artifact => None,
    }
}

/// Parts runs by the elements that their words are in; gives what is in none.
fn part(
    runs: Vec<Run>,
    page: usize,
    elements: &[Element],
    words: &Words,
    pieces: &mut Vec<(usize, usize, Run)>,
) -> Vec<Run> {
    let mut rest = Vec::new();
    for run in runs {
        let of_run = words.get(run.words.clone());
        let mut from = 0;
        for chunk in of_run.chunk_by(|a, b| leaf_of(elements, a.mark) == leaf_of(elements, b.mark))
        {
            let part = piece(&run, from, from + chunk.len(), of_run);
            from += chunk.len();
            match leaf_of(elements, chunk[0].mark) {
                Some(leaf) => pieces.push((leaf, page, part)),
                None => rest.push(part),
            }
        }
    }
    rest
}

/// The lines of an element on one page. Where it goes on at the top of another column, drawing jumps up.
fn lines_of(group: &[(usize, usize, Run)], words: &mut Words, file: &File) -> Vec<Line> {
    let mut all = Vec::new();
    for column in group.chunk_by(|a, b| b.2.y > a.2.y - 1.5 * a.2.size) {
        let runs = column.iter().map(|(_, _, run)| run.clone()).collect();
        all.extend(lines(runs, group[0].1, words, &file.fonts));
    }
    all
}

impl Tagged {
    pub(super) fn lines(&self) -> impl Iterator<Item = &Line> + Clone {
        self.leaves.iter().flat_map(|(_, lines)| lines)
    }

    /// The blocks in the order of the tags.
    pub(super) fn blocks(
        self,
        words: &Words,
        usual: &Usual,
        frames: &[super::Frame],
    ) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut leaves = self.leaves.into_iter().peekable();
        while let Some((leaf, lines)) = leaves.next() {
            let element = &self.elements[leaf];
            if let Some(table) = element.table
                && !element.is_beside_cells()
            {
                let mut of_table = vec![(leaf, lines)];
                let mut beside = Vec::new();
                while let Some(next) =
                    leaves.next_if(|(leaf, _)| self.elements[*leaf].table == Some(table))
                {
                    if self.elements[next.0].is_beside_cells() {
                        beside.push(next);
                    } else {
                        of_table.push(next);
                    }
                }
                let (titles, tables) = tables::build(of_table, &self.elements, frames);
                for lines in titles {
                    push(&mut blocks, Kind::Text, lines, usual);
                }
                blocks.extend(tables.into_iter().map(Block::Table));
                for (leaf, lines) in beside {
                    push(&mut blocks, self.elements[leaf].kind, lines, usual);
                }
            } else if let Some(list) = element.list {
                let mut of_list = vec![(leaf, lines)];
                while let Some(next) =
                    leaves.next_if(|(leaf, _)| self.elements[*leaf].list == Some(list))
                {
                    of_list.push(next);
                }
                blocks.push(Block::List(items(of_list, &self.elements, words)));
            } else {
                push(&mut blocks, element.kind, lines, usual);
            }
        }
        measure_gaps(&mut blocks);
        caption::mark(&mut blocks, words, usual);
        blocks
    }
}

/// Adds the block of an element.
fn push(blocks: &mut Vec<Block>, kind: Kind, lines: Vec<Line>, usual: &Usual) {
    let is_code = !usual.is_typescript && lines.iter().all(|line| line.style.monospace);
    let text = |role| Paragraph {
        role: Some(role),
        ..Paragraph::new(Vec::new())
    };
    let paragraph = |role| Paragraph {
        lines: lines.clone(),
        ..text(role)
    };
    blocks.push(match kind {
        Kind::Code => return push_code(blocks, lines),
        Kind::Text if is_code => return push_code(blocks, lines),
        Kind::Heading(level) => Block::Paragraph(paragraph(Role::Heading(level))),
        Kind::Quote => Block::Paragraph(paragraph(Role::Quote)),
        Kind::Caption => Block::Caption(Paragraph::new(lines)),
        Kind::Note => Block::Footnote(Paragraph::new(lines)),
        Kind::Text | Kind::Label => Block::Paragraph(paragraph(Role::Text)),
    });
}

/// Code may be tagged line by line.
fn push_code(blocks: &mut Vec<Block>, lines: Vec<Line>) {
    if let Some(Block::Code(above)) = blocks.last_mut()
        && let (Some(last), Some(first)) = (above.last(), lines.first())
        && (last.page != first.page || first.y - last.y < 2.2 * last.size)
    {
        above.extend(lines);
    } else {
        blocks.push(Block::Code(lines));
    }
}

/// The items of a list, those of lists in it deeper.
fn items(leaves: Vec<(usize, Vec<Line>)>, elements: &[Element], words: &Words) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut last = None;
    for (leaf, mut lines) in leaves {
        let element = &elements[leaf];
        if element.item != last || items.is_empty() {
            last = element.item;
            items.push(Item {
                depth: element.list_depth,
                marker: String::new(),
                lines: Vec::new(),
                breaks: Vec::new(),
            });
        }
        let Some(item) = items.last_mut() else {
            continue;
        };
        if element.kind == Kind::Label && item.marker.is_empty() {
            let label = super::block::joined(&lines, words);
            item.marker = if label.chars().any(char::is_alphanumeric) {
                label
            } else {
                "-".to_owned()
            };
        } else {
            if item.marker.is_empty() && item.lines.is_empty() {
                item.marker = list::take_marker(&mut lines, words);
            }
            item.lines.extend(lines);
        }
    }
    for item in items.iter_mut().filter(|item| item.marker.is_empty()) {
        "-".clone_into(&mut item.marker);
    }
    items
}

/// White space above and below paragraphs, from what stands before and behind them.
fn measure_gaps(blocks: &mut [Block]) {
    let edges: Vec<Option<(usize, f32, f32)>> = blocks.iter().map(edges).collect();
    for (at, block) in blocks.iter_mut().enumerate() {
        let Block::Paragraph(paragraph) = block else {
            continue;
        };
        let gap = |upper: Option<usize>, lower: usize| {
            let (upper, lower) = (edges[upper?]?, (*edges.get(lower)?)?);
            (upper.0 == lower.0 && lower.1 > upper.2).then_some(lower.1 - upper.2)
        };
        paragraph.above = gap(at.checked_sub(1), at);
        paragraph.below = gap(Some(at), at + 1);
    }
}

/// Page, top and bottom of a block that stands on one page.
fn edges(block: &Block) -> Option<(usize, f32, f32)> {
    let lines: Vec<&Line> = match block {
        Block::Paragraph(of) | Block::Caption(of) | Block::Footnote(of) => {
            of.lines.iter().collect()
        }
        Block::List(items) => items.iter().flat_map(|item| &item.lines).collect(),
        Block::Code(lines) => lines.iter().collect(),
        _ => return None,
    };
    let page = lines.first()?.page;
    let area = lines.iter().fold(super::area::NOTHING, |area, line| {
        super::area::cover(area, line.area)
    });
    lines
        .iter()
        .all(|line| line.page == page)
        .then_some((page, area[1], area[3]))
}
