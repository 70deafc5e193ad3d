//! Tests of pages that others, or the rest of the page, show how to read: gutters,
//! mastheads, labels at the top.

use crate::reader::pdf::test_files::{PLAIN, Sample};

const LONG: &str = "Tea is made of leaves that were dried and rolled long ago.";

/// Adds eight lines of a column.
fn column(mut sample: Sample, x: f32, y: f32, name: &str) -> Sample {
    for (nth, y) in (0_u8..8).map(|nth| (nth, y + 12.0 * f32::from(nth))) {
        sample = sample.line(x, y, 10.0, PLAIN, &format!("{name} line {nth} of tea"));
    }
    sample
}

/// Returns true if the texts follow each other.
fn are_in_order(text: &str, parts: &[&str]) -> bool {
    let places: Vec<_> = parts.iter().map(|part| text.find(part)).collect();
    places.iter().all(Option::is_some) && places.is_sorted()
}

/// The columns of a page with white space across all of them, wider than that above.
fn newsletter(mut sample: Sample) -> Sample {
    for (x, name) in [(50.0, "left"), (183.0, "middle"), (327.0, "right")] {
        sample = column(sample, x, 140.0, &format!("{name} upper"));
        sample = column(sample, x, 300.0, &format!("{name} lower"));
    }
    sample
}

const COLUMNS: [&str; 6] = [
    "left upper",
    "left lower",
    "middle upper",
    "middle lower",
    "right upper",
    "right lower",
];

#[test]
fn columns_below_a_masthead_are_read_to_their_ends() {
    let title = Sample::new().line(100.0, 60.0, 30.0, PLAIN, "The Harbour Gazette");
    let text = newsletter(title).text();
    assert!(are_in_order(&text, &COLUMNS), "{text}");
}

#[test]
fn a_masthead_may_have_several_lines() {
    let head = Sample::new()
        .line(100.0, 60.0, 24.0, PLAIN, "The Harbour Gazette and Tide")
        .line(100.0, 85.0, 24.0, PLAIN, "Tables of the Western Coast")
        .line(150.0, 105.0, 9.0, PLAIN, &LONG[..50]);
    let text = newsletter(head).text();
    assert!(are_in_order(&text, &COLUMNS), "{text}");
}

#[test]
fn authors_side_by_side_are_read_before_the_columns() {
    let mut sample = Sample::new().line(100.0, 60.0, 20.0, PLAIN, "Of Tea, Tar and Hemp in Trade");
    for (x, lines) in [
        (80.0, ["Anna Reeper of Sand", "Institute of Ropes"]),
        (350.0, ["Mary Tar of Holm", "School of Harbours"]),
    ] {
        sample = sample.lines(x, 90.0, &lines);
    }
    for (x, name) in [(50.0, "left"), (320.0, "right")] {
        sample = column(sample, x, 150.0, &format!("{name} upper"));
        sample = column(sample, x, 320.0, &format!("{name} lower"));
    }
    let text = sample.text();
    let order = [
        "School of Harbours",
        "left upper",
        "left lower",
        "right upper",
    ];
    assert!(are_in_order(&text, &order), "{text}");
}

#[test]
fn labels_stay_beside_their_numbers_where_earlier_pages_had_a_gutter() {
    let mut sample = Sample::new();
    for _ in 0..2 {
        sample = column(sample, 50.0, 100.0, "left column");
        sample = column(sample, 265.0, 100.0, "right column").page();
    }
    let rows = [
        ("Repairs of the roof . . . . .", ["204", "150", "97"]),
        ("Wages of the keepers . . . .", ["35", "41", "28"]),
        ("Oil and wicks for a year . . .", ["77", "69", "58"]),
        ("Boats, ropes and sails . . . .", ["12", "9", "31"]),
    ];
    for (y, (label, values)) in [100.0, 112.0, 124.0, 136.0].into_iter().zip(rows) {
        sample = sample.line(50.0, y, 10.0, PLAIN, label);
        for (x, value) in [265.0, 330.0, 395.0].into_iter().zip(values) {
            sample = sample.line(x, y, 10.0, PLAIN, value);
        }
    }
    let text = sample.text();
    let order = [
        "Repairs",
        "204 150 97",
        "Wages",
        "35 41 28",
        "Oil",
        "77 69 58",
    ];
    assert!(are_in_order(&text, &order), "{text}");
}

/// Returns which of the texts at the top of each page are content.
fn content_of(tops: &[&str]) -> Vec<bool> {
    let mut sample = Sample::new();
    for (nth, top) in tops.iter().enumerate() {
        if nth > 0 {
            sample = sample.page();
        }
        // Pages that have hardly anything but equal lines would be copies of a form.
        let name = ["Salt", "Milk", "Sugar", "Honey", "Butter"][nth];
        let body = format!("The {nth} sheet begins here. {LONG}");
        let first = format!("{name} is weighed at the gate in the morning and in the evening.");
        let second = format!("Nobody sells {name} without a scale that was tested in spring.");
        sample = sample.line(480.0, 40.0, 10.0, PLAIN, top).lines(
            50.0,
            100.0,
            &[&body, &first, &second, LONG],
        );
    }
    let document = crate::reader::pdf::document(sample.file).unwrap();
    let content: Vec<&str> = (document.blocks())
        .filter(|block| block.kind().is_content())
        .map(crate::Block::text)
        .collect();
    let is_content = |top: &&str| {
        content
            .iter()
            .any(|text| text.trim_start_matches('#').trim() == *top)
    };
    tops.iter().map(is_content).collect()
}

#[test]
fn the_label_of_a_sheet_is_content_if_each_has_its_own() {
    let exhibits = ["Exhibit 31.1", "Exhibit 31.2", "Exhibit 32.1"];
    assert_eq!(content_of(&exhibits), [true, true, true]);
    let annexes = ["Annex 1", "Annex 1", "Annex 1", "Annex 2", "Annex 2"];
    assert!(!content_of(&annexes).contains(&true));
    let pages = ["Journal 12 1", "Journal 12 2", "Journal 12 3"];
    assert!(!content_of(&pages).contains(&true));
}
