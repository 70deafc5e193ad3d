//! PDF files with broken, misplaced or missing pages: the other pages keep their numbers.
#![cfg(feature = "pdf")]

mod common;

use common::three_pages::{
    Place::InPage, assert_all_pages, has_warning, number, objects, page, read, written,
};
use sectile::{Format, Limits};

/// The stream of the middle page has a wrong length or unusual ends of its data.
#[test]
fn a_stream_with_a_wrong_length_keeps_its_content() {
    let (objects, trailer) = objects(InPage, "5");
    let stream = &objects[9];
    let start = stream.find("/Length ").expect("it has a length");
    let end = stream.find(">>").expect("its dictionary ends");
    let lengths = [
        "10 0 R",
        "--5",
        "-5",
        "0",
        "1",
        "999999",
        "1e9",
        "99999999999999999999",
        "/a",
        "(x)",
        "99 0 R",
        "null",
        "[41]",
        "11 0 R",
    ];
    for length in lengths {
        let mut objects = objects.clone();
        objects[9].replace_range(start..end, &format!("/Length {length}"));
        assert_all_pages(&read(&written(&objects, &trailer)), length);
    }
    for (from, to) in [
        ("ET\nendstream", "ET \n \t endstream"),
        ("ET\nendstream", "ETendstream"),
        ("ET\nendstream", "ET   endstream"),
        ("ET\nendstream", "ET\n"),
        (">>\nstream\n", ">>stream\n"),
        (">>\nstream\n", ">>\n stream \r\n"),
        (">>\nstream\n", ">>\nstream\r"),
    ] {
        let mut objects = objects.clone();
        objects[9] = objects[9].replace(from, to);
        assert_all_pages(&read(&written(&objects, &trailer)), &format!("{to:?}"));
    }
}

#[test]
fn an_absurd_box_or_unit_hides_no_text() {
    let (objects, trailer) = objects(InPage, "5");
    for size in [
        "[-2147483648 -2147483648 2147483647 2147483647]",
        "[-1e30 -1e30 1e30 1e30]",
        "[0 0 1e20 1e20]",
        "[0 0 99999999999999999999 99999999999999999999]",
        "[0 0 1 1]",
        "[0 0 0 0]",
        "[0 0 .001 800]",
        "[600 800 0 0]",
        "[0 0 600]",
        "[0 0 /a (b)]",
        "[]",
        "5",
        "--5",
        "[0 0 600 --800]",
        "[0 0 600 8e2]",
    ] {
        let mut objects = objects.clone();
        objects[6] = objects[6].replace("[0 0 600 800]", size);
        let document = read(&written(&objects, &trailer));
        let warned = has_warning(&document, "page 2 ");
        if !warned || number(&document, "is two").is_some() {
            assert_all_pages(&document, size);
        }
    }
    for unit in [
        "1e20",
        "1e-20",
        "0",
        "-1",
        "99999999999999999999",
        "/a",
        "(x)",
    ] {
        let mut objects = objects.clone();
        objects[6] = objects[6].replace("/Odd 5", &format!("/UserUnit {unit}"));
        assert_all_pages(&read(&written(&objects, &trailer)), unit);
    }
}

#[test]
fn text_outside_of_the_page_is_a_warning_that_names_it() {
    let (mut objects, trailer) = objects(InPage, "5");
    objects[6] = objects[6].replace("[0 0 600 800]", "[5000 5000 5600 5800]");
    let document = read(&written(&objects, &trailer));
    assert!(has_warning(&document, "page 2 has all of its text outside"));
    assert_eq!(number(&document, "is three"), Some(3));
}

#[test]
fn a_font_that_is_missing_loses_no_text() {
    let (objects, trailer) = objects(InPage, "5");
    for font in ["99 0 R", "null", "5", "(x)", "@"] {
        let mut objects = objects.clone();
        objects[2] = format!("<</Font <</F {font}>>>>");
        assert_all_pages(&read(&written(&objects, &trailer)), font);
    }
}

