//! The options for reading documents, which are the same in all examples, and the readers
//! with these options.

use clap::{Args, ValueEnum};
use sectile::{
    Document, Format, HtmlContent, HtmlLinks, HtmlReader, Limits, PdfReader, Reader as _, Result,
};

#[derive(Args)]
pub(crate) struct ReaderOptions {
    /// The part of an HTML page that is read: its main content, or all of it.
    #[arg(long, value_enum, default_value = "main")]
    html_content: PageContent,
    /// What the text of HTML shows of links: their words, or also their destinations.
    #[arg(long, value_enum, default_value = "words")]
    links: Links,
    /// The password for PDF files that the empty one does not open.
    #[arg(long, value_name = "PASSWORD")]
    password: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum PageContent {
    Main,
    All,
}

#[derive(Clone, Copy, ValueEnum)]
enum Links {
    Words,
    Keep,
}

/// The readers of all formats.
pub(crate) struct Readers {
    html: HtmlReader,
    pdf: PdfReader,
}

impl ReaderOptions {
    pub(crate) fn readers(&self) -> Readers {
        let html = HtmlReader::default().content(match self.html_content {
            PageContent::Main => HtmlContent::Main,
            PageContent::All => HtmlContent::All,
        });
        let html = html.links(match self.links {
            Links::Words => HtmlLinks::Words,
            Links::Keep => HtmlLinks::Keep,
        });
        let pdf = match &self.password {
            Some(password) => PdfReader::default().password(password),
            None => PdfReader::default(),
        };
        Readers { html, pdf }
    }
}

impl Readers {
    pub(crate) fn read(&self, format: Format, bytes: &[u8], limits: &Limits) -> Result<Document> {
        match format {
            Format::Html => self.html.read(bytes, limits),
            Format::Pdf => self.pdf.read(bytes, limits),
            format => format.read(bytes, limits),
        }
    }
}
