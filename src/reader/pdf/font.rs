//! Fonts: from the bytes of a shown string to characters and their widths (ISO 32000-2 9).

mod character_map;
mod composite;
mod encoding;
mod glyph_name;
mod program;
mod simple;
mod standard;
mod style;
mod tex_name;

use super::object::{Id, Value};
use super::page;
use character_map::CharacterMaps;
use composite::Composite;
use simple::Simple;
use std::collections::HashMap;
use std::rc::Rc;

/// The fonts of a file, each loaded once.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    loaded: HashMap<Id, Rc<Font>>,
    described: Vec<page::Font>,
    maps: CharacterMaps,
}

/// A font that can be shown with.
#[derive(Debug)]
pub(super) struct Font {
    /// Its index among the file's fonts.
    pub(super) index: u16,
    /// What a unit of its glyph space is in ems: a thousandth, but for Type 3.
    pub(super) unit: f64,
    /// How high an em is drawn at size 1: 1, but for Type 3.
    pub(super) em: f64,
    pub(super) vertical: bool,
    codes: Codes,
}

#[derive(Debug)]
enum Codes {
    Simple(Box<Simple>),
    Composite(Box<Composite>),
}

/// A character of a shown string.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'t> {
    /// U+FFFD if the font does not tell.
    pub(super) text: &'t str,
    /// Its advance in glyph space, along the line; for vertical writing downwards.
    pub(super) advance: f32,
    /// Whether it is the single byte 32, to which word spacing applies.
    pub(super) is_space: bool,
}

impl Fonts {
    /// The font of a font dictionary.
    pub(super) fn load(&mut self, dictionary: Value<'_>) -> Option<Rc<Font>> {
        if let Some(font) = dictionary.id().and_then(|id| self.loaded.get(&id)) {
            return Some(Rc::clone(font));
        }
        if !dictionary.is_dictionary() {
            return None;
        }
        let font = Rc::new(self.read(dictionary)?);
        if let Some(id) = dictionary.id() {
            self.loaded.insert(id, Rc::clone(&font));
        }
        Some(font)
    }

    /// How all fonts that were loaded look.
    pub(super) fn into_described(self) -> Vec<page::Font> {
        self.described
    }

    fn read(&mut self, dictionary: Value<'_>) -> Option<Font> {
        let index = u16::try_from(self.described.len()).ok()?;
        let kind = dictionary.get("Subtype");
        let mut described = style::describe(dictionary);
        let font = if kind.is("Type0") {
            let composite = Composite::read(dictionary, &mut self.maps);
            Font {
                index,
                unit: 0.001,
                em: 1.0,
                vertical: composite.is_vertical(),
                codes: Codes::Composite(Box::new(composite)),
            }
        } else {
            let (unit, em) = if kind.is("Type3") {
                style::type3_scale(dictionary)
            } else {
                (0.001, 1.0)
            };
            Font {
                index,
                unit,
                em,
                vertical: false,
                codes: Codes::Simple(Box::new(Simple::read(dictionary, &mut self.maps))),
            }
        };
        described.vertical = font.vertical;
        described.space = font.space();
        self.described.push(described);
        Some(font)
    }
}

impl Font {
    /// Gives the characters of a shown string, one after the other.
    pub(super) fn decode(&self, bytes: &[u8], show: impl FnMut(Shown<'_>)) {
        match &self.codes {
            Codes::Simple(simple) => simple.decode(bytes, show),
            Codes::Composite(composite) => composite.decode(bytes, show),
        }
    }

    /// The width of its space in ems, if it has one.
    #[expect(clippy::cast_possible_truncation, reason = "an estimate")]
    fn space(&self) -> Option<f32> {
        let width = match &self.codes {
            Codes::Simple(simple) => simple.space(),
            Codes::Composite(composite) => composite.space(),
        }?;
        Some((f64::from(width) * self.unit / self.em) as f32)
    }
}
