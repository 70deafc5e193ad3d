//! The report of `ingest` is one HTML file that shows the run, and nothing in it acts.

use super::{Folder, assert_refused, content, ingest};
use std::path::Path;
use std::process::Output;

/// A page, a guide with a warning, and files that cannot be read.
fn corpus(name: &str) -> Folder {
    let folder = Folder::new(name);
    let guide = "# Tea guide\n\n## Green tea\n\nLet the water cool to 75 degrees before you pour it.\n\n\
        | Tea | Grams |\n|---|---|\n| Longjing | 4 |\n\n## Black tea\n\nPour it boiling over the leaves.\n";
    folder.file("docs/guide.md", guide);
    folder.file(
        "docs/page.html",
        "<h1>Shop</h1><p>Open daily.</p><p hidden>secretly closed</p>",
    );
    folder.file("docs/empty.md", "---\ntitle: nothing\n---\n");
    folder.file("docs/bad.pdf", "no PDF at all");
    folder.file("docs/data.csv", "1,2");
    folder
}

fn report(folder: &Folder, arguments: &[&str]) -> (Output, String) {
    let fixed = ["docs", "-o", "chunks.jsonl", "--report", "report.html"];
    let output = ingest(folder, &[&fixed[..], arguments].concat());
    let html = String::from_utf8(content(folder.path("report.html"))).expect("it is UTF-8");
    (output, html)
}

#[test]
fn it_has_the_figures_the_gaps_and_the_text_beside_windows() {
    let folder = corpus("report");
    let (output, html) = report(&folder, &["--max-tokens", "32"]);
    assert!(output.status.success());
    for expected in [
        "<dt>Documents read</dt><dd>3</dd>",
        "<dt>Files not read</dt><dd>1</dd>",
        "<th scope=\"row\">Damaged</th><td>1 file</td>",
        "<th scope=\"row\">Empty</th><td>1 document</td>",
        "<th scope=\"row\">Hidden text</th><td>14 letters in 1 document</td>",
        "<td>1 file (1 .csv)</td>",
        "Chunks along the structure of up to 32 tokens (cl100k_base)",
        "Window 1, ",
        "<bdi>Green tea</bdi>",
        "Let the water cool to 75 degrees",
        "<span class=\"x\">Tea guide",
    ] {
        assert!(html.contains(expected), "{expected} is not in:\n{html}");
    }
    assert_eq!(
        html.matches("Let the water cool").count(),
        2,
        "in a chunk and in a window"
    );
    assert!(
        !html.contains("secretly closed"),
        "hidden text is in no chunk"
    );
}

#[test]
fn it_is_the_same_with_any_number_of_threads() {
    let folder = corpus("report-threads");
    for number in 0..60 {
        folder.file(
            format!("docs/{number}.md"),
            format!("# Part {number}\n\nText of {number}.\n"),
        );
    }
    let (_, one) = report(&folder, &["--threads", "1"]);
    let (_, many) = report(&folder, &["--threads", "7"]);
    assert!(one == many);
    // 20 documents are shown, and those with warnings are among them.
    assert_eq!(one.matches("<details class=\"doc\"").count(), 20);
    assert!(one.contains("<h3><bdi class=\"name\">page.html</bdi></h3>"));
}

#[test]
fn nothing_of_a_document_becomes_markup() {
    let folder = Folder::new("report-hostile");
    let evil =
        "<script>alert(1)</script><img src=x onerror=alert(1)>' onclick='x' \" onclick=\"x\"";
    folder.file(
        "docs/a.md",
        format!("# {evil}\n\n{evil} [x](javascript:alert(1))\n\n```\n{evil}\n```\n"),
    );
    folder.file("docs/<script>alert(2)<script>.md", format!("{evil}\n"));
    folder.file(format!("docs/{}.md", "\" onclick=\"alert(3)"), "text\n");
    folder.file("docs/<b>.pdf", evil);
    for arguments in [&[][..], &["--report-without-text"]] {
        let (_, html) = report(&folder, arguments);
        let body = html.split_once("<body>").expect("there is a body").1;
        for markup in [
            "<script",
            "<img",
            "<b>.pdf",
            "onclick=\"",
            "onclick='",
            "href=\"javascript",
        ] {
            assert!(!body.contains(markup), "{markup} is in:\n{body}");
        }
        assert!(body.contains("&#60;script&#62;"), "it is shown as text");
    }
}

#[test]
fn without_text_only_names_headings_and_figures_remain() {
    let folder = corpus("report-without-text");
    let (_, html) = report(&folder, &["--report-without-text", "--max-tokens", "32"]);
    for word in [
        "cool",
        "Longjing",
        "boiling",
        "daily",
        "secretly",
        "not a PDF",
        "Window 1",
    ] {
        assert!(!html.contains(word), "{word} is in:\n{html}");
    }
    for kept in [
        "guide.md",
        "Green tea",
        "<dt>Documents read</dt><dd>3</dd>",
        "left out on request",
    ] {
        assert!(html.contains(kept), "{kept} is not in:\n{html}");
    }
    let refused = ingest(&folder, &["docs", "--report-without-text"]);
    assert_refused(&refused, 2, &["--report <FILE.html>"]);
}

#[test]
fn it_is_small_whatever_the_documents_are() {
    // The worst of each kind: escapes, tiny chunks, many headings, long names.
    let folder = Folder::new("report-size");
    for number in 0..30 {
        folder.file(
            format!("docs/{number}/{}.md", "n".repeat(200)),
            "<\n\n".repeat(20_000),
        );
        folder.file(format!("docs/{number}/h.md"), "# &\n\n'\n\n".repeat(2000));
    }
    let (_, html) = report(&folder, &["--tokenizer", "words", "--max-tokens", "3"]);
    let shown = html.matches("&#60;").count() / 2;
    assert!(
        html.len() <= 1_000_000 + 3 * shown,
        "{} bytes, {shown} of text",
        html.len()
    );
    let plain = Folder::new("report-size-plain");
    for number in 0..30 {
        plain.file(
            format!("docs/{number}.md"),
            "Plain words of a plain text. ".repeat(10_000),
        );
    }
    let (_, html) = report(&plain, &[]);
    let shown = 20 * 40_000;
    assert!(
        (2 * shown..1_000_000 + 3 * shown).contains(&html.len()),
        "{} bytes",
        html.len()
    );
}

#[test]
fn it_is_no_input_and_replaces_none() {
    let folder = corpus("report-inside");
    let arguments = ["docs", "-o", "chunks.jsonl", "--report", "docs/report.html"];
    for _ in 0..2 {
        assert!(ingest(&folder, &arguments).status.success());
        let chunks = content(folder.path("chunks.jsonl"));
        assert!(!String::from_utf8_lossy(&chunks).contains("docs/report.html"));
    }
    let guide = content(folder.path("docs/guide.md"));
    let refused = ingest(
        &folder,
        &["docs", "-o", "c.jsonl", "--report", "docs/guide.md"],
    );
    assert_refused(&refused, 2, &["is an input and would be overwritten"]);
    assert_eq!(content(folder.path("docs/guide.md")), guide);
    for (arguments, message) in [
        (
            &["docs", "-o", "r.html", "--report", "r.html"][..],
            "is both the output and the file of --report",
        ),
        (
            &["docs", "--errors", "r", "--report", "r"],
            "is both the file of --errors and the file of --report",
        ),
        (
            &["docs", "-o", "c", "--update", "--report", "r"],
            "use one of them",
        ),
    ] {
        assert_refused(&ingest(&folder, arguments), 2, &[message]);
    }
    assert!(!Path::new(&folder.path("r.html")).exists());
}
