//! Cases of rules that one piece between running text decides.

use super::Case;
use crate::headings::facts::{Face, Holder, Piece};
use crate::headings::tests::sheet::{
    BOLD, FactsBuilder, ITALIC, PLAIN, bold, centred, indented, line, running_text, sized,
};

/// A document with one piece between running text.
fn between(piece: Piece) -> FactsBuilder {
    FactsBuilder::new().text().subject(piece).text().text()
}

fn case(name: &'static str, with: Piece, without: Piece) -> Case {
    (name, between(with), between(without))
}

/// A rule about words: the pieces differ in nothing else.
fn reworded(name: &'static str, with: &str, without: &str) -> Case {
    case(name, bold(12.0, with), bold(12.0, without))
}

/// A line with other white space above and below it, in points.
fn spaced(above: f32, below: f32) -> Piece {
    Piece {
        above: Some(above),
        below: Some(below),
        ..bold(10.0, "Tea")
    }
}

fn lines(lines: u16) -> Piece {
    Piece {
        lines,
        ..bold(12.0, "Tea")
    }
}

fn set(face: Face) -> Piece {
    Piece {
        face,
        ..line("Tea")
    }
}

fn wide(widest_space: f32) -> Piece {
    Piece {
        widest_space,
        ..line("Name Date")
    }
}

/// Rules about the type of a text, its place and the white space around it.
pub(super) fn type_and_place() -> Vec<Case> {
    let mut cases = type_rules();
    cases.extend(place_rules());
    cases
}

fn type_rules() -> Vec<Case> {
    let bold_italic = Face {
        italic: true,
        ..BOLD
    };
    let of = |size: f32| sized(size, line("Tea"));
    let table = Piece {
        holder: Holder::Table,
        ..line("Tea")
    };
    let lead = |bold_lead: u16| Piece {
        bold_lead,
        ..line("Tea is kept")
    };
    let mut emphasized = running_text();
    emphasized.face = ITALIC;
    emphasized.lines = 5;
    vec![
        case("any", line("Tea"), table),
        case("size 1.5", of(15.0), of(14.9)),
        case("size 1.25", of(12.5), of(12.4)),
        case("size 1.12", of(11.2), of(11.1)),
        case("size 1.04", of(10.5), of(10.3)),
        case("small", of(9.0), of(9.6)),
        case("bold", set(BOLD), set(PLAIN)),
        case("italic", set(ITALIC), set(bold_italic)),
        case("capitals", line("BLACK TEA"), line("Black TEA")),
        case("other font", set(BOLD), set(PLAIN)),
        (
            "reserved face",
            between(set(ITALIC)),
            between(set(ITALIC)).add(emphasized),
        ),
        case("bold lead", lead(3), lead(1)),
        case("two lines", lines(2), lines(1)),
    ]
}

fn place_rules() -> Vec<Case> {
    let short = bold(12.0, "Tea");
    let mut full = short.clone();
    full.area[2] = full.column[1];
    let marked = |is_in_margin: bool, size: f32| Piece {
        is_in_margin,
        ..bold(size, "Tea")
    };
    let ruled = |is_below_rule: bool| Piece {
        is_below_rule,
        ..bold(12.0, "Tea")
    };
    let far = indented(40.0, running_text());
    let hanging = |text: &Piece| {
        FactsBuilder::new()
            .add(text.clone())
            .subject(line("--check"))
            .add(far.clone())
            .add(text.clone())
    };
    vec![
        case("centred", centred(short.clone()), short.clone()),
        // The same line is a term if other text begins where it does.
        ("outdented", hanging(&far), hanging(&running_text())),
        ("term", hanging(&running_text()), hanging(&far)),
        case(
            "indented",
            indented(16.0, short.clone()),
            indented(14.0, short.clone()),
        ),
        case(
            "deep in text",
            indented(60.0, bold(10.0, "make tea")),
            indented(60.0, bold(10.0, "Make tea")),
        ),
        case("short", short.clone(), full),
        case("scattered", wide(2.5), wide(1.5)),
        case("far apart", wide(7.0), wide(5.0)),
        case("in margin", marked(true, 12.0), marked(true, 13.5)),
        case("below rule", ruled(true), ruled(false)),
        (
            "last",
            FactsBuilder::new().text().subject(short.clone()),
            between(short),
        ),
        case("tight above", spaced(3.0, 6.0), spaced(4.0, 6.0)),
        case("wide above", spaced(7.5, 6.0), spaced(6.5, 6.0)),
        case("leaning", spaced(7.0, 6.0), spaced(7.0, 8.0)),
        case("wider above", spaced(12.0, 6.0), spaced(9.0, 6.0)),
        case("widest above", spaced(22.0, 6.0), spaced(18.0, 6.0)),
        case("tight below", spaced(9.0, 4.0), spaced(9.0, 5.0)),
        (
            "precedes text",
            between(bold(12.0, "Tea Shop")),
            FactsBuilder::new()
                .subject(bold(12.0, "Tea Shop"))
                .add(bold(12.0, "14 Quay Street"))
                .text(),
        ),
    ]
}

/// Rules about the number at the start of a text.
pub(super) fn numbers() -> Vec<Case> {
    vec![
        reworded("number", "3 Boxes", "3.2 Boxes"),
        reworded("nested number", "3.2 Boxes", "3 Boxes"),
        reworded("letter or numeral", "B. Boxes", "b. Boxes"),
        reworded("ideographs", "一、茶和水", "1. 茶和水"),
        reworded("kind word", "Section 3 Boxes", "3 Boxes"),
        reworded("kind word alone", "Section 3", "Section 3 Boxes"),
        reworded("great division", "Chapter 3 Boxes", "Section 3 Boxes"),
    ]
}

/// Rules about the words of a text and the block that it is in.
pub(super) fn words() -> Vec<Case> {
    let long = |chars: usize| bold(12.0, &"leaf ".repeat(40)[..chars]);
    let held = |holder: Holder, text: &str| Piece {
        holder,
        ..bold(12.0, text)
    };
    let in_block = |name, holder, text| case(name, held(holder, text), bold(12.0, text));
    vec![
        reworded(
            "sentence",
            "The tea is kept in tins of iron.",
            "The tea is kept in tins of iron",
        ),
        reworded("full stop", "Rope Works Ltd.", "Rope Works Ltd"),
        reworded("colon", "Steps:", "Steps"),
        reworded("small first letter", "3 of the leaves", "3 Of the leaves"),
        case("long", long(161), long(160)),
        reworded(
            "many words",
            "On the Making of Ropes and Cables in the Shed by the River",
            "On the Making of Ropes and Cables in the Shed by River",
        ),
        reworded("address", "anna@example.org", "Anna at example.org"),
        reworded("no letters", "2.3.0", "2.3.0 rc"),
        reworded("code", "open(); close()", "open, close"),
        reworded("date", "30 June 2025", "Outlook 1995 to 2025"),
        reworded(
            "blank page",
            "This page is intentionally left blank",
            "This page is about tea",
        ),
        reworded("usual section", "References", "Leaves"),
        reworded("admonition", "Warning", "Leaves"),
        reworded("quotation", "“Tea is all I need”", "“Tea” is a word"),
        reworded(
            "pull quote",
            "“Nobody thought that it would rain”",
            "“The Road to Rain and Tea”",
        ),
        reworded("byline", "By Jane Writer", "By road and rail"),
        reworded(
            "names",
            "Anna Reeper, John van der Strand and Mary Tar",
            "Anna Reeper and Mary Tar",
        ),
        in_block("item", Holder::Item, "1. Tea"),
    ]
}
