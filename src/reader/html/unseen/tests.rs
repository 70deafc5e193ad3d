//! Tests of what is hidden on a page, and of what only looks so.

use crate::document::{Document, WarningKind};
use crate::limits::Limits;
use crate::reader::Reader;
use crate::reader::html::HtmlReader;

fn read(page: &str) -> Document {
    let reader = HtmlReader::default();
    reader.read(page.as_bytes(), &Limits::default()).unwrap()
}

/// Returns the text that is shown, and the text that is hidden.
fn parts(page: &str) -> (String, String) {
    let document = read(page);
    let text = document.text();
    let hidden = document
        .marks()
        .iter()
        .map(|mark| text[mark.span.range()].trim());
    let hidden = hidden.collect::<Vec<_>>().join("|");
    let all = (0..text.len()).into();
    (document.shown_text(all).trim().to_owned(), hidden)
}

fn is_hidden(page: &str) {
    let (shown, hidden) = parts(&format!("<p>Boil water.</p>{page}<p>Wait.</p>"));
    assert_eq!(
        (shown.as_str(), hidden.as_str()),
        ("Boil water.\n\nWait.", "Obey me"),
        "{page}"
    );
}

fn is_shown(page: &str) {
    let (shown, hidden) = parts(&format!("<p>Boil water.</p>{page}<p>Wait.</p>"));
    assert!(
        shown.contains("Obey me") && hidden.is_empty(),
        "{page}: {shown:?} {hidden:?}"
    );
}

#[test]
fn text_that_attributes_hide_is_hidden() {
    for attributes in [
        "hidden",
        "style='display:none'",
        "style='visibility: hidden'",
        "style='opacity:0'",
        "style='position:absolute;left:-9999px'",
        "style='position:fixed; top:-2000px'",
        "style='text-indent:-9999px'",
        "style='margin-left:-9999px'",
        "style='transform:translateX(-9999px)'",
        "style='transform:scale(0)'",
        "style='font-size:0'",
        "style='font:0/0 a'",
        "style='width:0;height:0;overflow:hidden'",
        "style='max-height:0;overflow:hidden'",
        "style='position:absolute;clip:rect(0,0,0,0)'",
        "style='clip-path:inset(100%)'",
        "style='color:#fff;background:#ffffff'",
        "style='color:transparent'",
        "style='content-visibility:hidden'",
    ] {
        is_hidden(&format!("<p {attributes}>Obey me</p>"));
        is_hidden(&format!("<div {attributes}><p>Obey <b>me</b></p></div>"));
    }
}

#[test]
fn text_that_rules_hide_is_hidden() {
    for rule in [
        ".x{display:none}",
        "p.x{opacity:0}",
        "#y{visibility:hidden}",
        "body .x{font-size:0}",
        "div > .x{position:absolute;left:-9999px}",
        "[data-z]{display:none}",
        "@media screen{.x{display:none}}",
        "body{background:#fff} .x{color:#fff}",
        "/* note */ .a,.x{clip-path:circle(0)} .b{color:red}",
        ".x{display:block} p.x{display:none}",
        ".x{display:none!important} .x{display:block}",
    ] {
        is_hidden(&format!(
            "<style>{rule}</style><div><p class='a1 x' id=y data-z>Obey me</p></div>"
        ));
    }
    is_hidden("<table bgcolor=white><tr><td><font color=#ffffff>Obey me</font></table>");
}

#[test]
fn text_that_is_shown_at_some_time_is_shown() {
    for rule in [
        ".x{color:#fff}",
        ".x{display:none} .x.open{display:block}",
        ".x{display:none} .menu:hover .x{display:block}",
        "input:checked ~ .x{max-height:9em} .x{max-height:0;overflow:hidden}",
        ".x{display:none} @media (min-width:9px){.x{display:block}}",
        "@media print{.x{display:none} .y{color:red}}",
        ".x{opacity:0;transition:opacity 1s}",
        ".x{font-size:0} .x b{font-size:12px}",
        ".x{visibility:hidden} b{visibility:visible}",
        ".x::before{display:none}",
        ".y{display:none}",
        ".x{display:none} .x{display:block}",
    ] {
        is_shown(&format!(
            "<style>{rule}</style><div><p class=x><b>Obey me</b></p></div>"
        ));
    }
    is_shown("<p class=sr-only style='position:absolute;clip:rect(0,0,0,0)'>Obey me</p>");
    is_shown(
        "<style>.x{display:none}</style><button aria-controls=y>More</button>\
         <div class=x id=y>Obey me</div>",
    );
    is_shown(
        "<style>.x{text-indent:-9999px;background:url(a.png)}</style><h1 class=x>Obey me</h1>",
    );
    is_shown("<div style='font-size:0'><p style='font-size:12px'>Obey me</div>");
}

#[test]
fn content_that_a_click_shows_is_shown() {
    let long = "Obey me, and let the tea steep for three minutes before it is poured, not longer.";
    for page in [
        "<figure><img src=a.png><figcaption style='opacity:0'>Obey me</figcaption></figure>",
        "<style>.x{display:none}</style><figure class=x><figcaption>Obey me</figcaption></figure>",
        "<p><img src=a.png><em class=photo-caption style='display:none'>Obey me</em>",
        "<div class=toggle><b>Tea</b><div style='display:none'>Obey me, it is hot today.</div></div>",
        "<style>.x{display:none}</style><div class='x faqAnswer'>Obey me, it is hot today.</div>",
        "<div class=gallery><div style='visibility:hidden'>Obey me, it is hot today.</div></div>",
        "<div id=picture1>One</div><div id=picture2 style='display:none'>Obey me</div>",
        "<button>More</button><div hidden>LONG</div>",
        "<h3><a href='#'>Tea</a></h3><div style='display:none'><p>LONG</div>",
        "<a onclick=\"show('more')\">More</a><div id=more style='display:none'>Obey me</div>",
    ] {
        is_shown(&page.replace("LONG", long));
    }
}

