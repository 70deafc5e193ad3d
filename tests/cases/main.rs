//! Reads every case of testdata/cases in each of its formats.
//!
//! `SECTILE_BLESS=1 cargo test --test cases` writes the outlines anew; review them in the
//! diff.
#![cfg(feature = "markdown")]

mod laws;

use sectile::{
    Document, Format, Limits, MarkdownDialect, MarkdownReader, Reader, StructuralChunker, Words,
};
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the folders of all cases.
fn cases() -> Vec<PathBuf> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/cases");
    (fs::read_dir(cases).expect("testdata/cases exists"))
        .map(|case| case.expect("a folder can be listed").path())
        .collect()
}

/// Returns the sources of all cases.
fn sources() -> Vec<PathBuf> {
    let mut sources = Vec::new();
    for case in cases() {
        for extension in [".md", ".mdx", ".qmd", ".html", ".txt", ".pdf", ""] {
            let source = case.join(format!("source{extension}"));
            if source.exists() {
                sources.push(source);
            }
        }
    }
    assert!(
        sources.len() >= 100,
        "only {} sources were found",
        sources.len()
    );
    sources
}

/// Reads a source, or returns `None` if this build has no reader for its format.
fn read(path: &Path) -> Option<(Vec<u8>, Document)> {
    let bytes = fs::read(path).expect("a case can be read");
    let format = Format::of(path, &bytes).expect("a case has a known format");
    let read = match MarkdownDialect::from_path(path) {
        Some(dialect) => {
            (MarkdownReader::default().dialect(dialect)).read(&bytes, &Limits::default())
        }
        None => format.read(&bytes, &Limits::default()),
    };
    match read {
        Ok(mut document) => {
            document.set_name(
                path.file_name()
                    .expect("a file has a name")
                    .to_string_lossy(),
            );
            Some((bytes, document))
        }
        Err(error) if error.kind() == sectile::ErrorKind::FormatDisabled => None,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

fn outline(document: &Document) -> String {
    let line = |section: sectile::Section<'_>| {
        let indent = "  ".repeat(section.depth() - 1);
        format!(
            "{}\n",
            format!("{indent}h{} {}", section.level(), section.heading()).trim_end()
        )
    };
    document.sections().map(line).collect()
}

/// Writes the outline of each case as its first format gives it, if `SECTILE_BLESS` is
/// set. The other formats are compared with it afterwards, so a case whose formats
/// disagree still fails.
fn bless_outlines() {
    if std::env::var_os("SECTILE_BLESS").is_none() {
        return;
    }
    let mut blessed = None;
    for path in sources() {
        let case = path.parent().map(Path::to_owned);
        if case == blessed {
            continue;
        }
        if let Some((_, document)) = read(&path) {
            fs::write(path.with_file_name("outline.txt"), outline(&document))
                .expect("an outline can be written");
            blessed = case;
        }
    }
}

#[test]
fn every_case_gives_its_outline() {
    bless_outlines();
    let wrong: Vec<String> = (sources().iter())
        .filter_map(|path| {
            let expected = fs::read_to_string(path.with_file_name("outline.txt"))
                .expect("each case has an outline");
            let outline = outline(&read(path)?.1);
            (outline != expected)
                .then(|| format!("{}\nexpected:\n{expected}\ngot:\n{outline}", path.display()))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} cases differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// `why.txt` is one sentence: the rule that the case shows, so that a failure explains
/// itself.
#[test]
fn every_case_has_one_sentence_why_it_exists() {
    let wrong: Vec<String> = (cases().iter())
        .filter(|case| {
            let why = fs::read_to_string(case.join("why.txt")).unwrap_or_default();
            let why = why.trim();
            !why.ends_with('.') || why.contains(". ") || why.contains("\n\n")
        })
        .map(|case| case.join("why.txt").display().to_string())
        .collect();
    assert!(wrong.is_empty(), "not one sentence: {}", wrong.join(", "));
}

/// Some cases are about references: `references.txt` has a line for each one of the words
/// of the text, with its kind, its words and the section that it leads to.
#[test]
fn the_references_of_a_case_lead_to_their_targets() {
    for path in sources() {
        let Ok(expected) = fs::read_to_string(path.with_file_name("references.txt")) else {
            continue;
        };
        let Some((_, document)) = read(&path) else {
            continue;
        };
        let words = (document.references().iter())
            .filter(|reference| reference.kind != sectile::ReferenceKind::Link);
        let lines: Vec<String> = words
            .map(|reference| {
                let kind = format!("{:?}", reference.kind).to_lowercase();
                let target = reference.target.as_ref().map(ToString::to_string);
                let target = target.unwrap_or_else(|| "nothing".to_owned());
                format!("{kind} {} > {target}", reference.text)
            })
            .collect();
        let expected: Vec<&str> = expected.lines().collect();
        assert_eq!(lines, expected, "{}", path.display());
    }
}

/// Some cases are about the text: it has the lines of `text.txt` in their order. Spaces
/// at the beginning of a line count.
#[test]
fn the_text_of_a_case_has_its_lines() {
    for path in sources() {
        let Ok(lines) = fs::read_to_string(path.with_file_name("text.txt")) else {
            continue;
        };
        let Some((_, document)) = read(&path) else {
            continue;
        };
        let mut rest = document.text();
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let found = rest.find(line);
            let at =
                found.unwrap_or_else(|| panic!("{}: {line:?} is not in\n{rest}", path.display()));
            rest = &rest[at + line.len()..];
        }
    }
}

/// Some cases are about the kinds of blocks: `kinds.txt` has them in reading order, with
/// the number of blocks where several of a kind follow each other.
#[test]
fn the_blocks_of_a_case_have_their_kinds() {
    for path in sources() {
        let Ok(kinds) = fs::read_to_string(path.with_file_name("kinds.txt")) else {
            continue;
        };
        let Some((_, document)) = read(&path) else {
            continue;
        };
        let blocks: Vec<_> = document.blocks().collect();
        let found: String = (blocks.chunk_by(|a, b| a.kind() == b.kind()))
            .map(
                |run| match (format!("{:?}", run[0].kind()).to_lowercase(), run.len()) {
                    (kind, 1) => format!("{kind}\n"),
                    (kind, count) => format!("{kind} {count}\n"),
                },
            )
            .collect();
        assert_eq!(found, kinds, "{}", path.display());
    }
}

/// Some cases are about the sections that text belongs to: each line of `places.txt` has
/// words of a block and the path of its section, such as `Boil water: Tea > Green`.
#[test]
fn the_blocks_of_a_case_have_their_places() {
    for path in sources() {
        let Ok(places) = fs::read_to_string(path.with_file_name("places.txt")) else {
            continue;
        };
        let Some((_, document)) = read(&path) else {
            continue;
        };
        for line in places.lines() {
            let (words, place) = line.split_once(": ").expect("words, a colon, a path");
            // HTML becomes Markdown with marks of its own.
            let is_found = |block: &sectile::Block<'_>| block.text().contains(words);
            let block = document.blocks().find(is_found);
            let block = block.unwrap_or_else(|| panic!("{}: no {words:?}", path.display()));
            let mut names = Vec::new();
            let mut section = Some(block.section());
            while let Some(inner) = section.filter(|section| section.depth() > 0) {
                names.insert(0, inner.heading());
                section = inner.parent();
            }
            assert_eq!(names.join(" > "), place, "{}: {words:?}", path.display());
        }
    }
}

/// Some cases are about text that no reader sees: the chunks have no line of `hidden.txt`
/// and all lines of `shown.txt`.
#[test]
fn the_chunks_of_a_case_are_without_hidden_text() {
    for path in sources() {
        let lines = |name: &str| fs::read_to_string(path.with_file_name(name)).unwrap_or_default();
        let (hidden, shown) = (lines("hidden.txt"), lines("shown.txt"));
        if hidden.is_empty() && shown.is_empty() {
            continue;
        }
        let Some((_, document)) = read(&path) else {
            continue;
        };
        for max_tokens in [20, 2000] {
            let chunker = StructuralChunker::builder().max_tokens(max_tokens);
            let chunker = chunker.tokenizer(Words).build().expect("valid options");
            let chunks = chunker.chunk(&document);
            let all: Vec<String> = chunks.iter().map(sectile::Chunk::content).collect();
            let all = all.join("\n");
            for line in hidden.lines() {
                assert!(
                    !all.contains(line),
                    "{}: {line:?} in\n{all}",
                    path.display()
                );
            }
            for line in shown.lines() {
                assert!(
                    all.contains(line),
                    "{}: no {line:?} in\n{all}",
                    path.display()
                );
            }
        }
    }
}
