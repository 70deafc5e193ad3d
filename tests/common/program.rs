//! Runs the programs of the examples, which `cargo test` builds along with the tests.

#![allow(dead_code)] // each test crate uses a part of it

use sectile::{Chunk, read_jsonl};
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Returns the path of an example's program.
pub(crate) fn path(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test has a path");
    let target = test
        .parent()
        .and_then(Path::parent)
        .expect("tests are in target/PROFILE/deps");
    let program = target
        .join("examples")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.exists(),
        "{} is not built; run `cargo test` without a list of tests to build it",
        program.display()
    );
    program
}

/// Returns a command that runs an example in the folder of the package.
pub(crate) fn example(name: &str) -> Command {
    let mut command = Command::new(path(name));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

pub(crate) fn run<S: AsRef<OsStr>>(name: &str, arguments: &[S]) -> Output {
    example(name)
        .args(arguments)
        .output()
        .expect("the example runs")
}

pub(crate) fn with_input(name: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = (example(name).args(arguments))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the example starts");
    child
        .stdin
        .take()
        .expect("it was piped")
        .write_all(input)
        .expect("the example reads its input");
    child.wait_with_output().expect("the example ends")
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the output is text")
}

pub(crate) fn chunks(output: &Output) -> Vec<Chunk> {
    read_jsonl(output.stdout.as_slice())
        .collect::<Result<_, _>>()
        .expect("every line is a chunk")
}

/// A temporary folder, removed at the end of the test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sectile-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path); // left by an earlier run
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn file(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is in the folder"))
            .expect("a folder can be made");
        fs::write(&path, content).expect("a file can be written");
        path
    }

    /// Returns the names of all files in it, hidden ones included, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("the folder can be listed");
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<String> = entries.flatten().map(name).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0); // ignored: the folder is temporary
    }
}
