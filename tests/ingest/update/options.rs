//! Updates with options: two outputs, other names, no file.

use super::super::program::text;
use super::super::{assert_refused, code, content, ingest};
use super::{UPDATE, reason, with_documents};
use std::collections::BTreeSet;

#[test]
fn leaves_and_parents_are_two_files() {
    let folder = with_documents("apart");
    let arguments = ["--parents", "parents.jsonl", "--levels", "300,60"];
    let run = || {
        let output = ingest(&folder, &[&UPDATE[..], &arguments].concat());
        assert_eq!(code(&output), Some(0), "{}", text(&output.stderr));
        text(&output.stderr)
    };
    let summary = run();
    assert!(
        summary.contains(" at level 0, ") && summary.contains(" at level 1, "),
        "{summary}"
    );
    let levels = |name: &str| -> BTreeSet<u32> {
        let lines = content(folder.path(name));
        let chunks = sectile::read_jsonl(&*lines);
        chunks
            .map(|chunk| chunk.expect("it is a chunk").level)
            .collect()
    };
    assert_eq!(levels("chunks.jsonl"), BTreeSet::from([1]));
    assert_eq!(levels("parents.jsonl"), BTreeSet::from([0]));
    folder.file("docs/pages/1.html", "<h1>1</h1><p>Short.");
    run();
    let updated = ["chunks.jsonl", "parents.jsonl"].map(|name| content(folder.path(name)));
    let fresh = [
        "docs",
        "-o",
        "a.jsonl",
        "--parents",
        "b.jsonl",
        "--levels",
        "300,60",
    ];
    ingest(&folder, &fresh);
    assert_eq!(
        ["a.jsonl", "b.jsonl"].map(|name| content(folder.path(name))),
        updated
    );
    let refused = ingest(
        &folder,
        &["docs", "--max-tokens", "60", "--parents", "b.jsonl"],
    );
    assert_refused(&refused, 2, &["--parents needs two levels"]);
    let refused = ingest(&folder, &["docs", "-o", "b.jsonl", "--parents", "b.jsonl"]);
    assert_refused(
        &refused,
        2,
        &["is both the output and the file of --parents"],
    );
}

#[test]
fn an_update_needs_a_file() {
    let folder = with_documents("no-file");
    let refused = ingest(&folder, &["docs", "--update"]);
    assert_refused(&refused, 2, &["--update needs a file to update"]);
}

#[test]
fn names_stay_those_of_the_manifest() {
    let folder = with_documents("manifest-root");
    ingest(&folder, &[&UPDATE[..], &["--root", "."]].concat());
    let output = ingest(&folder, &UPDATE);
    assert_eq!(reason(&output), None);
    let again = ingest(&folder, &["docs/tea.md", "-o", "chunks.jsonl"]);
    assert_eq!(code(&again), Some(0));
    let lines = text(&content(folder.path("chunks.jsonl")));
    assert!(lines.contains("\"document\":\"docs/tea.md\""));
}
