//! Character maps: convert codes to glyphs or to text (ISO 32000-2 9.7.5 and 9.10.3).

use crate::reader::pdf::object::{Id, Value};
use hayro_cmap::{BfString, CMap, CMapName, load_embedded};
use std::collections::HashMap;
use std::rc::Rc;

/// The maximum size of a map in bytes. A map of all 65,536 codes takes two megabytes.
const MAX_BYTES: usize = 8 << 20;

/// The maps of a file, each read once: fonts share them, and the predefined ones are
/// large.
#[derive(Debug, Default)]
pub(super) struct CharacterMaps {
    embedded: HashMap<Id, Option<Rc<CMap>>>,
    predefined: HashMap<Vec<u8>, Option<Rc<CMap>>>,
}

impl CharacterMaps {
    /// Returns the map that is the content of a stream or that a name refers to.
    pub(super) fn read(&mut self, value: Value<'_>) -> Option<Rc<CMap>> {
        if let Some(name) = value.name() {
            return self.predefined(CMapName::from_bytes(name));
        }
        let read = || parse(&value.decoded_within(MAX_BYTES).ok()?);
        match value.id() {
            Some(id) => self.embedded.entry(id).or_insert_with(read).clone(),
            None => read(),
        }
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
