//! Reads PDF: glyphs from the content of pages, lines and blocks from glyphs, headings
//! from all available evidence.

mod catalog;
mod clock;
mod drawing;
mod file;
mod font;
mod geometry;
mod headings;
mod layout;
mod object;
mod page;
mod recognized;
#[cfg(test)]
mod test_files;
mod write;

use super::{Omission, Reader, check_size};
use crate::document::{Document, DocumentBuilder, Warning};
use crate::error::Result;
use crate::free::free;
use crate::headings::{HeadingCandidate, OutlineEntry};
use crate::limits::Limits;
use crate::references::with_references;
use clock::Clock;
use layout::Layout;
use page::File;
use recognized::Source;
pub use recognized::{RecognizedWord, UnreadPage, WordSource};

/// Reads PDF files.
///
/// Encrypted files are opened with the empty password, or else with the given one.
/// Exponents, indices and marks of notes are written as in HTML: `10^6`, `x_i`,
/// `word[^3]`.
///
/// ```
/// use sectile::{ErrorKind, Limits, PdfReader, Reader};
///
/// let reader = PdfReader::default().password("tea");
/// let error = reader.read(b"not a PDF", &Limits::default()).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Malformed);
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct PdfReader {
    password: Option<String>,
    headings: HeadingOptions,
    omissions: Omissions,
    words: Source,
}

/// The kinds of text that are kept although they are not content.
#[derive(Debug, Clone, Copy, Default)]
struct Omissions {
    hidden: Omission,
    boilerplate: Omission,
    unreadable: Omission,
}

/// The headings that a caller knows better than the decision about them.
#[derive(Debug, Clone, Default)]
struct HeadingOptions {
    /// Replaces the outline of the file.
    outline: Option<Vec<OutlineEntry>>,
    /// Deeper headings are text.
    max_level: Option<u8>,
}

impl PdfReader {
    /// Sets the password, the owner's or the user's, for files that the empty password
    /// does not open.
    #[must_use]
    pub fn password(mut self, password: impl Into<String>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// Replaces the outline of the file, for files that have none or a wrong one.
    ///
    /// Entries decide about headings and levels if at least half of their titles are
    /// printed, each on its page or the next.
    #[must_use]
    pub fn outline(mut self, entries: impl IntoIterator<Item = OutlineEntry>) -> Self {
        self.headings.outline = Some(entries.into_iter().collect());
        self
    }

    /// Keeps headings up to this level, the first being 1; deeper ones become paragraphs.
    #[must_use]
    pub fn max_heading_level(mut self, level: u8) -> Self {
        self.headings.max_level = Some(level);
        self
    }

    /// Sets whether text that the pages do not show is omitted from chunks: in invisible
    /// ink without a picture of it, in the colour of what is below it, under a filled
    /// box, outside of the page or of the clip, in hidden layers, or smaller than a
    /// point. It is a block of its own after the text of its page. The recognized text of
    /// a scan is not hidden.
    #[must_use]
    pub fn hidden(mut self, omission: Omission) -> Self {
        self.omissions.hidden = omission;
        self
    }

    /// Sets whether running heads and page numbers are omitted from chunks. If they are
    /// kept, they are paragraphs.
    #[must_use]
    pub fn boilerplate(mut self, omission: Omission) -> Self {
        self.omissions.boilerplate = omission;
        self
    }

    /// Sets whether the text of pages that cannot be read is omitted from chunks, because
    /// their fonts do not map codes to letters.
    #[must_use]
    pub fn unreadable(mut self, omission: Omission) -> Self {
        self.omissions.unreadable = omission;
        self
    }

    /// Sets the source of words for pages whose text the file does not have, such as a
    /// program for OCR: scans, and letters in fonts without a map to characters. Pages for
    /// which it returns words are read like others, and warn no more.
    ///
    /// ```
    /// use sectile::{PdfReader, RecognizedWord, UnreadPage};
    ///
    /// let reader = PdfReader::default().words(|page: &UnreadPage| {
    ///     // Draw page `page.number` and recognize its words.
    ///     vec![RecognizedWord { text: "Tea".to_owned(), bbox: [72.0, 72.0, 96.0, 84.0] }]
    /// });
    /// ```
    #[must_use]
    pub fn words(mut self, source: impl WordSource + 'static) -> Self {
        self.words = Source::new(source);
        self
    }

    /// Returns all texts that may be headings, with the rules that decided about each.
    ///
    /// # Errors
    ///
    /// The errors of [`Reader::read`].
    pub fn explain_headings(&self, bytes: &[u8], limits: &Limits) -> Result<Vec<HeadingCandidate>> {
        check_size(bytes, limits)?;
        let clock = Clock::new(limits);
        let mut file = file::load(bytes, self.password.as_deref(), &clock)?;
        self.words.add(&mut file);
        clock.restart();
        layout::mark_monospace(&mut file);
        let mut layout = layout::lay_out(&file, &clock);
        clock.check()?;
        Ok(headings::explain(&mut layout, &file, &self.headings))
    }
}

impl Reader for PdfReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document> {
        check_size(bytes, limits)?;
        let clock = Clock::new(limits);
        let mut file = file::load(bytes, self.password.as_deref(), &clock)?;
        self.words.add(&mut file);
        let document = build(&mut file, &self.headings, self.omissions, &clock);
        let bytes = file.bytes();
        free(file, bytes);
        with_references(document?, limits)
    }
}

