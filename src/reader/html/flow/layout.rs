//! Lists and tables that only place things on the page: items that are sections, and
//! cells that are one line.

use super::super::element::{Role, attr, has_class, role};
use super::super::hidden::is_concealed;
use super::super::table::{is, rows};
use super::super::tree::{Element, Node, NodeId};
use super::super::writer::{Break, InlineMark};
use super::open::Next;
use super::{Closing, Descend, Flow, HtmlNode};
use crate::document::Span;
use crate::limits::Watch;

/// The longest label, in bytes, that is on one line with the cell beside it. A longer
/// text is a column of the page.
const MAX_LABEL_BYTES: usize = 120;

/// The number of nodes before the first text of an item that are read.
const MAX_NODES_BEFORE_TEXT: usize = 24;

/// The number of nodes between a label and the cell beside it: white space and narrow
/// columns.
const MAX_SPACERS: usize = 16;

/// The number of nodes of a cell or of a heading that are read. A label has few.
const MAX_NODES: usize = 400;

impl Flow<'_, '_> {
    /// Starts a cell of a layout table. Its text is on one line with the next cell if it
    /// is a label: "(a)" beside a definition, the type beside the name of a member.
    ///
    /// As a paragraph of its own, "(a)" could be in another chunk than its definition.
    /// The next cell must begin with words: a list beside "Drinks" begins its own lines.
    pub(super) fn start_cell(&mut self, node: HtmlNode<'_>) {
        // White space and narrow columns may be between both cells.
        let mut next = node.next_siblings().take(MAX_SPACERS);
        let next = next.find(|next| shows_words(*next));
        let watch = self.page.watch;
        if next.is_some_and(|next| begins_with_words(next, watch)) && is_label(node, watch) {
            self.join(node.id(), Next::SameLine);
        }
        self.closings.push((node.id(), Closing::Block));
    }

    /// Starts the label of a tab: the heading of its panel, or a line in bold where no
    /// heading is.
    ///
    /// A label above a panel with a heading is skipped, because it would repeat it. Above
    /// the first heading of a page, tabs are a widget, "Most read, Latest", and their
    /// labels open no sections.
    pub(super) fn label(
        &mut self,
        node: HtmlNode<'_>,
        element: Element<'_>,
        span: Span,
    ) -> Descend {
        let id = node.id();
        self.boundary(Break::Blank);
        if let Some(panel) = node.parent().filter(|_| self.page.tree.is_label(id)) {
            // The label would repeat the heading of its panel.
            if has_heading(panel) {
                return Descend::Over;
            }
            // Above the first heading of a page, tabs are a widget: "Most read, Latest".
            if self.makes_sections() && self.builder.level() > 0 {
                let level = self.builder.level().saturating_add(1);
                self.start_heading(id, element, level, span);
                return Descend::Into;
            }
        }
        self.closings.push((id, Closing::Block));
        self.mark(id, InlineMark::Pair("**"));
        Descend::Into
    }

    /// Writes what an element contains as one line: `<p>(a)</p>` in a label ends no line.
    pub(super) fn join(&mut self, id: NodeId, next: Next) {
        self.joined += 1;
        self.closings.push((id, Closing::Joined(next)));
    }

    /// Ends a row of a layout table, or what precedes it.
    ///
    /// A label in the last cell of a row is not on one line with the first cell of the
    /// next row: `<tr><td>(a)<td></tr>` would otherwise continue with the first cell of
    /// the next row.
    pub(super) fn end_row(&mut self) {
        self.joins_next = false;
        self.boundary(Break::Blank);
    }

    /// Starts a panel that begins with its label. Its headings close no section outside:
    /// the text after a panel with `<h2>Reviews</h2>` belongs to the chapter around it.
    ///
    /// Without this rule the text would be in the section "Reviews".
    pub(super) fn start_panel(&mut self, node: HtmlNode<'_>) {
        let is_labelled =
            (node.first_child()).is_some_and(|label| self.page.tree.is_label(label.id()));
        if is_labelled && self.makes_sections() && self.builder.level() > 0 {
            self.end_region();
            self.builder.open_scope();
            self.closings.push((node.id(), Closing::Scope));
        }
    }

