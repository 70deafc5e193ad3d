//! Simple fonts: one byte per character (ISO 32000-2 9.6).

use super::ascii;
use super::character_map::CharacterMaps;
use super::encoding::BaseEncoding;
use super::program::FontProgram;
use super::standard::StandardFont;
use super::{ShownCharacter, WORD_SPACE_CODE, character_map, glyph_name, style};
use crate::reader::pdf::object::Value;
use hayro_cmap::CMap;
use std::rc::Rc;
use unicode_normalization::UnicodeNormalization;

/// The texts and widths of the 256 codes.
#[derive(Debug)]
pub(super) struct SimpleFont {
    texts: String,
    /// The end of each code's text, which starts at the end of the previous one.
    ends: [u32; 256],
    widths: [f32; 256],
}

impl SimpleFont {
    pub(super) fn read(dictionary: Value<'_>, maps: &mut CharacterMaps) -> Self {
        let sources = Sources::read(dictionary, maps);
        let mut texts = String::new();
        let mut ends = [0; 256];
        for (code, end) in (0..=u8::MAX).zip(&mut ends) {
            if !sources.append(code, &mut texts) {
                texts.push(char::REPLACEMENT_CHARACTER);
            }
            *end = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        }
        let mut simple = Self {
            texts,
            ends,
            widths: [0.0; 256],
        };
        simple.widths = simple.read_widths(dictionary);
        simple
    }

    pub(super) fn decode(&self, bytes: &[u8], mut show: impl FnMut(ShownCharacter<'_>)) {
        for &code in bytes {
            show(ShownCharacter {
                text: self.text(code),
                advance: self.widths[usize::from(code)],
                is_space: u32::from(code) == WORD_SPACE_CODE,
            });
        }
    }

    /// Returns the width of the space.
    pub(super) fn space(&self) -> Option<f32> {
        let spaces = (0..=u8::MAX).filter(|&code| self.text(code) == " ");
        spaces
            .map(|code| self.widths[usize::from(code)])
            .find(|&width| width > 0.0)
    }

    fn text(&self, code: u8) -> &str {
        let end = self.ends[usize::from(code)];
        let start = code
            .checked_sub(1)
            .map_or(0, |before| self.ends[usize::from(before)]);
        self.texts
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    #[expect(clippy::cast_possible_truncation, reason = "widths are small")]
    fn read_widths(&self, dictionary: Value<'_>) -> [f32; 256] {
        let given = dictionary.get("Widths");
        let descriptor = dictionary.get("FontDescriptor");
        // The 14 standard fonts need no widths (9.6.2.2), and broken files lack them too.
        if !given.is_array() {
            let standard = StandardFont::named(&style::base_name(dictionary));
            let mut code = 0;
            return [(); 256].map(|()| {
                let width = standard.width(code, self.text(code));
                code = code.wrapping_add(1);
                width
            });
        }
        let missing = descriptor.get("MissingWidth").number().unwrap_or(0.0) as f32;
        let mut widths = [missing; 256];
        let first = dictionary.get("FirstChar").integer().unwrap_or(0);
        for (code, width) in (first..256).zip(given.items()) {
            if let (Ok(code), Some(width)) = (usize::try_from(code), width.number()) {
                widths[code] = width as f32;
            }
        }
        widths
    }
}

/// The sources of a code's text, the most reliable first.
struct Sources<'a> {
    to_unicode: Option<Rc<CMap>>,
    differences: Vec<Option<&'a [u8]>>,
    base: Option<BaseEncoding>,
    built_in: Vec<String>,
    standard: StandardFont,
    /// The encoding used when no other source has the code.
    fallback: BaseEncoding,
    /// Unknown glyph names have the text of their codes.
    reads_codes: bool,
}

impl<'a> Sources<'a> {
    fn read(dictionary: Value<'a>, maps: &mut CharacterMaps) -> Self {
        let encoding = dictionary.get("Encoding");
        let descriptor = dictionary.get("FontDescriptor");
        let base = encoding
            .name()
            .or(encoding.get("BaseEncoding").name())
            .and_then(BaseEncoding::named);
        let is_true_type = dictionary.get("Subtype").is("TrueType");
        let is_symbolic = style::is_symbolic(descriptor);
        // The specification ignores the encoding entry of symbolic TrueType fonts
        // (9.6.5.4), but many producers set the symbolic flag on Latin fonts. The entry
        // is therefore kept, and the program is read in addition.
        let asks_program = base.is_none() || (is_symbolic && is_true_type);
        let program = asks_program
            .then(|| FontProgram::embedded(descriptor))
            .flatten();
        let to_unicode = maps.text_map(dictionary.get("ToUnicode"));
        let differences = differences(encoding.get("Differences"));
        // A map to control characters alone, as one driver writes it, is no source: with
        // it, "conditional" was nine unknown letters.
        let has_text = |map: &Rc<CMap>| {
            let mut text = String::new();
            for code in 0..=u32::from(u8::MAX) {
                character_map::append(map, code, &mut text);
            }
            text.contains(|c: char| !c.is_control())
        };
        Self {
            reads_codes: ascii::are_codes(&differences)
                && !to_unicode.as_ref().is_some_and(has_text),
            to_unicode,
            differences,
            base,
            built_in: program
                .map(|program| program.built_in(descriptor))
                .unwrap_or_default(),
            standard: StandardFont::named(&style::base_name(dictionary)),
            fallback: if is_true_type {
                BaseEncoding::WinAnsi
            } else {
                BaseEncoding::Standard
            },
        }
    }

