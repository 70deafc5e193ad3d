//! The files that could not be read, as JSON Lines.

use crate::corpus::SourceFile;
use crate::ingest::output::{Output, Target};
use sectile::{Error, ErrorKind};
use serde_json::json;
use std::io::{self, Write as _};

/// The file of `--errors`, if it is requested.
pub(crate) struct Errors(Option<Output>);

/// The reason why a file gave no chunks.
pub(crate) struct Failure {
    /// A kind of error in snake case, or `timeout`.
    pub(crate) kind: String,
    pub(crate) message: String,
    /// True if the content is the reason: the same file fails again. A file without the
    /// right to read it, or one that took too long, may be read by the next run.
    pub(crate) is_of_content: bool,
}

impl Failure {
    pub(crate) fn new(kind: &str, message: impl Into<String>) -> Self {
        Self {
            kind: kind.to_owned(),
            message: message.into(),
            is_of_content: false,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let kind = error.kind();
        Self {
            is_of_content: matches!(
                kind,
                ErrorKind::Encrypted
                    | ErrorKind::Malformed
                    | ErrorKind::TooLarge
                    | ErrorKind::UnknownFormat
            ),
            ..Self::new(
                kind.as_str(),
                match kind {
                    ErrorKind::Encrypted => format!("{error}; --password gives one"),
                    _ => error.to_string(),
                },
            )
        }
    }
}

impl Errors {
    pub(crate) fn open(target: Option<&Target>) -> Result<Self, String> {
        target.map(Output::open).transpose().map(Self)
    }

    /// Adds a line with `path` and `document`, both `null` if no file was reached, `kind`
    /// and `message`.
    pub(crate) fn add(&mut self, file: Option<&SourceFile>, failure: &Failure) -> io::Result<()> {
        let Some(out) = &mut self.0 else {
            return Ok(());
        };
        let line = json!({
            "path": file.map(|file| file.path.to_string_lossy()),
            "document": file.map(|file| &file.name),
            "kind": failure.kind,
            "message": failure.message,
        });
        writeln!(out, "{line}")
    }

    pub(crate) fn commit(self) -> io::Result<()> {
        self.0.map_or(Ok(()), Output::commit)
    }
}
