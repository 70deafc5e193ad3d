//! Reads the parts of CSS by which HTML hides text, for pages and for Markdown.

mod colour;
mod declared;
mod lengths;
mod rules;

pub(super) use colour::Paint;
pub(super) use declared::{CssValue, Declared, FontSize, Property};
pub(super) use rules::{Condition, rules, split_at_commas};
#[cfg(feature = "html")]
pub(super) use rules::{StyleRule, condition};

impl Declared {
    /// Returns true if an element with these declarations is hidden with all its content.
    pub(super) fn hides(&self) -> bool {
        let is = |property: Property| self.get(property) == Some(CssValue::Hides);
        // A script or a click shows what has a transition: slides, menus, text that fades
        // in.
        let moves = is(Property::Motion);
        let is_placed = is(Property::Position);
        let is_cut = is(Property::Overflow);
        is(Property::Display)
            || is(Property::ContentVisibility)
            || (!moves && is(Property::Opacity))
            || (!moves && is_placed && is(Property::Offset))
            || (!moves && (is(Property::Margin) || is(Property::Transform)))
            || (is_placed && is(Property::Clip))
            || (!moves && is(Property::ClipPath))
            || (!moves && is_cut && (is(Property::Width) || is(Property::Height)))
    }

    /// Removes what rules in other files may change: the colour of letters or of what is
    /// below them, and the size of letters in elements inside. `font-size: 0` of a list
    /// removes the spaces between its items, whose letters another rule enlarges.
    #[cfg(feature = "html")]
    pub(super) fn remove_uncertain(&mut self, has_text: bool) {
        for property in [Property::Colour, Property::Background] {
            if let Some(CssValue::Paint(Paint::Plain(_))) = self.get(property) {
                self.set(property, CssValue::Paint(Paint::Unknown));
            }
        }
        if !has_text && self.get(Property::FontSize) == Some(CssValue::Font(FontSize::Zero)) {
            self.set(Property::FontSize, CssValue::Font(FontSize::Relative));
        }
    }

    /// Returns true if the text of an element with these declarations cannot be seen,
    /// unless elements inside declare something else.
    #[cfg(feature = "markdown")]
    pub(super) fn hides_text(&self) -> bool {
        let paint = |property: Property| match self.get(property) {
            Some(CssValue::Paint(paint)) => paint,
            _ => Paint::Unknown,
        };
        self.hides()
            || self.get(Property::FontSize) == Some(CssValue::Font(FontSize::Zero))
            || self.get(Property::Visibility) == Some(CssValue::Hides)
            || self.get(Property::Indent) == Some(CssValue::Hides)
            || paint(Property::Colour).vanishes_on(paint(Property::Background))
    }
}
