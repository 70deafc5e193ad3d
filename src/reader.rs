//! From bytes to a document: formats and their readers.

#[cfg(any(feature = "html", feature = "markdown"))]
mod decode;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "markdown")]
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;

#[cfg(feature = "html")]
pub use html::{HtmlContent, HtmlReader};
#[cfg(feature = "markdown")]
pub use markdown::MarkdownReader;
#[cfg(feature = "pdf")]
pub use pdf::PdfReader;

use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limits;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;

/// Reads one format into [`Document`]s.
///
/// An implementor gives [`read`](Self::read), most easily with a [`DocumentBuilder`](crate::DocumentBuilder), and keeps to the
/// limits. It must not panic on any bytes, must not lose text, and tells what it gave up as warnings on the document.
pub trait Reader: Send + Sync {
    /// Reads one document.
    ///
    /// # Errors
    /// If the bytes are no document of this format or above a limit.
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document>;
}

/// The formats that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// `.md`, `.markdown`, `.mdown`, `.mkd`; text whose name tells nothing is read as Markdown too.
    Markdown,
    /// `.html`, `.htm`, `.xhtml`.
    Html,
    /// `.pdf`.
    Pdf,
}

impl Format {
    /// The format that a file's name tells; `None` if it tells none that is known.
    ///
    /// ```
    /// use sectile::Format;
    ///
    /// assert_eq!(Format::from_path("notes/README.MD"), Some(Format::Markdown));
    /// assert_eq!(Format::from_path("photo.jpg"), None);
    /// ```
    #[must_use]
    pub fn from_path(path: impl AsRef<Path>) -> Option<Self> {
        let extension = path.as_ref().extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "md" | "markdown" | "mdown" | "mkd" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// The format that the first bytes tell: PDF by its signature, HTML by its first tag, else Markdown if it is text.
    #[must_use]
    pub fn detect(bytes: &[u8]) -> Option<Self> {
        let head = &bytes[..bytes.len().min(1024)];
        if head.windows(5).any(|window| window == b"%PDF-") {
            return Some(Self::Pdf);
        }
        let text = String::from_utf8_lossy(head).to_ascii_lowercase();
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if ["<!doctype html", "<html", "<head", "<body"]
            .iter()
            .any(|tag| text.starts_with(tag))
        {
            return Some(Self::Html);
        }
        (!head.contains(&0)).then_some(Self::Markdown)
    }

    /// Reads `bytes` as this format, with the reader's own defaults.
    ///
    /// # Errors
    /// [`ErrorKind::FormatDisabled`] if this build has no reader for it, else what the reader says.
    pub fn read(self, bytes: &[u8], limits: &Limits) -> Result<Document> {
        check_size(bytes, limits)?;
        match self {
            #[cfg(feature = "markdown")]
            Self::Markdown => MarkdownReader::default().read(bytes, limits),
            #[cfg(feature = "html")]
            Self::Html => HtmlReader::default().read(bytes, limits),
            #[cfg(feature = "pdf")]
            Self::Pdf => PdfReader::default().read(bytes, limits),
            #[cfg(not(all(feature = "html", feature = "markdown", feature = "pdf")))]
            _ => Err(Error::new(
                ErrorKind::FormatDisabled,
                format!("this build of sectile does not read {self}"),
            )),
        }
    }
}

/// Refuses an input that is above the limit or that spans cannot hold.
fn check_size(bytes: &[u8], limits: &Limits) -> Result<()> {
    if bytes.len() <= limits.input_bytes && u32::try_from(bytes.len()).is_ok() {
        return Ok(());
    }
    let message = format!(
        "the input has {} bytes, but at most {} are allowed",
        bytes.len(),
        limits.input_bytes.min(u32::MAX as usize)
    );
    Err(Error::new(ErrorKind::TooLarge, message))
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Pdf => "PDF",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_first_bytes() {
        assert_eq!(Format::detect(b"%PDF-1.7\n"), Some(Format::Pdf));
        assert_eq!(
            Format::detect(b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>"),
            Some(Format::Html)
        );
        assert_eq!(Format::detect(b"# Tea\n"), Some(Format::Markdown));
        assert_eq!(Format::detect(b"\x89PNG\r\n\x1a\n\0\0"), None);
        assert_eq!(Format::detect(b""), Some(Format::Markdown));
    }
}
