//! Tests of the text and the blocks that pages give.

use crate::{
    BlockKind, Document, Format, HtmlContent, HtmlLinks, HtmlReader, Limits, Reader, Section,
};

fn read(page: &str) -> Document {
    Format::Html
        .read(page.as_bytes(), &Limits::default())
        .unwrap()
}

/// Reads a page with the destinations of its links.
fn read_links(page: &str) -> Document {
    HtmlReader::default()
        .links(HtmlLinks::Keep)
        .read(page.as_bytes(), &Limits::default())
        .unwrap()
}

/// Returns the text that chunks show.
fn text(page: &str) -> String {
    let document = read(page);
    let all = (0..document.text().len()).into();
    let shown = document.shown_text(all);
    format!("{}\n", shown.trim_end_matches('\n'))
}

#[test]
fn inline_order_and_white_space_are_those_of_a_browser() {
    let page = "<p> A <b> bold </b>word,\n<i>one</i><code>two</code>&nbsp;three<br>four<sup>2</sup> <a href=x.html>li<em>n</em>k</a>.";
    assert_eq!(
        text(page),
        "A **bold** word, *one*`two` three\nfour[^2] li*n*k.\n"
    );
    assert_eq!(
        text("<div>a<p>b</p>c<span> d</span><div>e</div></div>f"),
        "a\n\nb\n\nc d\n\ne\n\nf\n"
    );
    assert_eq!(text("<b>a<p>b</p></b>"), "**a**\n\n**b**\n");
}

#[test]
fn lists_nest_and_each_item_is_a_seam() {
    let document = read("<ul><li>one<ol start=3><li>a<li>b</ol><li><p>two</p><pre>x\ny</pre></ul>");
    assert_eq!(
        document.text(),
        "- one\n  3. a\n  4. b\n\n- two\n\n  ```\n  x\n  y\n  ```\n"
    );
    let list = document.blocks().next().unwrap();
    assert_eq!(list.kind(), BlockKind::List);
    let cuts: Vec<_> = list
        .seams()
        .iter()
        .map(|seam| (&list.text()[seam.at as usize..][..4], seam.rank))
        .collect();
    assert_eq!(
        cuts,
        [
            ("  3.", 2),
            ("  4.", 3),
            ("- tw", 1),
            ("  ``", 2),
            ("  y\n", 4)
        ]
    );
    assert_eq!(&*list.leads()[0].open, "  ```\n");
}

/// The longest marker has its indent, and the numbers below one have no letters.
#[test]
fn the_lowest_number_of_an_item_is_written() {
    for kind in ["1", "a"] {
        let least = i64::MIN;
        let page = format!("<ol start={least} type={kind}><li>Tea<p>Milk</ol>");
        let indent = " ".repeat(22);
        assert_eq!(text(&page), format!("{least}. Tea\n\n{indent}Milk\n"));
    }
}

#[test]
fn quotes_mark_each_line_and_hold_headings_as_text() {
    let page =
        "<h1>T</h1><blockquote><h2>Said</h2><p>one<br>two<p>three<ul><li>x</ul></blockquote>";
    assert_eq!(
        text(page),
        "# T\n\n> **Said**\n>\n> one\n> two\n>\n> three\n>\n> - x\n"
    );
    assert_eq!(read(page).sections().len(), 1);
}

#[test]
fn terms_stay_with_their_descriptions() {
    let document = read("<dl><dt>a<dt>b<dd>one<dd><p>two<p>three<dt>c<dd>four</dl>");
    assert_eq!(
        document.text(),
        "a\nb\n: one\n\n: two\n\n  three\n\nc\n: four\n"
    );
    let block = document.blocks().next().unwrap();
    let cuts: Vec<_> = block
        .seams()
        .iter()
        .map(|seam| (&document.text()[seam.at as usize..][..3], seam.rank))
        .collect();
    assert_eq!(cuts, [(": t", 1), ("  t", 2), ("c\n:", 1)]);
}

#[test]
fn table_rows_carry_the_header_row() {
    let page = "<table><caption>Rates</caption><thead><tr><th>a<th>b</thead><tr><td>1<td>2|3<tr id=row><td>4<td><a href='#x'>5</a></table><h2 id=x>X";
    let document = read(page);
    let table = document
        .blocks()
        .find(|block| block.kind() == BlockKind::Table)
        .unwrap();
    assert_eq!(table.text(), "| a | b |\n|---|---|\n|1 |2\\|3 |\n|4 |5 |");
    assert_eq!(&*table.leads()[0].open, "| a | b |\n|---|---|\n");
    assert_eq!(table.seams().len(), 1);
    assert_eq!(document.anchors().section("row"), Some("0"));
    let reference = &document.references()[0];
    assert_eq!(&document.text()[reference.span.range()], "5");
    assert_eq!(reference.target.as_ref().unwrap().section, "1");
    assert_eq!(document.blocks().next().unwrap().kind(), BlockKind::Caption);
}

