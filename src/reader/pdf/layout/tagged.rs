//! Lays out a file by its tags (ISO 32000-2 14.8.4) where they cover its text.
//!
//! Tags declare paragraphs, lists and tables, and the order in which they are read. They
//! are used for blocks only; whether tagged headings are headings is judged later.

mod amounts;
mod columns;
mod elements;
mod gaps;
mod items;
mod tables;

use crate::reader::pdf::layout::blocks::{LayoutBlock, Paragraph, TagRole, caption};
use crate::reader::pdf::layout::boilerplate::PageText;
use crate::reader::pdf::layout::lines::{BodyText, Context, Line, Run, WordArena, lines_of_runs};
use crate::reader::pdf::layout::place::{Em, Frame};
use crate::reader::pdf::layout::undrawn::UndrawnLine;
use crate::reader::pdf::page::{ContentMark, File};
use amounts::{LoosePart, TableRules};
use elements::{ElementKind, TaggedElement, elements};
use items::items;

/// One in this many characters may be untagged: page numbers often are.
const MAX_UNTAGGED: usize = 8;
/// An element with fewer characters is no larger than a paragraph.
const MAX_PARAGRAPH_CHARS: usize = 1500;
/// A longer element has less than one in this many characters of the file.
///
/// Some producers tag a whole chapter as one paragraph.
const MAX_ELEMENT_ONE_IN: usize = 3;
/// A step up by more begins another column or page of an element.
const COLUMN_STEP: Em = Em(1.5);
/// Code that is tagged line by line is one block if its lines are nearer than this.
const CODE_DISTANCE: Em = Em(2.2);

/// The lines of each element with text of its own, in the order of the tags.
pub(super) struct Tagged {
    elements: Vec<TaggedElement>,
    leaves: Vec<Leaf>,
    rules: TableRules,
}

/// An element with text, and its lines.
struct Leaf {
    /// An index of the elements.
    element: usize,
    lines: Vec<Line>,
    /// The lines are not drawn: they describe a figure, or replace a picture of text.
    is_undrawn: bool,
}

/// A piece of a run in one element.
struct TaggedRun {
    /// An index of the elements.
    element: usize,
    page: usize,
    run: Run,
}

/// Takes the tagged text out of the pages, if tags cover nearly all of it.
///
/// The text of each element is sorted by the tags: a paragraph may be drawn in two pieces
/// with a figure between them. Pieces of one element on one page keep the order of
/// drawing. In the order of drawing the paragraph would be cut in two.
pub(super) fn take(
    file: &File,
    frames: &[Frame],
    sheets: &mut [PageText],
    words: &mut WordArena,
) -> Option<Tagged> {
    if file.tags.is_empty() {
        return None;
    }
    let elements = elements(&file.tags);
    if !cover_the_text(&elements, sheets, words) {
        return None;
    }
    let mut tagged: Vec<TaggedRun> = Vec::new();
    for (page, sheet) in sheets.iter_mut().enumerate() {
        let runs = std::mem::take(&mut sheet.runs);
        sheet.runs = split_by_element(runs, page, &elements, words, &mut tagged);
    }
    // The sort is stable: pieces of one element on one page keep the order of drawing.
    tagged.sort_by_key(|run| (run.element, run.page));
    let mut leaves: Vec<Leaf> = Vec::new();
    let is_same = |a: &TaggedRun, b: &TaggedRun| (a.element, a.page) == (b.element, b.page);
    for group in tagged.chunk_by(is_same) {
        let element = group[0].element;
        let lines = lines_of(group, words, file);
        match leaves.last_mut() {
            // The next page of the same element.
            Some(leaf) if leaf.element == element => leaf.lines.extend(lines),
            _ => leaves.push(Leaf {
                element,
                lines,
                is_undrawn: false,
            }),
        }
    }
    let rules = TableRules::of_pages(&leaves, file, frames);
    Some(Tagged {
        elements,
        leaves,
        rules,
    })
}

/// Returns true if nearly all text is in elements that are no larger than paragraphs.
///
/// A file with a tagged first page and nothing else would lose the order of the others,
/// and a file whose chapters are single elements would lose its paragraphs. Artifacts do
/// not count, and an eighth of the text may be untagged: page numbers often are.
fn cover_the_text(elements: &[TaggedElement], sheets: &[PageText], words: &WordArena) -> bool {
    let mut chars = vec![0_usize; elements.len()];
    let (mut all, mut tagged) = (0_usize, 0_usize);
    for run in sheets.iter().flat_map(|sheet| &sheet.runs) {
        for word in words.get(run.words.clone()) {
            // Running heads and page numbers are rightly outside of all elements.
            if word.mark == ContentMark::Artifact {
                continue;
            }
            all += usize::from(word.chars);
            if let Some(leaf) = leaf_of(elements, word.mark) {
                tagged += usize::from(word.chars);
                chars[leaf] += usize::from(word.chars);
            }
        }
    }
    let largest = chars.into_iter().max().unwrap_or(0);
    // Untagged text would lose its place; one large element would lose its paragraphs.
    tagged > 0
        && (all - tagged) * MAX_UNTAGGED <= all
        && (largest < MAX_PARAGRAPH_CHARS || largest * MAX_ELEMENT_ONE_IN < all)
}

