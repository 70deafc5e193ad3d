//! Warnings: problems that a reader handled without failing.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A problem in the source, and how the reader handled it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Warning {
    /// The kind of the problem.
    pub kind: WarningKind,
    /// The place of the problem: an offset in bytes of the source file, if it is in one
    /// place.
    pub offset: Option<u64>,
    /// The message for users.
    pub message: String,
}

/// The kinds of [`Warning`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WarningKind {
    /// Bytes that are not text in the document's encoding were replaced by U+FFFD.
    InvalidEncoding,
    /// The file does not declare its encoding and is not UTF-8; the message names the
    /// encoding that was detected.
    DetectedEncoding,
    /// Front matter that is not valid YAML or TOML was left out of the metadata.
    MalformedMetadata,
    /// Content beyond one of the [limits](crate::Limits) was left out or simplified.
    LimitReached,
    /// A page, or a part of one, could not be read and was left out.
    DamagedPage,
    /// A page shows text that could not be read: a scanned picture, a font that does not
    /// map its glyphs to characters.
    UnreadableText,
    /// The document has text that it does not show; the message has the number of
    /// letters.
    HiddenText,
    /// A large share of the letters are running heads and page numbers, which are in no
    /// chunk; the message has the number of letters.
    MuchBoilerplate,
    /// Letters that a page draws are missing in the document; the message has their number.
    MissingText,
    /// Many headings of a file that does not mark them up are unsure.
    UnsureHeadings,
    /// Another problem, reported by a reader outside of this crate.
    Other,
}

impl Warning {
    /// A warning about the document as a whole.
    pub fn new(kind: WarningKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            offset: None,
            message: message.into(),
        }
    }

    /// The same warning about the place `offset` bytes into the source file.
    #[must_use]
    pub fn at(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match self.offset {
            Some(offset) => write!(f, " (at byte {offset})"),
            None => Ok(()),
        }
    }
}
