//! Input that is broken, huge, deep or hostile: no panic, no overflow of a small stack,
//! no quadratic time.
#![cfg(all(feature = "markdown", feature = "tiktoken"))]

mod common;

use proptest::prelude::*;
use sectile::{
    Chunk, Chunker, Document, ErrorKind, FixedSizeChunker, Format, Limits, StructuralChunker,
    Tiktoken, WarningKind, Words,
};
use std::thread;

/// The stack of a thread in a busy server, in bytes.
const SMALL_STACK: usize = 256 * 1024;

fn on_a_small_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = thread::Builder::new()
        .stack_size(SMALL_STACK)
        .spawn(run)
        .expect("a thread can be started");
    thread.join().expect("the thread ends well")
}

fn read(bytes: &[u8]) -> Document {
    Format::Markdown
        .read(bytes, &Limits::default())
        .expect("Markdown is always read")
}

/// Reads, cuts with both chunkers, and returns the structural chunks.
fn all(bytes: &[u8], max_tokens: u32) -> Vec<Chunk> {
    let document = read(bytes);
    let windows = FixedSizeChunker::builder()
        .tokenizer(Words)
        .max_tokens(max_tokens)
        .overlap(0)
        .build()
        .expect("valid options");
    assert!(
        windows
            .chunks(&document)
            .all(|chunk| !chunk.text.trim().is_empty())
    );
    let chunker = StructuralChunker::builder()
        .tokenizer(Tiktoken::o200k_base())
        .max_tokens(max_tokens)
        .build();
    let chunks = chunker.expect("valid options").chunk(&document);
    let coverage = document.coverage(chunks.iter().map(|chunk| chunk.span));
    assert!((coverage - 1.0).abs() < 1e-9, "coverage is {coverage}");
    chunks
}

#[test]
fn a_hundred_thousand_levels_fit_on_a_small_stack() {
    for mark in [
        "> ", "- ", "* ", "1. ", "[", "*a **a ", "`", "<div>", "![", "$", "|", "#", "~", "[^",
        "- > ", "\t", "<!--", "_ __ ",
    ] {
        let deep = format!("{}x\n", mark.repeat(100_000));
        on_a_small_stack(move || all(deep.as_bytes(), 512));
    }
}

#[test]
fn runs_of_a_million_characters_are_cut() {
    for run in [
        "a", " a", "東", "a\n", "# a\n", "|a", "🦀", "e\u{301}", "- a\n",
    ] {
        let long = run.repeat(1_000_000 / run.len());
        on_a_small_stack(move || assert!(all(long.as_bytes(), 512).len() > 100));
    }
    on_a_small_stack(|| assert_eq!(all(" ".repeat(1_000_000).as_bytes(), 512).len(), 0));
    on_a_small_stack(|| {
        assert_eq!(
            all(format!("a{}b", " ".repeat(1_000_000)).as_bytes(), 512).len(),
            2
        );
    });
}

#[test]
fn a_wall_of_combining_marks_is_one_grapheme_that_is_cut_between_characters() {
    let wall = format!("a{}", "\u{301}".repeat(5_000));
    assert!(
        all(wall.as_bytes(), 64)
            .iter()
            .all(|chunk| chunk.tokens <= 64)
    );
}

#[test]
fn bytes_that_are_not_utf8_are_replaced_with_a_warning_that_names_the_place() {
    let document = read(b"# Tea\n\ngr\xc3\xbcn\xff, s\xc3\xbc\xc3\x9f and schw\xe4rz\n");
    let expected = "# Tea\n\ngrün\u{fffd}, süß and schw\u{fffd}rz\n";
    assert_eq!(document.text(), expected);
    let warning = &document.warnings()[0];
    assert_eq!(
        (warning.kind, warning.offset),
        (WarningKind::InvalidEncoding, Some(12))
    );
    assert_eq!(
        warning.to_string(),
        "bytes that are not UTF-8 were replaced by U+FFFD in 2 places, the first of them (at byte 12)"
    );
}

#[test]
fn nothing_gives_an_empty_document() {
    for empty in [
        &b""[..],
        b"\n\n \t\r\n",
        b"\xef\xbb\xbf",
        b"---\ntitle: x\n---\n",
    ] {
        let document = read(empty);
        assert_eq!(document.sections().len(), 0);
        assert_eq!(StructuralChunker::default().chunk(&document), []);
        assert_eq!(FixedSizeChunker::default().chunks(&document).count(), 0);
    }
}

#[test]
fn an_input_above_the_limit_is_refused() {
    let mut limits = Limits::default();
    limits.input_bytes = 4;
    let error = Format::Markdown.read(b"12345", &limits).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(
        error.to_string(),
        "the input has 5 bytes, but at most 4 are allowed"
    );
}

#[test]
fn a_budget_too_small_for_any_context_still_yields_every_byte() {
    let source = "# A heading that is much longer than the budget\n\nText with 東京 and 👨‍👩‍👧‍👦.\n\n| a | b |\n|---|---|\n| c | d |\n";
    for max_tokens in 1..12 {
        let chunks = all(source.as_bytes(), max_tokens);
        let text: String = chunks.iter().map(|chunk| chunk.text.as_str()).collect();
        let visible = |text: &str| {
            text.chars()
                .filter(|c| !c.is_whitespace())
                .collect::<String>()
        };
        assert_eq!(visible(&text), visible(source), "at {max_tokens}");
    }
}

#[test]
fn wrong_options_report_the_value_and_the_allowed_ones() {
    let levels = |levels: &[u32]| {
        StructuralChunker::builder()
            .levels(levels.to_vec())
            .build()
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        levels(&[]),
        "levels is empty, but must name at least one budget"
    );
    assert_eq!(
        levels(&[256, 1024]),
        "levels is [256, 1024], but each must be smaller than the one before"
    );
    let windows = FixedSizeChunker::builder()
        .max_tokens(50)
        .overlap(50)
        .build()
        .unwrap_err();
    assert_eq!(
        windows.to_string(),
        "overlap is 50, but must be smaller than max_tokens, which is 50"
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000), max_tokens in 1..100_u32) {
        all(&bytes, max_tokens);
    }

    #[test]
    fn no_markup_makes_it_panic(source in "[-#>*_`~\\[\\](){}<>!|:=+\\\\ \t\r\na1]{0,300}", max_tokens in 1..100_u32) {
        all(source.as_bytes(), max_tokens);
    }

    #[test]
    fn no_cut_of_a_document_makes_it_panic(source in common::markdown(), cut in any::<prop::sample::Index>(), junk in any::<[u8; 3]>()) {
        let mut bytes = source.into_bytes();
        let at = cut.index(bytes.len() + 1);
        bytes.splice(at..at, junk);
        all(&bytes, 40);
    }
}
