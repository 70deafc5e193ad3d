//! PDF files that break the syntax in one place: no page disappears, and page numbers
//! stay right.
#![cfg(feature = "pdf")]

mod common;

use common::three_pages::{
    Place::{self, Catalog, Font, InArray, InPage, LastInPage, Pages, Resources, Trailer},
    assert_all_pages, objects, read, written,
};

use std::fmt::Write;

/// Tokens that occur in the place of a value in real files or were made by fuzzers,
/// separated by spaces.
const ODD_TOKENS: &str = r"
    --5 1.2.3 5-3 +-1 . - + ..5 1e5 1E-5 0x10 ,5 1,5 7pt 12345678901234567890
    -99999999999999999999 /a#zz /a# / @ ! $5 \ \x41 #41 é (unclosed (un\ <41 <zz> > ] ) { }
    R nul tru";

/// Values that contain spaces, and an empty one.
const ODD_VALUES: [&str; 9] = [
    "", "[1 2", "1 R", "-1 0 R", "0 0 R", "5 6 7", "(a) (b)", "<</A", "[[[",
];

fn odd_tokens() -> impl Iterator<Item = &'static str> {
    ODD_TOKENS.split_whitespace().chain(ODD_VALUES)
}

#[test]
fn an_odd_token_in_a_dictionary_loses_no_page() {
    for place in Place::ALL {
        for token in odd_tokens() {
            // In an array this token is valid: it is the array's end.
            if place == InArray && token == "]" {
                continue;
            }
            let (objects, trailer) = objects(place, token);
            let document = read(&written(&objects, &trailer));
            assert_all_pages(&document, &format!("{token} in {place:?}"));
        }
    }
}

#[test]
fn odd_tokens_in_two_places_at_once_lose_no_page() {
    for token in odd_tokens() {
        let (mut all, _) = objects(Catalog, token);
        let (pages, trailer) = (objects(Pages, token).0, objects(Trailer, token).1);
        all[1].clone_from(&pages[1]);
        let document = read(&written(&all, &trailer));
        assert_all_pages(&document, &format!("{token} in catalog, pages and trailer"));
    }
}

#[test]
fn an_odd_token_in_an_object_stream_loses_no_page() {
    for place in [Catalog, Pages, InPage, LastInPage, Resources, Font] {
        for token in odd_tokens() {
            let (objects, _) = objects(place, token);
            let document = read(&compressed(&objects));
            assert_all_pages(&document, &format!("{token} in {place:?}"));
        }
    }
}

/// Returns a file whose first eight objects are in an object stream, which a
/// cross-reference stream lists.
fn compressed(objects: &[String]) -> Vec<u8> {
    let (mut index, mut body) = (String::new(), String::new());
    for (number, object) in (1..).zip(&objects[..8]) {
        write!(index, "{number} {} ", body.len()).expect("a string takes all");
        writeln!(body, "{object}").expect("a string takes all");
    }
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut entries: Vec<[u8; 4]> = vec![[0, 0, 0, 0]];
    entries.extend((0..8).map(|index| [2, 0, 12, index]));
    let (first, length) = (index.len(), index.len() + body.len());
    let others = objects[8..].iter().cloned().chain([format!(
        "<</Type /ObjStm /N 8 /First {first} /Length {length}>>\nstream\n{index}{body}\nendstream"
    )]);
    let mut add = |number: usize, object: &str| {
        let [.., high, low] = u32::try_from(bytes.len())
            .expect("a small file")
            .to_be_bytes();
        entries.push([1, high, low, 0]);
        bytes.extend(format!("{number} 0 obj\n").into_bytes());
        bytes.extend(object.as_bytes());
        bytes.extend(b"\nendobj\n");
    };
    for (number, object) in (9..).zip(others) {
        add(number, &object);
    }
    let start = bytes.len();
    let data: Vec<u8> = entries.concat();
    let head = format!(
        "13 0 obj\n<</Type /XRef /W [1 2 1] /Size 13 /Root 1 0 R /Length {}>>\nstream\n",
        data.len()
    );
    bytes.extend(head.into_bytes());
    bytes.extend(data);
    bytes.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").into_bytes());
    bytes
}

#[test]
fn a_key_without_a_value_loses_none_of_its_neighbours() {
    let (objects, trailer) = objects(InPage, "");
    for key in [
        "/Type",
        "/Parent",
        "/MediaBox",
        "/Contents",
        "/Resources",
        "/Array",
        "/Tabs",
    ] {
        let mut objects = objects.clone();
        objects[6] = objects[6]
            .replace("/Odd  ", "")
            .replacen(key, &format!("/Odd {key}"), 1);
        assert_all_pages(&read(&written(&objects, &trailer)), key);
    }
}

#[test]
fn a_stray_end_of_a_dictionary_does_not_end_the_page() {
    let (mut objects, trailer) = objects(InPage, ">>");
    assert_all_pages(&read(&written(&objects, &trailer)), "a value");
    objects[6] = objects[6].replace("/Odd >>", "/Odd 5>>");
    assert_all_pages(&read(&written(&objects, &trailer)), "after a value");
}

#[test]
fn numbers_in_content_may_be_odd() {
    for matrix in [
        "1e0 0 0 1 0 0",
        "1 0x0 0 1 0 0",
        "+1 0 0 1.0.0 0 0",
        "--1 0 0 --1 650 1300",
        "1 0 0 .1e1 0 0",
    ] {
        let (mut objects, trailer) = objects(InPage, "5");
        let content = format!("{matrix} cm BT /F 12 Tf 50 500 Td (This is two) Tj ET");
        objects[9] = format!(
            "<</Length {}>>\nstream\n{content}\nendstream",
            content.len()
        );
        assert_all_pages(&read(&written(&objects, &trailer)), matrix);
    }
}
