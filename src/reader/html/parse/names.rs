//! Classifies the names of elements for the parser.

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

/// Returns true for elements without content and end tag (HTML 13.1.2).
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}
