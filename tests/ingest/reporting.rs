//! The reports of a run on standard error, in the file of `--errors` and at a terminal.

use super::{Folder, assert_refused, chunks, code, content, ingest, program, text};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn mixed(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.file("docs/tea.md", b"# Tea\n\nnot na\xefve, a caf\xe9\n");
    folder.file("docs/broken.pdf", "no PDF");
    folder.file("docs/a.dat", "x");
    folder.file("docs/b.dat", "x");
    folder.file("docs/photo.jpg", "x");
    folder
}

#[test]
fn skipped_files_are_counted_by_extension_and_named_on_request() {
    let folder = mixed("skipped");
    let summary = text(&ingest(&folder, &["docs"]).stderr);
    assert!(
        summary.ends_with("1 warning, 1 failure, 3 skipped (2 .dat, 1 .jpg)\n"),
        "{summary}"
    );
    assert!(!summary.contains("a.dat"));
    let verbose = text(&ingest(&folder, &["docs", "--verbose"]).stderr);
    for line in [
        "docs/a.dat: skipped, .dat\n",
        "docs/photo.jpg: skipped, .jpg\n",
        "docs/tea.md: 2 chunks\n",
    ] {
        assert!(verbose.contains(line), "{verbose}");
    }
}

#[test]
fn omitted_text_is_counted_by_kind() {
    let folder = Folder::new("omitted");
    folder.file("docs/tea.md", "# Tea\n\nHot <!-- 10 cups --> tea\n");
    let summary = text(&ingest(&folder, &["docs"]).stderr);
    assert!(
        summary.ends_with("0 skipped, 16 bytes omitted (16 of comments)\n"),
        "{summary}"
    );
}

#[test]
fn a_quiet_run_reports_errors_only() {
    let folder = mixed("quiet");
    let output = ingest(&folder, &["docs", "--quiet"]);
    let messages = text(&output.stderr);
    assert!(
        messages.starts_with("error: docs/broken.pdf: "),
        "{messages}"
    );
    assert_eq!(messages.lines().count(), 1, "{messages}");
    assert_eq!(code(&output), Some(0));
}

#[test]
fn errors_are_written_as_lines_of_json_also_when_the_run_fails() {
    let folder = mixed("errors");
    let arguments = [
        "docs",
        "gone.md",
        "-o",
        "chunks.jsonl",
        "--errors",
        "errors.jsonl",
    ];
    for (more, expected) in [(&[][..], 0), (&["--timeout", "0.000000001"], 1)] {
        let output = ingest(&folder, &[&arguments[..], more].concat());
        assert_eq!(code(&output), Some(expected), "{}", text(&output.stderr));
        let lines = text(&content(folder.path("errors.jsonl")));
        let lines: Vec<Value> = (lines.lines())
            .map(|line| serde_json::from_str(line).expect("a line is JSON"))
            .collect();
        let field =
            |field: &str| -> Vec<&Value> { lines.iter().map(|line| &line[field]).collect() };
        assert_eq!(field("message")[0], "gone.md: no such file or folder");
        assert_eq!(field("document")[1], "docs/broken.pdf");
        assert_eq!(field("path")[1], "docs/broken.pdf");
        if expected == 0 {
            assert_eq!(field("kind"), ["io", "malformed"]);
        } else {
            assert_eq!(field("kind")[2], "timeout");
            assert_eq!(field("message")[2], "took longer than 0.000000001 s");
        }
    }
    let output = ingest(
        &folder,
        &[
            "docs",
            "--strict",
            "-o",
            "x.jsonl",
            "--errors",
            "errors.jsonl",
        ],
    );
    assert_refused(&output, 1, &["the run failed; x.jsonl was not written"]);
    assert!(text(&content(folder.path("errors.jsonl"))).contains("malformed"));
    assert!(!folder.path("x.jsonl").exists());
}

#[test]
fn a_timeout_that_is_long_enough_changes_nothing() {
    let folder = mixed("timeout");
    let plain = ingest(&folder, &["docs"]);
    let bounded = ingest(&folder, &["docs", "--timeout", "600"]);
    assert_eq!(plain.stdout, bounded.stdout);
    for seconds in ["0", "-1", "soon", "1e40", "NaN"] {
        let refused = ingest(&folder, &["docs", &format!("--timeout={seconds}")]);
        assert_refused(&refused, 2, &["--timeout"]);
    }
}

#[test]
fn version_and_exit_codes_are_shown() {
    let folder = Folder::new("version");
    let version = text(&ingest(&folder, &["--version"]).stdout);
    assert_eq!(version, format!("ingest {}\n", env!("CARGO_PKG_VERSION")));
    let help = text(&ingest(&folder, &["--help"]).stdout);
    for line in ["Exit codes:", "  0    ", "  1    ", "  2    ", "  130  "] {
        assert!(help.contains(line), "{help}");
    }
}

#[test]
fn a_terminal_shows_a_preview_unless_lines_are_asked_for() {
    let on_terminal = |arguments: &str| on_terminal(env!("CARGO_MANIFEST_DIR").as_ref(), arguments);
    let shown = on_terminal("testdata/docs --quiet");
    assert!(shown.lines().count() < 40, "{shown}");
    assert!(!shown.contains("{\"id\""), "{shown}");
    assert!(
        shown.contains(" tokens\n") && shown.contains("-o FILE.jsonl"),
        "{shown}"
    );
    let lines = on_terminal("testdata/docs/faq --quiet -o -");
    assert!(lines.starts_with("{\"id\":"), "{lines}");
    assert_eq!(
        chunks(&program::run("ingest", &["testdata/docs/faq"])).len(),
        lines.lines().count()
    );
}

/// Runs `ingest` in `folder` on a terminal of its own, which `script` makes.
fn on_terminal(folder: &Path, arguments: &str) -> String {
    let line = format!("{} {arguments}", program::path("ingest").display());
    let output = Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .current_dir(folder)
        .output()
        .expect("there is script, of util-linux");
    text(&output.stdout)
        .replace('\r', "\n")
        .replace("\n\n", "\n")
}

#[test]
fn the_bar_moves_inside_of_one_file() {
    let folder = Folder::new("bar");
    let source = (0..200_000)
        .map(|number| format!("## Cup {number}\n\nBoil the water for cup {number}.\n\n"))
        .collect::<Vec<String>>()
        .concat();
    folder.file("tea.md", source);
    let shown = on_terminal(&folder.0, "tea.md -o chunks.jsonl");
    // Such as `1.50 MiB/8.90 MiB, 1.2 MiB/s, 1s left`.
    let bars = shown.lines().filter(|line| line.contains(" left"));
    let positions: Vec<&str> = bars
        .filter_map(|bar| {
            bar.split_once("B/")?
                .0
                .rsplit_once(' ')?
                .0
                .rsplit(' ')
                .next()
        })
        .collect();
    let (first, is_inside) = (positions[0], |at: &&str| **at != *positions[0]);
    assert_eq!(first, "0");
    assert!(positions.iter().any(is_inside), "{positions:?} in {shown}");
}
