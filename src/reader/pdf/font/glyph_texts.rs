//! The texts of the glyphs of a font program.

/// The texts of glyphs by number. A glyph keeps the text that was added first.
///
/// A map of 65,000 glyphs fits into a program of 60 bytes, so a glyph must cost little: an
/// entry of a list, instead of a string and an entry of a hash map.
#[derive(Debug, Default)]
pub(super) struct GlyphTexts {
    text: String,
    /// Sorted by glyph, one for each.
    entries: Vec<GlyphText>,
}

/// The range of a glyph's text.
#[derive(Debug)]
struct GlyphText {
    glyph: u32,
    start: usize,
    end: usize,
}

impl GlyphTexts {
    pub(super) fn get(&self, glyph: u32) -> Option<&str> {
        let found = (self.entries).binary_search_by_key(&glyph, |entry| entry.glyph);
        let entry = &self.entries[found.ok()?];
        Some(&self.text[entry.start..entry.end])
    }
}

/// Collects the texts of glyphs in the order of their sources.
#[derive(Debug, Default)]
pub(super) struct GlyphTextsBuilder {
    texts: GlyphTexts,
}

impl GlyphTextsBuilder {
    /// Adds the text that `append` appends, if it returns true.
    pub(super) fn add(&mut self, glyph: u32, append: impl FnOnce(&mut String) -> bool) {
        let text = &mut self.texts.text;
        let start = text.len();
        if append(text) {
            let end = text.len();
            self.texts.entries.push(GlyphText { glyph, start, end });
        } else {
            text.truncate(start);
        }
    }

    pub(super) fn build(self) -> GlyphTexts {
        let mut texts = self.texts;
        // Stable, so that the first text of a glyph precedes its others.
        texts.entries.sort_by_key(|entry| entry.glyph);
        texts.entries.dedup_by_key(|entry| entry.glyph);
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glyph_keeps_its_first_text() {
        let mut texts = GlyphTextsBuilder::default();
        for (glyph, known) in [(7, "ffi"), (3, " "), (7, "i"), (9, "")] {
            texts.add(glyph, |text| {
                text.push_str(known);
                !known.is_empty()
            });
        }
        let texts = texts.build();
        assert_eq!(texts.get(3), Some(" "));
        assert_eq!(texts.get(7), Some("ffi"));
        assert_eq!(texts.get(9), None);
    }
}
