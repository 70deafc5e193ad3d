//! Reads HTML: scraper's tree is written as Markdown, and each block has its place in the
//! source file.

mod code;
mod content;
mod element;
mod encoding;
mod flow;
mod hidden;
mod links;
mod math;
mod metadata;
mod parse;
mod permalink;
mod table;
mod tree;
mod writer;

use super::{Reader, check_size, decode};
use crate::document::{Document, DocumentBuilder, SourceMap};
use crate::error::Result;
use crate::limits::{Limits, Watch, free};
use content::Content;
use flow::Page;
use std::borrow::Cow;

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
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct HtmlReader {
    content: HtmlContent,
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

impl HtmlReader {
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
        let decoded = decode::decode(bytes, encoding::declared, &parsing);
        parsing.check_cancelled()?;
        let mut warnings = decoded.warnings;
        let tree = parse::parse(&decoded.text, limits, &parsing, &mut warnings);
        if let Err(error) = parsing.check_cancelled() {
            tree.discard();
            free_source(decoded.text, decoded.source);
            return Err(error);
        }
        let watch = Watch::for_stage(limits, WRITE_PERCENT);
        let links = metadata::read(&tree, decoded.text.len(), &watch, builder.metadata());
        builder
            .metadata()
            .add("encoding", decoded.encoding.unwrap_or_default());
        let page = Page {
            content: &Content::find(&tree, self.content, &watch),
            tree: &tree,
            links: &links,
            source: &decoded.source,
            limits,
            watch: &watch,
            bytes: decoded.text.len(),
        };
        flow::write(&page, &mut builder);
        if limits.interrupted().is_some() {
            tree.discard();
        }
        if let Err(error) = watch.check_cancelled() {
            let bytes = builder.text().len();
            free(builder, bytes);
            free_source(decoded.text, decoded.source);
            return Err(error);
        }
        for warning in warnings {
            builder.warning(warning);
        }
        builder.finish()
    }
}

/// Frees the text of a read that was stopped and its places: of 64 MB of UTF-16 they have 300 MB.
fn free_source(text: Cow<'_, str>, source: SourceMap) {
    let bytes = text.len();
    if let Cow::Owned(text) = text {
        free((text, source), bytes);
    }
}