#[test]
fn a_missing_part_of_a_page_is_a_warning_that_names_it() {
    for (content, part) in [
        (
            "/Nowhere Do",
            "page 2 draws an object that is not in the file",
        ),
        ("BT (x) Tj ET", "page 2 shows text without a font"),
    ] {
        let (mut objects, trailer) = objects(InPage, "5");
        objects[9] = format!(
            "<</Length {}>>\nstream\n{content}\nendstream",
            content.len()
        );
        assert!(
            has_warning(&read(&written(&objects, &trailer)), part),
            "{part}"
        );
    }
}

#[test]
fn a_page_that_cannot_be_read_keeps_its_number_and_label() {
    let labels = "/Type /Catalog /PageLabels <</Nums [0 <</S /r>>]>>";
    for kid in ["99 0 R", "4711 3 R"] {
        let (mut objects, trailer) = objects(InPage, "5");
        objects[0] = objects[0].replace("/Type /Catalog", labels);
        objects[1] = objects[1].replace("7 0 R", kid);
        let document = read(&written(&objects, &trailer));
        assert!(has_warning(&document, "page 2 cannot be read"), "{kid}");
        let third = page(&document, "is three").expect("the third page is there");
        assert_eq!((third.number, third.label.as_deref()), (3, Some("iii")));
    }
}

#[test]
fn pages_of_a_node_that_cannot_be_read_are_counted() {
    let (mut objects, trailer) = objects(InPage, "5");
    objects[1] = "<</Type /Pages /Count 7 /Kids [6 0 R 99 0 R 8 0 R]>>".to_owned();
    let document = read(&written(&objects, &trailer));
    assert!(has_warning(&document, "pages 2 to 6 cannot be read"));
    assert_eq!(number(&document, "is three"), Some(7));
    objects[1] = "<</Type /Pages /Count 2147483647 /Kids [6 0 R 99 0 R 8 0 R]>>".to_owned();
    let document = read(&written(&objects, &trailer));
    assert_eq!(
        number(&document, "is three"),
        Some(3),
        "no file has so many"
    );
    objects[1] = "<</Type /Pages /Count 2 /Kids [6 0 R 99 0 R 8 0 R]>>".to_owned();
    let document = read(&written(&objects, &trailer));
    assert_eq!(
        number(&document, "is three"),
        Some(2),
        "the tree counts no page there"
    );
}

#[test]
fn a_page_that_the_table_misplaces_is_found() {
    let (objects, trailer) = objects(InPage, "5");
    let text = String::from_utf8(written(&objects, &trailer)).expect("ASCII");
    let offset = format!(
        "{:010} 00000 n",
        text.find("7 0 obj").expect("the page is there")
    );
    for wrong in [
        "0000000003 00000 n",
        "0000009999 00000 n",
        "0000000000 00000 n",
    ] {
        assert_all_pages(&read(text.replace(&offset, wrong).as_bytes()), wrong);
    }
    let short = text.replace("xref\n0 12\n", "xref\n0 7\n");
    assert_ne!(short, text);
    assert_all_pages(&read(short.as_bytes()), "a table that is cut off");
}

#[test]
fn a_page_over_a_limit_keeps_its_number() {
    let (mut objects, trailer) = objects(InPage, "5");
    let content = format!("{} BT /F 9 Tf 9 9 Td (x) Tj ET", "q Q ".repeat(600));
    objects[9] = format!(
        "<</Length {}>>\nstream\n{content}\nendstream",
        content.len()
    );
    let bytes = written(&objects, &trailer);
    let changes: [fn(&mut Limits); 2] = [
        |limits| limits.page_operators = 1000,
        |limits| limits.stream_bytes = 1000,
    ];
    for change in changes {
        let mut limits = Limits::default();
        change(&mut limits);
        let document = Format::Pdf.read(&bytes, &limits).expect("a document");
        assert!(has_warning(&document, "page 2 has "));
        assert_eq!(number(&document, "is three"), Some(3));
    }
}

#[test]
fn a_page_that_is_in_the_tree_twice_is_read_twice() {
    let (mut objects, trailer) = objects(InPage, "5");
    objects[1] = "<</Type /Pages /Count 4 /Kids [6 0 R 7 0 R 7 0 R 8 0 R]>>".to_owned();
    let document = read(&written(&objects, &trailer));
    assert_eq!(document.text().matches("is two").count(), 2);
    assert_eq!(number(&document, "is three"), Some(4));
}
