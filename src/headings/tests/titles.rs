//! Tests which text is the title of a document, and what is beside a title.

use super::sheet::{FactsBuilder, bold, line, running_text, sized};
use crate::headings::facts::Piece;
use crate::headings::{decision, title};

/// Returns the text of the title.
fn title(sheet: &FactsBuilder) -> Option<String> {
    let document = decision::document(&sheet.facts);
    document.title.map(|at| document.candidates[at].full_text())
}

/// Returns the texts between the title and the text.
fn matter(sheet: &FactsBuilder) -> Vec<&str> {
    let document = decision::document(&sheet.facts);
    let range = title::matter(&sheet.facts, &document.candidates, document.title);
    (sheet.facts.pieces[range].iter())
        .map(|piece| piece.text.as_str())
        .collect()
}

#[test]
fn the_largest_text_before_all_headings_is_the_title() {
    let sheet =
        FactsBuilder::new().sections([bold(20.0, "Ropes"), bold(14.0, "Hemp"), bold(14.0, "Tar")]);
    assert_eq!(title(&sheet).as_deref(), Some("Ropes"));
    assert_eq!(sheet.headings(), ["1 Ropes", "2 Hemp", "2 Tar"]);
}

#[test]
fn a_text_with_a_rival_is_not_a_title() {
    let two = FactsBuilder::new().sections([bold(20.0, "Ropes"), bold(20.0, "Cables")]);
    assert_eq!(title(&two), None);
    let later = FactsBuilder::new().sections([bold(17.0, "Hemp"), bold(20.0, "Ropes")]);
    assert_eq!(title(&later), None);
    let small = FactsBuilder::new().sections([bold(12.9, "Ropes"), bold(12.0, "Hemp")]);
    assert_eq!(title(&small), None);
    let figure = FactsBuilder::new().sections([bold(30.0, "Q4 up"), bold(12.0, "Hemp")]);
    assert_eq!(title(&figure), None);
    let head = Piece {
        widest_space: 4.0,
        ..bold(20.0, "Ropes Invoice")
    };
    assert_eq!(title(&FactsBuilder::new().sections([head])), None);
}

#[test]
fn the_metadata_names_a_title_that_size_does_not_show() {
    let mut sheet = FactsBuilder::new().sections([bold(12.0, "Ropes and Tar"), bold(12.9, "Hemp")]);
    assert_eq!(title(&sheet), None);
    "ropes and tar".clone_into(&mut sheet.facts.title);
    assert_eq!(title(&sheet).as_deref(), Some("Ropes and Tar"));
    // The running head repeats the title in a small size.
    let mut small = FactsBuilder::new().sections([bold(10.0, "Ropes and Tar"), bold(12.9, "Hemp")]);
    "ropes and tar".clone_into(&mut small.facts.title);
    assert_eq!(title(&small), None);
    let mut placeholder = FactsBuilder::new().sections([bold(12.0, "Doc1"), bold(12.9, "Hemp")]);
    "Doc1".clone_into(&mut placeholder.facts.title);
    assert_eq!(title(&placeholder), None);
}

#[test]
fn names_below_the_title_are_not_headings() {
    let sheet = FactsBuilder::new()
        .add(bold(20.0, "Ropes and Cables"))
        .add(sized(12.0, line("Anna Reeper")))
        .add(sized(11.0, line("Office of the Harbour")))
        .sections([bold(14.0, "Hemp"), bold(14.0, "Tar"), bold(14.0, "Yarn")]);
    assert_eq!(matter(&sheet), ["Anna Reeper", "Office of the Harbour"]);
    let headings = ["1 Ropes and Cables", "2 Hemp", "2 Tar", "2 Yarn"];
    assert_eq!(sheet.headings(), headings);
}

#[test]
fn the_first_heading_ends_the_matter_of_the_title() {
    let sheet = FactsBuilder::new()
        .add(bold(20.0, "Ropes and Cables"))
        .add(line("Anna Reeper"))
        .sections([bold(12.0, "Abstract"), bold(12.0, "Hemp")]);
    assert_eq!(matter(&sheet), ["Anna Reeper"]);
    assert_eq!(
        sheet.headings(),
        ["1 Ropes and Cables", "2 Abstract", "2 Hemp"]
    );
}

#[test]
fn a_title_in_the_type_of_headings_has_no_matter() {
    let sheet = FactsBuilder::new()
        .add(bold(12.0, "Hemp"))
        .add(line("Anna Reeper"))
        .text();
    assert!(matter(&sheet).is_empty());
}

