//! Inline elements whose position has a meaning that no character has: exponents, marks
//! of notes, names side by side, readings above characters.

use super::HtmlLinks;
use super::element::attr;
use super::links::Links;
use super::tree::{Element, HtmlNode, Node};
use crate::reader::element_names::is_heading;
use crate::reader::script::{Script, Shift};

/// The number of nodes of an inline element that are read.
const MAX_NODES: usize = 16;

/// The fewest letters of names that are set side by side. Shorter elements may be
/// letters of one word.
const MIN_NAME_CHARS: usize = 2;

/// Returns the meaning of a raised or lowered element after this text: `10<sup>6</sup>`
/// is 10^6, not 106.
pub(super) fn script(node: HtmlNode<'_>, shift: Shift, before: &str, links: &Links) -> Script {
    let Some(text) = plain(node) else {
        return Script::Plain;
    };
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // The number of a note is a link to it, also after another number. Where links are
    // written, `[4](#note)` sets it apart.
    if shift == Shift::Raised && is_number && is_link(node) {
        return match links.shows() {
            HtmlLinks::Words if !before.is_empty() => Script::Note,
            _ => Script::Plain,
        };
    }
    Script::of(shift, before, text)
}

/// Returns true if an element has a link in it or is in one.
fn is_link(node: HtmlNode<'_>) -> bool {
    let is_link = |node: HtmlNode<'_>| {
        let element = node.as_element();
        element.is_some_and(|element| element.name() == "a" && attr(element, "href").is_some())
    };
    node.descendants().take(MAX_NODES).any(is_link) || node.parent().is_some_and(is_link)
}

/// Returns true if a space is between an element and the one before it, although the
/// source has none: buttons, and links or spans that the page sets below each other or
/// side by side, such as `<span>count</span><span>count_if</span>`.
///
/// Spans in a paragraph are runs of text, often parts of one word. So are those with a
/// style of their own: `<span style=...>Ite</span><span style=...>m 1</span>`.
pub(super) fn is_apart(node: HtmlNode<'_>, element: Element<'_>) -> bool {
    let Some(before) = node.prev_sibling() else {
        return false;
    };
    let Node::Element(other) = before.value() else {
        return false;
    };
    if other.name() != element.name() {
        return matches!(element.name(), "button" | "label" | "option")
            && matches!(other.name(), "button" | "label" | "input" | "option");
    }
    match element.name() {
        "button" | "label" | "option" => true,
        "a" => {
            let href = attr(element, "href");
            href.is_some()
                && attr(other, "href").is_some_and(|other| href != Some(other))
                && !is_in_code(node)
                && are_names(before, node)
        }
        "span" => {
            attr(element, "class") == attr(other, "class")
                && attr(element, "style").is_none()
                && attr(other, "style").is_none()
                && node.parent().is_some_and(|parent| sets_apart(parent, node))
                && !is_in_code(node)
                && are_names(before, node)
        }
        _ => false,
    }
}

/// Returns true for an element whose children are names: only elements like this one.
fn sets_apart(parent: HtmlNode<'_>, node: HtmlNode<'_>) -> bool {
    let Some(element) = parent.as_element() else {
        return false;
    };
    let name = |node: HtmlNode<'_>| node.as_element().map(|element| element.name().to_owned());
    let is_run = is_heading(element.name())
        || matches!(
            element.name(),
            "p" | "li" | "dt" | "dd" | "a" | "b" | "i" | "strong" | "em"
        );
    // Two siblings on each side show what the others are.
    let mut near = node
        .prev_siblings()
        .take(2)
        .chain(node.next_siblings().take(2));
    !is_run
        && near.all(|near| match near.value() {
            Node::Text(text) => text.trim().is_empty(),
            _ => name(near) == name(node),
        })
}

fn is_in_code(node: HtmlNode<'_>) -> bool {
    (node.ancestors().take(MAX_NODES))
        .filter_map(HtmlNode::as_element)
        .any(|above| {
            matches!(
                above.name(),
                "code" | "pre" | "kbd" | "samp" | "tt" | "math"
            ) || attr(above, "class").is_some_and(|class| {
                ["katex", "MathJax", "highlight", "sig", "signature", "code"]
                    .iter()
                    .any(|name| class.contains(name))
            })
        })
}

/// Returns true if the words that meet are Latin letters or digits of words of some
/// length. Chinese and Japanese have no spaces between words.
fn are_names(before: HtmlNode<'_>, node: HtmlNode<'_>) -> bool {
    let (Some(before), Some(text)) = (plain(before), plain(node)) else {
        return false;
    };
    let is_name =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count() >= MIN_NAME_CHARS;
    let is_latin = |c: char| c.is_alphanumeric() && c < '\u{2000}';
    is_name(&before) && is_name(&text) && before.ends_with(is_latin) && text.starts_with(is_latin)
}

/// Returns the text of an element; `None` if it has many nodes.
fn plain(node: HtmlNode<'_>) -> Option<String> {
    let mut text = String::new();
    for (nth, node) in node.descendants().enumerate() {
        if nth >= MAX_NODES {
            return None;
        }
        if let Node::Text(piece) = node.value() {
            text.push_str(piece);
        }
    }
    Some(text)
}
