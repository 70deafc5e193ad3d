//! The rows of large tables, in a few bytes a node.
//!
//! A table of a million rows has a node for each seven bytes of source, and nearly all of
//! its rows have the same nodes. Such rows share a shape: their elements, with the links
//! between them. A row itself has one word for each node, its place in the source, and one
//! for each node with attributes or with a text that is no slice of the source. Other nodes
//! take 36 bytes.

mod markup;
mod scan;
mod shape;
mod tags;
mod texts;

pub(super) use scan::RowScanner;
pub(in crate::reader::html) use scan::{MAX_CELL_DEPTH, TablePart};
pub(in crate::reader::html) use tags::MAX_TAG_ATTRIBUTES;

use super::{Arena, NodeId, NodeKind};
use crate::document::{Span, offset};
use shape::{NO_NODE, Shape, Shapes};
use std::collections::HashMap;
use texts::RowTexts;

/// The bit of the numbers of nodes that are in compact rows. The other bits are the index
/// of the node's word.
const COMPACT: u32 = 1 << 31;

/// The words before those of the nodes: the start of the row in the source, its shape and
/// the index of its first detail.
const HEADER_WORDS: usize = 3;

/// No node, where a node is expected.
const NONE: u32 = u32::MAX;

/// The bits of a word: the number of the node in its row, the offset of its place from
/// the start of the row, and the length of the place.
const NTH_BITS: u32 = 10;
const OFFSET_BITS: u32 = 14;
const LENGTH_BITS: u32 = 8;

/// The most nodes of a row.
const MAX_NODES: usize = (1 << NTH_BITS) - 1;

/// The compact rows of all tables of a page.
#[derive(Debug, Default)]
pub(super) struct CompactRows {
    words: Vec<u32>,
    shapes: Shapes,
    /// The lists of attributes and the numbers of texts of those nodes that have them.
    details: Vec<u32>,
    texts: RowTexts,
    runs: Vec<Run>,
    /// The nodes that were changed after the page was parsed.
    changed: HashMap<NodeId, NodeKind>,
}

/// Compact rows that follow each other without another node between them.
#[derive(Debug)]
struct Run {
    parent: NodeId,
    /// The node before the first row and the one after the last.
    before: u32,
    after: u32,
    /// The index of the first word, and of the one after the last.
    start: usize,
    end: usize,
}

/// A node of a row that was read, in the order of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowNode {
    pub(super) kind: NodeKind,
    /// The number of its parent in the row; [`NO_NODE`] for the row itself.
    pub(super) parent: u16,
    pub(super) place: Span,
}

impl NodeId {
    /// Returns true for a node of a compact row.
    #[inline]
    pub(super) fn is_compact(self) -> bool {
        self.0 & COMPACT != 0
    }
}

/// A node of a compact row.
#[derive(Clone, Copy)]
struct Place<'r> {
    rows: &'r CompactRows,
    shape: &'r Shape,
    /// The index of the first word of the row's nodes.
    first: usize,
    /// The number of the node in its row.
    nth: usize,
    word: u32,
}

impl<'r> Place<'r> {
    fn node(self, nth: u16) -> Option<NodeId> {
        (nth != NO_NODE).then(|| id(self.first + usize::from(nth)))
    }

    fn run(self) -> &'r Run {
        &self.rows.runs[self.rows.run_of(self.first)]
    }

    fn detail(self, nth: u16) -> u32 {
        let start = self.rows.words[self.first - 1] as usize;
        self.rows.details[start + usize::from(nth)]
    }

    fn span(self) -> Span {
        let start = self.rows.words[self.first - HEADER_WORDS];
        let start = start + ((self.word >> LENGTH_BITS) & ((1 << OFFSET_BITS) - 1));
        Span::new(start, start + (self.word & ((1 << LENGTH_BITS) - 1)))
    }
}

