//! The options for reading documents, which are the same in all commands.

use clap::{Args, ValueEnum};
use sectile::{
    DocumentReader, HtmlContent, HtmlLinks, HtmlReader, MarkdownDialect, MarkdownReader, Omission,
    PdfReader,
};

#[derive(Debug, Clone, Args)]
pub(crate) struct ReaderOptions {
    /// The part of an HTML page that is read: its main content, or all of it.
    #[arg(long, value_enum, default_value = "main")]
    html_content: PageContent,
    /// The parts of links that the text of HTML has: their words, or also their destinations.
    #[arg(long, value_enum, default_value = "words")]
    links: Links,
    /// The dialect of Markdown: mdx, quarto, myst, obsidian, mkdocs, docusaurus, hugo,
    /// jekyll, docfx or commonmark (default: by the file's name and constructs).
    #[arg(long, value_name = "DIALECT", value_parser = parse_dialect)]
    dialect: Option<MarkdownDialect>,
    /// Text that a page or a browser does not show: omitted, or kept in chunks of the kind
    /// `hidden`.
    #[arg(long, value_enum, default_value = "omit")]
    hidden: Unshown,
    /// Running heads and page numbers of PDF: omitted, or kept in chunks of the kind
    /// `boilerplate`.
    #[arg(long, value_enum, default_value = "omit")]
    boilerplate: Unshown,
    /// PDF pages whose text is not text of any language: omitted, or kept in chunks of
    /// the kind `unreadable`.
    #[arg(long, value_enum, default_value = "omit")]
    unreadable: Unshown,
    /// The password of encrypted PDF files. Without it only those are read that need none.
    #[arg(long, value_name = "PASSWORD")]
    password: Option<String>,
    /// The deepest level of headings in PDF files; deeper ones become paragraphs.
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(u8).range(1..))]
    max_heading_level: Option<u8>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PageContent {
    Main,
    All,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Links {
    Words,
    Keep,
}

fn parse_dialect(name: &str) -> Result<MarkdownDialect, String> {
    MarkdownDialect::from_name(name).ok_or_else(|| "this is no name of a dialect".to_owned())
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Unshown {
    Omit,
    Keep,
}

impl From<Unshown> for Omission {
    fn from(option: Unshown) -> Self {
        match option {
            Unshown::Omit => Self::Omit,
            Unshown::Keep => Self::Keep,
        }
    }
}

impl ReaderOptions {
    pub(crate) fn reader(&self) -> DocumentReader {
        let html = HtmlReader::default().content(match self.html_content {
            PageContent::Main => HtmlContent::Main,
            PageContent::All => HtmlContent::All,
        });
        let html = html.links(match self.links {
            Links::Words => HtmlLinks::Words,
            Links::Keep => HtmlLinks::Keep,
        });
        let reader = DocumentReader::default()
            .markdown(MarkdownReader::default().hidden(self.hidden.into()))
            .html(html.hidden(self.hidden.into()))
            .pdf(self.pdf_reader());
        match self.dialect {
            Some(dialect) => reader.dialect(dialect),
            None => reader,
        }
    }

    pub(crate) fn pdf_reader(&self) -> PdfReader {
        let mut reader = PdfReader::default()
            .hidden(self.hidden.into())
            .boilerplate(self.boilerplate.into())
            .unreadable(self.unreadable.into());
        if let Some(password) = &self.password {
            reader = reader.password(password);
        }
        if let Some(level) = self.max_heading_level {
            reader = reader.max_heading_level(level);
        }
        reader
    }
}
