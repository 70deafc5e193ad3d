//! Places the values of fields on the page.

use super::Canvas;
use crate::reader::pdf::drawing::letters::letters;
use crate::reader::pdf::drawing::placed::PlacedText;
use crate::reader::pdf::drawing::sight::{Painted, Sight};
use crate::reader::pdf::drawing::trouble::Trouble;
use crate::reader::pdf::geometry::{Rect, single};

/// The largest size of letters, in points, and their share of the height of a field, where
/// the file has no size.
const USUAL_SIZE: f32 = 12.0;
const SHARE_OF_HEIGHT: f32 = 0.7;

impl Canvas {
    /// Returns the number of letters that were drawn so far.
    pub(in crate::reader::pdf::drawing) fn letters(&self) -> u32 {
        self.page.ledger.drawn
    }

    /// Draws a text in a box of the page.
    pub(in crate::reader::pdf::drawing) fn place(
        &mut self,
        text: String,
        area: Rect,
        size: Option<f64>,
    ) -> Result<(), Trouble> {
        let [x0, y0, x1, y1] = area.map(f64::from);
        if !self.shows([x0, y0, x1, y1]) {
            return Ok(());
        }
        let glyphs = text.chars().count();
        if glyphs > self.glyphs_left || text.len() > self.text_left {
            return Err(Trouble::TooMuch);
        }
        self.glyphs_left -= glyphs;
        self.text_left -= text.len();
        let fitting = ((area[3] - area[1]) * SHARE_OF_HEIGHT).clamp(1.0, USUAL_SIZE);
        let size = size.map_or(fitting, |size| single([size, 0.0])[0]);
        let start = self.page.text.len();
        let placed = PlacedText { text, area, size }.glyphs(&mut self.page.text);
        self.page.ledger.drawn += letters(&self.page.text[start..]);
        let painted = Painted {
            colour: None,
            order: self.paper.count(),
            is_invisible: false,
            is_clip: false,
            sight: Sight::Open,
        };
        self.painted.extend(placed.iter().map(|_| painted));
        self.page.glyphs.extend(placed);
        Ok(())
    }
}
