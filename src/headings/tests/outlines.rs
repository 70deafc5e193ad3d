//! Tests which entries of an outline are found, and how far their levels count.

use super::sheet::{FactsBuilder, ITALIC, bold, line, running_text};
use crate::headings::facts::{Holder, Piece};
use crate::headings::outline::Outline;

/// Returns the texts that the outline names, each with its level.
fn named(sheet: &FactsBuilder) -> Vec<String> {
    let outline = Outline::verify(&sheet.facts);
    (sheet.facts.pieces.iter().zip(outline.levels))
        .filter_map(|(piece, level)| level.map(|level| format!("{level} {}", piece.text)))
        .collect()
}

fn is_verified(sheet: &FactsBuilder) -> bool {
    Outline::verify(&sheet.facts).is_verified()
}

/// Two chapters with two sections each, a chapter a page.
fn chapters() -> FactsBuilder {
    let section = |title| bold(12.0, title);
    FactsBuilder::new()
        .sections([bold(16.0, "Tea"), section("Leaves"), section("Tins")])
        .page()
        .sections([bold(16.0, "Water"), section("Springs"), section("Wells")])
}

const CHAPTERS: [&str; 6] = [
    "1 Tea",
    "2 Leaves",
    "2 Tins",
    "1 Water",
    "2 Springs",
    "2 Wells",
];

#[test]
fn an_entry_names_the_title_on_its_page() {
    let sheet = FactsBuilder::new()
        .sections([bold(16.0, "Tea"), bold(12.0, "Example")])
        .page()
        .sections([bold(16.0, "Water"), bold(12.0, "Example")])
        .entry(1, "Tea", 0)
        .entry(1, "Water", 1)
        .entry(2, "Example", 1);
    assert_eq!(named(&sheet), ["1 Tea", "1 Water", "2 Example"]);
    let outline = Outline::verify(&sheet.facts);
    let example = sheet
        .facts
        .pieces
        .iter()
        .rposition(|piece| piece.text == "Example");
    assert_eq!(outline.levels[example.unwrap()], Some(2));
}

/// The highest entries are the highest sections, unless the outline names some only.
#[test]
fn the_title_contains_no_sections_of_a_complete_outline() {
    let sheet = || {
        FactsBuilder::new()
            .sections([
                bold(20.0, "Of Tea"),
                bold(14.0, "Leaves"),
                bold(14.0, "Water"),
            ])
            .entry(1, "Leaves", 0)
    };
    let complete = sheet().entry(1, "Water", 0);
    assert_eq!(complete.headings(), ["1 Of Tea", "1 Leaves", "1 Water"]);
    let more = sheet()
        .entry(1, "Water", 0)
        .sections([bold(14.0, "Cups"), bold(14.0, "Tins")]);
    assert_eq!(more.headings()[..2], ["1 Of Tea", "2 Leaves"]);
}

#[test]
fn an_entry_names_the_nearest_of_equal_titles() {
    let sheet = || {
        FactsBuilder::new()
            .sections(["Tea", "Example", "Water", "Example"].map(|title| bold(12.0, title)))
    };
    let example = |top: f32| {
        let sheet = sheet().entry(1, "Tea", 0).entry(2, "Example", 0).at(top);
        let outline = Outline::verify(&sheet.facts);
        outline.levels.iter().rposition(Option::is_some)
    };
    let top = sheet().facts.pieces[6].area[1];
    assert_eq!(example(100.0), Some(2));
    assert_eq!(example(top), Some(6));
}

#[test]
fn equal_titles_have_an_entry_each() {
    let sheet = FactsBuilder::new()
        .sections([bold(12.0, "Example"), bold(12.0, "Example")])
        .entry(1, "Example", 0)
        .entry(2, "Example", 0);
    assert_eq!(named(&sheet), ["1 Example", "2 Example"]);
}

#[test]
fn a_title_may_follow_the_page_break_after_its_place() {
    let sheet = chapters()
        .entry(1, "Tea", 0)
        .entry(1, "Water", 0)
        .entry(2, "Springs", 0);
    assert_eq!(named(&sheet), ["1 Tea", "1 Water", "2 Springs"]);
}

#[test]
fn an_entry_far_from_its_title_names_nothing() {
    let wrong = chapters()
        .page()
        .text()
        .page()
        .text()
        .entry(1, "Tea", 3)
        .entry(1, "Leaves", 3)
        .entry(1, "Water", 3);
    assert!(!is_verified(&wrong));
    assert_eq!(wrong.headings(), CHAPTERS);
}

