use crate::document::{Document, Origin, PageBox, Span, offset};
use crate::reader::pdf::test_files::{PLAIN, Sample};

/// Returns the range of a piece of the document's text.
fn places(document: &Document, piece: &str) -> Vec<PageBox> {
    let at = document.text().find(piece).unwrap();
    let span = Span::new(offset(at), offset(at + piece.len()));
    match document.origin(span) {
        Some(Origin::Pages { pages }) => pages,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_piece_of_a_paragraph_over_two_pages_has_its_own_page_and_label() {
    let lines = |sample: Sample, y| {
        let line = "and so the long text continues without an end over all of the lines there are";
        sample.lines(50.0, y, &[line, line])
    };
    let sample = lines(Sample::new(), 700.0).line(
        50.0,
        724.0,
        10.0,
        PLAIN,
        "the end of the first page, which is as long as the others are, goes over",
    );
    let mut sample = lines(
        sample.page().line(50.0, 50.0, 10.0, PLAIN, "to the next"),
        62.0,
    );
    sample.file.pages[1].label = Some("iv".into());
    let document = crate::reader::pdf::document(sample.file).unwrap();
    assert_eq!(document.blocks().count(), 1, "{}", document.text());
    let numbers: Vec<u32> = places(&document, document.text())
        .iter()
        .map(|page| page.number)
        .collect();
    assert_eq!(numbers, [1, 2]);
    let second = places(&document, "next");
    assert_eq!(
        (second[0].number, second[0].label.as_deref()),
        (2, Some("iv"))
    );
    assert!(second.len() == 1 && second[0].bbox[3] < 60.0, "{second:?}");
    assert_eq!(places(&document, "end of the first")[0].label, None);
}
