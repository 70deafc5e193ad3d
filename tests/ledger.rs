//! Letters that pages draw are in the text or have a reason not to be: the ledger.
#![cfg(feature = "pdf")]

mod common;

use common::pages::file;
use sectile::{Document, Limits, PageLedger, PdfReader, Reader};
use std::fs;
use std::path::{Path, PathBuf};

fn read(bytes: &[u8]) -> Option<Document> {
    PdfReader::default().read(bytes, &Limits::default()).ok()
}

fn pdfs(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pdfs(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "pdf") {
            found.push(path);
        }
    }
}

#[test]
fn each_drawn_letter_is_text_or_accounted_for() {
    let mut files = Vec::new();
    pdfs(Path::new("testdata"), &mut files);
    let mut letters = 0;
    for file in files {
        let Some(document) = read(&fs::read(&file).unwrap()) else {
            continue; // an encrypted file
        };
        for page in document.ledger() {
            // The head of a group of columns is repeated for each of them.
            assert!(page.difference() <= 0, "{}: {page:?}", file.display());
            letters += page.drawn;
        }
    }
    assert!(letters > 50_000, "only {letters}");
}

/// Returns the ledgers of a file with a page for each content.
fn ledger(contents: &[&str]) -> Vec<PageLedger> {
    let document = read(&file(contents)).expect("a document");
    document.ledger().to_vec()
}

/// Returns the letters of a page: drawn, text, boilerplate, duplicates, hidden,
/// unreadable.
fn letters(page: PageLedger) -> [u32; 6] {
    assert_eq!(page.difference(), 0, "{page:?}");
    [
        page.drawn,
        page.text,
        page.boilerplate,
        page.duplicates,
        page.hidden,
        page.unreadable,
    ]
}

fn only(content: &str) -> [u32; 6] {
    letters(ledger(&[content])[0])
}

#[test]
fn letters_and_digits_are_counted() {
    let text = "BT /F 12 Tf 50 200 Td (Boil 2 cups, then wait.) Tj ET";
    assert_eq!(only(text), [17, 17, 0, 0, 0, 0]);
}

#[test]
fn letters_that_are_drawn_twice_are_duplicates() {
    let bold = "BT /F 12 Tf 50 200 Td (Tea) Tj .4 0 Td (Tea) Tj ET";
    assert_eq!(only(bold), [6, 3, 0, 3, 0, 0]);
    // A halo in the colour of the paper, below the visible letters.
    let halo = "1 g BT /F 12 Tf 50 200 Td (Tea) Tj ET 0 g BT /F 12 Tf 50 200 Td (Tea) Tj ET";
    assert_eq!(only(halo), [6, 3, 0, 3, 0, 0]);
    let each = "BT /F 12 Tf 50 200 Td (T) Tj .3 0 Td (T) Tj (ea) Tj ET";
    assert_eq!(only(each), [4, 3, 0, 1, 0, 0]);
}

#[test]
fn letters_that_cannot_be_seen_are_hidden() {
    let white = "BT /F 12 Tf 50 200 Td (Tea) Tj ET 1 g BT /F 12 Tf 50 100 Td (Milk) Tj ET";
    assert_eq!(only(white), [7, 3, 0, 0, 4, 0]);
    let beside = "BT /F 12 Tf 50 200 Td (Tea) Tj 900 0 Td (Milk) Tj ET";
    assert_eq!(only(beside), [7, 3, 0, 0, 4, 0]);
    // The right half of the page's edge cuts a letter, but does not lose it.
    let edge = "BT /F 12 Tf 50 200 Td (Tea) Tj ET BT /F 12 Tf 399 100 Td (Milk) Tj ET";
    assert_eq!(only(edge), [7, 3, 0, 0, 4, 0]);
}

#[test]
fn letters_of_an_unknown_font_are_unreadable() {
    let content = "BT /X 12 Tf 50 200 Td (ABCDABCDABCDABCDABCDABCD) Tj ET";
    let [drawn, .., unreadable] = only(content);
    assert!(drawn > 0 && drawn == unreadable, "{drawn} {unreadable}");
}

#[test]
fn running_heads_and_repeated_headers_of_tables_are_accounted_for() {
    let pages = |case: &str| {
        let file = fs::read(format!("testdata/cases/{case}/source.pdf")).unwrap();
        let document = read(&file).unwrap();
        document
            .ledger()
            .iter()
            .copied()
            .map(letters)
            .collect::<Vec<_>>()
    };
    let boilerplate: Vec<u32> = pages("running-heads").iter().map(|page| page[2]).collect();
    assert!(
        boilerplate.iter().all(|letters| *letters > 0),
        "{boilerplate:?}"
    );
    // "No.", "Kind", "Diameter", "Fibre" on each page but the first.
    let repeated: Vec<u32> = pages("table-over-pages")
        .iter()
        .map(|page| page[3])
        .collect();
    assert_eq!(repeated, [0, 19, 19, 19]);
}
