//! Tests which pieces are entries of printed contents, and which titles they name.

use super::sheet::{FactsBuilder, bold, indented, line};
use crate::headings::contents::Contents;

const TITLES: [&str; 4] = ["Tea", "Water", "Milk", "Sugar"];

/// Returns the texts that are entries.
fn entries(sheet: &FactsBuilder) -> Vec<&str> {
    let contents = Contents::read(&sheet.facts);
    (sheet.facts.pieces.iter().enumerate())
        .filter(|(at, _)| contents.is_entry(*at))
        .map(|(_, piece)| piece.text.as_str())
        .collect()
}

/// Returns the indices of the pieces that entries name, with their depths.
fn named(sheet: &FactsBuilder) -> Vec<(usize, u8)> {
    let contents = Contents::read(&sheet.facts);
    (contents.named.iter().enumerate())
        .filter_map(|(at, depth)| depth.map(|depth| (at, depth)))
        .collect()
}

fn listed<'t>(entries: impl IntoIterator<Item = &'t str>) -> FactsBuilder {
    (entries.into_iter()).fold(FactsBuilder::new(), |sheet, entry| sheet.add(line(entry)))
}

fn chapters(sheet: FactsBuilder) -> FactsBuilder {
    (TITLES.iter()).fold(sheet, |sheet, title| {
        sheet.page().add(bold(14.0, title)).text()
    })
}

#[test]
fn leaders_lead_from_a_title_to_its_page() {
    let lines = [
        "Tea....1",
        "Water . . . . 2",
        "Milk ····· 3",
        "Sugar\u{a0}… 4",
    ];
    let sheet = chapters(listed(lines));
    assert_eq!(entries(&sheet), lines);
    assert_eq!(named(&sheet), [(4, 1), (6, 1), (8, 1), (10, 1)]);
}

#[test]
fn the_first_title_may_have_two_lines() {
    let lines = [
        "Contents",
        "Tea and the With-",
        "drawn Leaf 1",
        "Water 2",
        "Milk 3",
        "Sugar 4",
    ];
    assert_eq!(entries(&chapters(listed(lines))), lines[1..]);
}

#[test]
fn a_line_above_the_name_of_the_contents_is_no_entry() {
    let lines = [
        "Revision 3",
        "Contents",
        "Tea 1",
        "Water 2",
        "Milk 3",
        "Sugar 4",
    ];
    assert_eq!(entries(&chapters(listed(lines))), lines[2..]);
}

#[test]
fn white_space_and_roman_numbers_lead_to_pages_too() {
    let lines = ["Tea iv", "Water 2", "Milk 3", "Sugar 4"];
    assert_eq!(entries(&chapters(listed(lines))), lines);
}

#[test]
fn years_are_not_pages() {
    let reports = ["Tea 2021", "Water 2022", "Milk 2023", "Sugar 2024"];
    assert!(entries(&chapters(listed(reports))).is_empty());
    let pages = [
        "Tea ... 2021",
        "Water ... 2022",
        "Milk ... 2023",
        "Sugar ... 2024",
    ];
    assert_eq!(entries(&chapters(listed(pages))), pages);
}

#[test]
fn two_entries_are_not_contents() {
    assert!(entries(&chapters(listed(["Tea .... 1", "Water .... 2"]))).is_empty());
}

#[test]
fn a_list_of_prices_is_not_a_table_of_contents() {
    let prices = listed(["Hemp .... 12", "Manila .... 9", "Sisal .... 4"]);
    assert!(entries(&chapters(prices)).is_empty());
}

#[test]
fn names_of_parts_between_entries_are_entries() {
    let lines = [
        "Tea .... 1",
        "Water .... 2",
        "Cold drinks",
        "Milk .... 3",
        "Sugar .... 4",
    ];
    assert_eq!(entries(&chapters(listed(lines))), lines);
}

#[test]
fn entries_farther_right_are_deeper() {
    let sheet = FactsBuilder::new()
        .add(line("Tea .... 1"))
        .add(indented(20.0, line("Water .... 2")))
        .add(indented(40.0, line("Milk .... 3")))
        .add(line("Sugar .... 4"));
    assert_eq!(named(&chapters(sheet)), [(4, 1), (6, 2), (8, 3), (10, 1)]);
}

#[test]
fn the_largest_text_on_its_page_is_the_title() {
    let lines = ["Tea .... 1", "Water .... 2", "Milk .... 3", "Sugar .... 4"];
    let sheet = (TITLES.iter()).fold(listed(lines), |sheet, title| {
        // The running head has the same text.
        sheet.page().add(line(title)).add(bold(14.0, title)).text()
    });
    assert_eq!(named(&sheet), [(5, 1), (8, 1), (11, 1), (14, 1)]);
}

#[test]
fn the_printed_page_decides_between_equal_titles() {
    let lines = [
        "Tea .... 1",
        "Summary .... 1",
        "Water .... 2",
        "Milk .... 3",
    ];
    let summaries = |sheet: FactsBuilder, titles: [&str; 2]| {
        sheet.page().sections(titles.map(|title| bold(14.0, title)))
    };
    let sheet = ["Tea", "Water", "Milk"]
        .into_iter()
        .fold(listed(lines), |sheet, title| {
            summaries(sheet, [title, "Summary"])
        });
    assert_eq!(named(&sheet), [(4, 1), (6, 1), (8, 1), (12, 1)]);
}

#[test]
fn what_the_contents_name_is_a_heading() {
    let body = |sheet: FactsBuilder| {
        sheet.sections(TITLES.map(|title| {
            let mut piece = line(title);
            piece.above = Some(10.0);
            piece
        }))
    };
    assert!(body(FactsBuilder::new().text()).headings().is_empty());
    let lines = ["Tea .... 1", "Water .... 1", "Milk .... 1", "Sugar .... 1"];
    let sheet = body(listed(lines).text());
    assert_eq!(sheet.headings(), ["1 Tea", "1 Water", "1 Milk", "1 Sugar"]);
}

#[test]
fn entries_in_bold_are_not_headings() {
    let entries = ["Tea .... 1", "Water .... 1", "Milk .... 1", "Sugar .... 1"];
    let sheet = (entries.iter()).fold(FactsBuilder::new(), |sheet, entry| {
        sheet.add(bold(12.0, entry))
    });
    let sheet = sheet.text().sections(TITLES.map(|title| bold(14.0, title)));
    assert_eq!(sheet.headings(), ["1 Tea", "1 Water", "1 Milk", "1 Sugar"]);
}
