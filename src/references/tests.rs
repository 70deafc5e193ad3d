//! Tests of references on whole documents.

use super::add;
use crate::document::{BlockKind, Document, DocumentBuilder, Heading};
use crate::limits::Watch;

/// Returns a document of headings (`# Tea`) and paragraphs, with its references.
fn read(lines: &[&str]) -> Document {
    let mut builder = DocumentBuilder::new();
    for line in lines {
        let title = line.trim_start_matches('#');
        let kind = if line.starts_with("[^") {
            BlockKind::Footnote
        } else {
            BlockKind::Paragraph
        };
        if let Ok(level @ 1..) = u8::try_from(line.len() - title.len()) {
            builder.append_marked_heading(Heading::new(level, title.trim()));
        } else {
            builder.append(kind, line);
        }
    }
    let mut document = builder.finish().unwrap();
    add(&mut document, &Watch::none());
    document
}

/// Returns the words of each reference.
fn words(document: &Document) -> Vec<&str> {
    let references = document.references().iter();
    references.map(|found| found.text.as_str()).collect()
}

/// Returns the words and the target of each reference.
fn references(lines: &[&str]) -> Vec<(String, String)> {
    let document = read(lines);
    let target = |reference: &crate::Reference| {
        reference
            .target
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    (document.references().iter())
        .map(|reference| (reference.text.clone(), target(reference)))
        .collect()
}

const TEA: [&str; 6] = [
    "# 1 Tea",
    "## 1.1 Green",
    "## 1.2 Black",
    "# 2 Milk",
    "# Appendix A",
    "# 3 Use",
];

fn in_tea(text: &str) -> Vec<(String, String)> {
    references(&[&TEA[..], &[text]].concat())
}

#[track_caller]
fn expect(text: &str, expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(words, target)| ((*words).to_owned(), (*target).to_owned()))
        .collect();
    assert_eq!(in_tea(text), expected, "{text}");
}

#[test]
fn numbers_of_sections_are_references() {
    expect("See Section 1.2.", &[("Section 1.2", "1.2")]);
    expect("See section\n1.2(a) below.", &[("section 1.2", "1.2")]);
    expect(
        "Sections 1.1 and 1.2, and Appendix A.",
        &[("Sections 1.1", "1.1"), ("1.2", "1.2"), ("Appendix A", "3")],
    );
    expect("Chapters 1 to 3", &[("Chapters 1", "1"), ("3", "4")]);
    expect("(siehe Abschnitt 1.1)", &[("Abschnitt 1.1", "1.1")]);
    expect("Voir la section 2.", &[("section 2", "2")]);
}

#[test]
fn other_numbers_are_none() {
    for text in [
        "Section 7 is missing.",
        "Take 2 cups of 1.1 litres.",
        "The intersection 2 is far.",
        "Section 1.2 of [RFC5246] says so.",
        "RFC 2616, Section 1.2, says so.",
        "[5] Section 1.2",
        "Section 1.2 of the Companies Act",
        "Abschnitt 1.1 des Handelsgesetzbuchs",
        "Sections 1.1 and 1.2 of RFC 4492",
        "Appendix A to the TCR guideline",
        "Section 1.1, 2 cups",
        "`Section 1.2`",
        "Section 1.2 ........ 14",
        "paragraph 2",
    ] {
        let found = in_tea(text);
        let is_first_only = text == "Section 1.1, 2 cups" && found.len() == 1;
        assert!(found.is_empty() || is_first_only, "{text}: {found:?}");
    }
}

#[test]
fn comparisons_with_other_documents_have_their_numbers() {
    let lines = [
        "# 1 Tea",
        "# 2 Changes since RFC 2",
        "## 2.1 More",
        "Section 1 is new.",
    ];
    assert!(references(&lines).is_empty());
}

#[test]
fn the_document_itself_may_be_named() {
    expect("Section 1.2 of this document", &[("Section 1.2", "1.2")]);
    expect("Section 1.2 of the Agreement", &[("Section 1.2", "1.2")]);
    let own = references(&["# Tea Act", "## Section 1", "Under section 1 of the Act"]);
    assert_eq!(own, [("section 1".to_owned(), "1.1".to_owned())]);
}

#[test]
fn the_nearest_of_equal_numbers_is_meant() {
    let lines = [
        "# Chapter I",
        "## Section 1",
        "# Chapter II",
        "## Section 1",
        "## Section 2",
        "See Section 1.",
    ];
    assert_eq!(
        references(&lines),
        [("Section 1".to_owned(), "2.1".to_owned())]
    );
    let flat = [
        "## Section 1",
        "a",
        "## Section 1",
        "b",
        "## Use",
        "See Section 1.",
    ];
    assert!(references(&flat).is_empty());
}