    /// Returns true for an item of a list whose items are sections.
    ///
    /// The item of a list inside such an item is not: `<li><h3>Tea</h3><ul><li>Green`.
    /// Without this rule "Green" would be a paragraph without its bullet.
    pub(super) fn is_section(&self, item: HtmlNode<'_>) -> bool {
        let list = self.section_lists.last();
        list.is_some_and(|list| item.parent().is_some_and(|parent| parent.id() == *list))
    }

    /// Returns true if the blocks that begin or end here are on one line: `<p>(a)</p>` in
    /// a cell that is a label ends no line.
    pub(super) fn is_joined(&self) -> bool {
        self.joined > 0 || self.joins_next
    }
}

/// Returns true for a panel with a heading. Its label would repeat it: a tab "Reviews"
/// above `<h2>Reviews</h2>`.
fn has_heading(panel: HtmlNode<'_>) -> bool {
    let mut elements = panel
        .descendants()
        .take(MAX_NODES)
        .filter_map(HtmlNode::as_element);
    elements.any(|element| matches!(role(element), Role::Heading(_)))
}

/// Returns true for the tables in which doxygen sets a signature: a cell for each
/// parameter, and the labels beside it.
///
/// Read as a table of data, `int brew(int leaves)` would be a row of cells.
pub(super) fn is_signature(element: Element<'_>) -> bool {
    has_class(element, |class| matches!(class, "memname" | "mlabels"))
}

/// The sections of a list for each item that is only a heading. javadoc's page of serialized
/// forms has one among sixty, the boxes beside a blog one among seven.
const SECTIONS_PER_HEADING: usize = 10;

/// Returns true for a list whose items are sections: each begins with a heading, and
/// other blocks follow nearly all of them. javadoc sets every member into such an item, and
/// a package without serialized classes into an item that is only its heading.
///
/// In a list of `<li><h2>Week one</h2></li>`, the headings are the items: they are text. So
/// is that of a teaser, which is a link to another page. Items without text do not count: an
/// empty `<li>` at the end must not make text of all headings.
pub(super) fn holds_sections(list: HtmlNode<'_>) -> bool {
    let items = list
        .children()
        .filter(|item| is(*item, "li") && shows_words(*item));
    let (mut sections, mut headings) = (0, 0);
    for item in items {
        match has_more(item) {
            Some(true) => sections += 1,
            Some(false) => headings += 1,
            None => return false,
        }
    }
    sections > 0 && sections >= headings * SECTIONS_PER_HEADING
}

/// Returns true for an item that begins with a heading and has other blocks after it, and
/// false for one that is only its heading. Returns `None` for other items.
///
/// The heading may be wrapped: `<li><div><h3>size()</h3></div><p>Counts.</p></li>`.
fn has_more(item: HtmlNode<'_>) -> Option<bool> {
    let heading = first_heading(item).filter(|heading| !is_teaser(*heading))?;
    let mut above = heading
        .ancestors()
        .take_while(|node| node.id() != item.id());
    let follows = |node: HtmlNode<'_>| node.next_siblings().any(shows_words);
    Some(follows(heading) || above.any(follows))
}

/// Returns the heading with which an item begins, without text before it: in
/// `<li>See <h3>Tea</h3></li>` the item is a sentence. javadoc 8 sets the heading of a
/// group of members into a list of its own: `<li><ul><li><h3>Methods</h3>`.
fn first_heading(item: HtmlNode<'_>) -> Option<HtmlNode<'_>> {
    for node in item.descendants().skip(1).take(MAX_NODES_BEFORE_TEXT) {
        match node.value() {
            Node::Text(text) if !text.trim().is_empty() => return None,
            Node::Element(element) => match role(element) {
                Role::Heading(_) => return Some(node),
                Role::Block
                | Role::Inline
                | Role::Link
                | Role::Rule
                | Role::Details
                | Role::List
                | Role::Item => {}
                _ => return None,
            },
            _ => {}
        }
    }
    None
}

/// Returns true if all words of a heading lead to another page, as in a list of news:
/// `<h3><a href="/tea">Tea is back</a></h3><p>Read more</p>`.
///
/// Each teaser would otherwise be a section of the page. A link to the heading itself
/// (`#tea`) leads nowhere else.
fn is_teaser(heading: HtmlNode<'_>) -> bool {
    let leads_away = |node: HtmlNode<'_>| {
        let element = node.as_element();
        element.is_some_and(|element| {
            element.name() == "a"
                && attr(element, "href").is_some_and(|href| !href.starts_with('#'))
        })
    };
    let mut texts = heading.descendants().take(MAX_NODES).filter(|node| {
        (node.value().as_text()).is_some_and(|text| text.chars().any(char::is_alphanumeric))
    });
    texts.all(|text| {
        let mut above = text.ancestors();
        above.any(leads_away) || heading.parent().is_some_and(leads_away)
    })
}

