//! Reads the attributes of HTML that declare looks.

use super::super::element::attr;
use super::super::tree::Element;
use crate::reader::css::{CssValue, Declared, Paint, Property};

/// Returns true if an element may have declarations of its own.
pub(super) fn has_attributes(element: Element<'_>) -> bool {
    let has = |name: &str| attr(element, name).is_some();
    has("style")
        || has("hidden")
        || has("bgcolor")
        || has("background")
        || (has("color") && element.name() == "font")
        || (has("text") && element.name() == "body")
}

/// Adds what the attributes of an element declare to what rules do.
pub(super) fn add_attributes(declared: &mut Declared, element: Element<'_>) {
    // Attributes for looks are weaker than all rules (HTML 15.2).
    let mut weakest = Declared::default();
    let colour = |name: &str| attr(element, name).map(|value| value.trim().to_ascii_lowercase());
    let colour = |name: &str| colour(name).map(|value| CssValue::Paint(Paint::parse(&value)));
    if let Some(background) = colour("bgcolor") {
        weakest.set(Property::Background, background);
    }
    if attr(element, "background").is_some() {
        weakest.set(Property::Background, CssValue::Paint(Paint::Picture));
    }
    let letters = match element.name() {
        "font" => colour("color"),
        "body" => colour("text"),
        _ => None,
    };
    if let Some(letters) = letters {
        weakest.set(Property::Colour, letters);
    }
    let rules = std::mem::replace(declared, weakest);
    declared.add(&rules);
    if let Some(style) = attr(element, "style") {
        declared.add(&Declared::parse(style));
    }
}
