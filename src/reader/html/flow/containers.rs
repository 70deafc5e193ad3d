//! Lists, quotes and definitions: the prefixes of their lines, and the items that stay
//! together.

use super::super::element::attr;
use super::super::exports;
use super::super::tree::{Element, NodeId};
use super::super::writer::Break;
use super::{Closing, Container, Flow, HtmlNode};
use crate::document::{BlockKind, Span};
use std::borrow::Cow;

/// As wide as the longest marker, that of the number -2^63.
const SPACES: &str = "                      ";

impl Flow<'_, '_> {
    /// Starts a list, an item, a quote or a description; `prefix` begins its first line
    /// and the others.
    ///
    /// In a heading it is only a block: `<h2><ul><li>Tea</ul></h2>` is one line, so its
    /// items are words. The outermost container gives the kind of the block: a list in a
    /// quote is in the quote's block. Without these rules `- ` would be in the heading,
    /// and the block of the quote would be a list.
    pub(super) fn start_container(
        &mut self,
        id: NodeId,
        container: Container,
        kind: BlockKind,
        prefix: Option<(&str, &str)>,
    ) {
        // A heading is one line, so its items are words.
        if self.heading.is_some() {
            self.closings.push((id, Closing::Block));
            return;
        }
        // Only the outermost one: a list in a quote is in the quote's block.
        if self.containers.is_empty() {
            self.composite = kind;
        }
        self.containers.push(container);
        if let Some((first, rest)) = prefix {
            self.writer.push_prefix(Some(first), rest);
        }
        self.closings.push((
            id,
            Closing::Container {
                has_prefix: prefix.is_some(),
            },
        ));
    }

    /// Ends a container. The outermost one ends the block; others end with a break in it.
    ///
    /// A nested list is followed by the next outer item without a blank line, and by a
    /// paragraph of its own item with one. With a blank line after each nested list the
    /// outer list would be loose.
    pub(super) fn end_container(&mut self, has_prefix: bool) {
        if has_prefix {
            self.writer.pop_prefix();
        }
        let ended = self.containers.pop();
        if self.containers.is_empty() {
            self.flush();
            self.composite = BlockKind::Paragraph;
        } else {
            // After a nested list, a blank line depends on what follows: an item has
            // none.
            let is_list = matches!(ended, Some(Container::List(_)));
            let is_item = matches!(ended, Some(Container::Item));
            self.boundary(if is_list {
                Break::ListEnd
            } else if is_item {
                Break::Line
            } else {
                Break::Blank
            });
        }
    }

    /// Starts a list, whose numbers begin with the number of its `start`.
    ///
    /// `<ol start=3>` begins with 3, and `<ol start=many>` with 1, as in browsers. Google
    /// Docs writes nested lists one after the other, with the level in a class; only
    /// these need an indent, since a list in an item has that of the item. Without its
    /// indent "Green" below "Tea" would be an item beside it.
    pub(super) fn start_list(&mut self, id: NodeId, element: Element<'_>) {
        let number = (element.name() == "ol").then(|| {
            let start = attr(element, "start")
                .and_then(|start| start.trim().parse().ok())
                // A start that is no number counts as 1, as in browsers.
                .unwrap_or(1);
            (start, attr(element, "type") == Some("a"))
        });
        // The level in a class is the only indent: a list in an item has that of the
        // item.
        let indent = "  ".repeat(exports::list_level(element));
        let is_nested = !self.containers.is_empty() || indent.is_empty();
        let prefix = Some((&*indent, &*indent)).filter(|_| !is_nested);
        self.start_container(id, Container::List(number), BlockKind::List, prefix);
    }

