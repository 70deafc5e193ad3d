//! The text of a document without markup.

use crate::chunk::Chunk;
use crate::chunker::FixedSizeChunker;
use crate::document::{BlockKind, Document, DocumentBuilder, Shown, Span, offset};
use crate::reader::Unmarked;

/// The text of a document without markup, as a tool that extracts plain text gives it:
/// cells are separated by spaces, rows by line breaks, blocks by blank lines. Text that is
/// omitted or no content is left out.
///
/// ```
/// use sectile::evaluate::PlainText;
/// use sectile::{Format, Limits};
///
/// let source = "# Tea\n\nSee [the *guide*](guide.md).\n\n| tea | time |\n|---|---|\n| green | two |\n";
/// let document = Format::Markdown.read(source.as_bytes(), &Limits::default())?;
/// let plain = PlainText::of(&document);
/// assert_eq!(plain.text(), "Tea\n\nSee the guide.\n\ntea time\ngreen two");
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Debug)]
pub struct PlainText<'d> {
    shown: Shown<'d>,
    unmarked: Unmarked,
}

impl<'d> PlainText<'d> {
    /// Reads the document's text, which is Markdown whatever its format.
    #[must_use]
    pub fn of(document: &'d Document) -> Self {
        let shown = document.shown();
        let mut unmarked = Unmarked::default();
        for span in shown.document().content_spans() {
            unmarked.add(&shown.document().text()[span.range()], span.start);
        }
        Self { shown, unmarked }
    }

    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.unmarked.text().trim_end()
    }

    /// Cuts the text into windows. Their spans are places in the document's text, so their
    /// texts, which have no markup, may be shorter.
    ///
    /// This is the fair baseline for chunks along the structure: windows over Markdown, in
    /// which a row of a table has pipes and a link its address, would spend their tokens on
    /// markup.
    #[must_use]
    pub fn windows(&self, chunker: &FixedSizeChunker) -> Vec<Chunk> {
        let mut builder = DocumentBuilder::over(self.text());
        let whole = Span::new(0, offset(self.text().len()));
        if !self.text().trim().is_empty() {
            builder.block(BlockKind::Paragraph, whole);
        }
        let Ok(mut plain) = builder.finish() else {
            return Vec::new(); // one block over a text breaks no rule
        };
        plain.set_name(self.shown.document().name());
        let mut windows = chunker.chunk(&plain);
        for window in &mut windows {
            window.span = self.source_span(window.span);
        }
        windows
    }

    /// Returns the place in the document's text from which `span` of this text comes.
    #[must_use]
    pub fn source_span(&self, span: Span) -> Span {
        self.shown.whole_span(self.unmarked.source(span))
    }
}
