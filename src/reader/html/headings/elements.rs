//! The part of elements in the lines of a page.

use super::super::content::MainContent;
use super::super::element::{Role, role};
use super::super::hidden::is_concealed;
use super::super::table::holds_data;
use super::super::tree::{Element, HtmlNode};
use super::is_aside_element;
use crate::limits::Watch;

/// Returns true for elements without lines of the running text.
pub(super) fn is_skipped(
    node: HtmlNode<'_>,
    element: Element<'_>,
    content: &MainContent,
    watch: &Watch,
) -> bool {
    let role = role(element);
    matches!(
        role,
        Role::Dropped | Role::Heading(_) | Role::Preformatted | Role::Math
    ) || is_concealed(element)
        || is_aside_element(element)
        || content.is_boilerplate(node, element)
        || (role == Role::Table && holds_data(node, watch))
}

/// Returns true for elements that pages of sites have, and exported documents have not.
pub(super) fn is_of_site(element: Element<'_>) -> bool {
    matches!(
        element.name(),
        "nav" | "form" | "iframe" | "header" | "footer" | "aside" | "button" | "input"
    )
}

/// Returns true for the elements that begin and end lines; cells are on the line of the
/// label beside them.
pub(super) fn is_block(role: Role) -> bool {
    matches!(
        role,
        Role::Block
            | Role::List
            | Role::Item
            | Role::Quote
            | Role::Terms
            | Role::Term
            | Role::Description
            | Role::Table
            | Role::Figure
            | Role::Caption
            | Role::Details
            | Role::Rule
    )
}

/// Returns true for classes by which exports name headings: `oj-ti-art`, `MsoTitle`.
pub(super) fn is_heading_class(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    class.split(['-', '_']).any(|part| {
        matches!(
            part,
            "ti" | "title" | "heading" | "headline" | "msotitle" | "titre" | "titel"
        )
    })
}
