//! Where nodes are in the tree: their parents, siblings and children.

use super::rows::Neighbour;
use super::{Arena, NodeId};

/// The neighbours of a node. The siblings before a first child is the last child, so that
/// a child can be appended without a walk.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeLinks {
    parent: u32,
    before: u32,
    after: u32,
    first: u32,
}

/// No node.
const NONE: u32 = u32::MAX;

impl Default for NodeLinks {
    fn default() -> Self {
        Self {
            parent: NONE,
            before: NONE,
            after: NONE,
            first: NONE,
        }
    }
}

#[inline]
fn some(id: u32) -> Option<NodeId> {
    (id != NONE).then_some(NodeId(id))
}

impl Arena<'_> {
    #[inline]
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        match self.links.get(id.at()) {
            Some(links) => some(links.parent),
            None => self.rows.parent(id),
        }
    }

    #[inline]
    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        match self.links.get(id.at()) {
            Some(links) => some(links.first),
            None => self.rows.first_child(id),
        }
    }

    /// Returns the last child of a node that is in no compact row.
    #[inline]
    pub(super) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        some(self.links[self.first_child(id)?.at()].before)
    }

    #[inline]
    pub(super) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        match self.links.get(id.at()) {
            Some(links) => some(links.after),
            None => self.rows.next_sibling(id),
        }
    }

    #[inline]
    pub(super) fn prev_sibling(&self, id: NodeId) -> Option<NodeId> {
        let Some(links) = self.links.get(id.at()) else {
            return self.rows.prev_sibling(id);
        };
        let is_first = self.first_child(some(links.parent)?) == Some(id);
        some(links.before).filter(|_| !is_first)
    }

    /// Sets the sibling after a node.
    pub(super) fn set_after(&mut self, id: NodeId, after: u32) {
        match self.links.get_mut(id.at()) {
            Some(links) => links.after = after,
            None => self.rows.set_neighbour(id, Neighbour::After(after)),
        }
    }

    /// Sets the sibling before a node.
    fn set_before(&mut self, id: NodeId, before: u32) {
        match self.links.get_mut(id.at()) {
            Some(links) => links.before = before,
            None => self.rows.set_neighbour(id, Neighbour::Before(before)),
        }
    }

    /// Makes a node the last child of another.
    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.last_child(parent);
        self.links[child.at()].parent = parent.0;
        if let Some(last) = last {
            self.set_after(last, child.0);
            self.links[child.at()].before = last.0;
        } else {
            self.links[parent.at()].first = child.0;
        }
        self.set_last(parent, child);
    }

    /// Puts a node directly before another, which has a parent.
    pub(super) fn insert_before(&mut self, next: NodeId, node: NodeId) {
        self.detach(node);
        let Some(parent) = self.parent(next) else {
            return;
        };
        let before = self.links[next.at()].before;
        match self.prev_sibling(next) {
            Some(before) => self.set_after(before, node.0),
            None => self.links[parent.at()].first = node.0,
        }
        let links = &mut self.links[node.at()];
        (links.parent, links.before, links.after) = (parent.0, before, next.0);
        self.links[next.at()].before = node.0;
    }

    /// Makes a node the first child of another.
    pub(super) fn prepend(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        match self.first_child(parent) {
            Some(first) => self.insert_before(first, child),
            None => self.append(parent, child),
        }
    }

    /// Removes a node, which is in no compact row, from its parent.
    pub(super) fn detach(&mut self, id: NodeId) {
        let Some(parent) = self.parent(id).filter(|_| !id.is_compact()) else {
            return;
        };
        let before = self.prev_sibling(id);
        let last = self.last_child(parent);
        let links = self.links[id.at()];
        match before {
            Some(before) => self.set_after(before, links.after),
            None => self.links[parent.at()].first = links.after,
        }
        if links.after != NONE {
            self.set_before(NodeId(links.after), links.before);
        }
        if last == Some(id)
            && let Some(before) = before
        {
            self.set_last(parent, before);
        }
        let first = links.first;
        self.links[id.at()] = NodeLinks {
            first,
            ..NodeLinks::default()
        };
    }

    /// Makes all children of a node the last ones of another. Only children of elements
    /// that are open are moved, and no body of a table is open where that happens (HTML
    /// 13.2.6.4.7), so none of them is in a compact row.
    pub(super) fn move_children(&mut self, from: NodeId, to: NodeId) {
        while let Some(child) = self.first_child(from).filter(|child| !child.is_compact()) {
            self.append(to, child);
        }
    }

    pub(super) fn set_last(&mut self, parent: NodeId, last: NodeId) {
        if let Some(first) = self.first_child(parent) {
            self.links[first.at()].before = last.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::NodeKind;
    use super::*;
    use crate::document::Span;

    /// The children of the document, forwards, and backwards the same.
    fn children(arena: &Arena<'_>) -> Vec<u32> {
        let root = NodeId(0);
        let next = |id: &NodeId| arena.next_sibling(*id);
        let all: Vec<u32> = std::iter::successors(arena.first_child(root), next)
            .map(|id| id.0)
            .collect();
        let before = |id: &NodeId| arena.prev_sibling(*id);
        let mut back: Vec<u32> = std::iter::successors(arena.last_child(root), before)
            .map(|id| id.0)
            .collect();
        back.reverse();
        assert_eq!(all, back);
        all
    }

    #[test]
    fn children_keep_their_order_however_they_are_moved() {
        let mut arena = Arena::new("", 8);
        let root = NodeId(0);
        let ids: Vec<NodeId> = (0..5)
            .map(|_| arena.add(NodeKind::Other, Span::default()))
            .collect();
        for id in &ids[..3] {
            arena.append(root, *id);
        }
        assert_eq!(children(&arena), [1, 2, 3]);
        arena.insert_before(ids[0], ids[3]);
        assert_eq!(children(&arena), [4, 1, 2, 3]);
        arena.append(root, ids[3]);
        assert_eq!(children(&arena), [1, 2, 3, 4]);
        arena.detach(ids[1]);
        assert_eq!(children(&arena), [1, 3, 4]);
        arena.detach(ids[3]);
        arena.prepend(root, ids[1]);
        assert_eq!(children(&arena), [2, 1, 3]);
        arena.append(ids[4], ids[3]);
        arena.move_children(root, ids[4]);
        assert!(children(&arena).is_empty());
        arena.move_children(ids[4], root);
        assert_eq!(children(&arena), [4, 2, 1, 3]);
        for id in &ids {
            arena.detach(*id);
        }
        assert!(children(&arena).is_empty());
    }
}
