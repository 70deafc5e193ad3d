//! Tests headings that the outline does not name, and entries that are not printed.

use super::sheet::{FactsBuilder, bold};

#[test]
fn a_heading_that_is_larger_than_the_entry_before_it_is_beside_it() {
    let sheet = FactsBuilder::new()
        .sections([bold(16.0, "Tea"), bold(12.0, "Leaves"), bold(14.0, "Boxes")])
        .sections([bold(16.0, "Water"), bold(12.0, "Springs")])
        .entry(1, "Tea", 0)
        .entry(2, "Leaves", 0)
        .entry(1, "Water", 0)
        .entry(2, "Springs", 0);
    let expected = ["1 Tea", "2 Leaves", "2 Boxes", "1 Water", "2 Springs"];
    assert_eq!(sheet.headings(), expected);
}

#[test]
fn an_entry_without_a_printed_title_ends_the_section_before_it() {
    let sheet = |entries: FactsBuilder| {
        let sections = [bold(16.0, "Tea"), bold(14.0, "Leaves"), bold(14.0, "Tins")];
        let sheet = entries.sections(sections).page();
        sheet.sections([bold(12.0, "Springs"), bold(12.0, "Wells")])
    };
    let entries = FactsBuilder::new()
        .entry(1, "Tea", 0)
        .entry(2, "Leaves", 0)
        .entry(2, "Tins", 0);
    assert_eq!(
        sheet(entries.clone()).headings(),
        ["1 Tea", "2 Leaves", "2 Tins", "3 Springs", "3 Wells"]
    );
    assert_eq!(
        sheet(entries.entry(1, "annex.pdf", 1)).headings(),
        ["1 Tea", "2 Leaves", "2 Tins", "1 Springs", "1 Wells"]
    );
}

#[test]
fn smaller_type_is_no_sign_against_a_heading_below_an_outline_of_chapters() {
    // "Thanks" is a chapter in small type, so its size is not a bound of the outline.
    let sheet = |level: u8| {
        let chapters = ["Tea", "Water", "Milk"].map(|title| bold(14.0, title));
        FactsBuilder::new()
            .sections(chapters)
            .subject(bold(10.0, "Springs"))
            .text()
            .sections([bold(8.0, "Thanks")])
            .entry(1, "Tea", 0)
            .entry(level, "Water", 0)
            .entry(1, "Milk", 0)
            .entry(1, "Thanks", 0)
    };
    assert!(sheet(1).rules().contains(&"not in outline, smaller"));
    assert!(sheet(2).rules().contains(&"not in outline"));
}