/// Runs the stages after the glyphs, in order.
fn build(
    file: &mut File,
    options: &HeadingOptions,
    omissions: Omissions,
    clock: &Clock<'_>,
) -> Result<Document> {
    clock.restart();
    let unreadable: Vec<_> = file.pages.iter().map(drawing::unreadable).collect();
    if omissions.unreadable == Omission::Omit {
        // Only these pages: the test reads all text, and took a hundredth of the time.
        for (page, warning) in file.pages.iter_mut().zip(&unreadable) {
            if warning.is_some() {
                drawing::withhold_unreadable(page);
            }
        }
    }
    layout::mark_monospace(file);
    let mut layout = layout::lay_out(file, clock);
    let document = written(&mut layout, file, unreadable, (options, omissions), clock);
    free(layout, file.bytes());
    document
}

/// Finds the headings of what was laid out, and writes it as a document.
fn written(
    layout: &mut Layout,
    file: &mut File,
    unreadable: Vec<Option<Warning>>,
    (options, omissions): (&HeadingOptions, Omissions),
    clock: &Clock<'_>,
) -> Result<Document> {
    clock.check()?;
    let headings = headings::find(layout, file, options);
    clock.check()?;
    let mut builder = DocumentBuilder::new();
    write::metadata(file, layout, &headings, &mut builder);
    write::blocks(layout, &headings, file, omissions, clock, &mut builder);
    // A cancelled read is an error after each stage, but a passed deadline is a warning:
    // the pages that were read in time are a document.
    if let Some(warning) = headings::unsure(&headings) {
        builder.warning(warning);
    }
    let hidden = write::hidden_text(file, omissions);
    for warning in (hidden.into_iter())
        .chain(unreadable.into_iter().flatten())
        .chain(std::mem::take(&mut file.warnings))
        .chain(clock.warning())
    {
        builder.warning(warning);
    }
    clock.check()?;
    let mut document = builder.finish_checked(|| clock.check())?;
    let mut ledger = drawing::ledgers(&file.pages);
    layout::count_duplicates(layout, &mut ledger);
    document.set_ledger(ledger, |ledger| write::letter_warnings(ledger, omissions));
    Ok(document)
}

#[cfg(test)]
fn document(mut file: File) -> Result<Document> {
    build(
        &mut file,
        &HeadingOptions::default(),
        Omissions::default(),
        &Clock::new(&Limits::default()),
    )
}