    /// Starts an item, with its number in an ordered list and a bullet in any other.
    ///
    /// `<li value=7>` sets the number of this item and of those after it. The lines below
    /// the first are indented by the width of the marker: the second paragraph of "10.
    /// Tea" would otherwise be outside of the item.
    pub(super) fn start_item(&mut self, id: NodeId, element: Element<'_>) {
        let value: Option<i64> = attr(element, "value").and_then(|value| value.trim().parse().ok());
        let marker = match self.containers.last_mut() {
            Some(Container::List(Some((number, is_lettered)))) => {
                // Of this item, and so of those after it.
                *number = value.unwrap_or(*number);
                let marker = numbered(*number, *is_lettered);
                *number = number.saturating_add(1);
                Cow::Owned(marker)
            }
            _ => Cow::Borrowed("- "),
        };
        self.writer().continue_list();
        // By the width of the marker, so that a second paragraph stays in the item.
        let rest = &SPACES[..marker.len()];
        self.start_container(id, Container::Item, BlockKind::List, Some((&marker, rest)));
    }

    /// Starts a block, which may be a heading or an item of a list by its class.
    ///
    /// The paragraph `<p class=MsoListParagraph>1. Tea` of Word is an item. In a cell or
    /// a heading it is a line of text. Without this rule each item of a list would be a
    /// paragraph.
    pub(super) fn start_block(&mut self, node: HtmlNode<'_>, element: Element<'_>, span: Span) {
        let id = node.id();
        if let Some(level) = exports::heading_level(element) {
            return self.start_heading(id, element, level, span);
        }
        // In a cell or a heading an item of Word is a line of text.
        let is_alone = self.containers.is_empty() && self.heading.is_none();
        let Some(item) = exports::item(node, element).filter(|_| is_alone) else {
            return self.closings.push((id, Closing::Block));
        };
        // The mark is written as the marker, and not again as text.
        self.skipped = Some(item.mark.id());
        let rest = " ".repeat(item.marker.len());
        let prefix = Some((&*item.marker, &*rest));
        self.start_container(id, Container::Item, BlockKind::List, prefix);
    }

    /// Starts a term, in which headings open no section.
    ///
    /// `<dt>Tea<dt>Chai<dd>A drink`: both terms belong to the description, so no blank
    /// line and no cut may be between them. A heading in a term, `<dt><h3>Tea</h3>`, is
    /// the term: as a section it would be apart from its description.
    pub(super) fn start_term(&mut self, id: NodeId) {
        if self.replace_follows_term(true) {
            // Both terms are of one description: no blank line and no cut between them.
            self.writer.join_lines();
            self.writer.hold();
        }
        // Its headings are the term.
        self.unsectioned += 1;
        self.closings.push((id, Closing::Unsectioned));
        self.closings.push((id, Closing::Block));
    }

    /// Starts a description, which stays with the term before it: a chunk that begins
    /// with "A drink" does not name the drink.
    ///
    /// Only the first description after a term is held to it. A second `<dd>` may be cut
    /// from the first.
    pub(super) fn start_description(&mut self, id: NodeId) {
        self.writer().join_lines();
        if self.replace_follows_term(false) {
            self.writer().hold();
        }
        self.start_container(
            id,
            Container::Description,
            BlockKind::Definition,
            Some((": ", "  ")),
        );
    }

    /// Records whether the last item of the open list of terms is a term, and returns the
    /// previous state.
    ///
    /// After `<dt>Tea` a description belongs to that term; after `<dd>A drink` the next
    /// one is a paragraph of its own. Without this state a cut could separate "Tea" from
    /// "A drink", or no cut could separate two long descriptions.
    pub(super) fn replace_follows_term(&mut self, now: bool) -> bool {
        match self.containers.last_mut() {
            Some(Container::Terms { follows_term }) => std::mem::replace(follows_term, now),
            _ => false,
        }
    }
}

/// Returns the marker of an item: `3. `, or `c. ` in a lettered list.
///
/// Where there is no letter, the number is written: `27. ` after `z. `, and `0. ` for
/// `<li value=0>`. The character after `z` would be `{`.
fn numbered(number: i64, is_lettered: bool) -> String {
    let nth = number.checked_sub(1).and_then(|nth| u8::try_from(nth).ok());
    let letter = nth.filter(|nth| is_lettered && *nth < 26);
    let mut marker = match letter {
        Some(nth) => char::from(b'a' + nth).to_string(),
        None => number.to_string(),
    };
    marker.push_str(". ");
    marker
}
