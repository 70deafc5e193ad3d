//! Compares two PDF documents with testdata/pdf/shown: a paper in two columns, and a
//! manual with a table over three pages.
//!
//! `SECTILE_BLESS=1 cargo test --test shown` writes the files anew; review them in the
//! diff.
#![cfg(feature = "pdf")]

use sectile::{Chunk, Document, Format, Limits, Origin, Section, StructuralChunker, Words};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The budget of the chunks in words, so that a reader can check them without a
/// vocabulary.
const MAX_TOKENS: u32 = 150;
/// The number of characters that are shown from the start and from the end of a text.
const START: usize = 240;
const END: usize = 80;

const DOCUMENTS: [&str; 2] = ["cellar-paper.latex", "pump-controller.typst-tagged"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/pdf")
}

fn read(name: &str) -> Document {
    let bytes = fs::read(folder().join(format!("{name}.pdf"))).expect("the file can be read");
    let mut document = Format::Pdf
        .read(&bytes, &Limits::default())
        .expect("the file is a PDF document");
    document.set_name(format!("{name}.pdf"));
    document
}

fn chunks(document: &Document) -> Vec<Chunk> {
    let chunker = StructuralChunker::builder()
        .tokenizer(Words)
        .max_tokens(MAX_TOKENS);
    chunker.build().expect("valid options").chunk(document)
}

/// Formats an origin: `page 5 [103 76 524 173], page 6 (vi) [...]`.
fn places(origin: Option<&Origin>) -> String {
    let Some(Origin::Pages { pages }) = origin else {
        return "nowhere".to_owned();
    };
    let place = |page: &sectile::PageBox| {
        let [x0, y0, x1, y1] = page.bbox.map(f32::round);
        let label = page.label.as_ref().map(|label| format!(" ({label})"));
        format!(
            "page {}{} [{x0} {y0} {x1} {y1}]",
            page.number,
            label.unwrap_or_default()
        )
    };
    let places: Vec<String> = pages.iter().map(place).collect();
    places.join(", ")
}

fn outline(document: &Document) -> String {
    let line = |section: Section<'_>| {
        let heading = section.blocks().next();
        let origin = heading.and_then(sectile::Block::origin);
        format!(
            "{}{} {}    {}\n",
            "  ".repeat(section.depth() - 1),
            section.path(),
            section.heading(),
            places(origin.as_ref())
        )
    };
    document.sections().map(line).collect()
}

/// Returns a text on one line with its middle left out.
fn shortened(text: &str) -> String {
    let line = text.trim_end().replace('\n', " ⏎ ");
    let count = line.chars().count();
    if count <= START + END {
        return line;
    }
    let start: String = line.chars().take(START).collect();
    let end: String = line.chars().skip(count - END).collect();
    format!("{start} [...] {end}")
}

fn shown(chunks: &[Chunk]) -> String {
    let mut shown = String::new();
    for chunk in chunks {
        let kinds: Vec<String> = chunk
            .kinds
            .iter()
            .map(|kind| format!("{kind:?}").to_lowercase())
            .collect();
        let part = chunk
            .part
            .map(|part| format!(", part {} of {}", part.index, part.of));
        let headings: Vec<&str> = chunk
            .headings
            .iter()
            .map(|heading| heading.text.as_str())
            .collect();
        let lines = [
            format!(
                "{}. section {}{}: {}, {} tokens",
                chunk.ordinal + 1,
                chunk.section,
                part.unwrap_or_default(),
                kinds.join(", "),
                chunk.tokens
            ),
            format!("   place:  {}", places(chunk.origin.as_ref())),
            format!("   path:   {}", headings.join(" > ")),
            format!("   prefix: {}", shortened(&chunk.prefix)),
            format!("   text:   {}", shortened(&chunk.text)),
        ];
        for line in lines {
            writeln!(shown, "{}", line.trim_end()).expect("a string accepts all text");
        }
        shown.push('\n');
    }
    shown
}

#[test]
fn the_shown_files_equal_the_documents() {
    for name in DOCUMENTS {
        let document = read(name);
        let given = [
            ("outline", outline(&document)),
            ("chunks", shown(&chunks(&document))),
        ];
        for (kind, given) in given {
            let path = folder().join(format!("shown/{name}.{kind}.txt"));
            if std::env::var_os("SECTILE_BLESS").is_some() {
                fs::write(&path, &given).expect("the file can be written");
            }
            let expected = fs::read_to_string(&path).expect("the file is there");
            assert!(
                given == expected,
                "{} differs; the document now gives\n{given}",
                path.display()
            );
        }
    }
}

/// The paper has a running head within the top 40 points of each page.
#[test]
fn running_heads_are_in_no_chunk() {
    let document = read(DOCUMENTS[0]);
    let is_below_the_head = |chunk: &Chunk| match &chunk.origin {
        Some(Origin::Pages { pages }) => pages.iter().all(|page| page.bbox[1] > 40.0),
        _ => false,
    };
    assert!(chunks(&document).iter().all(is_below_the_head));
}

/// The table of parameters fills three pages: each of its chunks repeats the header and
/// has the pages of its own rows only.
#[test]
fn a_table_over_three_pages_repeats_its_header() {
    let document = read(DOCUMENTS[1]);
    let table_chunks: Vec<Chunk> = (chunks(&document).into_iter())
        .filter(|chunk| chunk.section == "1.7.2" && chunk.text.contains('|'))
        .collect();
    let header = "| No. | Name | Range | Factory setting | Remarks |\n";
    let mut pages = Vec::new();
    for chunk in &table_chunks {
        assert_eq!(
            chunk.content().matches(header).count(),
            1,
            "{}",
            chunk.content()
        );
        if let Some(Origin::Pages { pages: of_chunk }) = &chunk.origin {
            assert!(of_chunk.len() < 3, "a chunk has the pages of its own rows");
            pages.extend(of_chunk.iter().map(|page| page.number));
        }
    }
    pages.dedup();
    assert_eq!(pages, [6, 7, 8]);
}
