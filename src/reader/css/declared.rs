//! Reads the declarations of CSS that may hide text.

use super::colour::Paint;
use super::lengths::{
    NO_SIZE, inner, is_empty_rectangle, is_empty_shape, is_far, is_far_back, is_moved_away, length,
    number,
};

/// Fainter text cannot be seen.
const FAINTEST: f32 = 0.02;

/// A property that may hide text, alone or with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) enum Property {
    Display,
    Visibility,
    ContentVisibility,
    Opacity,
    FontSize,
    Colour,
    Background,
    Shadow,
    /// Out of the flow of the page.
    Position,
    Offset,
    Margin,
    Indent,
    Transform,
    Clip,
    ClipPath,
    Overflow,
    Width,
    Height,
    /// A transition or an animation.
    Motion,
}

/// The number of properties.
const PROPERTIES: usize = Property::Motion as usize + 1;

/// The value of a property, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::reader) enum Value {
    /// The value that hides, alone or with other properties: `none`, `absolute`, `hidden`.
    Hides,
    /// Any other value.
    Shows,
    Font(FontSize),
    Paint(Paint),
}

/// The size of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) enum FontSize {
    Zero,
    Absolute,
    /// A factor of the size around.
    Relative,
}

/// The values of the properties of an element or a rule.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::reader) struct Declared {
    values: [Option<Value>; PROPERTIES],
    /// Bits of the properties that are declared `!important`.
    important: u32,
}

impl Declared {
    /// Reads declarations: `display: none; color: red`.
    pub(in crate::reader) fn parse(declarations: &str) -> Self {
        let mut declared = Self::default();
        for declaration in declarations.split(';') {
            let Some((name, value)) = declaration.split_once(':') else {
                continue;
            };
            let value = value.trim().to_ascii_lowercase();
            let important = value.strip_suffix("!important").map(str::trim_end);
            let before = declared.values;
            declared.declare(
                &name.trim().to_ascii_lowercase(),
                important.unwrap_or(&value),
            );
            if important.is_some() {
                for (at, value) in declared.values.iter().enumerate() {
                    declared.important |= u32::from(*value != before[at]) << at;
                }
            }
        }
        declared
    }

    pub(in crate::reader) fn get(&self, property: Property) -> Option<Value> {
        self.values[property as usize]
    }

    pub(in crate::reader) fn is_empty(&self) -> bool {
        self.values.iter().all(Option::is_none)
    }

    /// Returns the bits of the properties whose values hide.
    pub(in crate::reader) fn hidden(&self) -> u32 {
        self.bits(|value| {
            matches!(
                value,
                Value::Hides | Value::Font(FontSize::Zero) | Value::Paint(_)
            )
        })
    }

    /// Returns the bits of the properties whose values show what others hide.
    pub(in crate::reader) fn shown(&self) -> u32 {
        self.bits(|value| {
            matches!(
                value,
                Value::Shows | Value::Font(FontSize::Absolute) | Value::Paint(Paint::Plain(_))
            )
        })
    }

    fn bits(&self, test: impl Fn(Value) -> bool) -> u32 {
        // These hide nothing without another property, which a rule that shows changes.
        let helpers = [Property::Position, Property::Overflow, Property::Motion];
        let helpers = helpers.map(|property| 1_u32 << property as usize);
        let values = self.values.iter().enumerate();
        let bits = values.map(|(at, value)| u32::from(value.is_some_and(&test)) << at);
        bits.sum::<u32>() & !helpers.iter().sum::<u32>()
    }

    /// Adds the declarations of a rule that comes later or is more specific.
    pub(in crate::reader) fn add(&mut self, other: &Self) {
        for (at, value) in other.values.iter().enumerate() {
            let bit = 1 << at;
            let is_stronger = self.important & bit == 0 || other.important & bit != 0;
            if value.is_some() && is_stronger {
                self.values[at] = *value;
                self.important |= other.important & bit;
            }
        }
    }

