//! Runs all readers and both chunkers on one corpus: every case of testdata/cases gives
//! the outline in its folder.
#![cfg(feature = "markdown")]

mod common;

use sectile::{
    Chunker, Document, FixedSizeChunker, Format, Limits, Origin, StructuralChunker, Tokenizer,
    Words,
};
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the sources of all cases with their expected outlines.
fn sources() -> Vec<(PathBuf, String)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/cases");
    let mut sources = Vec::new();
    for case in fs::read_dir(cases).expect("testdata/cases is there") {
        let case = case.expect("a folder can be listed").path();
        let outline =
            fs::read_to_string(case.join("outline.txt")).expect("each case has its outline");
        for extension in ["md", "html", "pdf"] {
            let source = case.join(format!("source.{extension}"));
            if source.exists() {
                sources.push((source, outline.clone()));
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
    let format = Format::from_path(path).expect("a case has a known format");
    match format.read(&bytes, &Limits::default()) {
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

#[test]
fn every_case_gives_its_outline() {
    let wrong: Vec<String> = (sources().iter())
        .filter_map(|(path, expected)| {
            let outline = outline(&read(path)?.1);
            (outline != *expected)
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

/// Some cases are about the text: it contains the lines of `text.txt` in order, including
/// leading spaces.
#[test]
fn the_text_of_a_case_has_the_expected_lines() {
    for (path, _) in sources() {
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

#[test]
fn both_chunkers_cover_every_case_within_the_budget() {
    for (path, _) in sources() {
        let Some((bytes, document)) = read(&path) else {
            continue;
        };
        for max_tokens in [5, 20, 64, 512] {
            let structural = StructuralChunker::builder()
                .tokenizer(Words)
                .max_tokens(max_tokens)
                .build()
                .expect("valid options");
            let chunks = structural.chunk(&document);
            let coverage = document.coverage(chunks.iter().map(|chunk| chunk.span));
            assert!(
                (coverage - 1.0).abs() < 1e-9,
                "{}: {coverage} at {max_tokens}",
                path.display()
            );
            for chunk in &chunks {
                let is_single = chunk.text.chars().count() == 1;
                assert!(
                    chunk.tokens <= max_tokens || is_single,
                    "{}: {chunk:?}",
                    path.display()
                );
                if let Some(Origin::Bytes { bytes: origin, .. }) = &chunk.origin
                    && path.extension().is_some_and(|extension| extension == "md")
                {
                    assert_eq!(
                        &bytes[origin.range()],
                        chunk.text.as_bytes(),
                        "{}",
                        path.display()
                    );
                }
            }
            let windows = FixedSizeChunker::builder()
                .tokenizer(Words)
                .max_tokens(max_tokens)
                .overlap(max_tokens / 5);
            let windows = windows.build().expect("valid options");
            let coverage = document.coverage(windows.chunks(&document).map(|chunk| chunk.span));
            assert!(
                (coverage - 1.0).abs() < 1e-9,
                "{}: windows cover {coverage} at {max_tokens}",
                path.display()
            );
        }
    }
}

/// Repeats all Markdown cases up to the size of the `CommonMark` specification.
#[test]
fn a_document_as_large_as_the_specification_keeps_the_laws() {
    let mut all = String::new();
    let texts: Vec<String> = (sources().iter())
        .filter(|(path, _)| path.extension().is_some_and(|extension| extension == "md"))
        .map(|(path, _)| {
            String::from_utf8_lossy(&fs::read(path).expect("a case can be read")).into_owned()
        })
        .collect();
    for (number, text) in texts.iter().cycle().enumerate() {
        all.extend(["\n\n# Part ", &number.to_string(), "\n\n", text]);
        if all.len() > 250_000 {
            break;
        }
    }
    let document = Format::Markdown
        .read(all.as_bytes(), &Limits::default())
        .expect("Markdown is always read");
    for max_tokens in [20, 100, 500] {
        let chunker = StructuralChunker::builder()
            .tokenizer(Words)
            .max_tokens(max_tokens)
            .build();
        let chunks = chunker.expect("valid options").chunk(&document);
        let coverage = document.coverage(chunks.iter().map(|chunk| chunk.span));
        assert!((coverage - 1.0).abs() < 1e-9, "{coverage} at {max_tokens}");
        for chunk in chunks {
            assert_eq!(
                Words.count(&chunk.content()),
                chunk.tokens as usize,
                "{chunk:?}"
            );
            assert!(
                chunk.tokens <= max_tokens || chunk.text.chars().count() == 1,
                "{chunk:?}"
            );
        }
    }
}
