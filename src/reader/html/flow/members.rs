//! Members of an interface in a list of terms: each signature is a heading.

use super::super::element::{has_class, is_signature_term};
use super::super::table::is;
use super::super::tree::{Element, NodeId};
use super::{Closing, Flow, HtmlNode};
use crate::document::Span;

/// A list of members that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Members {
    list: NodeId,
    /// The level of its signatures.
    level: u8,
}

impl Flow<'_, '_> {
    /// Starts a list of members: Sphinx writes each function as `<dl><dt class="sig">`,
    /// with the description in `<dd>`. Its sections end with it, and those of a method
    /// are inside of those of its class.
    pub(super) fn start_members(&mut self, list: NodeId) {
        self.end_region();
        let level = self.builder.level().saturating_add(1);
        self.builder.open_scope();
        self.members.push(Members { list, level });
        self.closings.push((list, Closing::Members));
        self.closings.push((list, Closing::Block));
    }

    /// Ends a list of members, and the sections of its signatures.
    pub(super) fn end_members(&mut self) {
        self.end_region();
        self.builder.close_scope();
        self.members.pop();
    }

    /// Starts a signature or a description of a member; false for other terms.
    ///
    /// Only children of the innermost list of members count: the list of parameters
    /// inside of a description is a list of terms, and `<dt>leaves</dt>` in it no
    /// heading. Without this rule each parameter would be a section.
    pub(super) fn start_member(
        &mut self,
        node: HtmlNode<'_>,
        element: Element<'_>,
        span: Span,
    ) -> bool {
        let is_own = |members: &&Members| {
            node.parent()
                .is_some_and(|parent| parent.id() == members.list)
        };
        let Some(Members { level, .. }) = self.members.last().filter(is_own).copied() else {
            return false;
        };
        if element.name() == "dt" && is_signature_term(element) {
            self.start_heading(node.id(), element, level, span);
        } else {
            self.closings.push((node.id(), Closing::Block));
        }
        true
    }

    /// Starts a member, or its signature, of doxygen before 1.8.13, which writes no
    /// heading above it; false for other elements.
    ///
    /// The signature `<div class="memproto">` is the heading then. Where a title is above
    /// the member, the title is the heading, and both would be two sections.
    pub(super) fn start_untitled_member(
        &mut self,
        node: HtmlNode<'_>,
        element: Element<'_>,
        span: Span,
    ) -> bool {
        if element.name() != "div" || !element.has_attributes() || !self.makes_sections() {
            return false;
        }
        let id = node.id();
        if is_untitled_member(node) {
            self.end_region();
            self.builder.open_scope();
            self.closings.push((id, Closing::Scope));
            return true;
        }
        let is_signature = has_class(element, |class| class == "memproto")
            && node.parent().is_some_and(is_untitled_member);
        if is_signature {
            let level = self.builder.level().saturating_add(1);
            self.start_heading(id, element, level, span);
        }
        is_signature
    }
}

/// The number of nodes before a member among which its heading is.
const MAX_NODES_BEFORE: usize = 8;

/// Returns true for the member of a class without a heading above it.
///
/// `<h2 class="memtitle">brew()</h2><div class="memitem">` has its heading already.
fn is_untitled_member(node: HtmlNode<'_>) -> bool {
    let is_named = |node: HtmlNode<'_>, name: &str| {
        (node.as_element()).is_some_and(|element| has_class(element, |class| class == name))
    };
    let mut before = node.prev_siblings().take(MAX_NODES_BEFORE);
    is_named(node, "memitem") && !before.any(|before| is_named(before, "memtitle"))
}

/// Returns true for a list of terms with a signature.
///
/// The names of objects are classes of the list: `py function`, `c macro`. A glossary,
/// `<dl><dt>Tea`, has none, and its terms are no headings. Without this test each term of
/// a glossary would open a section.
pub(super) fn holds_members(list: HtmlNode<'_>, element: Element<'_>) -> bool {
    has_class(element, |class| !class.is_empty())
        && list
            .children()
            .any(|term| is(term, "dt") && term.as_element().is_some_and(is_signature_term))
}

/// The number of nodes of a quote among which its members are.
const QUOTED_NODES: usize = 16;

/// Returns true for a quote around members. Sphinx writes
/// `<blockquote><div><dl class="py method">` where the source of the documentation is
/// indented.
///
/// In a quote the signatures would be text and open no sections.
pub(super) fn indents_members(quote: HtmlNode<'_>) -> bool {
    let holds = |node: HtmlNode<'_>| {
        is(node, "dl") && (node.as_element()).is_some_and(|element| holds_members(node, element))
    };
    let mut children = quote.children().take(QUOTED_NODES);
    children.any(|child| {
        holds(child) || (is(child, "div") && child.children().take(QUOTED_NODES).any(holds))
    })
}
