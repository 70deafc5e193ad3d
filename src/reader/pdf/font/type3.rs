//! Type 3 fonts: the size of an em, which their glyph space does not have (ISO 32000-2
//! 9.6.4).

use super::GLYPH_UNIT;
use crate::reader::pdf::object::Value;
use std::ops::Range;

/// Units of a Type 3 font that differ by less than this from [`GLYPH_UNIT`] are equal to
/// it: files write the matrix with six decimals or more.
const UNIT_TOLERANCE: f64 = 1e-7;
/// Heights of a bounding box that are compatible with a thousand units per em, in ems.
/// Boxes of whole fonts are a little higher than an em, and those of a few glyphs lower.
const USUAL_BOX_HEIGHT: Range<f64> = 0.5..2.0;
/// Mean widths of glyphs that are compatible with a thousand units per em, in ems.
const USUAL_WIDTH: Range<f64> = 0.15..1.2;
/// The units of an em, for all fonts but Type 3.
const UNITS_PER_EM: f64 = 1000.0;
/// The height of an em in mean glyph widths.
const EM_PER_MEAN_WIDTH: f64 = 2.0;
/// Heights of a bounding box in mean widths of the glyphs. Most are about 2; a font of
/// nothing but `l` and `.` has 5, one of emoji 0.5. A box outside of these bounds is
/// compared with the boxes of the glyphs.
const BOX_PER_WIDTH: Range<f64> = 0.3..5.0;
/// A box that differs by more than this factor from that of its glyphs is meaningless:
/// Ghostscript writes `0 0 1000 1000` for bitmaps that are 60 dots high.
const MAX_BOX_PER_GLYPHS: f64 = 2.0;
/// The number of glyphs whose boxes are read.
const MAX_GLYPHS: usize = 64;
/// The number of bytes of a glyph that are decoded: its box is at its beginning.
const MAX_GLYPH_BYTES: usize = 1 << 16;
/// A simple font has 256 codes; more widths are hostile.
const MAX_WIDTHS: usize = 256;

/// Returns the glyph unit of a Type 3 font in ems, and the drawn height of an em at size
/// 1.
///
/// The height of the bounding box serves as an em if the glyphs fit it; else the height
/// of the glyphs, or twice their mean width, which is larger in most fonts. Fonts with
/// the usual matrix and a box of about an em have a thousand units per em, as other fonts
/// do.
pub(super) fn scale(dictionary: Value<'_>) -> (f64, f64) {
    let matrix = dictionary
        .get("FontMatrix")
        .numbers::<6>()
        .unwrap_or([GLYPH_UNIT, 0.0, 0.0, GLYPH_UNIT, 0.0, 0.0]);
    let unit = matrix[0].hypot(matrix[1]);
    let across = matrix[2].hypot(matrix[3]);
    let [_, bottom, _, top] = dictionary
        .get("FontBBox")
        .numbers::<4>()
        .unwrap_or_default();
    let stated = (top - bottom).abs() * across;
    let width = mean_width(dictionary).map(|width| width * unit);
    let height = match width {
        Some(width) if !BOX_PER_WIDTH.contains(&(stated / width)) => {
            measured(dictionary, stated, across, EM_PER_MEAN_WIDTH * width)
        }
        _ => stated,
    };
    let is_in_thousandths = (unit - GLYPH_UNIT).abs() < UNIT_TOLERANCE;
    let has_usual_width = width.is_none_or(|width| USUAL_WIDTH.contains(&width));
    let has_common_scale = is_in_thousandths
        && (USUAL_BOX_HEIGHT.contains(&height) || height == 0.0)
        && has_usual_width;
    let em = if has_common_scale {
        unit * UNITS_PER_EM
    } else if height > 0.0 && height.is_finite() {
        height
    } else {
        width.map_or(unit * UNITS_PER_EM, |width| EM_PER_MEAN_WIDTH * width)
    };
    (unit, em)
}

