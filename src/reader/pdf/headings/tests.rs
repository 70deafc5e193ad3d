//! Tests the headings of pages made for them.

use crate::document::Section;
use crate::reader::pdf::page::{Bookmark, Destination};
use crate::reader::pdf::test_files::{BOLD, PLAIN, Sample};

const TEXT: &str = "And so the long text goes on and on over all of the lines there are.";

#[test]
fn names_in_a_drawing_are_not_headings() {
    let headings = |gap: f32| -> Vec<String> {
        let sample = Sample::new()
            .line(50.0, 60.0, 20.0, BOLD, "Tea")
            .lines(50.0, 90.0, &[TEXT, TEXT])
            .line(50.0, 160.0, 10.0, BOLD, "Caller")
            .line(80.0 + gap, 160.0, 10.0, BOLD, "answers")
            .lines(50.0, 200.0, &[TEXT, TEXT]);
        let document = crate::reader::pdf::document(sample.file).unwrap();
        let sections = document.sections();
        sections
            .map(|section| section.heading().to_owned())
            .collect()
    };
    assert_eq!(headings(4.0), ["Tea", "Caller answers"]);
    assert_eq!(headings(40.0), ["Tea"]);
}

#[test]
fn a_label_and_the_title_below_it_are_one_heading() {
    let mut sample = Sample::new().line(50.0, 60.0, 24.0, BOLD, "Tea");
    for (y, label, title) in [
        (140.0, "Chapter 1", "Leaves"),
        (340.0, "CHAPTER TWO", "Water"),
    ] {
        sample = sample
            .line(50.0, y, 16.0, BOLD, label)
            .line(50.0, y + 40.0, 20.0, BOLD, title)
            .lines(50.0, y + 80.0, &[TEXT, TEXT]);
    }
    let document = crate::reader::pdf::document(sample.file).unwrap();
    let headings: Vec<_> = document.sections().map(Section::heading).collect();
    assert_eq!(headings[1..], ["Chapter 1 Leaves", "CHAPTER TWO Water"]);
    let text = document.text();
    assert!(text.contains("## Chapter 1 Leaves\n"), "{text}");
}

#[test]
fn smaller_capitals_are_small_capitals() {
    let capitals = |x: f32, size: f32, y: f32, text: &str| (x, size, y, text.to_owned());
    let mut sample = Sample::new().line(50.0, 60.0, 24.0, BOLD, "Tea");
    for (x, size, y, text) in [
        capitals(50.0, 14.0, 140.0, "I. ROOTS"),
        capitals(50.0, 14.0, 340.0, "II. LEAVES"),
        capitals(130.0, 10.0, 340.0, "AND THE WATER OF SPRINGS"),
    ] {
        sample = sample.line(x, y, size, BOLD, &text);
        sample = sample.lines(50.0, y + 40.0, &[TEXT, TEXT]);
    }
    let document = crate::reader::pdf::document(sample.file).unwrap();
    let levels: Vec<_> = document.sections().map(Section::level).collect();
    assert_eq!(levels, [1, 2, 2]);
}

#[test]
fn equal_titles_of_one_page_are_found_in_the_order_of_the_outline() {
    let mut sample = Sample::new()
        .line(50.0, 60.0, 20.0, BOLD, "Abstract")
        .line(50.0, 100.0, 10.0, BOLD, "Leaves:")
        .line(92.0, 100.0, 10.0, PLAIN, "And so the text goes on and on.")
        .lines(50.0, 112.0, &[TEXT, TEXT])
        .line(50.0, 180.0, 20.0, BOLD, "Leaves")
        .lines(50.0, 220.0, &[TEXT, TEXT]);
    let entry = |title: &str, level| Bookmark {
        title: title.to_owned(),
        level,
        place: Some(Destination {
            page: 1,
            left: None,
            top: Some(0.0),
        }),
    };
    sample.file.outline = vec![entry("Abstract", 1), entry("Leaves", 2), entry("Leaves", 1)];
    let document = crate::reader::pdf::document(sample.file).unwrap();
    let headings: Vec<_> = document
        .sections()
        .map(|section| (section.level(), section.heading()))
        .collect();
    let expected = [(1, "Abstract"), (2, "Leaves:"), (1, "Leaves")];
    assert_eq!(headings, expected);
}
