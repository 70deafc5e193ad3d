//! Reads HTML: the tree of a page is written as Markdown, and each block has its place in
//! the source file.

mod code;
mod content;
mod element;
mod encoding;
mod exports;
mod flow;
mod headings;
mod hidden;
mod inline;
mod levels;
mod links;
mod math;
mod metadata;
mod page;
mod panels;
mod parse;
mod permalink;
mod pieces;
mod style;
mod table;
mod traverse;
mod tree;
mod unseen;
mod writer;

use super::decode::{self, AfterDeadline, free_source};
use super::{Omission, Reader, check_size};
use crate::document::{Document, DocumentBuilder};
use crate::error::Result;
use crate::free::free;
use crate::limits::{Limits, Watch};
use crate::references::with_references;
use content::MainContent;
use links::Links;
use page::Page;
use style::StyleSheet;

/// Reads HTML pages. The document's text is a Markdown rendering of the visible page, and
/// every block has its origin in the bytes of the file.
///
/// A heading's level is the number in its tag or its `aria-level`. Headings in
/// navigation, asides, footers, table cells, dialogs, lists and quotes are text. Those in
/// figures and `<details>` close no section outside. Navigation and similar elements are
/// [boilerplate](crate::BlockKind::Boilerplate): in the text, but in no chunk. Reading
/// never fails because of the content.
///
/// After the [deadline](Limits::deadline) the rest of the page is omitted with a warning.
/// A [cancelled](Limits::cancel) read is an error.
///
/// ```
/// use sectile::{HtmlContent, HtmlReader, Limits, Reader};
///
/// let page = b"<nav>Home</nav><main><h1>Tea</h1><p>Boil <em>water</em>.</main>";
/// let document = HtmlReader::default().read(page, &Limits::default())?;
/// assert_eq!(document.text(), "Home\n\n# Tea\n\nBoil *water*.\n");
/// assert!(!document.blocks().next().unwrap().kind().is_content());
///
/// let everything = HtmlReader::default().content(HtmlContent::All);
/// assert!(everything.read(page, &Limits::default())?.blocks().all(|block| block.kind().is_content()));
/// # Ok::<(), sectile::Error>(())
/// ```
///
/// Raised and lowered text keeps its meaning: `10<sup>6</sup>` is `10^6`, `x<sub>i</sub>`
/// is `x_i`, and `word<sup>3</sup>`, the mark of a note, is `word[^3]`.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct HtmlReader {
    content: HtmlContent,
    links: HtmlLinks,
    hidden: Omission,
}

/// The part of a page that is content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum HtmlContent {
    /// The main content (the default): `<main>` or `role=main`, else the only outermost
    /// article, else the body without navigation, header, footer, asides, search and
    /// cookie banners. The rest is boilerplate, except the page's only `<h1>`: if it is
    /// in the header, it is the heading of the content, unless it is only a link, as the
    /// name of a site is.
    #[default]
    Main,
    /// Everything that the page shows.
    All,
}

/// The parts of links and pictures that the text shows. Their destinations are a fifth of
/// the tokens of ordinary pages, and half of those of API documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum HtmlLinks {
    /// The words alone (the default): `tea`, `![a cup]`. The destinations of links are in
    /// the document's [references](crate::Document::references).
    #[default]
    Words,
    /// The words and the destination, as in Markdown: `[tea](tea.html)`.
    Keep,
}

impl HtmlReader {
    /// Sets what the text shows of links and pictures.
    ///
    /// ```
    /// use sectile::{HtmlLinks, HtmlReader, Limits, Reader};
    ///
    /// let page = b"<p>Read <a href=tea.html>about tea</a>.";
    /// let document = HtmlReader::default().read(page, &Limits::default())?;
    /// assert_eq!(document.text(), "Read about tea.\n");
    /// assert_eq!(document.references()[0].href, "tea.html");
    ///
    /// let document = HtmlReader::default().links(HtmlLinks::Keep).read(page, &Limits::default())?;
    /// assert_eq!(document.text(), "Read [about tea](tea.html).\n");
    /// # Ok::<(), sectile::Error>(())
    /// ```
    #[must_use]
    pub fn links(mut self, links: HtmlLinks) -> Self {
        self.links = links;
        self
    }

