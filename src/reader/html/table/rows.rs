//! The rows and cells of a table that are shown, in their order.

use super::super::hidden::is_concealed;
use super::super::tree::{Element, HtmlNode};
use crate::limits::Watch;
use html5ever::{LocalName, local_name};

/// Returns the rows in the order in which they are shown: head, bodies, foot (HTML 4.9).
/// They end where `watch` stops the read.
pub(in crate::reader::html) fn rows<'t>(
    table: HtmlNode<'t>,
    watch: &Watch,
) -> impl Iterator<Item = HtmlNode<'t>> {
    let part = move |name: &'static str| {
        table
            .children()
            .filter(move |part| is(*part, name))
            .flat_map(HtmlNode::children)
    };
    let bodies = table
        .children()
        .filter(|part| is(*part, "tbody") || is(*part, "tr"))
        .flat_map(|part| {
            let own = is(part, "tr").then_some(part);
            own.into_iter().chain(part.children())
        });
    part("thead")
        .chain(bodies)
        .chain(part("tfoot"))
        .take_while(|_| !watch.step())
        .filter(|row| is_shown(*row, |name| *name == local_name!("tr")))
}

/// Returns the cells of a row, up to the one where `watch` stops the read: a row may have
/// millions of them.
pub(in crate::reader::html) fn cells<'t>(
    row: HtmlNode<'t>,
    watch: &Watch,
) -> impl Iterator<Item = HtmlNode<'t>> {
    row.children().take_while(|_| !watch.step()).filter(|cell| {
        is_shown(*cell, |name| {
            matches!(*name, local_name!("td") | local_name!("th"))
        })
    })
}

fn is_shown(node: HtmlNode<'_>, has_name: impl Fn(&LocalName) -> bool) -> bool {
    let is_shown = |element: Element<'_>| {
        has_name(element.local()) && !(element.has_attributes() && is_concealed(element))
    };
    node.as_element().is_some_and(is_shown)
}

/// Returns true for an element of this name.
pub(in crate::reader::html) fn is(node: HtmlNode<'_>, name: &str) -> bool {
    node.as_element()
        .is_some_and(|element| element.name() == name)
}
