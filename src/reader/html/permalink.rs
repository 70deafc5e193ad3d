//! Detects permalinks: links of a heading to itself, shown as `#`, `¶` or a chain.

use super::element::{attr, has_class};
use super::tree::{Element, HtmlNode, Node};

/// The number of nodes of a link that are read. A permalink has few.
const MAX_NODES: usize = 16;

/// Returns true if the link shows only a sign. A link around the words of a heading is
/// none, although it has the same classes: dropping it would lose the heading.
pub(super) fn is_permalink(node: HtmlNode<'_>, element: Element<'_>) -> bool {
    let leads_to_itself = attr(element, "href").is_some_and(|href| href.contains('#'));
    let is_named = has_class(element, |class| {
        matches!(
            class,
            "headerlink"
                | "permalink"
                | "anchorjs-link"
                | "hash-link"
                | "header-anchor"
                | "heading-anchor"
                | "anchor-link"
                | "heading-link"
                | "sl-anchor-link"
                | "anchor"
                | "footnote-backref"
                | "md-anchor"
                | "self-link"
                | "doc-anchor"
                | "direct-link"
                | "toc-anchor"
        )
    });
    if !leads_to_itself && !is_named {
        return false;
    }
    let mut words = String::new();
    for node in node.descendants().take(MAX_NODES) {
        match node.value() {
            Node::Text(text) => words.push_str(text),
            Node::Element(image)
                if image.name() == "img"
                    && attr(image, "alt").is_some_and(|alt| !alt.is_empty()) =>
            {
                // A picture with words is content.
                return false;
            }
            _ => {}
        }
    }
    let words =
        words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'));
    let is_sign = matches!(
        words,
        "#" | "¶" | "§" | "◆" | "🔗" | "⚓" | "↩" | "↩︎" | "\u{f0c1}" | "[#]" | "link"
    );
    // `link` is a sign only with a class of permalinks; elsewhere it is an ordinary word.
    is_sign && (is_named || words != "link") || (is_named && (words.is_empty() || is_spoken(words)))
}

/// Returns true for the words that screen readers speak in place of the sign.
fn is_spoken(words: &str) -> bool {
    [
        "Section titled",
        "Link to this",
        "Permalink",
        "Direct link to",
        "Permanent link",
        "Anchor",
    ]
    .iter()
    .any(|start| words.starts_with(start))
}
