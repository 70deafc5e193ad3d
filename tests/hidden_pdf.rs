//! Text of PDF that is not content: in no chunk by default, and named if it is kept.
#![cfg(all(feature = "pdf", feature = "tiktoken"))]

mod common;

use common::pages::file;
use sectile::{
    BlockKind, Chunk, Document, Limits, MarkKind, Omission, PdfReader, Reader, StructuralChunker,
    WarningKind,
};

fn read(reader: &PdfReader, content: &str) -> (Document, Vec<Chunk>) {
    let bytes = file(&[content]);
    let document = reader.read(&bytes, &Limits::default()).unwrap();
    let chunks = StructuralChunker::default().chunk(&document);
    (document, chunks)
}

const WHITE: &str = "BT /F 12 Tf 50 200 Td (Boil the water.) Tj ET \
                     1 g BT /F 12 Tf 50 100 Td (Secret orders.) Tj ET";

#[test]
fn hidden_text_is_marked_counted_and_in_no_chunk() {
    let (document, chunks) = read(&PdfReader::default(), WHITE);
    assert_eq!(document.text(), "Boil the water.\n\nSecret orders.\n");
    assert_eq!(document.marks().len(), 1);
    assert_eq!(document.marks()[0].kind, MarkKind::Hidden);
    assert!(
        !chunks.is_empty()
            && chunks
                .iter()
                .all(|chunk| !chunk.content().contains("Secret"))
    );
    let warning = &document.warnings()[0];
    assert_eq!(warning.kind, WarningKind::HiddenText);
    assert_eq!(
        warning.message,
        "12 letters on page 1 cannot be seen and are left out"
    );
}

#[test]
fn hidden_text_that_is_kept_is_named() {
    let (_, chunks) = read(&PdfReader::default().hidden(Omission::Keep), WHITE);
    let kept = chunks
        .iter()
        .find(|chunk| chunk.text.contains("Secret orders."));
    assert!(kept.unwrap().kinds.contains(&BlockKind::Hidden));
}

#[test]
fn the_text_of_an_unreadable_page_is_left_out_unless_it_is_kept() {
    // Nothing says which letters these glyphs are.
    let content = "BT /X 12 Tf 50 200 Td (ABCDABCDABCDABCDABCDABCD) Tj ET";
    let private = content.replace("(ABCD", "(ABBB");
    for content in [content, &private] {
        let (document, chunks) = read(&PdfReader::default(), content);
        assert!(chunks.is_empty(), "{chunks:?}");
        assert_eq!(document.warnings()[0].kind, WarningKind::UnreadableText);
        assert_eq!(document.marks()[0].kind, MarkKind::Unreadable);
        let (_, chunks) = read(&PdfReader::default().unreadable(Omission::Keep), content);
        assert!(
            chunks[0].kinds.contains(&BlockKind::Unreadable),
            "{chunks:?}"
        );
    }
}

#[test]
fn a_running_head_that_is_kept_is_named() {
    let pages = ["boils", "cools", "freezes", "melts", "flows"].map(|word| {
        format!(
            "BT /F 8 Tf 50 285 Td (The Tea Gazette) Tj ET \
             BT /F 12 Tf 50 200 Td (Here the water {word} in its own time.) Tj ET"
        )
    });
    let bytes = file(&pages.each_ref().map(String::as_str));
    let heads = |reader: &PdfReader| -> Vec<Chunk> {
        let document = reader.read(&bytes, &Limits::default()).unwrap();
        let chunks = StructuralChunker::default().chunk(&document);
        chunks
            .into_iter()
            .filter(|chunk| chunk.text.contains("Gazette"))
            .collect()
    };
    assert!(heads(&PdfReader::default()).is_empty());
    let kept = heads(&PdfReader::default().boilerplate(Omission::Keep));
    assert!(!kept.is_empty());
    for chunk in kept {
        assert!(chunk.kinds.contains(&BlockKind::Boilerplate), "{chunk:?}");
    }
}
