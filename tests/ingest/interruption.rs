//! Signals during a run: the old output remains, and temporary files are removed.

use super::program::{Folder, example, path};
use super::{code, content, ingest, text};
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

const OLD: &str = "{\"id\":\"1\",\"document\":\"old.md\",\"text\":\"yesterday\"}\n";

/// The time that a run is given before its signal.
const RUNNING: Duration = Duration::from_secs(1);

/// A run that has opened its output and waits for the rest of its input.
struct Running {
    folder: Folder,
    child: Child,
}

impl Running {
    /// Starts a run over a document from a pipe that stays open, after the shell's
    /// commands `prepare`.
    fn start(name: &str, prepare: &str) -> Self {
        let folder = Folder::new(name);
        folder.file("chunks.jsonl", OLD);
        let line = format!(
            "ulimit -c 0; {prepare} exec {} - -o chunks.jsonl --as md",
            path("ingest").display()
        );
        let mut child = (Command::new("sh").current_dir(&folder.0))
            .args(["-c", &line])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("there is a shell");
        (child.stdin.as_mut().expect("it was piped"))
            .write_all(b"# Tea\n\nBoil")
            .expect("the example reads");
        let start = Instant::now();
        while partial(&folder) == 0 {
            assert!(
                start.elapsed() < Duration::from_mins(1),
                "it never began to write"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
        std::thread::sleep(RUNNING.saturating_sub(start.elapsed()));
        Self { folder, child }
    }

    fn signal(&mut self, signal: &str) {
        let sent = Command::new("kill")
            .args([signal, &self.child.id().to_string()])
            .status();
        assert!(sent.expect("there is kill").success());
    }

    /// Waits until the run ends by itself, its input still open.
    fn end(mut self) -> (ExitStatus, Folder) {
        let input = self.child.stdin.take();
        let status = self.child.wait().expect("it ends");
        drop(input);
        (status, self.folder)
    }
}

/// Returns the number of temporary files.
fn partial(folder: &Folder) -> usize {
    let names = folder.names();
    (names
        .iter()
        .filter(|name| name.ends_with(".sectile-partial")))
    .count()
}

#[test]
fn signals_keep_the_old_output_and_remove_the_temporary_file() {
    for (signal, number) in [("-INT", 2), ("-TERM", 15), ("-HUP", 1), ("-QUIT", 3)] {
        let mut run = Running::start(&format!("signal{signal}"), "");
        run.signal(signal);
        let (status, folder) = run.end();
        assert_eq!(status.signal(), Some(number), "{signal}: {status}");
        assert_eq!(text(&content(folder.path("chunks.jsonl"))), OLD, "{signal}");
        assert_eq!(folder.names(), ["chunks.jsonl"], "{signal}");
    }
}

#[test]
fn a_kill_keeps_the_old_output_and_the_next_run_removes_the_temporary_file() {
    let mut run = Running::start("kill", "");
    run.signal("-KILL");
    let (status, folder) = run.end();
    assert_eq!(status.signal(), Some(9));
    assert_eq!(text(&content(folder.path("chunks.jsonl"))), OLD);
    assert_eq!(partial(&folder), 1);
    folder.file("tea.md", "# Tea\n\nBoil water.\n");
    assert_eq!(
        code(&ingest(&folder, &["tea.md", "-o", "chunks.jsonl"])),
        Some(0)
    );
    assert_eq!(folder.names(), ["chunks.jsonl", "tea.md"]);
}

#[test]
fn a_signal_while_lines_are_written_keeps_the_old_output() {
    let folder = Folder::new("signal-lines");
    folder.file("chunks.jsonl", OLD);
    let body = "Boil the water and let it cool for a while. ".repeat(60);
    for count in 0..4000 {
        folder.file(
            format!("docs/{count}.md"),
            format!("# Tea {count}\n\n{body}\n"),
        );
    }
    let size = || {
        let entries = std::fs::read_dir(&folder.0).expect("it can be listed");
        let partial = entries
            .flatten()
            .find(|entry| (entry.file_name().to_string_lossy()).ends_with(".sectile-partial"));
        partial.map_or(0, |entry| {
            entry.metadata().map_or(0, |metadata| metadata.len())
        })
    };
    for signal in ["-INT", "-TERM", "-KILL"] {
        let mut child = (example("ingest").current_dir(&folder.0))
            .args(["docs", "-o", "chunks.jsonl", "--threads", "1", "--quiet"])
            .spawn()
            .expect("the example starts");
        while size() == 0 {
            assert!(
                child.try_wait().expect("it can be asked").is_none(),
                "it ended too early"
            );
            std::thread::sleep(Duration::from_millis(1));
        }
        let sent = Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status();
        assert!(sent.expect("there is kill").success());
        let status = child.wait().expect("it ends");
        assert!(status.signal().is_some(), "{signal}: {status}");
        assert_eq!(text(&content(folder.path("chunks.jsonl"))), OLD, "{signal}");
        assert_eq!(partial(&folder), usize::from(signal == "-KILL"));
    }
}

#[test]
fn a_signal_that_the_caller_ignores_does_not_end_the_run() {
    let mut run = Running::start("nohup", "trap '' HUP;");
    run.signal("-HUP");
    std::thread::sleep(Duration::from_millis(200));
    drop(run.child.stdin.take()); // the document is complete
    let status = run.child.wait().expect("it ends");
    assert_eq!(status.code(), Some(0));
    assert!(text(&content(run.folder.path("chunks.jsonl"))).contains("Boil"));
}
