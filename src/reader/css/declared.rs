//! Reads the declarations of CSS that may hide text.

use super::colour::Paint;
use super::lengths::{
    NO_SIZE, inner, is_empty_rectangle, is_empty_shape, is_far, is_far_back, is_moved_away, length,
    number,
};

/// The cascade of the rules of a page; Markdown asks about one element at a time.
#[cfg(feature = "html")]
impl Declared {
    pub(in crate::reader) fn is_empty(&self) -> bool {
        self.values.iter().all(Option::is_none)
    }

    /// Returns the bits of the properties whose values hide.
    pub(in crate::reader) fn hidden(&self) -> u32 {
        self.bits(|value| {
            matches!(
                value,
                CssValue::Hides | CssValue::Font(FontSize::Zero) | CssValue::Paint(_)
            )
        })
    }

    /// Returns the bits of the properties whose values show what others hide.
    pub(in crate::reader) fn shown(&self) -> u32 {
        self.bits(|value| {
            use CssValue::{Font, Paint as Painted, Shows};
            matches!(
                value,
                Shows | Font(FontSize::Absolute) | Painted(Paint::Plain(_))
            )
        })
    }

    fn bits(&self, test: impl Fn(CssValue) -> bool) -> u32 {
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
}

#[cfg(test)]
mod tests;

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
pub(in crate::reader) enum CssValue {
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
    values: [Option<CssValue>; PROPERTIES],
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

    pub(in crate::reader) fn get(&self, property: Property) -> Option<CssValue> {
        self.values[property as usize]
    }

    pub(in crate::reader) fn set(&mut self, property: Property, value: CssValue) {
        self.values[property as usize] = Some(value);
    }

    fn set_if(&mut self, property: Property, hides: bool) {
        let values = [CssValue::Shows, CssValue::Hides];
        self.set(property, values[usize::from(hides)]);
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
                self.set(P::Colour, CssValue::Paint(Paint::parse(value)));
            }
            "background-color" => self.set(P::Background, CssValue::Paint(Paint::parse(value))),
            "background-image" if value != "none" => {
                self.set(P::Background, CssValue::Paint(Paint::Picture));
            }
            "background" => self.background(value),
            "text-shadow" | "-webkit-text-stroke" => self.set_if(P::Shadow, value != "none"),
            "position" => self.set_if(P::Position, matches!(value, "absolute" | "fixed")),
            "left" | "right" | "top" | "bottom" => {
                // One far side is enough.
                if is_far(value) {
                    self.set(P::Offset, CssValue::Hides);
                } else if self.get(P::Offset).is_none() || value == "auto" {
                    self.set(P::Offset, CssValue::Shows);
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
        self.set(Property::FontSize, CssValue::Font(size));
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
        self.set(Property::Background, CssValue::Paint(paint));
    }

    /// Sets the width or the height; the smaller of `height` and `max-height` counts.
    fn size(&mut self, property: Property, value: &str) {
        if length(value).is_some_and(|length| length <= NO_SIZE) {
            self.set(property, CssValue::Hides);
        } else if self.get(property).is_none() {
            self.set(property, CssValue::Shows);
        }
    }
}
