//! Cuts every case with both chunkers, and checks the laws of budget, cover and verbatim.

use super::{read, sources};
use sectile::{
    Chunker, FixedSizeChunker, Format, Limits, Origin, StructuralChunker, Tokenizer, Words,
};
use std::fs;

#[test]
fn every_case_is_covered_by_both_chunkers() {
    for path in sources() {
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
                let shown = document.shown_text(chunk.span);
                assert_eq!(shown, chunk.text, "{}", path.display());
                if let Some(Origin::Bytes { bytes: origin, .. }) = &chunk.origin
                    && Format::from_path(&path) == Some(Format::Markdown)
                {
                    let text = &document.text()[chunk.span.range()];
                    let source = &bytes[origin.range()];
                    assert_eq!(source, text.as_bytes(), "{}", path.display());
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
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| {
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