    /// Sets whether text that the page does not show is omitted from chunks: elements that
    /// an attribute or a rule hides, that have no size, that are far outside of the page,
    /// and letters in the colour of what is below them. Panels that a control shows are
    /// not hidden, and neither are short labels for screen readers.
    ///
    /// ```
    /// use sectile::{HtmlReader, Limits, Omission, Reader};
    ///
    /// let page = b"<style>.x { left: -9999px; position: absolute }</style>
    ///              <p>Boil water.<p class=x>Obey.";
    /// let document = HtmlReader::default().read(page, &Limits::default())?;
    /// assert_eq!(document.marks().len(), 1);
    /// assert!(document.marks()[0].is_omitted);
    ///
    /// let reader = HtmlReader::default().hidden(Omission::Keep);
    /// assert!(!reader.read(page, &Limits::default())?.marks()[0].is_omitted);
    /// # Ok::<(), sectile::Error>(())
    /// ```
    #[must_use]
    pub fn hidden(mut self, omission: Omission) -> Self {
        self.hidden = omission;
        self
    }

    /// Sets the part of a page that is content.
    #[must_use]
    pub fn content(mut self, content: HtmlContent) -> Self {
        self.content = content;
        self
    }
}

/// The percentage of the time until a deadline that parsing may use. The rest is for
/// writing the text.
const PARSE_PERCENT: u32 = 60;

/// The percentage of the rest that writing may use, because freeing the tree and checking
/// the document take time too.
const WRITE_PERCENT: u32 = 80;

impl Reader for HtmlReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document> {
        check_size(bytes, limits)?;
        let parsing = Watch::for_stage(limits, PARSE_PERCENT);
        parsing.check_cancelled()?;
        let mut builder = DocumentBuilder::over(String::with_capacity(bytes.len() / 2));
        let decoded = decode::decode(bytes, encoding::declared, &parsing, AfterDeadline::Nothing);
        if let Err(error) = parsing.check_cancelled() {
            free_source(decoded.text, decoded.source);
            return Err(error);
        }
        let mut warnings = decoded.warnings;
        let mut tree = parse::parse(&decoded.text, limits, &parsing, &mut warnings);
        if let Err(error) = parsing.check_cancelled() {
            tree.discard();
            free_source(decoded.text, decoded.source);
            return Err(error);
        }
        let watch = Watch::for_stage(limits, WRITE_PERCENT);
        panels::open(&mut tree, &decoded.text, &watch);
        let links = Links::new(decoded.text.len(), self.links);
        let links = metadata::read(&tree, links, &watch, builder.metadata());
        builder
            .metadata()
            .add("encoding", decoded.encoding.unwrap_or_default());
        let content = MainContent::find(&tree, self.content, &watch);
        let unseen = unseen::take(&mut tree, &content, &watch);
        let sheet = StyleSheet::read(&tree, &watch);
        let page = Page {
            unseen: &unseen,
            hidden: self.hidden,
            headings: &headings::find(&tree, &content, &sheet, &watch),
            content: &content,
            tree: &tree,
            links: &links,
            sheet: &sheet,
            source: &decoded.source,
            limits,
            watch: &watch,
            bytes: decoded.text.len(),
        };
        flow::write(&page, &mut builder);
        tree.discard();
        if let Err(error) = watch.check_cancelled() {
            let bytes = builder.text().len();
            free(builder, bytes);
            free_source(decoded.text, decoded.source);
            return Err(error);
        }
        for warning in warnings {
            builder.warning(warning);
        }
        with_references(builder.finish_checked(|| watch.check_cancelled())?, limits)
    }
}
