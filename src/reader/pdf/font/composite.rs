//! Composite fonts: codes of one to four bytes, converted to glyphs by a character map
//! (ISO 32000-2 9.7).

use super::character_map::CharacterMaps;
use super::glyph_name::SPACE_GLYPH;
use super::glyph_texts::GlyphTexts;
use super::program::FontProgram;
use super::{ShownCharacter, WORD_SPACE_CODE, character_map};
use crate::reader::pdf::object::Value;
use hayro_cmap::{CMap, CidFamily, WritingMode};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The maximum number of CIDs with a width of their own: CIDs have 16 bits, so a longer
/// array is hostile.
const MAX_WIDTHS: usize = 1 << 16;
/// The charge of a width against the decoded bytes: fonts can share one array of widths.
const WIDTH_BYTES: usize = 16;

/// The advance of a glyph without an entry, in thousandths of an em: the default of `DW`
/// and, downwards, of `DW2` (9.7.4.3).
const DEFAULT_ADVANCE: f32 = 1000.0;

/// The longest code, in bytes (9.7.6.2).
const MAX_CODE_BYTES: u8 = 4;

/// The codes that show a space in most fonts: 32 in character encodings, 3 in fonts made
/// for Windows, 1 in Adobe's collections.
const SPACE_CODES: [[u8; 2]; 3] = [[0, 32], [0, 3], [0, 1]];

/// The characters of a composite font. Each code is decoded once and cached.
#[derive(Debug)]
pub(super) struct CompositeFont {
    codes: Rc<CMap>,
    texts: TextSources,
    widths: HashMap<u32, f32>,
    default_width: f32,
    vertical: Option<VerticalAdvances>,
    decoded: RefCell<DecodedCodes>,
}

/// The sources of a code's text, the most reliable first.
#[derive(Debug)]
struct TextSources {
    to_unicode: Option<Rc<CMap>>,
    /// Maps the CIDs of Adobe's Chinese, Japanese and Korean collections to text.
    collection: Option<Rc<CMap>>,
    program: Option<ProgramTexts>,
    /// The codes are characters.
    are_characters: bool,
}

/// The texts of the embedded program's glyphs, from its character map or from the glyph
/// names.
#[derive(Debug)]
struct ProgramTexts {
    texts: GlyphTexts,
    /// The glyph of each CID, two bytes each. Without it CIDs are glyph numbers (9.7.4.2).
    glyphs: Option<Vec<u8>>,
}

/// The downward advances of the glyphs of a vertical font.
#[derive(Debug)]
struct VerticalAdvances {
    advances: HashMap<u32, f32>,
    default: f32,
}

/// The codes decoded so far.
#[derive(Debug, Default)]
struct DecodedCodes {
    texts: String,
    codes: HashMap<(u32, u8), DecodedCode>,
}

#[derive(Debug, Clone, Copy)]
struct DecodedCode {
    start: usize,
    end: usize,
    advance: f32,
}

impl CompositeFont {
    pub(super) fn read(dictionary: Value<'_>, maps: &mut CharacterMaps) -> Self {
        let descendant = dictionary.get("DescendantFonts").at(0);
        let codes = match dictionary.get("Encoding") {
            name if name.is("Identity-V") => Rc::new(CMap::identity_v()),
            name if name.is("Identity-H") => Rc::new(CMap::identity_h()),
            // An unreadable map is read as Identity-H, so that `ToUnicode` still applies.
            map => maps
                .read(map)
                .unwrap_or_else(|| Rc::new(CMap::identity_h())),
        };
        let is_vertical = codes.metadata().writing_mode == Some(WritingMode::Vertical);
        Self {
            texts: TextSources::read(dictionary, descendant, maps),
            widths: widths(descendant.get("W")),
            default_width: single(descendant.get("DW")).unwrap_or(DEFAULT_ADVANCE),
            vertical: is_vertical.then(|| VerticalAdvances::read(descendant)),
            codes,
            decoded: RefCell::default(),
        }
    }

    pub(super) fn is_vertical(&self) -> bool {
        self.vertical.is_some()
    }

