//! Builds scraper's tree of a page, with the span of each node in the source.

mod changes;

use crate::document::{Span, offset};
use crate::limits::free;
use ego_tree::NodeRef;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName};
use scraper::{Html, HtmlTreeSink, Node};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashSet;
use std::hash::{Hash, Hasher};

/// The type of the tree's ids, which scraper does not export under a name.
pub(super) type NodeId = <HtmlTreeSink as TreeSink>::Handle;

/// A node of scraper's tree.
pub(super) type HtmlNode<'t> = NodeRef<'t, Node>;

/// A page parsed by scraper, with positions.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) html: Html,
    /// The spans of the nodes, by [`index`]: of an element that of its start tag, of a text
    /// that from its first piece to its last.
    spans: Vec<Span>,
    /// The labels of tabs that were moved to their panels.
    labels: HashSet<NodeId>,
    /// The hidden elements that a button, a tab or a link of the page shows.
    revealed: HashSet<NodeId>,
    bytes: usize,
}

impl Tree {
    /// Returns the length of the decoded source, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Returns true if labels of tabs are in their panels.
    pub(super) fn has_labels(&self) -> bool {
        !self.labels.is_empty()
    }

    /// Returns true for the label of a panel.
    pub(super) fn is_label(&self, id: NodeId) -> bool {
        self.has_labels() && self.labels.contains(&id)
    }

    /// Frees the tree of a read that was stopped. A large tree is freed on another thread:
    /// that of 64 MB of HTML takes 200 ms.
    pub(super) fn discard(self) {
        let bytes = self.spans.len() * BYTES_PER_NODE;
        free(self.html, bytes);
    }

    /// Returns the span of a node in the decoded source; for an element, that of its
    /// start tag.
    #[inline]
    pub(super) fn span(&self, id: NodeId) -> Span {
        self.spans.get(index(id)).copied().unwrap_or_default()
    }
}

/// The approximate size of a node and its strings in bytes.
const BYTES_PER_NODE: usize = 128;

/// Returns the number of a node. Ids count nodes in the order of their creation, but
/// expose their number only to a hasher.
#[inline]
pub(super) fn index(id: NodeId) -> usize {
    struct IdNumber(usize);
    impl Hasher for IdNumber {
        fn write(&mut self, _: &[u8]) {}
        fn write_usize(&mut self, number: usize) {
            self.0 = number;
        }
        fn finish(&self) -> u64 {
            0
        }
    }
    let mut number = IdNumber(0);
    id.hash(&mut number);
    number.0
}

/// scraper's own sink, which builds the tree, with the position of the token of each
/// node.
#[derive(Debug)]
pub(super) struct SpanSink {
    inner: HtmlTreeSink,
    spans: RefCell<Vec<Span>>,
    /// The depth of each node below the document.
    depths: RefCell<Vec<u32>>,
    /// The current token.
    pub(super) token: Cell<Span>,
    /// The last element whose name was requested.
    pub(super) named: Cell<Option<NodeId>>,
    pub(super) elements: Cell<usize>,
    /// The depth of the last added element. A deeper one has to be added first, so it is
    /// enough to check this one against the limit.
    pub(super) last_depth: Cell<u32>,
}

impl SpanSink {
    /// Creates a sink with room for about `nodes` nodes.
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

    /// Records the position of appended text. The node `id` may be an earlier text that
    /// was extended.
    #[inline]
    fn record_text(&self, id: Option<NodeId>) {
        let Some(id) = id else { return };
        // A new node has no span yet; an extended one covers all of its tokens.
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
            labels: HashSet::new(),
            revealed: HashSet::new(),
            bytes: self.token.get().end as usize,
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
        // scraper merges neighbouring texts, so appended text may be in an earlier node.
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
            // Misplaced content of a table is moved before the table (HTML
            // 13.2.6.1).
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
        // scraper's own version would not call the methods above, so no position is
        // recorded.
        let has_parent = (self.inner.0.borrow().tree.get(*element))
            .is_some_and(|element| element.parent().is_some());
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        // The tree construction does not expose its current node, but asks for its name;
        // the parser measures the depth with it.
        self.named.set(Some(*target));
        self.inner.elem_name(target)
    }

    // The methods below only forward to scraper's sink.

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

/// Sets the entry `at`, which is usually the next one.
#[inline]
fn set<T: Copy + Default>(table: &mut Vec<T>, at: usize, value: T) {
    if at >= table.len() {
        table.resize(at, T::default());
        table.push(value);
    } else {
        table[at] = value;
    }
}

/// Returns the span of a token.
pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}