#[test]
fn tables_that_only_place_things_are_read_as_text() {
    let page =
        "<table><tr><td>Left<td><pre>code</pre></table><table role=presentation><tr><th>x</table>";
    assert_eq!(text(page), "Left\n\n```\ncode\n```\n\nx\n");
    assert_eq!(
        text("<table><tr><th>a<th>b<tr><td>1<td><table><tr><td>n<td>m</table></table>"),
        "| a | b |\n|---|---|\n|1 | n m |\n"
    );
}

#[test]
fn code_keeps_its_lines_and_its_language() {
    let page = "<div class='highlight-python'><pre>a\n\n  b <b>c</b>\n</pre></div><pre class='lang-md'>```</pre>";
    assert_eq!(
        text(page),
        "```python\na\n\n  b c\n```\n\n````md\n```\n````\n"
    );
}

#[test]
fn markup_around_code_and_tables_leaves_fences_and_rows_as_they_are() {
    for (page, expected) in [
        ("<code><pre>å</pre></code>", "```\nå\n```\n"),
        ("<b><pre>x</pre>y</b>", "```\nx\n```\n\n**y**\n"),
        ("a <a href=u>b<pre>x</pre></a>", "a b\n\n```\nx\n```\n"),
        (
            "<ul><li><code>a<pre>x</pre></code></ul>",
            "- `a`\n\n  ```\n  x\n  ```\n",
        ),
        (
            "<i><table><tr><th>a<th>b<tr><td>1<td>2</table></i>",
            "| a | b |\n|---|---|\n|1 |2 |\n",
        ),
    ] {
        assert_eq!(text(page), expected, "{page}");
    }
}

#[test]
fn headings_take_the_names_around_them() {
    let document = read(
        "<section id=s><h2>A <code>b</code><a class=headerlink href='#s'>¶</a></h2><p id=p>x<h3><a name=t></a>C</h3>",
    );
    let sections: Vec<_> = document
        .sections()
        .map(|s| (s.marked_heading(), s.anchor()))
        .collect();
    assert_eq!(sections, [("A `b`", "s"), ("C", "t")]);
    assert_eq!(document.anchors().section("p"), Some("1"));
}

#[test]
fn the_name_of_a_section_is_its_headings_with_a_line_above_it() {
    let long = "x".repeat(300);
    let document = read(&format!(
        "<h1>A</h1><section id=m><p><a href=s.rs>Source</a></p><h2>B</h2></section>\
         <section id=i><p>{long}</p><h2>C</h2></section>\
         <section id=t><p>One.</p><p>Two.</p><h2>D</h2></section><section id=n><p>No heading.</p></section>\
         <section id=e><a name=f></a></section><h2>E</h2><section id=o><div id=p></div><h3>F</h3></section>",
    ));
    let names = document.anchors();
    let place = |name| names.section(name);
    assert_eq!(
        ["m", "i", "t", "n", "e", "f", "o", "p"].map(place),
        ["1.1", "1.1", "1.2", "1.3", "1.4", "1.4", "1.4.1", "1.4.1"].map(Some)
    );
    let anchors: Vec<_> = document.sections().map(|s| s.anchor().to_owned()).collect();
    assert_eq!(anchors, ["a", "m", "c", "d", "f", "p"]);
}

#[test]
fn formulas_are_their_tex() {
    let math = "<math><mi>x</mi><annotation encoding='application/x-tex'>x^2</annotation></math>";
    assert_eq!(
        text(&format!("<p>so {math}<span class=katex-html>x2</span>.")),
        "so $x^2$.\n"
    );
    assert_eq!(
        text("<p><script type='math/tex; mode=display'>\\frac12</script>"),
        "$$\\frac12$$\n"
    );
    assert_eq!(
        text("<math><mi>a</mi><mo>=</mo><mn>1</mn></math>"),
        "a = 1\n"
    );
    // Without anything to read beside it, what is shown is read.
    assert_eq!(text("<p>so <span class=katex-html>x2</span>."), "so x2.\n");
}

#[test]
fn formulas_drawn_by_mathjax_are_read_once() {
    let spoken = "<math><mi>x</mi><mo>=</mo><mn>1</mn></math>";
    let third = |inner: &str| {
        text(&format!(
            "<p>so <mjx-container class=MathJax>{inner}</mjx-container>."
        ))
    };
    let drawn = "<mjx-math aria-hidden=true><mjx-c class='mjx-c1D465 TEX-I'></mjx-c><mjx-c class=mjx-c3D></mjx-c></mjx-math>";
    assert_eq!(
        third(&format!(
            "{drawn}<mjx-assistive-mml>{spoken}</mjx-assistive-mml>"
        )),
        "so x = 1.\n"
    );
    assert_eq!(third(drawn), "so 𝑥=.\n");
    assert_eq!(
        third("<svg><g data-mml-node=math><use data-c=1D465></use></g></svg>"),
        "so 𝑥.\n"
    );
    assert_eq!(
        third("<mjx-math data-latex='x=1'><mjx-c class=mjx-c3D></mjx-c></mjx-math>"),
        "so $x=1$.\n"
    );
    let second = "<span class=MathJax><nobr aria-hidden=true>x=1</nobr><span>";
    let script = "<script type='math/tex'>x=1</script>";
    assert_eq!(
        text(&format!("<p>so {second}{spoken}</span></span>{script}.")),
        "so $x=1$.\n"
    );
    assert_eq!(
        text(&format!("<p>so {second}{spoken}</span></span>.")),
        "so x = 1.\n"
    );
}