/// A first page without running text, and two pages with a chapter each.
fn cover(text: Piece) -> FactsBuilder {
    FactsBuilder::new()
        .add(bold(24.0, "Ropes and Cables"))
        .add(bold(16.0, "Lower River Guild"))
        .add(bold(18.0, "Volume of the Harbour"))
        .add(text)
        .page()
        .sections([bold(16.0, "Hemp"), bold(12.0, "Fields")])
        .page()
        .sections([bold(16.0, "Tar"), bold(12.0, "Barrels")])
}

#[test]
fn a_cover_has_no_heading_but_the_title() {
    let sheet = cover(line("Not for sale"));
    assert!(title::is_cover(&sheet.facts));
    let expected = [
        "1 Ropes and Cables",
        "2 Hemp",
        "3 Fields",
        "2 Tar",
        "3 Barrels",
    ];
    assert_eq!(sheet.headings(), expected);
    assert!(!title::is_cover(&cover(running_text()).facts));
}

#[test]
fn slides_and_short_documents_have_no_cover() {
    let mut wide = cover(line("Not for sale"));
    wide.facts.page_ratio = 1.33;
    assert!(!title::is_cover(&wide.facts));
    let short = FactsBuilder::new().add(bold(24.0, "Ropes")).page().text();
    assert!(!title::is_cover(&short.facts));
}

#[test]
fn a_numbered_part_alone_on_the_first_page_is_a_heading() {
    let sheet = FactsBuilder::new()
        .add(bold(24.0, "Part I Making"))
        .page()
        .sections([bold(16.0, "Hemp")])
        .page()
        .add(bold(24.0, "Part II Keeping"))
        .page()
        .sections([bold(16.0, "Tar")]);
    assert_eq!(title(&sheet), None);
}

#[test]
fn the_title_of_slides_may_be_beside_their_parts() {
    // Larger, but not in bold capitals: looks do not decide.
    let mut sheet = FactsBuilder::new()
        .add(sized(27.0, line("Ropes and Cables")))
        .text()
        .page()
        .sections([bold(24.0, "HEMP")])
        .page()
        .sections([bold(24.0, "YARN")]);
    let upright = ["1 Ropes and Cables", "2 HEMP", "2 YARN"];
    assert_eq!(sheet.clone().headings(), upright);
    sheet.facts.page_ratio = 1.33;
    assert_eq!(sheet.headings(), ["1 Ropes and Cables", "1 HEMP", "1 YARN"]);
}

#[test]
fn minutes_have_a_title_in_the_type_of_their_items() {
    let items = [
        "Minutes",
        "1. Opening",
        "2. Accounts",
        "3. Elections",
        "4. Closing",
    ];
    let sheet = FactsBuilder::new().sections(items.map(|item| bold(12.0, item)));
    let expected = [
        "1 Minutes",
        "2 1. Opening",
        "2 2. Accounts",
        "2 3. Elections",
        "2 4. Closing",
    ];
    assert_eq!(sheet.headings(), expected);
}

#[test]
fn headings_of_a_style_are_not_names_below_the_title() {
    let rules = |others: [&str; 2], size: f32| {
        let sheet = FactsBuilder::new()
            .add(bold(24.0, "Ropes and Cables"))
            .subject(bold(14.0, "Hemp"))
            .add(line("of the river"))
            .text();
        sheet
            .sections(others.map(|title| bold(size, title)))
            .rules()
    };
    assert!(!rules(["Tar", "Yarn"], 14.0).contains(&"title matter"));
    assert!(rules(["Tar", "Yarn"], 12.0).contains(&"title matter"));
}

#[test]
fn a_numbered_heading_or_an_entry_of_the_outline_may_be_on_the_cover() {
    let rules = |text: &str, entries: &[&str]| {
        let sheet = FactsBuilder::new()
            .add(bold(24.0, "Ropes and Cables"))
            .subject(bold(16.0, text))
            .page()
            .sections([bold(16.0, "Hemp")])
            .page()
            .sections([bold(16.0, "Tar")]);
        let outlined = (entries.iter()).fold(sheet, |sheet, title| sheet.entry(1, title, 0));
        outlined.rules()
    };
    assert!(rules("Harbour Office", &[]).contains(&"cover"));
    assert!(!rules("Part I Making", &[]).contains(&"cover"));
    let entries = ["Ropes and Cables", "Harbour Office"];
    assert!(!rules("Harbour Office", &entries).contains(&"cover"));
}
