//! The starts and ends of nodes in the order of the page.

use super::HtmlNode;

/// The start or the end of a node.
#[derive(Debug, Clone, Copy)]
pub(in crate::reader::html) enum TreeEdge<'t> {
    Open(HtmlNode<'t>),
    Close(HtmlNode<'t>),
}

/// The starts and ends of a node and of all nodes below it.
#[derive(Debug, Clone)]
pub(in crate::reader::html) struct Traverse<'t> {
    root: HtmlNode<'t>,
    next: Option<TreeEdge<'t>>,
}

impl<'t> Traverse<'t> {
    pub(in crate::reader::html) fn new(root: HtmlNode<'t>) -> Self {
        let next = Some(TreeEdge::Open(root));
        Self { root, next }
    }

    /// Continues after the end of a node whose start was returned last.
    pub(in crate::reader::html) fn leave(&mut self, node: HtmlNode<'t>) {
        self.next = self.after(node);
    }

    fn after(&self, node: HtmlNode<'t>) -> Option<TreeEdge<'t>> {
        if node.id() == self.root.id() {
            return None;
        }
        match node.next_sibling() {
            Some(next) => Some(TreeEdge::Open(next)),
            None => node.parent().map(TreeEdge::Close),
        }
    }
}

impl<'t> Iterator for Traverse<'t> {
    type Item = TreeEdge<'t>;

    #[inline]
    fn next(&mut self) -> Option<TreeEdge<'t>> {
        let edge = self.next?;
        self.next = match edge {
            TreeEdge::Open(node) => Some(
                node.first_child()
                    .map_or(TreeEdge::Close(node), TreeEdge::Open),
            ),
            TreeEdge::Close(node) => self.after(node),
        };
        Some(edge)
    }
}
