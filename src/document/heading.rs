//! A heading before it is a section.

/// A heading as a reader found it.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    pub(super) level: u8,
    pub(super) text: &'a str,
    pub(super) marked: &'a str,
    pub(super) anchor: Option<&'a str>,
}

impl<'a> Heading<'a> {
    /// Creates a heading of `level` (1 is the highest; 0 is read as 1) with the plain
    /// text `text`.
    #[must_use]
    pub fn new(level: u8, text: &'a str) -> Self {
        Self {
            level: level.max(1),
            text,
            marked: text,
            anchor: None,
        }
    }

    /// Sets its text with code in ticks, where it has code (`` `impl`s of the trait ``),
    /// and with the label above it, where the source has that on a line of its own
    /// (`Chapter 3`).
    #[must_use]
    pub fn marked(mut self, marked: &'a str) -> Self {
        self.marked = marked;
        self
    }

    /// The name that the source gives it, for links; without one it gets GitHub's slug.
    #[must_use]
    pub fn anchor(mut self, anchor: Option<&'a str>) -> Self {
        self.anchor = anchor.filter(|name| !name.is_empty());
        self
    }
}
