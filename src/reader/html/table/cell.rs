//! Writes the content of a cell on one line.

use super::super::element::{Role, role};
use super::super::hidden::is_concealed;
use super::super::inline::{is_apart, script};
use super::super::page::Page;
use super::super::pieces::watched;
use super::super::traverse::Traversal;
use super::super::tree::{Element, HtmlNode, Node, NodeId, TreeEdge};
use super::super::writer::{InlineMark, Mode, Writer, Written};
use super::super::{math, permalink};
use crate::reader::script::Script;

/// Appends the content of a cell that is only text, and returns true; false for others,
/// which [`flatten`] writes. Most cells of large tables are only text.
pub(super) fn push_plain(cell: HtmlNode<'_>, out: &mut String) -> bool {
    let Some(text) = cell.only_text() else {
        return false;
    };
    if text.contains('|') || !text.is_ascii() {
        return false;
    }
    let start = out.len();
    for word in text.split([' ', '\t', '\n', '\r', '\u{c}']) {
        if word.is_empty() {
            continue;
        }
        if out.len() > start {
            out.push(' ');
        }
        out.push_str(word);
    }
    true
}

/// Writes the content of a cell or caption on one line, including tables in it.
pub(in crate::reader::html) fn flatten(cell: HtmlNode<'_>, page: &Page<'_>, mode: Mode) -> Written {
    let mut writer = Writer::new(mode);
    let mut marks: Vec<NodeId> = Vec::new();
    let mut scripts: Vec<(NodeId, Script)> = Vec::new();
    let mut edges = Traversal::new(cell);
    while let Some(edge) = edges.next_until(|| page.watch.step()) {
        let (TreeEdge::Open(node) | TreeEdge::Close(node)) = edge;
        let is_open = matches!(edge, TreeEdge::Open(_));
        match node.value() {
            Node::Text(text) if is_open => {
                let span = page.tree.span(node.id());
                for piece in watched(text, page.watch) {
                    writer.text(piece, span);
                }
            }
            Node::Element(element) if is_open => match open(node, element, page, &mut writer) {
                Opened::Mark => marks.push(node.id()),
                Opened::Over => edges.omit(node),
                Opened::Script(script) => scripts.push((node.id(), script)),
                Opened::Reading | Opened::Plain => {}
            },
            Node::Element(element) => {
                if marks.pop_if(|id| *id == node.id()).is_some() {
                    writer.close_mark();
                }
                if let Some((_, script)) = scripts.pop_if(|(id, _)| *id == node.id()) {
                    writer.text(script.closing(), page.tree.span(node.id()));
                }
                match role(element) {
                    Role::Reading => writer.text(")", page.tree.span(node.id())),
                    role if is_block(role) => writer.space(),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    writer.take()
}

enum Opened {
    Mark,
    Over,
    Reading,
    Script(Script),
    Plain,
}

fn open(node: HtmlNode<'_>, element: Element<'_>, page: &Page<'_>, writer: &mut Writer) -> Opened {
    let mut role = role(element);
    if role == Role::Inline && element.has_attributes() {
        role = page.sheet.style(element).role(role);
    }
    let span = page.tree.span(node.id());
    if role == Role::Dropped || is_concealed(element) {
        return Opened::Over;
    }
    if is_block(role) || (matches!(role, Role::Inline | Role::Link) && is_apart(node, element)) {
        writer.space();
    }
    match role {
        Role::Script(shift) => {
            let script = script(node, shift, writer.word_before(), page.links);
            writer.text(script.opening(), span);
            return Opened::Script(script);
        }
        Role::Reading => {
            writer.text("(", span);
            return Opened::Reading;
        }
        // A heading in a cell is not a heading of the page, but its weight is kept.
        Role::Strong | Role::Heading(_) => writer.open_mark(InlineMark::Pair("**")),
        Role::Emphasis => writer.open_mark(InlineMark::Pair("*")),
        Role::Struck => writer.open_mark(InlineMark::Pair("~~")),
        Role::Code => writer.open_mark(InlineMark::Code),
        // A sign such as `#` is not content.
        Role::Link if permalink::is_permalink(node, element) => return Opened::Over,
        Role::Link => match page.links.of(element) {
            Some(link) => writer.open_mark(link),
            None => return Opened::Plain,
        },
        Role::Image => {
            if let Some(image) = page.links.image(element) {
                writer.verbatim(&image, span);
            }
            return Opened::Plain;
        }
        Role::Math => {
            if let Some(formula) = math::tex(node, element, page.watch) {
                writer.verbatim(&formula.marked(), math::extent(node, page.tree));
            }
            return Opened::Over;
        }
        _ => return Opened::Plain,
    }
    Opened::Mark
}

/// Returns true for elements with lines of their own. On the one line of a cell, spaces
/// separate them: `<p>Tea</p><p>Milk</p>` is `Tea Milk`.
fn is_block(role: Role) -> bool {
    use Role as R;
    !matches!(
        role,
        R::Inline
            | R::Strong
            | R::Emphasis
            | R::Struck
            | R::Code
            | R::Link
            | R::Image
            | R::Math
            | R::Quotation
            | R::Script(_)
            | R::Reading
            | R::Dropped
            | R::Checkbox
    )
}
