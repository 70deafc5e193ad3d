//! The tree of a page: its nodes in the order of their creation, each with its span in the
//! source.
//!
//! A node is 36 bytes and holds no text: most texts are slices of the source. A table of a
//! million rows has a node for each seven bytes; most of its rows are stored in another
//! form (`rows.rs`).

mod attributes;
mod changes;
mod growth;
mod links;
mod names;
mod node;
mod rows;
mod sink;
mod walk;

pub(super) use attributes::AttributeNames;
pub(super) use node::{Element, HtmlNode, Node};
pub(super) use rows::{MAX_CELL_DEPTH, MAX_TAG_ATTRIBUTES, TablePart};
pub(super) use sink::SpanSink;
pub(super) use walk::{Traverse, TreeEdge};

use crate::document::{Span, offset};
use crate::free::free;
use crate::limits::Watch;
use attributes::{Attributes, NO_ATTRIBUTES};
use html5ever::QualName;
use links::NodeLinks;
use rows::CompactRows;
use std::collections::HashSet;

/// The number of a node. Numbers ascend in the order in which nodes were created, those of
/// compact rows after all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(u32);

/// A page parsed by the tree construction of the HTML standard.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    arena: Arena<'s>,
    /// The labels of tabs that were moved to their panels.
    labels: HashSet<NodeId>,
    /// The hidden elements that a button, a tab or a link of the page shows.
    revealed: HashSet<NodeId>,
    bytes: usize,
}

/// The nodes with their names, attributes and texts.
#[derive(Debug)]
struct Arena<'s> {
    source: &'s str,
    links: Vec<NodeLinks>,
    kinds: Vec<NodeKind>,
    /// The start tag of an element, or a text from its first piece to its last.
    spans: Vec<Span>,
    /// The names of elements, each once.
    names: Vec<QualName>,
    attributes: Attributes,
    /// The texts that are no slices of the source: with characters written as entities, or
    /// changed later.
    texts: Vec<String>,
    rows: CompactRows,
}

/// The kind of a node, with the places of what it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum NodeKind {
    Document,
    /// The content of a template.
    Fragment,
    Element {
        name: u32,
        attributes: u32,
    },
    /// A slice of the source.
    Text(Span),
    /// The index of a text of its own; that of a compact row is in a list of its own.
    OwnText(u32),
    /// A comment, a document type or a processing instruction.
    Other,
}

impl<'s> Tree<'s> {
    /// Returns the length of the decoded source, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Returns the document.
    pub(super) fn root(&self) -> HtmlNode<'_> {
        HtmlNode::new(&self.arena, NodeId(0))
    }

    /// Returns a node.
    pub(super) fn get(&self, id: NodeId) -> HtmlNode<'_> {
        HtmlNode::new(&self.arena, id)
    }

    /// Returns all nodes in the order of their creation, also those that were removed from
    /// the page while it was parsed; those of compact rows last.
    #[cfg(test)]
    pub(super) fn nodes(&self) -> impl Iterator<Item = HtmlNode<'_>> {
        let rows = self.arena.rows.ids().map(|id| self.get(id));
        self.nodes_outside_of_rows().chain(rows)
    }

    /// Returns the nodes that are in no compact row, in the order of their creation, also
    /// those that were removed from the page while it was parsed. No element of a compact
    /// row is a heading or has a role.
    pub(super) fn nodes_outside_of_rows(&self) -> impl Iterator<Item = HtmlNode<'_>> {
        (0..offset(self.arena.kinds.len())).map(|at| self.get(NodeId(at)))
    }

    /// Returns the elements with a name, in the order of their creation.
    pub(super) fn named<'t>(&'t self, name: &'static str) -> impl Iterator<Item = HtmlNode<'t>> {
        let names = self.arena.names.iter();
        let wanted: Vec<u32> = { names.zip(0..) }
            .filter(|(own, _)| &*own.local == name)
            .map(|(_, number)| number)
            .collect();
        // Most pages have no element of most names.
        let until = if wanted.is_empty() {
            0
        } else {
            self.arena.kinds.len()
        };
        let is = |wanted: Vec<u32>| move |kind| matches!(kind, NodeKind::Element { name, .. } if wanted.contains(&name));
        let (is_wanted, is_wanted_in_rows) = (is(wanted.clone()), is(wanted));
        let rows = &self.arena.rows;
        let in_rows = { rows.has(&is_wanted_in_rows).then(|| rows.ids()) }
            .into_iter()
            .flatten()
            .filter(move |id| is_wanted_in_rows(self.arena.kind(*id)));
        let kinds = self.arena.kinds[..until].iter().zip(0..);
        kinds
            .filter(move |(kind, _)| is_wanted(**kind))
            .map(|(_, at)| NodeId(at))
            .chain(in_rows)
            .map(|id| self.get(id))
    }

    /// Returns the elements that may have an attribute with one of the names, in the order
    /// of their creation; those of compact rows last.
    pub(super) fn with_attribute<'t>(
        &'t self,
        names: AttributeNames,
        watch: &'t Watch,
    ) -> impl Iterator<Item = (HtmlNode<'t>, Element<'t>)> {
        let rows = &self.arena.rows;
        let in_rows = (rows
            .have_attributes()
            .then(|| rows.ids())
            .into_iter()
            .flatten())
        .take_while(|_| !watch.step())
        .filter_map(|id| Some((self.get(id), self.get(id).as_element()?)))
        .filter(move |(_, element)| element.may_have(names));
        (self.with_attribute_outside_of_rows(names, watch)).chain(in_rows)
    }

    /// Returns those of these elements that are in no compact row.
    pub(super) fn with_attribute_outside_of_rows<'t>(
        &'t self,
        names: AttributeNames,
        watch: &'t Watch,
    ) -> impl Iterator<Item = (HtmlNode<'t>, Element<'t>)> {
        let attributes = &self.arena.attributes;
        let kinds = { self.arena.kinds.iter().zip(0..) }.take_while(|_| !watch.step());
        let has_names = kinds.filter(move |(kind, _)| {
            let NodeKind::Element {
                attributes: list, ..
            } = kind
            else {
                return false;
            };
            *list != NO_ATTRIBUTES && attributes.names(*list).has_any(names)
        });
        let nodes = has_names.map(|(_, at)| self.get(NodeId(at)));
        nodes.filter_map(|node| Some((node, node.as_element()?)))
    }

    /// Returns true if labels of tabs are in their panels.
    pub(super) fn has_labels(&self) -> bool {
        !self.labels.is_empty()
    }

    /// Returns true for the label of a panel.
    pub(super) fn is_label(&self, id: NodeId) -> bool {
        self.has_labels() && self.labels.contains(&id)
    }

    /// Frees the tree, a large one without waiting for it.
    pub(super) fn discard(self) {
        let Arena {
            links,
            kinds,
            spans,
            names,
            attributes,
            texts,
            rows,
            ..
        } = self.arena;
        let bytes = kinds.len() * BYTES_PER_NODE + rows.bytes();
        free((links, kinds, spans, names, attributes, texts, rows), bytes);
    }

    /// Returns the span of a node in the decoded source; for an element, that of its
    /// start tag.
    #[inline]
    pub(super) fn span(&self, id: NodeId) -> Span {
        self.arena.span(id)
    }

    /// Returns the number of attributes that are in memory.
    #[cfg(test)]
    pub(super) fn stored_attributes(&self) -> usize {
        self.arena.attributes.len()
    }

    /// Returns the number of nodes in compact rows.
    #[cfg(test)]
    pub(super) fn compact_nodes(&self) -> usize {
        self.arena.rows.ids().count()
    }

    fn new(arena: Arena<'s>, bytes: usize) -> Self {
        Self {
            arena,
            labels: HashSet::new(),
            revealed: HashSet::new(),
            bytes,
        }
    }
}

