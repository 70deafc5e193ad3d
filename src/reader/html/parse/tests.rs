//! The tree is the one that scraper gives, and its elements have their places.

use super::super::tree::{HtmlNode, Node};
use super::*;
use scraper::Html;

pub(super) fn parsed(text: &str) -> (Tree<'_>, Vec<Warning>) {
    let mut warnings = Vec::new();
    let tree = parse(text, &Limits::default(), &Watch::none(), &mut warnings);
    (tree, warnings)
}

/// Returns true if two nodes and all nodes below them are equal. Both trees are walked in
/// the order of the page, so their shapes are compared by the parents.
pub(super) fn are_equal(tree: &Tree<'_>, html: &Html) -> bool {
    let own: Vec<HtmlNode<'_>> = tree.root().descendants().collect();
    let theirs: Vec<_> = html.tree.root().descendants().collect();
    let parents = |node: &HtmlNode<'_>| node.ancestors().count();
    own.len() == theirs.len()
        && own.iter().zip(&theirs).all(|(own, theirs)| {
            parents(own) == theirs.ancestors().count() && is_equal(*own, theirs.value())
        })
}

fn is_equal(own: HtmlNode<'_>, theirs: &scraper::Node) -> bool {
    match (own.value(), theirs) {
        (Node::Document, scraper::Node::Document)
        | (Node::Fragment, scraper::Node::Fragment)
        | (
            Node::Other,
            scraper::Node::Comment(_)
            | scraper::Node::Doctype(_)
            | scraper::Node::ProcessingInstruction(_),
        ) => true,
        (Node::Text(own), scraper::Node::Text(theirs)) => *own == **theirs,
        (Node::Element(own), scraper::Node::Element(theirs)) => {
            *own.qualified() == theirs.name && own.attrs().eq(theirs.attrs())
        }
        _ => false,
    }
}

#[test]
fn the_tree_is_the_one_that_scraper_gives() {
    for page in [
        "<!DOCTYPE html><p>a<p>b<table>foster<tr><td>c</table><b><p>d</b>e",
        "<p id=a ID='b' id=\"c\">twice</p><svg viewbox=1><path/><foreignObject><p>x</svg>",
        "<title>&amp;<b></title><textarea>\n<p></textarea><script>if (a<b) '</p>'</script>x\0y",
        "<math><mi>x<annotation-xml encoding=text/html><p>q</math><template><td>x</template><select><option>a<option>b",
        "<h1>one<h2>two</h1><a href=x>y<a href=z>w<frameset></plaintext><plaintext></p>",
        "one\r\ntwo\rthree<pre>\r\n\r\n a</pre><![CDATA[x]]><?pi?><!-->",
        "",
    ] {
        let is_equal = are_equal(&parsed(page).0, &Html::parse_document(page));
        assert!(is_equal, "{page}");
    }
}

/// `SECTILE_PAGES=FOLDER` makes the test read other pages too.
#[test]
fn the_trees_of_real_pages_are_those_that_scraper_gives() {
    let mut folders = vec![concat!(env!("CARGO_MANIFEST_DIR"), "/testdata").into()];
    folders.extend(std::env::var_os("SECTILE_PAGES").map(std::path::PathBuf::from));
    let mut pages = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "html") {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            let text = text.trim_start_matches('\u{feff}');
            let (tree, warnings) = parsed(text);
            // An empty `<div/>` of XHTML has no content; scraper reads it as a start tag.
            // So does one of the storage format of a wiki, whose CDATA sections are text.
            let is_xml = text.starts_with("<?xml") || text.contains("<ac:");
            if warnings.is_empty() && !is_xml {
                pages += 1;
                let is_equal = are_equal(&tree, &Html::parse_document(text));
                assert!(is_equal, "{}", path.display());
            }
        }
    }
    assert!(pages > 50, "{pages} pages are there");
}

#[test]
fn elements_know_their_start_tags_whatever_ends_the_lines() {
    for page in [
        "<p>ä</p>\n\n<h1 a=b>T</h1>",
        "<p>ä</p>\r\n\r\n<h1 a=b>T</h1>",
        "&amp;\r&lt;<h1 a=b>T</h1>",
    ] {
        let (tree, _) = parsed(page);
        let heading = tree
            .nodes()
            .find(|node| node.as_element().is_some_and(|e| e.name() == "h1"))
            .unwrap();
        assert_eq!(
            &page[tree.span(heading.id()).range()],
            "<h1 a=b>",
            "{page:?}"
        );
        let text = heading.first_child().unwrap();
        assert_eq!(&page[tree.span(text.id()).range()], "T", "{page:?}");
    }
}

