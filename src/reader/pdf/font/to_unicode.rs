//! A font's `ToUnicode` map, as far as it can be trusted (ISO 32000-2 9.10.3).

use crate::reader::pdf::object::Value;
use hayro_cmap::{BfString, CMap, CMapName, load_embedded};

/// A character map of a stream or a predefined name.
pub(super) fn read_map(value: Value<'_>) -> Option<CMap> {
    match value.name() {
        Some(name) => predefined(CMapName::from_bytes(name)),
        None => parse(&value.decoded().ok()?),
    }
}

/// A predefined map, such as `UniJIS-UTF16-H`.
pub(super) fn predefined(name: CMapName<'_>) -> Option<CMap> {
    parse(load_embedded(name)?)
}

fn parse(bytes: &[u8]) -> Option<CMap> {
    CMap::parse(bytes, load_embedded)
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
