//! Runs with `--update`: they must give what a fresh run gives, and read only what
//! changed.

mod options;
mod recovery;

use super::program::{Folder, text};
use super::{code, content, ingest, shell};
use sectile::{Change, Chunk};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::process::Output;
use std::time::Duration;

const UPDATE: [&str; 4] = ["docs", "-o", "chunks.jsonl", "--update"];

/// The time after which two writes have different times of modification.
const TICK: Duration = Duration::from_millis(40);

fn with_documents(name: &str) -> Folder {
    let folder = Folder::new(name);
    let body = "Boil the water and let it cool. ".repeat(40);
    folder.file("docs/tea.md", format!("# Tea\n\n## Green\n\n{body}\n"));
    folder.file(
        "docs/links.md",
        "# Links\n\nSee [green](tea.md#green), [cups](cups.md#tall).\n",
    );
    for count in 0..4 {
        let page = format!("<h1>Page {count}</h1><p>{body}");
        folder.file(format!("docs/pages/{count}.html"), page);
    }
    std::thread::sleep(TICK);
    folder
}

/// Updates, and asserts that the output is that of a fresh run and that the change set
/// leads to it.
fn update(folder: &Folder, arguments: &[&str]) -> (Output, Vec<Change>) {
    let old = ids(folder);
    let output = ingest(folder, &[&UPDATE[..], &["-v"], arguments].concat());
    assert_eq!(code(&output), Some(0), "{}", text(&output.stderr));
    let fresh = ingest(folder, &[&["docs"], arguments].concat());
    assert_eq!(
        text(&content(folder.path("chunks.jsonl"))),
        text(&fresh.stdout)
    );
    let changes: Vec<Change> = (text(&content(folder.path("chunks.changes.jsonl"))).lines())
        .map(|line| serde_json::from_str(line).expect("it is a change"))
        .collect();
    let mut applied = old;
    for change in &changes {
        match change {
            Change::Add { id, .. } => applied.insert(id.clone()),
            Change::Keep { id, .. } => assert_then(applied.contains(id)),
            Change::Move { id, from } => applied.remove(from) && applied.insert(id.clone()),
            Change::Remove { id } => assert_then(applied.remove(id)),
            _ => unreachable!("there are four kinds"),
        };
    }
    assert_eq!(applied, ids(folder), "the changes lead to the new output");
    (output, changes)
}

fn assert_then(is_right: bool) -> bool {
    assert!(is_right, "a change is about a chunk that is not there");
    true
}

fn ids(folder: &Folder) -> BTreeSet<String> {
    let Ok(lines) = fs::read(folder.path("chunks.jsonl")) else {
        return BTreeSet::new();
    };
    let chunks = sectile::read_jsonl(lines.as_slice());
    let ids = chunks.map(|chunk| chunk.expect("it is a chunk").id);
    ids.collect()
}

/// Returns the files that were read, from the lines of `--verbose`.
fn read(output: &Output) -> Vec<String> {
    let messages = text(&output.stderr);
    let lines = messages
        .lines()
        .filter_map(|line| line.strip_suffix(" chunks"));
    let paths = lines.filter_map(|line| line.rsplit_once(": "));
    paths
        .map(|(path, _)| path.trim_start_matches("docs/").to_owned())
        .collect()
}

fn reason(output: &Output) -> Option<String> {
    let messages = text(&output.stderr);
    let line = messages
        .lines()
        .find_map(|line| line.strip_prefix("full run: "));
    line.map(str::to_owned)
}

