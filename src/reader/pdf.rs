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
#[cfg(test)]
mod test_files;
mod write;

use super::{Reader, check_size};
use crate::document::{Document, DocumentBuilder};
use crate::error::Result;
use crate::headings::{HeadingCandidate, OutlineEntry};
use crate::limits::Limits;
use clock::Clock;
use page::File;

/// Reads PDF files.
///
/// Encrypted files are opened with the empty password, or else with the given one.
/// Exponents, indices and marks of notes are written as in HTML: `10^6`, `x_i`, `word[^3]`.
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

    /// Returns all texts that may be headings, with the rules that decided about each.
    ///
    /// # Errors
    ///
    /// The errors of [`Reader::read`].
    pub fn explain_headings(&self, bytes: &[u8], limits: &Limits) -> Result<Vec<HeadingCandidate>> {
        check_size(bytes, limits)?;
        let clock = Clock::new(limits);
        let mut file = file::load(bytes, self.password.as_deref(), &clock)?;
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
        let file = file::load(bytes, self.password.as_deref(), &clock)?;
        build(file, &self.headings, &clock)
    }
}

/// Runs the stages after the glyphs, in order.
fn build(mut file: File, options: &HeadingOptions, clock: &Clock<'_>) -> Result<Document> {
    clock.restart();
    layout::mark_monospace(&mut file);
    let mut builder = DocumentBuilder::new();
    let mut layout = layout::lay_out(&file, clock);
    clock.check()?;
    let headings = headings::find(&mut layout, &file, options);
    clock.check()?;
    write::metadata(&file, &layout, &headings, &mut builder);
    write::blocks(&layout, &headings, &file, clock, &mut builder);
    // A cancelled read is an error after each stage, but a passed deadline is a warning:
    // the pages that were read in time are a document.
    if let Some(warning) = headings::unsure(&headings) {
        builder.warning(warning);
    }
    let unreadable = file.pages.iter().filter_map(drawing::unreadable);
    for warning in unreadable.chain(file.warnings).chain(clock.warning()) {
        builder.warning(warning);
    }
    clock.check()?;
    builder.finish()
}

#[cfg(test)]
fn document(file: File) -> Result<Document> {
    build(
        file,
        &HeadingOptions::default(),
        &Clock::new(&Limits::default()),
    )
}
