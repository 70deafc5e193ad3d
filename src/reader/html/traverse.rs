//! Traverses the nodes below a node without recursion, and omits subtrees on request.

use super::tree::{HtmlNode, Traverse, TreeEdge};

/// The starts and the ends of nodes, in the order of the source.
pub(super) struct Traversal<'t> {
    edges: Traverse<'t>,
}

impl<'t> Traversal<'t> {
    /// Starts at `root`, which is included.
    pub(super) fn new(root: HtmlNode<'t>) -> Self {
        Self {
            edges: Traverse::new(root),
        }
    }

    /// Omits the rest of a node whose start was returned, including its end.
    pub(super) fn omit(&mut self, node: HtmlNode<'t>) {
        self.edges.leave(node);
    }

    /// Returns the next start or end. `step` is called for each one, and ends the
    /// traversal when it returns true.
    pub(super) fn next_until(&mut self, mut step: impl FnMut() -> bool) -> Option<TreeEdge<'t>> {
        let edge = self.edges.next()?;
        (!step()).then_some(edge)
    }
}
