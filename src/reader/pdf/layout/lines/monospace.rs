//! Detects monospaced fonts by the widths of their letters, if neither the name nor the
//! flags of the font show it.

use crate::reader::pdf::page::{File, Glyph};

/// The widest letter of a monospaced font is less than this many times as wide as the
/// narrowest: advances are rounded.
const SAME_WIDTH: f32 = 1.03;

/// The advances of a font's letters, in ems.
#[derive(Clone, Copy)]
struct Seen {
    narrow: Option<f32>,
    wide: Option<f32>,
    least: f32,
    most: f32,
}

/// Marks the fonts whose narrow and wide letters have the same width.
///
/// Many fonts have a name without a meaning, such as "F3": the code in one would be
/// paragraphs. A ligature is as wide as two letters and shows nothing.
pub(crate) fn mark(file: &mut File) {
    let nothing = Seen {
        narrow: None,
        wide: None,
        least: f32::MAX,
        most: f32::MIN,
    };
    let mut seen = vec![nothing; file.fonts.len()];
    for page in &file.pages {
        for glyph in &page.glyphs {
            let text = &page.text.as_bytes()[glyph.start as usize..glyph.end as usize];
            // A ligature has several bytes, and so has an accented letter.
            let (Some(widths), [letter]) = (seen.get_mut(usize::from(glyph.font)), text) else {
                continue;
            };
            if letter.is_ascii_alphanumeric() && glyph.size > 0.0 {
                widths.add(*letter, advance(glyph) / glyph.size);
            }
        }
    }
    for (font, seen) in file.fonts.iter_mut().zip(seen) {
        // A font that is monospaced by its name or its flags stays so.
        font.monospace |= seen.is_monospace();
    }
}

fn advance(glyph: &Glyph) -> f32 {
    match [glyph.to[0] - glyph.from[0], glyph.to[1] - glyph.from[1]] {
        // The same number, without the cost of a root for each letter of a page.
        [dx, 0.0] => dx.abs(),
        [dx, dy] => dx.hypot(dy),
    }
}

impl Seen {
    /// Adds the width of a letter to those of its font.
    ///
    /// All letters count, not only "i" and "m": in a font for headings these may be
    /// equally wide by chance, and the headings would be code.
    fn add(&mut self, letter: u8, advance: f32) {
        self.least = self.least.min(advance);
        self.most = self.most.max(advance);
        // Digits alone show nothing: they are equally wide in most fonts.
        match letter {
            b'i' | b'l' | b'j' => self.narrow = Some(advance),
            b'm' | b'w' | b'M' | b'W' => self.wide = Some(advance),
            _ => {}
        }
    }

    /// Returns true if all letters have the same width, a narrow and a wide one among
    /// them.
    ///
    /// The subset of a font in which only "A" and "B" are drawn has equal widths too, and
    /// the heading that is set in it would be code.
    fn is_monospace(&self) -> bool {
        self.narrow.is_some() && self.wide.is_some() && self.most < SAME_WIDTH * self.least
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::pdf::test_files::{MONOSPACE, PLAIN, Sample};

    #[test]
    fn a_font_is_of_code_if_its_m_is_as_wide_as_its_i() {
        let line = |font| Sample::new().line(50.0, 50.0, 10.0, font, "mill").file;
        let mut code = line(MONOSPACE);
        code.fonts[usize::from(MONOSPACE)].monospace = false;
        mark(&mut code);
        assert!(code.fonts[usize::from(MONOSPACE)].monospace);
        let mut text = line(PLAIN);
        mark(&mut text);
        assert!(!text.fonts[usize::from(PLAIN)].monospace);
    }
}
