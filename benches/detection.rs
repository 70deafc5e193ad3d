//! Measures how often the format of a real file is detected without its suffix.
//!
//! `benches/detection.py MIRRORS` fetches the files listed in `benches/detection.tsv` and
//! runs this benchmark on them: `cargo bench --bench detection -- FOLDER`. The files of
//! each format are in a sub-folder named `md`, `html`, `xhtml`, `pdf` or `txt`.

#![allow(clippy::print_stdout)] // a benchmark prints its results

use sectile::Format;
use std::path::{Path, PathBuf};

fn main() {
    // Cargo adds the option `--bench`.
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let Some(folder) = folder.map(PathBuf::from) else {
        println!("usage: cargo bench --bench detection -- FOLDER");
        return;
    };
    println!("| suffix | files | right | wrong |\n|---|---|---|---|");
    let (mut all, mut right, mut html_as_markdown) = (0, 0, 0);
    for (suffix, expected) in [
        ("md", Format::Markdown),
        ("txt", Format::Markdown),
        ("html", Format::Html),
        ("xhtml", Format::Html),
        ("pdf", Format::Pdf),
    ] {
        let files = files(&folder.join(suffix));
        let mut wrong = Vec::new();
        for path in &files {
            let bytes = std::fs::read(path).expect("the files were fetched");
            let found = Format::detect(&bytes);
            if found != Some(expected) {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                wrong.push(format!("{name} as {found:?}"));
                let is_read_as_markdown = found == Some(Format::Markdown);
                html_as_markdown += usize::from(expected == Format::Html && is_read_as_markdown);
            }
        }
        all += files.len();
        right += files.len() - wrong.len();
        let count = files.len() - wrong.len();
        println!(
            "| {suffix} | {} | {count} | {} |",
            files.len(),
            wrong.join(", ")
        );
    }
    println!("\n{right} of {all} right; {html_as_markdown} pages read as Markdown");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("each format has a folder");
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}