#[test]
fn only_what_changed_is_read() {
    let folder = with_documents("update");
    let (first, changes) = update(&folder, &[]);
    assert_eq!(
        reason(&first).as_deref(),
        Some("there is no manifest of an earlier run")
    );
    assert_eq!(read(&first).len(), 6);
    assert!(
        changes
            .iter()
            .all(|change| matches!(change, Change::Add { .. }))
    );

    folder.file("docs/pages/2.html", "<h1>Page 2</h1><p>Short.");
    let (second, changes) = update(&folder, &[]);
    assert_eq!(
        (read(&second), reason(&second)),
        (vec!["pages/2.html".to_owned()], None)
    );
    let adds = changes
        .iter()
        .filter(|change| matches!(change, Change::Add { .. }));
    assert_eq!(adds.count(), 2, "one chunk of each level");

    folder.file("docs/pages/2.html", "<h1>Page 2</h1><p>Longer.");
    folder.file("docs/pages/9.html", "<h1>Page 9</h1><p>New.");
    fs::remove_file(folder.path("docs/pages/0.html")).expect("it is there");
    let (third, _) = update(&folder, &[]);
    // A link of `links.md` may lead to another file now that there are other names.
    assert_eq!(read(&third), ["links.md", "pages/2.html", "pages/9.html"]);
}

#[test]
fn an_unchanged_folder_leaves_the_output_untouched() {
    let folder = with_documents("unchanged");
    update(&folder, &[]);
    let inode = |name: &str| fs::metadata(folder.path(name)).expect("it is there").ino();
    let before = [inode("chunks.jsonl"), inode("chunks.manifest.json")];
    let (output, changes) = update(&folder, &[]);
    assert_eq!(
        [inode("chunks.jsonl"), inode("chunks.manifest.json")],
        before
    );
    assert_eq!(changes, []);
    assert!(text(&output.stderr).contains("changes: none; 6 files unchanged"));
    // A file that was only touched is read once, to see that, and its new time is stored.
    let page = folder.path("docs/pages/1.html");
    let same = content(&page);
    fs::write(&page, &same).expect("it can be written");
    std::thread::sleep(TICK);
    update(&folder, &[]);
    assert_eq!(inode("chunks.jsonl"), before[0]);
    let after = inode("chunks.manifest.json");
    assert_ne!(after, before[1]);
    update(&folder, &[]);
    assert_eq!(inode("chunks.manifest.json"), after);
}

#[test]
fn a_file_that_fails_each_time_is_no_news_for_others() {
    let folder = with_documents("failing");
    folder.file("docs/broken.pdf", "%PDF-1.7\nnothing");
    std::thread::sleep(TICK);
    let (first, _) = update(&folder, &[]);
    assert!(
        text(&first.stderr).contains("error: "),
        "{}",
        text(&first.stderr)
    );
    // `links.md` has a link that any other name could resolve.
    let (second, _) = update(&folder, &[]);
    assert_eq!(read(&second), Vec::<String>::new());
    assert!(
        text(&second.stderr).contains("broken.pdf"),
        "it is reported again"
    );

    fs::remove_file(folder.path("docs/broken.pdf")).expect("it is there");
    let (third, _) = update(&folder, &[]);
    assert_eq!(read(&third), ["links.md"]);
}

#[test]
fn unchanged_files_are_not_read() {
    let folder = with_documents("unreadable");
    update(&folder, &[]);
    for count in 0..4 {
        let page = folder.path(format!("docs/pages/{count}.html"));
        fs::set_permissions(page, fs::Permissions::from_mode(0o0)).expect("it is ours");
    }
    folder.file("docs/tea.md", "# Tea\n\n## Green\n\nOther.\n");
    // A super-user may read them nevertheless; that they are not cut is in the messages.
    let output = ingest(&folder, &[&UPDATE[..], &["-v"]].concat());
    assert_eq!(code(&output), Some(0), "{}", text(&output.stderr));
    assert_eq!(read(&output), ["links.md", "tea.md"]);
    assert!(!text(&output.stderr).contains("error"));
    let documents: BTreeSet<String> = sectile::read_jsonl(&*content(folder.path("chunks.jsonl")))
        .map(|chunk| chunk.expect("it is a chunk").document)
        .collect();
    assert_eq!(documents.len(), 6);
}