    pub(super) fn decode(&self, bytes: &[u8], mut show: impl FnMut(ShownCharacter<'_>)) {
        let mut decoded = self.decoded.borrow_mut();
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, length, cid) = self.next_code(rest);
            rest = &rest[usize::from(length)..];
            let glyph = match decoded.codes.get(&(code, length)) {
                Some(glyph) => *glyph,
                None => self.look_up(code, length, cid, &mut decoded),
            };
            show(ShownCharacter {
                text: &decoded.texts[glyph.start..glyph.end],
                advance: glyph.advance,
                is_space: length == 1 && code == WORD_SPACE_CODE,
            });
        }
    }

    /// Returns the width of the space, if one of the usual codes is a space.
    pub(super) fn space(&self) -> Option<f32> {
        let mut width = None;
        for code in SPACE_CODES {
            self.decode(&code, |shown| {
                if shown.text == " " && shown.advance > 0.0 && width.is_none() {
                    width = Some(shown.advance);
                }
            });
        }
        width.filter(|_| !self.is_vertical())
    }

    /// Reads the first code: its value, its length and its CID. A code outside of all
    /// ranges has two bytes, or one if no more remain.
    fn next_code(&self, bytes: &[u8]) -> (u32, u8, u32) {
        let mut code = 0;
        for (length, &byte) in (1..=MAX_CODE_BYTES).zip(bytes) {
            code = code << 8 | u32::from(byte);
            if let Some(cid) = self.codes.lookup_cid_code(code, length) {
                return (code, length, cid);
            }
        }
        match *bytes {
            [high, low, ..] => {
                let code = u32::from(high) << 8 | u32::from(low);
                (code, 2, code)
            }
            _ => (u32::from(bytes[0]), 1, u32::from(bytes[0])),
        }
    }

    fn look_up(&self, code: u32, length: u8, cid: u32, decoded: &mut DecodedCodes) -> DecodedCode {
        let start = decoded.texts.len();
        if !self.texts.append(code, cid, &mut decoded.texts) {
            // Subsets made for Windows keep the glyph numbers, and many of their maps
            // leave out the space. In a collection the same number is another character.
            let is_space = cid == SPACE_GLYPH && self.texts.collection.is_none();
            (decoded.texts).push(if is_space {
                ' '
            } else {
                char::REPLACEMENT_CHARACTER
            });
        }
        let advance = match &self.vertical {
            Some(vertical) => vertical.advance(cid),
            None => self.widths.get(&cid).copied().unwrap_or(self.default_width),
        };
        let glyph = DecodedCode {
            start,
            end: decoded.texts.len(),
            advance,
        };
        decoded.codes.insert((code, length), glyph);
        glyph
    }
}

impl TextSources {
    fn read(dictionary: Value<'_>, descendant: Value<'_>, maps: &mut CharacterMaps) -> Self {
        let to_unicode = maps.text_map(dictionary.get("ToUnicode"));
        let info = descendant.get("CIDSystemInfo");
        let family = CidFamily::from_registry_ordering(
            info.get("Registry").bytes().unwrap_or_default(),
            info.get("Ordering").bytes().unwrap_or_default(),
        );
        let collection = family.ucs2_cmap().and_then(|name| maps.predefined(name));
        // Reading the program is expensive and its texts are the least reliable.
        let asks_program = to_unicode.is_none() && collection.is_none();
        Self {
            to_unicode,
            collection,
            program: (asks_program.then(|| ProgramTexts::read(descendant))).flatten(),
            are_characters: are_characters(dictionary, descendant),
        }
    }

    /// Appends the text of a code. Returns false if no source has it.
    fn append(&self, code: u32, cid: u32, text: &mut String) -> bool {
        let maps = [(&self.to_unicode, code), (&self.collection, cid)];
        for (map, number) in maps {
            if map
                .as_ref()
                .is_some_and(|map| character_map::append(map, number, text))
            {
                return true;
            }
        }
        if let Some(known) = self.program.as_ref().and_then(|program| program.get(cid)) {
            text.push_str(known);
            return true;
        }
        let character = char::from_u32(code).filter(|c| self.are_characters && !c.is_control());
        text.extend(character);
        character.is_some()
    }
}

/// Returns true if the codes of a font are the characters themselves.
///
/// `ToUnicode` is then the name `Identity-H`, and another map converts the codes to
/// glyphs. Without one the codes are the numbers of glyphs, and the name is wrong: "Tea"
/// would be read as "7HD".
fn are_characters(dictionary: Value<'_>, descendant: Value<'_>) -> bool {
    let is_identity = |key: &str| {
        let name = dictionary.get(key).name();
        name.is_some_and(character_map::is_identity)
    };
    is_identity("ToUnicode")
        && (!is_identity("Encoding") || descendant.get("CIDToGIDMap").decoded().is_ok())
}

