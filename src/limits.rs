//! How much a reader may take in, and how long it may take, before it gives up.

#[cfg(any(feature = "html", feature = "markdown"))]
mod free;
mod watch;

#[cfg(any(feature = "html", feature = "markdown"))]
pub(crate) use free::free;
pub(crate) use watch::Watch;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Bounds on what a reader takes in, against hostile or mistaken input.
///
/// ```
/// use sectile::{ErrorKind, Format, Limits};
///
/// let mut limits = Limits::default();
/// limits.input_bytes = 10;
/// let error = Format::Markdown.read(b"more than ten bytes", &limits).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::TooLarge);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The largest input in bytes (default: 1 GiB; never above 4 GiB, which the spans cannot hold).
    pub input_bytes: usize,
    /// How deep elements may be nested (default: 512, as in browsers); what is deeper is flattened, with a warning.
    pub depth: usize,
    /// How many attributes a tag may have (default: 256), repeated names included; the rest are left out, with a warning.
    pub attributes: usize,
    /// How many table cells `colspan`, `rowspan` and short rows may add to a document (default: 100,000); beyond that, or
    /// beyond 4,096 and one for each byte of the page, each cell appears once, with a warning.
    pub table_cells: usize,
    /// How many pages of a PDF are read (default: 100,000); the rest are left out, with a warning.
    pub pages: usize,
    /// How large a stream of a PDF may be when it is decoded (default: 64 MiB); a larger one is left out, with a warning.
    pub stream_bytes: usize,
    /// How large all streams of a PDF that are decoded may be together (default: 256 MiB); those beyond are left out, with a
    /// warning. Strings that are copied count too, each time: titles, addresses, labels.
    pub decoded_bytes: usize,
    /// How many values the objects of a PDF may have, and again those of all its object streams: numbers, names, strings,
    /// references and entries; an array counts as five (default: 4,000,000, some 400 MB of memory).
    /// A file with more is an error; objects of object streams beyond it are left out, with a warning. Files of less than a
    /// megabyte are not counted, nor are large ones with less than a value in four bytes.
    pub object_values: usize,
    /// How deep forms of a PDF may be drawn inside each other (default: 12); deeper ones are left out, with a warning.
    pub form_depth: usize,
    /// How many operators a page of a PDF may have, its forms' included (default: 5,000,000); the rest of the page is left
    /// out, with a warning.
    pub page_operators: usize,
    /// How many glyphs a page of a PDF may have (default: 2,000,000); the rest of the page is left out, with a warning.
    pub page_glyphs: usize,
    /// How many glyphs all pages of a PDF may have together (default: 20,000,000, some ten thousand pages); the rest is left
    /// out, with a warning.
    pub glyphs: usize,
    /// How many entries of a PDF's outline are read (default: 100,000).
    pub outline_entries: usize,
    /// How many elements of a PDF's structure tree are read (default: 1,000,000).
    pub structure_elements: usize,
    /// When a reader stops and gives what it has so far, with a warning (default: never): a PDF without the pages that
    /// follow, a page of HTML without the rest of its text, Markdown with the rest as one block. Chunks that are made
    /// [within](crate::Chunker::chunks_within) limits end with an error. Either ends some milliseconds late.
    pub deadline: Option<Instant>,
    /// Stops a reader or a chunker from another thread, with an error of the kind
    /// [`Cancelled`](crate::ErrorKind::Cancelled). One that was complete before it saw the flag gives its result.
    pub cancel: Cancel,
}

/// A flag that stops readers and chunkers; its clones are the same flag.
///
/// ```
/// use sectile::{Cancel, Limits};
///
/// let cancel = Cancel::default();
/// let mut limits = Limits::default();
/// limits.cancel = cancel.clone();
/// cancel.cancel(); // as another thread would, while a reader is at work
/// assert!(limits.cancel.is_cancelled());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Stops all readers and chunkers that look at this flag, now and later.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl PartialEq for Cancel {
    /// Whether both are the same flag.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Cancel {}

/// Why a reader or a chunker has to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interruption {
    /// The deadline has passed.
    Late,
    /// The caller cancelled.
    Cancelled,
}

impl Limits {
    /// Whether a reader or a chunker has to stop, and why.
    pub(crate) fn interrupted(&self) -> Option<Interruption> {
        if self.cancel.is_cancelled() {
            return Some(Interruption::Cancelled);
        }
        (self
            .deadline
            .is_some_and(|deadline| Instant::now() >= deadline))
        .then_some(Interruption::Late)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 1 << 30,
            depth: 512,
            attributes: 256,
            table_cells: 100_000,
            pages: 100_000,
            stream_bytes: 64 << 20,
            decoded_bytes: 256 << 20,
            object_values: 4_000_000,
            form_depth: 12,
            page_operators: 5_000_000,
            page_glyphs: 2_000_000,
            glyphs: 20_000_000,
            outline_entries: 100_000,
            structure_elements: 1_000_000,
            deadline: None,
            cancel: Cancel::default(),
        }
    }
}
