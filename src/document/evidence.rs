//! The evidence for a heading that is not marked up as one.

use serde::{Deserialize, Serialize};

/// The reason for which a reader made a text a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HeadingEvidence {
    /// The strongest evidence.
    pub source: HeadingSource,
    /// The estimated probability that it is a heading, in percent.
    pub percent: u8,
}

/// The kinds of evidence for a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum HeadingSource {
    /// An entry of the file's outline whose title is printed at its place.
    Outline,
    /// A tag of the file that agrees with what is printed.
    Tags,
    /// An entry of the printed table of contents.
    Contents,
    /// A number that the heading begins with.
    Numbering,
    /// Its type, its spacing and its words.
    Style,
}

impl HeadingEvidence {
    /// Headings below this are not sure, in percent.
    pub const SURE: u8 = 90;

    /// Creates evidence of this source.
    #[must_use]
    pub fn new(source: HeadingSource, percent: u8) -> Self {
        Self {
            source,
            percent: percent.min(100),
        }
    }

    /// Returns true if nearly every text with this evidence is a heading.
    #[must_use]
    pub fn is_sure(self) -> bool {
        self.percent >= Self::SURE
    }
}
