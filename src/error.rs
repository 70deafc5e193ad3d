//! The error type: opaque, with an open kind.

use std::error::Error as StdError;
use std::fmt;
use std::path::{Path, PathBuf};

/// A result whose error is [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The reason why a document could not be read or a chunker could not be built.
///
/// Bad *content* is rarely an error: whatever a reader had to leave out is reported as a
/// [`Warning`](crate::Warning) on the document.
///
/// ```
/// use sectile::{ErrorKind, StructuralChunker};
///
/// let error = StructuralChunker::builder().max_tokens(0).build().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Config);
/// assert_eq!(error.to_string(), "max_tokens is 0, but must be at least 1");
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    path: Option<PathBuf>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file could not be opened or read.
    Io,
    /// The format cannot be detected from the file name or the first bytes.
    UnknownFormat,
    /// The format is supported, but this build has no reader for it because a cargo
    /// feature is off.
    FormatDisabled,
    /// The document is encrypted, and neither the empty password nor a given one opens
    /// it.
    Encrypted,
    /// The bytes are not a document of their format, or a reader broke the rules of the
    /// builder.
    Malformed,
    /// The input is above a limit of [`Limits`](crate::Limits) or above 4 GiB.
    TooLarge,
    /// The value of an option is not allowed.
    Config,
    /// The caller [cancelled](crate::Cancel) the run.
    Cancelled,
    /// The [deadline](crate::Limits::deadline) passed before all chunks were made.
    DeadlinePassed,
    /// A tokenizer failed to count a text, or could not be loaded.
    Tokenizer,
    /// A hit has an id that no chunk has.
    UnknownChunk,
    /// A retriever or a reranker failed. Occurs only with the feature `evaluate`.
    Retrieval,
}

impl ErrorKind {
    /// The name of the kind in snake case, as it is written to files and tables:
    /// `unknown_format`.
    ///
    /// ```
    /// assert_eq!(sectile::ErrorKind::UnknownFormat.as_str(), "unknown_format");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Io => "io",
            Self::UnknownFormat => "unknown_format",
            Self::FormatDisabled => "format_disabled",
            Self::Encrypted => "encrypted",
            Self::Malformed => "malformed",
            Self::TooLarge => "too_large",
            Self::Config => "config",
            Self::Cancelled => "cancelled",
            Self::DeadlinePassed => "deadline_passed",
            Self::Tokenizer => "tokenizer",
            Self::UnknownChunk => "unknown_chunk",
            Self::Retrieval => "retrieval",
        }
    }
}

impl Error {
    /// Creates an error of `kind`. The message is in lower case, has no full stop and
    /// names the place.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            path: None,
            source: None,
        }))
    }

    /// Returns the error with `source` as its cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Returns the error with the path of the file that caused it.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.0.path = Some(path.into());
        self
    }

    /// The kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The path of the file that caused the error, if there is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.0.path {
            write!(f, "{}: ", path.display())?;
        }
        f.write_str(&self.0.message)?;
        match &self.0.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.to_string())
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.0.source.as_deref()?;
        Some(source)
    }
}
