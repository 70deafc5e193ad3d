//! Finds rulings in paths: axis-parallel lines, thin boxes and the edges of boxes (ISO
//! 32000-2 8.5).

use crate::reader::pdf::geometry::{Matrix, Point, around, single};
use crate::reader::pdf::page::Ruling;

/// The largest thickness of a filled box, in points, that is a line: many programs draw
/// the rules of tables as boxes.
const THIN: f64 = 2.5;
/// The shortest ruling, in points. Shorter lines are parts of drawings.
const SHORTEST: f64 = 2.0;
/// The distance in points by which the ends of a line may be off its axis.
const SKEW: f64 = 0.5;
/// The long sides of a bevelled edge are so many times as long as it is thick. Shorter
/// ones are the heads of arrows and the signs of charts.
const MIN_BEVELLED: f64 = 3.0;
/// The most points of a subpath. One with more is a drawing.
const MOST_POINTS: usize = 64;
/// The most rulings of a page. One with more is a drawing.
const MOST_RULINGS: usize = 20_000;

/// The most boxes of a path that are compared with each other.
const MOST_COMPARED_BOXES: usize = 16;

/// The current path, in the coordinates of the page.
#[derive(Debug, Default)]
pub(super) struct Path {
    points: Vec<Point>,
    /// True if the subpath has curves or too many points.
    is_drawing: bool,
    boxes: Vec<[f64; 4]>,
    lines: Vec<[Point; 2]>,
    /// The boxes around thin edges with slanted ends.
    bevelled: Vec<[f64; 4]>,
    /// The box around all points, also those of drawings.
    bounds: Option<[f64; 4]>,
    /// True if a part of it is not a box.
    has_other: bool,
}

/// The area of a path.
pub(super) enum PathArea<'p> {
    /// Boxes without a common point.
    Boxes(&'p [[f64; 4]]),
    /// Something in this box.
    Within([f64; 4]),
    Nothing,
}

/// The way in which a path is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathPaint {
    Stroke,
    Fill,
    /// In the colour of paper, thus invisible.
    FillWhite,
}

impl Path {
    pub(super) fn move_to(&mut self, point: Point, matrix: &Matrix) {
        self.end_subpath();
        let point = self.reach(matrix.apply(point));
        self.points.push(point);
    }

    /// Extends the bounds to a point.
    fn reach(&mut self, [x, y]: Point) -> Point {
        self.bounds = Some(match self.bounds {
            Some([x0, y0, x1, y1]) => [x0.min(x), y0.min(y), x1.max(x), y1.max(y)],
            None => [x, y, x, y],
        });
        [x, y]
    }

