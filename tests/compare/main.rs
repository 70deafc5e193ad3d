//! Runs the example `compare` as its users do.
#![cfg(all(
    feature = "evaluate",
    feature = "html",
    feature = "markdown",
    feature = "pdf",
    feature = "tiktoken"
))]

mod draft;
mod folder;
mod handover;
#[path = "../common/program.rs"]
mod program;
mod reranking;
mod upkeep;
mod verdict;

use folder::text;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

fn compare(folder: &Path, arguments: &[&str]) -> Output {
    (program::example("compare").current_dir(folder))
        .args(arguments)
        .output()
        .expect("the example runs")
}

/// Writes ten recipes, a page with a hidden sentence, and a question about each.
fn corpus(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("sectile-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder); // left by an earlier run
    fs::create_dir_all(folder.join("docs")).expect("a folder can be made");
    let mut questions = String::new();
    let mut recipes = "# Recipes\n".to_owned();
    let dishes = [
        "bread", "soup", "stew", "pie", "salad", "cake", "jam", "rice", "fish", "tea",
    ];
    for (minutes, dish) in (11..).zip(dishes) {
        let quote = format!("The {dish} wants exactly {minutes} minutes.");
        let filler =
            "Stir it well and taste it often before you serve it to your guests. ".repeat(30);
        let _ = write!(recipes, "\n## {dish}\n\n{filler}\n\n{quote}\n");
        let _ = writeln!(
            questions,
            r#"{{"id": "{dish}", "question": "How long does {dish} cook?", "document": "recipes.md", "evidence": [{{"quote": "{quote}"}}]}}"#
        );
    }
    let hidden = "Nobody ever reads what a page hides from its readers.";
    let page = format!("<h1>Notes</h1><p>Read this.</p><p hidden>{hidden}</p>");
    for (id, document, quote) in [
        ("hidden", "notes.html", hidden),
        (
            "absent",
            "recipes.md",
            "Nothing of the kind was ever written down anywhere.",
        ),
    ] {
        let _ = writeln!(
            questions,
            r#"{{"id": "{id}", "question": "What of it?", "document": "{document}", "evidence": [{{"quote": "{quote}"}}]}}"#
        );
    }
    for (name, content) in [
        ("docs/recipes.md", recipes),
        ("docs/notes.html", page),
        ("questions.jsonl", questions),
    ] {
        fs::write(folder.join(name), content).expect("a file can be written");
    }
    folder
}

#[test]
fn questions_get_a_table_a_verdict_and_causes() {
    let folder = corpus("compare");
    let output = compare(&folder, &["docs", "--questions", "questions.jsonl"]);
    let report = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(
        report.starts_with("Verdict: none. 11 of 30 questions that a verdict needs.\n"),
        "{report}"
    );
    for expected in [
        "2 documents, 0.02 MB, retrieved by BM25\n11 questions asked, 1 not answered by the documents\n",
        "  line 12, absent: no document has its quote\n",
        "    1  lost by the parser: the reader leaves out the evidence; try --html-content all\n",
        "structural 512",
        "structural passages",
        "fixed 512/50",
    ] {
        assert!(report.contains(expected), "{expected} is not in:\n{report}");
    }
    assert!(report.lines().all(|line| line.chars().count() <= 100));
    let again = compare(&folder, &["docs", "--questions", "questions.jsonl"]);
    assert_eq!(
        output.stdout, again.stdout,
        "the same input gives the same report"
    );

    let output = compare(
        &folder,
        &[
            "docs",
            "--questions",
            "questions.jsonl",
            "--json",
            "--k",
            "3",
        ],
    );
    let report: Value = serde_json::from_slice(&output.stdout).expect("the report is JSON");
    let answers = &report["answers"];
    assert_eq!(answers["questions"].as_array().map(Vec::len), Some(12));
    assert_eq!(answers["questions"][11]["state"], "not_in_documents");
    assert_eq!(answers["gate"]["metric"], "found/findable@3");
    assert_eq!(answers["gate"]["causes"][0]["cause"], "lost_by_parser");
    let baseline = &report["chunkings"][5];
    assert_eq!(baseline["name"], "fixed 512/50");
    let hit = &baseline["metrics"][20];
    assert_eq!(
        (&hit["metric"], &hit["method"]),
        (&"hit@1".into(), &"wilson".into())
    );
    assert_eq!(hit["difference"]["mean"], 0.0);
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}

#[test]
fn without_questions_only_shapes_are_reported() {
    let folder = corpus("shapes");
    let output = compare(&folder, &["docs"]);
    let report = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(
        report.contains("There are no questions") && !report.contains("Verdict"),
        "{report}"
    );
    let output = compare(&folder, &["docs", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("the report is JSON");
    assert_eq!(report["chunkings"][0]["shape"]["cut_sentences"], 0);
    assert!(report["answers"].is_null());
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}

#[test]
fn errors_name_the_file_and_the_place() {
    let folder = corpus("mistakes");
    fs::write(folder.join("bad.jsonl"), "{}\n").expect("a file can be written");
    for (arguments, expected) in [
        (
            ["docs", "--questions", "bad.jsonl"],
            "bad.jsonl: line 1: missing field `id`",
        ),
        (["docs", "--questions", "none.jsonl"], "none.jsonl"),
        (["docs", "--k", "0"], "0 is not in 1..=100"),
    ] {
        let output = compare(&folder, &arguments);
        assert!(!output.status.success());
        assert!(
            text(&output.stderr).contains(expected),
            "{}",
            text(&output.stderr)
        );
    }
    let _ = fs::remove_dir_all(folder); // ignored: the folder is temporary
}
