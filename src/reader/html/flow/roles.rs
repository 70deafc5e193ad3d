//! Starts an element according to its role and to the region of the page that it is.

use super::super::element::{Role, attr, has_class, has_role};
use super::super::exports;
use super::super::inline::script;
use super::super::table::is;
use super::super::tree::{Element, Node, NodeId};
use super::super::writer::InlineMark;
use super::layout::holds_sections;
use super::members::{holds_members, indents_members};
use super::{Closing, Container, Descend, Flow, HtmlNode};
use crate::document::{BlockKind, Span};
use crate::reader::script::Script;

impl Flow<'_, '_> {
    /// Starts an element according to its role; returns whether its children are visited.
    ///
    /// A role may be another one at its place: `<td>` in a layout table is a cell of a
    /// line, a list whose items are sections is no list, a quote that only indents is no
    /// quote, and a check box counts in an item alone, since others are controls of a
    /// form. The mark of a note is left out of a heading: `Tea[^1]` would be in every
    /// prefix.
    pub(super) fn role(
        &mut self,
        node: HtmlNode<'_>,
        element: Element<'_>,
        role: Role,
        span: Span,
    ) -> Descend {
        let id = node.id();
        match role {
            Role::Dropped => return Descend::Over,
            Role::Heading(level) => self.start_heading(id, element, level, span),
            Role::Block => match element.name() {
                "td" | "th" if self.heading.is_none() => self.start_cell(node),
                "tr" => {
                    self.end_row();
                    self.closings.push((id, Closing::Row));
                }
                _ if self.start_untitled_member(node, element, span) => {}
                _ => self.start_block(node, element, span),
            },
            // Before other lists: items that are sections have no bullets.
            Role::List if holds_sections(node) && self.heading.is_none() => {
                self.section_lists.push(id);
                self.closings.push((id, Closing::Sections));
                self.closings.push((id, Closing::Block));
            }
            Role::List => self.start_list(id, element),
            Role::Item if self.is_section(node) => self.closings.push((id, Closing::Block)),
            Role::Item => self.start_item(id, element),
            // A quote that only indents adds no `>`.
            Role::Quote if is_only_child(node) || indents_members(node) => {
                self.closings.push((id, Closing::Block));
            }
            Role::Quote => {
                self.start_container(id, Container::Quote, BlockKind::Quote, Some(("> ", "> ")));
            }
            Role::Terms if holds_members(node, element) && self.makes_sections() => {
                self.start_members(id);
            }
            Role::Term | Role::Description if self.start_member(node, element, span) => {}
            Role::Terms => self.start_container(
                id,
                Container::Terms {
                    follows_term: false,
                },
                BlockKind::Definition,
                None,
            ),
            Role::Term => self.start_term(id),
            Role::Description => self.start_description(id),
            Role::Table => return self.table(node, element, span),
            Role::Preformatted => return self.preformatted(node, span),
            // `<details><h2>More</h2></details>`: the section ends with the element, so
            // that the text after it belongs to the section around it.
            Role::Figure | Role::Details => self.start_scope(id),
            Role::Caption => {
                self.captions += 1;
                self.closings.push((id, Closing::Caption));
            }
            Role::Image => self.image(node, element, span),
            Role::Math => {
                self.formula(node, element, span);
                return Descend::Over;
            }
            Role::LineBreak => self.line(),
            Role::Rule => self.rule(span),
            // Other check boxes are controls of a form.
            Role::Checkbox if matches!(self.containers.last(), Some(Container::Item)) => {
                let mark = if attr(element, "checked").is_some() {
                    "[x]"
                } else {
                    "[ ]"
                };
                self.writer().verbatim(mark, span);
                self.writer().space();
            }
            Role::Inline => {
                if let Some(title) = exports::page_title(node, element) {
                    self.writer().text(title, span);
                }
            }
            Role::Checkbox => {}
            Role::Strong => self.mark(id, InlineMark::Pair("**")),
            Role::Emphasis => self.mark(id, InlineMark::Pair("*")),
            Role::Struck => self.mark(id, InlineMark::Pair("~~")),
            Role::Code => self.mark(id, InlineMark::Code),
            Role::Quotation => {
                self.writer().text("\"", span);
                self.closings.push((id, Closing::Quotation));
            }
            Role::Script(shift) => {
                let writer = match &self.heading {
                    Some(heading) => &heading.writer,
                    None => &self.writer,
                };
                let script = script(node, shift, writer.word_before(), self.page.links);
                // The mark of a note would be in every prefix: "Tea[^1]".
                if script == Script::Note && self.heading.is_some() {
                    return Descend::Over;
                }
                self.writer().text(script.opening(), span);
                self.closings.push((id, Closing::Script(script)));
            }
            Role::Reading => {
                self.writer().text("(", span);
                self.closings.push((id, Closing::Reading));
            }
            Role::Link => return self.link(node, element),
        }
        Descend::Into
    }

