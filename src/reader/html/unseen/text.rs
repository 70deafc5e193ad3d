//! Reads the words of elements, for the text that is hidden.

use super::super::element::{Role, role};
use super::super::hidden::is_machinery_of_page;
use super::super::pieces::pieces;
use super::super::traverse::Traversal;
use super::super::tree::{Element, HtmlNode, Node, TreeEdge};
use crate::limits::Watch;

/// Returns the words of an element with one space between them.
pub(super) fn text_of(node: HtmlNode<'_>, watch: &Watch) -> String {
    let mut text = String::new();
    let mut edges = Traversal::new(node);
    while let Some(edge) = edges.next_until(|| watch.step()) {
        let TreeEdge::Open(inside) = edge else {
            continue;
        };
        match inside.value() {
            Node::Text(piece) => {
                let is_glued = !piece.starts_with(char::is_whitespace)
                    && inside.prev_sibling().is_some_and(is_inline);
                add_words(&mut text, piece, is_glued, watch);
            }
            Node::Element(element)
                if role(element) == Role::Dropped || is_machinery_of_page(inside, element) =>
            {
                edges.omit(inside);
            }
            _ => {}
        }
    }
    text
}

pub(super) fn is_inline(node: HtmlNode<'_>) -> bool {
    let is_inline = |element: Element<'_>| {
        matches!(
            role(element),
            Role::Strong | Role::Emphasis | Role::Inline | Role::Link
        )
    };
    node.as_element().is_some_and(is_inline)
}

/// Returns the words of a text with one space between them.
pub(super) fn words(text: &str, watch: &Watch) -> String {
    let mut words = String::new();
    add_words(&mut words, text, false, watch);
    words
}

/// Adds the words of `added`; the first one continues the last word of `text` if it
/// `is_glued`.
///
/// The words of a page that is one `<pre>` of 64 MB take .1 s.
fn add_words(text: &mut String, added: &str, is_glued: bool, watch: &Watch) {
    let mut is_glued = is_glued;
    for (nth, piece) in pieces(added).enumerate() {
        if nth > 0 && watch.look().is_some() {
            return;
        }
        is_glued &= !piece.starts_with(char::is_whitespace);
        for (nth, word) in piece.split_whitespace().enumerate() {
            if !(text.is_empty() || nth == 0 && is_glued) {
                text.push(' ');
            }
            text.push_str(word);
        }
        is_glued = !piece.ends_with(char::is_whitespace);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_long_text_are_those_of_its_pieces() {
        for text in ["\u{e9}t\u{e9} ", " a\n\n", "\u{6771}", "ab"] {
            let text = text.repeat((3 << 20) / text.len());
            let expected: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(words(&text, &Watch::none()), expected.join(" "));
        }
    }
}