    pub(in crate::reader) fn set(&mut self, property: Property, value: Value) {
        self.values[property as usize] = Some(value);
    }

    fn set_if(&mut self, property: Property, hides: bool) {
        self.set(property, if hides { Value::Hides } else { Value::Shows });
    }

    fn declare(&mut self, name: &str, value: &str) {
        use Property as P;
        match name {
            "display" => self.set_if(P::Display, value == "none"),
            "visibility" => self.set_if(P::Visibility, matches!(value, "hidden" | "collapse")),
            "content-visibility" => self.set_if(P::ContentVisibility, value == "hidden"),
            "opacity" => self.set_if(P::Opacity, number(value).is_some_and(|n| n <= FAINTEST)),
            "filter" if value.starts_with("opacity(") => {
                self.set_if(P::Opacity, inner(value).and_then(number) == Some(0.0));
            }
            "font-size" => self.font_size(value),
            "font" => {
                let sizes = value.split_ascii_whitespace();
                let mut sizes = sizes.map(|part| part.split('/').next().unwrap_or(part));
                if let Some(size) =
                    sizes.find(|part| part.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
                {
                    self.font_size(size);
                }
            }
            "color" | "-webkit-text-fill-color" => {
                self.set(P::Colour, Value::Paint(Paint::parse(value)));
            }
            "background-color" => self.set(P::Background, Value::Paint(Paint::parse(value))),
            "background-image" if value != "none" => {
                self.set(P::Background, Value::Paint(Paint::Picture));
            }
            "background" => self.background(value),
            "text-shadow" | "-webkit-text-stroke" => self.set_if(P::Shadow, value != "none"),
            "position" => self.set_if(P::Position, matches!(value, "absolute" | "fixed")),
            "left" | "right" | "top" | "bottom" => {
                // One far side is enough.
                if is_far(value) {
                    self.set(P::Offset, Value::Hides);
                } else if self.get(P::Offset).is_none() || value == "auto" {
                    self.set(P::Offset, Value::Shows);
                }
            }
            "margin-left" | "margin-top" => self.set_if(P::Margin, is_far_back(value)),
            "text-indent" => self.set_if(P::Indent, is_far(value)),
            "transform" => self.set_if(P::Transform, is_moved_away(value)),
            "scale" => self.set_if(P::Transform, number(value) == Some(0.0)),
            "clip" => self.set_if(P::Clip, is_empty_rectangle(value)),
            "clip-path" | "-webkit-clip-path" => self.set_if(P::ClipPath, is_empty_shape(value)),
            "overflow" | "overflow-x" | "overflow-y" => {
                self.set_if(P::Overflow, matches!(value, "hidden" | "clip"));
            }
            "width" | "max-width" => self.size(P::Width, value),
            "height" | "max-height" => self.size(P::Height, value),
            "transition"
            | "animation"
            | "transition-property"
            | "transition-duration"
            | "animation-name" => self.set_if(P::Motion, value != "none" && value != "0s"),
            _ => {}
        }
    }

    fn font_size(&mut self, value: &str) {
        let size = match length(value) {
            Some(length) if length <= 0.0 => FontSize::Zero,
            _ if value.ends_with("em") && !value.ends_with("rem") => FontSize::Relative,
            _ if value.ends_with('%') || matches!(value, "inherit" | "smaller" | "larger") => {
                FontSize::Relative
            }
            // Half a pixel cannot be read; a variable may be anything.
            Some(length) if length < NO_SIZE => FontSize::Zero,
            _ => FontSize::Absolute,
        };
        self.set(Property::FontSize, Value::Font(size));
    }

    fn background(&mut self, value: &str) {
        // `#fff url(tea.png) no-repeat`: a picture is above the colour.
        let paints = value.split_ascii_whitespace().map(Paint::parse);
        let mut known = paints.filter(|paint| *paint != Paint::Unknown);
        let is_picture = value.contains("url(") || value.contains("gradient(");
        let paint = match known.next_back() {
            _ if is_picture => Paint::Picture,
            // `rgb(255, 255, 255)` has spaces.
            None => Paint::parse(value),
            Some(paint) => paint,
        };
        let paint = if value == "none" {
            Paint::Transparent
        } else {
            paint
        };
        self.set(Property::Background, Value::Paint(paint));
    }

    /// Sets the width or the height; the smaller of `height` and `max-height` counts.
    fn size(&mut self, property: Property, value: &str) {
        if length(value).is_some_and(|length| length <= NO_SIZE) {
            self.set(property, Value::Hides);
        } else if self.get(property).is_none() {
            self.set(property, Value::Shows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(declarations: &str, property: Property) -> Option<Value> {
        Declared::parse(declarations).get(property)
    }

    #[test]
    fn values_that_hide_are_found_in_all_forms() {
        use Property as P;
        for (declarations, property) in [
            ("DISPLAY : None !important", P::Display),
            ("visibility:collapse", P::Visibility),
            ("opacity: 0.0", P::Opacity),
            ("opacity:0%", P::Opacity),
            ("filter: opacity(0)", P::Opacity),
            ("left:-9999px", P::Offset),
            ("top: -1000em", P::Offset),
            ("right:-500vw", P::Offset),
            ("margin-left:-10000px", P::Margin),
            ("text-indent:-9999px", P::Indent),
            ("text-indent:1000%", P::Indent),
            ("transform: translate(-9999px, 0)", P::Transform),
            ("transform:rotate(3deg) scale(0)", P::Transform),
            ("clip:rect(0 0 0 0)", P::Clip),
            ("clip: rect(1px, 1px, 1px, 1px)", P::Clip),
            ("clip-path:inset(50%)", P::ClipPath),
            ("clip-path: polygon(0 0, 0 0, 0 0)", P::ClipPath),
            ("max-height:0;overflow:hidden", P::Height),
            ("width:1px", P::Width),
            ("position:fixed", P::Position),
        ] {
            assert_eq!(
                value(declarations, property),
                Some(Value::Hides),
                "{declarations}"
            );
        }
    }

    #[test]
    fn ordinary_values_hide_nothing() {
        use Property as P;
        for (declarations, property) in [
            ("display:block", P::Display),
            ("opacity:.8", P::Opacity),
            ("left:-100%", P::Offset),
            ("left:12px", P::Offset),
            ("text-indent:-2em", P::Indent),
            ("transform:translateX(-50%)", P::Transform),
            ("clip:rect(0,100px,20px,0)", P::Clip),
            ("clip-path:inset(10%)", P::ClipPath),
            ("width:100%", P::Width),
            ("height:auto", P::Height),
        ] {
            assert_eq!(
                value(declarations, property),
                Some(Value::Shows),
                "{declarations}"
            );
        }
    }

    #[test]
    fn sizes_of_letters_are_zero_relative_or_absolute() {
        let size = |declarations: &str| match value(declarations, Property::FontSize) {
            Some(Value::Font(size)) => size,
            other => panic!("{other:?}"),
        };
        for zero in [
            "font-size:0",
            "font-size: 0em",
            "font-size:0.1px",
            "font:0/0 a",
        ] {
            assert_eq!(size(zero), FontSize::Zero, "{zero}");
        }
        assert_eq!(size("font-size:1.2em"), FontSize::Relative);
        assert_eq!(size("font-size:90%"), FontSize::Relative);
        for absolute in [
            "font-size:1rem",
            "font: bold 12px/1.5 serif",
            "font-size:large",
        ] {
            assert_eq!(size(absolute), FontSize::Absolute, "{absolute}");
        }
    }

    #[test]
    fn an_important_declaration_is_stronger_than_a_later_one() {
        let mut declared = Declared::parse("display:none!important;opacity:0");
        declared.add(&Declared::parse("display:block;opacity:1"));
        assert_eq!(declared.get(Property::Display), Some(Value::Hides));
        assert_eq!(declared.get(Property::Opacity), Some(Value::Shows));
    }
}
