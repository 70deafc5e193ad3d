//! Limits on the input and the running time of a reader.

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
    /// The maximum number of attributes of an element (default: 256). The rest are left
    /// out, with a warning.
    pub attributes: usize,
    /// The maximum number of table cells that `colspan`, `rowspan` and short rows may add
    /// to a document (default: 100,000). Beyond it each cell appears once, with a
    /// warning.
    pub table_cells: usize,
    /// The maximum number of pages read from a PDF (default: 100,000). The rest are left
    /// out, with a warning.
    pub pages: usize,
    /// The maximum size of one decoded stream of a PDF in bytes (default: 64 MiB). A
    /// larger stream is left out, with a warning.
    pub stream_bytes: usize,
    /// The maximum size of all decoded streams of a PDF together in bytes (default: 256
    /// MiB). Streams beyond it are left out, with a warning.
    pub decoded_bytes: usize,
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
    /// (default: never). Only the PDF reader checks it, because the other formats are
    /// read fast.
    pub deadline: Option<Instant>,
    /// Stops a reader from another thread, with an error. Only the PDF reader checks it.
    pub cancel: Cancel,
}

/// A flag that stops readers. Clones share the flag.
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
    /// Stops all current and future readers that check this flag.
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

/// The reason why a reader must stop.
#[cfg(feature = "pdf")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interruption {
    /// The deadline has passed.
    Late,
    /// The caller cancelled.
    Cancelled,
}

#[cfg(feature = "pdf")]
impl Limits {
    /// Returns the reason why a reader must stop, if there is one.
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