#[test]
fn laws_refer_to_their_articles_and_paragraphs() {
    let law = |text| {
        references(&[
            "# Teegesetz (TeeG)",
            "## § 1 Tee",
            "## § 2 Milch",
            "## § 3 Tassen",
            "## Artikel 4",
            text,
        ])
    };
    let words = |text| {
        law(text)
            .into_iter()
            .map(|found| found.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(words("nach § 1 Abs. 2 und § 2"), ["§ 1", "§ 2"]);
    assert_eq!(words("die §§ 1 bis 3"), ["§§ 1", "3"]);
    assert_eq!(words("§ 1 Absatz 2 und 3"), ["§ 1"]);
    assert_eq!(words("Artikel 4 dieses Gesetzes"), ["Artikel 4"]);
    assert_eq!(words("§ 3 TeeG"), ["§ 3"]);
    for text in [
        "§ 1 BGB",
        "§ 2 Abs. 1 des Heimarbeitsgesetzes",
        "§ 1, § 2 Satz 1 der Abgabenordnung",
        "Art. 4 DSGVO",
    ] {
        assert!(words(text).is_empty(), "{text}");
    }
}

#[test]
fn notes_are_sections_of_accounts_or_footnotes() {
    let lines = ["# Note 4. Leases", "See Note 4 and note 5.", "[^5]: Rent."];
    let found: Vec<String> = references(&lines)
        .into_iter()
        .map(|found| found.1)
        .collect();
    assert_eq!(found, ["1", "1"]);
}

#[test]
fn captions_are_targets_and_no_references_themselves() {
    let lines = [
        "Figure 1: Tea",
        "Table 2 Prices of tea",
        "As Fig. 1 and Tables 1 or 2 show",
        "Table 2 shows prices",
    ];
    let document = read(&lines);
    let found = words(&document);
    assert_eq!(found, ["Fig. 1", "2", "Table 2"]);
    let target = document.references()[0].target.as_ref().unwrap();
    assert_eq!(
        &document.text()[target.block.unwrap().range()],
        "Figure 1: Tea"
    );
}

#[test]
fn marks_lead_to_footnotes() {
    let document = read(&["Tea[^1] is hot, see footnote 1.", "[^1]: At 90 degrees."]);
    let found = words(&document);
    assert_eq!(found, ["[^1]", "footnote 1"]);
}

#[test]
fn terms_lead_to_their_definitions() {
    let lines = [
        "# 1. Definitions",
        "\"Brewer\" means one who brews tea.",
        "'green tea' means tea.",
        "# 2. Use",
        "The Brewer serves green tea to Brewers.",
        "The Big Brewer is no brewer.",
    ];
    let document = read(&lines);
    let found = words(&document);
    assert_eq!(found, ["Brewer", "green tea"]);
}

#[test]
fn clauses_without_headings_are_targets() {
    let lines = [
        "# Lease",
        "1.1 The tenant pays.",
        "1.2 The owner repairs, subject to clause 1.1.",
    ];
    let document = read(&lines);
    let target = document.references()[0].target.clone().unwrap();
    assert_eq!(&document.text()[target.block.unwrap().range()], lines[1]);
}

/// The terms of the fourth paragraph run over several lines below a title of their own.
#[test]
fn titles_within_their_paragraph_make_a_clause() {
    let long = "4. Limits on Use. The permission of this lease\nends with it.";
    let text = "Subject to Section 4(b), the tenant pays.";
    for (clause, expected) in [
        (long, &["Section 4"][..]),
        ("4. **Limits on Use.** The\npermission", &["Section 4"]),
        ("4. Boil the water. Then\nwait.", &[]),
        ("4. See Table 7. It\nshows", &[]),
    ] {
        assert_eq!(
            words(&read(&["# Lease", clause, text])),
            expected,
            "{clause}"
        );
    }
}

#[test]
fn sections_with_roman_numerals_are_meant_by_digits() {
    let lines = [
        "# I. Aim",
        "# II. Method",
        "# III. Findings",
        "See Section 3.",
    ];
    assert_eq!(
        references(&lines),
        [("Section 3".to_owned(), "3".to_owned())]
    );
    // The letters C and D are no numerals, and a section 3 of its own is the meant one.
    for lines in [
        [
            "# B. Aim",
            "# C. Method",
            "# D. Findings",
            "See Section 100.",
        ],
        ["# H. Aim", "# I. Method", "# J. Findings", "See Section 1."],
    ] {
        assert_eq!(references(&lines), [], "{lines:?}");
    }
    let lines = [
        "# 3. Aim",
        "# I. A",
        "# II. B",
        "# III. C",
        "See Section 3.",
    ];
    assert_eq!(
        references(&lines),
        [("Section 3".to_owned(), "1".to_owned())]
    );
}
