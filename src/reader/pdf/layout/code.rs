//! Code: lines in a font whose letters are all as wide, their indentation kept.

use super::flow::Context;
use super::line::Line;
use super::word::Words;
use std::fmt::Write as _;

/// How many of the lines, from the first, are code; 0 if it is none.
pub(super) fn length(lines: &[Line], context: &Context<'_>) -> usize {
    let is_code = |line: &Line| line.style.monospace && line.table.is_none();
    if context.usual.is_typescript || !is_code(&lines[0]) || is_heading(lines, context) {
        return 0;
    }
    let mut count = 1;
    while count < lines.len() && is_code(&lines[count]) {
        let (above, below) = (&lines[count - 1], &lines[count]);
        let is_near = below.y - above.y < 4.2 * above.size && below.page == above.page;
        let is_heading =
            below.y - above.y > 1.5 * above.size && is_heading(&lines[count..], context);
        if !is_near || is_heading || (above.size - below.size).abs() > 0.1 * above.size {
            break;
        }
        count += 1;
    }
    // A word of code that begins a paragraph, or fills the one line before its end.
    let starts_paragraph = count == 1
        && lines.get(1).is_some_and(|next| {
            next.table.is_none()
                && next.y - lines[0].y <= context.usual.max_leading(lines[0].size)
                && !lines[0].ends_early(next)
        });
    if starts_paragraph { 0 } else { count }
}

/// Whether the first line is set as no code is: larger, or bold and alone.
fn is_heading(lines: &[Line], context: &Context<'_>) -> bool {
    let usual = context.usual;
    let is_large = lines[0].size > 1.08 * usual.code_size.max(0.8 * usual.size);
    let is_alone = lines.get(1).is_none_or(|next| {
        !next.style.monospace || !next.style.bold && next.y - lines[0].y > 1.5 * lines[0].size
    });
    is_large || (lines[0].style.bold && is_alone)
}

/// The code, its indentation counted in letters from the leftmost line, and which line of it each of the lines is.
pub(in super::super) fn text(lines: &[Line], words: &Words) -> (String, Vec<usize>) {
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
            if above.page == line.page && line.y - above.y > 1.6 * step {
                let blank = ((line.y - above.y) / step).round().clamp(2.0, 4.0) - 1.0;
                code.extend(std::iter::repeat_n('\n', whole(blank)));
                number += whole(blank);
            }
        }
        numbers.push(number);
        let mut right = left;
        for word in &line.words {
            let gap = whole(((word.x0 - right) / advance).round().clamp(0.0, 200.0));
            let least = usize::from(right > left && !word.is_glued);
            let _ = write!(code, "{:1$}", "", gap.max(least)); // writing to a string cannot fail
            code.push_str(words.text_of(word));
            right = word.x1;
        }
        above = Some(line);
    }
    (code, numbers)
}

/// The width of a letter.
fn advance(lines: &[Line]) -> f32 {
    let mut widths: Vec<f32> = (lines.iter().flat_map(|line| &line.words))
        .filter(|word| word.chars > 0)
        .map(|word| (word.x1 - word.x0) / f32::from(word.chars))
        .filter(|width| *width > 0.1)
        .collect();
    widths.sort_by(f32::total_cmp);
    widths.get(widths.len() / 2).copied().unwrap_or(6.0)
}

/// The distance of lines with no blank one between.
fn step(lines: &[Line]) -> f32 {
    let distances = lines.windows(2).filter(|pair| pair[0].page == pair[1].page);
    let least = distances
        .map(|pair| pair[1].y - pair[0].y)
        .filter(|distance| *distance > 1.0)
        .fold(f32::MAX, f32::min);
    least.max(lines[0].size)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped by the callers
fn whole(number: f32) -> usize {
    number as usize
}
