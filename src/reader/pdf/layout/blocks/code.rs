//! Code: lines in a monospace font, with their indentation.

use crate::reader::pdf::layout::lines::{Context, Line, WordArena};
use crate::reader::pdf::layout::place::{Em, same_size};
use std::fmt::Write as _;

/// Lines of one block of code are nearer: three lines may be blank between two.
const MAX_DISTANCE: Em = Em(4.2);
/// Lines of code differ by less in size. A line of 11 points after one of 10 still
/// belongs to it, one of 12 is the next heading.
const SAME_SIZE: Em = Em(0.101);
/// A line that is farther below the previous one has white space above it.
const SPACE_ABOVE: Em = Em(1.5);
/// A monospace line larger than this many sizes of the code is a heading.
const HEADING_SIZE: f32 = 1.08;
/// Code is taken to be at least this many sizes of the text, where little of it was
/// measured.
const LEAST_CODE_SIZE: f32 = 0.8;
/// Lines farther apart than this many steps have a blank line between them.
const BLANK_LINE: f32 = 1.6;
/// The steps between two lines with one blank line between them.
const STEPS_WITH_BLANK: f32 = 2.0;
/// Larger spaces are written as this many steps: three blank lines.
const MAX_STEPS: f32 = 4.0;
/// No line is indented by more letters: a broken matrix would fill the memory with
/// spaces.
const MAX_INDENT: f32 = 200.0;
/// Narrower letters, in points, are accents without an advance.
const MIN_ADVANCE: f32 = 0.1;
/// The advance of a letter of code of 10 points, where none could be measured.
const DEFAULT_ADVANCE: f32 = 6.0;
/// Baselines nearer than this, in points, are one line.
const MIN_STEP: f32 = 1.0;

/// Returns how many lines, from the first, are code; 0 if the first is none.
///
/// Code is a run of monospace lines of one size on one page. A gap of more than three
/// blank lines ends it, and so does a monospace heading: "tea(2)" in bold would be a line
/// of the listing above it. A typescript such as an RFC has no code, since its paragraphs
/// are monospace too. A single line before text at the distance of lines is no code: a
/// long name of a function may fill a line of its paragraph.
pub(super) fn length(lines: &[Line], context: &Context<'_>) -> usize {
    let is_code = |line: &Line| line.style.monospace;
    // In a typescript each line is monospace, so the font shows nothing.
    if context.body.is_typescript || !is_code(&lines[0]) || is_heading(lines, context) {
        return 0;
    }
    let mut count = 1;
    while count < lines.len() && is_code(&lines[count]) {
        let (above, below) = (&lines[count - 1], &lines[count]);
        let distance = below.y - above.y;
        let is_near = distance < MAX_DISTANCE.at(above.size) && below.page == above.page;
        // Space is required first: "class Tea:" in bold directly below code is code.
        let is_heading =
            distance > SPACE_ABOVE.at(above.size) && is_heading(&lines[count..], context);
        if !is_near || is_heading || !same_size(below.size, above.size, SAME_SIZE) {
            break;
        }
        count += 1;
    }
    // A long name may fill a line of a paragraph, or begin one: only the margin ended it.
    let starts_paragraph = count == 1
        && lines.get(1).is_some_and(|next| {
            next.y - lines[0].y <= context.body.max_leading(lines[0].size)
                && !lines[0].ends_early(next)
        });
    if starts_paragraph { 0 } else { count }
}

/// Returns whether the first line, though monospace, is a heading.
///
/// A line larger than the code is a heading, and so is a bold line before text in another
/// font or before white space: manuals of commands set "tea(1)" above its text in the
/// bold font of code, and it would be a listing of one line. "class Tea:" in bold
/// directly above plain code is code.
fn is_heading(lines: &[Line], context: &Context<'_>) -> bool {
    let body = context.body;
    // Where little code was measured, its size may be that of a footnote.
    let code_size = body.code_size.max(LEAST_CODE_SIZE * body.size);
    let is_large = lines[0].size > HEADING_SIZE * code_size;
    // Nothing below, another font or white space: plain code directly below makes it
    // code.
    let is_alone = lines.get(1).is_none_or(|next| {
        !next.style.monospace
            || !next.style.bold && next.y - lines[0].y > SPACE_ABOVE.at(lines[0].size)
    });
    is_large || (lines[0].style.bold && is_alone)
}

