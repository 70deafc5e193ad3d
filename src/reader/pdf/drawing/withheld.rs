//! Takes text that cannot be seen from the page, so that it is not laid out with the
//! visible text.

use super::letters::of_glyphs;
use super::sight::{Painted, Sight};
use crate::document::MarkKind;
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::page::{DrawnPage, Glyph, WithheldText};

/// Glyphs that are further apart, in ems, are two words.
const WORD_GAP: f32 = 0.17;
/// Glyphs whose baselines are further apart, in ems, are on two lines.
const LINE_GAP: f32 = 0.5;

/// Separates hidden glyphs from the visible ones.
pub(super) fn separate(page: &mut DrawnPage, painted: &[Painted]) {
    if painted.iter().all(|painted| painted.sight == Sight::Open) {
        return;
    }
    let glyphs = std::mem::take(&mut page.glyphs);
    let text = std::mem::take(&mut page.text);
    let mut hidden = Vec::new();
    for (mut glyph, painted) in glyphs.into_iter().zip(painted) {
        match painted.sight {
            Sight::Open => {
                let start = crate::document::offset(page.text.len());
                page.text
                    .push_str(&text[glyph.start as usize..glyph.end as usize]);
                (glyph.start, glyph.end) = (start, crate::document::offset(page.text.len()));
                page.glyphs.push(glyph);
            }
            Sight::Hidden | Sight::Excluded => hidden.push(glyph),
            Sight::Copy => page.ledger.duplicates += of_glyphs(&text, [&glyph]),
        }
    }
    page.withheld.extend(withheld(
        MarkKind::Hidden,
        &text,
        &hidden,
        [page.width, page.height],
    ));
}

/// Returns glyphs as running text, in the order of drawing; `None` if they are blank.
pub(super) fn withheld(
    kind: MarkKind,
    text: &str,
    glyphs: &[Glyph],
    [width, height]: [f32; 2],
) -> Option<WithheldText> {
    let mut written = String::new();
    let mut area = [width, height, 0.0, 0.0];
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs {
        written.push_str(last.map_or("", |last| between(last, glyph)));
        written.push_str(&text[glyph.start as usize..glyph.end as usize]);
        last = Some(glyph);
        for [x, y] in [glyph.from, glyph.to] {
            // Text outside of the page is at its edge; `clamp` keeps NaN.
            let (x, y) = (x.max(0.0).min(width), y.max(0.0).min(height));
            area = include(area, [x, y - glyph.size.min(y), x, y]);
        }
    }
    let lines = written
        .split('\n')
        .map(words)
        .filter(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join("\n");
    (!text.is_empty()).then_some(WithheldText { kind, text, area })
}

fn include(a: Rect, b: Rect) -> Rect {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}

/// Returns the words of a line with one space between them.
fn words(line: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || c.is_control();
    let words = line.split(is_gap).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Returns what separates two glyphs: nothing, a space or a line break.
fn between(one: &Glyph, other: &Glyph) -> &'static str {
    let way = [one.to[0] - one.from[0], one.to[1] - one.from[1]];
    let gap = [other.from[0] - one.to[0], other.from[1] - one.to[1]];
    let size = one.size.max(f32::MIN_POSITIVE);
    let length = way[0].hypot(way[1]);
    let (along, across) = if length > 0.0 {
        let [x, y] = [way[0] / length, way[1] / length];
        (gap[0] * x + gap[1] * y, (gap[1] * x - gap[0] * y).abs())
    } else {
        (gap[0], gap[1].abs())
    };
    // False for NaN: such glyphs are on lines of their own.
    let is_same_line = across <= LINE_GAP * size && along >= -size;
    match is_same_line {
        false => "\n",
        true if along > WORD_GAP * size => " ",
        true => "",
    }
}
