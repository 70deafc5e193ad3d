//! Composite fonts: codes of one to four bytes that lead through a character map to glyphs (ISO 32000-2 9.7).

use super::Shown;
use super::character_map::{self, CharacterMaps};
use super::glyph_name::SPACE_GLYPH;
use super::program::Program;
use crate::reader::pdf::object::Value;
use hayro_cmap::{CMap, CidFamily, WritingMode};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// How many CIDs may be given widths.
const MOST_WIDTHS: usize = 1 << 16;
/// What a width counts of the bytes that may be decoded: fonts can share one array of widths.
const WIDTH_BYTES: usize = 16;
/// The same of a glyph's text: fonts can share one program.
const GLYPH_BYTES: usize = 32;

/// What the codes of a composite font show; a code is looked up once.
#[derive(Debug)]
pub(super) struct Composite {
    codes: Rc<CMap>,
    texts: Texts,
    widths: HashMap<u32, f32>,
    default_width: f32,
    vertical: Option<Vertical>,
    known: RefCell<Known>,
}

/// Where a code's text may be found, best first.
#[derive(Debug)]
struct Texts {
    to_unicode: Option<Rc<CMap>>,
    /// From the CIDs of Adobe's Chinese, Japanese and Korean collections.
    collection: Option<Rc<CMap>>,
    by_cid: HashMap<u32, String>,
}

/// How far a vertical font's glyphs advance downwards.
#[derive(Debug)]
struct Vertical {
    advances: HashMap<u32, f32>,
    default: f32,
}

/// Codes that were shown before.
#[derive(Debug, Default)]
struct Known {
    texts: String,
    codes: HashMap<(u32, u8), Glyph>,
}

#[derive(Debug, Clone, Copy)]
struct Glyph {
    start: usize,
    end: usize,
    advance: f32,
}

impl Composite {
    pub(super) fn read(dictionary: Value<'_>, maps: &mut CharacterMaps) -> Self {
        let descendant = dictionary.get("DescendantFonts").at(0);
        let codes = match dictionary.get("Encoding") {
            name if name.is("Identity-V") => Rc::new(CMap::identity_v()),
            name if name.is("Identity-H") => Rc::new(CMap::identity_h()),
            map => maps
                .read(map)
                .unwrap_or_else(|| Rc::new(CMap::identity_h())),
        };
        let is_vertical = codes.metadata().writing_mode == Some(WritingMode::Vertical);
        Self {
            texts: Texts::read(dictionary, descendant, maps),
            widths: widths(descendant.get("W")),
            default_width: single(descendant.get("DW")).unwrap_or(1000.0),
            vertical: is_vertical.then(|| Vertical::read(descendant)),
            codes,
            known: RefCell::default(),
        }
    }

    pub(super) fn is_vertical(&self) -> bool {
        self.vertical.is_some()
    }

    pub(super) fn decode(&self, bytes: &[u8], mut show: impl FnMut(Shown<'_>)) {
        let mut known = self.known.borrow_mut();
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, length, cid) = self.next_code(rest);
            rest = &rest[usize::from(length)..];
            let glyph = match known.codes.get(&(code, length)) {
                Some(glyph) => *glyph,
                None => self.look_up(code, length, cid, &mut known),
            };
            show(Shown {
                text: &known.texts[glyph.start..glyph.end],
                advance: glyph.advance,
                is_space: length == 1 && code == 32,
            });
        }
    }

    /// The width of the space, if its code is found: it is 32 or 3 in most fonts.
    pub(super) fn space(&self) -> Option<f32> {
        let mut width = None;
        for code in [0, 32, 0, 3, 0, 1].chunks(2) {
            self.decode(code, |shown| {
                if shown.text == " " && shown.advance > 0.0 && width.is_none() {
                    width = Some(shown.advance);
                }
            });
        }
        width.filter(|_| !self.is_vertical())
    }

    /// The code that the bytes begin with, how long it is and its CID. What no range holds is two bytes long, or what is left.
    fn next_code(&self, bytes: &[u8]) -> (u32, u8, u32) {
        let mut code = 0;
        for (length, &byte) in (1..=4).zip(bytes) {
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

    fn look_up(&self, code: u32, length: u8, cid: u32, known: &mut Known) -> Glyph {
        let start = known.texts.len();
        if !self.texts.append(code, cid, &mut known.texts) {
            let is_space = cid == SPACE_GLYPH && self.texts.collection.is_none();
            (known.texts).push(if is_space {
                ' '
            } else {
                char::REPLACEMENT_CHARACTER
            });
        }
        let advance = match &self.vertical {
            Some(vertical) => vertical.advance(cid),
            None => self.widths.get(&cid).copied().unwrap_or(self.default_width),
        };
        let glyph = Glyph {
            start,
            end: known.texts.len(),
            advance,
        };
        known.codes.insert((code, length), glyph);
        glyph
    }
}

impl Texts {
    fn read(dictionary: Value<'_>, descendant: Value<'_>, maps: &mut CharacterMaps) -> Self {
        let to_unicode = maps.read(dictionary.get("ToUnicode"));
        let info = descendant.get("CIDSystemInfo");
        let family = CidFamily::from_registry_ordering(
            info.get("Registry").bytes().unwrap_or_default(),
            info.get("Ordering").bytes().unwrap_or_default(),
        );
        let collection = family.ucs2_cmap().and_then(|name| maps.predefined(name));
        let by_cid = if to_unicode.is_none() && collection.is_none() {
            texts_by_cid(descendant).unwrap_or_default()
        } else {
            HashMap::new()
        };
        Self {
            to_unicode,
            collection,
            by_cid,
        }
    }

    /// Appends the text of a code with its CID.
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
        let known = self.by_cid.get(&cid);
        text.push_str(known.map_or("", String::as_str));
        known.is_some()
    }
}