/// Returns code as text, and for each of the lines the number of its line in that text.
///
/// Indentation is counted in letters from the leftmost line, and blank lines are restored
/// by the distance of lines: the body of a Python function is at the level of its `def`
/// without the first rule, and next to the next function without the second. The foot of
/// a page is not a blank line. Two words that a listing sets nearer than half a letter
/// keep one space: "int x" must not be "intx".
pub(crate) fn text(lines: &[Line], words: &WordArena) -> (String, Vec<usize>) {
    let left = lines
        .iter()
        .fold(f32::MAX, |left, line| left.min(line.area[0]));
    let advance = advance(lines);
    let step = step(lines);
    let mut code = String::new();
    let mut above: Option<&Line> = None;
    let (mut numbers, mut number) = (Vec::with_capacity(lines.len()), 0);
    for line in lines {
        if let Some(above) = above {
            code.push('\n');
            number += 1;
            // The foot of a page is not a blank line.
            if above.page == line.page && line.y - above.y > BLANK_LINE * step {
                let steps = ((line.y - above.y) / step).round();
                let blank = whole(steps.clamp(STEPS_WITH_BLANK, MAX_STEPS) - 1.0);
                code.extend(std::iter::repeat_n('\n', blank));
                number += blank;
            }
        }
        numbers.push(number);
        let mut right = left;
        for word in &line.words {
            let gap = whole(((word.x0 - right) / advance).round().clamp(0.0, MAX_INDENT));
            // A listing may squeeze a space below half a letter: "int x" must not be
            // "intx".
            let least = usize::from(right > left && !word.is_glued);
            let _ = write!(code, "{:1$}", "", gap.max(least)); // writing to a string cannot fail
            code.push_str(words.text_of(word));
            right = word.x1;
        }
        above = Some(line);
    }
    (code, numbers)
}

/// Returns the median advance of a letter, in points.
///
/// Comments may be set in another font: the mean of both would shift every indent.
/// Accents without an advance are not counted: with many of them the advance would be
/// near 0, and each gap 200 spaces wide.
fn advance(lines: &[Line]) -> f32 {
    let mut widths: Vec<f32> = (lines.iter().flat_map(|line| &line.words))
        // Words without characters would divide by 0.
        .filter(|word| word.chars > 0)
        .map(|word| (word.x1 - word.x0) / f32::from(word.chars))
        // Accents are drawn over their letter and advance by nothing.
        .filter(|width| *width > MIN_ADVANCE)
        .collect();
    widths.sort_by(f32::total_cmp);
    widths
        .get(widths.len() / 2)
        .copied()
        .unwrap_or(DEFAULT_ADVANCE)
}

/// Returns the distance of two lines with no blank line between them, in points.
///
/// The least distance counts: in code with a blank line after each line it is never the
/// usual one, and the blank lines would be lost. Baselines nearer than a point are one
/// line, and no step is less than the size of the letters.
fn step(lines: &[Line]) -> f32 {
    // The other page has its own margin: the distance across the break is no step.
    let distances = lines.windows(2).filter(|pair| pair[0].page == pair[1].page);
    let least = distances
        .map(|pair| pair[1].y - pair[0].y)
        // Nearer baselines are one line; at a column break the distance is negative.
        .filter(|distance| *distance > MIN_STEP)
        .fold(f32::MAX, f32::min);
    least.max(lines[0].size)
}

/// Returns a number without its fraction.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped by the callers
fn whole(number: f32) -> usize {
    number as usize
}
