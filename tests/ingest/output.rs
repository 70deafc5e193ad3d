//! The output is complete or unchanged, and never an input.

use super::{Folder, assert_refused, chunks, code, content, documents, ingest, shell, text};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

const OLD: &str = "{\"id\":\"1\",\"document\":\"old.md\",\"text\":\"yesterday\"}\n";

fn with_document(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.file("docs/tea.md", "# Tea\n\nBoil water.\n");
    folder
}

#[test]
fn an_input_is_never_the_output() {
    let folder = with_document("input-output");
    let tea = folder.path("docs/tea.md");
    symlink("docs/tea.md", folder.path("link.md")).expect("a link can be made");
    symlink("link.md", folder.path("link-to-link")).expect("a link can be made");
    fs::hard_link(&tea, folder.path("hard.jsonl")).expect("a link can be made");
    let old = content(&tea);
    for (input, output) in [
        ("docs/tea.md", "docs/tea.md"),
        ("docs/tea.md", "docs/../docs/./tea.md"),
        ("docs/tea.md", "link.md"),
        ("docs/tea.md", "link-to-link"),
        ("docs/tea.md", "hard.jsonl"),
        ("link.md", "docs/tea.md"),
        ("docs", "docs/tea.md"),
        ("docs", "link.md"),
        ("docs", "hard.jsonl"),
    ] {
        let refused = ingest(&folder, &[input, "-o", output]);
        assert_refused(&refused, 2, &["is an input and would be overwritten"]);
        let refused = ingest(&folder, &[input, "-o", "new.jsonl", "--errors", output]);
        assert_refused(&refused, 2, &["is an input and would be overwritten"]);
        assert_eq!(content(&tea), old, "{input} -o {output}");
    }
    let refused = shell(&folder, "ingest docs/tea.md >> docs/tea.md");
    assert_refused(&refused, 2, &["is an input"]);
    let refused = shell(&folder, "ingest docs >> docs/tea.md");
    assert_refused(&refused, 2, &["is an input"]);
    let refused = shell(&folder, "ingest docs/tea.md -o /dev/stdout >> docs/tea.md");
    assert_refused(&refused, 2, &["is an input"]);
    assert_eq!(content(&tea), old);
    assert_eq!(
        folder.names(),
        ["docs", "hard.jsonl", "link-to-link", "link.md"]
    );
}

