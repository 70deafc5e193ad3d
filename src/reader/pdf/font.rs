//! Fonts: convert the bytes of a shown string to characters and widths (ISO 32000-2 9).

mod ascii;
mod character_map;
mod composite;
mod encoding;
mod glyph_name;
mod glyph_texts;
mod program;
mod simple;
mod standard;
mod stem;
mod style;
mod tex_name;
mod type3;

use super::page;
use crate::reader::pdf::object::{Id, Value};
use character_map::CharacterMaps;
use composite::CompositeFont;
use simple::SimpleFont;
use std::collections::HashMap;
use std::rc::Rc;

/// The unit of glyph space in ems, for all fonts but Type 3 (9.2.4).
const GLYPH_UNIT: f64 = 0.001;

/// The single-byte code that word spacing applies to (9.3.3), whatever it shows.
const WORD_SPACE_CODE: u32 = 32;

/// The number of fonts of a file whose stems are measured: a glyph may have a million
/// operations, and a file thousands of fonts.
const MAX_MEASURED: usize = 64;
/// Fonts with stems of this width are bold, in ems. Of 154 fonts that are bold by name,
/// 148 have it, and of 416 others 401 have less; nearly all of the rest are bold without
/// a name.
const BOLD_STEM: f32 = 0.11;

/// The fonts of a file; each is loaded once.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    loaded: HashMap<Id, Rc<Font>>,
    described: Vec<page::FontDescriptor>,
    maps: CharacterMaps,
    /// The font that is used in place of a missing one.
    fallback: Option<Rc<Font>>,
    /// The number of fonts whose stems were measured.
    measured: usize,
}

/// A font that can decode shown strings.
#[derive(Debug)]
pub(super) struct Font {
    /// The index among the fonts of the file.
    pub(super) index: u16,
    /// The size of one unit of glyph space in ems: a thousandth, except in Type 3 fonts.
    pub(super) unit: f64,
    /// The drawn height of an em at font size 1: 1, except in Type 3 fonts.
    pub(super) em: f64,
    pub(super) vertical: bool,
    /// True for fonts whose glyphs are drawings, with their own colours and sizes.
    pub(super) is_type3: bool,
    codes: Codes,
}

#[derive(Debug)]
enum Codes {
    Simple(Box<SimpleFont>),
    Composite(Box<CompositeFont>),
}

/// A character of a shown string.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShownCharacter<'t> {
    /// The text, or U+FFFD if the font does not define it.
    pub(super) text: &'t str,
    /// The advance in glyph space along the line; downwards in vertical writing.
    pub(super) advance: f32,
    /// True for the single byte 32, the only code that word spacing applies to.
    pub(super) is_space: bool,
}

impl Fonts {
    /// Loads the font of a font dictionary, or returns it from the cache. A missing
    /// dictionary gives the standard encoding and the widths of Helvetica, as in viewers:
    /// most of its text is correct, and it would be lost otherwise.
    pub(super) fn load(&mut self, dictionary: Value<'_>) -> Option<Rc<Font>> {
        // A font that is a direct object has no id and is read for each set of resources.
        if let Some(font) = dictionary.id().and_then(|id| self.loaded.get(&id)) {
            return Some(Rc::clone(font));
        }
        if !dictionary.is_dictionary() {
            if self.fallback.is_none() {
                self.fallback = self.read(dictionary.nothing()).map(Rc::new);
            }
            return self.fallback.clone();
        }
        let font = Rc::new(self.read(dictionary)?);
        if let Some(id) = dictionary.id() {
            self.loaded.insert(id, Rc::clone(&font));
        }
        Some(font)
    }

    /// Returns true if a map was rejected, wholly or in part, since the last call.
    pub(super) fn take_refusal(&mut self) -> bool {
        self.maps.take_refusal()
    }

    /// Returns the descriptions of all loaded fonts, ordered by index.
    pub(super) fn into_described(self) -> Vec<page::FontDescriptor> {
        self.described
    }

