//! Finds the headings of a page whose tags do not name them or their levels.

mod candidates;
mod decision;
mod elements;
mod lines;
mod nesting;
mod walk;

use super::content::MainContent;
use super::element::{Role, has_role, is_heading_tag, role};
use super::hidden::is_concealed;
use super::levels::Levels;
use super::style::StyleSheet;
use super::tree::{Element, HtmlNode, NodeId, Tree};
use crate::free::free;
use crate::limits::Watch;
use lines::StyledLine;
use std::collections::HashMap;

/// A page with fewer heading elements than one for each of this many bytes has hardly
/// any: a filing of a megabyte with `<h5>` around the names of its auditors.
const BYTES_PER_HEADING: usize = 40_000;

/// The deepest level of HTML.
const MAX_LEVEL: u8 = 6;

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
        nesting::levels(&tagged, watch)
    } else if tagged.is_empty() || tagged.len() * BYTES_PER_HEADING < tree.bytes() {
        let lines = walk::lines(tree, content, sheet, watch);
        let found = decision::headings(&lines, watch);
        let bytes = lines.all.len() * size_of::<StyledLine>();
        free(lines, bytes);
        below(tree, &tagged, found)
    } else {
        HashMap::new()
    };
    Levels::new(levels)
}

/// Returns the levels of headings by look, each below the last heading element before
/// it: bold lines in an article with an `<h1>` are its sections. Labels such as `Item 7`
/// order a whole report, in which elements are accidents.
fn below(
    tree: &Tree,
    tagged: &[HeadingElement<'_>],
    found: decision::HeadingsByLook,
) -> HashMap<NodeId, u8> {
    if found.has_labels {
        return found.levels;
    }
    let start = |id: NodeId| tree.span(id).start;
    let below = |(id, level): (NodeId, u8)| {
        let before = tagged.partition_point(|heading| start(heading.node.id()) < start(id));
        let above = before.checked_sub(1).map_or(0, |at| tagged[at].level);
        (id, level.saturating_add(above).min(MAX_LEVEL).max(level))
    };
    found.levels.into_iter().map(below).collect()
}

/// A heading element.
struct HeadingElement<'t> {
    node: HtmlNode<'t>,
    level: u8,
}

/// Returns the heading elements outside of navigation and the like.
fn tagged<'t>(tree: &'t Tree, watch: &Watch) -> Vec<HeadingElement<'t>> {
    let nodes = tree.nodes_outside_of_rows().take_while(|_| !watch.step());
    nodes
        .filter_map(|node| {
            let element = node.as_element()?;
            // Most elements are neither; their role need not be found.
            if !is_heading_tag(element) && !has_role(element, &["heading"]) {
                return None;
            }
            let Role::Heading(level) = role(element) else {
                return None;
            };
            let is_content = !node.ancestors().any(is_aside) && !is_concealed(element);
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
    (node.as_element()).is_some_and(is_aside_element)
}

fn is_aside_element(element: Element<'_>) -> bool {
    matches!(
        element.name(),
        "nav" | "aside" | "footer" | "dialog" | "template" | "noscript"
    ) || has_role(
        element,
        &["navigation", "complementary", "contentinfo", "dialog"],
    )
}

#[cfg(test)]
mod tests {
    use super::BYTES_PER_HEADING;
    use crate::{Format, Limits};

    fn outline(body: &str) -> Vec<(u8, String)> {
        let padding = " ".repeat(BYTES_PER_HEADING);
        let page = format!("<body>{body}<!--{padding}--></body>");
        let document = Format::Html
            .read(page.as_bytes(), &Limits::default())
            .unwrap();
        let heading = |section: crate::Section<'_>| (section.level(), section.heading().to_owned());
        document.sections().map(heading).collect()
    }

    const TEXT: &str = "<p>The lock keeper opens the gates at six, and closes them when the \
        last boat of the day has gone through to the harbour.</p>";

    #[test]
    fn headings_by_look_are_below_the_title_element() {
        let body = ["Gates", "Boats", "Tolls"].map(|line| format!("<p><b>{line}</b></p>{TEXT}"));
        let page = format!("<h1>The lock</h1>{TEXT}{}", body.concat());
        let expected = [(1, "The lock"), (2, "Gates"), (2, "Boats"), (2, "Tolls")];
        assert_eq!(
            outline(&page),
            expected.map(|(level, text)| (level, text.to_owned()))
        );
    }

    #[test]
    fn labels_order_a_report_whatever_elements_it_has() {
        let body = ["PART I", "Item 1. Locks", "PART II", "Item 2. Tolls"]
            .map(|line| format!("<p><b>{line}</b></p>{TEXT}"));
        let page = format!("<h5>Auditors</h5>{}", body.concat());
        let levels: Vec<u8> = outline(&page).into_iter().map(|(level, _)| level).collect();
        assert_eq!(levels, [5, 1, 2, 1, 2]);
    }
}