/// Returns true for a node with text or a picture, or with many nodes.
///
/// The cell that only holds white space or a hidden menu shows none, so that it separates
/// no label from its text; more nodes than the limit are not an empty cell. Counted as
/// text, an empty cell between "(a)" and its clause would end the line.
fn shows_words(node: HtmlNode<'_>) -> bool {
    if (node.as_element()).is_some_and(is_concealed) {
        return false;
    }
    let mut nodes = node.descendants().take(MAX_NODES).enumerate();
    nodes.any(|(nth, node)| match node.value() {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(element) => matches!(element.name(), "img" | "math"),
        _ => false,
    } || nth + 1 == MAX_NODES)
}

/// Returns true if a cell begins with text or a line of a table, not with a list or
/// another block.
///
/// `<td><ul><li>Tea` beside "Drinks" has a line for each item, so it is not joined with
/// the label. Joined, the line would be "Drinks Tea", and the other items would be below
/// it.
fn begins_with_words(cell: HtmlNode<'_>, watch: &Watch) -> bool {
    for node in cell.descendants().skip(1).take(MAX_NODES_BEFORE_TEXT) {
        match node.value() {
            Node::Text(text) if !text.trim().is_empty() => return true,
            Node::Element(element) => match role(element) {
                // A table of data has lines of its own.
                Role::Table => return !super::super::table::holds_data(node, watch),
                // The first block decides: a list has a line for each item.
                role if is_apart(role) => return false,
                Role::Image | Role::Math => return true,
                _ => {}
            },
            _ => {}
        }
    }
    false
}

/// Returns true for the blocks that are never a part of a line.
///
/// In `<td>(a)<td><p>A drink` the paragraph is joined with the label, but `<pre>` has
/// lines whose breaks matter. Joined, the first line of the code would be on the line of
/// the label.
fn is_apart(role: Role) -> bool {
    matches!(
        role,
        Role::Heading(_)
            | Role::List
            | Role::Quote
            | Role::Terms
            | Role::Preformatted
            | Role::Figure
            | Role::Details
            | Role::Rule
    )
}

/// Returns true for a cell with one short paragraph: "(a)" beside a clause.
///
/// A cell with a list, a table of data, two lines or a long text is a column of the page,
/// which ends before the next one begins: its last line would continue with the first of
/// the next column. A signature of doxygen may be long.
fn is_label(cell: HtmlNode<'_>, watch: &Watch) -> bool {
    let (mut bytes, mut paragraphs, mut is_member) = (0, 0, false);
    for node in cell.descendants().take(MAX_NODES) {
        match node.value() {
            Node::Text(text) => bytes += text.trim().len(),
            Node::Element(element) => {
                let role = role(element);
                let is_table_of_data = role == Role::Table
                    && !is_signature(element)
                    && rows(node, watch).take(2).count() > 1;
                if is_apart(role) || is_table_of_data {
                    return false;
                }
                is_member |= is_signature(element)
                    || has_class(element, |class| class.starts_with("memItem"));
                let is_line = matches!(element.name(), "p" | "br");
                paragraphs += usize::from(is_line || has_own_words(node, element));
            }
            _ => {}
        }
    }
    bytes > 0 && (is_member || (bytes <= MAX_LABEL_BYTES && paragraphs <= 1))
}

/// Returns true for a `<div>` with text directly in it, which is a line like a paragraph;
/// a `<div>` around others adds no line.
///
/// `<td><div><div>(a)</div></div>` is one line and a label. Counted twice, it would be
/// two lines and so no label.
fn has_own_words(node: HtmlNode<'_>, element: Element<'_>) -> bool {
    element.name() == "div"
        && node
            .children()
            .any(|child| (child.value().as_text()).is_some_and(|text| !text.trim().is_empty()))
}
