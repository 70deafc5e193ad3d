//! Tests which lines are headings by their type, place and words.

use super::sheet::{
    BOLD, FactsBuilder, ITALIC, bold, centred, indented, line, running_text, sized,
};
use crate::headings::facts::{Face, Holder, Piece, Tag};

/// Returns the texts that are headings.
fn titles(sheet: FactsBuilder) -> Vec<String> {
    let text = |heading: String| heading.split_once(' ').unwrap().1.to_owned();
    sheet.headings().into_iter().map(text).collect()
}

/// Headings between which the tests put other lines.
fn with(piece: Piece) -> Vec<String> {
    let sheet = FactsBuilder::new()
        .text()
        .sections([bold(14.0, "Tea"), bold(14.0, "Water"), bold(14.0, "Milk")])
        .sections([piece])
        .text();
    titles(sheet).split_off(3)
}

#[test]
fn bold_or_large_lines_with_white_space_are_headings() {
    assert_eq!(with(bold(12.0, "Salt")), ["Salt"]);
    assert_eq!(
        with(Piece {
            above: Some(16.0),
            ..sized(14.0, line("Salt"))
        }),
        ["Salt"]
    );
    assert!(with(line("Salt")).is_empty());
}

#[test]
fn running_words_in_the_type_of_headings_are_none() {
    let no_heading = |text: &str| assert!(with(bold(10.0, text)).is_empty(), "{text}");
    no_heading("“Tea is all that I need”");
    no_heading("The tea is kept in a tin of iron.");
    no_heading("Warning");
    no_heading("This page is intentionally left blank");
    no_heading("anna@example.org");
}

#[test]
fn authors_and_dates_are_not_headings() {
    let mut byline = bold(10.0, "By Jane Writer");
    assert_eq!(with(bold(10.0, "Bay and River")), ["Bay and River"]);
    assert!(with(byline.clone()).is_empty());
    "30 June 2025".clone_into(&mut byline.text);
    assert!(with(byline).is_empty());
}

/// The risks of an annual report. One such sentence among headings is a remark.
#[test]
fn sentences_in_a_face_of_their_own_head_their_text() {
    let italic = |text: &str| Piece {
        face: ITALIC,
        ..bold(10.0, text)
    };
    let risk = |what: &str| italic(&format!("We may not be able to sell {what} next year."));
    let sheet = |risks: [Piece; 3]| FactsBuilder::new().text().sections(risks).text();
    let risks = [risk("the tea"), risk("the milk"), risk("the salt")];
    assert_eq!(titles(sheet(risks)).len(), 3);
    let one = [italic("Tea"), risk("the milk"), italic("Salt")];
    assert_eq!(titles(sheet(one)), ["Tea", "Salt"]);
}

/// A page of a manual: outdented names of sections, and terms with hanging text.
fn manual() -> FactsBuilder {
    let text = || indented(40.0, running_text());
    let term = |term: &str| indented(40.0, bold(10.0, term));
    let hanging = || indented(80.0, running_text());
    FactsBuilder::new()
        .add(bold(10.0, "NAME"))
        .add(text())
        .add(bold(10.0, "DESCRIPTION"))
        .add(text())
        .add(text())
        .add(bold(10.0, "OPTIONS"))
        .add(term("--check"))
        .add(hanging())
        .add(term("--all"))
        .add(hanging())
        .add(term("--quiet"))
        .add(hanging())
        .add(bold(10.0, "FILES"))
        .add(text())
        .add(text())
}

#[test]
fn terms_are_below_the_outdented_headings_of_a_manual() {
    assert_eq!(
        titles(manual()),
        ["NAME", "DESCRIPTION", "OPTIONS", "FILES"]
    );
}

#[test]
fn a_face_that_running_text_has_too_is_weak() {
    let italic = |above: f32| Piece {
        face: Face {
            font: 3,
            italic: true,
            ..Face::default()
        },
        above: Some(above),
        ..line("of salt and oil")
    };
    let quotation = Piece {
        face: italic(6.0).face,
        lines: 5,
        ..running_text()
    };
    let sheet = |sheet: FactsBuilder| titles(sheet.sections([italic(8.0)]).text());
    assert_eq!(sheet(FactsBuilder::new().text()), ["of salt and oil"]);
    assert!(
        sheet(
            FactsBuilder::new()
                .text()
                .add(quotation.clone())
                .add(quotation)
        )
        .is_empty()
    );
}

#[test]
fn running_heads_in_the_margin_are_not_headings() {
    let margin = |size: f32| Piece {
        is_in_margin: true,
        ..bold(size, "Salt")
    };
    assert!(with(margin(10.0)).is_empty());
    // A lesson begins at the top of its page.
    assert_eq!(with(margin(16.0)), ["Salt"]);
}

#[test]
fn a_repeated_title_is_a_heading_once() {
    let slide = |sheet: FactsBuilder| sheet.page().add(bold(11.0, "Tea")).text();
    let slides = (0..4).fold(
        FactsBuilder::new().add(bold(11.0, "Tea")).text(),
        |sheet, _| slide(sheet),
    );
    assert_eq!(titles(slides), ["Tea"]);
    let elsewhere = (0..4).fold(FactsBuilder::new().text(), |sheet, nth| {
        let sheet = (0..nth).fold(sheet.page(), |sheet, _| sheet.text());
        sheet.add(bold(11.0, "Notes")).text()
    });
    assert_eq!(titles(elsewhere).len(), 4);
}