#[test]
fn entries_of_another_document_change_nothing() {
    let foreign = chapters()
        .entry(1, "Boats", 0)
        .entry(2, "Oars", 0)
        .entry(2, "Tins", 0);
    assert!(!is_verified(&foreign));
    assert_eq!(foreign.headings(), CHAPTERS);
}

#[test]
fn half_of_the_entries_must_be_found() {
    let sheet = chapters().entry(1, "Tea", 0).entry(1, "Water", 1);
    assert!(is_verified(
        &sheet.clone().entry(1, "Boats", 1).entry(1, "Oars", 1)
    ));
    let more = sheet
        .entry(1, "Boats", 1)
        .entry(1, "Oars", 1)
        .entry(1, "Sails", 1);
    assert!(!is_verified(&more));
}

#[test]
fn numbers_and_labels_may_differ() {
    let labelled = Piece {
        label: "Chapter 3".to_owned(),
        ..bold(14.0, "Salt")
    };
    let sheet = FactsBuilder::new()
        .sections([bold(14.0, "1 Tea"), bold(14.0, "Water"), labelled])
        .entry(1, "Tea", 0)
        .entry(1, "2 Water", 0)
        .entry(1, "3 Salt", 0);
    assert_eq!(named(&sheet), ["1 1 Tea", "1 Water", "1 Salt"]);
}

#[test]
fn a_title_may_be_worded_differently_where_its_entry_points_to() {
    let sheet = |top: f32, title: &str| {
        chapters()
            .page()
            .add(bold(12.0, "Leases and rents of boats"))
            .text()
            .entry(1, "Tea", 0)
            .entry(1, "Water", 1)
            .entry(1, title, 2)
            .at(top)
    };
    let reworded = ["1 Tea", "1 Water", "1 Leases and rents of boats"];
    assert_eq!(named(&sheet(60.0, "Leases")), reworded);
    assert_eq!(named(&sheet(300.0, "Leases")), reworded[..2]);
    assert_eq!(named(&sheet(60.0, "Harbours")), reworded[..2]);
}

#[test]
fn children_of_a_title_that_is_not_printed_are_one_level_higher() {
    let sheet = chapters()
        .entry(1, "Tea", 0)
        .entry(2, "Leaves", 0)
        .entry(1, "Drinks", 1)
        .entry(2, "Water", 1)
        .entry(3, "Springs", 1);
    let levels = ["1 Tea", "2 Leaves", "1 Water", "2 Springs"];
    assert_eq!(named(&sheet), levels);
}

#[test]
fn the_running_head_is_not_the_title() {
    let head = Piece {
        holder: Holder::Boilerplate,
        ..line("Water")
    };
    let sheet = FactsBuilder::new()
        .sections([bold(16.0, "Tea")])
        .page()
        .add(head)
        .text()
        .sections([bold(16.0, "Water")])
        .entry(1, "Tea", 0)
        .entry(1, "Water", 1);
    let outline = Outline::verify(&sheet.facts);
    let at = outline.levels.iter().rposition(Option::is_some).unwrap();
    assert_eq!(sheet.facts.pieces[at].holder, Holder::Paragraph);
}

#[test]
fn a_verified_entry_is_a_heading_in_the_type_of_the_text() {
    let sheet = |sheet: FactsBuilder| {
        sheet
            .sections([bold(16.0, "Tea"), line("a word on tins")])
            .text()
    };
    assert_eq!(sheet(FactsBuilder::new()).headings(), ["1 Tea"]);
    let outlined = sheet(FactsBuilder::new())
        .entry(1, "Tea", 0)
        .entry(2, "A word on tins", 0);
    assert_eq!(outlined.headings(), ["1 Tea", "2 a word on tins"]);
}

#[test]
fn a_verified_outline_decides_levels_against_the_looks() {
    const TITLES: [&str; 5] = ["Tea", "Leaves", "Tins", "Water", "Springs"];
    let levels = [1, 2, 2, 1, 2];
    let sheet = || {
        let set = |(title, level)| bold(if level == 1 { 12.0 } else { 14.0 }, title);
        FactsBuilder::new()
            .text()
            .sections(TITLES.into_iter().zip(levels).map(set))
    };
    let looks = ["2 Tea", "1 Leaves", "1 Tins", "2 Water", "1 Springs"];
    assert_eq!(sheet().headings(), looks);
    let outlined = (TITLES.iter().zip(levels)).fold(sheet(), |sheet, (title, level)| {
        sheet.entry(level, title, 0)
    });
    assert_eq!(outlined.headings(), CHAPTERS[..5]);
}