/// What the embedded program's glyphs are, found from its character map or its glyphs' names.
fn texts_by_cid(descendant: Value<'_>) -> Option<HashMap<u32, String>> {
    let program = Program::embedded(descendant.get("FontDescriptor"))?;
    let by_glyph = program.texts_by_glyph();
    let cost = by_glyph.len().saturating_mul(GLYPH_BYTES);
    descendant.charge(cost).ok()?;
    if let Ok(map) = descendant.get("CIDToGIDMap").decoded() {
        let (glyphs, _) = map.as_chunks::<2>();
        let pairs = (0_u32..).zip(
            glyphs
                .iter()
                .map(|&pair| u32::from(u16::from_be_bytes(pair))),
        );
        let texts = pairs.filter_map(|(cid, glyph)| Some((cid, by_glyph.get(&glyph)?.clone())));
        return Some(texts.collect());
    }
    Some(by_glyph)
}

impl Vertical {
    fn read(descendant: Value<'_>) -> Self {
        let default = single(descendant.get("DW2").at(1)).map_or(1000.0, f32::abs);
        Self {
            advances: vertical_advances(descendant.get("W2")),
            default,
        }
    }

    fn advance(&self, cid: u32) -> f32 {
        self.advances.get(&cid).copied().unwrap_or(self.default)
    }
}

/// The `W` array: `first [w1 w2 ...]` and `first last w`.
fn widths(array: Value<'_>) -> HashMap<u32, f32> {
    metrics::<1>(array)
        .take_while(|_| array.charge(WIDTH_BYTES).is_ok())
        .map(|(cid, [width])| (cid, width))
        .collect()
}

/// The `W2` array: the same with three numbers a glyph, of which the first is the advance.
fn vertical_advances(array: Value<'_>) -> HashMap<u32, f32> {
    metrics::<3>(array)
        .take_while(|_| array.charge(WIDTH_BYTES).is_ok())
        .map(|(cid, [advance, ..])| (cid, advance.abs()))
        .collect()
}

/// The CIDs and their `N` numbers each in a `W` or `W2` array; at most [`MOST_WIDTHS`].
fn metrics<const N: usize>(array: Value<'_>) -> impl Iterator<Item = (u32, [f32; N])> {
    let mut index = 0;
    let entries = std::iter::from_fn(move || {
        let first = cid(array.at(index))?;
        let second = array.at(index + 1);
        if second.is_array() {
            index += 2;
            return Some(Entry::List(first, second));
        }
        let last = cid(second)?;
        let numbers =
            std::array::from_fn(|offset| single(array.at(index + 2 + offset)).unwrap_or(0.0));
        index += 2 + N;
        Some(Entry::Range(first, last, numbers))
    });
    entries.flat_map(Entry::expand).take(MOST_WIDTHS)
}

enum Entry<'a, const N: usize> {
    List(u32, Value<'a>),
    Range(u32, u32, [f32; N]),
}

impl<const N: usize> Entry<'_, N> {
    fn expand(self) -> Vec<(u32, [f32; N])> {
        match self {
            Self::List(first, items) => {
                let numbers: Vec<f32> = items
                    .items()
                    .take(N * MOST_WIDTHS)
                    .map(|item| single(item).unwrap_or(0.0))
                    .collect();
                let (groups, _) = numbers.as_chunks::<N>();
                (first..)
                    .zip(groups.iter().copied())
                    .take(MOST_WIDTHS)
                    .collect()
            }
            Self::Range(first, last, numbers) => (first..=last)
                .map(|cid| (cid, numbers))
                .take(MOST_WIDTHS)
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