impl ProgramTexts {
    fn read(descendant: Value<'_>) -> Option<Self> {
        let descriptor = descendant.get("FontDescriptor");
        Some(Self {
            texts: FontProgram::embedded(descriptor)?.texts_by_glyph(descriptor),
            glyphs: descendant.get("CIDToGIDMap").decoded().ok(),
        })
    }

    fn get(&self, cid: u32) -> Option<&str> {
        let Some(glyphs) = &self.glyphs else {
            return self.texts.get(cid);
        };
        let (pairs, _) = glyphs.as_chunks::<2>();
        let &glyph = pairs.get(usize::try_from(cid).ok()?)?;
        self.texts.get(u16::from_be_bytes(glyph).into())
    }
}

impl VerticalAdvances {
    fn read(descendant: Value<'_>) -> Self {
        // The file writes the advance as a negative number: y grows upwards.
        let default = single(descendant.get("DW2").at(1)).map_or(DEFAULT_ADVANCE, f32::abs);
        Self {
            advances: vertical_advances(descendant.get("W2")),
            default,
        }
    }

    fn advance(&self, cid: u32) -> f32 {
        self.advances.get(&cid).copied().unwrap_or(self.default)
    }
}

/// Reads the `W` array: `first [w1 w2 ...]` and `first last w`.
fn widths(array: Value<'_>) -> HashMap<u32, f32> {
    metrics::<1>(array)
        .take_while(|_| array.charge(WIDTH_BYTES).is_ok())
        .map(|(cid, [width])| (cid, width))
        .collect()
}

/// Reads the `W2` array: the same with three numbers per glyph, of which the first is the
/// advance.
fn vertical_advances(array: Value<'_>) -> HashMap<u32, f32> {
    metrics::<3>(array)
        .take_while(|_| array.charge(WIDTH_BYTES).is_ok())
        .map(|(cid, [advance, ..])| (cid, advance.abs()))
        .collect()
}

/// Returns the CIDs of a `W` or `W2` array with their `N` numbers each, at most
/// [`MAX_WIDTHS`].
fn metrics<const N: usize>(array: Value<'_>) -> impl Iterator<Item = (u32, [f32; N])> {
    let mut index = 0;
    let entries = std::iter::from_fn(move || {
        let first = cid(array.at(index))?;
        let second = array.at(index + 1);
        if second.is_array() {
            index += 2;
            return Some(MetricsEntry::List(first, second));
        }
        let last = cid(second)?;
        let numbers =
            std::array::from_fn(|offset| single(array.at(index + 2 + offset)).unwrap_or(0.0));
        index += 2 + N;
        Some(MetricsEntry::Range(first, last, numbers))
    });
    entries.flat_map(MetricsEntry::expand).take(MAX_WIDTHS)
}

enum MetricsEntry<'a, const N: usize> {
    List(u32, Value<'a>),
    Range(u32, u32, [f32; N]),
}

impl<const N: usize> MetricsEntry<'_, N> {
    fn expand(self) -> Vec<(u32, [f32; N])> {
        match self {
            Self::List(first, items) => {
                let numbers: Vec<f32> = items
                    .items()
                    .take(N * MAX_WIDTHS)
                    .map(|item| single(item).unwrap_or(0.0))
                    .collect();
                let (groups, _) = numbers.as_chunks::<N>();
                // `first..` overflows at the last number, which hostile arrays start at.
                (first..=u32::MAX)
                    .zip(groups.iter().copied())
                    .take(MAX_WIDTHS)
                    .collect()
            }
            // Limited before it is collected: a range may have four billion numbers.
            Self::Range(first, last, numbers) => (first..=last)
                .map(|cid| (cid, numbers))
                .take(MAX_WIDTHS)
                .collect(),
        }
    }
}

fn cid(value: Value<'_>) -> Option<u32> {
    value
        .integer()
        .and_then(|number| u32::try_from(number).ok())
}

#[expect(clippy::cast_possible_truncation, reason = "widths are small")]
fn single(value: Value<'_>) -> Option<f32> {
    value.number().map(|number| number as f32)
}
