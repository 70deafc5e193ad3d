//! Determines which glyphs of a page cannot be seen: invisible ink, the colour of what is
//! below them, an area painted over them.
//!
//! Text counts as visible if its colours are not known.

use super::colour::Colour;
use super::paper::{AreaKind, Bands, Paper, SCAN, covers, touch};
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::page::Glyph;

/// The part of a glyph that is compared with areas, in ems above the baseline: all
/// letters have ink there.
const CORE: [f32; 2] = [0.05, 0.5];
/// Invisible text may be this far outside of its picture, in points: recognized words are
/// often placed inexactly.
const PICTURE_SLACK: f32 = 3.0;
/// A drawing of at most this many ems over invisible text may be its letters as curves.
const CURVES: f32 = 3.0;
/// The largest distance, in ems, between hidden text and its visible copy: a halo or a
/// shadow in the colour of paper.
const SHADOW: f32 = 0.35;
/// The number of neighbours that are compared with a hidden glyph.
const NEIGHBOURS: usize = 256;

/// The way in which a glyph is painted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Painted {
    /// `None` if it is not known.
    pub(super) colour: Option<Colour>,
    /// The number of areas that were painted before.
    pub(super) order: u32,
    /// It is in invisible ink or fully transparent, so that only what is painted at its
    /// place can show it.
    pub(super) is_invisible: bool,
    /// Later paint is seen through its letters.
    pub(super) is_clip: bool,
    pub(super) sight: Sight,
}

/// The visibility of a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// Its surroundings decide.
    Open,
    /// In a hidden layer, outside of the page or the clip, or too small.
    Excluded,
    /// Its surroundings hide it.
    Hidden,
    /// Hidden, but a visible copy is beside it.
    Copy,
}

/// Marks the glyphs that cannot be seen.
pub(super) fn judge(
    text: &str,
    glyphs: &[Glyph],
    painted: &mut [Painted],
    paper: &Paper,
    [width, height]: [f32; 2],
) {
    if let Some(bands) = paper.bands(height) {
        // The invisible text of a scan is that of its picture, wherever it is.
        let is_scan = picture_share(paper, width, height) > SCAN;
        let mut last: Option<(Colour, bool)> = None;
        for (glyph, painted) in glyphs.iter().zip(painted.iter_mut()) {
            if painted.sight != Sight::Open {
                continue;
            }
            let is_hidden = if painted.is_invisible {
                let is_shown = is_scan
                    || has_picture(glyph, &bands)
                    || (painted.is_clip && has_area_after(glyph, *painted, &bands));
                !is_shown
            } else {
                is_covered(glyph, *painted, paper, &bands)
                    || (may_vanish(*painted, paper, &mut last)
                        && is_on_its_own_colour(glyph, *painted, &bands))
            };
            if is_hidden {
                painted.sight = Sight::Hidden;
            }
        }
    }
    if painted.iter().any(|painted| painted.sight != Sight::Open) {
        compare_with_visible(text, glyphs, painted);
    }
}

/// Returns the box of the part of a glyph that has ink.
fn core(glyph: &Glyph) -> Rect {
    let [dx, dy] = [glyph.to[0] - glyph.from[0], glyph.to[1] - glyph.from[1]];
    // Most text runs to the right.
    if dx > 0.0 && dy == 0.0 {
        let [low, high] = CORE.map(|ems| glyph.from[1] - ems * glyph.size);
        return [glyph.from[0], low.min(high), glyph.to[0], low.max(high)];
    }
    let length = dx.hypot(dy);
    // Up from the baseline, in coordinates whose y runs downwards.
    let up = if length > 0.0 {
        [dy / length, -dx / length]
    } else {
        [0.0, -1.0]
    };
    let at = |point: [f32; 2], ems: f32| {
        [
            point[0] + up[0] * ems * glyph.size,
            point[1] + up[1] * ems * glyph.size,
        ]
    };
    let corners = [
        at(glyph.from, CORE[0]),
        at(glyph.from, CORE[1]),
        at(glyph.to, CORE[0]),
        at(glyph.to, CORE[1]),
    ];
    let nothing = [
        f32::INFINITY,
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::NEG_INFINITY,
    ];
    corners.iter().fold(nothing, |[x0, y0, x1, y1], [x, y]| {
        [x0.min(*x), y0.min(*y), x1.max(*x), y1.max(*y)]
    })
}

fn middle([_, y0, _, y1]: Rect) -> f32 {
    f32::midpoint(y0, y1)
}

fn picture_share(paper: &Paper, width: f32, height: f32) -> f32 {
    let on_page = |[x0, y0, x1, y1]: Rect| {
        (x1.min(width) - x0.max(0.0)).max(0.0) * (y1.min(height) - y0.max(0.0)).max(0.0)
    };
    paper.pictures().map(on_page).sum::<f32>() / (width * height).max(1.0)
}