impl CompactRows {
    #[inline]
    fn place(&self, id: NodeId) -> Place<'_> {
        let at = (id.0 & !COMPACT) as usize;
        let word = self.words[at];
        let nth = (word >> (OFFSET_BITS + LENGTH_BITS)) as usize;
        let first = at - nth;
        Place {
            rows: self,
            shape: self.shapes.get(self.words[first - 2]),
            first,
            nth,
            word,
        }
    }

    pub(super) fn kind(&self, id: NodeId) -> NodeKind {
        if !self.changed.is_empty()
            && let Some(changed) = self.changed.get(&id)
        {
            return *changed;
        }
        let place = self.place(id);
        let node = &place.shape.nodes[place.nth];
        match node.kind {
            NodeKind::Text(_) => NodeKind::Text(place.span()),
            NodeKind::OwnText(_) => NodeKind::OwnText(COMPACT | place.detail(node.detail)),
            NodeKind::Element { name, .. } if node.detail != NO_NODE => NodeKind::Element {
                name,
                attributes: place.detail(node.detail),
            },
            kind => kind,
        }
    }

    /// Returns the text of a kind of node that is [in no list of others](Arena::text).
    pub(super) fn text(&self, number: u32) -> &str {
        self.texts.get(number & !COMPACT)
    }

    /// Returns the kind of a node, to change it.
    pub(super) fn kind_mut(&mut self, id: NodeId) -> &mut NodeKind {
        let kind = self.kind(id);
        self.changed.entry(id).or_insert(kind)
    }

    pub(super) fn span(&self, id: NodeId) -> Span {
        self.place(id).span()
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        let place = self.place(id);
        let parent = place.node(place.shape.nodes[place.nth].parent);
        parent.or_else(|| Some(place.run().parent))
    }

    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        let place = self.place(id);
        let first = place.shape.nodes[place.nth].first;
        let child = place.node(first)?;
        let nth = usize::from(first);
        let (kind, word) = (place.shape.nodes[nth].kind, self.words[place.first + nth]);
        // A cell without text has a word for it all the same.
        (!is_blank(kind, word)).then_some(child)
    }

    /// Returns the places of the texts of a [plain](Self::plain) row.
    pub(super) fn texts(&self, id: NodeId) -> impl Iterator<Item = Span> {
        let place = self.place(id);
        let words = self.words[place.first..].iter();
        let nodes = place.shape.nodes.iter().zip(words);
        let texts = nodes.filter(|(node, _)| matches!(node.kind, NodeKind::Text(_)));
        texts.map(move |(_, word)| {
            Place {
                word: *word,
                ..place
            }
            .span()
        })
    }

    /// Returns the place of the text of a node that has no other child, an empty one if it
    /// has none. A table asks each of its cells.
    pub(super) fn only_text(&self, id: NodeId) -> Option<Span> {
        if !self.changed.is_empty() {
            return None;
        }
        let place = self.place(id);
        let nth = usize::from(place.shape.nodes[place.nth].first);
        let Some(child) = place.shape.nodes.get(nth) else {
            return Some(Span::default());
        };
        let is_only = matches!(child.kind, NodeKind::Text(_)) && child.after == NO_NODE;
        let word = self.words[place.first + nth];
        is_only.then(|| Place { nth, word, ..place }.span())
    }

    pub(super) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        let place = self.place(id);
        let node = &place.shape.nodes[place.nth];
        if node.after != NO_NODE || node.parent != NO_NODE {
            return place.node(node.after);
        }
        let next = place.first + place.shape.nodes.len();
        if next < place.run().end {
            return Some(id_of_row(next));
        }
        some(place.run().after)
    }

    pub(super) fn prev_sibling(&self, id: NodeId) -> Option<NodeId> {
        let place = self.place(id);
        let node = &place.shape.nodes[place.nth];
        if node.before != NO_NODE || node.parent != NO_NODE {
            return place.node(node.before);
        }
        let start = place.first - HEADER_WORDS;
        if start > place.run().start {
            // The last word before this row belongs to the row before.
            let above = self.place(self::id(start - 1));
            return above.node(above.shape.last_root);
        }
        some(place.run().before)
    }

    /// Returns all nodes, in the order of the page.
    pub(super) fn ids(&self) -> impl Iterator<Item = NodeId> {
        let mut start = 0;
        let rows = std::iter::from_fn(move || {
            let shape = *self.words.get(start + 1)?;
            let first = start + HEADER_WORDS;
            start = first + self.shapes.get(shape).nodes.len();
            Some(first..start)
        });
        rows.flatten().map(id).filter(|id| !self.is_blank(*id))
    }

    /// Returns the source of a compact row without attributes and without texts that are no
    /// slices of the source, if `id` is its first node.
    pub(super) fn plain(&self, id: NodeId) -> Option<Span> {
        let place = self.place(id);
        if place.nth > 0 || !place.shape.is_plain || !self.changed.is_empty() {
            return None;
        }
        let last = self::id(place.first + place.shape.nodes.len() - 1);
        Some(place.span().cover(self.span(last)))
    }

    /// Returns true if a kind of element is in a row.
    pub(super) fn has(&self, test: impl Fn(NodeKind) -> bool) -> bool {
        let mut nodes = self.shapes.iter().flat_map(|shape| &shape.nodes);
        nodes.any(|node| test(node.kind))
    }

    /// Returns true if an element of a row may have attributes.
    pub(super) fn have_attributes(&self) -> bool {
        !self.details.is_empty() || !self.changed.is_empty()
    }

    pub(super) fn bytes(&self) -> usize {
        (self.words.len() + self.details.len()) * size_of::<u32>()
    }

    /// Returns the run of the row whose nodes begin at a word.
    fn run_of(&self, first: usize) -> usize {
        self.runs.partition_point(|run| run.start < first) - 1
    }

    /// Returns true for the text of a cell that has none.
    fn is_blank(&self, id: NodeId) -> bool {
        let place = self.place(id);
        is_blank(place.shape.nodes[place.nth].kind, place.word)
    }

    /// Sets the node before the first row of a run, or after the last one.
    pub(super) fn set_neighbour(&mut self, id: NodeId, to: Neighbour) {
        let run = self.run_of(self.place(id).first);
        match to {
            Neighbour::Before(id) => self.runs[run].before = id,
            Neighbour::After(id) => self.runs[run].after = id,
        }
    }
}

