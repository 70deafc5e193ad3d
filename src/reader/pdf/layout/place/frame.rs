//! The direction in which a page is read, and coordinates along that direction.

use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::page::{ContentMark, DrawnPage, Glyph, Ink};

/// A glyph with a shorter advance has no direction, in points.
///
/// Accents that are drawn over a letter have no advance at all.
const MIN_ADVANCE: f32 = 1e-3;
/// The slope, across by along, below which a baseline is parallel to an axis.
///
/// Scanned pages are a degree or two askew, and their text must not count as a watermark.
const MAX_SLOPE: f32 = 0.1;

/// The direction of a baseline on the page as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextDirection {
    Right,
    /// Text turned clockwise and vertical writing: both are read in columns from the
    /// right.
    Down,
    Left,
    Up,
    /// Parallel to no axis, as watermarks are.
    Slanted,
}

impl TextDirection {
    /// Returns the direction of a glyph; `None` if it has no advance, as an accent has
    /// none.
    ///
    /// A baseline that is nearly parallel to an axis has the direction of the axis: the
    /// text of a page that was scanned a degree askew would else be slanted, as
    /// watermarks are. The caller gives an accent the direction of the glyph before it.
    /// As a glyph of no direction it would be lost: "a" and "¨" would become "a".
    pub(crate) fn of(glyph: &Glyph) -> Option<Self> {
        let (dx, dy) = (glyph.to[0] - glyph.from[0], glyph.to[1] - glyph.from[1]);
        if dx.abs() + dy.abs() < MIN_ADVANCE {
            return None;
        }
        Some(if dy.abs() < MAX_SLOPE * dx.abs() {
            if dx > 0.0 { Self::Right } else { Self::Left }
        } else if dx.abs() < MAX_SLOPE * dy.abs() {
            if dy > 0.0 { Self::Down } else { Self::Up }
        } else {
            Self::Slanted
        })
    }
}

/// Maps a page's coordinates to those of a reader who has turned it to read its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) direction: TextDirection,
    /// Width of the turned page.
    pub(crate) width: f32,
    /// Height of the turned page.
    pub(crate) height: f32,
}

impl Frame {
    /// Returns the frame in which most of the page's text runs to the right.
    ///
    /// A wide table may be drawn sideways on a page without `/Rotate`. In the coordinates
    /// of the page each of its columns would be a line of stacked letters. Only visible
    /// glyphs of content count: the stamp of a printer must not turn an empty page.
    pub(crate) fn of(page: &DrawnPage) -> Self {
        const DIRECTIONS: [TextDirection; 4] = [
            TextDirection::Right,
            TextDirection::Down,
            TextDirection::Left,
            TextDirection::Up,
        ];
        let mut counts = [0_usize; DIRECTIONS.len()];
        // A stamp of the printer in the margin of an empty page is an artifact and must
        // not turn the page. Slanted text has no place in DIRECTIONS and is not counted.
        let glyphs = (page.glyphs.iter())
            .filter(|glyph| glyph.ink == Ink::Visible && glyph.mark != ContentMark::Artifact);
        for direction in glyphs.filter_map(TextDirection::of) {
            if let Some(at) = DIRECTIONS.iter().position(|other| *other == direction) {
                counts[at] += 1;
            }
        }
        // The first of equals: a page without text is upright.
        let mut most = 0;
        for at in 1..DIRECTIONS.len() {
            if counts[at] > counts[most] {
                most = at;
            }
        }
        Self::turned(DIRECTIONS[most], page)
    }

    /// Returns the frame in which text of this direction runs to the right.
    ///
    /// A page of 600 by 800 points whose text runs up is 800 wide for its reader. With a
    /// width of 600, text that begins at the foot of the page would be left of the frame.
    pub(crate) fn turned(direction: TextDirection, page: &DrawnPage) -> Self {
        let is_sideways = matches!(direction, TextDirection::Down | TextDirection::Up);
        // Turned by a quarter, the page is as wide as it was high.
        let (width, height) = if is_sideways {
            (page.height, page.width)
        } else {
            (page.width, page.height)
        };
        Self {
            direction,
            width,
            height,
        }
    }

    /// Maps a point of the page into the frame, in which the text runs to the right.
    ///
    /// The top right corner of the page is the top left corner of the frame if the text
    /// runs down, and the bottom left corner is that if the text runs up. With the
    /// corners of one direction used for the other, the last line of a sideways table
    /// would be the first.
    pub(crate) fn point(self, [x, y]: [f32; 2]) -> [f32; 2] {
        match self.direction {
            TextDirection::Right | TextDirection::Slanted => [x, y],
            TextDirection::Down => [y, self.height - x],
            TextDirection::Left => [self.width - x, self.height - y],
            TextDirection::Up => [self.width - y, x],
        }
    }

    /// Maps a rectangle of the page into the frame, with its left end before its right
    /// end.
    pub(crate) fn within(self, [x0, y0, x1, y1]: Rect) -> Rect {
        ordered(self.point([x0, y0]), self.point([x1, y1]))
    }

    /// Maps a rectangle of the frame back onto the page.
    ///
    /// The top left corner of the frame is another corner of the page, so the ends are
    /// ordered again: a box of text that runs up would have a bottom above its top.
    pub(crate) fn on_page(self, [x0, y0, x1, y1]: Rect) -> Rect {
        let back = |[x, y]: [f32; 2]| match self.direction {
            TextDirection::Right | TextDirection::Slanted => [x, y],
            TextDirection::Down => [self.height - y, x],
            TextDirection::Left => [self.width - x, self.height - y],
            TextDirection::Up => [y, self.width - x],
        };
        // The two corners may have changed places.
        ordered(back([x0, y0]), back([x1, y1]))
    }
}

/// Returns the rectangle that has these two points as opposite corners.
fn ordered(a: [f32; 2], b: [f32; 2]) -> Rect {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[0].max(b[0]),
        a[1].max(b[1]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_returns_to_its_place_from_every_direction() {
        let page = DrawnPage {
            width: 600.0,
            height: 800.0,
            ..DrawnPage::default()
        };
        for direction in [
            TextDirection::Right,
            TextDirection::Down,
            TextDirection::Left,
            TextDirection::Up,
        ] {
            let frame = Frame::turned(direction, &page);
            let (a, b) = (frame.point([10.0, 20.0]), frame.point([110.0, 220.0]));
            let back = frame.on_page([a[0], a[1], b[0], b[1]]);
            let distance = back
                .iter()
                .zip([10.0, 20.0, 110.0, 220.0])
                .map(|(a, b)| (a - b).abs());
            assert!(distance.sum::<f32>() < 0.1, "{direction:?}: {back:?}");
        }
    }

    #[test]
    fn text_turned_clockwise_begins_at_the_right_edge_of_the_page() {
        let page = DrawnPage {
            width: 600.0,
            height: 800.0,
            ..DrawnPage::default()
        };
        let frame = Frame::turned(TextDirection::Down, &page);
        let [x, y] = frame.point([590.0, 10.0]).map(f32::round);
        assert!(x < 11.0 && y < 11.0, "{x} {y}");
    }
}
