//! The properties that elements take from those around them.

use crate::reader::css::{Declared, FontSize, Paint, Property, Value};

/// The properties that elements take from those around them.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
pub(super) struct InheritedStyle {
    /// Outside of the main content.
    pub(super) is_outside: bool,
    has_no_size: bool,
    is_invisible: bool,
    is_indented_away: bool,
    colour: Paint,
    /// The colour that is painted below the text.
    background: Paint,
}

/// Applies the declarations that elements inside may undo.
pub(super) fn inherit(declared: &Declared, own: &mut InheritedStyle) {
    match declared.get(Property::FontSize) {
        Some(Value::Font(FontSize::Zero)) => own.has_no_size = true,
        Some(Value::Font(FontSize::Absolute)) => own.has_no_size = false,
        _ => {}
    }
    let moves = declared.get(Property::Motion) == Some(Value::Hides);
    match declared.get(Property::Visibility) {
        Some(Value::Hides) => own.is_invisible = !moves,
        Some(_) => own.is_invisible = false,
        None => {}
    }
    // A picture in place of the text has the same words: the logo of a site.
    let has_picture = declared.get(Property::Background) == Some(Value::Paint(Paint::Picture));
    match declared.get(Property::Indent) {
        Some(Value::Hides) => own.is_indented_away = !has_picture,
        Some(_) => own.is_indented_away = false,
        None => {}
    }
    own.paint(declared);
}

impl InheritedStyle {
    pub(super) fn of_page(is_outside: bool) -> Self {
        Self {
            is_outside,
            has_no_size: false,
            is_invisible: false,
            is_indented_away: false,
            colour: Paint::Unknown,
            background: Paint::Unknown,
        }
    }

    /// Returns true if text with these properties cannot be seen.
    pub(super) fn hides_text(&self) -> bool {
        self.has_no_size
            || self.is_invisible
            || self.is_indented_away
            || self.colour.vanishes_on(self.background)
    }

    /// Applies the colours that are declared.
    pub(super) fn paint(&mut self, declared: &Declared) {
        if let Some(Value::Paint(colour)) = declared.get(Property::Colour) {
            self.colour = colour;
        }
        match declared.get(Property::Background) {
            Some(Value::Paint(Paint::Transparent)) | None => {}
            Some(Value::Paint(background)) => self.background = background,
            Some(_) => self.background = Paint::Unknown,
        }
        if declared.get(Property::Shadow) == Some(Value::Hides) {
            self.colour = Paint::Unknown; // the shadow of letters may be what is seen
        }
    }
}
