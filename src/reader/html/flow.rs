//! Walks the page and writes it, block by block, into the document.
//!
//! It is a loop with explicit stacks, not a recursion, because pages may be nested to any
//! depth.

mod blocks;
mod close;
mod containers;
mod heading;
mod layout;
mod leaves;
mod members;
mod names;
mod open;
mod roles;
mod styled;
mod text;
mod unseen;

use super::element::{Role, anchor, ends_heading, is_note_mark, is_tab_label, role};
use super::hidden::is_concealed;
use super::inline::is_apart;
use super::table;
use super::tree::{Element, HtmlNode, Node, NodeId};
use super::writer::{Break, InlineMark, Writer};
use crate::document::{BlockKind, DocumentBuilder, Origin, Span, Warning, WarningKind};
use members::Members;
use names::Waiting;
use open::{Closing, Container, Descend, OpenHeading, OpenParagraph, is_block};
use std::ops::Range;

use super::page::Page;

/// The worst rank of a seam. Lists nested more deeply are cut between sentences.
const MAX_RANK: usize = 32;

/// The time of writing, in per cent of that of a read.
const WRITING: Range<u32> = 50..95;

/// Writes the whole page into `builder`.
///
/// Text after the last element, `</ul>Tea`, is a block that no end tag has ended: it is
/// written at the end of the page.
pub(super) fn write(page: &Page<'_>, builder: &mut DocumentBuilder) {
    let mut flow = Flow {
        page,
        builder,
        writer: Writer::default(),
        containers: Vec::new(),
        composite: BlockKind::Paragraph,
        paragraph: OpenParagraph::default(),
        heading: None,
        closings: Vec::new(),
        is_outside: !page.content.is_everywhere(),
        boilerplate: 0,
        unsectioned: 0,
        captions: 0,
        notes: 0,
        groups: Vec::new(),
        names: Vec::new(),
        joined: 0,
        joins_next: false,
        section_lists: Vec::new(),
        skipped: None,
        members: Vec::new(),
        added: table::Room::new(page.bytes, page.limits.table_cells),
        is_stopped: false,
        unseen: 0,
    };
    flow.walk(page.tree.root());
    if flow.is_cancelled() {
        return;
    }
    // The end of the page ends what no tag has ended.
    flow.end_heading();
    flow.flush();
    flow.release_names();
    flow.write_unseen(u32::MAX);
    let links = page.links.is_spent().then(|| {
        let message = "links are repeated too often: the rest are written without destinations";
        Warning::new(WarningKind::LimitReached, message)
    });
    let unseen = flow.unseen_warning();
    for warning in flow.added.warning().into_iter().chain(links).chain(unseen) {
        flow.builder.warning(warning);
    }
}

pub(super) struct Flow<'p, 'b> {
    page: &'p Page<'p>,
    builder: &'b mut DocumentBuilder,
    writer: Writer,
    /// The open lists, items, quotes and definitions. The outermost of them is one block
    /// of the document.
    containers: Vec<Container>,
    /// The kind of the outermost container.
    composite: BlockKind,
    paragraph: OpenParagraph,
    heading: Option<OpenHeading>,
    /// The actions that are due at the ends of open elements.
    closings: Vec<(NodeId, Closing)>,
    /// True before and after the main content.
    is_outside: bool,
    boilerplate: usize,
    /// The number of open elements in which headings open no section.
    unsectioned: usize,
    captions: usize,
    /// The number of open sections of footnotes.
    notes: usize,
    /// For each open `<hgroup>`, true if its heading was found: a second one is a
    /// subtitle.
    groups: Vec<bool>,
    /// Names that belong to no section yet, in the order of the page.
    names: Vec<Waiting>,
    /// The number of open elements whose blocks are one line.
    joined: usize,
    /// True if the next block continues the line of the one before.
    joins_next: bool,
    /// The open lists whose items are sections.
    section_lists: Vec<NodeId>,
    /// Lists of members that are open.
    members: Vec<Members>,
    /// The mark of an item that was written in another form.
    skipped: Option<NodeId>,
    /// The cells and the text that tables may still add.
    added: table::Room,
    is_stopped: bool,
    /// The number of texts that the page does not show that are written.
    unseen: usize,
}

