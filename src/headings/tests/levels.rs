//! Tests which headings contain which.

use super::sheet::{BOLD, FactsBuilder, PLAIN, bold, centred, indented, line};
use crate::headings::facts::{Face, Piece, Tag};

/// Returns the levels of headings with running text below each.
fn levels(headings: impl IntoIterator<Item = Piece>) -> Vec<u8> {
    let sheet = FactsBuilder::new().text().sections(headings).text();
    levels_of(sheet)
}

fn levels_of(sheet: FactsBuilder) -> Vec<u8> {
    (sheet.headings().iter())
        .map(|heading| heading.split(' ').next().unwrap().parse().unwrap())
        .collect()
}

/// Headings of one look.
fn alike<const N: usize>(titles: [&str; N]) -> [Piece; N] {
    titles.map(|title| bold(12.0, title))
}

#[test]
fn decimal_numbers_give_levels_in_any_look() {
    let titles = ["1 Tea", "1.1 Leaves", "1.1.1 Tins", "1.2 Buds", "2 Water"];
    assert_eq!(levels(alike(titles)), [1, 2, 3, 2, 1]);
    let sizes = [12.0, 12.0, 14.0, 12.0, 12.0];
    let larger = (titles.into_iter().zip(sizes)).map(|(title, size)| bold(size, title));
    assert_eq!(levels(larger), [1, 2, 3, 2, 1]);
}

#[test]
fn kind_words_are_nested_in_their_usual_order() {
    let titles = [
        "Part I Drinks",
        "Chapter 1 Tea",
        "Section 1 Leaves",
        "Section 2 Buds",
        "Chapter 2 Water",
        "Part II Food",
        "Chapter 3 Salt",
    ];
    assert_eq!(levels(alike(titles)), [1, 2, 3, 3, 2, 1, 2]);
}

#[test]
fn a_document_may_nest_kind_words_otherwise() {
    // Larger articles contain sections that are counted anew in each.
    let article = |title| bold(16.0, title);
    let section = |title| bold(12.0, title);
    let headings = [
        article("Section 1 Drinks"),
        section("Article 1 Tea"),
        section("Article 2 Water"),
        article("Section 2 Food"),
        section("Article 1 Salt"),
        section("Article 2 Oil"),
        article("Section 3 Wood"),
        section("Article 1 Oak"),
    ];
    assert_eq!(levels(headings), [1, 2, 2, 1, 2, 2, 1, 2]);
}

#[test]
fn paragraph_signs_are_below_words() {
    let titles = [
        "Abschnitt 1 Tee",
        "§ 1 Geltung",
        "§ 2 Form",
        "Abschnitt 2 Wasser",
        "§ 3 Frist",
    ];
    assert_eq!(levels(alike(titles)), [1, 2, 2, 1, 2]);
}

#[test]
fn an_annex_is_beside_chapters_and_above_sections() {
    let titles = [
        "1 Tea",
        "1.1 Leaves",
        "2 Water",
        "Annex A Sizes",
        "Annex B Names",
    ];
    assert_eq!(levels(alike(titles)), [1, 2, 1, 1, 1]);
    let sizes = [12.0, 12.0, 12.0, 14.0, 14.0];
    let larger = (titles.into_iter().zip(sizes)).map(|(title, size)| bold(size, title));
    assert_eq!(levels(larger), [1, 2, 1, 1, 1]);
}

#[test]
fn a_count_that_begins_anew_is_below() {
    let titles = [
        "I. Tea",
        "A. Leaves",
        "B. Buds",
        "II. Water",
        "A. Springs",
        "B. Wells",
        "III. Milk",
        "A. Cows",
    ];
    assert_eq!(levels(alike(titles)), [1, 2, 2, 1, 2, 2, 1, 2]);
}

#[test]
fn c_after_b_is_a_letter() {
    let titles = [
        "I. Tea",
        "A. Leaves",
        "B. Buds",
        "C. Tins",
        "II. Water",
        "A. Springs",
        "B. Wells",
        "III. Milk",
        "A. Cows",
    ];
    assert_eq!(levels(alike(titles)), [1, 2, 2, 2, 1, 2, 2, 1, 2]);
}

#[test]
fn what_directly_follows_a_heading_is_below_it() {
    // The slant alone would make the chapters no higher than the sections.
    let chapter = |title| Piece {
        face: Face {
            italic: true,
            ..BOLD
        },
        ..bold(12.0, title)
    };
    let section = |title| Piece {
        above: Some(8.0),
        ..bold(12.0, title)
    };
    let sheet = FactsBuilder::new()
        .text()
        .add(chapter("Tea"))
        .sections([section("Leaves"), section("Buds")])
        .add(chapter("Water"))
        .sections([section("Springs"), section("Wells")]);
    assert_eq!(levels_of(sheet), [1, 2, 2, 1, 2, 2]);
}