#[test]
fn hidden_text_is_read_only_if_a_click_shows_it() {
    assert_eq!(
        text("<p>a<p hidden>b<p style='display: none'>c<div hidden=until-found>d</div>"),
        "a\n\nd\n"
    );
    assert_eq!(
        text(
            "<div role=tabpanel hidden>Linux</div><div role=region hidden>x</div>\
             <div role=region aria-labelledby=q style='display:none'>Answer</div>"
        ),
        "Linux\n\nAnswer\n"
    );
    assert_eq!(
        text("<div class=gutter>1 2 3</div><div class=gutter>Between columns</div>"),
        "Between columns\n"
    );
    assert_eq!(
        text(
            "<button title=Copy>Copy</button><button title=Copyright>Copyright</button>\
             <div class=clipboard>Copy</div><div class=clipboard>cargo install --locked what-is-shown-here</div>"
        ),
        "Copyright\n\ncargo install --locked what-is-shown-here\n"
    );
}

#[test]
fn main_content_is_where_text_is() {
    assert_eq!(
        text("<main><script>fill()</script></main><article><p hidden>x</article><div>News</div>"),
        "News\n"
    );
}

#[test]
fn links_are_resolved_by_the_base_and_into_the_page() {
    let head =
        "<base href='https://example.org/a/'><link rel=canonical href='https://example.org/a/b'>";
    let document = read_links(&format!(
        "{head}<h1 id=t>T</h1><a href=c>c</a> <a href='https://example.org/a/b#t'>up</a>"
    ));
    assert!(
        document
            .text()
            .ends_with("[c](https://example.org/a/c) [up](#t)\n")
    );
    assert_eq!(
        document.references()[1].target.as_ref().unwrap().section,
        "1"
    );
    assert_eq!(
        document.metadata().get("url"),
        Some("https://example.org/a/b")
    );
}

#[test]
fn boilerplate_is_marked_and_counts_in_all_content() {
    let page = "<nav><h2>Menu</h2></nav><main><h1>T</h1><nav>On this page</nav><p>x</main><footer>F</footer>";
    let kinds = |document: &Document| {
        document
            .blocks()
            .map(|block| block.kind().is_content())
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds(&read(page)), [false, true, false, true, false]);
    let all = HtmlReader::default()
        .content(HtmlContent::All)
        .read(page.as_bytes(), &Limits::default())
        .unwrap();
    assert_eq!(kinds(&all), [true; 5]);
    assert_eq!(
        all.sections().map(Section::heading).collect::<Vec<_>>(),
        ["T"]
    );
}

#[test]
fn hostile_pages_fit_a_small_stack() {
    let shapes = [
        "<div>",
        "<ul><li>x",
        "<blockquote><h2>x",
        "<table><tr><th>x<td>",
        "<table><caption>x",
        "<b>x",
        "<figure><h1>x",
        "<dl><dd>",
    ];
    let read_all = move || shapes.map(|shape| read(&shape.repeat(5_000)).warnings().len());
    let small = std::thread::Builder::new()
        .stack_size(256 * 1024)
        .spawn(read_all)
        .unwrap();
    assert_eq!(small.join().unwrap(), [1; 8]);
}

#[test]
fn cells_that_span_too_much_are_written_once_with_a_warning() {
    let page = format!(
        "<table><tr><th>a<th>b{}</table>",
        "<tr><td rowspan=60000 colspan=1000>x".repeat(300)
    );
    let document = read(&page);
    assert_eq!(document.warnings().len(), 1);
    assert!(document.text().len() < 3_000_000);
}

#[test]
fn a_panel_has_the_label_of_the_first_list_that_names_it() {
    let list = |tab: &str| {
        format!(
            "<div><div role=tablist><a role=tab aria-controls=p>{tab}</a></div>\
             <p>Both lists.</p><div role=tabpanel id=p>Steep it.</div></div>"
        )
    };
    assert_eq!(
        text(&[list("Wide"), list("Narrow")].concat()),
        "Both lists.\n\n**Wide**\n\nSteep it.\n\nNarrow\n\nBoth lists.\n\nSteep it.\n"
    );
}

#[test]
fn items_that_are_only_headings_are_sections_among_many_that_are_more() {
    let headings = |sections: usize| {
        let items = "<li><h2>size</h2><p>Counts.</p></li>".repeat(sections);
        let page = format!("<main><h1>Lamp</h1><ul>{items}<li><h2>off</h2></li></ul></main>");
        read(&page).sections().len()
    };
    assert_eq!([9, 10, 40].map(headings), [1, 12, 42]);
}
