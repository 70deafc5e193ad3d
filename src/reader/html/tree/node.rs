//! Handles to the nodes of a page.

use super::{Arena, AttributeNames, NodeId, NodeKind};
use crate::document::Span;
use html5ever::{LocalName, QualName};
use std::fmt;

/// A node of a page.
#[derive(Clone, Copy)]
pub(in crate::reader::html) struct HtmlNode<'t> {
    arena: &'t Arena<'t>,
    id: NodeId,
}

/// The content of a node.
#[derive(Debug, Clone, Copy)]
pub(in crate::reader::html) enum Node<'t> {
    Document,
    /// The content of a template.
    Fragment,
    Element(Element<'t>),
    Text(&'t str),
    /// A comment, a document type or a processing instruction.
    Other,
}

/// An element with its name and attributes.
#[derive(Clone, Copy)]
pub(in crate::reader::html) struct Element<'t> {
    arena: &'t Arena<'t>,
    name: u32,
    attributes: u32,
}

impl<'t> HtmlNode<'t> {
    #[inline]
    pub(super) fn new(arena: &'t Arena<'_>, id: NodeId) -> Self {
        Self { arena, id }
    }

    #[inline]
    pub(in crate::reader::html) fn id(self) -> NodeId {
        self.id
    }

    #[inline]
    pub(in crate::reader::html) fn value(self) -> Node<'t> {
        match self.arena.kinds.get(self.id.at()) {
            Some(kind) => self.node(*kind),
            None => self.compact(),
        }
    }

    #[inline]
    fn node(self, kind: NodeKind) -> Node<'t> {
        match kind {
            NodeKind::Document => Node::Document,
            NodeKind::Fragment => Node::Fragment,
            NodeKind::Other => Node::Other,
            NodeKind::Element { name, attributes } => Node::Element(Element {
                arena: self.arena,
                name,
                attributes,
            }),
            text => Node::Text(self.arena.text(text).unwrap_or_default()),
        }
    }

    /// Returns the value of a node of a compact row. These are rare, and a call for them
    /// keeps the code of the others small.
    #[inline(never)]
    fn compact(self) -> Node<'t> {
        self.node(self.arena.kind(self.id))
    }

    #[inline]
    pub(in crate::reader::html) fn as_element(self) -> Option<Element<'t>> {
        match self.arena.kinds.get(self.id.at()) {
            Some(NodeKind::Element { name, attributes }) => Some(Element {
                arena: self.arena,
                name: *name,
                attributes: *attributes,
            }),
            Some(_) => None,
            None => match self.compact() {
                Node::Element(element) => Some(element),
                _ => None,
            },
        }
    }

    #[inline]
    pub(in crate::reader::html) fn is_element(self) -> bool {
        self.as_element().is_some()
    }

    #[inline]
    pub(in crate::reader::html) fn parent(self) -> Option<Self> {
        self.at(self.arena.parent(self.id))
    }

    #[inline]
    pub(in crate::reader::html) fn first_child(self) -> Option<Self> {
        self.at(self.arena.first_child(self.id))
    }

    #[inline]
    pub(in crate::reader::html) fn next_sibling(self) -> Option<Self> {
        self.at(self.arena.next_sibling(self.id))
    }

    #[inline]
    pub(in crate::reader::html) fn prev_sibling(self) -> Option<Self> {
        self.at(self.arena.prev_sibling(self.id))
    }

    #[inline]
    fn at(self, id: Option<NodeId>) -> Option<Self> {
        id.map(|id| Self { id, ..self })
    }

    /// Returns the text of a node that has no other child, or an empty one if it has none;
    /// `None` for other nodes.
    #[inline]
    pub(in crate::reader::html) fn only_text(self) -> Option<&'t str> {
        if self.id.is_compact()
            && let Some(place) = self.arena.rows.only_text(self.id)
        {
            return Some(&self.arena.source[place.range()]);
        }
        let Some(child) = self.first_child() else {
            return Some("");
        };
        let is_only = child.next_sibling().is_none();
        child.value().as_text().filter(|_| is_only)
    }

    /// Returns the source of a row of a large table if its elements have no attributes, and
    /// its texts are as in the source.
    #[inline]
    pub(in crate::reader::html) fn plain_row(self) -> Option<&'t str> {
        if !self.id.is_compact() {
            return None;
        }
        let span = self.arena.rows.plain(self.id)?;
        Some(&self.arena.source[span.range()])
    }

    /// Returns the texts of a [plain row](Self::plain_row) with their places.
    #[inline]
    pub(in crate::reader::html) fn plain_texts(
        self,
    ) -> Option<impl Iterator<Item = (Span, &'t str)>> {
        self.plain_row()?;
        let places = self.arena.rows.texts(self.id);
        Some(places.map(|place| (place, &self.arena.source[place.range()])))
    }

    /// Returns the nodes around this one, from the inside out.
    pub(in crate::reader::html) fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    pub(in crate::reader::html) fn children(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.first_child(), |node| node.next_sibling())
    }

    /// Returns the siblings after this node.
    pub(in crate::reader::html) fn next_siblings(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.next_sibling(), |node| node.next_sibling())
    }

    /// Returns the siblings before this node, the nearest first.
    pub(in crate::reader::html) fn prev_siblings(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.prev_sibling(), |node| node.prev_sibling())
    }

    /// Returns this node and all nodes below it, in the order of the page.
    pub(in crate::reader::html) fn descendants(self) -> impl Iterator<Item = Self> {
        let mut next = Some(self);
        std::iter::from_fn(move || {
            let node = next?;
            next = node.first_child().or_else(|| node.after(self));
            Some(node)
        })
    }

    /// Returns the node that follows this one and all below it, inside of `root`.
    fn after(self, root: Self) -> Option<Self> {
        let mut node = self;
        while node.id != root.id {
            if let Some(next) = node.next_sibling() {
                return Some(next);
            }
            node = node.parent()?;
        }
        None
    }
}

