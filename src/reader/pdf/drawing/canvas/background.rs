//! Records the areas that are painted on a page, as far as text may vanish in them.

use super::Canvas;
use crate::reader::pdf::drawing::paper::AreaKind;
use crate::reader::pdf::drawing::path::{Path, PathArea};
use crate::reader::pdf::drawing::state::GraphicsState;
use crate::reader::pdf::geometry::single_box;

/// The width in points from which a line is a background rather than a rule.
const WIDE_LINE: f64 = 2.0;

impl Canvas {
    /// Records the area that a path fills.
    pub(in crate::reader::pdf::drawing) fn fill(&mut self, path: &mut Path, state: &GraphicsState) {
        let plain = state
            .fill
            .filter(|_| state.is_opaque() && state.clip.is_box);
        match path.area() {
            PathArea::Boxes(boxes) => {
                for area in boxes {
                    let area = single_box(state.clip.within(*area));
                    let kind = plain.map_or(AreaKind::Unknown, AreaKind::Plain);
                    self.paper.paint(area, kind);
                }
            }
            PathArea::Within(area) => {
                let area = single_box(state.clip.within(area));
                self.paper.paint(area, AreaKind::Unknown);
            }
            PathArea::Nothing => {}
        }
    }

    /// Records the area of a path whose line is wide enough to be a background.
    pub(in crate::reader::pdf::drawing) fn stroke(
        &mut self,
        path: &mut Path,
        state: &GraphicsState,
    ) {
        let [x, y] = state.matrix.x;
        let width = state.line_width.abs() * x.hypot(y);
        if width < WIDE_LINE {
            return;
        }
        let grow = |[x0, y0, x1, y1]: [f64; 4]| {
            let half = width / 2.0;
            [x0 - half, y0 - half, x1 + half, y1 + half]
        };
        let areas = match path.area() {
            PathArea::Boxes(boxes) => boxes.to_vec(),
            PathArea::Within(area) => vec![area],
            PathArea::Nothing => Vec::new(),
        };
        for area in areas {
            let area = single_box(state.clip.within(grow(area)));
            self.paper.paint(area, AreaKind::Unknown);
        }
    }

    /// Records something of unknown colours that is painted over all of the clip.
    pub(in crate::reader::pdf::drawing) fn unknown(&mut self, state: &GraphicsState) {
        let page = [0.0, 0.0, self.width, self.height];
        let area = single_box(state.clip.within(page));
        self.paper.paint(area, AreaKind::Unknown);
    }
}