/// Returns the index of the element that text with this mark belongs to.
///
/// A mark may name a tag that the tree does not have: a damaged file has text in no
/// element. That text stays with the page. Without this test the text would be lost.
fn leaf_of(elements: &[TaggedElement], mark: ContentMark) -> Option<usize> {
    match mark {
        ContentMark::Tag(tag) => elements.get(tag as usize)?.leaf,
        ContentMark::None | ContentMark::Artifact => None,
    }
}

/// Splits runs by the elements of their words; returns the runs that are in none.
///
/// The number of an item and its text are drawn at once but tagged apart: "1." is the
/// label, and "Tea" the text. A run as a whole would be in the first of its elements.
fn split_by_element(
    runs: Vec<Run>,
    page: usize,
    elements: &[TaggedElement],
    words: &WordArena,
    tagged: &mut Vec<TaggedRun>,
) -> Vec<Run> {
    let mut untagged = Vec::new();
    for run in runs {
        // By words, since "1." and "Tea" may be one run.
        for (leaf, run) in run.split_by(words, |word| leaf_of(elements, word.mark)) {
            match leaf {
                Some(element) => tagged.push(TaggedRun { element, page, run }),
                None => untagged.push(run),
            }
        }
    }
    untagged
}

/// Returns the lines of an element on one page.
///
/// Where the element continues at the top of another column the baseline steps up. Sorted
/// by height as one column, the lines of both would alternate.
fn lines_of(group: &[TaggedRun], words: &mut WordArena, file: &File) -> Vec<Line> {
    let mut all = Vec::new();
    // A small step up is a raised mark; a large one is the top of the next column.
    let is_same_column =
        |a: &TaggedRun, b: &TaggedRun| b.run.y > a.run.y - COLUMN_STEP.at(a.run.size);
    for column in group.chunk_by(is_same_column) {
        let runs = column.iter().map(|tagged| tagged.run.clone()).collect();
        all.extend(lines_of_runs(runs, group[0].page, words, &file.fonts));
    }
    all
}

impl Tagged {
    /// Returns the drawn lines of each element.
    ///
    /// The description of a figure is as large as the figure: measured, it would be a
    /// headline.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[Line]> + Clone {
        let drawn = self.leaves.iter().filter(|leaf| !leaf.is_undrawn);
        drawn.map(|leaf| leaf.lines.as_slice())
    }

    /// Adds text of elements that draw none, in the order of the tags.
    ///
    /// A picture of a word in a paragraph is at the place of the paragraph: as an element
    /// of its own it would split the sentence. The sort is stable: the labels in a chart
    /// come before its description.
    pub(super) fn add_undrawn(&mut self, lines: Vec<UndrawnLine>) {
        for UndrawnLine { element, line } in lines {
            // To the element of the paragraph, or the picture of a word would split its
            // sentence.
            let leaf = self.elements.get(element).and_then(|element| element.leaf);
            self.leaves.push(Leaf {
                element: leaf.unwrap_or(element),
                lines: vec![line],
                is_undrawn: true,
            });
        }
        // Stable: the labels in a chart come before its description.
        self.leaves.sort_by_key(|leaf| leaf.element);
    }

    /// Returns the blocks in the order of the tags.
    ///
    /// A list in a cell is part of the table, so tables are tested before lists. A
    /// heading in a list is a heading: Word wraps numbered headings in lists,
    /// `L > LI > LBody > H1`. An element beside the cells of a table, such as its
    /// caption, is a block of its own, and so is the description of a figure. In another
    /// order the items of a cell would be a list in the middle of the table, and the
    /// heading an item.
    pub(super) fn blocks(self, context: &Context<'_>) -> Vec<LayoutBlock> {
        let Self {
            elements,
            leaves,
            rules,
        } = self;
        let mut blocks: Vec<LayoutBlock> = Vec::new();
        let mut leaves = amounts::take_all_loose(leaves, &elements, &rules, context)
            .into_iter()
            .peekable();
        while let Some(part) = leaves.next() {
            let leaf = match part {
                LoosePart::Leaf(leaf) => leaf,
                LoosePart::Table(table) => {
                    blocks.push(LayoutBlock::Table(table));
                    continue;
                }
            };
            let element = &elements[leaf.element];
            // Tables first: a list in a cell is part of its table.
            if let Some(table) = element.table
                && !element.is_beside_cells()
            {
                let mut table_leaves = vec![leaf];
                let is_same = |next: &LoosePart| {
                    next.leaf()
                        .is_some_and(|next| elements[next.element].table == Some(table))
                };
                while let Some(LoosePart::Leaf(next)) = leaves.next_if(is_same) {
                    table_leaves.push(next);
                }
                push_table(&mut blocks, table_leaves, (&elements, &rules), context);
            } else if let Some(list) = element.list
                && !element.kind.is_heading()
            {
                // Word wraps numbered headings in lists: L > LI > LBody > H1.
                let mut list_leaves = vec![leaf];
                let is_same = |next: &LoosePart| {
                    next.leaf().is_some_and(|next| {
                        let next = &elements[next.element];
                        next.list == Some(list) && !next.kind.is_heading()
                    })
                };
                while let Some(LoosePart::Leaf(next)) = leaves.next_if(is_same) {
                    list_leaves.push(next);
                }
                blocks.push(LayoutBlock::List(items(
                    list_leaves,
                    &elements,
                    context.words,
                )));
            } else if leaf.is_undrawn && element.kind == ElementKind::Text {
                blocks.push(LayoutBlock::Figure(Paragraph::new(leaf.lines)));
            } else {
                push(&mut blocks, element.kind, leaf.lines, context.body);
            }
        }
        gaps::measure(&mut blocks);
        caption::mark(&mut blocks, context);
        blocks
    }
}

