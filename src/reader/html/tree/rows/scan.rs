//! Reads the rows of a large table directly from the source.
//!
//! In a body of a table, the tree of `<tr><td>1<td><b>2</b></tr>` is certain: a row with
//! cells, in which elements are closed in the reverse order of their opening, or by the end
//! of the cell (HTML 13.2.6.4.7, 13.2.6.4.14 and 13.2.6.4.15). Reading it takes a fraction
//! of the time of tokens and tree construction, and a table has ten times as many tokens
//! for each byte as text has. A row with anything else is not read here.

use super::markup::decode;
use super::tags::{RowRole, RowTag, RowTags};
use super::{MAX_NODES, NO_NODE, RowNode, RowTexts};
use crate::document::{Span, offset};
use crate::reader::html::tree::names::NameTable;
use crate::reader::html::tree::{Arena, NodeKind};

/// The number of elements inside of each other in a cell: real cells have fewer, and the
/// depth of a row must be known before it is read.
pub(in crate::reader::html) const MAX_CELL_DEPTH: usize = 8;

/// The longest text, white space or comment that is searched for its end, in bytes.
const MAX_SEARCH_BYTES: usize = 1 << super::LENGTH_BITS;

/// An element of a table whose end may be followed by compact rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader::html) enum TablePart {
    /// `<tr>` in a body.
    Row,
    /// `<tbody>` in a table.
    Body,
}

/// Reads rows, one at a time.
#[derive(Debug, Default)]
pub(in crate::reader::html::tree) struct RowScanner {
    tags: RowTags,
    /// The nodes of the row that was read last.
    pub(in crate::reader::html::tree) nodes: Vec<RowNode>,
    /// The texts of these nodes that are no slices of the source.
    pub(in crate::reader::html::tree) texts: RowTexts,
    /// The open elements of a cell.
    open: Vec<OpenElement>,
}

#[derive(Debug, Clone, Copy)]
struct OpenElement {
    name: &'static str,
    nth: u16,
}

impl RowScanner {
    /// Reads a part of a table from `at` on, and the white space and comments before it,
    /// into [`nodes`](Self::nodes). Returns its end.
    pub(in crate::reader::html::tree) fn read(
        &mut self,
        arena: &mut Arena<'_>,
        names: &mut NameTable,
        at: usize,
        part: TablePart,
    ) -> Option<usize> {
        self.nodes.clear();
        self.texts.clear();
        let mut reader = RowReader {
            source: arena.source,
            at,
            arena,
            names,
            scanner: self,
            next: None,
        };
        reader.between(NO_NODE)?;
        match part {
            TablePart::Row => reader.row(NO_NODE)?,
            TablePart::Body => reader.body()?,
        }
        Some(reader.at)
    }
}

/// Reads one row from a place in the source. Each function moves this place, and returns
/// `None` where the tree is not certain.
struct RowReader<'r, 's> {
    source: &'s str,
    at: usize,
    arena: &'r mut Arena<'s>,
    names: &'r mut NameTable,
    scanner: &'r mut RowScanner,
    /// The last start tag, with its place: one that ends a cell is looked at twice.
    next: Option<(usize, RowTag)>,
}

impl RowReader<'_, '_> {
    /// Reads a body with its rows. `</tbody>` is not needed before another `<tbody>`.
    fn body(&mut self) -> Option<()> {
        let tag = self.tag()?;
        if tag.role != RowRole::Body {
            return None;
        }
        let body = self.open(tag, NO_NODE)?;
        loop {
            self.between(body)?;
            if self.takes_end(tag.name) || self.tag()?.role == RowRole::Body {
                return Some(());
            }
            self.row(body)?;
        }
    }

    /// Reads a row with its cells. `</tr>` is not needed before another `<tr>`, before
    /// `<tbody>` and before the end of the body that was read here.
    fn row(&mut self, parent: u16) -> Option<()> {
        let tag = self.tag()?;
        if tag.role != RowRole::Row {
            return None;
        }
        let row = self.open(tag, parent)?;
        loop {
            self.between(row)?;
            if self.takes_end(tag.name) || (parent != NO_NODE && self.is_end("tbody")) {
                return Some(());
            }
            let tag = self.tag()?;
            match tag.role {
                RowRole::Row | RowRole::Body => return Some(()),
                RowRole::Cell => self.cell(tag, row)?,
                _ => return None,
            }
        }
    }

    /// Reads a cell with its content. The end tag of the cell is not needed before another
    /// cell or the end of the row, and both close the elements that are open in the cell.
    fn cell(&mut self, tag: RowTag, row: u16) -> Option<()> {
        self.scanner.open.clear();
        let cell = self.open(tag, row)?;
        loop {
            let last = self.scanner.open.last().copied();
            let parent = last.map_or(cell, |open| open.nth);
            self.text(parent)?;
            if self.rest().get(1) == Some(&b'/') {
                if !last.is_some_and(|open| self.takes_end(open.name)) {
                    self.takes_end(tag.name);
                    break; // or an end tag that closes the row
                }
                self.scanner.open.pop();
            } else if !self.takes_comment(parent)? {
                let tag = self.tag()?;
                if matches!(tag.role, RowRole::Cell | RowRole::Row | RowRole::Body) {
                    break;
                }
                self.element(tag, parent)?;
            }
        }
        // An empty cell has a text of no length, so that it has the shape of one with text.
        if self.scanner.nodes.len() == usize::from(cell) + 1 {
            self.add(NodeKind::Text(Span::default()), cell, self.at)?;
        }
        Some(())
    }