#[test]
fn hostile_nesting_is_flattened_with_a_warning_and_loses_no_text() {
    let page = format!("{}x{}<p>y", "<div>".repeat(2_000), "</div>".repeat(2_000));
    let (tree, warnings) = parsed(&page);
    assert_eq!(warnings.len(), 1);
    let text = |tree: &Tree| {
        tree.nodes()
            .filter_map(|node| node.value().as_text())
            .map(|text| text.trim().to_owned())
            .collect::<String>()
    };
    assert_eq!(text(&tree), "xy");
    let y = tree
        .nodes()
        .find(|node| node.value().as_text().is_some_and(|text| text == "y"))
        .unwrap();
    assert_eq!(y.ancestors().count(), 4);
}

#[test]
fn formatting_that_multiplies_is_left_out() {
    let page: String = (0..2_000)
        .flat_map(|nth| ["<p><b id=".to_owned(), nth.to_string(), ">x".to_owned()])
        .collect();
    let (tree, warnings) = parsed(&page);
    assert_eq!(warnings.len(), 1);
    assert!(tree.nodes().count() < 5_000);
}

/// Attributes for each transition between states of the tokenizer, in start tags and end
/// tags.
#[test]
fn a_hundred_thousand_attributes_fit_on_a_small_stack() {
    let attributes = [
        "a=\"x\"",
        "a='x'",
        "a=x",
        "a",
        "a=\"\"",
        "a=\"x\"/",
        "a=\"&amp;\"",
        "=",
        "\"",
        "a=\"x\"b='y'",
    ];
    for attribute in attributes {
        for (space, tag) in [
            (" ", "p"),
            ("\t", "/p"),
            ("\r\n", "p"),
            ("\n\n", "svg"),
            ("\x0c", "p"),
        ] {
            let attributes = format!("{space}{attribute}").repeat(100_000);
            let page = format!("<p>a</p><{tag}{attributes}>hello");
            let on_small_stack = std::thread::Builder::new().stack_size(256 * 1024);
            let parsed = on_small_stack.spawn(move || {
                let (tree, warnings) = parsed(&page);
                let has_text = (tree.nodes()).any(|node| {
                    (node.value().as_text()).is_some_and(|text| text.contains("hello"))
                });
                (has_text, warnings.len())
            });
            let (has_text, warnings) = parsed.expect("a thread starts").join().unwrap();
            assert!(has_text, "{tag} {attribute}");
            assert_eq!(
                warnings,
                usize::from(!tag.starts_with('/')),
                "{tag} {attribute}"
            );
        }
    }
}

/// The white space that is read as `/` changes neither tokens nor offsets.
#[test]
fn white_space_after_quoted_values_is_white_space() {
    let values = ["", "x", "'", "&amp;", "/", "\r\n"];
    let spaces = [
        "", " ", "  ", "\t", "\n", "\r", "\r\n", "\n\r", "\x0c", "/", " /", "/ ", " / ",
    ];
    let ends = [">", "/>", "b>", "b=\"y\" >", "=c>", "\">", "", "<i>"];
    for value in values {
        for space in spaces {
            for end in ends {
                let page =
                    format!("<svg><a title=\"{value}\"{space}{end}text</a><b c=\"d\"{space}>e");
                let (tree, _) = parsed(&page);
                let is_equal = are_equal(&tree, &Html::parse_document(&page));
                assert!(is_equal, "{page:?}");
                let b =
                    (tree.nodes()).find(|node| node.as_element().is_some_and(|e| e.name() == "b"));
                if let Some(b) = b {
                    let tag = &page[tree.span(b.id()).range()];
                    assert_eq!(tag, format!("<b c=\"d\"{space}>"), "{page:?}");
                }
            }
        }
    }
}

/// Each tag would copy the attributes of those before it.
#[test]
fn attributes_of_many_html_tags_take_no_quadratic_room() {
    let tag = |nth: usize| format!("<html a{nth}=x><p b=y>");
    let page: String = (0..20_000).map(tag).collect();
    let (tree, _) = parsed(&page);
    let html = tree.named("html").next().unwrap().as_element().unwrap();
    assert_eq!(html.attrs().count(), 256);
    assert_eq!(tree.stored_attributes(), 20_000 + 256 * 257 / 2);
}
