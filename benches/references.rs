//! Prints the references of documents, for `benches/references/score.py`.
//!
//! `cargo bench --bench references -- FILE...` prints one line of JSON for each reference:
//! the file, the place in the source (for HTML, of the block), the words, the kind, and the
//! place of the target's heading or block in the source.

#![allow(clippy::print_stdout)] // its output

use sectile::{Document, Format, Limits, Origin, Span, Target};
use std::path::PathBuf;

fn main() {
    let files = std::env::args_os().skip(1).filter(|file| file != "--bench");
    for file in files.map(PathBuf::from) {
        let bytes = std::fs::read(&file).expect("the file can be read");
        let name = file.to_string_lossy();
        let format = Format::of(&name, &bytes).expect("the format is known");
        let document = format
            .read(&bytes, &Limits::default())
            .expect("it is a document");
        for reference in document.references() {
            let target = reference.target.as_ref();
            let (start, end) = place(&document, reference.span);
            let line = serde_json::json!({
                "file": name,
                "start": start,
                "end": end,
                "text": reference.text,
                "kind": reference.kind,
                "href": reference.href,
                "target": target.map(|target| place(&document, span(&document, target)).0),
                "section": target.map(|target| &target.section),
            });
            println!("{line}");
        }
    }
}

/// Returns the place of a target: its block, or the heading of its section.
fn span(document: &Document, target: &Target) -> Span {
    let section = || {
        document
            .sections()
            .find(|section| section.path() == target.section)
    };
    target.block.unwrap_or_else(|| {
        section().map_or(Span::new(0, 0), |section| {
            section
                .blocks()
                .next()
                .map_or(section.span(), |block| block.span())
        })
    })
}

/// Returns the bytes in the source of a place in the text.
fn place(document: &Document, span: Span) -> (u32, u32) {
    match document.origin(span) {
        Some(Origin::Bytes { bytes, .. }) => (bytes.start, bytes.end),
        _ => (span.start, span.end),
    }
}