    /// Returns the area that the path fills or clips to.
    pub(super) fn area(&mut self) -> PathArea<'_> {
        self.end_subpath();
        let apart = |a: &[f64; 4], b: &[f64; 4]| {
            a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]
        };
        let boxes = &self.boxes;
        // Of two boxes in each other, only the frame between them may be filled.
        let are_apart = boxes.len() <= MOST_COMPARED_BOXES
            && (boxes.iter().enumerate())
                .all(|(at, one)| boxes[..at].iter().all(|other| apart(one, other)));
        match self.bounds {
            None => PathArea::Nothing,
            Some(_) if !boxes.is_empty() && !self.has_other && are_apart => PathArea::Boxes(boxes),
            Some(bounds) => PathArea::Within(bounds),
        }
    }

    pub(super) fn line_to(&mut self, point: Point, matrix: &Matrix) {
        let point = self.reach(matrix.apply(point));
        if self.points.len() < MOST_POINTS {
            self.points.push(point);
        } else {
            self.is_drawing = true;
        }
    }

    /// Adds a curve, given its control points and its end; the bounds of the points
    /// contain it.
    pub(super) fn curve<const N: usize>(&mut self, points: [Point; N], matrix: &Matrix) {
        for point in points {
            self.reach(matrix.apply(point));
        }
        self.is_drawing = true;
        self.has_other = true;
    }

    pub(super) fn close(&mut self) {
        if let Some(&first) = self.points.first() {
            self.points.push(first);
            self.end_subpath();
            self.points.push(first);
        }
    }

    pub(super) fn rectangle(&mut self, [x, y, width, height]: [f64; 4], matrix: &Matrix) {
        self.end_subpath();
        let corners = [
            [x, y],
            [x + width, y],
            [x + width, y + height],
            [x, y + height],
            [x, y],
        ];
        let corners = corners.map(|corner| self.reach(matrix.apply(corner)));
        self.points.extend(corners);
        self.end_subpath();
    }

    /// Paints the path and begins a new one.
    pub(super) fn paint(&mut self, paint: PathPaint, rulings: &mut Vec<Ruling>) {
        self.end_subpath();
        let mut found = Vec::new();
        // A white box hides what is below it and has no visible edges.
        if paint != PathPaint::FillWhite {
            found.extend(self.boxes.iter().flat_map(|&edges| outline(edges)));
        }
        if paint == PathPaint::Fill {
            // The sides of a stroked one are among the lines.
            found.extend(self.bevelled.iter().flat_map(|&edges| outline(edges)));
        }
        if paint == PathPaint::Stroke {
            // Filled lines have no area; only stroked ones are visible.
            found.extend(
                self.lines
                    .iter()
                    .filter_map(|&[from, to]| straight(from, to)),
            );
        }
        let room = MOST_RULINGS.saturating_sub(rulings.len());
        rulings.extend(found.into_iter().take(room));
        self.clear();
    }

    /// Begins a new path.
    pub(super) fn clear(&mut self) {
        self.points.clear();
        self.boxes.clear();
        self.lines.clear();
        self.bevelled.clear();
        self.is_drawing = false;
        self.bounds = None;
        self.has_other = false;
    }

    fn end_subpath(&mut self) {
        // A path without a painting operator must not grow without a limit either.
        let room = self.boxes.len() + self.lines.len() < MOST_RULINGS;
        if !self.is_drawing && room {
            if let Some(edges) = as_box(&self.points) {
                self.boxes.push(edges);
            } else {
                self.has_other |= self.points.len() > 1;
                self.lines.extend(sides(&self.points));
                self.bevelled.extend(as_bevelled(&self.points));
            }
        } else {
            self.has_other |= !self.points.is_empty();
        }
        self.points.clear();
        self.is_drawing = false;
    }
}

/// Returns the box that a closed subpath draws.
fn as_box(points: &[Point]) -> Option<[f64; 4]> {
    let is_closed = match points {
        // Filling closes a path, so four corners are enough.
        [_, _, _, _] => true,
        [first, _, _, _, last] => near(*first, *last),
        _ => false,
    };
    let is_straight = |[from, to]: [Point; 2]| near_in(0, from, to) || near_in(1, from, to);
    let ends = points.first().zip(points.last());
    let closes = ends.is_some_and(|(&first, &last)| is_straight([last, first]));
    (is_closed && closes && sides(points).all(is_straight)).then(|| around(points.iter().copied()))
}

/// Returns the box around a thin edge whose ends are slanted.
///
/// Programs that follow CSS draw each border of a cell by itself, with ends of 45 degrees
/// where two borders meet, so that each can have a colour of its own. As drawings, these
/// edges are no lines, and a table in a full grid has none: the words of its cells were
/// read as the lines of a page.
///
/// ```text
/// ____________
/// \__________/
/// ```
fn as_bevelled(points: &[Point]) -> Option<[f64; 4]> {
    let (&first, corners) = match points {
        [first, _, _, _] => (first, points),
        [first, rest @ .., last] if rest.len() == 3 && near(*first, *last) => (first, &points[..4]),
        _ => return None,
    };
    let [x0, y0, x1, y1] = around(corners.iter().copied());
    let (across, thick) = if x1 - x0 > y1 - y0 {
        (1, y1 - y0)
    } else {
        (0, x1 - x0)
    };
    let along = 1 - across;
    // The long sides are parallel to the axis, and follow each other with an end between.
    let all = [corners[0], corners[1], corners[2], corners[3], first];
    let are_long = |at: usize| {
        let (from, to) = (all[at], all[at + 1]);
        let level = (from[across] - to[across]).abs() <= SKEW.min(thick / 2.0);
        level && (from[along] - to[along]).abs() >= MIN_BEVELLED * thick
    };
    let has_sides = (are_long(0) && are_long(2)) || (are_long(1) && are_long(3));
    (thick <= THIN && has_sides).then_some([x0, y0, x1, y1])
}

fn sides(points: &[Point]) -> impl Iterator<Item = [Point; 2]> {
    points.windows(2).map(|pair| [pair[0], pair[1]])
}

fn near(from: Point, to: Point) -> bool {
    near_in(0, from, to) && near_in(1, from, to)
}

