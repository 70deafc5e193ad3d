//! Runs `sectile search` as users do.
#![cfg(all(
    feature = "html",
    feature = "markdown",
    feature = "pdf",
    feature = "search",
    feature = "tiktoken"
))]

mod errors;
mod passages;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

/// The time after which two writes of a file have different times of modification.
const TICK: Duration = Duration::from_millis(40);

/// A temporary folder, removed at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("sectile-search-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path); // left by an earlier run
        fs::create_dir_all(path.join("docs")).expect("a folder can be made");
        Self(path.canonicalize().expect("it exists"))
    }

    /// A folder about tea, water and cups.
    fn with_documents(name: &str) -> Self {
        let folder = Self::new(name);
        // Each section is a chunk of its own.
        let filler = "More is said about it in this sentence. ".repeat(24);
        folder.write(
            "docs/tea.md",
            &format!(
                "# Tea\n\n{filler}\n\n## Green\n\nLet the water cool to 75 degrees. {filler}\n\n\
                 ## Black\n\nPour at once. {filler}\n"
            ),
        );
        folder.write(
            "docs/cups.html",
            "<h1>Cups</h1><h2>Tall</h2><p>A tall glass for iced drinks.</p>",
        );
        folder
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.0.join(name), content).expect("a file can be written");
    }

    fn search(&self, arguments: &[&str]) -> Output {
        (Command::new(env!("CARGO_BIN_EXE_sectile")).arg("search"))
            .args(arguments)
            .current_dir(&self.0)
            .output()
            .expect("the command runs")
    }

    /// Searches in `docs` and returns the lines of JSON.
    fn found(&self, question: &str) -> Vec<Value> {
        let output = self.search(&["docs", question, "--json"]);
        assert!(code(&output) < 2, "{}", text(&output.stderr));
        let lines = text(&output.stdout);
        (lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("it is JSON")))
        .collect()
    }

    /// Returns the results of a search with the index and of one that makes it anew.
    fn updated_and_fresh(&self, question: &str) -> (Vec<Value>, Vec<Value>) {
        let updated = self.found(question);
        fs::remove_dir_all(self.0.join("docs/.sectile")).expect("there is an index");
        (updated, self.found(question))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0); // ignored: the folder is temporary
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the output is text")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