    fn read(&mut self, dictionary: Value<'_>) -> Option<Font> {
        let index = u16::try_from(self.described.len()).ok()?;
        let kind = dictionary.get("Subtype");
        let mut described = style::describe(dictionary);
        let font = if kind.is("Type0") {
            let composite = CompositeFont::read(dictionary, &mut self.maps);
            Font {
                index,
                unit: GLYPH_UNIT,
                em: 1.0,
                vertical: composite.is_vertical(),
                is_type3: false,
                codes: Codes::Composite(Box::new(composite)),
            }
        } else {
            let (unit, em) = if kind.is("Type3") {
                type3::scale(dictionary)
            } else {
                (GLYPH_UNIT, 1.0)
            };
            Font {
                index,
                unit,
                em,
                vertical: false,
                is_type3: kind.is("Type3"),
                codes: Codes::Simple(Box::new(SimpleFont::read(dictionary, &mut self.maps))),
            }
        };
        described.bold |= self.is_bold_by_its_stems(&described, dictionary);
        described.vertical = font.vertical;
        described.space = font.space();
        self.described.push(described);
        Some(font)
    }

    /// Measures the stems if nothing else says how heavy the font is: journals have names
    /// such as `AdvOTce3d9a73` and a `StemV` of 0.
    fn is_bold_by_its_stems(&mut self, font: &page::FontDescriptor, dictionary: Value<'_>) -> bool {
        let is_unknown = !font.bold && !font.symbolic && style::has_unknown_weight(dictionary);
        if !is_unknown || self.measured >= MAX_MEASURED {
            return false;
        }
        self.measured += 1;
        stem::measure(dictionary).is_some_and(|stem| stem >= BOLD_STEM)
    }
}

impl Font {
    /// Calls `show` with each character of a shown string, in order.
    pub(super) fn decode(&self, bytes: &[u8], show: impl FnMut(ShownCharacter<'_>)) {
        match &self.codes {
            Codes::Simple(simple) => simple.decode(bytes, show),
            Codes::Composite(composite) => composite.decode(bytes, show),
        }
    }

    /// Returns the width of the space in ems, if the font has a space.
    #[expect(clippy::cast_possible_truncation, reason = "an estimate")]
    fn space(&self) -> Option<f32> {
        let width = match &self.codes {
            Codes::Simple(simple) => simple.space(),
            Codes::Composite(composite) => composite.space(),
        }?;
        Some((f64::from(width) * self.unit / self.em) as f32)
    }
}

#[cfg(test)]
mod tests {
    use crate::reader::pdf::test_files::{FIRST, Fixture};

    /// Returns the text shown by `codes` in a font with these entries. Streams become
    /// objects numbered from 5.
    fn shown(codes: &str, font: &str, streams: &[&str]) -> String {
        let fixture = Fixture::new(&format!("BT /F 10 Tf 0 50 Td {codes} Tj ET"))
            .resources(&format!("/Font <</F <<{font}>>>>"));
        let fixture = streams
            .iter()
            .fold(fixture, |fixture, stream| fixture.stream("", stream));
        fixture.load_page().shown()
    }

    const MAP: &str = "1 begincodespacerange <00> <ff> endcodespacerange \
        2 beginbfchar <41> <03b1> <42> <00660066> endbfchar 1 beginbfrange <43> <44> <0400> endbfrange";

    #[test]
    fn to_unicode_overrides_all_other_sources() {
        let font = format!(
            "/Subtype /Type1 /BaseFont /X /Encoding /WinAnsiEncoding /ToUnicode {FIRST} 0 R"
        );
        assert_eq!(shown("(ABCDE)", &font, &[MAP]), "αffЀЁE");
    }

    #[test]
    fn glyph_names_override_the_base_encoding() {
        let encoding = "/Encoding <</BaseEncoding /WinAnsiEncoding /Differences [65 /alpha /uni0416 /fi 68 /g90]>>";
        let font = format!("/Subtype /Type1 /BaseFont /X {encoding}");
        assert_eq!(shown("(ABCDE\\223)", &font, &[]), "αЖfiZE“");
    }

    #[test]
    fn standard_fonts_have_their_own_encodings() {
        assert_eq!(
            shown("(abc)", "/Subtype /Type1 /BaseFont /Symbol", &[]),
            "αβχ"
        );
        assert_eq!(
            shown(
                "(\\101\\047)",
                "/Subtype /Type1 /BaseFont /Times-Roman",
                &[]
            ),
            "A’"
        );
    }

    #[test]
    fn characters_without_a_source_are_replacement_characters() {
        assert_eq!(
            shown("<81>", "/Subtype /Type1 /BaseFont /X", &[]),
            "\u{fffd}"
        );
    }

