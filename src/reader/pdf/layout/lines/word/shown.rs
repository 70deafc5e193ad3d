//! Leaves out the second copy of a text.

use super::{Run, WordArena};
use crate::reader::pdf::layout::place::{Em, same_baseline};
use crate::reader::pdf::page::{DrawnPage, Glyph, Ink};
use std::collections::HashSet;
use std::ops::Range;

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
    // Most pages have no invisible text and need no grid.
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
/// Of two equal runs the one that was drawn first stays. A title with a shadow would
/// otherwise be "Tea Tea". Sorted by height, a run and its double are near each other:
/// comparing all pairs would take quadratic time.
pub(super) fn without_overprints(
    runs: Vec<Run>,
    page_number: u32,
    words: &mut WordArena,
) -> Vec<Run> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    // A run and its double are near each other in this order.
    order.sort_by(|a, b| runs[*a].y.total_cmp(&runs[*b].y));
    let mut is_double = vec![false; runs.len()];
    for (place, &at) in order.iter().enumerate() {
        let below = order[place + 1..].iter().take(MAX_NEIGHBOURS);
        for &other in below {
            let slack = OVERPRINT_SHIFT.at(runs[at].size.max(runs[other].size));
            // All further runs are lower still.
            if !same_baseline(runs[at].y, runs[other].y, slack) {
                break;
            }
            if is_overprint(&runs[at], &runs[other], words) {
                // The one that was drawn first stays.
                is_double[at.max(other)] = true;
            }
        }
    }
    let mut kept = Vec::with_capacity(runs.len());
    for (run, is_double) in runs.into_iter().zip(is_double) {
        if is_double {
            let text = words.text[text_range(&run, words)].to_owned();
            words.leave_out(page_number, &text);
        } else {
            kept.push(run);
        }
    }
    kept
}

/// Returns true if two runs on one baseline are two drawings of one text.
///
/// The runs begin at nearly the same place and have the same text. Two drawings overlap
/// by more than half of their width: a single "l" and the next one do not, and "all" in
/// letters that are drawn one by one keeps both.
fn is_overprint(a: &Run, b: &Run, words: &WordArena) -> bool {
    let width = (a.x1 - a.x0).min(b.x1 - b.x0);
    let slack = OVERPRINT_SHIFT.at(a.size.min(b.size));
    // At most half of the width: the two letters of "ll" are farther apart.
    (a.x0 - b.x0).abs() < slack.min(MIN_OVERLAP * width)
        && a.chars == b.chars
        && same_text(words, a, b)
}

/// Returns true if two runs have the same text. The words of a run are adjacent in the
/// arena.
///
/// The words are compared as one piece of text: "Tea" drawn at once, and "T" and "ea"
/// drawn over it, are the same text.
fn same_text(words: &WordArena, a: &Run, b: &Run) -> bool {
    words.text[text_range(a, words)] == words.text[text_range(b, words)]
}

/// Returns the range of a run in the text of all words; an empty one for a run without
/// words.
fn text_range(run: &Run, words: &WordArena) -> Range<usize> {
    let run_words = words.get(run.words.clone());
    let (first, last) = (run_words.first(), run_words.last());
    (first.map_or(0, |word| word.start) as usize)..(last.map_or(0, |word| word.end) as usize)
}