#[test]
fn shuffled_levels_count_nothing() {
    let levels = [2, 1, 3, 3, 2, 1];
    let titles = ["Tea", "Leaves", "Tins", "Water", "Springs", "Wells"];
    let sheet = (titles.iter().zip(levels).enumerate())
        .fold(chapters(), |sheet, (at, (title, level))| {
            sheet.entry(level, title, u32::from(at > 2))
        });
    assert!(is_verified(&sheet));
    assert_eq!(sheet.headings(), CHAPTERS);
}

#[test]
fn numbers_outweigh_the_levels_of_an_outline() {
    const TITLES: [&str; 5] = ["1 Tea", "1.1 Leaves", "1.2 Tins", "2 Water", "2.1 Springs"];
    let sheet = FactsBuilder::new().sections(TITLES.map(|title| bold(12.0, title)));
    let outlined = (TITLES.iter().zip([2, 1, 1, 2, 1]))
        .fold(sheet, |sheet, (title, level)| sheet.entry(level, title, 0));
    let levels = [1, 2, 2, 1, 2];
    let expected: Vec<String> = (TITLES.iter().zip(levels))
        .map(|(title, level)| format!("{level} {title}"))
        .collect();
    assert_eq!(outlined.headings(), expected);
}

#[test]
fn an_outline_of_one_level_has_no_levels() {
    let titles = ["Tea", "Leaves", "Tins", "Water", "Springs", "Wells"];
    let sheet = (titles.iter().enumerate()).fold(chapters(), |sheet, (at, title)| {
        sheet.entry(1, title, u32::from(at > 2))
    });
    assert!(is_verified(&sheet));
    assert_eq!(sheet.headings(), CHAPTERS);
}

#[test]
fn a_heading_that_the_outline_leaves_out_is_below_the_entry_before_it() {
    let sheet = chapters().entry(1, "Tea", 0).entry(1, "Water", 1);
    assert_eq!(sheet.headings(), CHAPTERS);
}

#[test]
fn text_that_a_complete_outline_leaves_out_is_not_a_heading() {
    let sheet = |sheet: FactsBuilder| {
        let note = Piece {
            face: ITALIC,
            above: Some(8.0),
            ..line("Mind the Step")
        };
        sheet.add(note).add(running_text()).text()
    };
    assert!(
        sheet(chapters())
            .headings()
            .contains(&"3 Mind the Step".to_owned())
    );
    let titles = ["Tea", "Leaves", "Tins", "Water", "Springs", "Wells"];
    let levels = [1, 2, 2, 1, 2, 2];
    let outlined = (titles.iter().zip(levels).enumerate())
        .fold(sheet(chapters()), |sheet, (at, (title, level))| {
            sheet.entry(level, title, u32::from(at > 2))
        });
    assert_eq!(outlined.headings(), CHAPTERS);
}

#[test]
fn levels_that_an_outline_leaves_out_are_closed() {
    let levels = [1, 3, 3, 1, 3, 3];
    let titles = ["Tea", "Leaves", "Tins", "Water", "Springs", "Wells"];
    let sheet = (titles.iter().zip(levels).enumerate())
        .fold(chapters(), |sheet, (at, (title, level))| {
            sheet.entry(level, title, u32::from(at > 2))
        });
    assert_eq!(sheet.headings(), CHAPTERS);
}

#[test]
fn an_outline_of_some_headings_is_not_complete() {
    let titles = ["Tea", "Water", "Milk", "Sugar"];
    let rules = |named: &[&str]| {
        let sheet = FactsBuilder::new().sections(titles.map(|title| bold(12.0, title)));
        let sheet = sheet.subject(bold(12.0, "Salt")).text().text();
        let outlined = (named.iter()).fold(sheet, |sheet, title| sheet.entry(1, title, 0));
        outlined.rules()
    };
    assert!(rules(&titles).contains(&"not in outline"));
    assert!(!rules(&titles[..3]).contains(&"not in outline"));
}
