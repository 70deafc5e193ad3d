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
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 1 << 30,
        }
    }
}