#[test]
fn results_have_headings_citation_and_excerpt() {
    let folder = Folder::with_documents("results");
    let output = folder.search(&["docs", "how hot is the water?"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let results = text(&output.stdout);
    let mut lines = results.lines();
    let first = lines.next().expect("there is a result");
    assert!(first.starts_with("1. Tea > Green (score "), "{first}");
    assert_eq!(lines.next(), Some("   docs/tea.md:5-7"));
    assert!(
        results.contains("Let the water cool to 75 degrees."),
        "{results}"
    );
    assert!(
        text(&output.stderr)
            .starts_with("made the index docs/.sectile: 2 files read, 0 unchanged;"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_page_and_its_box_are_cited() {
    let folder = Folder::new("pages");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("it has a parent");
    let pdf = fs::read(repository.join("testdata/cases/columns-without-rules/source.pdf"));
    fs::write(
        folder.0.join("docs/page.pdf"),
        pdf.expect("the case is there"),
    )
    .expect("it is written");
    let outline =
        fs::read_to_string(repository.join("testdata/cases/columns-without-rules/outline.txt"));
    let outline = outline.expect("the case is there");
    let heading = outline.lines().last().expect("it has headings").trim();
    let found = folder.found(heading);
    let citation = found[0]["citation"].as_str().expect("it is text");
    assert!(
        citation.starts_with("docs/page.pdf, page 1, box "),
        "{citation}"
    );
    let pages = &found[0]["chunk"]["origin"]["pages"];
    assert_eq!(pages[0]["number"], 1);
}

#[test]
fn the_index_follows_the_folder() {
    let folder = Folder::with_documents("update");
    assert_eq!(folder.found("kettle").len(), 0);
    std::thread::sleep(TICK);
    folder.write("docs/kettle.md", "# Kettle\n\nThe kettle whistles.\n");
    let output = folder.search(&["docs", "kettle"]);
    assert!(
        text(&output.stderr).starts_with(
            "updated the index docs/.sectile: 1 files read, 2 unchanged; 1 chunks added, 0 removed"
        ),
        "{}",
        text(&output.stderr)
    );
    assert!(text(&output.stdout).contains("docs/kettle.md:1-3"));
    let again = folder.search(&["docs", "kettle"]);
    assert_eq!((code(&again), text(&again.stderr)), (0, String::new()));
    assert_eq!(text(&again.stdout), text(&output.stdout));

    // A renamed file keeps its words under its new name.
    fs::rename(
        folder.0.join("docs/kettle.md"),
        folder.0.join("docs/pot.md"),
    )
    .expect("it is renamed");
    let found = folder.found("kettle");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["document"], "pot.md");

    fs::remove_file(folder.0.join("docs/pot.md")).expect("it is removed");
    let output = folder.search(&["docs", "kettle"]);
    assert_eq!((code(&output), text(&output.stdout)), (1, String::new()));
    assert!(text(&output.stderr).contains("nothing was found"));
}

#[test]
fn an_updated_index_ranks_as_a_fresh_one() {
    let folder = Folder::with_documents("ranks");
    for round in 0..12 {
        let body = "water ".repeat(round + 1) + "cools in the kettle.";
        folder.write(
            &format!("docs/{}.md", round % 5),
            &format!("# Page {round}\n\n{body}\n"),
        );
        assert!(!folder.found("water kettle").is_empty());
        std::thread::sleep(TICK);
    }
    let (updated, fresh) = folder.updated_and_fresh("water kettle tall");
    assert_eq!(updated.len(), 5);
    assert_eq!(updated, fresh);
}

#[test]
fn small_chunks_are_found_and_their_parents_returned() {
    let folder = Folder::new("parents");
    let filler = "Nothing about it is said in this sentence. ".repeat(30);
    folder.write(
        "docs/long.md",
        &format!("# Long\n\n## First\n\nA zebra.\n\n{filler}\n\nA zebra too.\n"),
    );
    let found = folder.found("zebra");
    assert_eq!(found.len(), 1, "two chunks of one parent are one result");
    assert_eq!(found[0]["others"].as_array().map(Vec::len), Some(1));
    assert_eq!(found[0]["chunk"]["parent"], found[0]["parent"]["id"]);
    assert_eq!(
        (&found[0]["chunk"]["level"], &found[0]["parent"]["level"]),
        (&1.into(), &0.into())
    );
    assert!(
        found[0]["parent"]["text"]
            .as_str()
            .expect("it is text")
            .contains("A zebra too.")
    );
}

#[test]
fn a_number_of_results_can_be_chosen() {
    let folder = Folder::new("number");
    for name in 0..9 {
        folder.write(
            &format!("docs/{name}.md"),
            &format!("# Page {name}\n\nThe same water.\n"),
        );
    }
    let results = |arguments: &[&str]| text(&folder.search(arguments).stdout).lines().count();
    assert_eq!(results(&["docs", "water", "--json"]), 5);
    assert_eq!(results(&["docs", "water", "--json", "-k", "7"]), 7);
    assert_eq!(results(&["docs", "water", "--json", "-k", "90"]), 9);
    // Equal scores are in the order of the documents.
    let documents: Vec<Value> = folder
        .found("water")
        .into_iter()
        .map(|line| line["document"].clone())
        .collect();
    assert_eq!(documents, ["0.md", "1.md", "2.md", "3.md", "4.md"]);
}

#[test]
fn damage_is_repaired() {
    let folder = Folder::with_documents("damage");
    let expected = folder.found("water");
    let index = folder.0.join("docs/.sectile");
    // The words are gone, as if the first search had been killed before them.
    fs::remove_dir_all(index.join("words")).expect("it is there");
    assert_eq!(folder.found("water"), expected);
    fs::write(index.join("words/meta.json"), "{").expect("it is written");
    assert_eq!(folder.found("water"), expected);
    fs::write(index.join("chunks.jsonl"), "{").expect("it is written");
    assert_eq!(folder.found("water"), expected);
    fs::remove_file(index.join("chunks.manifest.json")).expect("it is there");
    assert_eq!(folder.found("water"), expected);
}

#[test]
fn changes_that_a_killed_search_did_not_index_are_indexed() {
    let folder = Folder::with_documents("killed");
    folder.found("water");
    std::thread::sleep(TICK);
    folder.write("docs/kettle.md", "# Kettle\n\nThe kettle whistles.\n");
    // The first step of a search, without the second.
    let first_step = (Command::new(env!("CARGO_BIN_EXE_sectile")).current_dir(&folder.0))
        .args([
            "ingest",
            "docs",
            "-o",
            "docs/.sectile/chunks.jsonl",
            "--update",
            "-q",
        ])
        .status();
    assert!(first_step.expect("the command runs").success());
    assert_eq!(folder.found("kettle").len(), 1);
}

#[test]
fn an_index_that_was_only_begun_is_completed() {
    let folder = Folder::with_documents("begun");
    fs::create_dir(folder.0.join("docs/.sectile")).expect("a folder can be made");
    folder.write("docs/.sectile/.gitignore", "*\n");
    assert_eq!(folder.found("kettle glass").len(), 1);
}

#[test]
fn searches_at_once_agree() {
    let folder = Folder::with_documents("at-once");
    let all: Vec<String> = std::thread::scope(|scope| {
        let searches: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| folder.search(&["docs", "water", "--json", "-q"])))
            .collect();
        let output = |search: std::thread::ScopedJoinHandle<'_, Output>| {
            text(&search.join().expect("the search ends").stdout)
        };
        searches.into_iter().map(output).collect()
    });
    assert!(!all[0].is_empty());
    assert!(all.iter().all(|one| *one == all[0]));
}
