//! How much a reader may take in before it gives up.

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
    /// How many attributes an element may have (default: 256); the rest are left out, with a warning.
    pub attributes: usize,
    /// How many table cells `colspan`, `rowspan` and short rows may add to a document (default: 100,000); beyond that each
    /// cell stands once, with a warning.
    pub table_cells: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 1 << 30,
            depth: 512,
            attributes: 256,
            table_cells: 100_000,
        }
    }
}
