//! Runs the examples as users do.
#![cfg(all(
    feature = "html",
    feature = "markdown",
    feature = "pdf",
    feature = "tiktoken"
))]

#[path = "common/program.rs"]
mod program;

use program::{Folder, chunks, example, run, text, with_input};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::Read;
use std::process::Stdio;

#[test]
fn ingest_does_its_main_job_on_testdata() {
    let output = run("ingest", &["testdata"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let chunks = chunks(&output);
    assert!(chunks.len() > 200, "only {} chunks", chunks.len());
    let parents: BTreeSet<&str> = (chunks.iter().filter(|chunk| chunk.level == 0))
        .map(|chunk| chunk.id.as_str())
        .collect();
    for chunk in &chunks {
        assert!(chunk.tokens <= [1024, 256][chunk.level as usize]);
        let parent = chunk.parent.as_deref();
        assert!(parent.map_or(chunk.level == 0, |parent| parents.contains(parent)));
    }
    assert!(
        chunks
            .iter()
            .any(|chunk| chunk.document == "testdata/docs/api/payments-api.md")
    );
    let summary = text(&output.stderr);
    assert!(
        summary.contains(" files, ") && summary.contains(" 27 warnings, 0 failures"), // testdata/README.md
        "{summary}"
    );
}

#[test]
fn links_across_the_folder_lead_to_sections() {
    let folder = Folder::new("links");
    folder.file("a.md", "# A\n\nSee [limits](guide/b.md#limits), [B](guide/b.md), [nowhere](guide/b.md#no), [out](https://example.org).\n");
    folder.file(
        "guide/b.md",
        "# B\n\n## Limits\n\nTen. Back to [A](../a.md#a), [here](#limits).\n",
    );
    let output = run("ingest", &[&folder.0]);
    let chunks = chunks(&output);
    let targets = |document: &str| -> Vec<Option<String>> {
        let chunk = chunks
            .iter()
            .find(|chunk| chunk.document == document)
            .expect("it was ingested");
        chunk
            .references
            .iter()
            .map(|reference| reference.target.clone())
            .collect()
    };
    let some = |target: &str| Some(target.to_owned());
    assert_eq!(
        targets("a.md"),
        [some("guide/b.md#1.1"), some("guide/b.md#0"), None, None]
    );
    assert_eq!(targets("guide/b.md"), [some("a.md#1"), some("1.1")]);
}

#[test]
fn output_is_the_same_with_one_thread_and_with_many() {
    let output = |threads: &str| {
        run(
            "ingest",
            &["testdata", "--levels", "300,80", "--threads", threads],
        )
        .stdout
    };
    let one = output("1");
    assert!(!one.is_empty());
    assert!(one == output("2") && one == output("7"));
}

#[test]
fn a_file_that_cannot_be_read_does_not_end_the_run() {
    let folder = Folder::new("unreadable");
    folder.file("a.md", "# A\n\ntext\n");
    folder.file("photo.jpg", [0xff, 0xd8]);
    std::os::unix::fs::symlink(folder.0.join("gone.md"), folder.0.join("b.md"))
        .expect("a link can be made");
    let output = run("ingest", &[&folder.0]);
    assert!(output.status.success());
    assert_eq!(chunks(&output).len(), 2, "a chunk and its only piece");
    let messages = text(&output.stderr);
    assert_eq!(
        messages
            .lines()
            .filter(|line| line.starts_with("error: ") && line.contains("b.md"))
            .count(),
        1,
        "{messages}"
    );
    assert!(
        messages.contains("1 file, ") && messages.contains("1 failure, 1 skipped (1 .jpg)"),
        "{messages}"
    );
    let strict = run("ingest", &[folder.0.as_os_str(), OsStr::new("--strict")]);
    assert_eq!(strict.status.code(), Some(1));
}

#[test]
fn files_in_gitignore_are_skipped() {
    let folder = Folder::new("ignored");
    folder.file(".gitignore", "drafts/\n");
    folder.file("a.md", "text\n");
    folder.file("drafts/b.md", "text\n");
    let documents: Vec<String> = chunks(&run("ingest", &[&folder.0]))
        .into_iter()
        .map(|chunk| chunk.document)
        .collect();
    assert_eq!(documents, ["a.md", "a.md"], "a chunk and its only piece");
}

#[test]
fn one_document_can_come_from_standard_input_and_chunks_go_to_standard_output() {
    let output = with_input(
        "ingest",
        &[
            "-",
            "-o",
            "-",
            "--as",
            "md",
            "--tokenizer",
            "words",
            "--max-tokens",
            "9",
        ],
        b"# Tea\n\nBoil water.\n",
    );
    let chunks = chunks(&output);
    assert_eq!(
        (chunks.len(), chunks[0].text.as_str()),
        (1, "# Tea\n\nBoil water.")
    );
    let output = with_input("outline", &["-"], b"# Tea\n\n### Green\n");
    assert_eq!(text(&output.stdout), "h1 Tea\n  h3 Green\n");
}

#[test]
fn wrong_options_name_the_option_and_what_is_allowed() {
    for (arguments, messages) in [
        (
            &["--max-tokens", "0"][..],
            ["max_tokens is 0", "at least 1"],
        ),
        (&["--max-tokens", "many"], ["--max-tokens", "many"]),
        (&["--levels", "1,2"], ["levels is [1, 2]", "smaller"]),
        (
            &["--tokenizer", "abacus"],
            [
                "--tokenizer is \"abacus\"",
                "cl100k_base, o200k_base, words",
            ],
        ),
        (&["--chunker", "random"], ["random", "structural, fixed"]),
        (
            &["--format", "xml"],
            ["xml", "jsonl, langchain, llamaindex, haystack"],
        ),
        (&["--overlap", "5"], ["--overlap", "--chunker fixed"]),
        (&["--as", "doc"], ["doc", "md, html, pdf and txt"]),
        (&["--threads", "0"], ["--threads", "0"]),
    ] {
        let output = run("ingest", &[&["testdata"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let error = text(&output.stderr);
        assert!(
            messages.iter().all(|message| error.contains(message)),
            "{arguments:?}: {error}"
        );
    }
}

#[test]
fn a_closed_output_ends_the_run_quietly() {
    let mut child = (example("ingest").args(["testdata", "--max-tokens", "20"]))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the example starts");
    let mut stdout = child.stdout.take().expect("it was piped");
    stdout
        .read_exact(&mut [0; 10])
        .expect("there is some output");
    drop(stdout);
    let output = child.wait_with_output().expect("the example ends");
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn windows_are_the_baseline() {
    let output = run(
        "ingest",
        &[
            "testdata/docs",
            "--chunker",
            "fixed",
            "--max-tokens",
            "100",
            "--overlap",
            "20",
        ],
    );
    let chunks = chunks(&output);
    assert!(
        chunks
            .iter()
            .all(|chunk| chunk.tokens <= 100 && chunk.prefix.is_empty())
    );
    let pair = chunks
        .windows(2)
        .find(|pair| pair[0].document == pair[1].document)
        .expect("a document has several windows");
    assert!(pair[1].span.start < pair[0].span.end, "windows overlap");
}

#[test]
fn other_frameworks_get_their_own_form() {
    let lines = |format: &str| {
        let output = run(
            "ingest",
            &[
                "testdata/docs/faq",
                "--levels",
                "200,50",
                "--format",
                format,
            ],
        );
        let lines = text(&output.stdout);
        let values = lines
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON"));
        values.collect::<Vec<_>>()
    };
    let wire = lines("jsonl");
    let langchain = lines("langchain");
    let llamaindex = lines("llamaindex");
    let haystack = lines("haystack");
    assert_eq!(wire.len(), langchain.len());
    let others = langchain.iter().zip(&llamaindex).zip(&haystack);
    for (wire, ((langchain, llamaindex), haystack)) in wire.iter().zip(others) {
        let content = ["prefix", "text", "suffix"]
            .map(|field| wire[field].as_str().expect("a text"))
            .concat();
        assert_eq!(langchain["page_content"], content);
        assert_eq!(langchain["metadata"]["section"], wire["section"]);
        assert_eq!(llamaindex["text"], content);
        assert_eq!(llamaindex["id_"], wire["id"]);
        assert_eq!(llamaindex["relationships"]["4"]["node_id"], wire["parent"]);
        assert_eq!(haystack["content"], content);
        let metadata = [
            &langchain["metadata"],
            &llamaindex["metadata"],
            &haystack["meta"],
        ];
        for metadata in metadata {
            let pairs = metadata.as_object().expect("it is an object");
            assert!(
                pairs
                    .values()
                    .all(|value| value.is_string() || value.is_number())
            );
            assert_eq!(metadata["source"], wire["document"]);
        }
        // A node without a list of children is a leaf.
        let has_children = llamaindex["relationships"]["5"].is_array();
        assert_eq!(has_children, wire["level"] == 0);
    }
}

#[test]
fn outlines_are_indented_or_lines_of_json() {
    let file = "testdata/docs/legal/terms-of-service.md";
    let indented = text(&run("outline", &[file]).stdout);
    let lines = text(&run("outline", &[file, "--json"]).stdout);
    assert_eq!(indented.lines().count(), lines.lines().count());
    let first: serde_json::Value =
        serde_json::from_str(lines.lines().next().expect("there is a heading"))
            .expect("a line is JSON");
    let fields: Vec<&String> = first.as_object().expect("an object").keys().collect();
    assert_eq!(
        fields,
        [
            "anchor", "depth", "label", "level", "number", "page", "section", "span", "text"
        ]
    );
    let missing = run("outline", &["no-such-file.md"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).starts_with("error: no-such-file.md: cannot be read: "));
}

#[test]
fn the_small_examples_run() {
    let output = run::<&str>("custom_reader", &[]);
    assert!(
        text(&output.stdout).contains("The kettle\n\nFrom: Grace\n"),
        "{}",
        text(&output.stdout)
    );
    let output = run::<&str>("custom_chunker", &[]);
    let sections: Vec<String> = (chunks(&output).into_iter())
        .map(|chunk| chunk.breadcrumb())
        .collect();
    assert_eq!(sections, ["Tea", "Tea > Green"]);
    let output = run::<&str>("custom_tokenizer", &[]);
    assert!(
        text(&output.stdout).contains("Tea > Green"),
        "{}",
        text(&output.stdout)
    );
}
