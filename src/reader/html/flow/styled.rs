//! Bold and italic text by its style, which may contradict its tag.

use super::super::element::{Role, attr};
use super::super::style::Declarations;
use super::super::tree::{Element, Node};
use super::super::writer::InlineMark;
use super::{Closing, Flow, HtmlNode};

impl Flow<'_, '_> {
    /// Returns the role of an element according to its style, and opens the marks that
    /// the style declares.
    ///
    /// `<b style="font-weight:normal">` is not bold: Google Docs puts it around whole
    /// documents. `<span style="font-weight:700">` is. Lists and tables are left as they
    /// are, since the style of a list is that of each item. By the tags alone whole
    /// documents of Google Docs would be bold.
    pub(super) fn restyled(
        &mut self,
        node: HtmlNode<'_>,
        element: Element<'_>,
        role: Role,
    ) -> Role {
        if role == Role::Strong && contradicts(node) {
            return Role::Inline;
        }
        // Most elements: no attributes to examine.
        if !element.has_attributes() || !is_text(role) {
            return role;
        }
        let is_styled = attr(element, "style").is_some()
            || (!self.page.sheet.is_empty() && attr(element, "class").is_some());
        if !is_styled {
            return role;
        }
        let style = self.page.sheet.style(element);
        match role {
            Role::Strong if style.bold == Some(false) => return Role::Inline,
            Role::Emphasis if style.italic == Some(false) => return Role::Inline,
            Role::Struck if style.struck == Some(false) => return Role::Inline,
            _ => {}
        }
        self.marks(node, element, role, style);
        style.role(role)
    }

    /// Opens the marks that a style declares and the tag does not.
    ///
    /// A rule for blocks or links is the design of the page, `a { font-weight: bold }`;
    /// their own style is the author's. Text that is not bold inside of bold text ends
    /// the mark for its length. Without the first rule each link of many pages would be
    /// bold; without the second, "or milk" in `<b>Tea <span style="font-weight:normal">or
    /// milk</span></b>` would be.
    fn marks(&mut self, node: HtmlNode<'_>, element: Element<'_>, role: Role, style: Declarations) {
        let id = node.id();
        // The design of the page, unless the author has set the style of this element.
        if matches!(role, Role::Block | Role::Link) && attr(element, "style").is_none() {
            return;
        }
        match style.bold {
            Some(true) if role != Role::Strong => self.mark(id, InlineMark::Pair("**")),
            Some(false) if self.writer().is_bold() => {
                self.writer().open_plain();
                self.closings.push((id, Closing::Plain));
            }
            _ => {}
        }
        if style.italic == Some(true) && role != Role::Emphasis {
            self.mark(id, InlineMark::Pair("*"));
        }
        if style.struck == Some(true) && role != Role::Struck {
            self.mark(id, InlineMark::Pair("~~"));
        }
    }
}

/// Returns true for the elements around text whose style is that of the text.
///
/// The weight of `<ul style="font-weight:bold">` is that of each item: the markers of its
/// items would be inside the bold text. Without this rule the whole list would be between
/// two `**`, which Markdown does not allow.
fn is_text(role: Role) -> bool {
    matches!(
        role,
        Role::Inline | Role::Strong | Role::Emphasis | Role::Struck | Role::Link | Role::Block
    )
}

/// Returns true for bold around a single element that is not:
/// `<b><span style="font-weight:400">`.
///
/// Without this rule a bold mark would be opened by the tag, and closed again by the
/// style before the text.
fn contradicts(bold: HtmlNode<'_>) -> bool {
    let Some(child) = bold
        .first_child()
        .filter(|child| child.next_sibling().is_none())
    else {
        return false;
    };
    match child.value() {
        Node::Element(element) => attr(element, "style")
            .is_some_and(|style| Declarations::parse(style).bold == Some(false)),
        _ => false,
    }
}
