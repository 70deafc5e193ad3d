//! The documents of a run, and the files and letters that are in none.

use sectile::{PageLedger, WarningKind};
use serde::{Deserialize, Serialize};

/// The documents of a run, and the files that are none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Coverage {
    /// The size of the files of all documents in bytes.
    pub(crate) bytes: u64,
    /// In the order of their names.
    pub(crate) documents: Vec<DocumentCoverage>,
    /// The files that are no documents or could not be read.
    pub(crate) left_out: Vec<LeftOut>,
}

/// The content of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct DocumentCoverage {
    pub(crate) name: String,
    /// The size of its file in bytes.
    pub(crate) bytes: u64,
    /// The number of sections with a heading.
    pub(crate) sections: usize,
    /// The letters and digits in its text; 0 for a scan or an empty file.
    pub(crate) letters: u64,
    /// The letters of each page by what became of them; empty for documents without
    /// pages.
    pub(crate) pages: Vec<PageLedger>,
    /// The bytes of hidden and of unreadable text, which no chunk has.
    pub(crate) hidden_bytes: u64,
    pub(crate) unreadable_bytes: u64,
    pub(crate) warnings: Vec<DocumentWarning>,
}

/// A problem that the reader of a document handled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DocumentWarning {
    pub(crate) kind: WarningKind,
    pub(crate) message: String,
}

/// A file that is in no document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LeftOut {
    /// The path as it was found.
    pub(crate) path: String,
    pub(crate) reason: LeftOutReason,
    /// The reason in words.
    pub(crate) message: String,
}

/// The reason for which a file was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LeftOutReason {
    /// It is no document by its name or type.
    NotADocument,
    /// It does not exist or could not be opened.
    Missing,
    /// It needs a password.
    Encrypted,
    /// It is larger than the limit.
    TooLarge,
    /// Its format is not recognized.
    UnknownFormat,
    /// Its reader failed.
    Unreadable,
    /// This build has no reader for its format.
    FormatDisabled,
}
