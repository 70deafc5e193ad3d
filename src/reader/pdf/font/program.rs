//! Reads the texts of codes and glyphs from an embedded font program.

use super::encoding::BaseEncoding;
use super::glyph_name;
use crate::reader::pdf::object::Value;
use read_fonts::ps::cff::CffFontRef;
use read_fonts::ps::type1::Type1Font;
use read_fonts::tables::cmap::{CmapIterLimits, CmapSubtable, PlatformId};
use read_fonts::{FontRef, TableProvider};
use std::collections::HashMap;

/// The maximum number of pairs read from a character map: overlapping segments can
/// produce billions.
const MAX_PAIRS: usize = 1 << 20;

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
    /// has none.
    pub(super) fn built_in(&self) -> Vec<String> {
        match self {
            Self::Type1(font) => by_code(|code, text| {
                let name = font
                    .encoding()
                    .and_then(|encoding| encoding.glyph_name(code));
                name.is_some_and(|name| glyph_name::append(name, text))
            }),
            Self::Compact(bytes) => compact_built_in(bytes).unwrap_or_default(),
            Self::TrueType(bytes) => true_type_built_in(bytes).unwrap_or_default(),
        }
    }

    /// Returns the texts of the glyphs by number, from the character map or the glyph
    /// names.
    pub(super) fn texts_by_glyph(&self) -> HashMap<u32, String> {
        match self {
            Self::Type1(_) => HashMap::new(),
            Self::Compact(bytes) => compact_by_glyph(bytes).unwrap_or_default(),
            Self::TrueType(bytes) => FontRef::from_index(bytes, 0)
                .map(|font| characters_by_glyph(&font))
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

fn compact_by_glyph(bytes: &[u8]) -> Option<HashMap<u32, String>> {
    // The glyphs of a CID font have numbers instead of names.
    let font = CffFontRef::new(bytes, 0, None)
        .ok()
        .filter(|font| !font.is_cid())?;
    let named = font.charset()?.iter().filter_map(|(glyph, string)| {
        let name = std::str::from_utf8(font.string(string)?).ok()?;
        let mut text = String::new();
        glyph_name::append(name, &mut text).then_some((glyph.to_u32(), text))
    });
    Some(named.collect())
}

/// Implements ISO 32000-2 9.6.5.4: the codes of a symbol map may be offset by U+F000,
/// those of a Macintosh map are used directly.
fn true_type_built_in(bytes: &[u8]) -> Option<Vec<String>> {
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
    let characters = characters_by_glyph(&font);
    let is_macintosh = is_macintosh(&tables);
    Some(by_code(|code, text| {
        let Some(glyph) = glyph(code) else {
            return false;
        };
        if let Some(known) = characters.get(&glyph.to_u32()) {
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
fn characters_by_glyph(font: &FontRef<'_>) -> HashMap<u32, String> {
    let mut texts = HashMap::new();
    // Names first: they distinguish ligatures, which have no code in the Unicode map.
    if let Ok(post) = font.post() {
        for (glyph, name) in post.glyph_names() {
            let mut text = String::new();
            if glyph_name::append(name, &mut text) {
                texts.insert(glyph.to_u32(), text);
            }
        }
    }
    let Ok(map) = font.cmap() else {
        return texts;
    };
    let limits = CmapIterLimits::default_for_font(font);
    for record in map
        .encoding_records()
        .iter()
        .filter(|record| is_unicode(record.platform_id(), record.encoding_id()))
    {
        let Ok(table) = record.subtable(map.offset_data()) else {
            continue;
        };
        for (code, glyph) in table.iter_with_limits(limits).take(MAX_PAIRS) {
            if let Some(character) =
                char::from_u32(code).filter(|character| !character.is_control())
            {
                // The lowest code of a glyph: its space precedes its no-break space.
                texts
                    .entry(glyph.to_u32())
                    .or_insert_with(|| character.into());
            }
        }
    }
    texts
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