#[test]
fn a_nested_number_is_one_level_below_the_number_that_contains_it() {
    // Boxes without a number are larger than the sections, but do not contain them.
    let headings = [
        bold(14.0, "1 Tea"),
        bold(13.0, "A Word of Warning"),
        bold(12.0, "1.1 Leaves"),
        bold(12.0, "1.2 Buds"),
        bold(14.0, "2 Water"),
        bold(13.0, "A Word of Thanks"),
        bold(12.0, "2.1 Springs"),
    ];
    assert_eq!(levels(headings), [1, 2, 2, 2, 1, 2, 2]);
}

#[test]
fn larger_headings_are_above_smaller_ones() {
    let sizes = [18.0, 14.0, 12.0, 18.0, 12.0];
    let headings = sizes.map(|size| bold(size, "Tea"));
    assert_eq!(levels(headings), [1, 2, 3, 1, 3]);
    // Files round sizes.
    assert_eq!(
        levels([14.0, 14.1, 13.9].map(|size| bold(size, "Tea"))),
        [1, 1, 1]
    );
}

/// Asserts that the first look is above the second.
fn assert_above(upper: fn(&str) -> Piece, lower: fn(&str) -> Piece) {
    let headings = [
        upper("Tea Shops"),
        lower("Green Tea"),
        upper("Water"),
        lower("Wells"),
    ];
    assert_eq!(levels(headings), [1, 2, 1, 2]);
}

#[test]
fn bold_capitals_are_above_plain_italic_and_small_letters() {
    let plain = |title: &str| Piece {
        face: PLAIN,
        ..bold(12.0, title)
    };
    let italic = |title: &str| Piece {
        face: Face {
            italic: true,
            ..BOLD
        },
        ..bold(12.0, title)
    };
    assert_above(|title| bold(12.0, title), plain);
    assert_above(|title| bold(12.0, title), italic);
    assert_above(
        |title| bold(12.0, &title.to_uppercase()),
        |title| bold(12.0, title),
    );
}

#[test]
fn centred_and_outdented_headings_are_above_those_of_about_their_size() {
    assert_above(
        |title| centred(bold(12.0, title)),
        |title| bold(12.4, title),
    );
    assert_above(
        |title| bold(12.0, title),
        |title| indented(14.0, bold(12.4, title)),
    );
}

#[test]
fn headings_without_a_number_are_beside_numbered_ones_of_their_look() {
    let titles = ["1 Tea", "1.1 Leaves", "2 Water", "References"];
    assert_eq!(levels(alike(titles)), [1, 2, 1, 1]);
}

#[test]
fn an_abbreviation_in_capitals_keeps_the_level_of_its_neighbours() {
    let titles = ["A. Emily Howell", "B. GRUV", "C. Deep Music"];
    assert_eq!(levels(alike(titles)), [1, 1, 1]);
}

fn tagged(level: u8, piece: Piece) -> Piece {
    Piece {
        tag: Tag::Heading(level),
        ..piece
    }
}

#[test]
fn agreeing_tags_decide_levels() {
    let levels_of_tags = [1, 2, 4, 2, 1];
    let headings = levels_of_tags.map(|level| tagged(level, bold(14.0, "Tea")));
    assert_eq!(levels(headings), levels_of_tags);
}

#[test]
fn tags_of_one_level_for_several_looks_decide_nothing() {
    let sizes = [18.0, 14.0, 14.0, 18.0, 14.0];
    let headings = sizes.map(|size| tagged(1, bold(size, "Tea")));
    assert_eq!(levels(headings), [1, 2, 2, 1, 2]);
    let alike = [14.0; 3].map(|size| tagged(1, bold(size, "Tea")));
    assert_eq!(levels(alike), [1, 1, 1]);
}

#[test]
fn levels_without_headings_between_others_are_closed() {
    // The title is above the rest, and no level is left between.
    let sheet = FactsBuilder::new()
        .add(bold(24.0, "Ropes and Cables"))
        .text()
        .sections(["2.1 Hemp", "2.2 Tar"].map(|title| bold(12.0, title)))
        .add(line("and so on"))
        .text();
    assert_eq!(levels_of(sheet), [1, 2, 2]);
}

#[test]
fn contents_are_beside_the_chapters() {
    let sheet = FactsBuilder::new()
        .add(bold(30.0, "Contents"))
        .text()
        .page()
        .sections([bold(16.0, "Tea"), bold(12.0, "Leaves"), bold(16.0, "Water")]);
    let expected = ["1 Contents", "1 Tea", "2 Leaves", "1 Water"];
    assert_eq!(sheet.headings(), expected);
}
