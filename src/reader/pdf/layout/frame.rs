//! The direction in which a page is read, and its coordinates along that direction.

use super::super::page::{Box, Glyph, Ink, Mark, Page};

/// Where a glyph's baseline runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Direction {
    Right,
    /// Text turned clockwise, and vertical writing: both are read in columns from right to left.
    Down,
    Left,
    Up,
    /// Along no axis, as watermarks are.
    Slanted,
}

impl Direction {
    /// The direction of a glyph; `None` if it has no width, as an accent has none.
    pub(in super::super) fn of(glyph: &Glyph) -> Option<Self> {
        let (dx, dy) = (glyph.to[0] - glyph.from[0], glyph.to[1] - glyph.from[1]);
        if dx.abs() + dy.abs() < 1e-3 {
            return None;
        }
        Some(if dy.abs() < 0.1 * dx.abs() {
            if dx > 0.0 { Self::Right } else { Self::Left }
        } else if dx.abs() < 0.1 * dy.abs() {
            if dy > 0.0 { Self::Down } else { Self::Up }
        } else {
            Self::Slanted
        })
    }
}

/// Maps a page's coordinates to those of a reader who has turned it so that most of its text runs to the right.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Frame {
    pub(in super::super) direction: Direction,
    /// Of the page as it is turned.
    pub(in super::super) width: f32,
    pub(in super::super) height: f32,
}

impl Frame {
    /// The frame in which most of the page's text runs to the right.
    pub(in super::super) fn of(page: &Page) -> Self {
        let mut counts = [0_usize; 4];
        for glyph in &page.glyphs {
            if glyph.ink == Ink::Visible && glyph.mark != Mark::Artifact {
                match Direction::of(glyph) {
                    Some(Direction::Right) => counts[0] += 1,
                    Some(Direction::Down) => counts[1] += 1,
                    Some(Direction::Left) => counts[2] += 1,
                    Some(Direction::Up) => counts[3] += 1,
                    Some(Direction::Slanted) | None => {}
                }
            }
        }
        let directions = [
            Direction::Right,
            Direction::Down,
            Direction::Left,
            Direction::Up,
        ];
        // The first of equals: a page without text is upright.
        let most = (1..4).fold(
            0,
            |most, at| {
                if counts[at] > counts[most] { at } else { most }
            },
        );
        Self::turned(directions[most], page)
    }

    /// The frame in which text of this direction runs to the right.
    pub(in super::super) fn turned(direction: Direction, page: &Page) -> Self {
        let is_sideways = matches!(direction, Direction::Down | Direction::Up);
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

    /// A point of the page as the reader sees it.
    pub(in super::super) fn point(self, [x, y]: [f32; 2]) -> [f32; 2] {
        match self.direction {
            Direction::Right | Direction::Slanted => [x, y],
            Direction::Down => [y, self.height - x],
            Direction::Left => [self.width - x, self.height - y],
            Direction::Up => [self.width - y, x],
        }
    }

    /// Where a box that the reader sees stands on the page.
    pub(in super::super) fn on_page(self, [x0, y0, x1, y1]: Box) -> Box {
        let back = |[x, y]: [f32; 2]| match self.direction {
            Direction::Right | Direction::Slanted => [x, y],
            Direction::Down => [self.height - y, x],
            Direction::Left => [self.width - x, self.height - y],
            Direction::Up => [y, self.width - x],
        };
        ordered(back([x0, y0]), back([x1, y1]))
    }
}

fn ordered(a: [f32; 2], b: [f32; 2]) -> Box {
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
    fn a_box_comes_back_to_its_place_from_every_direction() {
        let page = Page {
            width: 600.0,
            height: 800.0,
            ..Page::default()
        };
        for direction in [
            Direction::Right,
            Direction::Down,
            Direction::Left,
            Direction::Up,
        ] {
            let frame = Frame::turned(direction, &page);
            let (a, b) = (frame.point([10.0, 20.0]), frame.point([110.0, 220.0]));
            let back = frame.on_page([a[0], a[1], b[0], b[1]]);
            let off = back
                .iter()
                .zip([10.0, 20.0, 110.0, 220.0])
                .map(|(a, b)| (a - b).abs());
            assert!(off.sum::<f32>() < 0.1, "{direction:?}: {back:?}");
        }
    }

    #[test]
    fn text_turned_clockwise_begins_at_the_right_edge_of_the_page() {
        let page = Page {
            width: 600.0,
            height: 800.0,
            ..Page::default()
        };
        let frame = Frame::turned(Direction::Down, &page);
        let [x, y] = frame.point([590.0, 10.0]).map(f32::round);
        assert!(x < 11.0 && y < 11.0, "{x} {y}");
    }
}
