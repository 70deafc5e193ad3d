//! Reads the rows of a large table directly from the source.
//!
//! After `<tr><td>1</td></tr>`, which the tree construction has read, the tree of a second
//! `<tr><td>2</td></tr>` is certain. Reading it costs a twentieth of what tokens and tree
//! construction cost, and a table has ten times as many tokens for each byte as text has.

use super::RowNode;
use super::shape::NO_NODE;
use crate::document::{Span, offset};
use crate::reader::html::tree::{Arena, NodeId, NodeKind};

/// The number of different tags that are known. Rows alternate between two or three, and
/// each column may have its own.
const MAX_TAGS: usize = 32;

/// The longest tag that is known, in bytes: longer ones are not repeated.
const MAX_TAG_BYTES: usize = 255;

/// An element of a table whose end may be followed by compact rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader::html) enum TablePart {
    /// `<tr>` in a body.
    Row,
    /// `<tbody>` in a table.
    Body,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Body,
    Row,
    Cell(&'static str),
}

/// A tag that was read in this page, and what it means.
#[derive(Debug, Clone, Copy)]
struct KnownTag {
    /// The tag in the source: `<td class=a>`.
    text: Span,
    role: Role,
    kind: NodeKind,
}

/// Reads rows whose tags are all known.
#[derive(Debug, Default)]
pub(in crate::reader::html::tree) struct RowScanner {
    tags: Vec<KnownTag>,
    /// The tag that is forgotten next.
    oldest: usize,
    /// The nodes of the row that was read last.
    pub(in crate::reader::html::tree) nodes: Vec<RowNode>,
}

impl RowScanner {
    /// Learns the tags of a part of a table that the tree construction has read.
    pub(in crate::reader::html::tree) fn learn(&mut self, arena: &Arena<'_>, part: NodeId) {
        let children =
            |id: NodeId| std::iter::successors(arena.first_child(id), |id| arena.next_sibling(*id));
        self.learn_tag(arena, part);
        for child in children(part).filter(|child| !child.is_compact()) {
            self.learn_tag(arena, child);
            for cell in children(child).filter(|child| !child.is_compact()) {
                self.learn_tag(arena, cell);
            }
        }
    }

    fn learn_tag(&mut self, arena: &Arena<'_>, id: NodeId) {
        let kind = arena.kind(id);
        let NodeKind::Element { name, .. } = kind else {
            return;
        };
        let local = &*arena.names[name as usize].local;
        let role = match local {
            "tbody" => Role::Body,
            "tr" => Role::Row,
            "td" => Role::Cell("td"),
            "th" => Role::Cell("th"),
            _ => return,
        };
        let place = arena.span(id);
        let text = &arena.source[place.range()];
        // An element that the page does not name has the tag of another one: a row around a
        // cell without `<tr>`.
        let names = |tag: &str| {
            let rest = tag.get(1..=local.len())?;
            let next = tag.as_bytes().get(local.len() + 1)?;
            Some(rest.eq_ignore_ascii_case(local) && !next.is_ascii_alphanumeric())
        };
        let is_known = |known: &KnownTag| &arena.source[known.text.range()] == text;
        if names(text) != Some(true)
            || text.len() > MAX_TAG_BYTES
            || text.ends_with("/>")
            || self.tags.iter().any(is_known)
        {
            return;
        }
        let known = KnownTag {
            text: place,
            role,
            kind,
        };
        if self.tags.len() < MAX_TAGS {
            self.tags.push(known);
        } else {
            self.tags[self.oldest % MAX_TAGS] = known;
            self.oldest += 1;
        }
    }

    /// Reads a part of a table from `at` on, and the white space before it, into
    /// [`nodes`](Self::nodes). Returns its end.
    pub(in crate::reader::html::tree) fn read(
        &mut self,
        source: &str,
        at: usize,
        part: TablePart,
    ) -> Option<usize> {
        self.nodes.clear();
        let at = self.space(source, at, NO_NODE)?;
        match part {
            TablePart::Row => self.row(source, at, NO_NODE),
            TablePart::Body => self.body(source, at),
        }
    }

    fn body(&mut self, source: &str, at: usize) -> Option<usize> {
        let (tag, mut at) = self.tag(source, at)?;
        if tag.role != Role::Body {
            return None;
        }
        let body = self.add(tag.kind, NO_NODE, at - tag.text.len(), at);
        loop {
            at = self.space(source, at, body)?;
            if let Some(end) = end_tag(source, at, "tbody") {
                return Some(end);
            }
            at = self.row(source, at, body)?;
        }
    }

    /// Reads a row: `<tr>`, cells with nothing but text, and `</tr>`, which is not needed
    /// before another `<tr>`.
    fn row(&mut self, source: &str, at: usize, parent: u16) -> Option<usize> {
        let (tag, mut at) = self.tag(source, at)?;
        if tag.role != Role::Row {
            return None;
        }
        let row = self.add(tag.kind, parent, at - tag.text.len(), at);
        loop {
            at = self.space(source, at, row)?;
            if let Some(end) = end_tag(source, at, "tr") {
                return Some(end);
            }
            let (tag, end) = self.tag(source, at)?;
            match tag.role {
                Role::Row => return Some(at),
                Role::Body => return None,
                Role::Cell(name) => {
                    let cell = self.add(tag.kind, row, at, end);
                    let text = text_end(source, end)?;
                    self.add(NodeKind::Text(Span::default()), cell, end, text);
                    at = end_tag(source, text, name).unwrap_or(text);
                }
            }
        }
    }

    /// Returns the tag at a place and its end.
    fn tag(&self, source: &str, at: usize) -> Option<(KnownTag, usize)> {
        let rest = source.as_bytes().get(at..)?;
        let known = self
            .tags
            .iter()
            .find(|known| rest.starts_with(&source.as_bytes()[known.text.range()]))?;
        Some((*known, at + known.text.len()))
    }

    /// Reads white space, which is a text of `parent`, and returns its end. Before anything
    /// but a tag it is not read: other text does not belong into a table.
    fn space(&mut self, source: &str, at: usize, parent: u16) -> Option<usize> {
        let rest = source.as_bytes().get(at..)?;
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c');
        let end = at + rest.iter().take_while(|byte| is_space(byte)).count();
        if source.as_bytes().get(end) != Some(&b'<') {
            return None;
        }
        if end > at {
            self.add(NodeKind::Text(Span::default()), parent, at, end);
        }
        Some(end)
    }

    fn add(&mut self, kind: NodeKind, parent: u16, start: usize, end: usize) -> u16 {
        let nth = u16::try_from(self.nodes.len()).unwrap_or(NO_NODE);
        let place = Span::new(offset(start), offset(end));
        self.nodes.push(RowNode {
            kind,
            parent,
            place,
        });
        nth
    }
}

/// Returns the end of an end tag, if it is at this place.
fn end_tag(source: &str, at: usize, name: &str) -> Option<usize> {
    let rest = source.as_bytes().get(at..)?.strip_prefix(b"</")?;
    let end = at + "</>".len() + name.len();
    let is_end = rest.get(name.len()) == Some(&b'>')
        && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes());
    is_end.then_some(end)
}

/// Returns the end of the text at a place, which a tag follows; `None` for text that is not
/// a slice of the source, with entities or other line breaks.
fn text_end(source: &str, at: usize) -> Option<usize> {
    let rest = source.as_bytes().get(at..)?;
    let stops = |byte: &u8| matches!(byte, b'<' | b'&' | b'\r' | 0);
    let length = rest.iter().position(stops)?;
    (rest[length] == b'<').then_some(at + length)
}
