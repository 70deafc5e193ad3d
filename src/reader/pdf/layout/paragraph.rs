//! Tells where a paragraph ends.

use super::block::Paragraph;
use super::flow::Context;
use super::line::Line;
use super::{list, table};

/// How many of the lines, from the first, are one paragraph: one at least.
pub(super) fn length(lines: &[Line], context: &Context<'_>) -> usize {
    let mut count = 1;
    while count < lines.len() && goes_on(lines, count, context) {
        count += 1;
    }
    count
}

/// Whether line `at` belongs to the paragraph that begins with the first line and holds all between.
fn goes_on(lines: &[Line], at: usize, context: &Context<'_>) -> bool {
    let (above, below) = (&lines[at - 1], &lines[at]);
    if below.table.is_some() || (above.size - below.size).abs() > 0.08 * above.size.max(below.size)
    {
        return false;
    }
    if starts_table(&lines[at..], context) {
        return false;
    }
    let distance = below.y - above.y;
    let leading = context.usual.max_leading(above.size);
    if distance > leading {
        return is_of_centred_title(above, below, context);
    }
    if starts_code(lines, at, distance, leading) {
        return false;
    }
    let looks_alike = above.style.bold == below.style.bold
        && above.style.italic == below.style.italic
        && above.style.monospace == below.style.monospace;
    let is_plain = is_plain(above, context) && looks_alike;
    let ends_early = ends_early(lines, at - 1);
    if !looks_alike && (ends_early || distance > 0.97 * leading) {
        return false;
    }
    if list::marker(below, context.words).is_some_and(|marker| {
        marker.is_bullet() || ends_early || !is_plain || distance > 0.95 * leading
    }) {
        return false;
    }
    if !is_plain {
        return true;
    }
    let starts_small = below
        .first_char(context.words)
        .is_some_and(char::is_lowercase);
    (starts_small || !ends_early) && !is_indented(lines, at)
}

/// Whether a table begins with the first line: the cells of several rows stand apart.
fn starts_table(lines: &[Line], context: &Context<'_>) -> bool {
    const NEAR: usize = 64; // lines tell whether it is one
    let stands_apart = |line: &Line| {
        let gap = 1.5 * line.size;
        (line.words.windows(2)).any(|pair| pair[1].x0 - pair[0].x1 > gap)
    };
    // The parts of a fraction stand closer than rows do.
    let is_row = |pair: &[Line]| pair[1].y - pair[0].y > pair[0].size;
    let near = &lines[..lines.len().min(NEAR)];
    lines.len() > 2
        && lines[..3].windows(2).all(is_row)
        && lines[..3].iter().all(stands_apart)
        && table::aligned(near, context).is_some()
}

/// Whether both are lines of a title: those may stand further apart than lines of text do.
fn is_of_centred_title(above: &Line, below: &Line, context: &Context<'_>) -> bool {
    const MAX_LEADING: f32 = 1.6; // of their size
    let middle = |line: &Line| f32::midpoint(line.area[0], line.area[2]);
    let size = above.size;
    !is_plain(above, context)
        && above.style == below.style
        && below.y - above.y < MAX_LEADING * size
        && (middle(above) - middle(below)).abs() < 0.1 * size
        && (above.area[0] - below.area[0]).abs() > 0.5 * size
        && list::marker(below, context.words).is_none()
}

/// Whether the line looks like the document's running text.
fn is_plain(line: &Line, context: &Context<'_>) -> bool {
    line.size < 1.1 * context.usual.size && (!line.style.bold || context.usual.style.bold)
}

/// Whether line `at` ends before the right margin though the next word would have fit.
///
/// The margin is that of the lines around: beside a picture the column is narrower.
fn ends_early(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    let around = &lines[at.saturating_sub(3)..lines.len().min(at + 4)];
    let near = around.iter().filter(|near| {
        (near.y - line.y).abs() < 8.0 * line.size && near.page == line.page && near.table.is_none()
    });
    let right = near.fold(line.area[2], |right, near| right.max(near.area[2]));
    let narrowed = Line {
        margins: (line.margins.0, right),
        words: Vec::new(),
        ..*line
    };
    narrowed.ends_early(&lines[at + 1])
}

/// Whether line `at` is set in as the first line of a paragraph is, or set out as that of a bibliography's entry is.
fn is_indented(lines: &[Line], at: usize) -> bool {
    let (above, below) = (&lines[at - 1], &lines[at]);
    let em = 0.8 * below.size;
    let shift = below.area[0] - above.area[0];
    if shift > em && shift < 6.0 * em {
        let next = lines
            .get(at + 1)
            .filter(|next| next.y - below.y < 2.0 * below.size && next.page == below.page);
        return next.map_or(ends_early(lines, at - 1), |next| {
            below.area[0] - next.area[0] > 0.6 * em
        });
    }
    at > 1 && -shift > em && (lines[0].area[0] - below.area[0]).abs() < 0.5 * em
}

fn starts_code(lines: &[Line], at: usize, distance: f32, leading: f32) -> bool {
    let (above, below) = (&lines[at - 1], &lines[at]);
    let next = lines.get(at + 1);
    below.style.monospace
        && !above.style.monospace
        && (distance > 0.97 * leading
            || (below.area[0] - above.area[0]).abs() > below.size
            || ends_early(lines, at - 1)
            || next.is_some_and(|next| next.style.monospace))
}

/// A paragraph of these lines, with the white space around it.
pub(super) fn build(lines: &[Line], above: Option<&Line>, below: Option<&Line>) -> Paragraph {
    let gap = |upper: &Line, lower: &Line| {
        (upper.page == lower.page && upper.margins == lower.margins && lower.y > upper.y)
            .then(|| lower.area[1] - upper.area[3])
    };
    let (first, last) = (&lines[0], &lines[lines.len() - 1]);
    Paragraph {
        above: above.and_then(|above| gap(above, first)),
        below: below.and_then(|below| gap(last, below)),
        ..Paragraph::new(lines.to_vec())
    }
}