#[test]
fn links_into_changed_files_are_followed_again() {
    let folder = with_documents("update-links");
    update(&folder, &[]);
    let targets = || -> Vec<Option<String>> {
        let lines = content(folder.path("chunks.jsonl"));
        let chunks: Vec<Chunk> = (sectile::read_jsonl(&*lines))
            .map(|chunk| chunk.expect("it is a chunk"))
            .collect();
        let chunk = (chunks.iter().find(|chunk| chunk.document == "links.md")).expect("it is read");
        let targets = chunk
            .references
            .iter()
            .map(|reference| reference.target.clone());
        targets.collect()
    };
    assert_eq!(targets(), [Some("tea.md#1.1".to_owned()), None]);
    // A heading that moves, a file that is new, and one that is gone.
    folder.file("docs/tea.md", "# Tea\n\n## Black\n\nB.\n\n## Green\n\nG.\n");
    let (output, _) = update(&folder, &[]);
    assert_eq!(read(&output), ["links.md", "tea.md"]);
    assert_eq!(targets(), [Some("tea.md#1.2".to_owned()), None]);
    folder.file("docs/cups.md", "# Cups\n\n## Tall\n\nT.\n");
    let (output, _) = update(&folder, &[]);
    assert_eq!(read(&output), ["cups.md", "links.md"]);
    assert_eq!(targets()[1], Some("cups.md#1.1".to_owned()));
    fs::remove_file(folder.path("docs/cups.md")).expect("it is there");
    let (output, _) = update(&folder, &[]);
    assert_eq!(read(&output), ["links.md"]);
    assert_eq!(targets()[1], None);
    // A changed file may link to one that is not read.
    folder.file(
        "docs/pages/1.html",
        "<h1>1</h1><p><a href='../tea.md#black'>Black</a>.",
    );
    let (output, _) = update(&folder, &[]);
    assert_eq!(read(&output), ["pages/1.html"]);
}

#[test]
fn a_renamed_file_has_nothing_to_embed() {
    let folder = with_documents("renamed");
    update(&folder, &[]);
    let (from, to) = (
        folder.path("docs/pages/3.html"),
        folder.path("docs/other.html"),
    );
    fs::rename(from, to).expect("it can be renamed");
    let (output, changes) = update(&folder, &[]);
    assert_eq!(read(&output), ["links.md", "other.html"]);
    let is_still = |change: &Change| matches!(change, Change::Move { .. } | Change::Keep { .. });
    assert!(changes.iter().all(is_still));
    assert!(
        changes
            .iter()
            .any(|change| matches!(change, Change::Move { .. }))
    );
}

#[test]
fn an_edit_that_keeps_size_and_time_is_noticed() {
    let folder = with_documents("same-time");
    update(&folder, &[]);
    let page = folder.path("docs/pages/1.html");
    let time = fs::metadata(&page)
        .and_then(|metadata| metadata.modified())
        .expect("it is there");
    let edited = text(&content(&page)).replace("water", "WATER");
    fs::write(&page, edited).expect("it can be written");
    let file = fs::File::options()
        .write(true)
        .open(&page)
        .expect("it can be opened");
    file.set_modified(time).expect("it is ours");
    let (output, _) = update(&folder, &[]);
    assert_eq!(read(&output), ["pages/1.html"]);
}

#[test]
fn descriptors_are_read_each_time() {
    let folder = with_documents("update-descriptors");
    let line = |number: usize| {
        format!(
            "exec 3<<END\n# Piped {number}\nEND\ningest /dev/fd/3 docs --as md -o c.jsonl --root . --update"
        )
    };
    for number in 0..3 {
        let output = shell(&folder, &line(number));
        assert_eq!(code(&output), Some(0), "{}", text(&output.stderr));
        assert_eq!(reason(&output).is_some(), number == 0);
        let lines = text(&content(folder.path("c.jsonl")));
        assert!(lines.contains(&format!("# Piped {number}")));
        assert_eq!(
            sectile::read_jsonl(lines.as_bytes())
                .filter(Result::is_err)
                .count(),
            0
        );
        let documents: BTreeSet<String> = sectile::read_jsonl(lines.as_bytes())
            .map(|chunk| chunk.expect("it is a chunk").document)
            .collect();
        assert_eq!(documents.len(), 7);
    }
}
