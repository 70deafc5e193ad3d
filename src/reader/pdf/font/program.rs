//! Reads the texts of codes and glyphs from an embedded font program.

use super::encoding::BaseEncoding;
use super::glyph_name;
use super::glyph_texts::{GlyphTexts, GlyphTextsBuilder};
use crate::reader::pdf::object::Value;
use read_fonts::ps::cff::CffFontRef;
use read_fonts::ps::type1::Type1Font;
use read_fonts::tables::cmap::{CmapIterLimits, CmapSubtable, EncodingRecord, PlatformId};
use read_fonts::{FontRef, TableProvider};

/// The maximum number of pairs read from the character maps of a program: overlapping
/// segments can produce billions.
const MAX_PAIRS: usize = 1 << 20;
/// The maximum number of different character maps that are read. There are nine kinds for
/// Unicode; a hostile program has thousands of maps in the same bytes.
const MAX_MAPS: usize = 16;
/// The charge of a glyph's text against the decoded bytes: fonts can share one program, and
/// a segment of eight bytes has 65,000 glyphs.
const GLYPH_BYTES: usize = 32;

/// The codes that the encoding of Windows leaves unused.
const UNUSED_BY_WINDOWS: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// A font program, decoded.
pub(super) enum FontProgram {
    Type1(Box<Type1Font>),
    /// A bare CFF program.
    Compact(Vec<u8>),
    /// A TrueType or OpenType program.
    TrueType(Vec<u8>),
}

impl FontProgram {
    /// Reads the program that a font descriptor embeds. The format is detected from the
    /// first bytes, because the keys are often wrong.
    pub(super) fn embedded(descriptor: Value<'_>) -> Option<Self> {
        let keys = ["FontFile", "FontFile2", "FontFile3"].map(|key| descriptor.get(key));
        let bytes = keys
            .into_iter()
            .find(|value| value.is_stream())?
            .decoded()
            .ok()?;
        match bytes.as_slice() {
            [0, 1, 0, 0, ..] | [b't', b'r', b'u', b'e', ..] | [b'O', b'T', b'T', b'O', ..] => {
                Some(Self::TrueType(bytes))
            }
            [b't', b't', b'c', b'f', ..] => Some(Self::TrueType(bytes)),
            // The header of CFF starts with its version, 1.0.
            [1, 0, ..] => Some(Self::Compact(bytes)),
            _ => Some(Self::Type1(Box::new(Type1Font::new(&bytes).ok()?))),
        }
    }

    /// Returns the texts of the 256 codes in the program's own encoding; empty where it
    /// has none. The work is charged to the font descriptor.
    pub(super) fn built_in(&self, descriptor: Value<'_>) -> Vec<String> {
        match self {
            Self::Type1(font) => by_code(|code, text| {
                let name = font
                    .encoding()
                    .and_then(|encoding| encoding.glyph_name(code));
                name.is_some_and(|name| glyph_name::append(name, text))
            }),
            Self::Compact(bytes) => compact_built_in(bytes).unwrap_or_default(),
            Self::TrueType(bytes) => true_type_built_in(bytes, descriptor).unwrap_or_default(),
        }
    }

    /// Returns the texts of the glyphs by number, from the character map or the glyph
    /// names. The work is charged to the font descriptor.
    pub(super) fn texts_by_glyph(&self, descriptor: Value<'_>) -> GlyphTexts {
        match self {
            Self::Type1(_) => GlyphTexts::default(),
            Self::Compact(bytes) => compact_by_glyph(bytes, descriptor).unwrap_or_default(),
            Self::TrueType(bytes) => FontRef::from_index(bytes, 0)
                .map(|font| true_type_by_glyph(&font, descriptor))
                .unwrap_or_default(),
        }
    }
}

fn by_code(mut append: impl FnMut(u8, &mut String) -> bool) -> Vec<String> {
    let text = |code| {
        let mut text = String::new();
        append(code, &mut text);
        text
    };
    (0..=u8::MAX).map(text).collect()
}

fn compact_built_in(bytes: &[u8]) -> Option<Vec<String>> {
    let font = CffFontRef::new(bytes, 0, None).ok()?;
    let (encoding, charset) = (font.encoding()?, font.charset()?);
    let name = |code| {
        let glyph = encoding.map(code).filter(|glyph| glyph.to_u32() != 0)?;
        std::str::from_utf8(font.string(charset.string_id(glyph)?)?).ok()
    };
    Some(by_code(|code, text| {
        name(code).is_some_and(|name| glyph_name::append(name, text))
    }))
}

fn compact_by_glyph(bytes: &[u8], descriptor: Value<'_>) -> Option<GlyphTexts> {
    // The glyphs of a CID font have numbers instead of names.
    let font = CffFontRef::new(bytes, 0, None)
        .ok()
        .filter(|font| !font.is_cid())?;
    let charset = font.charset()?;
    let named = (charset.iter()).filter_map(|(glyph, string)| {
        Some((glyph, std::str::from_utf8(font.string(string)?).ok()?))
    });
    let mut texts = GlyphTextsBuilder::default();
    for (glyph, name) in named {
        if descriptor.charge(GLYPH_BYTES).is_err() {
            break;
        }
        texts.add(glyph.to_u32(), |text| glyph_name::append(name, text));
    }
    Some(texts.build())
}