#[test]
fn what_looks_like_a_control_shows_no_hidden_text() {
    for page in [
        // A message of a button, a setting of a script, a field, and a dialog.
        "<button>Copy</button><div hidden>Obey me</div>",
        "<div class=slider><div style='display:none'>Obey me</div></div>",
        "<div class=tabs><div hidden>Obey me<input name=n></div></div>",
        "<a onclick=\"show('popup')\"></a><div id=popup hidden>Obey me</div>",
        // A number after a short name counts nothing, and a click moves nothing back.
        "<p class=x2 style='display:none'>Obey me</p><p class=x3></p>",
        "<div class=toggle><p style='position:absolute;left:-9999px'>Obey me</p></div>",
    ] {
        let (shown, hidden) = parts(&format!("<p>Boil water.</p>{page}<p>Wait.</p>"));
        assert!(!shown.contains("Obey"), "{page}: {shown}");
        assert_eq!(hidden, "Obey me", "{page}");
    }
}

#[test]
fn rules_in_other_files_may_change_colours_and_sizes() {
    let rules = "<style>body{background:#fff} .x{color:#fff} ul{font-size:0}</style>";
    let page = "<p class=x>One</p><ul><li>Two</ul>";
    let other = "<link rel=stylesheet href=a.css>";
    assert_eq!(parts(&format!("{rules}{page}")).1, "One|Two");
    assert_eq!(parts(&format!("{rules}{other}{page}")).1, "");
    // A declaration of the element itself is stronger than all rules.
    is_hidden(&format!(
        "{other}<p style='color:#fff;background:#fff'>Obey me"
    ));
    is_hidden(&format!(
        "{other}<style>.x{{font-size:0}}</style><p class=x>Obey me"
    ));
}

#[test]
fn a_long_text_for_screen_readers_is_no_label() {
    let long = "Obey me. ".repeat(40);
    let visible = "Boil the water. ".repeat(30);
    let page = format!(
        "<p>{visible}<p class=sr-only style='position:absolute;clip:rect(0,0,0,0)'>{long}</p>"
    );
    assert_eq!(parts(&page).1, long.trim());
}

#[test]
fn hidden_text_in_cells_items_and_headings_follows_their_block() {
    let page = "<h2>Tea<span hidden> one</span></h2><ul><li>Boil<i style='opacity:0'>two</i></ul>\
                <table><tr><th>Leaf<th>Grade<tr><td>Assam<b style='display:none'>three</b><td>2</table>";
    let (shown, hidden) = parts(page);
    assert_eq!(
        shown,
        "## Tea\n\n- Boil\n\n| Leaf | Grade |\n|---|---|\n| Assam |2 |"
    );
    assert_eq!(hidden, "one|two|three");
}

#[test]
fn the_warning_has_the_number_of_letters() {
    let document = read("<p>Tea<p hidden>Obey 2");
    let warnings = document.warnings();
    assert_eq!(warnings[0].kind, WarningKind::HiddenText);
    assert!(
        warnings[0].message.starts_with("5 letters "),
        "{}",
        warnings[0]
    );
}

#[test]
fn hidden_navigation_is_no_hidden_text() {
    let page = "<nav><p hidden>Menu</nav><main><p>Tea</main><p hidden>Foot";
    assert_eq!(parts(page).1, "");
}

#[test]
fn a_page_that_a_script_shows_is_not_hidden() {
    // A guard against frames hides the page until its script has run. Lines that are
    // indented by many spaces are no longer for it.
    for page in ["html", "body"] {
        let style = format!("<style>{page} {{ display: none; }}</style>");
        let text = format!("Boil\n{}water.", " ".repeat(99));
        let page = format!("<html><head>{style}</head><body><p>{text}</p></body>");
        assert_eq!(parts(&page), ("Boil water.".to_owned(), String::new()));
    }
}

#[test]
fn what_hides_the_rows_of_a_large_table_hides_each() {
    let table = |attributes: &str, row: &str| {
        format!(
            "<table {attributes}><tr><th>a<th>b</tr>{}</table>",
            row.repeat(40)
        )
    };
    let row = "<tr><td>Tea</td><td><i>green</i></td></tr>";
    let (shown, hidden) = parts(&table("", row));
    assert_eq!((shown.matches("Tea").count(), hidden.as_str()), (40, ""));
    for (rule, attributes, row) in [
        ("td{font-size:0}", "", row),
        ("*{font-size:0}", "", row),
        (".x{font-size:0}", "class=x", row),
        ("", "style='font-size:0'", row),
        (
            ".x{font-size:0}",
            "",
            "<tr class=x><td>Tea</td><td>green</td></tr>",
        ),
    ] {
        let table = table(attributes, row);
        let (shown, hidden) = parts(&format!("<style>{rule}</style><p>Milk</p>{table}"));
        assert!(!shown.contains("Tea"), "{rule} {table}: {shown}");
        assert!(hidden.contains("Tea"), "{rule} {table}: {hidden}");
    }
    // A character of no width, as itself and as a reference.
    for row in [
        "<tr><td>Te\u{200b}a</td><td>b</td></tr>",
        "<tr><td>Te&#8203;a</td><td>b</td></tr>",
    ] {
        let (shown, _) = parts(&table("", row));
        assert_eq!(shown.matches("Tea").count(), 40, "{row}");
    }
}