    /// Reads the start tag of an element in a cell.
    fn element(&mut self, tag: RowTag, parent: u16) -> Option<()> {
        let open = &self.scanner.open;
        let has_open = |name: &str| open.iter().any(|open| open.name == name);
        let is_certain = match tag.role {
            RowRole::Void | RowRole::Phrase => true,
            // `<a>` closes another `<a>`.
            RowRole::Link => !has_open("a"),
            // A block closes a paragraph.
            RowRole::Block => !has_open("p"),
            // An item closes another item, and a paragraph.
            RowRole::Item => open
                .last()
                .is_some_and(|open| matches!(open.name, "ul" | "ol")),
            RowRole::Body | RowRole::Row | RowRole::Cell => false,
        };
        if !is_certain || open.len() == MAX_CELL_DEPTH {
            return None;
        }
        let name = tag.name;
        let nth = self.open(tag, parent)?;
        if tag.role != RowRole::Void {
            self.scanner.open.push(OpenElement { name, nth });
        }
        Some(())
    }

    /// Reads white space and comments, up to a tag. Other text does not belong into a
    /// table.
    fn between(&mut self, parent: u16) -> Option<()> {
        loop {
            let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r');
            let length = self.rest().iter().take_while(|byte| is_space(byte)).count();
            if self.rest().get(length) != Some(&b'<') {
                return None;
            }
            self.text(parent)?;
            if !self.takes_comment(parent)? {
                return Some(());
            }
        }
    }

    /// Reads text up to a tag.
    fn text(&mut self, parent: u16) -> Option<()> {
        let rest = self.rest();
        let length = memchr::memchr(b'<', &rest[..rest.len().min(MAX_SEARCH_BYTES)])?;
        let text = &self.source[self.at..self.at + length];
        let kind = if memchr::memchr3(b'&', b'\r', 0, text.as_bytes()).is_none() {
            NodeKind::Text(Span::default())
        } else if text.contains('\0') {
            return None; // it is dropped or replaced, as the place requires
        } else {
            NodeKind::OwnText(self.scanner.texts.push(&decode(text))?)
        };
        if length > 0 {
            self.add(kind, parent, self.at + length)?;
        }
        Some(())
    }

    /// Reads a comment; false if there is none. One that ends in an unusual way, as `<!-->`
    /// and `<!-- --!>` do, is not read.
    fn takes_comment(&mut self, parent: u16) -> Option<bool> {
        let rest = self.rest();
        let rest = &rest[..rest.len().min(MAX_SEARCH_BYTES)];
        let Some(content) = rest.strip_prefix(b"<!--") else {
            return Some(false);
        };
        let length = memchr::memmem::find(content, b"-->")?;
        let content = &content[..length];
        if content.starts_with(b">")
            || content.starts_with(b"->")
            || memchr::memmem::find(content, b"--!>").is_some()
        {
            return None;
        }
        self.add(NodeKind::Other, parent, self.at + length + "<!---->".len())?;
        Some(true)
    }

    /// Returns the start tag at this place.
    fn tag(&mut self) -> Option<RowTag> {
        if let Some((at, tag)) = self.next
            && at == self.at
        {
            return Some(tag);
        }
        let tag = self.scanner.tags.tag(self.arena, self.names, self.at)?;
        self.next = Some((self.at, tag));
        Some(tag)
    }

    /// Adds the element of a start tag, which is at this place.
    fn open(&mut self, tag: RowTag, parent: u16) -> Option<u16> {
        self.add(tag.kind, parent, self.at + tag.length)
    }

    /// Returns true if an end tag is at this place.
    fn is_end(&self, name: &str) -> bool {
        let rest = self.rest().strip_prefix(b"</");
        rest.is_some_and(|rest| {
            rest.get(name.len()) == Some(&b'>')
                && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        })
    }

    /// Reads an end tag, if it is at this place.
    fn takes_end(&mut self, name: &str) -> bool {
        let is_end = self.is_end(name);
        self.at += if is_end { "</>".len() + name.len() } else { 0 };
        is_end
    }

    /// Adds a node from this place to `end`.
    fn add(&mut self, kind: NodeKind, parent: u16, end: usize) -> Option<u16> {
        let nth = u16::try_from(self.scanner.nodes.len()).ok()?;
        let place = Span::new(offset(self.at), offset(end));
        self.scanner.nodes.push(RowNode {
            kind,
            parent,
            place,
        });
        self.at = end;
        (usize::from(nth) < MAX_NODES).then_some(nth)
    }

    fn rest(&self) -> &[u8] {
        self.source.as_bytes().get(self.at..).unwrap_or_default()
    }
}
