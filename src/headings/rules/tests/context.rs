//! Cases of rules that depend on other pieces of the document, or on what it declares.

use super::Case;
use crate::headings::facts::{Face, Piece, Tag};
use crate::headings::tests::sheet::{
    FactsBuilder, PLAIN, bold, indented, line, running_text, sized,
};

fn headings(titles: &[&str]) -> Vec<Piece> {
    titles.iter().map(|title| bold(12.0, title)).collect()
}

/// A document whose last heading is the subject.
fn ending(before: &[&str], subject: &str) -> FactsBuilder {
    FactsBuilder::new()
        .sections(headings(before))
        .subject(bold(12.0, subject))
        .text()
        .text()
}

/// Rules about a text beside the others of its document.
pub(super) fn neighbours() -> Vec<Case> {
    let mut cases = vec![
        (
            "in sequence",
            ending(&["1 Tea"], "2 Water"),
            ending(&["1 Tea"], "4 Water"),
        ),
        (
            "out of sequence",
            ending(&["1 Tea"], "4 Water"),
            ending(&["1 Tea"], "2 Water"),
        ),
        (
            "counted words",
            ending(&["Goal A1: Tea", "Goal A2: Water"], "Goal A3: Milk"),
            ending(&["Goal A1: Tea", "Goal A1: Water"], "Goal A1: Milk"),
        ),
        (
            "stray number",
            stray(line("9 wait")),
            stray(bold(12.0, "9 Wait")),
        ),
    ];
    cases.extend(places());
    cases
}

/// Four numbered headings, and a number that does not continue them.
fn stray(subject: Piece) -> FactsBuilder {
    FactsBuilder::new()
        .sections(headings(&["1 Tea", "2 Water", "3 Milk", "4 Sugar"]))
        .subject(subject)
        .text()
}

fn places() -> Vec<Case> {
    let title = |size: f32| {
        FactsBuilder::new()
            .add(bold(size, "Ropes and Cables"))
            .subject(line("Anna Reeper"))
            .text()
            .text()
    };
    let cover = |text: Piece| {
        let first = FactsBuilder::new()
            .add(bold(24.0, "Ropes and Cables"))
            .subject(bold(14.0, "Harbour Office"))
            .add(text);
        first.page().text().page().text()
    };
    let slides = |pages: u32, repeated: &str| {
        let mut sheet = FactsBuilder::new();
        for _ in 1..pages {
            sheet = sheet.add(bold(20.0, "Tea")).text().page();
        }
        sheet.subject(bold(20.0, repeated)).text()
    };
    vec![
        ("title matter", title(24.0), title(12.0)),
        ("cover", cover(line("Volume 3")), cover(running_text())),
        ("repeated", slides(4, "Tea"), slides(3, "Tea")),
    ]
}

fn outlined(sheet: FactsBuilder, titles: &[&str]) -> FactsBuilder {
    (titles.iter()).fold(sheet, |sheet, title| sheet.entry(1, title, 0))
}

/// Rules about the outline, the printed contents and the tags.
pub(super) fn declarations() -> Vec<Case> {
    const TITLES: [&str; 4] = ["Tea", "Water", "Milk", "Sugar"];
    let named = ending(&TITLES[..3], "Sugar");
    let left_out = |size: f32| {
        let sheet = FactsBuilder::new().sections(headings(&TITLES));
        outlined(sheet.subject(bold(size, "Salt")).text().text(), &TITLES)
    };
    let mut cases = vec![
        (
            "outline",
            outlined(named.clone(), &TITLES),
            outlined(named, &TITLES[..3]),
        ),
        ("not in outline", left_out(12.0), left_out(11.0)),
        ("not in outline, smaller", left_out(11.0), left_out(12.0)),
        ("contents", listed("Sugar"), listed("Salt")),
    ];
    cases.extend(tags());
    cases
}

/// Printed contents, and a heading after others.
fn listed(subject: &str) -> FactsBuilder {
    let entries = ["Tea", "Water", "Milk", "Sugar"].map(|title| line(&format!("{title} .... 1")));
    let sheet = (entries.into_iter()).fold(FactsBuilder::new(), FactsBuilder::add);
    sheet
        .text()
        .sections(headings(&["Tea", "Water", "Milk"]))
        .subject(bold(12.0, subject))
        .text()
}

