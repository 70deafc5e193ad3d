//! Builds the tree of a page as the tree construction of the HTML standard directs, with
//! the position of the token of each node.

mod tables;

use super::names::NameTable;
use super::{Arena, NodeId, NodeKind, Tree};
use crate::document::{Span, offset};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName, expanded_name, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use tables::LargeTables;

/// The nodes so far, and the token of the next ones.
#[derive(Debug)]
pub(in crate::reader::html) struct SpanSink<'s> {
    arena: RefCell<Arena<'s>>,
    names: RefCell<NameTable>,
    /// The depth of each node below the document.
    depths: RefCell<Vec<u32>>,
    /// The current token.
    token: Cell<Span>,
    /// The end of the text of the current token that is in the tree.
    cursor: Cell<u32>,
    /// The last element whose name was requested.
    pub(in crate::reader::html) named: Cell<Option<NodeId>>,
    pub(in crate::reader::html) elements: Cell<usize>,
    /// The depth of the last added element. A deeper one has to be added first, so it is
    /// enough to check this one against the limit.
    pub(in crate::reader::html) last_depth: Cell<u32>,
    tables: LargeTables,
}

impl<'s> SpanSink<'s> {
    /// Creates a sink for `source`, with room for about `nodes` nodes.
    pub(in crate::reader::html) fn new(source: &'s str, nodes: usize) -> Self {
        Self {
            arena: RefCell::new(Arena::new(source, nodes)),
            names: RefCell::default(),
            depths: RefCell::new(Vec::with_capacity(nodes)),
            token: Cell::default(),
            cursor: Cell::default(),
            named: Cell::default(),
            elements: Cell::default(),
            last_depth: Cell::default(),
            tables: LargeTables::default(),
        }
    }

    /// Sets the token of the next nodes. A long text is several tokens with one span.
    #[inline]
    pub(in crate::reader::html) fn set_token(&self, token: Span) {
        if token != self.token.replace(token) {
            self.cursor.set(token.start);
        }
    }

    #[inline]
    pub(in crate::reader::html) fn token(&self) -> Span {
        self.token.get()
    }

    #[inline]
    pub(in crate::reader::html) fn depth(&self, id: NodeId) -> u32 {
        self.depths.borrow().get(id.at()).copied().unwrap_or(0)
    }

    #[inline]
    fn set_depth(&self, id: NodeId, depth: u32) {
        let mut depths = self.depths.borrow_mut();
        if id.at() >= depths.len() {
            depths.resize(id.at() + 1, 0);
        }
        depths[id.at()] = depth;
        self.last_depth.set(depth);
    }

    fn add(&self, kind: NodeKind) -> NodeId {
        self.arena.borrow_mut().add(kind, self.token.get())
    }

    /// Returns the number of a name.
    fn name(&self, name: QualName) -> u32 {
        let arena = &mut *self.arena.borrow_mut();
        self.names.borrow_mut().number(arena, name)
    }

    /// Returns the place of appended text in the source: in the current token, or before
    /// it for the text of a table, which is appended late. Text with entities has none.
    fn place(&self, source: &str, text: &str) -> Option<Span> {
        let token = self.token.get();
        let length = u32::try_from(text.len()).ok()?;
        let starts = [
            Some(self.cursor.get()),
            token.end.checked_sub(length),
            token.start.checked_sub(length),
        ];
        let places = starts.into_iter().flatten().filter_map(|start| {
            let end = start.checked_add(length)?;
            Some(Span::new(start, end))
        });
        { places }.find(|place| source.get(place.range()) == Some(text))
    }

    /// Adds a text after `before`, the node that precedes it, or continues that text.
    /// Returns the text if it is a new node.
    fn add_text(&self, before: Option<NodeId>, text: &str) -> Option<NodeId> {
        let arena = &mut *self.arena.borrow_mut();
        let place = self.place(arena.source, text);
        if let Some(place) = place {
            self.cursor.set(place.end);
        }
        let token = self.token.get();
        if let Some(before) = before
            && arena.extend_text(before, text, place)
        {
            let span = &mut arena.spans[before.at()];
            *span = span.cover(token);
            return None;
        }
        let kind = place.map_or_else(|| arena.own_text(text.to_owned()), NodeKind::Text);
        Some(arena.add(kind, token))
    }
}

