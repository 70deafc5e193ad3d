//! From bytes to a document: formats and their readers.

#[cfg(any(feature = "html", feature = "markdown"))]
mod css;
#[cfg(any(feature = "html", feature = "markdown"))]
mod decode;
mod document_reader;
mod element_names;
#[cfg(any(feature = "markdown", feature = "pdf"))]
mod entity;
mod format;
#[cfg(feature = "html")]
mod html;
#[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
mod invisible;
#[cfg(feature = "markdown")]
mod markdown;
#[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
mod omission;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(any(feature = "html", feature = "pdf"))]
mod script;
#[cfg(any(feature = "html", feature = "pdf"))]
mod table;
#[cfg(feature = "markdown")]
mod text;
mod utf16;

pub use document_reader::DocumentReader;
pub use format::Format;
#[cfg(feature = "html")]
pub use html::{HtmlContent, HtmlLinks, HtmlReader};
#[cfg(feature = "evaluate")]
pub(crate) use markdown::Unmarked;
#[cfg(feature = "markdown")]
pub use markdown::{MarkdownDialect, MarkdownReader};
#[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
pub use omission::Omission;
#[cfg(feature = "pdf")]
pub use pdf::{PdfReader, RecognizedWord, UnreadPage, WordSource};
#[cfg(feature = "markdown")]
pub use text::TextReader;

use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limits;

/// Reads one format into [`Document`]s.
///
/// An implementor provides [`read`](Self::read), most easily with a
/// [`DocumentBuilder`](crate::DocumentBuilder), and observes the limits. It must not
/// panic on any bytes, must not lose text, and reports omissions as warnings on the
/// document.
pub trait Reader: Send + Sync {
    /// Reads one document.
    ///
    /// # Errors
    /// If the bytes are not a document of this format or above a limit.
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document>;
}

impl Format {
    /// Reads `bytes` as this format, with the reader's own defaults.
    ///
    /// # Errors
    /// Returns [`ErrorKind::FormatDisabled`] if this build has no reader for the format,
    /// else the errors of the reader.
    pub fn read(self, bytes: &[u8], limits: &Limits) -> Result<Document> {
        check_size(bytes, limits)?;
        match self {
            #[cfg(feature = "markdown")]
            Self::Markdown => MarkdownReader::default().read(bytes, limits),
            #[cfg(feature = "markdown")]
            Self::Text => TextReader::default().read(bytes, limits),
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

/// Rejects an input that is above the limit or above the range of spans.
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
