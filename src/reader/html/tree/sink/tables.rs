//! Detects large tables while they are parsed, and appends their rows without tokens.

use super::SpanSink;
use crate::reader::html::tree::rows::{RowNode, RowScanner, TablePart};
use crate::reader::html::tree::{Arena, NodeId, NodeKind};
use html5ever::ns;
use std::cell::{Cell, RefCell};

/// The number of rows, or of bodies, after which a table is large. Tables with fewer are
/// read as other elements are.
const MIN_PARTS: u32 = 32;

/// After so many rows that are not compact, only one in [`RARE`] is tried: each row of the
/// table may have a form.
const MANY_MISSES: u32 = 16;
const RARE: u32 = 8;

/// The rows and bodies of the table that is open.
#[derive(Debug, Default)]
pub(super) struct LargeTables {
    scanner: RefCell<RowScanner>,
    rows: OpenPart,
    bodies: OpenPart,
    /// The rows since the last compact one.
    misses: Cell<u32>,
}

/// The last element of a kind in its parent.
#[derive(Debug, Default)]
struct OpenPart {
    last: Cell<Option<NodeId>>,
    parent: Cell<Option<NodeId>>,
    /// The number of elements of this kind that were opened in the parent.
    count: Cell<u32>,
    is_open: Cell<bool>,
}

impl LargeTables {
    /// Notes the end of an element.
    #[inline]
    pub(super) fn closed(&self, id: NodeId) {
        for part in [&self.rows, &self.bodies] {
            if part.last.get() == Some(id) {
                part.is_open.set(false);
            }
        }
    }

    fn part(&self, part: TablePart) -> &OpenPart {
        match part {
            TablePart::Row => &self.rows,
            TablePart::Body => &self.bodies,
        }
    }
}

/// The part of the source that was read as rows.
#[derive(Debug, Clone, Copy)]
pub(in crate::reader::html) struct RowsRead {
    /// The end of the last row.
    pub(in crate::reader::html) end: usize,
    /// The number of elements.
    pub(in crate::reader::html) elements: usize,
}

impl SpanSink<'_> {
    /// Notes that the tree construction has opened a row or a body, which is the last
    /// element that was created.
    pub(in crate::reader::html) fn opened(&self, part: TablePart) {
        let arena = self.arena.borrow();
        let Some(last) =
            (arena.kinds.len().checked_sub(1)).map(|at| NodeId(crate::document::offset(at)))
        else {
            return;
        };
        let open = self.tables.part(part);
        if !is_part(&arena, last, part) || open.last.get() == Some(last) {
            return;
        }
        let parent = arena.parent(last);
        let is_same = open.parent.replace(parent) == parent;
        let before = if is_same { open.count.get() } else { 0 };
        open.count.set(before + 1);
        open.last.set(Some(last));
        open.is_open.set(true);
    }

    /// Returns true if a row or a body is open, in a large table.
    pub(in crate::reader::html) fn is_open(&self, part: TablePart) -> bool {
        let open = self.tables.part(part);
        open.is_open.get() && open.count.get() >= MIN_PARTS
    }

    /// Returns the depth of the element in which the last row or body is.
    pub(in crate::reader::html) fn depth_around(&self, part: TablePart) -> u32 {
        let parent = self.tables.part(part).parent.get();
        parent.map_or(0, |parent| self.depth(parent))
    }

    /// Returns true if a row, or a body with rows, that may be compact begins at `at`,
    /// after white space. The last one may be open.
    pub(in crate::reader::html) fn has_row(&self, at: usize, part: TablePart) -> bool {
        let misses = &self.tables.misses;
        misses.set(misses.get() + 1);
        if misses.get() > MANY_MISSES && !misses.get().is_multiple_of(RARE) {
            return false;
        }
        let arena = &mut *self.arena.borrow_mut();
        let names = &mut *self.names.borrow_mut();
        let found = { self.tables.scanner.borrow_mut() }.read(arena, names, at, part);
        if found.is_some() {
            misses.set(0);
        }
        found.is_some()
    }

    /// Appends the rows from `at` on to the parent of the last row, which is closed, up to
    /// a row that is not compact, or where `is_stopped`.
    pub(in crate::reader::html) fn take_rows(
        &self,
        at: usize,
        part: TablePart,
        is_stopped: impl Fn(usize) -> bool,
    ) -> RowsRead {
        let mut read = RowsRead {
            end: at,
            elements: 0,
        };
        let arena = &mut *self.arena.borrow_mut();
        let names = &mut *self.names.borrow_mut();
        let mut scanner = self.tables.scanner.borrow_mut();
        let Some(parent) = self.tables.part(part).parent.get() else {
            return read;
        };
        while let Some(end) = scanner.read(arena, names, read.end, part) {
            if is_stopped(end) || !arena.append_row(parent, &scanner) {
                break;
            }
            let is_element = |node: &&RowNode| matches!(node.kind, NodeKind::Element { .. });
            read.elements += scanner.nodes.iter().filter(is_element).count();
            read.end = end;
        }
        self.elements.set(self.elements.get() + read.elements);
        read
    }
}

/// Returns true for a row in a body of a table, and for a body in a table.
fn is_part(arena: &Arena<'_>, id: NodeId, part: TablePart) -> bool {
    let name = |id: NodeId| match arena.kind(id) {
        NodeKind::Element { name, .. } if arena.names[name as usize].ns == ns!(html) => {
            &*arena.names[name as usize].local
        }
        _ => "",
    };
    let parent = arena.parent(id).map_or("", name);
    match part {
        TablePart::Row => name(id) == "tr" && matches!(parent, "tbody" | "thead" | "tfoot"),
        TablePart::Body => name(id) == "tbody" && parent == "table",
    }
}
