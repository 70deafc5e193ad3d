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

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("there is a folder for it");
    let output = folder.path().join("chunks.parquet");
    let path = output.to_str().expect("the path is text");
    let parquet = ["--format", "parquet", "-o", path];
    let run = |more: &[&str]| sectile(&[&["ingest"], more, &parquet[..]].concat());

    assert!(run(&["testdata/docs/manual", "-q"]).status.success());
    let file = std::fs::read(&output).expect("it was written");
    assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));

    // A run that fails leaves the old file, and no temporary one.
    let broken = folder.path().join("broken.pdf");
    std::fs::write(&broken, "no PDF").expect("it can be written");
    let broken = broken.to_str().expect("the path is text");
    let failed = run(&["testdata/docs/manual", broken, "--strict", "-q"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(std::fs::read(&output).expect("it is still there") == file);
    let names = std::fs::read_dir(folder.path()).expect("it is a folder");
    assert_eq!(names.count(), 2, "the output and the broken input");

    // An earlier output in the folder that is read is recognized, whatever its name.
    let notes = folder.path().join("notes");
    std::fs::create_dir(&notes).expect("the folder is new");
    std::fs::write(notes.join("tea.md"), "# Tea\n").expect("it can be written");
    let inside = notes.join("chunks.md");
    let paths = [&notes, &inside].map(|path| path.to_str().expect("the path is text"));
    let again = [
        "ingest", paths[0], "--as", "md", "--format", "parquet", "-o", paths[1], "-q",
    ];
    for _ in 0..2 {
        let output = sectile(&again);
        assert!(output.status.success(), "{}", text(output.stderr));
    }

    let update = run(&["testdata/docs/manual", "--update"]);
    assert_eq!(update.status.code(), Some(2));
    assert!(text(update.stderr).contains("does not go with --format parquet"));
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
