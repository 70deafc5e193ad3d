//! Words that the caller recognizes on scanned pages are read like drawn ones.
#![cfg(feature = "pdf")]

use sectile::{Limits, PdfReader, Reader, RecognizedWord, UnreadPage, WarningKind};
use std::fs;

const SCAN: &str = "testdata/cases/scanned-page/source.pdf";

/// A title and a line, as a program for OCR would report them.
#[expect(clippy::cast_precision_loss, reason = "words are short")]
fn words(page: &UnreadPage) -> Vec<RecognizedWord> {
    assert!(page.number > 0 && page.width > 100.0 && page.height > 100.0);
    let word = |text: &str, left: f32, top: f32, size: f32| RecognizedWord {
        text: text.to_owned(),
        bbox: [left, top, left + 0.5 * size * text.len() as f32, top + size],
    };
    let mut words = vec![word("Harvest", 60.0, 60.0, 24.0)];
    let mut left = 60.0;
    for text in "The leaves are picked by hand in April and dried on mats".split(' ') {
        words.push(word(text, left, 120.0, 10.0));
        left += 5.0 * (text.len() as f32 + 1.0);
    }
    words
}

fn unread(reader: &PdfReader) -> (String, bool) {
    let bytes = fs::read(SCAN).unwrap();
    let document = reader.read(&bytes, &Limits::default()).unwrap();
    let warns =
        (document.warnings().iter()).any(|warning| warning.kind == WarningKind::UnreadableText);
    for page in document.ledger() {
        assert_eq!(page.difference(), 0, "{page:?}");
    }
    (document.text().to_owned(), warns)
}

#[test]
fn recognized_words_are_the_text_of_a_scan() {
    let (text, warns) = unread(&PdfReader::default());
    assert!(!text.contains("leaves") && warns, "{text}");
    let (text, warns) = unread(&PdfReader::default().words(words));
    assert!(text.contains("Harvest\n"), "{text}");
    assert!(
        text.contains("The leaves are picked by hand in April and dried on mats"),
        "{text}"
    );
    assert!(!warns);
}

#[test]
fn a_source_without_words_changes_nothing() {
    let none = PdfReader::default().words(|_: &UnreadPage| Vec::new());
    assert_eq!(unread(&none), unread(&PdfReader::default()));
}
