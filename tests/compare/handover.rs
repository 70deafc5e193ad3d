//! `--report` and `--note` write what a person hands over.

use super::{compare, corpus, text};
use crate::folder::Folder;
use std::fs;
use std::path::Path;

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("the file was written")
}

const WRITE: [&str; 4] = ["--report", "report.html", "--note", "note.md"];

#[test]
fn the_report_shows_verdict_chunkings_failures_and_note() {
    let folder = corpus("handover");
    let questions = ["docs", "--questions", "questions.jsonl"];
    let output = compare(&folder, &[&questions[..], &WRITE].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let html = read(&folder, "report.html");
    for expected in [
        "<p class=\"headline\">No verdict: too few questions</p>",
        "<p>11 of 30 questions that a verdict needs.</p>",
        "aria-label=\"found/findable@5 of each chunking: structural 512 ",
        "<strong>Best chunking: structural 512, but fewer than 30 questions do not distinguish it \
         from the others.</strong>",
        "<th scope=\"row\">lost by the parser</th>",
        "Nobody ever reads what a page hides",
        "None of the evidence was found; no passage among the first 100 has evidence.",
        "<h3>6. How long do the questions last?</h3>",
        "<bdi class=\"name\">absent</bdi>: <bdi>no document has its quote</bdi>",
        "<th scope=\"row\">Hidden text</th>",
    ] {
        assert!(html.contains(expected), "{expected} is not in:\n{html}");
    }
    let note = read(&folder, "note.md");
    for expected in [
        "# Decision note\n\n## Decision\n\nVerdict: none. 11 of 30 questions that a verdict needs.\n",
        "\n## 1. Was everything read?\n\n2 documents read, 0 files not read, 0 skipped.\n",
        "\n- Hidden text: ",
        "\n- found/findable@5: ",
        "\n## 4. Would reranking help?\n\nReranking the first 20 results and keeping 5 can recover at most 0 of 1 failure:",
        "\n- Write at least 30 questions, better more than 50; --draft 50 gives their quotes.\n",
    ] {
        assert!(note.contains(expected), "{expected} is not in:\n{note}");
    }
    let again = compare(&folder, &[&questions[..], &WRITE].concat());
    assert!(again.status.success());
    assert!(html == read(&folder, "report.html") && note == read(&folder, "note.md"));
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}

#[test]
fn the_report_compares_the_best_chunking_with_the_next() {
    let folder = Folder::with_recipes("report-best", 30);
    let output = folder.compare(&["--report", "report.html"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let html = folder.read("report.html");
    let expected = "<div class=\"answer undecided\">\n\
        <p><strong>Best chunking: structural 512, not distinguishable from the next, structural \
        256.</strong></p>\n\
        <p>found/findable@5, the best minus the next: +0.000 [+0.000, +0.000] (95 %, paired, 30 questions).</p>\
        <p>No question has another result.</p>\
        <p>Equally good, and later in the table: structural 256, structural 256 &#62; 1024, ";
    assert!(html.contains(expected), "{expected} is not in:\n{html}");
}

#[test]
fn without_text_no_quote_and_no_question_is_written() {
    let folder = corpus("handover-without-text");
    let arguments = [
        "docs",
        "--questions",
        "questions.jsonl",
        "--report-without-text",
    ];
    compare(&folder, &[&arguments[..], &WRITE].concat());
    for file in ["report.html", "note.md"] {
        let written = read(&folder, file);
        for words in [
            "Nobody ever reads",
            "What of it",
            "How long does",
            "wants exactly",
            "taste it often",
        ] {
            assert!(!written.contains(words), "{words} is in {file}");
        }
    }
    let html = read(&folder, "report.html");
    for kept in [
        "recipes.md",
        "hidden",
        "lost by the parser",
        "rice",
        "<b>1</b> of 1",
    ] {
        assert!(html.contains(kept), "{kept} is not in:\n{html}");
    }
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}

#[test]
fn without_questions_the_chunks_are_described() {
    let folder = corpus("handover-no-questions");
    let output = compare(&folder, &[&["docs"][..], &WRITE].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let html = read(&folder, "report.html");
    assert!(html.contains("There are no questions, so retrieval was not measured."));
    assert!(!html.contains("id=\"result\"") && html.contains("<details class=\"doc\""));
    let note = read(&folder, "note.md");
    assert!(
        note.contains("Let compare draft a worksheet (--draft 50)"),
        "{note}"
    );
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}

#[test]
fn hostile_questions_and_names_become_text() {
    let folder = corpus("handover-hostile");
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    let document = format!("docs/{}.md", evil.replace('/', ":"));
    fs::write(
        folder.join(document),
        format!("# {evil}\n\n{evil} cools the seventh kettle at noon.\n"),
    )
    .expect("a file can be written");
    let question = serde_json::json!({"id": evil, "question": format!("{evil} zebra?"),
        "evidence": [{"quote": format!("{evil} cools the seventh kettle at noon.")}]});
    let lost = serde_json::json!({"id": format!("{evil}2"), "question": evil, "document": evil,
        "evidence": [{"quote": "words that are nowhere in it"}]});
    fs::write(folder.join("evil.jsonl"), format!("{question}\n{lost}\n")).expect("it is written");
    let output = compare(
        &folder,
        &[
            &["docs", "--questions", "evil.jsonl", "--k", "1"][..],
            &WRITE,
        ]
        .concat(),
    );
    assert!(output.status.success(), "{}", text(&output.stderr));
    let html = read(&folder, "report.html");
    let body = html.split_once("<body>").expect("there is a body").1;
    assert!(
        !body.contains("<script") && !body.contains("<img"),
        "{body}"
    );
    assert!(body.contains("&#60;script&#62;"));
    assert!(!read(&folder, "note.md").contains("<script"));
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}

#[test]
fn one_file_cannot_be_both() {
    let folder = corpus("handover-same");
    let output = compare(&folder, &["docs", "--report", "r", "--note", "r"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("is both the file of --report and that of --note"));
    let refused = compare(&folder, &["docs", "--report-without-text"]);
    assert_eq!(refused.status.code(), Some(2));
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}
