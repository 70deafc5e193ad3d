//! Limits on the input and the running time of a reader.

mod progress;
pub(crate) mod steps;
mod watch;

pub use progress::Progress;
pub(crate) use watch::Watch;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Bounds on the work of a reader, against hostile or mistaken input.
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
    /// The largest input in bytes (default: 1 GiB). Never above 4 GiB, the range of
    /// spans.
    pub input_bytes: usize,
    /// The maximum nesting depth of elements (default: 512, as in browsers). Deeper
    /// elements are flattened, with a warning.
    pub depth: usize,
    /// The maximum number of attributes of a tag, repeated names included (default: 256).
    /// The rest are left out, with a warning.
    pub attributes: usize,
    /// The maximum number of table cells that `colspan`, `rowspan` and short rows may add
    /// to a document (default: 100,000). Beyond it, or beyond 4,096 and one for each byte
    /// of the page, each cell appears once, with a warning.
    pub table_cells: usize,
    /// The maximum number of pages read from a PDF (default: 100,000). The rest are left
    /// out, with a warning.
    pub pages: usize,
    /// The maximum size of one decoded stream of a PDF in bytes (default: 64 MiB). A
    /// larger stream is left out, with a warning.
    pub stream_bytes: usize,
    /// The maximum size of all decoded streams of a PDF together in bytes (default: 256
    /// MiB). Streams beyond it are left out, with a warning. Copied strings (titles,
    /// addresses, labels) are included, each copy.
    pub decoded_bytes: usize,
    /// The maximum number of values in the objects of a PDF, and again in those of all
    /// its object streams: numbers, names, strings, references and entries, an array as
    /// five (default: 4,000,000, about 400 MB of memory). A file with more is an error;
    /// objects of object streams beyond it are left out, with a warning. Files below one
    /// megabyte are not counted, nor larger ones with less than one value in four bytes.
    pub object_values: usize,
    /// The maximum depth of PDF forms drawn inside each other (default: 12). Deeper forms
    /// are left out, with a warning.
    pub form_depth: usize,
    /// The maximum number of operators on a PDF page, forms included (default:
    /// 5,000,000). The rest of the page is left out, with a warning.
    pub page_operators: usize,
    /// The maximum number of glyphs on a PDF page (default: 2,000,000). The rest of the
    /// page is left out, with a warning.
    pub page_glyphs: usize,
    /// The maximum number of glyphs in a PDF (default: 20,000,000, about ten thousand
    /// pages). The rest is left out, with a warning.
    pub glyphs: usize,
    /// The maximum number of outline entries read from a PDF (default: 100,000).
    pub outline_entries: usize,
    /// The maximum number of structure tree elements read from a PDF (default:
    /// 1,000,000).
    pub structure_elements: usize,
    /// The time at which a reader stops and returns the part it has read, with a warning
    /// (default: never): a PDF without the following pages, HTML without the rest of its
    /// text, Markdown with the rest as one block. Chunks that are made
    /// [within](crate::Chunker::chunks_within) limits end with an error. Both end some
    /// milliseconds late.
    pub deadline: Option<Instant>,
    /// Stops a reader or a chunker from another thread, with an error of the kind
    /// [`Cancelled`](crate::ErrorKind::Cancelled). One that was complete before it
    /// checked the flag returns its result.
    pub cancel: Cancel,
    /// The share of its work that a reader has done, for other threads to look at.
    pub progress: Progress,
}

/// A flag that stops readers and chunkers. Clones share the flag.
///
/// ```
/// use sectile::{Cancel, Limits};
///
/// let cancel = Cancel::default();
/// let mut limits = Limits::default();
/// limits.cancel = cancel.clone();
/// cancel.cancel(); // usually called by another thread while a reader runs
/// assert!(limits.cancel.is_cancelled());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Stops all current and future readers and chunkers that check this flag.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Returns true after [`cancel`](Self::cancel) was called.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl PartialEq for Cancel {
    /// Returns true if both are the same flag.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Cancel {}

/// The reason why a reader or a chunker must stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interruption {
    /// The deadline has passed.
    Late,
    /// The caller cancelled.
    Cancelled,
}

impl Limits {
    /// Returns true if there is a deadline, or a copy of the flag with which someone may
    /// cancel.
    #[cfg(feature = "markdown")]
    pub(crate) fn may_interrupt(&self) -> bool {
        // The limits themselves, and the watch of the first stage.
        const OWN_COPIES: usize = 2;
        self.deadline.is_some() || Arc::strong_count(&self.cancel.0) > OWN_COPIES
    }

    /// Returns the reason why a reader or a chunker must stop, if there is one.
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
            progress: Progress::default(),
        }
    }
}
