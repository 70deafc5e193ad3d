//! What of a page's glyphs is read: not what stands outside of the page, and not what was drawn a second time.

use super::super::super::page::{Glyph, Ink, Page};
use super::{Run, Words};
use std::collections::HashSet;

/// Whether a glyph can be seen: printers' marks stand outside of the crop box.
pub(super) fn is_drawn(glyph: &Glyph, page: &Page) -> bool {
    const SLACK: f32 = 3.0;
    let [x, y] = [f32::midpoint(glyph.from[0], glyph.to[0]), glyph.from[1]];
    let is_inside =
        x > -SLACK && y > -SLACK && x < page.width + SLACK && y < page.height + SLACK + glyph.size;
    let numbers = [glyph.from[0], glyph.from[1], glyph.to[0], glyph.to[1]];
    is_inside
        && glyph.size > 0.1
        && glyph.size < 1e5
        && numbers.iter().all(|number| number.abs() < 1e6)
}

/// The invisible glyphs that stand where a visible one does: text behind a scanned picture is kept, a second copy of the
/// text is not.
pub(super) fn hidden_text(page: &Page) -> HashSet<usize> {
    const CELL: f32 = 6.0;
    #[allow(clippy::cast_possible_truncation)] // which cell of a grid; `as` saturates
    let cell = |glyph: &Glyph| {
        let middle = f32::midpoint(glyph.from[0], glyph.to[0]);
        ((middle / CELL) as i32, (glyph.from[1] / CELL) as i32)
    };
    let is_invisible = |glyph: &Glyph| glyph.ink == Ink::Invisible;
    if !page.glyphs.iter().any(is_invisible) {
        return HashSet::new();
    }
    let visible: HashSet<(i32, i32)> = (page.glyphs.iter())
        .filter(|glyph| !is_invisible(glyph))
        .map(cell)
        .collect();
    let glyphs = page.glyphs.iter().enumerate();
    glyphs
        .filter(|(_, glyph)| is_invisible(glyph) && visible.contains(&cell(glyph)))
        .map(|(at, _)| at)
        .collect()
}

/// Leaves out runs that were drawn a second time at the same place, as for a shadow.
pub(super) fn without_overprints(runs: Vec<Run>, words: &Words) -> Vec<Run> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&runs[*a], &runs[*b]);
        (a.x0 / 4.0)
            .round()
            .total_cmp(&(b.x0 / 4.0).round())
            .then(a.y.total_cmp(&b.y))
    });
    let mut is_twice = vec![false; runs.len()];
    let mut last: Option<usize> = None;
    for at in order {
        let run = &runs[at];
        let same = last.filter(|last| {
            let other = &runs[*last];
            (run.y - other.y).abs() < 0.2 * run.size
                && (run.x0 - other.x0).abs() < 0.2 * run.size
                && run.chars == other.chars
                && same_text(words, run, other)
        });
        match same {
            Some(other) => is_twice[at.max(other)] = true,
            None => last = Some(at),
        }
    }
    let mut is_twice = is_twice.into_iter();
    runs.into_iter()
        .filter(|_| is_twice.next() != Some(true))
        .collect()
}

fn same_text(words: &Words, a: &Run, b: &Run) -> bool {
    let text = |run: &Run| {
        let of = words.get(run.words.clone());
        let (first, last) = (of.first().copied(), of.last().copied());
        (first.map_or(0, |word| word.start) as usize)..(last.map_or(0, |word| word.end) as usize)
    };
    words.text[text(a)] == words.text[text(b)]
}