fn near_in(axis: usize, from: Point, to: Point) -> bool {
    (from[axis] - to[axis]).abs() <= SKEW
}

/// Returns the middle line of a thin box, or the four edges of another one.
fn outline([x0, y0, x1, y1]: [f64; 4]) -> impl Iterator<Item = Ruling> {
    let (x, y) = (f64::midpoint(x0, x1), f64::midpoint(y0, y1));
    let edges = if y1 - y0 <= THIN && x1 - x0 > y1 - y0 {
        [Some(([x0, y], [x1, y])), None, None, None]
    } else if x1 - x0 <= THIN {
        [Some(([x, y0], [x, y1])), None, None, None]
    } else {
        [
            Some(([x0, y0], [x1, y0])),
            Some(([x0, y1], [x1, y1])),
            Some(([x0, y0], [x0, y1])),
            Some(([x1, y0], [x1, y1])),
        ]
    };
    edges
        .into_iter()
        .flatten()
        .filter_map(|(from, to)| straight(from, to))
}

/// Returns an axis-parallel line that is long enough, from its left or top end.
fn straight(from: Point, to: Point) -> Option<Ruling> {
    let ([dx, dy], finite) = (
        [to[0] - from[0], to[1] - from[1]],
        from.iter().chain(&to).all(|value| value.is_finite()),
    );
    if !finite || dx.abs().min(dy.abs()) > SKEW || dx.abs().max(dy.abs()) < SHORTEST {
        return None;
    }
    let (from, to) = if dx + dy < 0.0 {
        (to, from)
    } else {
        (from, to)
    };
    Some(Ruling {
        from: single(from),
        to: single(to),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(paint: PathPaint, build: impl Fn(&mut Path)) -> Vec<([f32; 2], [f32; 2])> {
        let (mut path, mut rulings) = (Path::default(), Vec::new());
        build(&mut path);
        path.paint(paint, &mut rulings);
        rulings
            .iter()
            .map(|ruling| (ruling.from, ruling.to))
            .collect()
    }

    #[test]
    fn a_thin_filled_box_is_a_line() {
        let lines = painted(PathPaint::Fill, |path| {
            path.rectangle([10.0, 20.0, 100.0, 1.0], &Matrix::IDENTITY);
        });
        assert_eq!(lines, [([10.0, 20.5], [110.0, 20.5])]);
    }

    #[test]
    fn a_thin_edge_with_slanted_ends_is_a_line() {
        let draw = |corners: [Point; 4]| {
            painted(PathPaint::Fill, move |path| {
                path.move_to(corners[0], &Matrix::IDENTITY);
                for corner in &corners[1..] {
                    path.line_to(*corner, &Matrix::IDENTITY);
                }
                path.close();
            })
        };
        let above = draw([[10.0, 20.0], [90.0, 20.0], [89.0, 21.0], [11.0, 21.0]]);
        assert_eq!(above, [([10.0, 20.5], [90.0, 20.5])]);
        let left = draw([[10.0, 20.0], [11.0, 21.0], [11.0, 59.0], [10.0, 60.0]]);
        assert_eq!(left, [([10.5, 20.0], [10.5, 60.0])]);
        // The sign of a chart and a thin triangle are none.
        assert_eq!(
            draw([[10.0, 20.0], [14.0, 20.0], [13.0, 22.0], [11.0, 22.0]]),
            []
        );
        assert_eq!(
            draw([[10.0, 20.0], [90.0, 20.0], [50.0, 21.0], [50.0, 21.0]]),
            []
        );
    }

    #[test]
    fn a_box_has_four_edges_unless_it_is_white() {
        let draw = |path: &mut Path| path.rectangle([0.0, 0.0, 50.0, 50.0], &Matrix::IDENTITY);
        assert_eq!(painted(PathPaint::Stroke, draw).len(), 4);
        assert_eq!(painted(PathPaint::FillWhite, draw).len(), 0);
    }

    #[test]
    fn only_straight_lines_are_rulings() {
        let draw = |path: &mut Path| {
            path.move_to([90.0, 0.0], &Matrix::IDENTITY);
            path.line_to([0.0, 0.0], &Matrix::IDENTITY);
            path.line_to([30.0, 30.0], &Matrix::IDENTITY);
        };
        assert_eq!(
            painted(PathPaint::Stroke, draw),
            [([0.0, 0.0], [90.0, 0.0])]
        );
        assert_eq!(painted(PathPaint::Fill, draw), []);
    }
}
