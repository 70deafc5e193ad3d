//! Traverses the nodes below a node without recursion, and omits subtrees on request.

use super::tree::{HtmlNode, NodeId};
use ego_tree::iter::{Edge, Traverse};
use scraper::Node;

/// The starts and the ends of nodes, in the order of the source.
pub(super) struct Traversal<'t> {
    edges: Traverse<'t, Node>,
    /// The root of the subtree that is omitted.
    omitted: Option<NodeId>,
}

impl<'t> Traversal<'t> {
    /// Starts at `root`, which is included.
    pub(super) fn new(root: HtmlNode<'t>) -> Self {
        Self {
            edges: root.traverse(),
            omitted: None,
        }
    }

    /// Omits the rest of a node whose start was returned, including its end.
    pub(super) fn omit(&mut self, node: HtmlNode<'t>) {
        self.omitted = Some(node.id());
    }

    /// Returns the next start or end. `step` is called for each one, omitted ones
    /// included, and ends the traversal when it returns true.
    pub(super) fn next_until(&mut self, mut step: impl FnMut() -> bool) -> Option<Edge<'t, Node>> {
        loop {
            let edge = self.edges.next()?;
            if step() {
                return None;
            }
            let Some(omitted) = self.omitted else {
                return Some(edge);
            };
            if matches!(edge, Edge::Close(node) if node.id() == omitted) {
                self.omitted = None;
            }
        }
    }
}
