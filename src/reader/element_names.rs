//! Names of HTML elements that more than one reader and the detection of formats use.
//!
//! The roles of elements in a page are in `html/element.rs`.

/// Elements whose headings close no section outside of them.
#[cfg(feature = "markdown")]
pub(super) const SCOPES: [&str; 2] = ["details", "figure"];

/// Elements of HTML 3.2. Old pages write them in capitals, and no component of JSX has
/// their names, unlike `<Link>`, `<Button>` and `<Section>`.
#[rustfmt::skip] // a table
const OLD: [&str; 32] = [
    "a", "b", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em",
    "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre",
    "span", "strong", "table", "td", "tr", "ul",
];

/// Other elements that a fragment of a page may begin with.
#[rustfmt::skip] // a table
const OTHER: [&str; 23] = [
    "article", "aside", "base", "button", "details", "figure", "footer", "form", "header",
    "iframe", "link", "main", "nav", "script", "section", "small", "style", "sub", "sup",
    "tbody", "th", "u", "video",
];

/// Returns true for `<H2>` and `<Br>`: names in HTML have no case.
#[cfg(feature = "markdown")]
pub(super) fn is_old(name: &str) -> bool {
    OLD.iter().any(|old| name.eq_ignore_ascii_case(old))
}

/// Returns true if a fragment of a page may begin with an element of this name, which is
/// in lower case.
pub(super) fn begins_fragment(name: &str) -> bool {
    OLD.contains(&name) || OTHER.contains(&name)
}

/// Returns true for `h1` to `h6`.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
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