impl fmt::Debug for HtmlNode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.id, self.value())
    }
}

impl<'t> Node<'t> {
    #[inline]
    pub(in crate::reader::html) fn as_text(self) -> Option<&'t str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl<'t> Element<'t> {
    #[inline]
    pub(in crate::reader::html) fn name(self) -> &'t str {
        self.local()
    }

    /// Returns the interned name, which is compared as a number.
    #[inline]
    pub(in crate::reader::html) fn local(self) -> &'t LocalName {
        &self.qualified().local
    }

    /// Returns the name with its namespace.
    #[inline]
    pub(in crate::reader::html) fn qualified(self) -> &'t QualName {
        &self.arena.names[self.name as usize]
    }

    /// Returns the names and values of the attributes, in the order of the names.
    #[inline]
    pub(in crate::reader::html) fn attrs(self) -> impl Iterator<Item = (&'t str, &'t str)> {
        self.arena.attributes.list(self.attributes)
    }

    /// Returns the value of an attribute.
    #[inline(always)]
    #[allow(clippy::inline_always)] // the name is known when the program is compiled
    pub(in crate::reader::html) fn attr(self, name: &str) -> Option<&'t str> {
        if !self.may_have(AttributeNames::of(name)) {
            return None;
        }
        self.arena.attributes.value_of(self.attributes, name)
    }

    /// Returns true if the element may have one of the attributes.
    #[inline]
    pub(in crate::reader::html) fn may_have(self, names: AttributeNames) -> bool {
        self.has_attributes() && self.arena.attributes.names(self.attributes).has_any(names)
    }

    #[inline]
    pub(in crate::reader::html) fn has_attributes(self) -> bool {
        self.attributes != super::attributes::NO_ATTRIBUTES
    }
}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}", self.name())?;
        for (name, value) in self.attrs() {
            write!(f, " {name}={value:?}")?;
        }
        write!(f, ">")
    }
}