    /// Starts an element that the sections in it end with.
    ///
    /// `<details><h2>More</h2></details>`: the text after it belongs to the section
    /// around it, and not to "More". Without the scope, that text would be in the section
    /// "More".
    fn start_scope(&mut self, id: NodeId) {
        self.closings.push((id, Closing::Block));
        if self.makes_sections() {
            self.builder.open_scope();
            self.closings.push((id, Closing::Scope));
        }
    }

    /// Starts the regions in which text is not content or headings open no sections:
    /// `<nav>`, `<aside>`, footnotes.
    ///
    /// `<table role=navigation>` is still a table: only boxes without a role of their own
    /// are regions. Inside an item, boilerplate cannot be a block of its own, so a
    /// `<nav>` there is content.
    pub(super) fn regions(
        &mut self,
        node: HtmlNode<'_>,
        element: Element<'_>,
        role: Role,
        span: Span,
    ) {
        let id = node.id();
        if self.is_outside && self.page.content.begins_at(id) {
            self.end_region();
            self.is_outside = false;
            self.closings.push((id, Closing::Outside));
        }
        // A `<table role=navigation>` is still a table.
        if role != Role::Block && role != Role::List && role != Role::Inline {
            return;
        }
        // In an item it cannot be a block of its own, and is content.
        if self.containers.is_empty() && self.page.content.is_boilerplate(node, element) {
            self.end_region();
            self.boilerplate += 1;
            self.closings.push((id, Closing::Boilerplate));
            self.writer().begin_element(span.start);
        }
        if matches!(
            element.name(),
            "nav" | "aside" | "footer" | "dialog" | "search"
        ) || has_role(
            element,
            &[
                "navigation",
                "complementary",
                "contentinfo",
                "dialog",
                "alertdialog",
            ],
        ) {
            self.unsectioned += 1;
            self.closings.push((id, Closing::Unsectioned));
        }
        if element.name() == "hgroup" {
            self.groups.push(false);
            self.closings.push((id, Closing::Group));
        }
        if has_role(element, &["doc-endnotes"]) || has_class(element, |class| class == "footnotes")
        {
            self.end_region();
            self.notes += 1;
            self.closings.push((id, Closing::Notes));
        }
    }
}

/// Returns true for a quote that is all of the quote around it: editors indent by quotes
/// in quotes, six of which would be `> > > > > > ` before each line.
fn is_only_child(quote: HtmlNode<'_>) -> bool {
    let shows_nothing = |node: HtmlNode<'_>| match node.value() {
        Node::Text(text) => text.trim().is_empty(),
        Node::Element(_) => false,
        _ => true,
    };
    let is_quote = |node: &HtmlNode<'_>| is(*node, "blockquote");
    quote.parent().as_ref().is_some_and(is_quote)
        && quote.prev_siblings().all(shows_nothing)
        && quote.next_siblings().all(shows_nothing)
}