/// Returns true if a picture, or letters drawn as curves, show the text of an invisible
/// glyph.
fn has_picture(glyph: &Glyph, bands: &Bands<'_>) -> bool {
    let core = core(glyph);
    bands.after(middle(core), 0).any(|area| {
        let [x0, y0, x1, y1] = area.area;
        let near = [
            x0 - PICTURE_SLACK,
            y0 - PICTURE_SLACK,
            x1 + PICTURE_SLACK,
            y1 + PICTURE_SLACK,
        ];
        let is_small = y1 - y0 <= CURVES * glyph.size;
        match area.kind {
            AreaKind::Picture => touch(near, core),
            AreaKind::Unknown => is_small && touch(area.area, core),
            AreaKind::Plain(_) => false,
        }
    })
}

/// Returns true if something is painted at the place of a glyph after it.
fn has_area_after(glyph: &Glyph, painted: Painted, bands: &Bands<'_>) -> bool {
    let core = core(glyph);
    let mut after = bands.after(middle(core), painted.order);
    after.any(|area| touch(area.area, core))
}

fn is_covered(glyph: &Glyph, painted: Painted, paper: &Paper, bands: &Bands<'_>) -> bool {
    if painted.order >= paper.count() {
        return false; // nothing is painted after it
    }
    let core = core(glyph);
    let mut over = bands.after(middle(core), painted.order);
    over.any(|area| matches!(area.kind, AreaKind::Plain(_)) && covers(area.area, core))
}

/// Returns true if there is paper or an area of the glyph's colour. The result of the
/// last colour is kept, because most text of a page has one.
fn may_vanish(painted: Painted, paper: &Paper, last: &mut Option<(Colour, bool)>) -> bool {
    let Some(colour) = painted.colour else {
        return false;
    };
    match *last {
        Some((known, may)) if known == colour => may,
        _ => {
            let may = colour.looks_like(Colour::WHITE) || paper.has_plain(colour);
            *last = Some((colour, may));
            may
        }
    }
}

fn is_on_its_own_colour(glyph: &Glyph, painted: Painted, bands: &Bands<'_>) -> bool {
    let Some(colour) = painted.colour else {
        return false;
    };
    let core = core(glyph);
    let mut below = bands.before(middle(core), painted.order);
    match below.find(|area| touch(area.area, core)) {
        None => colour.looks_like(Colour::WHITE),
        Some(area) => {
            matches!(area.kind, AreaKind::Plain(plain) if plain.looks_like(colour))
                && covers(area.area, core)
        }
    }
}

/// Finds hidden glyphs that have a visible copy beside them, and those that are visible
/// on a glyph: a white number on a black disc.
fn compare_with_visible(text: &str, glyphs: &[Glyph], painted: &mut [Painted]) {
    let mut visible: Vec<u32> = (0..)
        .zip(painted.iter())
        .filter(|(_, painted)| painted.sight == Sight::Open)
        .map(|(at, _)| at)
        .collect();
    visible.sort_by(|a, b| glyphs[*a as usize].from[0].total_cmp(&glyphs[*b as usize].from[0]));
    let bytes = |glyph: &Glyph| &text.as_bytes()[glyph.start as usize..glyph.end as usize];
    for (at, glyph) in glyphs.iter().enumerate() {
        let sight = painted[at].sight;
        if sight == Sight::Open {
            continue;
        }
        let reach = SHADOW * glyph.size;
        let from = glyph.from[0] - 2.0 * glyph.size;
        let first = visible.partition_point(|other| glyphs[*other as usize].from[0] < from);
        for other in visible[first..].iter().take(NEIGHBOURS) {
            let near = &glyphs[*other as usize];
            if near.from[0] > glyph.from[0] + reach {
                break;
            }
            let apart = [0, 1].map(|axis: usize| (near.from[axis] - glyph.from[axis]).abs());
            if apart[0] <= reach && apart[1] <= reach && bytes(near) == bytes(glyph) {
                painted[at].sight = Sight::Copy;
                break;
            }
            let is_below = (*other as usize) < at && near.size > glyph.size / 2.0;
            let differs = match (painted[*other as usize].colour, painted[at].colour) {
                (Some(one), Some(other)) => !one.looks_like(other),
                _ => true,
            };
            let is_on_paper =
                sight == Sight::Hidden && !painted[at].is_invisible && painted[at].colour.is_some();
            if is_on_paper && is_below && differs && touch(core(near), core(glyph)) {
                painted[at].sight = Sight::Open;
                break;
            }
        }
    }
}
