//! Reads documents of all formats, by their names and their content.

#[cfg(feature = "html")]
use super::HtmlReader;
#[cfg(feature = "pdf")]
use super::PdfReader;
#[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
use super::Reader as _;
use super::{Format, check_size};
#[cfg(feature = "markdown")]
use super::{MarkdownDialect, MarkdownReader};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limits;
use std::path::Path;

/// Reads documents of all formats. The format is found by the name and the first bytes
/// ([`Format::of`]), the dialect of Markdown by the name where that implies one:
/// `tea.mdx`.
///
/// ```
/// use sectile::{DocumentReader, HtmlContent, HtmlReader, Limits};
///
/// let reader = DocumentReader::default().html(HtmlReader::default().content(HtmlContent::All));
/// let document = reader.read("tea.html", b"<h1>Tea</h1><nav>Menu</nav>", &Limits::default())?;
/// assert_eq!(document.name(), "tea.html");
/// assert!(document.text().contains("Menu"));
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct DocumentReader {
    format: Option<Format>,
    #[cfg(feature = "markdown")]
    dialect: Option<MarkdownDialect>,
    #[cfg(feature = "markdown")]
    markdown: MarkdownReader,
    #[cfg(feature = "html")]
    html: HtmlReader,
    #[cfg(feature = "pdf")]
    pdf: PdfReader,
}

impl DocumentReader {
    /// Reads all documents as this format, whatever their names and bytes imply.
    #[must_use]
    pub fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Reads all Markdown in this dialect, whatever the name implies.
    #[cfg(feature = "markdown")]
    #[must_use]
    pub fn dialect(mut self, dialect: MarkdownDialect) -> Self {
        self.dialect = Some(dialect);
        self
    }

    /// Sets the reader for Markdown. Its dialect is that of the name where that implies
    /// one, or the one that [`dialect`](Self::dialect) sets.
    #[cfg(feature = "markdown")]
    #[must_use]
    pub fn markdown(mut self, reader: MarkdownReader) -> Self {
        self.markdown = reader;
        self
    }

    /// Sets the reader for HTML.
    #[cfg(feature = "html")]
    #[must_use]
    pub fn html(mut self, reader: HtmlReader) -> Self {
        self.html = reader;
        self
    }

    /// Sets the reader for PDF.
    #[cfg(feature = "pdf")]
    #[must_use]
    pub fn pdf(mut self, reader: PdfReader) -> Self {
        self.pdf = reader;
        self
    }

    /// Reads a document, which is called `name`. A URL is a name too.
    ///
    /// # Errors
    /// If the format is not known or not built in, or its reader rejects the bytes.
    pub fn read(&self, name: &str, bytes: &[u8], limits: &Limits) -> Result<Document> {
        // Before the format is searched: nobody waits for the detection in 5 GB.
        check_size(bytes, limits)?;
        let format = self.format.or_else(|| Format::of(name, bytes));
        let format = format.ok_or_else(|| {
            Error::new(
                ErrorKind::UnknownFormat,
                "cannot detect the format from the file name or its first bytes; mail (.eml) and \
                 web archives (.mhtml) are not read",
            )
        })?;
        let mut document = self.read_as(format, name, bytes, limits)?;
        document.set_name(name);
        Ok(document)
    }

    /// Reads a document as `format`. The path decides only about the dialect of Markdown;
    /// the document gets no name.
    ///
    /// # Errors
    /// Returns [`ErrorKind::FormatDisabled`] if this build has no reader for the format,
    /// else the errors of the reader.
    pub fn read_as(
        &self,
        format: Format,
        path: impl AsRef<Path>,
        bytes: &[u8],
        limits: &Limits,
    ) -> Result<Document> {
        check_size(bytes, limits)?;
        let _ = path.as_ref(); // only Markdown has dialects
        match format {
            #[cfg(feature = "markdown")]
            Format::Markdown => {
                let dialect = self.dialect.or_else(|| MarkdownDialect::from_path(path));
                let reader = match dialect {
                    Some(dialect) => self.markdown.dialect(dialect),
                    None => self.markdown,
                };
                reader.read(bytes, limits)
            }
            #[cfg(feature = "html")]
            Format::Html => self.html.read(bytes, limits),
            #[cfg(feature = "pdf")]
            Format::Pdf => self.pdf.read(bytes, limits),
            format => format.read(bytes, limits),
        }
    }
}

#[cfg(all(test, feature = "markdown"))]
mod tests {
    use super::*;

    fn read(reader: &DocumentReader, name: &str, bytes: &[u8]) -> Result<Document> {
        reader.read(name, bytes, &Limits::default())
    }

    #[test]
    fn names_and_options_decide_about_the_dialect() {
        let source = b"Tea <Cup size={1}>hot</Cup>.\n";
        let marks = |reader: &DocumentReader, name: &str| {
            let document = read(reader, name, source).expect("it is Markdown");
            document.marks().len()
        };
        let usual = DocumentReader::default();
        let forced = DocumentReader::default().dialect(MarkdownDialect::Mdx);
        assert!(marks(&usual, "tea.mdx") > marks(&usual, "tea.md"));
        assert_eq!(marks(&forced, "tea.md"), marks(&usual, "tea.mdx"));
    }

    #[test]
    fn a_format_that_is_set_needs_no_name() {
        let reader = DocumentReader::default().format(Format::Markdown);
        let document = read(&reader, "tea", b"# Tea\n").expect("it is Markdown");
        assert_eq!(document.sections().len(), 1);
        assert_eq!(document.name(), "tea");
    }

    #[test]
    fn unknown_and_large_inputs_are_rejected() {
        let kind = |name: &str, bytes: &[u8], limits: &Limits| {
            let error = DocumentReader::default().read(name, bytes, limits);
            error.expect_err("it is no document").kind()
        };
        let limits = Limits::default();
        assert_eq!(
            kind("tea", b"\x7fELF\x02\x01\x01\0\0\0", &limits),
            ErrorKind::UnknownFormat
        );
        let small = Limits {
            input_bytes: 3,
            ..Limits::default()
        };
        assert_eq!(kind("tea.md", b"# Tea\n", &small), ErrorKind::TooLarge);
    }
}
