//! Measures the white space around the blocks of a tagged file.

use crate::reader::pdf::layout::blocks::LayoutBlock;
use crate::reader::pdf::layout::lines::Line;
use crate::reader::pdf::layout::place::{EMPTY, cover};

/// The vertical extent of a block on one page.
#[derive(Clone, Copy)]
struct BlockEdges {
    page: usize,
    top: f32,
    bottom: f32,
}

/// Measures the white space above and below paragraphs, to the blocks before and after
/// them.
///
/// The description of a figure is not drawn: the space around it is that between the
/// blocks before and after it. The next block may be in another column: above this one,
/// at a negative distance, which is no space. Counted as a block, the description would
/// leave the heading below a figure without a measured space above it.
pub(super) fn measure(blocks: &mut [LayoutBlock]) {
    let mut blocks: Vec<&mut LayoutBlock> = (blocks.iter_mut())
        // Not drawn: the space is measured between the blocks around it.
        .filter(|block| !matches!(block, LayoutBlock::Figure(_)))
        .collect();
    let edges: Vec<Option<BlockEdges>> = blocks.iter().map(|block| edges(block)).collect();
    for (at, block) in blocks.iter_mut().enumerate() {
        let LayoutBlock::Paragraph(paragraph) = block else {
            continue;
        };
        // In another column the next block is above, and the distance is negative.
        let gap = |upper: Option<usize>, lower: usize| {
            let (upper, lower) = (edges[upper?]?, (*edges.get(lower)?)?);
            (upper.page == lower.page && lower.top > upper.bottom)
                .then_some(lower.top - upper.bottom)
        };
        paragraph.above = gap(at.checked_sub(1), at);
        paragraph.below = gap(Some(at), at + 1);
    }
}

/// Returns the vertical extent of a block of lines; `None` if it is on several pages.
///
/// A table has no lines of one style around it, and boilerplate is at the edge of the
/// page: the space to them is not evidence for a heading. Measured, the first paragraph
/// of each page would be set apart by the running head.
fn edges(block: &LayoutBlock) -> Option<BlockEdges> {
    let lines: Vec<&Line> = match block {
        LayoutBlock::Paragraph(paragraph)
        | LayoutBlock::Caption(paragraph)
        | LayoutBlock::Footnote(paragraph) => paragraph.lines.iter().collect(),
        LayoutBlock::List(items) => items.iter().flat_map(|item| &item.lines).collect(),
        LayoutBlock::Code(lines) => lines.iter().collect(),
        // Space to a table or a running head is no evidence for a heading.
        _ => return None,
    };
    // On two pages the first line is not the top, nor the last the bottom.
    let page = lines.first()?.page;
    let area = (lines.iter()).fold(EMPTY, |area, line| cover(area, line.area));
    lines
        .iter()
        .all(|line| line.page == page)
        .then_some(BlockEdges {
            page,
            top: area[1],
            bottom: area[3],
        })
}