#[test]
fn an_earlier_output_in_an_input_folder_is_not_input() {
    let folder = with_document("output-inside");
    for format in ["jsonl", "langchain", "llamaindex"] {
        // The name is that of a Markdown document, which would be read.
        let arguments = ["docs", "-o", "docs/chunks.md", "--format", format];
        for _ in 0..2 {
            let output = ingest(&folder, &arguments);
            assert_eq!(code(&output), Some(0), "{}", text(&output.stderr));
            assert!(text(&output.stderr).starts_with("1 file, "));
        }
        assert!(text(&content(folder.path("docs/chunks.md"))).contains("Boil water."));
    }
    fs::remove_file(folder.path("docs/chunks.md")).expect("it can be removed");
    let output = shell(&folder, "ingest docs > docs/all.md");
    assert!(
        text(&output.stderr).starts_with("1 file, "),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_new_output_has_the_mode_that_the_umask_gives_and_an_old_one_keeps_mode_and_owner() {
    let folder = with_document("mode");
    assert_eq!(
        code(&shell(&folder, "umask 027; ingest docs -o new.jsonl")),
        Some(0)
    );
    let mode = |name: &str| {
        let metadata = fs::metadata(folder.path(name)).expect("the output is there");
        (metadata.mode() & 0o7777, metadata.uid(), metadata.gid())
    };
    assert_eq!(mode("new.jsonl").0, 0o640);

    let old = folder.file("old.jsonl", OLD);
    fs::set_permissions(&old, Permissions::from_mode(0o604)).expect("the mode can be set");
    if mode("old.jsonl").1 == 0 {
        // Only root may change the owner of a file.
        std::os::unix::fs::chown(&old, Some(12345), Some(54321)).expect("root may");
    }
    let before = mode("old.jsonl");
    assert_eq!(
        code(&ingest(&folder, &["docs", "-o", "old.jsonl"])),
        Some(0)
    );
    assert_eq!(mode("old.jsonl"), before);
    assert!(text(&content(&old)).contains("Boil water."));

    fs::set_permissions(&old, Permissions::from_mode(0o444)).expect("the mode can be set");
    let refused = ingest(&folder, &["docs", "-o", "old.jsonl"]);
    assert_refused(
        &refused,
        2,
        &["old.jsonl: cannot be written", "not writable"],
    );
    assert_eq!(folder.names(), ["docs", "new.jsonl", "old.jsonl"]);
}

#[test]
fn links_on_the_way_to_the_output_stay_links() {
    let folder = with_document("output-links");
    folder.file("store/chunks.jsonl", OLD);
    symlink("store/chunks.jsonl", folder.path("old")).expect("a link can be made");
    symlink("store/new.jsonl", folder.path("dangling")).expect("a link can be made");
    symlink("loop", folder.path("loop")).expect("a link can be made");
    for (link, file) in [("old", "chunks.jsonl"), ("dangling", "new.jsonl")] {
        assert_eq!(code(&ingest(&folder, &["docs", "-o", link])), Some(0));
        assert!(folder.path(link).is_symlink());
        let written = content(folder.path("store").join(file));
        assert!(text(&written).contains("Boil water."));
    }
    assert_refused(
        &ingest(&folder, &["docs", "-o", "loop"]),
        2,
        &["leads back to itself"],
    );
}

#[test]
fn files_that_cannot_be_replaced_are_written_directly() {
    let folder = with_document("direct");
    let output = ingest(&folder, &["docs", "-o", "/dev/null"]);
    assert_eq!((code(&output), output.stdout.len()), (Some(0), 0));
    let output = ingest(&folder, &["docs", "-o", "/dev/stdout"]);
    assert_eq!(chunks(&output).len(), 2, "a chunk and its only piece");
    let output = shell(
        &folder,
        "mkfifo f && { cat f > copy & ingest docs -o f; wait; }",
    );
    assert_eq!(code(&output), Some(0), "{}", text(&output.stderr));
    assert_eq!(
        content(folder.path("copy"))
            .split(|byte| *byte == b'\n')
            .count(),
        3
    );
    // A redirection that appends keeps the old content.
    folder.file("all.jsonl", OLD);
    shell(&folder, "ingest docs -o /dev/stdout >> all.jsonl");
    assert!(text(&content(folder.path("all.jsonl"))).starts_with(OLD));
    assert_refused(
        &ingest(&folder, &["docs", "-o", "/dev/full"]),
        2,
        &["error: /dev/full: cannot be written"],
    );
    assert_eq!(folder.names(), ["all.jsonl", "copy", "docs", "f"]);
}

#[test]
fn an_output_that_cannot_be_written_is_an_error() {
    let folder = with_document("unwritable");
    assert_refused(
        &ingest(&folder, &["docs", "-o", "docs"]),
        2,
        &["docs: is a folder"],
    );
    let refused = ingest(&folder, &["docs", "-o", "no/such/folder/a.jsonl"]);
    assert_refused(&refused, 2, &["no/such/folder/a.jsonl: cannot be written"]);
    let refused = ingest(&folder, &["docs", "-o", "a.jsonl", "--errors", "a.jsonl"]);
    assert_refused(&refused, 2, &["both the output and the file of --errors"]);
    assert_eq!(folder.names(), ["docs"]);
}

#[test]
fn a_failed_run_keeps_the_old_output() {
    let folder = with_document("failed");
    folder.file("broken/a.pdf", "no PDF");
    folder.file("mixed/a.pdf", "no PDF");
    folder.file("mixed/b.md", "# B\n");
    folder.file("pictures/a.jpg", "no document");
    fs::create_dir(folder.path("empty")).expect("a folder can be made");
    let old = folder.file("old.jsonl", OLD);
    for (arguments, expected) in [
        (&["broken"][..], 1),
        (&["mixed", "--strict"], 1),
        (&["empty"], 2),
        (&["pictures"], 2),
        (&["no-such-folder"], 2),
        (&["docs", "no-such-folder", "--strict"], 2),
        (&["docs", "--max-tokens", "0"], 2),
        (&["docs", "--timeout", "0.000000001"], 1),
    ] {
        for output in ["old.jsonl", "new.jsonl"] {
            let failed = ingest(&folder, &[arguments, &["-o", output]].concat());
            assert_refused(&failed, expected, &["error: "]);
        }
        assert_eq!(text(&content(&old)), OLD, "{arguments:?}");
    }
    let names = ["broken", "docs", "empty", "mixed", "old.jsonl", "pictures"];
    assert_eq!(folder.names(), names, "no new file, no temporary one");
    assert_eq!(
        code(&ingest(&folder, &["mixed", "-o", "old.jsonl"])),
        Some(0)
    );
    assert_ne!(
        text(&content(&old)),
        OLD,
        "without --strict the run succeeds"
    );
}

#[test]
fn a_full_disk_keeps_the_old_output() {
    let folder = Folder::new("full");
    for count in 0..40 {
        let body = "Boil the water and let it cool. ".repeat(100);
        folder.file(
            format!("docs/{count}.md"),
            format!("# Tea {count}\n\n{body}\n"),
        );
    }
    let old = folder.file("old.jsonl", OLD);
    // A limit on the size of files, here 8 blocks, fails a write as a full disk does.
    let failed = shell(&folder, "ulimit -f 8; ingest docs -o old.jsonl");
    assert_refused(&failed, 2, &["error: old.jsonl: cannot be written"]);
    assert_eq!(text(&content(&old)), OLD);
    assert_eq!(folder.names(), ["docs", "old.jsonl"]);
}

#[test]
fn a_stale_temporary_file_is_removed_and_a_used_one_is_not() {
    let folder = with_document("stale");
    let stale = folder.file(".chunks.jsonl.x1y2z3.sectile-partial", "half");
    let other = folder.file(".other.jsonl.x1y2z3.sectile-partial", "half");
    let used = folder.file(".chunks.jsonl.a1b2c3.sectile-partial", "half");
    let lock = fs::File::open(&used).expect("it can be opened");
    lock.lock().expect("it can be locked");
    assert_eq!(
        code(&ingest(&folder, &["docs", "-o", "chunks.jsonl"])),
        Some(0)
    );
    assert!(!stale.exists(), "no process has it locked");
    assert!(used.exists(), "another run writes it");
    assert!(other.exists(), "it belongs to another output");
    drop(lock);
    assert_eq!(
        code(&ingest(&folder, &["docs", "-o", "chunks.jsonl"])),
        Some(0)
    );
    assert!(!used.exists());
}

#[test]
fn two_runs_at_once_leave_one_whole_output() {
    let folder = with_document("two-runs");
    let line = "for i in 1 2 3 4 5 6; do ingest docs -o a.jsonl & done; wait";
    let output = shell(&folder, line);
    assert!(
        !text(&output.stderr).contains("error"),
        "{}",
        text(&output.stderr)
    );
    let written = content(folder.path("a.jsonl"));
    let once = ingest(&folder, &["docs"]);
    assert_eq!(written, once.stdout);
    assert_eq!(documents(&once), ["tea.md"]);
    assert_eq!(folder.names(), ["a.jsonl", "docs"]);
}