impl Flow<'_, '_> {
    /// Visits all nodes in the order of the page, and stops at the deadline.
    ///
    /// Each element is opened, its children are visited if the element is not skipped,
    /// and then it is closed. The loop needs no stack of calls: a page of 100,000 nested
    /// `<div>` would overflow it.
    fn walk(&mut self, root: HtmlNode<'_>) {
        let mut node = root;
        loop {
            let (watch, bytes) = (self.page.watch, self.page.bytes);
            let at = || self.page.tree.span(node.id()).start as usize;
            if watch.step_through(WRITING, at, bytes) {
                return self.stop(self.page.tree.span(node.id()));
            }
            let descend = self.open(node);
            if let Some(child) = node.first_child().filter(|_| descend == Descend::Into) {
                node = child;
                continue;
            }
            self.close(node.id());
            // The last child of several elements may end here.
            loop {
                if node.id() == root.id() {
                    return;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent() else { return };
                node = parent;
                self.close(node.id());
            }
        }
    }

    /// Returns true if the document is dropped, so that the rest need not be written.
    ///
    /// After a deadline the part that was read is kept, and the open block is still
    /// written; after a cancel nothing is. Without this test the end of a long page would
    /// still be written after the cancel.
    fn is_cancelled(&self) -> bool {
        self.is_stopped && self.page.watch.check_cancelled().is_err()
    }

    /// Omits the page from `at` on, because the read was stopped.
    ///
    /// Only the first stop is reported: a stop inside of a long text is followed by the
    /// stop of the walk, which would be a second warning.
    fn stop(&mut self, at: Span) {
        if std::mem::replace(&mut self.is_stopped, true) {
            return; // the place was reported at the first stop
        }
        let start = match self.page.source.origin(at) {
            Origin::Bytes { bytes, .. } => bytes.start,
            Origin::Pages { .. } => at.start,
        };
        let warning = self.page.watch.warning("is left out", start.into());
        if let Some(warning) = warning {
            self.builder.warning(warning);
        }
    }

    /// Opens a node: writes a text, and starts an element.
    ///
    /// Comments and doctypes are skipped: `<!-- <h2>Old</h2> -->` is no content. Written
    /// as text, a comment would be a heading "Old" that no reader sees.
    fn open(&mut self, node: HtmlNode<'_>) -> Descend {
        match node.value() {
            Node::Text(text) => {
                self.text(text, self.page.tree.span(node.id()));
                Descend::Over
            }
            Node::Element(element) => self.element(node, element),
            Node::Document | Node::Fragment => Descend::Into,
            Node::Other => Descend::Over,
        }
    }

    /// Starts an element, after the breaks that it needs before it; returns whether its
    /// children are visited.
    ///
    /// Dropped and hidden elements are skipped, and in a heading the mark of a footnote:
    /// it would be in the heading's text and in every prefix, "Tea1". A block ends a
    /// heading that was never closed, `<h2>Tea <p>Text`. Regions begin before the break,
    /// so that `<nav>` ends the block before it, and names are added after it, so that
    /// the block before does not take them.
    fn element(&mut self, node: HtmlNode<'_>, element: Element<'_>) -> Descend {
        let role = role(element);
        // The mark of an item was written as its marker.
        if self.skipped == Some(node.id()) {
            return Descend::Over;
        }
        if role == Role::Dropped
            || is_concealed(element)
            || (self.heading.is_some() && is_note_mark(element))
        {
            return Descend::Over;
        }
        let is_unclosed = |heading: &OpenHeading| heading.is_tagged && !heading.writer.is_empty();
        if self.heading.as_ref().is_some_and(is_unclosed) && ends_heading(element, role) {
            self.end_heading();
        }
        if matches!(role, Role::Inline | Role::Link) && is_apart(node, element) {
            self.writer().space();
        }
        let id = node.id();
        let span = self.page.tree.span(id);
        if self.page.tree.is_label(id) || is_tab_label(element) {
            return self.label(node, element, span);
        }
        // Before the break: a region ends the block before it, and `<main>` begins its
        // own.
        self.regions(node, element, role, span);
        if is_block(role) {
            // Blank lines between items would make a loose list, and so would one between
            // the text of an item and the list inside it.
            self.boundary(match role {
                Role::Item | Role::Term | Role::Description => Break::Line,
                Role::List if matches!(self.containers.last(), Some(Container::Item)) => {
                    Break::Line
                }
                _ => Break::Blank,
            });
            if self.containers.is_empty() {
                self.writer().begin_element(span.start);
            }
        }
        // After the break before the element, so that the block before it does not take
        // the name.
        if let Some(name) = anchor(element) {
            self.name(id, element.name(), name);
        }
        let role = match self.page.headings.level(id) {
            Some(level) if self.heading.is_none() => Role::Heading(level),
            _ => self.restyled(node, element, role),
        };
        let descend = self.role(node, element, role, span);
        if self.page.tree.has_labels() {
            self.start_panel(node);
        }
        descend
    }

    /// Returns the writer of the open heading, or else of the block.
    fn writer(&mut self) -> &mut Writer {
        match &mut self.heading {
            Some(heading) => &mut heading.writer,
            None => &mut self.writer,
        }
    }

    /// Ends a block. Inside a container it is a break in the container's block, and
    /// inside a heading, which is one line, a space.
    ///
    /// `<li><p>Tea</p><p>Milk</p></li>` is one block with two paragraphs: as two blocks
    /// the second would be outside of the list. `<h2><div>Green</div><div>tea</div></h2>`
    /// is "Green tea".
    fn boundary(&mut self, kind: Break) {
        if self.heading.is_some() || self.is_joined() {
            self.writer().space();
        } else if self.containers.is_empty() {
            self.flush();
        } else {
            let rank = self.rank();
            self.writer.break_block(kind, rank);
        }
    }

    /// Ends the heading and the block, because another region of the page follows.
    ///
    /// In a list the block stays open: a section of footnotes in an item is a part of the
    /// block of the list. Ended there, the next item would begin a second list.
    fn end_region(&mut self) {
        self.joins_next = false;
        self.end_heading();
        if self.containers.is_empty() {
            self.flush();
        }
    }

    /// Returns the rank of a seam between blocks: a cut in a nested list is worse.
    fn rank(&self) -> u8 {
        u8::try_from(self.containers.len().clamp(1, MAX_RANK)).unwrap_or(u8::MAX)
    }

    /// Returns true if a heading at this place opens a section.
    ///
    /// In items and quotes it is text, as in Markdown, so that both formats give one
    /// tree: `<li><h3>Tea</h3>` and `- ### Tea`. Between the items of a list only items
    /// are allowed (HTML 4.4.5 to 4.4.9): a heading there shows that the list was left
    /// open, or it is the heading of the items that follow. Without this rule a heading
    /// in an item would cut the list in two.
    fn makes_sections(&self) -> bool {
        let is_between = |container: &Container| {
            matches!(container, Container::List(_) | Container::Terms { .. })
        };
        self.unsectioned == 0
            && !self.is_boilerplate()
            && self.containers.iter().all(is_between)
            && self.heading.is_none()
    }

    /// Returns true outside of the main content, and in elements such as `<nav>`.
    ///
    /// Text before `<main>` and in `<nav>` would otherwise be content: "Home | Shop |
    /// Cart".
    fn is_boilerplate(&self) -> bool {
        self.is_outside || self.boilerplate > 0
    }

    /// Opens a mark such as `**`, which ends with the element.
    fn mark(&mut self, id: NodeId, mark: InlineMark) {
        self.writer().open_mark(mark);
        self.closings.push((id, Closing::Mark));
    }
}

#[cfg(test)]
mod tests;
