//! The starts and ends of nodes in the order of the page.

use super::HtmlNode;

/// The start or the end of a node.
#[derive(Debug, Clone, Copy)]
pub(in crate::reader::html) enum Edge<'t> {
    Open(HtmlNode<'t>),
    Close(HtmlNode<'t>),
}

/// The starts and ends of a node and of all nodes below it.
#[derive(Debug, Clone)]
pub(in crate::reader::html) struct Traverse<'t> {
    root: HtmlNode<'t>,
    next: Option<Edge<'t>>,
}

impl<'t> Traverse<'t> {
    pub(in crate::reader::html) fn new(root: HtmlNode<'t>) -> Self {
        let next = Some(Edge::Open(root));
        Self { root, next }
    }

    /// Continues after the end of a node whose start was returned last.
    pub(in crate::reader::html) fn leave(&mut self, node: HtmlNode<'t>) {
        self.next = self.after(node);
    }

    fn after(&self, node: HtmlNode<'t>) -> Option<Edge<'t>> {
        if node.id() == self.root.id() {
            return None;
        }
        match node.next_sibling() {
            Some(next) => Some(Edge::Open(next)),
            None => node.parent().map(Edge::Close),
        }
    }
}

impl<'t> Iterator for Traverse<'t> {
    type Item = Edge<'t>;

    #[inline]
    fn next(&mut self) -> Option<Edge<'t>> {
        let edge = self.next?;
        self.next = match edge {
            Edge::Open(node) => Some(node.first_child().map_or(Edge::Close(node), Edge::Open)),
            Edge::Close(node) => self.after(node),
        };
        Some(edge)
    }
}
