//! Numbers, and texts that look like numbers.

use super::*;

/// The kind, form, value, depth and title of a number.
fn fields(text: &str) -> Option<(Option<DivisionKind>, Form, u32, u8, &str)> {
    let number = read(text)?;
    let title = number.title;
    Some((number.kind, number.form, number.value, number.depth, title))
}

#[test]
fn numbers_have_a_form_a_value_and_a_depth() {
    let decimal = |value, depth, title| Some((None, Form::Decimal, value, depth, title));
    assert_eq!(fields("3 Results"), decimal(3, 1, "Results"));
    assert_eq!(
        fields("3.2.10. Late payment"),
        decimal(10, 3, "Late payment")
    );
    assert_eq!(fields("A.4 Tables"), decimal(4, 2, "Tables"));
    assert_eq!(fields("IV. Tea"), Some((None, Form::Roman, 4, 1, "Tea")));
    assert_eq!(
        fields("Ⅳ 제안서"),
        Some((None, Form::Roman, 4, 1, "제안서"))
    );
    assert_eq!(fields("B. Tea"), Some((None, Form::Letter, 2, 1, "Tea")));
    let letter_or_roman = Form::LetterOrRoman(100);
    assert_eq!(fields("C. Tea"), Some((None, letter_or_roman, 3, 1, "Tea")));
    assert_eq!(fields("(b) tea"), Some((None, Form::Letter, 2, 1, "tea")));
}

#[test]
fn words_and_signs_name_the_kind() {
    let named = |kind, value| Some((Some(kind), value));
    let kind_and_value = |text| read(text).map(|number| (number.kind, number.value));
    assert_eq!(
        kind_and_value("Chapter 7: Tea"),
        named(DivisionKind::Chapter, 7)
    );
    assert_eq!(
        kind_and_value("CHAPTER THREE"),
        named(DivisionKind::Chapter, 3)
    );
    assert_eq!(kind_and_value("Annex B Tea"), named(DivisionKind::Annex, 2));
    assert_eq!(kind_and_value("Artikel 5"), named(DivisionKind::Article, 5));
    assert_eq!(
        kind_and_value("Art. 5 Tea"),
        named(DivisionKind::Article, 5)
    );
    assert_eq!(kind_and_value("§ 5 Tea"), named(DivisionKind::Section, 5));
    assert_eq!(kind_and_value("§5 Tea"), named(DivisionKind::Section, 5));
    assert_eq!(
        kind_and_value("Глава IV. Чай"),
        named(DivisionKind::Chapter, 4)
    );
}

#[test]
fn numbers_after_a_word_may_be_ordinal_or_inserted() {
    let form_and_value = |text| read(text).map(|number| (number.form, number.value));
    let roman = Some((Form::Roman, 1));
    assert_eq!(form_and_value("Titre Ier Des biens"), roman);
    assert_eq!(form_and_value("CHAPITRE Ier"), roman);
    assert_eq!(
        form_and_value("Article 1er - Objet"),
        Some((Form::Decimal, 1))
    );
    assert_eq!(form_and_value("Artículo 2º."), Some((Form::Decimal, 2)));
    // An article that was inserted later.
    assert_eq!(
        form_and_value("Article 515-14 Objet"),
        Some((Form::Decimal, 515))
    );
    assert_eq!(form_and_value("Article 5-b"), None);
    // "Part of the" has no number, and "Part De" no numeral.
    assert_eq!(form_and_value("Part of the river"), None);
    assert_eq!(form_and_value("Part Be"), None);
}

#[test]
fn words_dates_and_versions_are_not_numbers() {
    for text in [
        "",
        "A tale of two cities",
        "I am",
        "IV Methods",
        "2024 in review",
        "Part of it",
        "Chapter",
        "Art 5",
        "1.2.3.4.5.6.7 Tea",
        "() Tea",
        "(. Tea",
        "§",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn marks_end_numbers() {
    let mark = |text| read(text).map(|number| (number.mark, number.is_small));
    assert_eq!(mark("3 Tea"), Some((Delimiter::None, false)));
    assert_eq!(mark("iv. Tea"), Some((Delimiter::Dot, true)));
    assert_eq!(mark("a) Tea"), Some((Delimiter::Bracket, true)));
    assert_eq!(mark("(A) Tea"), Some((Delimiter::Brackets, false)));
    assert_eq!(mark("(iv). Tea"), Some((Delimiter::Brackets, true)));
    assert_eq!(mark("3.) Tea"), Some((Delimiter::Dot, false)));
    assert_eq!(mark("3: Tea"), Some((Delimiter::Other, false)));
}

#[cfg(feature = "pdf")]
#[test]
fn a_successor_is_the_next_number_of_the_same_parent() {
    assert!(follows("B. GRUV", "A. Emily Howell"));
    assert!(follows("3.10 API", "3.9 Overview"));
    assert!(!follows("4.1 API", "3.9 Overview"));
    assert!(!follows("C. Audio", "A. Emily Howell"));
    assert!(!follows("API", "Overview"));
}
