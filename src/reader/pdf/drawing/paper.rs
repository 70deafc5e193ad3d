//! Records the areas that are painted on a page, in order, to find text that cannot be
//! seen.

use super::colour::Colour;
use crate::reader::pdf::geometry::Rect;

/// The share of a page that pictures cover on a scan. Logos and portraits cover less.
pub(super) const SCAN: f32 = 0.4;
/// The most areas of a page. On a page with more, no text is hidden by its colour or by
/// what is painted over it.
const MOST_AREAS: usize = 8192;
/// The smallest side of an area in points: lines under text are not background.
const MIN_SIDE: f32 = 1.5;
/// The number of bands of a page, in which areas are looked up by their height.
const BANDS: usize = 32;

/// The paint of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AreaKind {
    /// A box that is filled with one known colour and is not transparent.
    Plain(Colour),
    /// A picture.
    Picture,
    /// A drawing, a shading, or anything whose colours are not known. It may be smaller
    /// than its box.
    Unknown,
}

/// A painted area.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub(super) area: Rect,
    pub(super) kind: AreaKind,
}

/// The areas of a page in the order of painting.
#[derive(Debug, Default)]
pub(super) struct Paper {
    areas: Vec<Area>,
    is_full: bool,
}

/// The areas of a page by their height.
#[derive(Debug)]
pub(super) struct Bands<'p> {
    paper: &'p Paper,
    /// For each band the numbers of the areas in it, ascending.
    members: Vec<Vec<u32>>,
    height: f32,
}

impl Paper {
    pub(super) fn paint(&mut self, area: Rect, kind: AreaKind) {
        let [x0, y0, x1, y1] = area;
        // False for NaN.
        let is_large = x1 - x0 >= MIN_SIDE && y1 - y0 >= MIN_SIDE;
        if !is_large {
            return;
        }
        if self.areas.len() < MOST_AREAS {
            self.areas.push(Area { area, kind });
        } else {
            self.is_full = true;
        }
    }

    /// Returns the number of areas that are painted so far.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.areas.len()).unwrap_or(u32::MAX)
    }

    /// Returns the areas for looking them up; `None` if some are missing.
    pub(super) fn bands(&self, height: f32) -> Option<Bands<'_>> {
        if self.is_full {
            return None;
        }
        let mut bands = Bands {
            paper: self,
            members: vec![Vec::new(); BANDS],
            height: height.max(1.0),
        };
        for (at, area) in (0..).zip(&self.areas) {
            for band in bands.band(area.area[1])..=bands.band(area.area[3]) {
                bands.members[band].push(at);
            }
        }
        Some(bands)
    }

    pub(super) fn pictures(&self) -> impl Iterator<Item = Rect> {
        let pictures = (self.areas.iter()).filter(|area| area.kind == AreaKind::Picture);
        pictures.map(|area| area.area)
    }

    /// Returns true if a plain area has a colour that looks like `colour`.
    pub(super) fn has_plain(&self, colour: Colour) -> bool {
        (self.areas.iter())
            .any(|area| matches!(area.kind, AreaKind::Plain(plain) if plain.looks_like(colour)))
    }
}

impl Bands<'_> {
    /// Returns the areas at the height `y` that are painted after the first `order`
    /// ones.
    pub(super) fn after(&self, y: f32, order: u32) -> impl Iterator<Item = &Area> {
        let band = &self.members[self.band(y)];
        let first = band.partition_point(|at| *at < order);
        band[first..]
            .iter()
            .map(|at| &self.paper.areas[*at as usize])
    }

    /// Returns the first `order` areas at the height `y`, the last one first.
    pub(super) fn before(&self, y: f32, order: u32) -> impl Iterator<Item = &Area> {
        let band = &self.members[self.band(y)];
        let end = band.partition_point(|at| *at < order);
        (band[..end].iter().rev()).map(|at| &self.paper.areas[*at as usize])
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "the share is clamped, and casts of floats saturate"
    )]
    fn band(&self, y: f32) -> usize {
        ((y / self.height).clamp(0.0, 1.0) * (BANDS - 1) as f32) as usize
    }
}

/// Returns true if `outer` has all of `inner`, or all but a fraction of a point.
pub(super) fn covers(outer: Rect, inner: Rect) -> bool {
    const SLACK: f32 = 0.5;
    outer[0] <= inner[0] + SLACK
        && outer[1] <= inner[1] + SLACK
        && outer[2] >= inner[2] - SLACK
        && outer[3] >= inner[3] - SLACK
}

/// Returns true if two boxes share a point.
pub(super) fn touch(a: Rect, b: Rect) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
