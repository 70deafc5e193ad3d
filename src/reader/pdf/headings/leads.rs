//! Finds headings that the layout joined with the text below them: bold lines at the
//! start of a paragraph, and two bold lines of different indents.

use super::pieces::{BlockPart, LineRange, PiecePlace};
use crate::lexicon::numbering;
use crate::reader::pdf::layout::{Layout, LayoutBlock, Line, Paragraph};

/// A heading has at most this many lines.
const MAX_LINES: usize = 3;
/// A bold line that is wider than this begins a paragraph with bold words, as a share of
/// the column.
const MAX_WIDTH: f32 = 0.9;
/// Two bold lines are two texts if the second begins farther right by more than this, in
/// sizes of the line ...
const MIN_INDENT: f32 = 1.0;
/// ... and the first is no wider than this: "Modifiers" above the term "--check".
const MAX_INDENTED_WIDTH: f32 = 0.7;

/// Returns the places of such headings, in document order.
pub(super) fn find(layout: &Layout) -> Vec<PiecePlace> {
    let mut found = Vec::new();
    for (block, of) in layout.blocks.iter().enumerate() {
        if let LayoutBlock::Paragraph(paragraph) = of
            && let Some(to) = bold_lines(paragraph).or_else(|| outdented_line(paragraph, layout))
        {
            let cut = LineRange {
                from: 0,
                to,
                words: 0,
            };
            found.push(PiecePlace {
                block,
                part: BlockPart::Lines { item: None, cut },
            });
        }
    }
    found
}

/// Returns the number of bold lines before other text.
///
/// The layout joins them where lines are ragged at their start, as in Arabic: there the
/// end of a line is at its left.
fn bold_lines(paragraph: &Paragraph) -> Option<usize> {
    let lines = &paragraph.lines;
    let count = lines.iter().take_while(|line| line.style.bold).count();
    (count > 0 && count <= MAX_LINES && count < lines.len() && width(&lines[count - 1]) < MAX_WIDTH)
        .then_some(count)
}

/// Returns 1 if the second of two bold lines is indented.
fn outdented_line(paragraph: &Paragraph, layout: &Layout) -> Option<usize> {
    let [first, second] = paragraph.lines.as_slice() else {
        return None;
    };
    // The second line of "3.2  Late payment" hangs below the first one's title.
    let is_numbered = || {
        let words: Vec<&str> = (first.words.iter())
            .map(|word| layout.words.text_of(word))
            .collect();
        numbering::read(&words.join(" ")).is_some()
    };
    let shift = second.area[0] - first.area[0];
    let middle = |line: &Line| f32::midpoint(line.area[0], line.area[2]);
    let is_centred = (middle(first) - middle(second)).abs() < first.size;
    (first.style.bold
        && second.style.bold
        && shift > MIN_INDENT * first.size
        && width(first) < MAX_INDENTED_WIDTH
        && !is_centred
        && !is_numbered())
    .then_some(1)
}

/// Returns the width of a line as a share of its column.
fn width(line: &Line) -> f32 {
    let column = (line.margins.end - line.margins.start).max(1.0);
    (line.area[2] - line.area[0]) / column
}
