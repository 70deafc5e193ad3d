//! Text that is drawn twice at nearly the same place, as bold and shadows are feigned.

use super::page::{Glyph, Ink};

/// How far, in ems, the same glyph may be drawn again to be taken for the one that is there.
const SHIFT: f32 = 0.12;
/// A shift of more makes it look bold.
const SAME: f32 = 0.01;

/// Drops each glyph that another with the same text was drawn at nearly the same place before.
pub(super) fn drop(text: &str, glyphs: &mut Vec<Glyph>) {
    let mut order: Vec<u32> = (0..u32::try_from(glyphs.len()).unwrap_or(0)).collect();
    let at = |index: u32| &glyphs[index as usize];
    order.sort_unstable_by(|&a, &b| {
        let (one, other) = (at(a), at(b));
        (one.from[0].total_cmp(&other.from[0])).then(a.cmp(&b))
    });
    let mut again = Vec::new();
    for (place, &index) in order.iter().enumerate() {
        let glyph = at(index);
        let reach = glyph.from[0] + SHIFT * glyph.size;
        let near = order[place + 1..]
            .iter()
            .take(NEIGHBOURS)
            .take_while(|&&other| at(other).from[0] <= reach);
        let same = near.filter(|&&other| is_again(text, glyph, at(other)));
        again.extend(same.map(|&other| (index.min(other), index.max(other))));
    }
    if !again.is_empty() {
        remove(again, glyphs);
    }
}

/// How many glyphs to the right are compared; a column of equal letters is as high as the page.
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

/// Removes the second of each pair; the first is bold if they are apart.
fn remove(pairs: Vec<(u32, u32)>, glyphs: &mut Vec<Glyph>) {
    let mut keep = vec![true; glyphs.len()];
    for (first, second) in pairs {
        let (first, second) = (first as usize, second as usize);
        keep[second] = false;
        let shift = (glyphs[first].from[0] - glyphs[second].from[0]).abs();
        if shift > SAME * glyphs[first].size && glyphs[first].ink == Ink::Visible {
            glyphs[first].ink = Ink::Emboldened;
        }
    }
    let mut kept = keep.into_iter();
    glyphs.retain(|_| kept.next().unwrap_or(true));
}
