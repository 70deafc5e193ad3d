//! Headings and anchors in raw HTML.

use super::*;

fn headings(html: &str) -> Vec<(u8, String, bool)> {
    let scan = Scanner::default().scan(html, 0..html.len());
    scan.headings
        .into_iter()
        .map(|heading| (heading.level, heading.text, heading.is_closed))
        .collect()
}

#[test]
fn headings_are_found_in_wrappers_but_not_aside() {
    let found = headings(
        "<div align=center>\n<h1 id='top'>A &amp;\n <b>B</b></h1></div><nav><h2>no</h2></nav><!-- <h2>no</h2> -->",
    );
    assert_eq!(found, [(1, "A & B".to_owned(), true)]);
    assert_eq!(
        headings("<pre><h2>no</h2></pre><script>'<h2>no</h2>'</script>"),
        []
    );
    assert_eq!(headings("<h2>open"), [(2, "open".to_owned(), false)]);
}

#[test]
fn an_aside_stays_open_from_block_to_block() {
    let source = "<table>\n\n<h2>no</h2></table>\n<h2>yes</h2>";
    let mut scanner = Scanner::default();
    assert_eq!(scanner.scan(source, 0..8).headings.len(), 0);
    let scan = scanner.scan(source, 9..source.len());
    assert_eq!(scan.headings.len(), 1);
    assert_eq!(scan.headings[0].text, "yes");
}

#[test]
fn attributes_are_read_however_they_are_written() {
    let names = |html: &str| {
        anchors(html, 10)
            .into_iter()
            .map(|(_, name)| name)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names("<a name=x></a><p ID = 'y z'><i id=\"&lt;\" id=no>"),
        ["x", "y z", "<"]
    );
    assert_eq!(
        names("<b name=x><a = name id><a id=>"),
        Vec::<String>::new()
    );
}

#[test]
fn comments_and_bare_tags_are_distinguished() {
    let scan = |html: &str| Scanner::default().scan(html, 0..html.len());
    assert!(scan("<!-- a --> <!-- <p>b</p> -->\n").is_comment);
    assert!(!scan("<!-- a --> <br>").is_comment);
    assert!(scan("<a name='x'></a>").is_bare);
    assert!(!scan("<p>text</p>").is_bare);
}
