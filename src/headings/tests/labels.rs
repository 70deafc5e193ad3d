//! Tests which labels are joined to the title below them.

use super::sheet::{FactsBuilder, bold, centred, line};
use crate::headings::facts::{Holder, Piece, Tag};
use crate::headings::label;

/// Returns each piece after the first paragraph, with its label before a bar.
fn joined(pieces: impl IntoIterator<Item = Piece>) -> Vec<String> {
    let sheet = pieces
        .into_iter()
        .fold(FactsBuilder::new(), FactsBuilder::add)
        .text();
    let (facts, _) = label::join(sheet.facts);
    let (_, pieces) = facts.pieces.split_last().unwrap();
    (pieces.iter())
        .map(|piece| format!("{}|{}", piece.label, piece.text))
        .collect()
}

/// A title as near to its label as lines of one paragraph are.
fn close(piece: Piece) -> Piece {
    Piece {
        above: Some(4.0),
        ..piece
    }
}

#[test]
fn a_label_belongs_to_the_title_below_it() {
    let chapter = [bold(12.0, "Chapter 3"), bold(18.0, "Boxes")];
    assert_eq!(joined(chapter), ["Chapter 3|Boxes"]);
    let article = [bold(10.0, "ARTICLE II"), bold(10.0, "DEFINITIONS")];
    assert_eq!(joined(article), ["ARTICLE II|DEFINITIONS"]);
}

#[test]
fn a_word_above_its_numeral_is_a_label() {
    let chapter = [bold(12.0, "Chapter"), bold(40.0, "3"), bold(18.0, "Boxes")];
    let mut chapter = chapter.map(close);
    chapter[2].size = 24.0;
    assert_eq!(joined(chapter), ["Chapter 3|Boxes"]);
}

#[test]
fn a_remark_belongs_to_the_label_above_it() {
    let annex = [
        bold(14.0, "Annex A"),
        close(line("(informative)")),
        bold(14.0, "Sizes of Boxes"),
    ];
    assert_eq!(joined(annex), ["Annex A (informative)|Sizes of Boxes"]);
}

#[test]
fn a_title_in_the_type_of_the_text_is_one_below_the_middle_of_its_label() {
    let article = [centred(line("Article 5")), centred(line("Scope of rules"))];
    assert_eq!(joined(article), ["Article 5|Scope of rules"]);
    let beside = [line("Article 5"), line("Scope of rules")];
    assert_eq!(joined(beside), ["|Article 5", "|Scope of rules"]);
}

#[test]
fn a_label_and_its_title_are_one_heading() {
    let sheet = [("Article 1", "Scope"), ("Article 2", "Terms")]
        .into_iter()
        .fold(FactsBuilder::new().text(), |sheet, (label, title)| {
            let label = centred(bold(10.0, label));
            sheet.add(label).add(close(centred(line(title)))).text()
        });
    assert_eq!(
        sheet.text().headings(),
        ["1 Article 1 Scope", "1 Article 2 Terms"]
    );
}

#[test]
fn text_is_not_a_title_of_the_label_above_it() {
    let label = || bold(12.0, "Article 5");
    let alone = |below: Piece| {
        let text = below.text.clone();
        assert_eq!(
            joined([label(), below]),
            ["|Article 5".to_owned(), format!("|{text}")]
        );
    };
    alone(bold(12.0, "The buyer pays."));
    alone(bold(12.0, "5.1 Fees"));
    alone(bold(12.0, "Article 6"));
    // Smaller text below a large label is the text of the chapter.
    alone(bold(7.0, "The buyer pays"));
    alone(bold(12.0, &"the buyer pays ".repeat(11)));
    alone(Piece {
        lines: 4,
        ..bold(12.0, "The buyer pays")
    });
    alone(Piece {
        holder: Holder::Item,
        ..bold(12.0, "The buyer pays")
    });
    alone(Piece {
        above: Some(80.0),
        ..bold(12.0, "Fees")
    });
}

#[test]
fn a_numbered_text_is_not_a_label() {
    let numbered = [bold(12.0, "3"), bold(12.0, "Boxes")];
    assert_eq!(joined(numbered), ["|3", "|Boxes"]);
    let titled = [bold(12.0, "Chapter 3 Boxes"), bold(12.0, "Frames")];
    assert_eq!(joined(titled), ["|Chapter 3 Boxes", "|Frames"]);
}

#[test]
fn a_label_that_is_tagged_as_a_heading_is_one_of_its_own() {
    let label = Piece {
        tag: Tag::Heading(1),
        ..bold(12.0, "Chapter 3")
    };
    let pieces = [label, bold(18.0, "Boxes")];
    assert_eq!(joined(pieces), ["|Chapter 3", "|Boxes"]);
}

#[test]
fn a_title_on_the_next_page_has_no_label() {
    // As far down as if it were below the label.
    let title = Piece {
        above: Some(50.0),
        ..bold(18.0, "Boxes")
    };
    let sheet = FactsBuilder::new()
        .add(bold(12.0, "Chapter 3"))
        .page()
        .add(title);
    let (facts, ranges) = label::join(sheet.facts);
    assert_eq!(facts.pieces.len(), 2);
    assert_eq!(ranges, [0..1, 1..2]);
}
