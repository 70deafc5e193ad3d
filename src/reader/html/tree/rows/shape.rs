//! The nodes that rows have in common.

use super::RowNode;
use crate::document::{Span, offset};
use crate::reader::html::tree::NodeKind;
use crate::reader::html::tree::attributes::NO_ATTRIBUTES;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// No node of the row, or no detail.
pub(in crate::reader::html::tree) const NO_NODE: u16 = u16::MAX;

/// The shapes of all rows. A shape takes less than the ordinary nodes of its row, so rows
/// that share no shape are compact too.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    all: Vec<Shape>,
    /// The shape of the last row.
    last: u32,
    /// The numbers of shapes by the hash of their nodes.
    by_hash: HashMap<u64, u32>,
}

/// The nodes of a row with their links, which are numbers of nodes in the row.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) nodes: Vec<ShapeNode>,
    /// The last node that is in no other node of the row.
    pub(super) last_root: u16,
    /// True if no row has a detail: the rows are elements without attributes and slices of
    /// the source.
    pub(super) is_plain: bool,
}

#[derive(Debug)]
pub(super) struct ShapeNode {
    /// The kind that rows share.
    pub(super) kind: NodeKind,
    /// The number of the detail that each row has for this node.
    pub(super) detail: u16,
    pub(super) parent: u16,
    pub(super) before: u16,
    pub(super) after: u16,
    pub(super) first: u16,
}

impl NodeKind {
    /// Returns the kind without its place, text and attributes, which differ between rows.
    fn shared(self) -> Self {
        match self {
            Self::Element { name, .. } => Self::Element {
                name,
                attributes: NO_ATTRIBUTES,
            },
            Self::Text(_) => Self::Text(Span::default()),
            Self::OwnText(_) => Self::OwnText(0),
            kind => kind,
        }
    }

    /// Returns the list of attributes, or the number of the text.
    pub(super) fn detail(self) -> Option<u32> {
        match self {
            Self::Element { attributes, .. } if attributes != NO_ATTRIBUTES => Some(attributes),
            Self::OwnText(number) => Some(number),
            _ => None,
        }
    }
}

impl Shapes {
    pub(super) fn get(&self, number: u32) -> &Shape {
        &self.all[number as usize]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Shape> {
        self.all.iter()
    }

    /// Returns the number of the shape of a row; `None` if another shape has its hash.
    pub(super) fn number(&mut self, nodes: &[RowNode]) -> Option<u32> {
        let is_last = { self.all.get(self.last as usize) }.is_some_and(|last| last.is_of(nodes));
        if !is_last {
            let next = offset(self.all.len());
            let number = *self.by_hash.entry(hash(nodes)).or_insert(next);
            if number == next {
                self.all.push(Shape::new(nodes));
            } else if !self.get(number).is_of(nodes) {
                return None;
            }
            self.last = number;
        }
        Some(self.last)
    }
}

impl Shape {
    fn new(nodes: &[RowNode]) -> Self {
        let mut shape = Self {
            nodes: Vec::with_capacity(nodes.len()),
            last_root: NO_NODE,
            is_plain: nodes.iter().all(|node| node.kind.detail().is_none()),
        };
        // The last child of each node so far.
        let mut last = vec![NO_NODE; nodes.len()];
        let mut details = 0..NO_NODE;
        for (node, nth) in nodes.iter().zip(0u16..) {
            let before = match last.get_mut(usize::from(node.parent)) {
                Some(last) => std::mem::replace(last, nth),
                None => std::mem::replace(&mut shape.last_root, nth),
            };
            let detail = node.kind.detail().and_then(|_| details.next());
            shape.nodes.push(ShapeNode {
                kind: node.kind.shared(),
                detail: detail.unwrap_or(NO_NODE),
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
    fn is_of(&self, nodes: &[RowNode]) -> bool {
        let is_same = |(own, node): (&ShapeNode, &RowNode)| {
            own.parent == node.parent
                && own.kind == node.kind.shared()
                && (own.detail == NO_NODE) == node.kind.detail().is_none()
        };
        self.nodes.len() == nodes.len() && self.nodes.iter().zip(nodes).all(is_same)
    }
}

/// Returns a hash of what rows of one shape have in common.
fn hash(nodes: &[RowNode]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for node in nodes {
        let has_detail = node.kind.detail().is_some();
        (node.kind.shared(), has_detail, node.parent).hash(&mut hasher);
    }
    hasher.finish()
}