/// Returns the stated height of the box if that of the glyphs is about the same, else the
/// larger one of that of the glyphs and `by_width`.
fn measured(dictionary: Value<'_>, stated: f64, across: f64, by_width: f64) -> f64 {
    // The glyphs of a subset may be low, as "-" and "." are.
    let height = glyphs_height(dictionary).unwrap_or_default() * across;
    let is_same = stated < MAX_BOX_PER_GLYPHS * height && height < MAX_BOX_PER_GLYPHS * stated;
    if is_same {
        stated
    } else {
        height.max(by_width)
    }
}

/// Returns the height of the box around the glyphs, in glyph space.
fn glyphs_height(dictionary: Value<'_>) -> Option<f64> {
    let glyphs = dictionary.get("CharProcs").entries().take(MAX_GLYPHS);
    let boxes =
        glyphs.filter_map(|(_, glyph)| glyph_box(&glyph.decoded_within(MAX_GLYPH_BYTES).ok()?));
    let (bottom, top) = boxes.fold((f64::MAX, f64::MIN), |(bottom, top), (low, high)| {
        (bottom.min(low).min(high), top.max(low).max(high))
    });
    (top > bottom).then_some(top - bottom)
}

/// Returns the lower and the upper end of a glyph: `500 0 0 -20 480 700 d1 ...`.
fn glyph_box(content: &[u8]) -> Option<(f64, f64)> {
    // The operator is the first one of the glyph, after six numbers.
    let mut numbers = [0.0; 6];
    let mut words = content
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    for number in &mut numbers {
        *number = std::str::from_utf8(words.next()?).ok()?.parse().ok()?;
    }
    (words.next()? == b"d1").then_some((numbers[3], numbers[5]))
}

/// Returns the mean width of the glyphs that have a width.
fn mean_width(dictionary: Value<'_>) -> Option<f64> {
    let widths = dictionary.get("Widths").items().take(MAX_WIDTHS);
    let (count, sum) = widths
        .filter_map(|width| {
            width
                .number()
                .filter(|width| *width > 0.0 && width.is_finite())
        })
        .fold((0.0, 0.0), |(count, sum), width| (count + 1.0, sum + width));
    (count > 0.0).then(|| sum / count)
}

#[cfg(test)]
mod tests {
    use crate::reader::pdf::test_files::{FIRST, Fixture};

    /// Returns the size of a glyph that a font with these entries draws at size 1, where
    /// the content of its glyph is `glyph`.
    fn size(font: &str, glyph: &str) -> f32 {
        let font = format!(
            "/Subtype /Type3 {font} /CharProcs <</a {FIRST} 0 R>> \
             /Encoding <</Differences [97 /a]>> /FirstChar 97 /LastChar 97"
        );
        let page = Fixture::new("BT /F 1 Tf 9 50 Td (a) Tj ET")
            .resources(&format!("/Font <</F <<{font}>>>>"))
            .stream("", glyph)
            .load_page();
        page.glyphs[0].size
    }

    fn is_near(size: f32, expected: f32) -> bool {
        (size - expected).abs() < expected * 0.01
    }

    #[test]
    fn a_box_without_meaning_is_replaced_by_that_of_the_glyphs() {
        let bitmap = "/FontMatrix [1 0 0 -1 0 0] /FontBBox [0 0 1000 1000] /Widths [5]";
        assert!(is_near(size(bitmap, "5 0 0 -8 5 2 d1 0 0 5 5 re f"), 10.0));
        assert!(is_near(size(bitmap, "5 0 d0 0 0 5 5 re f"), 10.0));
        let point = "/FontMatrix [.001 0 0 .001 0 0] /FontBBox [0 0 1 1] /Widths [500]";
        assert!(is_near(size(point, "500 0 0 -200 500 700 d1"), 1.0));
        assert!(is_near(size(point, "500 0 d0"), 1.0));
    }

    #[test]
    fn a_box_of_its_glyphs_is_an_em() {
        let dash = "/FontMatrix [.1 0 0 .1 0 0] /FontBBox [0 -5 25 65] /Widths [10]";
        assert!(is_near(size(dash, "10 0 0 -5 10 65 d1"), 7.0));
    }
}
