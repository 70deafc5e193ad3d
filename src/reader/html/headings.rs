//! Finds the headings of a page whose tags do not name them or their levels.

mod candidates;
mod decision;
mod elements;
mod lines;
mod nesting;
mod walk;

use super::content::MainContent;
use super::element::{Role, has_role, is_heading_tag, role};
use super::hidden::is_hidden;
use super::levels::Levels;
use super::style::StyleSheet;
use super::tree::{HtmlNode, Tree};
use crate::limits::Watch;
use scraper::node::Element;
use std::collections::HashMap;

/// A page with fewer heading elements than one for each of this many bytes has hardly
/// any: a filing of a megabyte with `<h5>` around the names of its auditors.
const BYTES_PER_HEADING: usize = 40_000;

/// Returns the levels of nested sections, or of the headings of a page that has hardly
/// any heading elements.
pub(super) fn find(
    tree: &Tree,
    content: &MainContent,
    sheet: &StyleSheet,
    watch: &Watch,
) -> Levels {
    let tagged = tagged(tree, watch);
    let levels = if tagged.len() > 1 && nesting::is_possible(&tagged) {
        nesting::levels(&tagged)
    } else if tagged.is_empty() || tagged.len() * BYTES_PER_HEADING < tree.bytes() {
        let lines = walk::lines(tree, content, sheet, watch);
        decision::headings(&lines)
    } else {
        HashMap::new()
    };
    Levels::new(levels)
}

/// A heading element.
struct HeadingElement<'t> {
    node: HtmlNode<'t>,
    level: u8,
}

/// Returns the heading elements outside of navigation and the like.
fn tagged<'t>(tree: &'t Tree, watch: &Watch) -> Vec<HeadingElement<'t>> {
    let nodes = tree.html.tree.nodes().take_while(|_| !watch.step());
    nodes
        .filter_map(|node| {
            let element = node.value().as_element()?;
            // Most elements are neither; their role need not be found.
            if !is_heading_tag(element) && !has_role(element, &["heading"]) {
                return None;
            }
            let Role::Heading(level) = role(element) else {
                return None;
            };
            let is_content = !node.ancestors().any(is_aside) && !is_hidden(node, element);
            (is_content && has_text(node)).then_some(HeadingElement { node, level })
        })
        .collect()
}

fn has_text(node: HtmlNode<'_>) -> bool {
    let mut texts = node.descendants().filter_map(|node| node.value().as_text());
    texts.any(|text| !text.trim().is_empty())
}

/// Returns true for elements whose headings are not those of the page.
fn is_aside(node: HtmlNode<'_>) -> bool {
    (node.value().as_element()).is_some_and(is_aside_element)
}

fn is_aside_element(element: &Element) -> bool {
    matches!(
        element.name(),
        "nav" | "aside" | "footer" | "dialog" | "template" | "noscript"
    ) || has_role(
        element,
        &["navigation", "complementary", "contentinfo", "dialog"],
    )
}
