//! What the names of elements tell the parser.

/// The elements that HTML 13.2.4.3 lists as formatting: left open, they are opened again in the next block.
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

/// Whether elements can stand in an element of this name. Those whose content is raw text must never be left out, for what
/// they hold would be taken for markup.
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

/// The elements that have no content and no end tag (HTML 13.1.2).
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
