//! Folders, files and options that cannot be searched as they are.

use super::{Folder, code, text};
use std::fs;

#[test]
fn the_index_can_be_elsewhere() {
    let folder = Folder::with_documents("elsewhere");
    let output = folder.search(&["docs/tea.md", "water", "--index", "index"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("   docs/tea.md:5-7\n"));
    assert!(!folder.0.join("docs/.sectile").exists());
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = Folder::with_documents("broken");
    folder.write("docs/broken.pdf", "%PDF-1.7\nnothing");
    let output = folder.search(&["docs", "water"]);
    assert_eq!(code(&output), 0);
    assert!(
        text(&output.stderr).contains("error: docs/broken.pdf: "),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn errors_name_their_reason() {
    let folder = Folder::with_documents("errors");
    let refused = |arguments: &[&str], reason: &str| {
        let output = folder.search(arguments);
        let message = text(&output.stderr);
        assert_eq!(code(&output), 2, "{message}");
        assert!(message.contains(reason), "{message}");
    };
    refused(
        &["nowhere", "water"],
        "error: nowhere: no such file or folder",
    );
    refused(
        &["docs/tea.md", "water"],
        "error: docs/tea.md: is a file; name its folder",
    );
    refused(
        &["docs", "the ?"],
        "error: the question has no words to search for",
    );
    refused(&["docs", "water", "-k", "0"], "--results");
    refused(&["docs"], "QUESTION");
    refused(
        &["docs", "water", "--index", "docs"],
        "error: docs: has files that are no index",
    );
    fs::create_dir(folder.0.join("empty")).expect("a folder can be made");
    refused(&["empty", "water"], "error: no document in empty");
    refused(
        &["docs", "water", "--index", "docs/tea.md/x"],
        "name another folder with --index",
    );
}

#[test]
fn help_explains_results_and_exit_codes() {
    let output = Folder::new("help").search(&["--help"]);
    let help = text(&output.stdout);
    for words in [
        "-k, --results <N>",
        "--json",
        "--index <FOLDER>",
        "Exit codes:",
    ] {
        assert!(help.contains(words), "{words:?} is not in: {help}");
    }
}