    #[test]
    fn composite_fonts_read_two_bytes_a_character() {
        let font = format!(
            "/Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode {FIRST} 0 R \
             /DescendantFonts [<</Subtype /CIDFontType2 /DW 500>>]"
        );
        let map = "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0001> <0003> [<0061> <0062> <D83DDE00>] endbfrange";
        assert_eq!(shown("<000100020003>", &font, &[map]), "ab😀");
    }

    #[test]
    fn widths_may_start_at_the_largest_number() {
        let font = "/Subtype /Type0 /BaseFont /X /Encoding /UniJIS-UCS2-H /DescendantFonts \
            [<</Subtype /CIDFontType0 /W [4294967295 [500]] \
            /CIDSystemInfo <</Registry (Adobe) /Ordering (Japan1) /Supplement 2>>>>]";
        assert_eq!(shown("<65e5672c>", font, &[]), "日本");
    }

    #[test]
    fn predefined_maps_need_no_to_unicode() {
        let descendant = "<</Subtype /CIDFontType0 /CIDSystemInfo <</Registry (Adobe) /Ordering (Japan1) /Supplement 2>>>>";
        let font = |encoding: &str| {
            format!(
                "/Subtype /Type0 /BaseFont /X /Encoding /{encoding} /DescendantFonts [{descendant}]"
            )
        };
        assert_eq!(shown("<82a0>", &font("90ms-RKSJ-H"), &[]), "あ");
        assert_eq!(shown("<65e5672c>", &font("UniJIS-UCS2-H"), &[]), "日本");
    }

    #[test]
    fn vertical_fonts_write_downwards() {
        let font = "/Subtype /Type0 /BaseFont /X /Encoding /UniJIS-UCS2-V /DescendantFonts \
            [<</Subtype /CIDFontType0 /CIDSystemInfo <</Registry (Adobe) /Ordering (Japan1) /Supplement 2>>>>]";
        let file = Fixture::new("BT /F 10 Tf 50 90 Td <65e5672c> Tj ET")
            .resources(&format!("/Font <</F <<{font}>>>>"))
            .load();
        assert_eq!(
            file.pages[0].placed(),
            [("日", [50.0, 10.0]), ("本", [50.0, 20.0])]
        );
        assert!(file.fonts[0].vertical);
    }

    #[test]
    fn fonts_are_described() {
        let descriptor = "<</Flags 64 /StemV 80 /FontWeight 700>>";
        let font = format!(
            "/Subtype /TrueType /BaseFont /ABCDEF+Lato,Italic /FontDescriptor {descriptor}"
        );
        let file = Fixture::new("BT /F 10 Tf 0 50 Td (A) Tj ET")
            .resources(&format!("/Font <</F <<{font}>>>>"))
            .load();
        let font = &file.fonts[0];
        assert_eq!(
            (font.bold, font.italic, font.monospace),
            (true, true, false)
        );
    }

    #[test]
    fn a_font_whose_letters_are_equally_wide_is_monospace() {
        let is_monospace = |widths: &str| {
            let font = format!(
                "/Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [.1 0 0 .1 0 0] /CharProcs <<>> \
                 /Encoding <</Differences [105 /i /j /k /l /m /n /o]>> /FirstChar 105 /LastChar 111 \
                 /Widths [{widths}]"
            );
            let file = Fixture::new("BT /F 20 Tf 0 50 Td (ink) Tj ET")
                .resources(&format!("/Font <</F <<{font}>>>>"))
                .load();
            file.fonts[0].monospace
        };
        assert!(is_monospace("5 5 5 5 5 5 5"));
        // Letters that the file does not use have no width.
        assert!(is_monospace("5 5 0 5 5 0 5"));
        assert!(!is_monospace("2 2 5 2 8 5 5"));
        // Without a narrow letter, equal widths are usual in any font.
        assert!(!is_monospace("0 0 5 0 5 5 5"));
        assert!(!is_monospace("5 5 0 5 0 0 0"));
    }

    #[test]
    fn type3_fonts_have_a_scale_of_their_own() {
        let font = "/Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [.1 0 0 .1 0 0] /CharProcs <<>> \
            /Encoding <</Differences [97 /a]>> /FirstChar 97 /LastChar 97 /Widths [5]";
        let page = Fixture::new("BT /F 20 Tf 0 50 Td (a) Tj ET")
            .resources(&format!("/Font <</F <<{font}>>>>"))
            .load_page();
        assert!((page.glyphs[0].to[0] - 10.0).abs() < 0.01);
        assert!((page.glyphs[0].size - 20.0).abs() < 0.01);
    }
}
