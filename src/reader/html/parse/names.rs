//! Classifies the names of elements for the parser.

use crate::reader::element_names::{is_heading, is_void};

/// Returns true for the formatting elements of HTML 13.2.4.3, which are opened again in
/// the next block if they are left open.
pub(super) fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// Returns true if an element of this name can contain elements. Those with raw text are
/// excluded: if `<script>` were dropped because of its depth, its code would be read as
/// markup.
pub(super) fn nests(name: &str) -> bool {
    let is_raw = matches!(
        name,
        "script"
            | "style"
            | "textarea"
            | "title"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "xmp"
            | "plaintext"
    );
    !is_raw && !is_void(name) && !matches!(name, "html" | "head" | "body" | "frameset")
}

/// Returns true for elements that are kept a little deeper than what is flattened around
/// them, because they do not hold each other.
pub(super) fn is_kept_deep(name: &str) -> bool {
    is_heading(name) || matches!(name, "p" | "pre" | "code")
}