    /// Appends the text of a code. Returns false if no source has it.
    fn append(&self, code: u8, text: &mut String) -> bool {
        let (map, before) = (self.to_unicode.as_ref(), text.len());
        if !map.is_some_and(|map| character_map::append(map, u32::from(code), text)) {
            return self.append_named(code, text);
        }
        // The name only completes a text that is its end. Where the two differ, the map
        // is the more reliable source.
        if let Some(whole) = self.ligature(code)
            && whole.len() > text.len() - before
            && whole.ends_with(&text[before..])
        {
            text.truncate(before);
            text.push_str(&whole);
        }
        true
    }

    /// Returns the letters of the ligature that the glyph name denotes. The maps of some
    /// converted files have only its last letter: `i` for `f_i`.
    fn ligature(&self, code: u8) -> Option<String> {
        let name = self.differences.get(usize::from(code)).copied().flatten()?;
        let is_short = matches!(name, b"ff" | b"fi" | b"fl" | b"ffi" | b"ffl");
        if !is_short && !name.contains(&b'_') {
            return None;
        }
        let mut letters = String::new();
        glyph_name::append(&String::from_utf8_lossy(name), &mut letters)
            .then(|| letters.nfkd().collect())
    }

    fn append_named(&self, code: u8, text: &mut String) -> bool {
        let index = usize::from(code);
        if let Some(Some(name)) = self.differences.get(index) {
            let name = String::from_utf8_lossy(name);
            // A name ends the search even if it is unknown: `Differences` replaces the
            // base encoding, whose text for this code would be wrong.
            let is_known = match self.standard {
                StandardFont::ZapfDingbats => glyph_name::append_dingbat(&name, text),
                _ => glyph_name::append(&name, text),
            };
            return is_known || (self.reads_codes && ascii::append(code, text));
        }
        if self.base.is_some_and(|base| base.append(code, text)) {
            return true;
        }
        if let Some(built_in) = self
            .built_in
            .get(index)
            .filter(|built_in| !built_in.is_empty())
        {
            text.push_str(built_in);
            return true;
        }
        if let Some(built_in) = self.standard.built_in(code) {
            text.push(built_in);
            return true;
        }
        // A named base encoding without this code leaves it undefined; a guess from
        // another encoding would be wrong without any sign of it.
        self.base.is_none() && self.fallback.append(code, text)
    }
}

/// Reads the names that `Differences` assigns to codes.
fn differences(items: Value<'_>) -> Vec<Option<&[u8]>> {
    let mut names = vec![None; if items.is_array() { 256 } else { 0 }];
    let mut code = 0;
    // Fonts can share one array.
    let items = items.items().take_while(|item| item.charge(1).is_ok());
    for item in items {
        if let Some(next) = item.integer() {
            code = usize::try_from(next).unwrap_or(256);
        } else if let Some(name) = item.name() {
            if let Some(slot) = names.get_mut(code) {
                *slot = Some(name).filter(|name| name.len() <= glyph_name::MAX_NAME_BYTES);
            }
            code = code.saturating_add(1);
        }
    }
    names
}
