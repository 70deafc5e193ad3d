//! The rows and cells of a table that are shown, in their order.

use super::super::hidden::is_hidden;
use super::super::tree::HtmlNode;

/// Returns the rows in the order in which they are shown: head, bodies, foot (HTML 4.9).
pub(in crate::reader::html) fn rows(table: HtmlNode<'_>) -> impl Iterator<Item = HtmlNode<'_>> {
    let part = move |name: &'static str| {
        table
            .children()
            .filter(move |part| is(*part, name))
            .flat_map(|part| part.children())
            .filter(|row| is(*row, "tr"))
    };
    let bodies = table
        .children()
        .filter(|part| is(*part, "tbody") || is(*part, "tr"))
        .flat_map(|part| {
            let own = is(part, "tr").then_some(part);
            own.into_iter()
                .chain(part.children().filter(|row| is(*row, "tr")))
        });
    part("thead")
        .chain(bodies)
        .chain(part("tfoot"))
        .filter(|row| is_shown(*row))
}

/// Returns the cells of a row.
pub(in crate::reader::html) fn cells(row: HtmlNode<'_>) -> impl Iterator<Item = HtmlNode<'_>> {
    row.children()
        .filter(|cell| (is(*cell, "td") || is(*cell, "th")) && is_shown(*cell))
}

fn is_shown(node: HtmlNode<'_>) -> bool {
    (node.value().as_element()).is_none_or(|element| !is_hidden(node, element))
}

/// Returns true for an element of this name.
pub(in crate::reader::html) fn is(node: HtmlNode<'_>, name: &str) -> bool {
    node.value()
        .as_element()
        .is_some_and(|element| element.name() == name)
}
