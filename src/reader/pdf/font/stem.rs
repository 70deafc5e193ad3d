//! Measures the stems of an embedded font, for fonts whose dictionary does not say how
//! heavy they are: neither `StemV` nor a name.

use super::program::FontProgram;
use super::style;
use crate::reader::pdf::object::Value;
use read_fonts::ps::cff::CffFontRef;
use read_fonts::ps::charstring::CommandSink;
use read_fonts::tables::glyf::Glyph;
use read_fonts::types::{Fixed, GlyphId};
use read_fonts::{FontRef, TableProvider};

/// Programs with more bytes are not measured: they are fonts of ideographs.
const MAX_PROGRAM_BYTES: usize = 1 << 20;
/// The number of glyphs that are measured.
const MAX_GLYPHS: u32 = 48;
/// Fewer measured glyphs say nothing: a font may have `.` and `-` only.
const MIN_GLYPHS: usize = 4;
/// The height at which glyphs are cut, in ems: the middle of small letters, above the
/// serifs of all letters.
const CUT_HEIGHT: f32 = 0.26;
/// Narrower and wider parts are not stems, in ems.
const STEMS: std::ops::Range<f32> = 0.02..0.3;

/// Returns the median width of the first stem of each glyph in ems; `None` if too few can
/// be measured.
pub(super) fn measure(dictionary: Value<'_>) -> Option<f32> {
    let program = FontProgram::embedded(style::descriptor(dictionary))?;
    let mut stems = match &program {
        FontProgram::Type1(font) => {
            let em = em_of(font.upem());
            let glyphs = 0..font.num_glyphs().min(MAX_GLYPHS);
            stems(glyphs, em, |glyph, cut| {
                font.evaluate_charstring(glyph, cut).is_ok()
            })
        }
        FontProgram::Compact(bytes) => compact(bytes, None)?,
        FontProgram::TrueType(bytes) => {
            let font = FontRef::from_index(bytes, 0).ok()?;
            let em = font.head().ok()?.units_per_em();
            match font.cff() {
                Ok(cff) => compact(cff.offset_data().as_bytes(), Some(i32::from(em)))?,
                Err(_) => true_type(&font, f32::from(em))?,
            }
        }
    };
    stems.sort_by(f32::total_cmp);
    (stems.len() >= MIN_GLYPHS).then(|| stems[stems.len() / 2])
}

fn compact(bytes: &[u8], em: Option<i32>) -> Option<Vec<f32>> {
    let font = (bytes.len() <= MAX_PROGRAM_BYTES).then(|| CffFontRef::new(bytes, 0, em))?;
    let font = font.ok()?;
    let glyphs = 0..font.num_glyphs().min(MAX_GLYPHS);
    Some(stems(glyphs, em_of(font.upem()), |glyph, cut| {
        let subfont = font.subfont_index(glyph).unwrap_or(0);
        (font.subfont(subfont, &[]))
            .and_then(|subfont| font.evaluate_charstring(&subfont, glyph, &[], cut))
            .is_ok()
    }))
}

fn true_type(font: &FontRef<'_>, em: f32) -> Option<Vec<f32>> {
    let (loca, glyf) = (font.loca(None).ok()?, font.glyf().ok()?);
    let glyphs = 0..u32::from(font.maxp().ok()?.num_glyphs());
    let mut measured = 0;
    Some(stems(glyphs, em, |glyph, cut| {
        let Ok(Some(Glyph::Simple(outline))) = loca.get_glyf(glyph, &glyf) else {
            return false;
        };
        measured += 1;
        if measured > MAX_GLYPHS {
            return false;
        }
        let points: Vec<[f32; 2]> = (outline.points())
            .map(|point| [f32::from(point.x), f32::from(point.y)])
            .collect();
        let mut start = 0;
        for end in outline.end_pts_of_contours() {
            let end = usize::from(end.get()) + 1;
            let contour = points.get(start..end).unwrap_or_default();
            for (from, to) in contour.iter().zip(contour.iter().cycle().skip(1)) {
                cut.edge(*from, *to);
            }
            start = end;
        }
        true
    }))
}

#[expect(clippy::cast_precision_loss, reason = "an em has at most 16,384 units")]
fn em_of(units: i32) -> f32 {
    units.max(1) as f32
}

/// Returns the first stem of each glyph that has one, in ems.
fn stems(
    glyphs: std::ops::Range<u32>,
    em: f32,
    mut draw: impl FnMut(GlyphId, &mut StemCut) -> bool,
) -> Vec<f32> {
    let stem = |glyph| {
        let mut cut = StemCut::at(CUT_HEIGHT * em);
        draw(GlyphId::new(glyph), &mut cut).then_some(())?;
        cut.first_width().map(|width| width / em)
    };
    (glyphs.filter_map(stem))
        .filter(|stem| STEMS.contains(stem))
        .collect()
}

/// A horizontal line through an outline, and where its edges cross it. Curves count as
/// straight: the sides of stems are.
struct StemCut {
    y: f32,
    crossings: Vec<f32>,
    start: [f32; 2],
    pen: [f32; 2],
}

impl StemCut {
    fn at(y: f32) -> Self {
        Self {
            y,
            crossings: Vec::new(),
            start: [0.0; 2],
            pen: [0.0; 2],
        }
    }

    fn edge(&mut self, from: [f32; 2], to: [f32; 2]) {
        if (from[1] <= self.y) != (to[1] <= self.y) {
            let share = (self.y - from[1]) / (to[1] - from[1]);
            self.crossings.push(from[0] + share * (to[0] - from[0]));
        }
    }

    /// Returns the width of the leftmost part of the glyph on the line.
    fn first_width(mut self) -> Option<f32> {
        self.crossings.sort_by(f32::total_cmp);
        match self.crossings[..] {
            [left, right, ..] => Some(right - left),
            _ => None,
        }
    }

    fn draw_to(&mut self, x: Fixed, y: Fixed) {
        let to = [x.to_f32(), y.to_f32()];
        self.edge(self.pen, to);
        self.pen = to;
    }
}

impl CommandSink for StemCut {
    fn move_to(&mut self, x: Fixed, y: Fixed) {
        self.close();
        self.pen = [x.to_f32(), y.to_f32()];
        self.start = self.pen;
    }

    fn line_to(&mut self, x: Fixed, y: Fixed) {
        self.draw_to(x, y);
    }

    fn curve_to(&mut self, cx0: Fixed, cy0: Fixed, cx1: Fixed, cy1: Fixed, x: Fixed, y: Fixed) {
        self.draw_to(cx0, cy0);
        self.draw_to(cx1, cy1);
        self.draw_to(x, y);
    }

    fn close(&mut self) {
        self.edge(self.pen, self.start);
        self.pen = self.start;
    }
}
