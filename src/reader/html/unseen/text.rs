//! Reads the words of elements, for the text that is hidden.

use super::super::element::{Role, role};
use super::super::hidden::is_machinery_of_page;
use super::super::pieces::add_words;
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
