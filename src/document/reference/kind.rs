//! The kinds of references.

use serde::{Deserialize, Serialize};

/// The kind of a [`Reference`](crate::Reference): a link of the markup, or words that
/// refer to another place.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReferenceKind {
    /// A link of the markup (the default).
    #[default]
    Link,
    /// Content of another document that is published at this place: `![[Tea]]`,
    /// `{% include tea.md %}`. It is never expanded.
    Include,
    /// The number of a section: "see Section 3.2", "Article 5(2)", "§ 12", "Appendix B".
    Section,
    /// The number of a table: "Table 4".
    Table,
    /// The number of a figure, listing or other captioned block: "Fig. 3".
    Figure,
    /// The mark or the number of a footnote: `[^1]`, "footnote 1".
    Footnote,
    /// A term that a section of definitions defines.
    Term,
}

impl ReferenceKind {
    /// Returns true for a link, whose kind is not written.
    #[allow(clippy::trivially_copy_pass_by_ref)] // the signature that serde calls
    pub(crate) fn is_link(&self) -> bool {
        *self == Self::Link
    }
}
