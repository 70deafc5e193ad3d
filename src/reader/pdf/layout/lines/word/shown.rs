//! Leaves out glyphs that no reader sees: outside of the page, or a second copy of a
//! text.

use super::{Run, WordArena};
use crate::reader::pdf::layout::place::{Em, same_baseline};
use crate::reader::pdf::page::{DrawnPage, Glyph, Ink};
use std::collections::HashSet;

/// A glyph may be this far outside of the crop box, in points.
///
/// Crop boxes cut the overhang of italics at the edge of a page.
const PAGE_SLACK: f32 = 3.0;
/// A smaller glyph is invisible, in points. Producers hide notes for programs in such
/// type.
const MIN_SIZE: f32 = 0.1;
/// A larger glyph, in points, is the result of a broken matrix.
const MAX_SIZE: f32 = 1e5;
/// A larger coordinate, in points, is the result of a broken matrix.
const MAX_COORDINATE: f32 = 1e6;
/// The side of the squares in which visible and invisible glyphs are compared, in points.
const CELL: f32 = 6.0;
/// The number of runs below a run that are compared with it. A row of a map or a table
/// may have thousands.
const MAX_NEIGHBOURS: usize = 64;
/// The share of its width by which a run and its second drawing overlap.
const MIN_OVERLAP: f32 = 0.5;
/// A second drawing of a run is this near to the first.
const OVERPRINT_SHIFT: Em = Em(0.2);

/// The place of a glyph in a grid of squares.
#[derive(PartialEq, Eq, Hash)]
struct Square {
    x: i32,
    y: i32,
}

/// Returns true if a glyph is on the page and has a size that can be seen.
///
/// Printers' marks such as the file's name and date are outside of the crop box.
pub(super) fn is_shown(glyph: &Glyph, page: &DrawnPage) -> bool {
    let [x, y] = [f32::midpoint(glyph.from[0], glyph.to[0]), glyph.from[1]];
    let is_inside = x > -PAGE_SLACK
        && y > -PAGE_SLACK
        && x < page.width + PAGE_SLACK
        && y < page.height + PAGE_SLACK + glyph.size;
    let coordinates = [glyph.from[0], glyph.from[1], glyph.to[0], glyph.to[1]];
    is_inside
        && glyph.size > MIN_SIZE
        && glyph.size < MAX_SIZE
        && (coordinates.iter()).all(|coordinate| coordinate.abs() < MAX_COORDINATE)
}

/// Returns the indices of the invisible glyphs that are at the place of a visible one.
///
/// The invisible text over a scanned picture is all there is and stays. On a page that
/// shows its text as well, each word would be there twice.
pub(super) fn duplicates_of_visible_text(page: &DrawnPage) -> HashSet<usize> {
    #[allow(clippy::cast_possible_truncation)] // which square of a grid; `as` saturates
    let cell = |glyph: &Glyph| {
        let middle = f32::midpoint(glyph.from[0], glyph.to[0]);
        Square {
            x: (middle / CELL) as i32,
            y: (glyph.from[1] / CELL) as i32,
        }
    };
    let is_invisible = |glyph: &Glyph| glyph.ink == Ink::Invisible;
    if !page.glyphs.iter().any(is_invisible) {
        return HashSet::new();
    }
    let visible: HashSet<Square> = (page.glyphs.iter())
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
///
/// Of two equal runs the one that was drawn first stays.
pub(super) fn without_overprints(runs: Vec<Run>, words: &WordArena) -> Vec<Run> {
    // Sorted by height, a run and its double are near each other: comparing all pairs
    // would take quadratic time.
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by(|a, b| runs[*a].y.total_cmp(&runs[*b].y));
    let mut is_double = vec![false; runs.len()];
    for (place, &at) in order.iter().enumerate() {
        let below = order[place + 1..].iter().take(MAX_NEIGHBOURS);
        for &other in below {
            let slack = OVERPRINT_SHIFT.at(runs[at].size.max(runs[other].size));
            if !same_baseline(runs[at].y, runs[other].y, slack) {
                break;
            }
            if is_overprint(&runs[at], &runs[other], words) {
                is_double[at.max(other)] = true;
            }
        }
    }
    let mut is_double = is_double.into_iter();
    runs.into_iter()
        .filter(|_| is_double.next() != Some(true))
        .collect()
}

/// Returns true if two runs on one baseline are two drawings of one text.
fn is_overprint(a: &Run, b: &Run, words: &WordArena) -> bool {
    // Both overlap by more than half: a single "l" and the next one do not.
    let width = (a.x1 - a.x0).min(b.x1 - b.x0);
    let slack = OVERPRINT_SHIFT.at(a.size.min(b.size));
    (a.x0 - b.x0).abs() < slack.min(MIN_OVERLAP * width)
        && a.chars == b.chars
        && same_text(words, a, b)
}

/// Returns true if two runs have the same text. The words of a run are adjacent in the
/// arena.
fn same_text(words: &WordArena, a: &Run, b: &Run) -> bool {
    // The words are compared as one piece of text: "Tea" drawn at once, and "T" and "ea"
    // drawn over it, are the same text.
    let text = |run: &Run| {
        let run_words = words.get(run.words.clone());
        let (first, last) = (run_words.first(), run_words.last());
        (first.map_or(0, |word| word.start) as usize)..(last.map_or(0, |word| word.end) as usize)
    };
    words.text[text(a)] == words.text[text(b)]
}