/// Adds the titles of a table, the table itself, and the elements beside its cells.
///
/// The caption of a table may be tagged between two of its rows and must not split it.
/// Amounts are read by the places of their numbers where possible: "$" and "1,204" are
/// tagged as two cells.
fn push_table(
    blocks: &mut Vec<LayoutBlock>,
    leaves: Vec<Leaf>,
    (elements, rules): (&[TaggedElement], &TableRules),
    context: &Context<'_>,
) {
    let (beside, cells): (Vec<Leaf>, Vec<Leaf>) =
        (leaves.into_iter()).partition(|leaf| elements[leaf.element].is_beside_cells());
    // By places where possible; the tags are used for all other tables.
    let found = amounts::read(&cells, elements, rules, context)
        .unwrap_or_else(|| tables::build(cells, elements));
    for lines in found.titles {
        push(blocks, ElementKind::Text, lines, context.body);
    }
    blocks.extend(found.tables.into_iter().map(LayoutBlock::Table));
    for leaf in beside {
        push(
            blocks,
            elements[leaf.element].kind,
            leaf.lines,
            context.body,
        );
    }
}

/// Adds the block of an element.
///
/// A text of monospace lines is code, since most producers tag code as `P`: a listing
/// would be a paragraph without its line breaks. In a typescript all text is monospace,
/// and only the tag `Code` decides.
fn push(blocks: &mut Vec<LayoutBlock>, kind: ElementKind, lines: Vec<Line>, body: &BodyText) {
    // Most producers tag code as `P`; in a typescript the font shows nothing.
    let is_code = !body.is_typescript && lines.iter().all(|line| line.style.monospace);
    if kind == ElementKind::Code || kind == ElementKind::Text && is_code {
        return push_code(blocks, lines);
    }
    let mut paragraph = Paragraph::new(lines);
    paragraph.role = match kind {
        ElementKind::Heading(level) => Some(TagRole::Heading(level)),
        ElementKind::Quote => Some(TagRole::Quote),
        ElementKind::Caption | ElementKind::Note => None,
        ElementKind::Code | ElementKind::Text | ElementKind::Label => Some(TagRole::Text),
    };
    blocks.push(match kind {
        ElementKind::Caption => LayoutBlock::Caption(paragraph),
        ElementKind::Note => LayoutBlock::Footnote(paragraph),
        _ => LayoutBlock::Paragraph(paragraph),
    });
}

/// Adds code to the block above, or as a block of its own.
///
/// Word tags each line of a listing as a paragraph: a listing of ten lines would be ten
/// blocks. A line farther away than two lines of code begins the next listing. Without
/// the distance, two listings of two chapters would be one.
fn push_code(blocks: &mut Vec<LayoutBlock>, lines: Vec<Line>) {
    if let Some(LayoutBlock::Code(above)) = blocks.last_mut()
        && let (Some(last), Some(first)) = (above.last(), lines.first())
        // A listing may continue on the next page, where no distance can be measured.
        && (last.page != first.page || first.y - last.y < CODE_DISTANCE.at(last.size))
    {
        above.extend(lines);
    } else {
        blocks.push(LayoutBlock::Code(lines));
    }
}
