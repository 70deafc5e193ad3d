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
    let starts = GlyphStarts::from_the_left(glyphs);
    let at = |index: u32| &glyphs[index as usize];
    // Glyphs are marked without a list of pairs: a hundred thousand glyphs at one place
    // have 128 times as many pairs.
    let mut is_again_of: Vec<Again> = vec![Again::No; glyphs.len()];
    for (place, &index) in starts.indices.iter().enumerate() {
        let glyph = at(index);
        starts.each_near(place, SHIFT * glyph.size, |other| {
            if !is_again(text, glyph, at(other)) {
                return;
            }
            let (first, second) = (index.min(other), index.max(other));
            if overlap(glyph, at(other)) || is_in_copy(text, glyphs, first, second) {
                mark(&mut is_again_of, at(first), at(second), (first, second));
            }
        });
    }
    let copies = (glyphs.iter().zip(&is_again_of)).filter(|(_, again)| **again == Again::Over);
    let letters = of_glyphs(text, copies.map(|(glyph, _)| glyph));
    apply(&is_again_of, glyphs);
    letters
}

/// The number of glyphs that are compared at once.
const LANES: usize = 8;
/// A coordinate that is near no other one.
const NO_PLACE: f32 = f32::NAN;

/// The places at which glyphs begin, sorted by their left ends and then by their indices.
///
/// Most pairs that are compared are of different lines. Reading their glyphs, which are
/// far apart in memory, took a twentieth of the time of a file, and comparing one pair
/// after the other as much again. Lists of one number each are compared by vectors.
struct GlyphStarts {
    /// Followed by [`LANES`] times [`NO_PLACE`], as `y`.
    x: Vec<f32>,
    y: Vec<f32>,
    indices: Vec<u32>,
}

impl GlyphStarts {
    /// Sorts the places of glyphs.
    ///
    /// The key of a glyph is one number, in which the order of the floats (that of
    /// `f32::total_cmp`) comes first: numbers are sorted in half of the time of pairs.
    fn from_the_left(glyphs: &[Glyph]) -> Self {
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
        #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
        let indices: Vec<u32> = keys.into_iter().map(|key| key as u32).collect();
        let along = |axis: usize| {
            let places = indices
                .iter()
                .map(|index| glyphs[*index as usize].from[axis]);
            places.chain([NO_PLACE; LANES]).collect()
        };
        Self {
            x: along(0),
            y: along(1),
            indices,
        }
    }

    /// Calls `each` with the indices of the glyphs after `place` that begin at most
    /// `reach` to the right of it, and at most `reach` above or below.
    fn each_near(&self, place: usize, reach: f32, mut each: impl FnMut(u32)) {
        let [right, y] = [self.x[place] + reach, self.y[place]];
        let after = place + 1;
        let (xs, _) = self.x[after..].as_chunks::<LANES>();
        let (ys, _) = self.y[after..].as_chunks::<LANES>();
        let is_near = |other: [f32; 2]| (other[0] <= right) & ((other[1] - y).abs() <= reach);
        let lanes = xs.iter().zip(ys).take(NEIGHBOURS / LANES);
        for (lane, (xs, ys)) in lanes.take_while(|(xs, _)| xs[0] <= right).enumerate() {
            let mut is_any_near = false;
            for (x, y) in xs.iter().zip(ys) {
                is_any_near |= is_near([*x, *y]);
            }
            if !is_any_near {
                continue;
            }
            for (at, (x, y)) in xs.iter().zip(ys).enumerate() {
                if is_near([*x, *y]) {
                    each(self.indices[after + lane * LANES + at]);
                }
            }
        }
    }
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
/// A multiple of [`LANES`].
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

    fn glyph(place: [f32; 2]) -> Glyph {
        Glyph {
            start: 0,
            end: 0,
            from: place,
            to: place,
            size: 1.0,
            font: 0,
            ink: Ink::Visible,
            mark: ContentMark::None,
        }
    }

    #[test]
    fn glyphs_are_sorted_as_floats_and_then_by_index() {
        let places = [3.0, -2.5, 0.0, 1e6, -0.0, 3.0, -1e-3, 0.5, f32::NAN, -7.0];
        let glyphs: Vec<Glyph> = places.iter().map(|x| glyph([*x, 0.0])).collect();
        let mut expected: Vec<u32> = (0..).take(places.len()).collect();
        expected.sort_by(|a, b| places[*a as usize].total_cmp(&places[*b as usize]));
        assert_eq!(GlyphStarts::from_the_left(&glyphs).indices, expected);
    }

    #[test]
    fn all_near_glyphs_are_found_and_no_others() {
        // Numbers without a pattern, many of them equal.
        let mut seed = 1_u32;
        let mut next = |limit: u16| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f32::from((seed >> 16) as u16 % limit)
        };
        let glyphs: Vec<Glyph> = (0..1000).map(|_| glyph([next(60), next(9)])).collect();
        let starts = GlyphStarts::from_the_left(&glyphs);
        for reach in [0.0, 1.0, 3.5] {
            for place in 0..glyphs.len() {
                let place_of = |at: usize| glyphs[starts.indices[at] as usize].from;
                let [x, y] = place_of(place);
                let expected: Vec<u32> = (place + 1..glyphs.len())
                    .take(NEIGHBOURS)
                    .filter(|at| place_of(*at)[0] <= x + reach)
                    .filter(|at| (place_of(*at)[1] - y).abs() <= reach)
                    .map(|at| starts.indices[at])
                    .collect();
                let mut found = Vec::new();
                starts.each_near(place, reach, |index| found.push(index));
                assert_eq!(found, expected);
            }
        }
    }
}
