//! Runs `ingest` as users do, and checks its files and messages.
#![cfg(all(
    unix,
    feature = "html",
    feature = "markdown",
    feature = "pdf",
    feature = "tiktoken"
))]

mod input;
mod interruption;
mod output;
#[path = "../common/program.rs"]
mod program;
mod report;
mod reporting;
mod update;

use program::{Folder, chunks, text};
use std::ffi::OsStr;
use std::path::Path;
use std::process::Output;

/// Runs `ingest` with the folder as its current one.
fn ingest<S: AsRef<OsStr>>(folder: &Folder, arguments: &[S]) -> Output {
    (program::example("ingest").current_dir(&folder.0))
        .args(arguments)
        .output()
        .expect("the example runs")
}

/// Runs a line of a shell in which `ingest` is the program.
fn shell(folder: &Folder, line: &str) -> Output {
    let line = line.replace("ingest", &program::path("ingest").display().to_string());
    (std::process::Command::new("sh").current_dir(&folder.0))
        .args(["-c", &line])
        .output()
        .expect("there is a shell")
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn content(path: impl AsRef<Path>) -> Vec<u8> {
    std::fs::read(path).expect("the file can be read")
}

/// Returns the documents of the chunks on standard output, each once.
fn documents(output: &Output) -> Vec<String> {
    let mut names: Vec<String> = chunks(output)
        .into_iter()
        .map(|chunk| chunk.document)
        .collect();
    names.dedup();
    names
}

/// Asserts that a run failed with the exit code `expected` and a message that contains
/// `words`.
fn assert_refused(output: &Output, expected: i32, words: &[&str]) {
    let messages = text(&output.stderr);
    assert_eq!(code(output), Some(expected), "{messages}");
    for word in words {
        assert!(messages.contains(word), "{word:?} is not in: {messages}");
    }
}
