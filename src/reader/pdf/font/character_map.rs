//! Character maps: convert codes to glyphs or to text (ISO 32000-2 9.7.5 and 9.10.3).

use crate::reader::pdf::object::{Id, Undecoded, Value};
use hayro_cmap::{BfString, CMap, CMapName, load_embedded};
use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

/// The maximum size of a map in bytes. A map of all 65,536 codes takes two megabytes.
const MAX_BYTES: usize = 8 << 20;

/// The maximum length of a string of a map in bytes: 512 in hexadecimal (Adobe's
/// Technical Note 5014), with as many spaces.
const MAX_STRING_DIGITS: usize = 2 * 1024;
/// U+FFFD, which is not text.
const UNKNOWN: &[u8] = b"FFFD";

/// The maps of a file, each read once: fonts share them, and the predefined ones are
/// large.
#[derive(Debug, Default)]
pub(super) struct CharacterMaps {
    embedded: HashMap<Id, EmbeddedMap>,
    predefined: HashMap<Vec<u8>, Option<Rc<CMap>>>,
    refused: bool,
}

/// A map that is the content of a stream.
#[derive(Debug, Clone, Default)]
struct EmbeddedMap {
    map: Option<Rc<CMap>>,
    /// It maps codes to text, not to glyphs only.
    has_text: bool,
}

impl CharacterMaps {
    /// Returns the map from codes to text that a `ToUnicode` entry refers to.
    ///
    /// Some producers write the map of the glyphs there as well, or the name
    /// `Identity-H`. Neither has text: taken for a map, it would keep the sources of less
    /// rank from being read, and all text would be unknown.
    pub(super) fn text_map(&mut self, value: Value<'_>) -> Option<Rc<CMap>> {
        match value.name() {
            Some(name) if is_identity(name) => None,
            Some(name) => self.predefined(CMapName::from_bytes(name)),
            None => {
                let embedded = self.embedded(value);
                embedded.map.filter(|_| embedded.has_text)
            }
        }
    }

    /// Returns the map that is the content of a stream or that a name refers to.
    pub(super) fn read(&mut self, value: Value<'_>) -> Option<Rc<CMap>> {
        if let Some(name) = value.name() {
            return self.predefined(CMapName::from_bytes(name));
        }
        self.embedded(value).map
    }

    fn embedded(&mut self, value: Value<'_>) -> EmbeddedMap {
        if let Some(known) = value.id().and_then(|id| self.embedded.get(&id)) {
            return known.clone();
        }
        let map = self.parse_embedded(value);
        if let Some(id) = value.id() {
            self.embedded.insert(id, map.clone());
        }
        map
    }

    fn parse_embedded(&mut self, value: Value<'_>) -> EmbeddedMap {
        let bytes = match value.decoded_within(MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.refused |= error == Undecoded::TooLarge;
                return EmbeddedMap::default();
            }
        };
        let short = without_long_strings(&bytes);
        self.refused |= matches!(short, Cow::Owned(_));
        let has = |operator: &[u8]| memchr::memmem::find(&short, operator).is_some();
        EmbeddedMap {
            // The text may be that of the map that this one extends.
            has_text: has(b"beginbf") || has(b"usecmap"),
            map: parse(&short),
        }
    }

    /// Returns true if a map was rejected, wholly or in part, since the last call.
    pub(super) fn take_refusal(&mut self) -> bool {
        std::mem::take(&mut self.refused)
    }

    /// Returns a predefined map, such as `UniJIS-UTF16-H`.
    pub(super) fn predefined(&mut self, name: CMapName<'_>) -> Option<Rc<CMap>> {
        let read = || parse(load_embedded(name)?);
        (self
            .predefined
            .entry(name.to_bytes().to_vec())
            .or_insert_with(read))
        .clone()
    }
}

/// Returns true for the names `Identity-H` and `Identity-V`.
pub(super) fn is_identity(name: &[u8]) -> bool {
    matches!(name, b"Identity-H" | b"Identity-V")
}

/// The map with every string that is too long made unknown: the text of one code is
/// copied each time that it is shown, and a string of 4 MB takes 4 kB when it is
/// compressed.
fn without_long_strings(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut short = Cow::Borrowed(bytes);
    for open in memchr::memchr_iter(b'<', bytes) {
        let inner = &bytes[open + 1..];
        let ends = |byte: &u8| matches!(byte, b'<' | b'>');
        let length = inner.iter().position(ends).unwrap_or(inner.len());
        if length > MAX_STRING_DIGITS {
            let string = &mut short.to_mut()[open + 1..open + 1 + length];
            string.fill(b' ');
            string[..UNKNOWN.len()].copy_from_slice(UNKNOWN);
        }
    }
    short
}

fn parse(bytes: &[u8]) -> Option<Rc<CMap>> {
    CMap::parse(bytes, load_embedded).map(Rc::new)
}

/// Appends the text of a code to `text`. Returns false if the map has no usable text for
/// it.
///
/// Producers that do not have the text of a code write nothing or a control character, so
/// such entries are ignored.
pub(super) fn append(map: &CMap, code: u32, text: &mut String) -> bool {
    match map.lookup_bf_string(code) {
        Some(BfString::Char(character)) if is_text(character) => text.push(character),
        Some(BfString::String(string)) if string.chars().any(is_text) => {
            text.extend(string.chars().filter(|&character| is_text(character)));
        }
        _ => return false,
    }
    true
}

fn is_text(character: char) -> bool {
    // U+FFFD and the two noncharacters mean that the producer did not have the text.
    !matches!(character, '\u{fffd}' | '\u{fffe}' | '\u{ffff}')
        && (!character.is_control() || matches!(character, '\t' | '\n' | '\r'))
}