/// Implements ISO 32000-2 9.6.5.4: the codes of a symbol map may be offset by U+F000,
/// those of a Macintosh map are used directly.
fn true_type_built_in(bytes: &[u8], descriptor: Value<'_>) -> Option<Vec<String>> {
    let font = FontRef::from_index(bytes, 0).ok()?;
    let map = font.cmap().ok()?;
    let tables: Vec<(PlatformId, CmapSubtable<'_>)> = (map.encoding_records().iter())
        .filter_map(|record| {
            Some((
                record.platform_id(),
                record.subtable(map.offset_data()).ok()?,
            ))
        })
        .collect();
    // Fonts may have several tables; the first one with the code decides.
    let glyph = |code: u8| {
        let codes = [0xF000 + u32::from(code), u32::from(code)];
        let found = (tables.iter())
            .find_map(|(_, table)| codes.iter().find_map(|&code| table.map_codepoint(code)));
        found.filter(|glyph| glyph.to_u32() != 0)
    };
    let texts = true_type_by_glyph(&font, descriptor);
    let is_macintosh = is_macintosh(&tables);
    Some(by_code(|code, text| {
        let Some(glyph) = glyph(code) else {
            return false;
        };
        if let Some(known) = texts.get(glyph.to_u32()) {
            text.push_str(known);
            return true;
        }
        // The glyph exists but has neither a name nor a Unicode code, so its text is
        // that of the code in the encoding of the platform.
        let base = if is_macintosh {
            BaseEncoding::MacRoman
        } else {
            BaseEncoding::WinAnsi
        };
        base.append(code, text)
    }))
}

/// Returns true if the codes of a font without names are those of the Macintosh.
fn is_macintosh(tables: &[(PlatformId, CmapSubtable<'_>)]) -> bool {
    let is_of_platform = |platform: PlatformId| platform == PlatformId::Macintosh;
    if tables.iter().all(|(platform, _)| is_of_platform(*platform)) {
        return true;
    }
    // Fonts may have a symbol map as well, of either encoding. Windows has no character at
    // 0x8D, so a font that has one there was made on a Macintosh: it is "ç".
    let mut maps = tables
        .iter()
        .filter(|(platform, _)| is_of_platform(*platform));
    maps.any(|(_, table)| {
        let has = |code: &u8| {
            let glyph = table.map_codepoint(u32::from(*code));
            glyph.is_some_and(|glyph| glyph.to_u32() != 0)
        };
        UNUSED_BY_WINDOWS.iter().any(has)
    })
}

/// Returns the texts of a TrueType program's glyphs: from their names in `post`,
/// otherwise from the inverted Unicode map.
fn true_type_by_glyph(font: &FontRef<'_>, descriptor: Value<'_>) -> GlyphTexts {
    let mut texts = GlyphTextsBuilder::default();
    // Names first: they distinguish ligatures, which have no code in the Unicode map.
    if let Ok(post) = font.post() {
        let names = post.glyph_names();
        for (glyph, name) in names.take_while(|_| descriptor.charge(GLYPH_BYTES).is_ok()) {
            texts.add(glyph.to_u32(), |text| glyph_name::append(name, text));
        }
    }
    let limits = CmapIterLimits::default_for_font(font);
    let maps = unicode_maps(font);
    let pairs = (maps.iter())
        .flat_map(|map| map.iter_with_limits(limits))
        .take(MAX_PAIRS)
        .take_while(|_| descriptor.charge(GLYPH_BYTES).is_ok());
    for (code, glyph) in pairs {
        if let Some(character) = char::from_u32(code).filter(|character| !character.is_control()) {
            // The lowest code of a glyph: its space precedes its no-break space.
            texts.add(glyph.to_u32(), |text| {
                text.push(character);
                true
            });
        }
    }
    texts.build()
}

/// Returns the character maps for Unicode, each once: most programs list the same one for
/// Windows and for the Macintosh.
fn unicode_maps<'a>(font: &FontRef<'a>) -> Vec<CmapSubtable<'a>> {
    let Ok(map) = font.cmap() else {
        return Vec::new();
    };
    let mut offsets = Vec::new();
    let is_new = |record: &&EncodingRecord| {
        let offset = record.subtable_offset();
        let is_new = is_unicode(record.platform_id(), record.encoding_id())
            && offsets.len() < MAX_MAPS
            && !offsets.contains(&offset);
        if is_new {
            offsets.push(offset);
        }
        is_new
    };
    (map.encoding_records().iter().filter(is_new))
        .filter_map(|record| record.subtable(map.offset_data()).ok())
        .collect()
}

fn is_unicode(platform: PlatformId, encoding: u16) -> bool {
    match platform {
        PlatformId::Unicode => true,
        // Encoding 1 is the Basic Multilingual Plane, 10 all of Unicode; 0 is for
        // symbols.
        PlatformId::Windows => matches!(encoding, 1 | 10),
        _ => false,
    }
}