/// A side of a run.
#[derive(Debug, Clone, Copy)]
pub(super) enum Neighbour {
    Before(u32),
    After(u32),
}

impl Arena<'_> {
    /// Appends a row that was read to `parent`, whose last child is a compact row or an
    /// ordinary node; false if the row is not compact.
    pub(super) fn append_row(&mut self, parent: NodeId, row: &RowScanner) -> bool {
        let nodes = &row.nodes[..];
        let Some((first, start)) = nodes.first().map(|first| (first, first.place.start)) else {
            return false;
        };
        debug_assert_eq!(first.parent, NO_NODE);
        let fits = |node: &RowNode| {
            node.place.start - start < 1 << OFFSET_BITS && node.place.len() < 1 << LENGTH_BITS
        };
        let at = self.rows.words.len();
        let count = HEADER_WORDS + nodes.len();
        if nodes.len() > MAX_NODES || at + count >= COMPACT as usize || !nodes.iter().all(fits) {
            return false;
        }
        let Some(last) = self.last_child(parent) else {
            return false; // the first row of a table is never compact
        };
        let Some(shape) = self.rows.shapes.number(nodes) else {
            return false;
        };
        let details = self.rows.details.len();
        for node in nodes {
            let detail = match node.kind {
                NodeKind::OwnText(nth) => self.rows.texts.push(row.texts.get(nth)),
                kind => kind.detail(),
            };
            self.rows.details.extend(detail);
        }
        let own = id_of_row(at);
        let runs = &mut self.rows.runs;
        match runs.last_mut() {
            Some(run) if last.is_compact() && run.parent == parent && run.end == at => {}
            _ => {
                runs.push(Run {
                    parent,
                    before: last.0,
                    after: NONE,
                    start: at,
                    end: at,
                });
                self.set_after(last, own.0);
            }
        }
        let words = &mut self.rows.words;
        super::growth::make_room(words, count, start, self.source.len());
        words.extend([start, shape, offset(details)]);
        words.extend(nodes.iter().zip(0u32..).map(|(node, nth)| {
            (nth << (OFFSET_BITS + LENGTH_BITS))
                | ((node.place.start - start) << LENGTH_BITS)
                | (node.place.end - node.place.start)
        }));
        if let Some(run) = self.rows.runs.last_mut() {
            run.end = at + count;
        }
        let last = self.rows.shapes.get(shape).last_root;
        self.set_last(parent, id(at + HEADER_WORDS + usize::from(last)));
        true
    }
}

/// Returns true for a text without bytes.
fn is_blank(kind: NodeKind, word: u32) -> bool {
    word & ((1 << LENGTH_BITS) - 1) == 0 && matches!(kind, NodeKind::Text(_))
}

fn id(at: usize) -> NodeId {
    NodeId(COMPACT | offset(at))
}

/// Returns the first node of the row whose words begin at `start`.
fn id_of_row(start: usize) -> NodeId {
    id(start + HEADER_WORDS)
}

fn some(id: u32) -> Option<NodeId> {
    (id != NONE).then_some(NodeId(id))
}