#[test]
fn a_long_text_is_repeated_at_any_height() {
    let caption = "Prices of Ropes by Yard, continued";
    let sheet = (0..4).fold(FactsBuilder::new().text(), |sheet, nth| {
        let sheet = (0..nth).fold(sheet.page(), |sheet, _| sheet.text());
        sheet.add(bold(11.0, caption)).text()
    });
    assert_eq!(titles(sheet), [caption]);
}

#[test]
fn titles_that_the_outline_names_are_not_repeated() {
    let slides = |entries: u32| {
        let sheet = (0..4).fold(FactsBuilder::new().text(), |sheet, _| {
            sheet.page().subject(bold(11.0, "Tea")).text()
        });
        (0..entries).fold(sheet, |sheet, nth| sheet.entry(1, "Tea", nth + 1))
    };
    assert!(slides(0).rules().contains(&"repeated"));
    assert!(!slides(4).rules().contains(&"repeated"));
}

#[test]
fn scattered_words_are_a_row() {
    let row = |widest_space: f32| Piece {
        widest_space,
        ..bold(12.0, "Rope Tons Price")
    };
    assert_eq!(with(row(1.0)), ["Rope Tons Price"]);
    assert!(with(row(7.0)).is_empty());
}

#[test]
fn a_line_at_the_end_is_a_signature() {
    let name = || Piece {
        face: ITALIC,
        above: Some(10.0),
        ..line("Anna Reeper")
    };
    assert!(titles(FactsBuilder::new().text().text().add(name())).is_empty());
    assert_eq!(
        titles(FactsBuilder::new().text().sections([name()]).text()),
        ["Anna Reeper"]
    );
}

#[test]
fn labels_of_a_form_are_not_headings() {
    let label = |text: &str| Piece {
        face: BOLD,
        above: Some(2.0),
        ..line(text)
    };
    let labels = [
        "Name:", "Street:", "Town:", "Country:", "Date:", "Sign:", "Age:", "Ship:",
    ];
    let form = (labels.iter()).fold(FactsBuilder::new().text(), |sheet, text| {
        sheet.add(label(text))
    });
    assert!(titles(form.text()).is_empty());
}

#[test]
fn agreeing_tags_are_headings_and_texts() {
    let tagged = |tag: Tag, piece: Piece| Piece { tag, ..piece };
    let heading = |title: &str| tagged(Tag::Heading(1), bold(14.0, title));
    let sheet = FactsBuilder::new()
        .text()
        .sections([heading("Tea"), heading("Water"), heading("Milk")])
        .sections([
            tagged(Tag::Heading(2), line("of salt")),
            tagged(Tag::Text, bold(10.0, "Oil")),
        ])
        .text();
    assert_eq!(titles(sheet), ["Tea", "Water", "Milk", "of salt"]);
}

#[test]
fn a_file_that_tags_all_text_as_headings_has_no_tags() {
    let tagged = |text: &str| Piece {
        tag: Tag::Heading(1),
        ..line(text)
    };
    let form = |count: usize| {
        (0..count).fold(FactsBuilder::new(), |sheet, _| sheet.add(tagged("Of salt")))
    };
    assert!(titles(form(14)).is_empty());
    // A form or a slide may have nothing but headings.
    assert!(!titles(form(3)).is_empty());
}

#[test]
fn nothing_is_centred_where_the_text_is() {
    let verse = Piece {
        area: [200.0, 0.0, 400.0, 0.0],
        ..running_text()
    };
    let rules = |text: Piece| {
        let sheet = FactsBuilder::new().add(text.clone()).add(text.clone());
        sheet.subject(centred(bold(12.0, "Salt"))).add(text).rules()
    };
    assert!(rules(running_text()).contains(&"centred"));
    assert!(!rules(verse).contains(&"centred"));
}

#[test]
fn only_small_text_above_an_indented_paragraph_is_a_term() {
    let rules = |term: Piece, below: Piece| {
        let sheet = FactsBuilder::new()
            .text()
            .subject(term)
            .add(indented(40.0, below));
        sheet.text().rules()
    };
    let item = Piece {
        holder: Holder::Item,
        ..running_text()
    };
    assert!(rules(bold(10.0, "--check"), running_text()).contains(&"term"));
    assert!(!rules(bold(12.0, "--check"), running_text()).contains(&"term"));
    assert!(!rules(bold(10.0, "--check"), item).contains(&"term"));
}

#[test]
fn a_formula_is_not_a_candidate() {
    let rules = |text: &str| {
        let sheet = FactsBuilder::new().text().subject(bold(12.0, text));
        sheet.text().text().rules()
    };
    assert!(rules("x + 12 = 3 * 4").is_empty());
    assert!(!rules("x of 12").is_empty());
}

#[test]
fn items_of_a_list_are_not_headings() {
    let item = |text: &str| Piece {
        holder: Holder::Item,
        ..line(text)
    };
    let list = ["1. Unlay the strands", "2. Marry them", "3. Tuck each one"].map(item);
    let sheet = list
        .into_iter()
        .fold(FactsBuilder::new().text(), FactsBuilder::add);
    assert!(titles(sheet.text()).is_empty());
    let centred_line = centred(bold(12.0, "Article"));
    assert_eq!(with(centred_line), ["Article"]);
}

#[test]
fn a_running_head_with_the_number_of_the_page_is_repeated() {
    let sheet = |is_in_margin: bool| {
        let head = |page: u32| Piece {
            is_in_margin,
            ..bold(14.0, &format!("J. Example {page}"))
        };
        let pages = (1..5).fold(FactsBuilder::new(), |sheet, page| {
            sheet.add(head(page)).text().page()
        });
        pages.subject(head(5)).text().rules()
    };
    assert!(sheet(true).contains(&"repeated"));
    // Lessons begin on pages of their own.
    assert!(!sheet(false).contains(&"repeated"));
}
