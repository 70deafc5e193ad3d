//! Tests which numbers count together, and what the count shows.

use super::sheet::{FactsBuilder, bold, line};
use crate::headings::decision;
use crate::headings::facts::Piece;
use crate::headings::features;
use crate::headings::sequence;

/// Returns the result of a test of all candidates, for documents of such headings.
fn of<T>(
    pieces: impl IntoIterator<Item = Piece>,
    test: impl Fn(&features::DocumentFeatures<'_>) -> T,
) -> T {
    let sheet = FactsBuilder::new().text().sections(pieces).text();
    test(&decision::document(&sheet.facts))
}

fn in_sequence<const N: usize>(titles: [&str; N]) -> Vec<bool> {
    of(titles.map(|title| bold(12.0, title)), |document| {
        sequence::in_sequence(&document.candidates)
    })
}

fn counted<const N: usize>(titles: [&str; N]) -> bool {
    of(titles.map(|title| bold(12.0, title)), |document| {
        sequence::counted(&document.candidates)
    })
    .into_iter()
    .all(|counted| counted)
}

#[test]
fn a_number_continues_the_one_before() {
    assert_eq!(
        in_sequence(["1 Tea", "2 Water", "4 Milk"]),
        [true, true, false]
    );
    assert_eq!(
        in_sequence(["1.1 Tea", "1.2 Water", "2.3 Milk"]),
        [true, true, false]
    );
    assert_eq!(in_sequence(["§ 1 Tea", "§ 2 Water"]), [true, true]);
    assert_eq!(in_sequence(["Chapter One", "Chapter Two"]), [true, true]);
    assert_eq!(in_sequence(["第一章 茶", "第二章 水"]), [true, true]);
}

#[test]
fn numbers_of_different_kinds_do_not_continue_each_other() {
    assert_eq!(in_sequence(["1 Tea", "Chapter 2 Water"]), [false, false]);
    assert_eq!(in_sequence(["1 Tea", "II. Water"]), [false, false]);
    assert_eq!(in_sequence(["1. Tea", "2) Water"]), [false, false]);
}

#[test]
fn letters_and_roman_numerals_are_read_by_their_neighbours() {
    assert_eq!(in_sequence(["I. Tea", "II. Water", "III. Milk"]), [true; 3]);
    assert_eq!(in_sequence(["B. Tea", "C. Water", "D. Milk"]), [true; 3]);
    assert_eq!(in_sequence(["IV. Tea", "V. Water", "VI. Milk"]), [true; 3]);
}

#[test]
fn another_look_counts_by_itself() {
    let list = [bold(12.0, "1. Tea"), line("2. Water")];
    let found = of(list, |document| sequence::in_sequence(&document.candidates));
    assert!(!found.contains(&true), "{found:?}");
}

#[test]
fn words_with_three_different_numbers_are_counted() {
    assert!(counted([
        "Strategic Goal 1: Tea",
        "Strategic Goal 2: Water",
        "Strategic Goal 3: Milk"
    ]));
    assert!(counted(["T1. Tea", "T2. Water", "T3. Milk"]));
    assert!(!counted(["Goal 1: Tea", "Goal 1: Water", "Goal 2: Milk"]));
    assert!(!counted(["Goal 1: Tea", "Aim 2: Water", "End 3: Milk"]));
}

#[test]
fn captions_and_sentences_are_not_counted() {
    assert!(!counted(["Table 1 Tea", "Table 2 Water", "Table 3 Milk"]));
    assert!(!counted([
        "The tea that we had in 1 tin",
        "The tea that we had in 2 tins",
        "The tea that we had in 3 tins",
    ]));
}

#[test]
fn lines_of_an_algorithm_between_numbered_headings_are_none() {
    let titles = ["1 Tea", "2 Water", "3 Milk", "4 Sugar", "5 Salt"];
    let step = |text: &str| {
        let mut piece = bold(10.0, text);
        piece.above = Some(8.0);
        piece
    };
    let sheet = FactsBuilder::new()
        .text()
        .sections(titles.map(|title| bold(14.0, title)))
        .sections([step("9 Wait for it")])
        .text();
    assert_eq!(sheet.headings(), titles.map(|title| format!("1 {title}")));
}

#[test]
fn only_a_sequence_of_four_makes_other_numbers_stray() {
    let stray = |titles: &[&str]| {
        let headings = titles.iter().map(|title| bold(14.0, title));
        let pieces: Vec<Piece> = headings.chain([bold(10.0, "9 Wait")]).collect();
        let found = of(pieces, |document| {
            sequence::strays(&document.candidates, &document.in_sequence)
        });
        found.last().copied()
    };
    assert_eq!(stray(&["1 Tea", "2 Water", "3 Milk", "4 Salt"]), Some(true));
    assert_eq!(stray(&["1 Tea", "2 Water", "3 Milk"]), Some(false));
}

#[test]
fn numbered_lines_in_the_type_of_the_text_are_headings_in_sequence() {
    let titles = ["Section 1 Tea", "Section 2 Water", "Section 3 Milk"];
    let set = |title: &str| Piece {
        above: Some(10.0),
        ..line(title)
    };
    let sheet = FactsBuilder::new().text().sections(titles.map(set)).text();
    assert_eq!(sheet.headings(), titles.map(|title| format!("1 {title}")));
    let barrels = ["12 barrels", "7 ropes", "30 tins"].map(set);
    assert!(
        FactsBuilder::new()
            .text()
            .sections(barrels)
            .text()
            .headings()
            .is_empty()
    );
}
