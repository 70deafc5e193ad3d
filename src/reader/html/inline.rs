//! Inline elements whose position says what no character says: exponents, names side by
//! side, readings above characters.

use super::element::attr;
use super::tree::HtmlNode;
use scraper::Node;
use scraper::node::Element;

/// The number of nodes of an inline element that are read.
const MAX_NODES: usize = 16;

/// The longest exponent, in bytes: `−12`, `2n`.
const MAX_EXPONENT_BYTES: usize = 5;

/// The fewest letters of names that are set side by side. Shorter elements may be
/// letters of one word.
const MIN_NAME_CHARS: usize = 2;

/// Units of several letters that have exponents. Other words have notes: `it<sup>2</sup>`.
const UNITS: [&str; 20] = [
    "cm", "mm", "km", "dm", "nm", "pm", "µm", "ft", "yd", "kg", "mg", "ms", "ns", "kW", "mc",
    "sec", "mol", "rad", "inch", "mile",
];

/// Returns true for a superscript that is an exponent after this text: `10<sup>6</sup>`
/// and `m<sup>3</sup>` are 10^6 and m^3, not 106 and m3. A word is followed by the number
/// of a note, a number also by `st` or `th`.
pub(super) fn is_exponent(superscript: HtmlNode<'_>, before: &str) -> bool {
    let Some(text) = words(superscript) else {
        return false;
    };
    let text = text.trim();
    let digits = text.trim_start_matches(['-', '−', '–', '+']);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_variable = digits
        .strip_suffix(|c: char| c.is_ascii_alphabetic())
        .is_some_and(|factor| factor.bytes().all(|byte| byte.is_ascii_digit()));
    if text.len() > MAX_EXPONENT_BYTES || !(is_number || is_variable) {
        return false;
    }
    let start = before
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    let base = &before[start..];
    let letters = base.trim_start_matches(|c: char| c.is_ascii_digit());
    if base.is_empty() {
        return false;
    }
    match letters.chars().count() {
        0 | 1 => true,
        _ => is_number && UNITS.contains(&letters),
    }
}

/// Returns the text of an element without links; `None` if it has a link or many nodes.
fn words(node: HtmlNode<'_>) -> Option<String> {
    let mut text = String::new();
    for (nth, node) in node.descendants().enumerate() {
        match node.value() {
            _ if nth >= MAX_NODES => return None,
            Node::Text(piece) => text.push_str(piece),
            Node::Element(element) if matches!(element.name(), "a" | "img" | "math") => {
                return None;
            }
            _ => {}
        }
    }
    Some(text)
}

/// Returns true if a space is between an element and the one before it, although the
/// source has none: buttons, and links or spans that the page sets below each other or
/// side by side, such as `<span>count</span><span>count_if</span>`.
///
/// Spans in a paragraph are runs of text, often parts of one word. So are those with a
/// style of their own: `<span style=...>Ite</span><span style=...>m 1</span>`.
pub(super) fn is_apart(node: HtmlNode<'_>, element: &Element) -> bool {
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
    let Some(element) = parent.value().as_element() else {
        return false;
    };
    let name = |node: HtmlNode<'_>| {
        node.value()
            .as_element()
            .map(|element| element.name().to_owned())
    };
    let is_run = matches!(
        element.name(),
        "p" | "li"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "dt"
            | "dd"
            | "a"
            | "b"
            | "i"
            | "strong"
            | "em"
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
        .filter_map(|above| above.value().as_element())
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
