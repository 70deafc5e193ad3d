//! scraper's tree of a page, and where in the source each of its nodes begins and ends.

use crate::document::{Span, offset};
use crate::limits::free;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName};
use scraper::{Html, HtmlTreeSink};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::hash::{Hash, Hasher};

/// scraper does not name the type of its tree's ids.
pub(super) type NodeId = <HtmlTreeSink as TreeSink>::Handle;

/// A page as scraper sees it, with positions.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) html: Html,
    /// By [`index`]: an element's start tag, a text from its first piece to its last.
    spans: Vec<Span>,
}

impl Tree {
    /// Where the node stands in the decoded source; an element as far as its start tag reaches.
    #[inline]
    pub(super) fn span(&self, id: NodeId) -> Span {
        self.spans.get(index(id)).copied().unwrap_or_default()
    }
}

/// How much a node and its strings take, in bytes.
const BYTES_PER_NODE: usize = 128;

impl Drop for Tree {
    fn drop(&mut self) {
        let html = std::mem::replace(&mut self.html, Html::new_fragment());
        free(html, self.spans.len() * BYTES_PER_NODE);
    }
}

/// The number of a node. Ids count up in the order in which nodes are made but do not show their number,
/// except to a hasher.
#[inline]
pub(super) fn index(id: NodeId) -> usize {
    struct Number(usize);
    impl Hasher for Number {
        fn write(&mut self, _: &[u8]) {}
        fn write_usize(&mut self, number: usize) {
            self.0 = number;
        }
        fn finish(&self) -> u64 {
            0
        }
    }
    let mut number = Number(0);
    id.hash(&mut number);
    number.0
}

/// scraper's own sink, which builds the tree, and beside it the position of the token that made each node.
#[derive(Debug)]
pub(super) struct SpanSink {
    inner: HtmlTreeSink,
    spans: RefCell<Vec<Span>>,
    /// How deep below the document each node stands.
    depths: RefCell<Vec<u32>>,
    /// The token that is processed.
    pub(super) token: Cell<Span>,
    /// The element that was asked for its name last.
    pub(super) named: Cell<Option<NodeId>>,
    pub(super) elements: Cell<usize>,
    /// How deep the element stands that was added last: none can be deeper without being added itself.
    pub(super) last_depth: Cell<u32>,
}

impl SpanSink {
    /// A sink with room for about `nodes` nodes.
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            inner: HtmlTreeSink::new(Html::new_document()),
            spans: RefCell::new(Vec::with_capacity(nodes)),
            depths: RefCell::new(Vec::with_capacity(nodes)),
            token: Cell::default(),
            named: Cell::default(),
            elements: Cell::default(),
            last_depth: Cell::default(),
        }
    }

    #[inline]
    pub(super) fn depth(&self, id: NodeId) -> u32 {
        self.depths.borrow().get(index(id)).copied().unwrap_or(0)
    }

    #[inline]
    fn record(&self, id: NodeId) {
        set(&mut self.spans.borrow_mut(), index(id), self.token.get());
    }

    #[inline]
    fn set_depth(&self, id: NodeId, depth: u32) {
        set(&mut self.depths.borrow_mut(), index(id), depth);
        self.last_depth.set(depth);
    }

    /// Positions the text that was just appended as the node `id`, which may have grown.
    #[inline]
    fn record_text(&self, id: Option<NodeId>) {
        let Some(id) = id else { return };
        let is_new = index(id) >= self.spans.borrow().len()
            || self.spans.borrow()[index(id)] == Span::default();
        if is_new {
            self.record(id);
        } else {
            let span = &mut self.spans.borrow_mut()[index(id)];
            *span = span.cover(self.token.get());
        }
    }
}

impl TreeSink for SpanSink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree {
            html: self.inner.finish(),
            spans: self.spans.into_inner(),
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let id = self.inner.create_element(name, attrs, flags);
        self.elements.set(self.elements.get() + 1);
        self.record(id);
        id
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        let id = self.inner.create_comment(text);
        self.record(id);
        id
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        let id = self.inner.create_pi(target, data);
        self.record(id);
        id
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let node = match &child {
            NodeOrText::AppendNode(id) => Some(*id),
            NodeOrText::AppendText(_) => None,
        };
        self.inner.append(parent, child);
        if let Some(id) = node {
            self.set_depth(id, self.depth(*parent) + 1);
        } else {
            let html = self.inner.0.borrow();
            let text = html
                .tree
                .get(*parent)
                .and_then(|parent| parent.last_child());
            self.record_text(text.map(|text| text.id()));
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let node = match &child {
            NodeOrText::AppendNode(id) => Some(*id),
            NodeOrText::AppendText(_) => None,
        };
        self.inner.append_before_sibling(sibling, child);
        if let Some(id) = node {
            self.set_depth(id, self.depth(*sibling));
        } else {
            let html = self.inner.0.borrow();
            let text = html
                .tree
                .get(*sibling)
                .and_then(|sibling| sibling.prev_sibling());
            self.record_text(
                text.filter(|text| text.value().is_text())
                    .map(|text| text.id()),
            );
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        before: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = (self.inner.0.borrow().tree.get(*element))
            .is_some_and(|element| element.parent().is_some());
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.named.set(Some(*target));
        self.inner.elem_name(target)
    }

    // The rest is scraper's.

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.inner.get_document()
    }

    fn append_doctype_to_document(
        &self,
        name: StrTendril,
        public_id: StrTendril,
        system_id: StrTendril,
    ) {
        self.inner
            .append_doctype_to_document(name, public_id, system_id);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.inner.get_template_contents(target)
    }

    fn same_node(&self, a: &NodeId, b: &NodeId) -> bool {
        self.inner.same_node(a, b)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.inner.add_attrs_if_missing(target, attrs);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.inner.reparent_children(node, new_parent);
    }

    fn mark_script_already_started(&self, node: &NodeId) {
        self.inner.mark_script_already_started(node);
    }
}

/// Sets the entry `at`, which mostly is the next one.
#[inline]
fn set<T: Copy + Default>(table: &mut Vec<T>, at: usize, value: T) {
    if at >= table.len() {
        table.resize(at, T::default());
        table.push(value);
    } else {
        table[at] = value;
    }
}

/// A token's place as a span.
pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}
