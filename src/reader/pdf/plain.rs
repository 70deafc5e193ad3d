//! A page's words in the order they were drawn, one line after the other.

use super::page::{File, Glyph, Page};
use crate::document::{BlockKind, DocumentBuilder};

/// A wider gap, in ems, is a space.
const GAP: f32 = 0.17;

/// Writes a paragraph for each page.
pub(super) fn write(file: &File, builder: &mut DocumentBuilder) {
    for page in &file.pages {
        let text = text(page);
        if !text.trim().is_empty() {
            builder.append(BlockKind::Paragraph, text.trim());
        }
    }
}

fn text(page: &Page) -> String {
    let mut text = String::with_capacity(page.text.len());
    let mut last: Option<&Glyph> = None;
    for glyph in &page.glyphs {
        if last.is_some_and(|last| !follows(last, glyph)) {
            text.push(' ');
        }
        text.push_str(&page.text[glyph.start as usize..glyph.end as usize]);
        last = Some(glyph);
    }
    text
}

/// Whether a glyph stands right behind another on its line.
fn follows(last: &Glyph, glyph: &Glyph) -> bool {
    let along = [last.to[0] - last.from[0], last.to[1] - last.from[1]];
    let length = along[0].hypot(along[1]).max(f32::MIN_POSITIVE);
    let gap = [glyph.from[0] - last.to[0], glyph.from[1] - last.to[1]];
    let ahead = (gap[0] * along[0] + gap[1] * along[1]) / length;
    let aside = (gap[0] * along[1] - gap[1] * along[0]) / length;
    (-0.6..GAP).contains(&(ahead / glyph.size)) && aside.abs() < 0.4 * glyph.size
}
