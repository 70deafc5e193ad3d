//! Removes text that is drawn twice at nearly the same place, to imitate bold or a
//! shadow.

use super::letters::of_glyphs;
use crate::reader::pdf::page::{Glyph, Ink};

/// The largest distance between two copies of a glyph, in ems. Equal letters in a row, as
/// in `ill`, are at least 0.2 apart.
const SHIFT: f32 = 0.12;
/// The largest distance between two copies, in widths of the glyph: their boxes overlap
/// by more than half. The two letters of `ll` in a condensed font are less than [`SHIFT`]
/// apart.
const SHIFT_OF_WIDTH: f32 = 0.5;
/// A glyph with a shorter advance, in points, has no width: an accent.
const MIN_WIDTH: f32 = 1e-3;
/// The smallest distance in ems that imitates bold. At less, the copies are one over the
/// other.
const SAME: f32 = 0.01;

/// Drops each glyph that repeats an earlier one with the same text at nearly the same
/// place, and returns the number of their letters.
pub(super) fn drop(text: &str, glyphs: &mut Vec<Glyph>) -> u32 {
    let order: Vec<GlyphStart> = from_the_left(glyphs);
    let at = |index: u32| &glyphs[index as usize];
    // Glyphs are marked without a list of pairs: a hundred thousand glyphs at one place
    // have 128 times as many pairs.
    let mut is_again_of: Vec<Again> = vec![Again::No; glyphs.len()];
    for (place, start) in order.iter().enumerate() {
        let index = start.index;
        let glyph = at(index);
        let reach = SHIFT * glyph.size;
        let near = order[place + 1..]
            .iter()
            .take(NEIGHBOURS)
            .take_while(|other| other.x <= start.x + reach)
            .filter(|other| (other.y - start.y).abs() <= reach)
            .map(|other| other.index);
        for other in near.filter(|&other| is_again(text, glyph, at(other))) {
            let (first, second) = (index.min(other), index.max(other));
            if !overlap(glyph, at(other)) && !is_in_copy(text, glyphs, first, second) {
                continue;
            }
            mark(&mut is_again_of, at(first), at(second), (first, second));
        }
    }
    let copies = (glyphs.iter().zip(&is_again_of)).filter(|(_, again)| **again == Again::Over);
    let letters = of_glyphs(text, copies.map(|(glyph, _)| glyph));
    apply(&is_again_of, glyphs);
    letters
}

/// The place at which a glyph begins.
///
/// Most pairs that are compared are of different lines. Reading their glyphs, which are
/// far apart in memory, took a twentieth of the time of a file.
struct GlyphStart {
    x: f32,
    y: f32,
    index: u32,
}

/// Returns the places of glyphs, sorted by their left ends and then by their indices.
///
/// The key of a glyph is one number, in which the order of the floats (that of
/// `f32::total_cmp`) comes first: numbers are sorted in half of the time of pairs.
fn from_the_left(glyphs: &[Glyph]) -> Vec<GlyphStart> {
    const SIGN: u32 = 1 << 31;
    let ordered = |x: f32| match x.to_bits() {
        bits if bits & SIGN == 0 => bits | SIGN,
        bits => !bits,
    };
    let mut keys: Vec<u64> = (0_u32..)
        .zip(glyphs)
        .map(|(index, glyph)| u64::from(ordered(glyph.from[0])) << 32 | u64::from(index))
        .collect();
    keys.sort_unstable();
    (keys.into_iter())
        .map(|key| {
            #[allow(clippy::cast_possible_truncation)] // the lower half
            let index = key as u32;
            let [x, y] = glyphs[index as usize].from;
            GlyphStart { x, y, index }
        })
        .collect()
}

/// The relation of a glyph to its copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    No,
    /// A copy of it is drawn with a shift.
    Bold,
    /// It is a copy of an earlier one.
    Over,
}

/// The number of glyphs to the right that are compared. They are sorted by their left
/// edges, so a column of equal letters on a page of hundred lines is between two copies.
const NEIGHBOURS: usize = 128;

fn is_again(text: &str, one: &Glyph, other: &Glyph) -> bool {
    let bytes = |glyph: &Glyph| &text.as_bytes()[glyph.start as usize..glyph.end as usize];
    let [dx, dy] = [0, 1].map(|axis: usize| (one.from[axis] - other.from[axis]).abs());
    let reach = SHIFT * one.size.min(other.size);
    dx <= reach
        && dy <= reach
        && (one.size - other.size).abs() <= reach
        && bytes(one) == bytes(other)
}

/// Returns true if the boxes of two equal glyphs overlap by more than half.
fn overlap(one: &Glyph, other: &Glyph) -> bool {
    let axes = [0, 1];
    let advance = axes.map(|axis: usize| one.to[axis] - one.from[axis]);
    let width = advance[0].hypot(advance[1]);
    let apart = axes.map(|axis: usize| (other.from[axis] - one.from[axis]) * advance[axis]);
    width < MIN_WIDTH || (apart[0] + apart[1]).abs() / width < SHIFT_OF_WIDTH * width
}

/// Returns true if the glyphs before or after two equal glyphs are equal too: the shadow
/// of "ill" is farther away than half of an `l`, but its other letters repeat as well.
fn is_in_copy(text: &str, glyphs: &[Glyph], first: u32, second: u32) -> bool {
    // Of "lll" the first two letters have the same letter on both sides.
    let is_next = second == first + 1;
    let is_repeated = |first: Option<u32>, second: Option<u32>| {
        let glyph = |at: Option<u32>| glyphs.get(at? as usize);
        matches!((glyph(first), glyph(second)), (Some(a), Some(b)) if is_again(text, a, b))
    };
    !is_next
        && (is_repeated(first.checked_sub(1), second.checked_sub(1))
            || is_repeated(first.checked_add(1), second.checked_add(1)))
}

/// Marks the second of a pair as a copy, and the first as bold if they are apart.
fn mark(found: &mut [Again], first: &Glyph, second: &Glyph, (at, over): (u32, u32)) {
    found[over as usize] = Again::Over;
    let shift = (first.from[0] - second.from[0]).abs();
    if shift > SAME * first.size && found[at as usize] == Again::No {
        found[at as usize] = Again::Bold;
    }
}

fn apply(found: &[Again], glyphs: &mut Vec<Glyph>) {
    for (glyph, again) in glyphs.iter_mut().zip(found) {
        // The invisible text of a scan stays invisible.
        if *again == Again::Bold && glyph.ink == Ink::Visible {
            glyph.ink = Ink::Emboldened;
        }
    }
    let mut found = found.iter();
    glyphs.retain(|_| found.next() != Some(&Again::Over));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::pdf::page::ContentMark;

    #[test]
    fn glyphs_are_sorted_as_floats_and_then_by_index() {
        let places = [3.0, -2.5, 0.0, 1e6, -0.0, 3.0, -1e-3, 0.5, f32::NAN, -7.0];
        let glyph = |x: &f32| Glyph {
            start: 0,
            end: 0,
            from: [*x, 0.0],
            to: [*x, 0.0],
            size: 1.0,
            font: 0,
            ink: Ink::Visible,
            mark: ContentMark::None,
        };
        let glyphs: Vec<Glyph> = places.iter().map(glyph).collect();
        let mut expected: Vec<u32> = (0..).take(places.len()).collect();
        expected.sort_by(|a, b| places[*a as usize].total_cmp(&places[*b as usize]));
        let found: Vec<u32> = from_the_left(&glyphs)
            .iter()
            .map(|start| start.index)
            .collect();
        assert_eq!(found, expected);
    }
}
