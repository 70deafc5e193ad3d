//! The Markdown documents that are edited, and their sentences.

use sectile::{Document, Format, Limits};
use std::fs;
use std::path::{Path, PathBuf};

/// A file in memory.
#[derive(Clone)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// All files.
pub(crate) struct Corpus {
    pub(crate) files: Vec<File>,
}

/// The fewest and the most words of a sentence that is a quote.
const WORDS: std::ops::RangeInclusive<usize> = 5..=45;

impl File {
    pub(crate) fn document(&self) -> Document {
        let read = Format::Markdown.read(self.text.as_bytes(), &Limits::default());
        let mut document = read.expect("Markdown is always read");
        document.set_name(self.name.as_str());
        document
    }
}

impl Corpus {
    /// Reads the Markdown files of `testdata/docs` and `testdata/retrieval`.
    pub(crate) fn read() -> Self {
        let mut files = Vec::new();
        for folder in ["testdata/docs", "testdata/retrieval/docs"] {
            add(&root().join(folder), &mut files);
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Self { files }
    }

    /// Returns the number of places at which the corpus has the words of a sentence.
    pub(crate) fn occurrences(&self, sentence: &str) -> usize {
        let wanted = words(sentence).join(" ");
        let places = |file: &File| words(&file.text).join(" ").matches(&wanted).count();
        self.files.iter().map(places).sum()
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The folders of `testdata/cases`.
pub(crate) fn cases() -> Vec<PathBuf> {
    let folders = fs::read_dir(root().join("testdata/cases")).expect("there are cases");
    let mut folders: Vec<PathBuf> = folders
        .map(|entry| entry.expect("it is readable").path())
        .collect();
    folders.sort();
    folders
}

fn add(folder: &Path, files: &mut Vec<File>) {
    let entries = fs::read_dir(folder).expect("the folder is part of the repository");
    for entry in entries {
        let path = entry.expect("it is readable").path();
        if path.is_dir() {
            add(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let name = path.strip_prefix(root()).expect("it is in the repository");
            files.push(File {
                name: name.display().to_string(),
                text: fs::read_to_string(&path).expect("it is UTF-8"),
            });
        }
    }
}

pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The sentences of paragraphs: text between blank lines that begins with a letter.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let paragraphs = text.split("\n\n").map(str::trim);
    let prose = paragraphs.filter(|text| {
        text.starts_with(char::is_alphabetic) && !text.contains(['<', '{', '|', '$', '~', '['])
    });
    let sentences = prose
        .flat_map(|text| text.split_inclusive(". "))
        .map(str::trim);
    sentences.filter(|sentence| WORDS.contains(&words(sentence).len()) && sentence.ends_with('.'))
}
