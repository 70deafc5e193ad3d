//! Rows that are read without tokens have the tree that tokens give them.

use super::super::tests::{are_equal, parsed};
use crate::reader::html::tree::{HtmlNode, Tree};
use scraper::Html;

/// Rows as pages have them, some of which no other row follows directly.
const ROWS: [&str; 62] = [
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
    "<tr><td>a<td>b</tr>\n",
    "<tr><td>1</td>\r\n<td>2\r\n3</td></tr>\r\n",
    "<tr><td>a &amp b</td><td>&notit; &#128; &#x41;&lt</td></tr>\n",
    "<tr><td>&amp;\0</td><td>&#0;&nosuch;&</td></tr>\n",
    "<tr><td><a href=\"/p/#\">Page #</a></td><td>#</td></tr>\n",
    "<tr id=r#><td title='# \"x\"' Class=\"a\nb\">#</td><td nowrap HREF=/x/#/>b</td></tr>\n",
    "<tr><td><A HREF=\"?a=#&amp;b=&copy=1\" rel=x>a</A></td><td a=1 a=2>b</td></tr>\n",
    "<tr><td><a href=\"#\">a<a href=x>b</a></a></td></tr>\n",
    "<tr><td><a href=x><b>a</a>b</td><td><a>open<td><a>open</tr>\n",
    "<tr><td><b>a<i>b</i></b> c</td><td><b><b><b><b>x</b></b></b></b>y</td></tr>\n",
    "<tr><td><b>a<i>b</b>c</i></td></tr>\n",
    "<tr><td><b><p>a</p>b</b><br>c<br/>d<img src=# alt=x><wbr></td></tr>\n",
    "<tr><td><b><p>a</b>b</td></tr>\n",
    "<tr><td><p>a<p>b</p></td><td><p>a<div>b</div></p></td></tr>\n",
    "<tr><td><p>a</p><div><p>b</div>c</td><td><span><p><ul></span></td></tr>\n",
    "<tr><td><ul><li>a</li><li>b</li></ul></td><td><ol><li>a<li>b</ol></td></tr>\n",
    "<tr><td><li>a</td><td><ul><li><b><li>c</ul></td></tr>\n",
    "<tr><td><code>a&lt;b</code> <span class=n#>x</span><em>y</em></td></tr>\n",
    "<tr><td><span/>a<b/>c</td></tr>\n",
    "<tr><td><div><div><div><div><div><div><div><div>8</div></div></div></div></div></div></div></div></td></tr>\n",
    "<tr><td><i><i><i><i><i><i><i><i><i><i>10</td></tr>\n",
    "<tr><td></b>a</td><td>b</p>c</br>d</td></tr>\n",
    "<!-- a --> <tr> <!----> <td>a<!-- <b> -->b</td><!-- -- --></tr>\n",
    "<tr><td><!-->a--></td><td><!--->b</td><td><!-- c --!>d</td></tr>\n",
    "<tr><td>a<!b>c</td><td><![CDATA[d]]><?e?></td></tr>\n",
    "<tr><td title=\"a>b\">x</td><td title='>'>y</td></tr>\n",
    "<tr><td role=main id=x>x</td><td role=\"heading\">y</td></tr>\n",
    "<tr><td>1 < 2</td><td>a<</td><td>&</td></tr>\n",
    "<tr><td><nobr>a<nobr>b</td><td><button>a<button>b</td></tr>\n",
    "<tr><td><h2>a</h2></td><td><form><input></form></td></tr>\n",
    "<tr><td>a</td></tbody>\n<tr><td>b</td></tr>\n",
    "<tbody><tr><td>a<td>b\n<tbody> <tr><td>c</tbody>\n",
    "</table><table>\n",
    "<tr><td>a</td></tr></td></tbody></tr>\n",
    "<tr><caption>c<tr><td>x\n",
    "<tr><td><template><tr><td>x</template></td></tr>\n",
    "<tr><td><font color=red size=#>a</font><u>b<tr><td>c\n",
    "<tr>\u{a0}<td>a</td></tr>&#32;\n",
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
            // Some values repeat, others do not.
            page.push_str(&kinds[kind].replace('#', &next(99).to_string()));
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
    tree.set_text(text, "other");
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
