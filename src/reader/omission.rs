//! The option to keep text that is usually omitted.

#[cfg(any(feature = "markdown", feature = "pdf"))]
use crate::document::{DocumentBuilder, MarkKind, Span};
#[cfg(any(feature = "html", feature = "markdown"))]
use crate::document::{Warning, WarningKind};

/// The treatment of text that is not content: left out of chunks, or kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Omission {
    /// The text is marked and in no chunk (the default).
    #[default]
    Omit,
    /// The text is marked and in the chunks, which name its kind among theirs.
    Keep,
}

impl Omission {
    /// Marks the text in `span`.
    #[cfg(any(feature = "markdown", feature = "pdf"))]
    pub(crate) fn mark(self, builder: &mut DocumentBuilder, span: Span, kind: MarkKind) {
        match self {
            Self::Omit => builder.omit(span, kind),
            Self::Keep => builder.mark(span, kind),
        }
    }
}

/// Returns the warning about text that a document does not show, with the number of its
/// letters and of other characters.
#[cfg(any(feature = "html", feature = "markdown"))]
pub(super) fn warning(letters: usize, characters: usize, hidden: Omission) -> Option<Warning> {
    let count = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{number} {what}s")),
    };
    let parts = [
        count(letters, "letter"),
        count(characters, "zero-width character"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let verb = if letters + characters == 1 {
        "is"
    } else {
        "are"
    };
    let treatment = match hidden {
        Omission::Omit => format!("and {verb} left out"),
        Omission::Keep => format!("but {verb} kept"),
    };
    let message = format!("{} {verb} not shown, {treatment}", parts.join(" and "));
    Some(Warning::new(WarningKind::HiddenText, message))
}
