//! Maps the names and attributes of elements to their roles.

mod storage;

use super::tree::Element;
use crate::reader::script::Shift;
use html5ever::local_name;

/// The role of an element for the reader of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Without text that is shown.
    Dropped,
    /// `<h1>` to `<h6>` or `role=heading`, with its level.
    Heading(u8),
    /// On lines of its own.
    Block,
    List,
    Item,
    Quote,
    Terms,
    Term,
    Description,
    Table,
    Preformatted,
    Figure,
    Caption,
    Details,
    Image,
    Math,
    LineBreak,
    Rule,
    Checkbox,
    Strong,
    Emphasis,
    Struck,
    Code,
    Quotation,
    /// `<sup>` and `<sub>`: an exponent, an index or the number of a note.
    Script(Shift),
    /// `<rt>`: the reading of the characters below it.
    Reading,
    Link,
    Inline,
}

/// The element by which `MathJax` 3 and 4 replace a formula.
const MATHJAX: &str = "mjx-container";

/// Makes a pattern of interned names, which are compared as numbers.
macro_rules! names {
    ($($name:tt)|+) => { $(local_name!($name))|+ };
}

/// Returns the role of an element.
#[allow(clippy::too_many_lines)] // a table
pub(super) fn role(element: Element<'_>) -> Role {
    let role = attr(element, "role").map(str::trim);
    // Levels above 6 are valid in ARIA; only 0 is not.
    let level = attr(element, "aria-level")
        .and_then(|level| level.trim().parse::<u8>().ok())
        .map(|level| level.clamp(1, 99));
    if role.is_some_and(|role| role.eq_ignore_ascii_case("heading")) {
        return Role::Heading(level.or(heading_level(element.name())).unwrap_or(2));
    }
    // Such elements only place things on the page.
    let is_presentation = matches!(role, Some("presentation" | "none"));
    match *element.local() {
        // MathJax 2 keeps the TeX of a formula in a script.
        names!("script")
            if attr(element, "type").is_some_and(|kind| kind.starts_with("math/tex")) =>
        {
            Role::Math
        }
        names!(
            "head"
                | "script"
                | "style"
                | "template"
                | "noscript"
                | "noframes"
                | "iframe"
                | "object"
                | "embed"
                | "canvas"
                | "audio"
                | "video"
                | "svg"
                | "datalist"
                | "select"
                | "textarea"
                | "progress"
                | "meter"
                | "area"
                | "rp"
        ) => Role::Dropped,
        names!("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table") if is_presentation => Role::Block,
        names!("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
            Role::Heading(level.or(heading_level(element.name())).unwrap_or(2))
        }
        names!("ul" | "ol" | "menu" | "dir") => Role::List,
        names!("li") => Role::Item,
        names!("blockquote") => Role::Quote,
        names!("dl") => Role::Terms,
        names!("dt") => Role::Term,
        names!("dd") => Role::Description,
        names!("table") => Role::Table,
        names!("pre" | "listing" | "xmp" | "plaintext") => Role::Preformatted,
        names!("figure") => Role::Figure,
        names!("figcaption" | "caption") => Role::Caption,
        names!("details") => Role::Details,
        names!("img") => Role::Image,
        names!("math") => Role::Math,
        names!("br") => Role::LineBreak,
        names!("hr") => Role::Rule,
        names!("input")
            if attr(element, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) =>
        {
            Role::Checkbox
        }
        names!("strong" | "b") => Role::Strong,
        names!("em" | "i" | "cite" | "dfn" | "var") => Role::Emphasis,
        names!("del" | "s" | "strike") => Role::Struck,
        names!("code" | "kbd" | "samp" | "tt") => Role::Code,
        names!("q") => Role::Quotation,
        names!("sup") => Role::Script(Shift::Raised),
        names!("sub") => Role::Script(Shift::Lowered),
        names!("rt") => Role::Reading,
        names!("a") => Role::Link,
        names!(
            "address"
                | "article"
                | "aside"
                | "body"
                | "center"
                | "dialog"
                | "div"
                | "fieldset"
                | "footer"
                | "form"
                | "header"
                | "hgroup"
                | "html"
                | "legend"
                | "main"
                | "nav"
                | "optgroup"
                | "option"
                | "p"
                | "search"
                | "section"
                | "summary"
                | "tbody"
                | "td"
                | "tfoot"
                | "th"
                | "thead"
                | "tr"
                | "frameset"
        ) => Role::Block,
        _ if element.name() == MATHJAX => Role::Math,
        _ if element.name().contains(':') => storage::role(element),
        _ => Role::Inline,
    }
}

/// Returns true for `<h1>` to `<h6>`.
pub(super) fn is_heading_tag(element: Element<'_>) -> bool {
    matches!(
        *element.local(),
        names!("h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    )
}

fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// Returns true if a block of this role ends a heading that was never closed:
/// `<h2>Tea <p>Text` has no `</h2>`, and the whole page would be a heading. A `<div>` may
/// be in one.
pub(super) fn ends_heading(element: Element<'_>, role: Role) -> bool {
    use Role as R;
    match role {
        R::Heading(_)
        | R::List
        | R::Quote
        | R::Terms
        | R::Table
        | R::Preformatted
        | R::Figure
        | R::Details
        | R::Rule => true,
        R::Block => matches!(
            element.name(),
            "p" | "section" | "article" | "main" | "nav" | "aside" | "footer" | "form"
        ),
        _ => false,
    }
}

/// Returns the value of an attribute.
#[inline(always)]
#[allow(clippy::inline_always)] // the name is known when the program is compiled
pub(super) fn attr<'e>(element: Element<'e>, name: &str) -> Option<&'e str> {
    element.attr(name)
}

/// Returns true if one of the element's classes passes the test.
#[inline]
pub(super) fn has_class(element: Element<'_>, test: impl Fn(&str) -> bool) -> bool {
    attr(element, "class").is_some_and(|classes| classes.split_ascii_whitespace().any(test))
}

/// Returns true if the element's `role` is one of `roles`.
#[inline]
pub(super) fn has_role(element: Element<'_>, roles: &[&str]) -> bool {
    attr(element, "role").is_some_and(|own| is_one_of(own, roles))
}

/// Returns true if a value of `role` has one of `roles`.
pub(super) fn is_one_of(value: &str, roles: &[&str]) -> bool {
    value
        .split_ascii_whitespace()
        .any(|own| roles.iter().any(|role| own.eq_ignore_ascii_case(role)))
}

/// Returns the name that links can refer to.
#[inline]
pub(super) fn anchor(element: Element<'_>) -> Option<&str> {
    let own = attr(element, "id");
    own.or_else(|| attr(element, "name").filter(|_| element.name() == "a"))
        .filter(|name| !name.is_empty())
}

/// Returns true for a term that is the signature of a member, as Sphinx writes it.
pub(super) fn is_signature_term(element: Element<'_>) -> bool {
    has_class(element, |class| matches!(class, "sig" | "sig-object"))
}

/// Returns true for the label of a tab that precedes its panel.
pub(super) fn is_tab_label(element: Element<'_>) -> bool {
    element.name() == "label"
        && has_class(element, |class| {
            matches!(class, "sd-tab-label" | "tab-label")
        })
}

/// Returns true for the number of a footnote, which does not belong to a heading's text.
pub(super) fn is_note_mark(element: Element<'_>) -> bool {
    element.has_attributes()
        && (has_role(element, &["doc-noteref"])
            || has_class(element, |class| {
                matches!(class, "footnote-ref" | "footnote-reference")
            }))
}
