//! The nodes that rows have in common.

use super::RowNode;
use crate::reader::html::tree::NodeKind;

/// No node of the row.
pub(in crate::reader::html::tree) const NO_NODE: u16 = u16::MAX;

/// The nodes of a row with their links, which are numbers of nodes in the row.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) nodes: Vec<ShapeNode>,
    /// The last node that is in no other node of the row.
    pub(super) last_root: u16,
}

#[derive(Debug)]
pub(super) struct ShapeNode {
    /// The kind; a text without its place.
    pub(super) kind: NodeKind,
    pub(super) parent: u16,
    pub(super) before: u16,
    pub(super) after: u16,
    pub(super) first: u16,
}

impl Shape {
    pub(super) fn new(nodes: &[RowNode]) -> Self {
        let mut shape = Self {
            nodes: Vec::with_capacity(nodes.len()),
            last_root: NO_NODE,
        };
        // The last child of each node so far.
        let mut last = vec![NO_NODE; nodes.len()];
        for (node, nth) in nodes.iter().zip(0u16..) {
            let before = match last.get_mut(usize::from(node.parent)) {
                Some(last) => std::mem::replace(last, nth),
                None => std::mem::replace(&mut shape.last_root, nth),
            };
            shape.nodes.push(ShapeNode {
                kind: node.kind,
                parent: node.parent,
                before,
                after: NO_NODE,
                first: NO_NODE,
            });
            if let Some(before) = shape.nodes.get_mut(usize::from(before)) {
                before.after = nth;
            } else if let Some(parent) = shape.nodes.get_mut(usize::from(node.parent)) {
                parent.first = nth;
            }
        }
        shape
    }

    /// Returns true if a row has these nodes.
    pub(super) fn is_of(&self, nodes: &[RowNode]) -> bool {
        let is_same = |(own, node): (&ShapeNode, &RowNode)| {
            let is_same_kind = match (own.kind, node.kind) {
                (
                    NodeKind::Element { name, attributes },
                    NodeKind::Element {
                        name: n,
                        attributes: a,
                    },
                ) => name == n && attributes == a,
                (NodeKind::Text(_), NodeKind::Text(_)) => true,
                _ => false,
            };
            is_same_kind && own.parent == node.parent
        };
        self.nodes.len() == nodes.len() && self.nodes.iter().zip(nodes).all(is_same)
    }
}
