//! Runs the installed command as users do.
#![cfg(all(
    feature = "html",
    feature = "markdown",
    feature = "pdf",
    feature = "tiktoken"
))]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn sectile(arguments: &[&str]) -> Output {
    (Command::new(env!("CARGO_BIN_EXE_sectile")).args(arguments))
        .current_dir(repository())
        .output()
        .expect("the command runs")
}

fn repository() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    folder
        .expect("cli is a folder of the repository")
        .to_owned()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("the output is text")
}

#[test]
fn ingest_writes_chunks() {
    let output = sectile(&["ingest", "testdata/docs/manual", "--max-tokens", "128"]);
    assert!(output.status.success());
    let chunks = sectile::read_jsonl(output.stdout.as_slice());
    let chunks: Vec<_> = chunks.collect::<Result<_, _>>().expect("they are chunks");
    assert!(chunks.len() > 10);
    assert!(chunks.iter().all(|chunk| chunk.tokens <= 128));
}

#[test]
fn outline_prints_the_section_tree() {
    let output = sectile(&["outline", "testdata/docs/manual/field-radio-manual.md"]);
    assert!(output.status.success());
    assert!(text(output.stdout).starts_with("h1 "));
}

#[cfg(feature = "evaluate")]
#[test]
fn compare_prints_a_table() {
    let output = sectile(&["compare", "testdata/docs/manual"]);
    assert!(output.status.success());
    assert!(text(output.stdout).contains("structural 256 > 1024"));
}

#[test]
fn help_names_the_subcommands_and_their_options() {
    let help = text(sectile(&["--help"]).stdout);
    assert!(
        help.contains("ingest") && help.contains("outline"),
        "{help}"
    );
    let help = text(sectile(&["ingest", "--help"]).stdout);
    assert!(help.contains("--max-tokens") && help.contains("Exit codes"));
    assert_eq!(
        text(sectile(&["--version"]).stdout).trim(),
        concat!("sectile ", env!("CARGO_PKG_VERSION"))
    );
}
