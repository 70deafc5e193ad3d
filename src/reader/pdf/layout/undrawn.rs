//! Places text that is not drawn: descriptions of figures, and pictures of text.

use super::blocks::{LayoutBlock, Paragraph};
use super::lines::{Line, WordArena};
use super::place::{EMPTY, Extent, Frame, cover};
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::page::File;

/// More figures of a page are read after its blocks: each is compared with all blocks.
const MAX_FIGURES: usize = 64;

/// Text of an element that draws none.
pub(super) struct UndrawnLine {
    /// An index of the file's tags.
    pub(super) element: usize,
    pub(super) line: Line,
}

/// Returns the alternative texts of a file as lines at the places of their pictures.
pub(super) fn lines(file: &File, frames: &[Frame], words: &mut WordArena) -> Vec<UndrawnLine> {
    let lines = file.alternatives.iter().map(|found| UndrawnLine {
        element: found.element,
        line: Line::undrawn(
            &found.text,
            found.page,
            frames[found.page].within(found.area),
            words,
        ),
    });
    lines.collect()
}

/// Inserts the text of figures into the blocks of each page, where tags do not give the
/// order.
///
/// From the 65th figure of a page on, figures are added at its end: comparing each of a
/// thousand icons with all blocks would take too long.
pub(super) fn insert(lines: Vec<UndrawnLine>, pages: &mut [Vec<LayoutBlock>]) {
    // A page that the deadline left without blocks still has its figures.
    let mut figures = vec![0; pages.len()];
    for UndrawnLine { line, .. } in lines {
        if let Some(blocks) = pages.get_mut(line.page) {
            figures[line.page] += 1;
            let at = if figures[line.page] > MAX_FIGURES {
                blocks.len()
            } else {
                place(line.area, blocks)
            };
            blocks.insert(at, LayoutBlock::Figure(Paragraph::new(vec![line])));
        }
    }
}

/// Returns the index of the block before which a figure is read.
///
/// Only blocks that share some width with the figure count. A chart between the second
/// and the third paragraph of the right column follows the second one there, though the
/// left column has paragraphs at its height too.
fn place(figure: Rect, blocks: &[LayoutBlock]) -> usize {
    let middle = f32::midpoint(figure[1], figure[3]);
    let columns = blocks.iter().enumerate().filter_map(|(at, block)| {
        let area = area(block)?;
        // A figure in the left column has no neighbours in the right one.
        let is_beside = extent(area).overlap(extent(figure)) > 0.0;
        is_beside.then_some((at, area))
    });
    let columns: Vec<(usize, Rect)> = columns.collect();
    // By the middle of the figure: its box may reach into the block above.
    let above = columns.iter().rfind(|(_, area)| area[1] < middle);
    match (above, columns.first()) {
        (Some((at, _)), _) => at + 1,
        // Above all blocks of its column.
        (None, Some((at, _))) => *at,
        // No block shares its width.
        (None, None) => blocks.len(),
    }
}

/// Returns the left and the right end of a rectangle.
fn extent(area: Rect) -> Extent {
    Extent {
        start: area[0],
        end: area[2],
    }
}

/// Returns the area of a block of content; `None` for running heads and the like.
///
/// The foot of the page is below each figure, and the note at its side beside it: both do
/// not show the order. After the watermark of a page, as its last neighbour, a figure
/// would be read at the end of the page instead of between two paragraphs.
fn area(block: &LayoutBlock) -> Option<Rect> {
    let lines: Vec<&Line> = match block {
        LayoutBlock::Paragraph(paragraph)
        | LayoutBlock::Caption(paragraph)
        | LayoutBlock::Figure(paragraph) => paragraph.lines.iter().collect(),
        LayoutBlock::List(items) => items.iter().flat_map(|item| &item.lines).collect(),
        LayoutBlock::Code(lines) => lines.iter().collect(),
        LayoutBlock::Table(table) => table.rows.iter().flatten().flatten().collect(),
        // Neither the foot of the page nor a note at its side shows the order.
        LayoutBlock::Footnote(_) | LayoutBlock::Boilerplate(_) | LayoutBlock::Aside(_) => {
            return None;
        }
    };
    // A block without lines has no area.
    lines.first()?;
    Some((lines.iter()).fold(EMPTY, |area, line| cover(area, line.area)))
}