impl Arena<'_> {
    fn own_text(&mut self, text: String) -> NodeKind {
        let at = offset(self.texts.len());
        self.texts.push(text);
        NodeKind::OwnText(at)
    }

    /// Appends to a text, whose own place in the source is `place`; false for other nodes.
    fn extend_text(&mut self, id: NodeId, text: &str, place: Option<Span>) -> bool {
        match self.kind(id) {
            // The text of a row that was read: it ends with the row.
            _ if id.is_compact() => return false,
            NodeKind::OwnText(at) => self.texts[at as usize].push_str(text),
            NodeKind::Text(own) => {
                let next = place.filter(|place| place.start == own.end);
                self.kinds[id.at()] = match next {
                    Some(next) => NodeKind::Text(own.cover(next)),
                    None => self.own_text([&self.source[own.range()], text].concat()),
                };
            }
            _ => return false,
        }
        true
    }
}

impl<'s> TreeSink for SpanSink<'s> {
    type Handle = NodeId;
    type Output = Tree<'s>;
    type ElemName<'a>
        = Ref<'a, QualName>
    where
        Self: 'a;

    fn finish(self) -> Tree<'s> {
        let bytes = self.token.get().end as usize;
        Tree::new(self.arena.into_inner(), bytes)
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId(0)
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        // The tree construction does not expose its current node, but asks for its name;
        // the parser measures the depth with it.
        self.named.set(Some(*target));
        Ref::map(self.arena.borrow(), |arena| {
            match arena.kinds[target.at()] {
                NodeKind::Element { name, .. } => &arena.names[name as usize],
                _ => unreachable!("only elements have names"),
            }
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        let is_template = name.expanded() == expanded_name!(html "template");
        let name = self.name(name);
        let attributes = self.arena.borrow_mut().attributes.add(attrs);
        self.elements.set(self.elements.get() + 1);
        let id = self.add(NodeKind::Element { name, attributes });
        if is_template {
            let content = self.add(NodeKind::Fragment);
            self.arena.borrow_mut().append(id, content);
        }
        id
    }

    fn pop(&self, node: &NodeId) {
        self.tables.closed(*node);
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(NodeKind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(NodeKind::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(id) => {
                self.arena.borrow_mut().append(*parent, id);
                self.set_depth(id, self.depth(*parent) + 1);
            }
            NodeOrText::AppendText(text) => {
                let last = self.arena.borrow().last_child(*parent);
                if let Some(id) = self.add_text(last, &text) {
                    self.arena.borrow_mut().append(*parent, id);
                }
            }
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            // Misplaced content of a table is moved before the table (HTML 13.2.6.1).
            NodeOrText::AppendNode(id) => {
                self.arena.borrow_mut().insert_before(*sibling, id);
                self.set_depth(id, self.depth(*sibling));
            }
            NodeOrText::AppendText(text) => {
                let arena = self.arena.borrow();
                if arena.parent(*sibling).is_none() {
                    return;
                }
                let before = arena.prev_sibling(*sibling);
                drop(arena);
                if let Some(id) = self.add_text(before, &text) {
                    self.arena.borrow_mut().insert_before(*sibling, id);
                }
            }
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        before: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = self.arena.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        let id = self.add(NodeKind::Other);
        self.arena.borrow_mut().append(NodeId(0), id);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let content = self.arena.borrow().first_child(*target);
        content.expect("a template is created with its content")
    }

    fn same_node(&self, a: &NodeId, b: &NodeId) -> bool {
        a == b
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        let arena = &mut *self.arena.borrow_mut();
        if let NodeKind::Element { attributes, .. } = &mut arena.kinds[target.at()]
            && !attrs.is_empty()
        {
            *attributes = arena.attributes.with(*attributes, attrs);
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.arena.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.arena.borrow_mut().move_children(*node, *new_parent);
    }

    fn mark_script_already_started(&self, _: &NodeId) {}
}
