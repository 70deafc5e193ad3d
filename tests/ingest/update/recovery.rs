//! Updates after damage: a manifest that cannot be used, runs at once, a killed run, a full
//! disk.

use super::super::program::{self, Folder, text};
use super::super::{assert_refused, code, content, ingest, shell};
use super::{UPDATE, reason, update, with_documents};
use sectile::Change;
use std::fs;
use std::process::Stdio;
use std::time::Duration;

#[test]
fn everything_is_read_if_the_manifest_cannot_be_used() {
    let folder = with_documents("manifest");
    update(&folder, &[]);
    let manifest = folder.path("chunks.manifest.json");
    let good = text(&content(&manifest));
    let cut = good[..good.len() / 2].to_owned();
    let other = good.replacen("\"size\":", "\"size\":1", 1);
    let older = good.replacen("\"manifest\":3", "\"manifest\":2", 1);
    let read: Result<serde_json::Value, _> = serde_json::from_str(&good);
    let read = read.expect("other programs read it as JSON");
    let documents = read["documents"].as_array().map_or(0, Vec::len);
    assert_eq!(
        good.lines().count(),
        documents + 2,
        "a line for each document"
    );
    for (bad, expected) in [
        (cut, "chunks.manifest.json: is damaged"),
        (other, "chunks.manifest.json: is damaged"),
        (String::new(), "chunks.manifest.json: is damaged"),
        (older, "chunks.manifest.json: is of another version"),
    ] {
        fs::write(&manifest, bad).expect("it can be written");
        let (output, changes) = update(&folder, &[]);
        assert_eq!(reason(&output).as_deref(), Some(expected));
        let is_kept = |change: &Change| matches!(change, Change::Keep { changed: false, .. });
        assert!(changes.iter().all(is_kept), "the chunks are the same");
    }
    let (output, _) = update(&folder, &["--max-tokens", "60"]);
    assert_eq!(
        reason(&output).as_deref(),
        Some("the earlier run had other options")
    );
    let written = folder.path("chunks.jsonl");
    let lines = text(&content(&written));
    fs::write(&written, lines.replacen("Boil", "boil", 1)).expect("it can be written");
    let (output, _) = update(&folder, &["--max-tokens", "60"]);
    let expected = "the output is not the one of the manifest";
    assert_eq!(reason(&output).as_deref(), Some(expected));
}

/// Asserts that the next update gives what a fresh run gives, whatever happened before.
fn assert_recovers(folder: &Folder) {
    let output = ingest(folder, &UPDATE);
    assert_eq!(code(&output), Some(0), "{}", text(&output.stderr));
    let fresh = ingest(folder, &["docs"]);
    assert_eq!(content(folder.path("chunks.jsonl")), fresh.stdout);
}

#[test]
fn updates_at_once_leave_the_output_of_one() {
    let folder = with_documents("updates-at-once");
    for round in 0..4 {
        folder.file(
            "docs/tea.md",
            format!("# Tea\n\n## Green\n\nRound {round}.\n"),
        );
        let line = "for i in 1 2 3 4; do ingest docs -o chunks.jsonl --update & done; wait";
        let output = shell(&folder, line);
        assert!(
            !text(&output.stderr).contains("error"),
            "{}",
            text(&output.stderr)
        );
        let fresh = ingest(&folder, &["docs"]);
        assert_eq!(content(folder.path("chunks.jsonl")), fresh.stdout);
        let output = ingest(&folder, &UPDATE);
        assert_eq!(reason(&output), None, "the manifest is that of the output");
    }
}

#[test]
fn an_update_that_is_killed_at_any_time_leaves_a_whole_output() {
    let folder = with_documents("killed-update");
    update(&folder, &[]);
    for round in 0..25 {
        let old = content(folder.path("chunks.jsonl"));
        let body = format!("Round {round}. ").repeat(2000);
        folder.file("docs/tea.md", format!("# Tea\n\n## Green\n\n{body}\n"));
        let fresh = ingest(&folder, &["docs"]).stdout;
        let mut child = (program::example("ingest").current_dir(&folder.0))
            .args(UPDATE)
            .stderr(Stdio::null())
            .spawn()
            .expect("the example runs");
        std::thread::sleep(Duration::from_millis(round * 8));
        let _ = child.kill(); // it may have ended
        child.wait().expect("it ends");
        let now = content(folder.path("chunks.jsonl"));
        assert!(now == old || now == fresh, "round {round}");
        assert_recovers(&folder);
    }
}

#[test]
fn a_full_disk_keeps_output_and_manifest() {
    let folder = with_documents("full-update");
    update(&folder, &[]);
    let names = [
        "chunks.jsonl",
        "chunks.manifest.json",
        "chunks.changes.jsonl",
    ];
    let before = names.map(|name| content(folder.path(name)));
    for count in 0..40 {
        let body = "Boil the water and let it cool. ".repeat(100);
        folder.file(
            format!("docs/{count}.md"),
            format!("# Tea {count}\n\n{body}\n"),
        );
    }
    // A limit on the size of files fails a write as a full disk does. The outputs need
    // more blocks than the manifest, and that more than the change set.
    for blocks in [1, 8, 30, 60, 120] {
        let line = format!("ulimit -f {blocks}; ingest docs -o chunks.jsonl --update");
        let failed = shell(&folder, &line);
        assert_refused(&failed, 2, &["cannot be written"]);
        assert_eq!(
            names.map(|name| content(folder.path(name))),
            before,
            "{blocks} blocks"
        );
    }
    assert_recovers(&folder);
}
