//! Rows that are read without tokens have the tree that tokens give them.

use super::super::parse;
use super::super::tests::{are_equal, parsed};
use super::MAX_TAG_ATTRIBUTES;
use crate::limits::{Limits, Watch};
use crate::reader::html::tree::{HtmlNode, Tree};
use scraper::Html;

/// Rows as pages have them, some of which no other row follows directly.
const ROWS: [&str; 67] = [
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
    "<tr><td><li>a<li>b</td></tr>\n",
    "<tr><td><ul><li>a<li>b</td></tr>\n",
    "<tr><td><ul><li><b>a<li>b</td></tr>\n",
    "<tr><td><code>a&lt;b</code> <span class=n#>x</span><em>y</em></td></tr>\n",
    "<tr><td><span/>a<b/>c</td></tr>\n",
    "<tr><td><div><div><div><div><div><div><div><div>8</div></div></div></div></div></div></div></div></td></tr>\n",
    "<tr><td><i><i><i><i><i><i><i><i><i><i>10</td></tr>\n",
    "<tr><td></b>a</td><td>b</p>c</br>d</td></tr>\n",
    "<!-- a --> <tr> <!----> <td>a<!-- <b> -->b</td><!-- -- --></tr>\n",
    "<tr><td><!-->a--></td></tr>\n",
    "<tr><td><!--->b--></td></tr>\n",
    "<tr><td><!-- c --!>d--></td></tr>\n",
    "<tr><td>a<!b>c</td><td><![CDATA[d]]><?e?></td></tr>\n",
    "<tr><td title=\"a>b\">x</td><td title='>'>y</td></tr>\n",
    "<tr><td role=main id=x>x</td><td role=\"heading\">y</td></tr>\n",
    "<tr><td>1 < 2</td><td>a<</td><td>&</td></tr>\n",
    "<tr><td><nobr>a<nobr>b</td><td><button>a<button>b</td></tr>\n",
    "<tr><td><h2>a</h2></td><td><form><input></form></td></tr>\n",
    "<tr><td>a</td></tbody>\n<tr><td>b</td></tr>\n",
    "<tr><td>a</tbody>b<td>c</tbody><tr><td>d</td></tr>\n",
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

/// Returns the tree that tokens give, with the number of warnings: a page whose attributes
/// are limited has no compact rows.
fn with_tokens(page: &str) -> (Tree<'_>, usize) {
    let limits = Limits {
        attributes: MAX_TAG_ATTRIBUTES - 1,
        ..Limits::default()
    };
    within(page, &limits)
}

fn within<'p>(page: &'p str, limits: &Limits) -> (Tree<'p>, usize) {
    let mut warnings = Vec::new();
    let tree = parse(page, limits, &Watch::none(), &mut warnings);
    (tree, warnings.len())
}

/// Returns the nodes of a tree with their depths and places. White space between the parts
/// of a table is appended late (HTML 13.2.6.4.10), so its place may be that of the tag after
/// it.
fn described(tree: &Tree<'_>) -> Vec<String> {
    let describe = |node: HtmlNode<'_>| {
        let (depth, value) = (node.ancestors().count(), node.value());
        let is_space = value.as_text().is_some_and(|text| text.trim().is_empty());
        let place = (!is_space).then(|| tree.span(node.id()));
        format!("{depth} {place:?} {value:?}")
    };
    tree.root().descendants().map(describe).collect()
}

/// Returns a page with `count` rows, the number of each in place of `#`.
fn table(row: &str, count: usize) -> String {
    let rows = (0..count).map(|nth| row.replace('#', &nth.to_string()));
    format!("<table>{}</table>", rows.collect::<String>())
}

