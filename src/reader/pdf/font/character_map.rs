//! Character maps: from codes to glyphs or to text (ISO 32000-2 9.7.5 and 9.10.3).

use crate::reader::pdf::object::{Id, Value};
use hayro_cmap::{BfString, CMap, CMapName, load_embedded};
use std::collections::HashMap;
use std::rc::Rc;

/// A map that is longer is no map: 65,536 codes take two megabytes.
const MOST_BYTES: usize = 8 << 20;

/// The maps of a file, each read once: fonts share them, and the predefined ones are large.
#[derive(Debug, Default)]
pub(super) struct CharacterMaps {
    embedded: HashMap<Id, Option<Rc<CMap>>>,
    predefined: HashMap<Vec<u8>, Option<Rc<CMap>>>,
}

impl CharacterMaps {
    /// The map that a stream holds or a name means.
    pub(super) fn read(&mut self, value: Value<'_>) -> Option<Rc<CMap>> {
        if let Some(name) = value.name() {
            return self.predefined(CMapName::from_bytes(name));
        }
        let read = || parse(&value.decoded_within(MOST_BYTES).ok()?);
        match value.id() {
            Some(id) => self.embedded.entry(id).or_insert_with(read).clone(),
            None => read(),
        }
    }

    /// A predefined map, such as `UniJIS-UTF16-H`.
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

/// Appends the text of a code to `text`; `false` if the map does not tell it.
///
/// Maps that send codes to nothing or to control characters were made by producers that did not know them.
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
    !matches!(character, '\u{fffd}' | '\u{fffe}' | '\u{ffff}')
        && (!character.is_control() || matches!(character, '\t' | '\n' | '\r'))
}