/// The approximate size of a node with its strings, in bytes.
const BYTES_PER_NODE: usize = 64;

impl NodeId {
    #[inline]
    fn at(self) -> usize {
        self.0 as usize
    }
}

/// Returns the span of a token.
pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}

impl<'s> Arena<'s> {
    /// Creates the document over `source`, with room for about `nodes` nodes.
    fn new(source: &'s str, nodes: usize) -> Self {
        let mut arena = Self {
            source,
            links: Vec::with_capacity(nodes),
            kinds: Vec::with_capacity(nodes),
            spans: Vec::with_capacity(nodes),
            names: Vec::new(),
            attributes: Attributes::default(),
            texts: Vec::new(),
            rows: CompactRows::default(),
        };
        arena.add(NodeKind::Document, Span::default());
        arena
    }

    /// Adds a node that is nowhere in the tree yet.
    fn add(&mut self, kind: NodeKind, span: Span) -> NodeId {
        let id = NodeId(offset(self.kinds.len()));
        if self.kinds.len() == self.kinds.capacity() {
            let bytes = self.source.len();
            growth::make_room(&mut self.kinds, 1, span.end, bytes);
            growth::make_room(&mut self.links, 1, span.end, bytes);
            growth::make_room(&mut self.spans, 1, span.end, bytes);
        }
        self.kinds.push(kind);
        self.links.push(NodeLinks::default());
        self.spans.push(span);
        id
    }

    #[inline]
    fn kind(&self, id: NodeId) -> NodeKind {
        match self.kinds.get(id.at()) {
            Some(kind) => *kind,
            None => self.rows.kind(id),
        }
    }

    fn kind_mut(&mut self, id: NodeId) -> &mut NodeKind {
        match self.kinds.get_mut(id.at()) {
            Some(kind) => kind,
            None => self.rows.kind_mut(id),
        }
    }

    #[inline]
    fn span(&self, id: NodeId) -> Span {
        match self.spans.get(id.at()) {
            Some(span) => *span,
            None => self.rows.span(id),
        }
    }

    #[inline]
    fn text(&self, kind: NodeKind) -> Option<&str> {
        match kind {
            NodeKind::Text(place) => Some(&self.source[place.range()]),
            NodeKind::OwnText(at) => Some(match self.texts.get(at as usize) {
                Some(text) => text,
                None => self.rows.text(at),
            }),
            _ => None,
        }
    }
}