#[test]
fn rows_read_without_tokens_have_the_tree_that_tokens_give() {
    let mut next = numbers(7);
    let mut compact = 0;
    for round in 0..400 {
        // A few kinds of rows in each table, mostly one of them.
        let kinds: Vec<&str> = (0..=next(4)).map(|_| ROWS[next(ROWS.len())]).collect();
        let mut page = String::from("<p>before<table>");
        page.push_str(["", "<tbody>", "<thead><tr><th>h</thead>", "\n", "<thead>"][next(5)]);
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
        assert_eq!(described(&tree), described(&with_tokens(&page).0), "{page}");
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
        "<tbody><tr><td>1<tr><td>2<tbody>\n",
        "<tr><td>a &amp; #<td>&eacute;&#160;b</tr>",
        "<tr>\r\n  <td>a\r\nb</td>\r\n</tr>\r\n",
        "<tr><td><a href=\"/p/#?a=1&amp;b=#\" title='#'>Page #</a></td></tr>\n",
        "<tr id=r# CLASS=c><td data-value=\"#\">#</td></tr>\n",
        "<TR><TD><B>a</B><BR>b<I><CODE>#</CODE></I><TD><P>a<TD><IMG SRC=#>",
        "<tr><td><p>a</p><div><ul><li>b</li></ul></div></td></tr>",
        "<tr><!-- # --><td><!-- # -->a</td></tr>",
    ] {
        let page = table(row, 1_000);
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

#[test]
fn rows_at_the_limits_of_a_word_have_their_tree() {
    for length in [254, 255, 256, 1_000] {
        let long = "x".repeat(length);
        for row in [
            format!("<tr><td>{long}</td></tr>"),
            format!("<tr><td>&amp;{}</td></tr>", &long[5..]),
            format!("<tr><td><!--{}--></td></tr>", &long[7..]),
            format!("<tr><td title=\"{}\">a</td></tr>", &long[12..]),
            format!("{}<tr><td>a</td></tr>", " ".repeat(length)),
            format!("<tr>{}</tr>", "<td>a</td>".repeat(length)),
            format!(
                "<tr>{}</tr>",
                "<td title=#>a sentence or two</td>".repeat(length)
            ),
        ] {
            let page = table(&row, 100);
            let (tree, _) = parsed(&page);
            assert_eq!(described(&tree), described(&with_tokens(&page).0), "{row}");
            check_links(&tree, &page);
        }
    }
}

#[test]
fn elements_of_rows_are_flattened_at_the_same_depth() {
    let nested = |count: usize| {
        [
            "<i>".repeat(count),
            "x<br>".to_owned(),
            "</i>".repeat(count),
        ]
    };
    for row in [
        "<tr><td>1</td></tr>".to_owned(),
        "<tbody><tr><td>1</td></tr></tbody>".to_owned(),
        format!("<tr><td>{}</td></tr>", nested(7).concat()),
        format!("<tr><td>{}</td></tr>", nested(12).concat()),
    ] {
        // The first deep row is below rows that are compact.
        let page = table("<tr><td>1</td></tr>", 40).replace("</table>", &row.repeat(60));
        for depth in 4..24 {
            let of = |attributes| Limits {
                depth,
                attributes,
                ..Limits::default()
            };
            let (tree, warnings) = within(&page, &of(MAX_TAG_ATTRIBUTES));
            let (expected, expected_warnings) = within(&page, &of(MAX_TAG_ATTRIBUTES - 1));
            assert_eq!(warnings, expected_warnings, "{depth} {row}");
            assert_eq!(described(&tree), described(&expected), "{depth} {row}");
        }
    }
}

#[test]
fn attributes_of_rows_have_the_limit_of_a_page() {
    let attributes = |count: usize| {
        let all: Vec<String> = (0..count).map(|nth| format!(" a{nth}")).collect();
        all.concat()
    };
    for count in [MAX_TAG_ATTRIBUTES, MAX_TAG_ATTRIBUTES + 1] {
        let page = table(&format!("<tr><td{}>1</td></tr>", attributes(count)), 100);
        let limits = Limits {
            attributes: count - 1,
            ..Limits::default()
        };
        let (tree, warnings) = within(&page, &limits);
        assert_eq!(warnings, 1);
        let cells = tree.named("td").filter_map(HtmlNode::as_element);
        assert!({ cells }.all(|cell| cell.attrs().count() == count - 1));
    }
}

/// In XML `<b/>` has no content.
#[test]
fn empty_elements_of_xml_are_closed_in_rows() {
    let page = format!(
        "<?xml version=\"1.0\"?>{}",
        table("<tr><td><b/>1<br/></td></tr>", 100)
    );
    assert_eq!(
        described(&parsed(&page).0),
        described(&with_tokens(&page).0)
    );
}

#[test]
fn rows_of_a_page_without_formatting_have_none() {
    let hostile: Vec<String> = (0..2_000).map(|nth| format!("<p><b id={nth}>x")).collect();
    let page = hostile.concat() + &table("<tr><td><b>1</b></td></tr>", 100);
    assert_eq!(parsed(&page).0.named("b").count(), 0);
}

/// Headings and main content are searched for outside of compact rows.
#[test]
fn rows_with_roles_are_not_compact() {
    let page = table("<tr><td role=heading>1</td></tr>", 100);
    assert_eq!(parsed(&page).0.compact_nodes(), 0);
}