fn tags() -> Vec<Case> {
    let tagged = |tag: Tag, size: f32, text: &str| Piece {
        tag,
        ..bold(size, text)
    };
    // The tags agree if the prominent headings have one.
    let document = |other: Tag, subject: Tag| {
        FactsBuilder::new()
            .sections(["Tea", "Water", "Milk"].map(|title| tagged(other, 16.0, title)))
            .subject(tagged(subject, 10.0, "Sugar"))
            .text()
            .text()
    };
    let heading = Tag::Heading(1);
    vec![
        (
            "tag, agreed",
            document(heading, heading),
            document(Tag::None, heading),
        ),
        (
            "tag",
            document(Tag::None, heading),
            document(heading, heading),
        ),
        (
            "tag of text, agreed",
            document(heading, Tag::Text),
            document(Tag::None, Tag::Text),
        ),
    ]
}

const LOUD: f32 = 16.0;
/// A line in this face is not a heading by itself, but the same with a usual name is.
const FAINT: Face = Face { font: 3, ..PLAIN };

fn faint(text: &str) -> Piece {
    Piece {
        face: FAINT,
        ..line(text)
    }
}

/// A document whose first heading is the subject, with running text below each.
fn style(subject: Piece, others: impl IntoIterator<Item = Piece>) -> FactsBuilder {
    FactsBuilder::new()
        .text()
        .subject(subject)
        .text()
        .sections(others)
}

fn times(count: usize, text: &str) -> Vec<Piece> {
    (0..count).map(|_| faint(text)).collect()
}

/// Rules about the style of a text.
pub(super) fn styles() -> Vec<Case> {
    let loud = |text: &str| bold(LOUD, text);
    // The faint ones with a usual name and white space are likely.
    let likely = |count: usize| vec![heading_in_faint_face(); count];
    let mixed = |count: usize| {
        let unlikely = times(8 - count, "and so on");
        style(
            faint("and so on"),
            unlikely.into_iter().skip(1).chain(likely(count)),
        )
    };
    let mut cases = vec![
        (
            "style, likely",
            style(loud("Tea"), [loud("Water")]),
            style(loud("Tea"), [bold(14.0, "Water")]),
        ),
        ("style, unlikely", mixed(2), mixed(3)),
        ("style, mixed", mixed(3), mixed(2)),
        (
            "style, before text",
            style(bold(12.0, "Tea"), headings(&["Water", "Milk"])),
            style(bold(12.0, "Tea"), headings(&["Water"])),
        ),
        (
            "style, sentences",
            style(risk("Salt"), [risk("Tea"), risk("Milk")]),
            style(risk("Salt"), [risk("Tea"), bold(12.0, "Milk")]),
        ),
        ("style, in rows", rows(4), rows(3)),
        ("style, terms", terms(3), terms(1)),
    ];
    cases.extend(declared_styles());
    cases
}

fn heading_in_faint_face() -> Piece {
    Piece {
        above: Some(25.0),
        ..faint("3.2 Conclusion")
    }
}

/// A risk in an annual report: a sentence above its text.
fn risk(name: &str) -> Piece {
    bold(
        12.0,
        &format!("We may not be able to buy {name} in the coming years."),
    )
}

/// Lines of an address.
fn rows(count: usize) -> FactsBuilder {
    let sheet = FactsBuilder::new().text().subject(bold(10.0, "Tea Shop"));
    let sheet = (1..count).fold(sheet, |sheet, _| sheet.add(bold(10.0, "Quay Street")));
    sheet.text()
}

/// Terms with hanging text, and one without.
fn terms(count: usize) -> FactsBuilder {
    let term = |sheet: FactsBuilder| {
        sheet
            .add(bold(10.0, "--check"))
            .add(indented(40.0, running_text()))
            .text()
    };
    let sheet = FactsBuilder::new()
        .text()
        .subject(bold(10.0, "--all"))
        .text();
    let sheet = (0..count).fold(sheet, |sheet, _| term(sheet));
    sheet.add(bold(10.0, "--quiet")).text()
}

fn declared_styles() -> Vec<Case> {
    const TITLES: [&str; 6] = ["Tea", "Water", "Milk", "Sugar", "Salt", "Oil"];
    let document = |subject: Piece, named: &[&str]| {
        let sheet = FactsBuilder::new().text().sections(headings(&TITLES));
        outlined(sheet.subject(subject).text().text(), named)
    };
    let small = || sized(11.0, bold(11.0, "Spice"));
    vec![
        (
            "style, declared",
            document(bold(12.0, "Spice"), &TITLES),
            document(bold(12.0, "Spice"), &TITLES[..3]),
        ),
        (
            "style, not declared",
            document(small(), &TITLES),
            document(small(), &TITLES[..5]),
        ),
    ]
}
