//! What a page holds but does not show: hidden parts, and what scripts and highlighters put beside the text.

use super::element::{Role, attr, has_class, has_role, role};
use super::flow::Place;
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element;

/// How many nodes in an element tell what it holds.
const NODES: usize = 1024;

/// The most text that a button and the like holds, in bytes.
const LABEL_BYTES: usize = 32;

/// Whether a browser, or a page's scripts, would never show the element as text.
pub(super) fn is_hidden(node: Place<'_>, element: &Element) -> bool {
    element.attrs().any(|(name, value)| match name {
        "hidden" => !value.eq_ignore_ascii_case("until-found") && !is_panel(element),
        // Wikipedia hides the MathML that says what its images show.
        "style" => {
            is_unstyled(value)
                && !has_class(element, |class| class.starts_with("mwe-math-mathml"))
                && !is_panel(element)
        }
        "aria-hidden" => value == "true" && (element.name() == "i" || has_formula_beside(node)),
        "class" => (value.split_ascii_whitespace()).any(|class| is_machinery(node, class)),
        _ => false,
    }) || (element.name() == "button" && says_copy(element))
}

/// Whether something in it is text that a browser shows.
pub(super) fn shows_text(node: Place<'_>) -> bool {
    let mut hidden = None;
    for edge in node.traverse() {
        match edge {
            Edge::Close(node) if hidden == Some(node.id()) => hidden = None,
            Edge::Open(node) if hidden.is_none() => match node.value() {
                Node::Text(text) if !text.trim().is_empty() => return true,
                Node::Element(element)
                    if role(element) == Role::Dropped || is_hidden(node, element) =>
                {
                    hidden = Some(node.id());
                }
                _ => {}
            },
            _ => {}
        }
    }
    false
}

fn is_unstyled(style: &str) -> bool {
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// A tab's or an accordion's content, which is shown when asked for (ARIA Authoring Practices, Tabs and Accordion).
fn is_panel(element: &Element) -> bool {
    has_role(element, &["tabpanel"])
        || (has_role(element, &["region"]) && attr(element, "aria-labelledby").is_some())
}

/// Numbers in the gutter of a listing, copy buttons, the visual twin of a formula. Other things have such names too, so it
/// depends on what the element holds.
fn is_machinery(node: Place<'_>, class: &str) -> bool {
    match class {
        "MathJax_Preview" | "mw-editsection" => true,
        "MathJax" | "MathJax_SVG" => has_tex_behind(node),
        "katex-html" | "mwe-math-fallback-image-inline" | "mwe-math-fallback-image-display" => {
            has_formula_beside(node)
        }
        "lineno" | "linenos" | "linenodiv" | "line-numbers-rows" | "hljs-ln-numbers"
        | "blob-num" | "gutter" | "line-number" | "lineNumber" | "linenumber" | "ln-num"
        | "rouge-gutter" => !texts(node).any(|text| text.contains(char::is_alphabetic)),
        "copybtn" | "copy-btn" | "copy-button" | "clipboard" => {
            texts(node).map(|text| text.trim().len()).sum::<usize>() <= LABEL_BYTES
        }
        _ => false,
    }
}

fn says_copy(button: &Element) -> bool {
    ["class", "title", "aria-label", "data-clipboard-text"]
        .iter()
        .filter_map(|name| attr(button, name))
        .map(str::to_ascii_lowercase)
        .any(|value| {
            value.replace("copyright", "").contains("copy")
                || value.contains("copied")
                || value.contains("clip")
        })
}

/// Whether an element next to this one is a `<math>`, or is there for one.
fn has_formula_beside(node: Place<'_>) -> bool {
    let is_math = |node: Place<'_>| (node.value().as_element()).is_some_and(|e| e.name() == "math");
    elements(node.prev_siblings())
        .chain(elements(node.next_siblings()))
        .any(|beside| is_math(beside) || elements(beside.children()).any(is_math))
}

/// Whether the TeX of the formula that this shows comes next.
fn has_tex_behind(node: Place<'_>) -> bool {
    let is_tex = |node: Place<'_>| {
        (node.value().as_element()).is_some_and(|e| {
            e.name() == "script" && attr(e, "type").is_some_and(|kind| kind.starts_with("math/tex"))
        })
    };
    let behind = |node: Place<'_>| elements(node.next_siblings()).any(is_tex);
    behind(node) || node.parent().is_some_and(behind) // in a `MathJax_Display`
}

/// The next element, if not much stands before it.
fn elements<'t>(nodes: impl Iterator<Item = Place<'t>>) -> impl Iterator<Item = Place<'t>> {
    nodes
        .take(3)
        .filter(|node| node.value().is_element())
        .take(1)
}

/// The text of the first nodes in it.
fn texts(node: Place<'_>) -> impl Iterator<Item = &str> {
    let first = node.descendants().take(NODES);
    first.filter_map(|node| node.value().as_text().map(|text| &**text))
}
