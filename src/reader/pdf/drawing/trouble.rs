//! Names the reasons why a page or a part of it is left out, and warns of them.

use crate::document::{Warning, WarningKind};
use crate::reader::pdf::object::Undecoded;

/// The reason why a page or a part of it was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The page has too many operators or glyphs.
    TooMuch,
    /// A stream could not be decoded.
    Undecoded(Undecoded),
    /// Forms are nested too deep.
    TooDeep,
    /// A form is drawn inside itself.
    InItself,
    /// A form that is drawn is not in the file.
    NoForm,
    /// Text is shown without a font.
    NoFont,
    /// All text is outside of the page.
    Outside,
    /// The page's box is far too large or too small.
    OddBox,
    /// A code or a marked sequence represents more text than the limits allow.
    LongText,
    /// The links or their addresses exceed the limits.
    ManyLinks,
    /// The deadline has passed, or the caller cancelled.
    Interrupted,
}

impl Trouble {
    /// Returns the warning that names the page.
    pub(crate) fn warning(self, number: u32) -> Warning {
        let (kind, what) = match self {
            Self::TooMuch => (
                WarningKind::LimitReached,
                "has more content than the limits allow; the rest is left out",
            ),
            Self::TooDeep => (
                WarningKind::LimitReached,
                "has forms nested deeper than the limit; the inner ones are left out",
            ),
            Self::InItself => (
                WarningKind::DamagedPage,
                "draws a form inside itself; it is left out there",
            ),
            Self::NoForm => (
                WarningKind::DamagedPage,
                "draws an object that is not in the file",
            ),
            Self::NoFont => (
                WarningKind::DamagedPage,
                "shows text without a font; it is left out",
            ),
            Self::Outside => (
                WarningKind::DamagedPage,
                "has all of its text outside of the page; it is left out",
            ),
            Self::OddBox => (
                WarningKind::DamagedPage,
                "has a size that no page can have; a possible one is used",
            ),
            Self::LongText => (
                WarningKind::LimitReached,
                "has codes or marks whose text is above the limits; that text is left out",
            ),
            Self::ManyLinks => (
                WarningKind::LimitReached,
                "has longer or more links than the limits allow; they are left out",
            ),
            Self::Interrupted => (WarningKind::LimitReached, "was not finished in time"),
            Self::Undecoded(Undecoded::TooLarge) => (
                WarningKind::LimitReached,
                "has a stream that is larger than the limits allow; it is left out",
            ),
            Self::Undecoded(Undecoded::Broken) => (
                WarningKind::DamagedPage,
                "has a stream that cannot be decoded; it is left out",
            ),
        };
        Warning::new(kind, format!("page {number} {what}"))
    }
}
