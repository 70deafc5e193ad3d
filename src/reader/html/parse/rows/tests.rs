//! Rows that are read without tokens have the tree that tokens give them.

use super::super::tests::{are_equal, parsed};
use crate::reader::html::tree::{HtmlNode, Tree};
use scraper::Html;

/// Rows as pages have them, some of which no other row follows directly.
const ROWS: [&str; 24] = [
    "<tr><td>1</td><td>2</td></tr>\n",
    "<tr><td>1</td><td>2</td></tr>",
    "<tr class=odd><td>3</td><td class='n'>4</td></tr>\n",
    "<TR><TD>5</TD><TD>6</TD></TR>\r\n",
    "  <tr>\n    <td>7</td>\n    <td>8</td>\n  </tr>\n",
    "<tr><td></td><td> </td></tr>\n",
    "<tr><td>9<td>10\n",
    "<tr><th>a</th><td>b</td></tr>\n",
    "<tr><td>a</th><td>b</td></tr>\n",
    "<tr><td>a &amp; b</td><td>c</td></tr>\n",
    "<tr><td><b>bold</b></td><td>c</td></tr>\n",
    "<tr><td>a</td>stray<td>b</td></tr>\n",
    "<tr><td>a</td></tr>stray\n",
    "<tr/><td/>\n",
    "<tr></tr>\n",
    "<td>no row</td>\n",
    "<tr><td><table><tr><td>in</td></tr></table></td></tr>\n",
    "<tr><td><svg><tr><td>x</td></tr></svg></td></tr>\n",
    "<tr><td><p>open<td><i>open</tr>\n",
    "</tbody><tbody><tr><td>x</td></tr></tbody>\n",
    "<tr><td>a</td><!-- c --></tr>\n",
    "<tr><td>a</td\n></tr >\n",
    "<tr><td>\0a</td><td>ä\u{a0}b</td></tr>\n",
    "<tr><td><select><option>a</td></tr>\n",
];

/// Returns numbers that look random, the same in each run.
fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    }
}

/// Checks the links of a tree in both directions, and the places of its nodes.
fn check_links(tree: &Tree<'_>, source: &str) {
    for node in tree.root().descendants() {
        let children: Vec<HtmlNode<'_>> = node.children().collect();
        for (nth, child) in children.iter().enumerate() {
            let before = nth.checked_sub(1).map(|nth| children[nth].id());
            assert_eq!(child.prev_sibling().map(HtmlNode::id), before);
            assert_eq!(child.parent().map(HtmlNode::id), Some(node.id()));
        }
        let place = &source[tree.span(node.id()).range()];
        if node
            .as_element()
            .is_some_and(|element| element.name() == "td")
        {
            assert!(place.to_ascii_lowercase().starts_with("<td"), "{place}");
        }
    }
}

#[test]
fn rows_read_without_tokens_have_the_tree_that_tokens_give() {
    let mut next = numbers(7);
    let mut compact = 0;
    for round in 0..400 {
        // A few kinds of rows in each table, mostly one of them.
        let kinds: Vec<&str> = (0..=next(4)).map(|_| ROWS[next(ROWS.len())]).collect();
        let mut page = String::from("<p>before<table>");
        page.push_str(["", "<tbody>", "<thead><tr><th>h</thead>", "\n"][next(4)]);
        for _ in 0..50 + next(60) {
            let kind = if next(4) > 0 { 0 } else { next(kinds.len()) };
            page.push_str(kinds[kind]);
        }
        page.push_str(["</table>after", "", "</tbody>x</table><p>y", "<p>z</table>"][next(4)]);
        let (tree, _) = parsed(&page);
        assert!(
            are_equal(&tree, &Html::parse_document(&page)),
            "{round}: {page}"
        );
        check_links(&tree, &page);
        compact += tree.compact_nodes();
    }
    assert!(compact > 10_000, "{compact}");
}

#[test]
fn rows_of_a_large_table_are_compact_whatever_their_tags() {
    for row in [
        "<tr><td>1</td><td>2</td></tr>\n",
        "<tr><td>1<td>2\n",
        "<tr class=\"a\"><td align=right>1</td>\n<td></td></tr>",
        "<tbody><tr><td>1</td></tr></tbody>\n",
        "<tr><td rowspan=2>a</td><td>1</td></tr><tr><td>2</td></tr>",
    ] {
        let page = format!("<table>{}</table>", row.repeat(1_000));
        let (tree, warnings) = parsed(&page);
        assert!(warnings.is_empty() && are_equal(&tree, &Html::parse_document(&page)));
        check_links(&tree, &page);
        let all = tree.nodes().count();
        assert!(tree.compact_nodes() * 10 > all * 9, "{row}: {all}");
    }
}

#[test]
fn compact_rows_can_be_hidden_and_their_texts_changed() {
    let page = format!("<table>{}</table>", "<tr><td>1</td></tr>".repeat(100));
    let (mut tree, _) = parsed(&page);
    let rows: Vec<_> = tree.named("tr").map(HtmlNode::id).collect();
    assert_eq!(rows.len(), 100);
    let text = tree.get(rows[99]).descendants().last().unwrap().id();
    tree.conceal(rows[98]);
    tree.set_text(text, "other".to_owned());
    let hidden = |id| tree.get(id).as_element().unwrap().attr("hidden").is_some();
    assert!(hidden(rows[98]) && !hidden(rows[97]) && !hidden(rows[99]));
    assert_eq!(tree.get(text).value().as_text(), Some("other"));
    assert_eq!(
        tree.get(rows[98])
            .descendants()
            .last()
            .unwrap()
            .value()
            .as_text(),
        Some("1")
    );
}
