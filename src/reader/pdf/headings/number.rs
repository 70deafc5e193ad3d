//! Numbers at the start of headings: which of the lexicon's numbers a heading has.

pub(super) use crate::lexicon::numbering::follows;

use crate::lexicon::kind::{self, Kind};
use crate::lexicon::numbering::{self, Form, Mark, Number};

/// Returns the depth of the number at the start of a text: 1 for `3`, 2 for `3.2`.
pub(super) fn depth(text: &str) -> Option<u8> {
    let number = numbering::read(text).filter(|number| !number.is_small)?;
    let is_number = match (number.kind, number.form) {
        (_, Form::Ideograph | Form::Division) => true,
        (_, Form::Word) => false,
        (Some(kind), _) => is_label_kind(kind),
        // A number alone is a page number or the cell of a table. "(3)" is an item.
        (None, Form::Decimal) => number.mark != Mark::Brackets && !number.title.is_empty(),
        // "A)" is an item, and "Ⅳ" a number without a mark.
        (None, _) => matches!(number.mark, Mark::Dot | Mark::None) && !number.title.is_empty(),
    };
    is_number.then_some(number.depth)
}

/// Returns the depth of a text that only numbers a title: 0 for `Part II`, 1 for
/// `Chapter 3`, `CHAPTER THREE` and `Appendix B`.
pub(super) fn label(text: &str) -> Option<u8> {
    let (kind, number) = whole(text)?;
    let chapter = Kind::Chapter.rank();
    let is_label = number.title.is_empty() && kind.rank() <= chapter;
    is_label.then(|| u8::from(kind.rank() == chapter))
}

/// Returns the word before the whole number of a text, in lower case: `chapter` for
/// "Chapter 3: Results" and "CHAPTER THREE".
pub(super) fn label_name(text: &str) -> Option<String> {
    let (kind, _) = whole(text)?;
    let name = text.split_whitespace().next()?;
    is_label_kind(kind).then(|| name.to_lowercase())
}

/// Returns a number of one component, and the kind that its word names.
fn whole(text: &str) -> Option<(Kind, Number<'_>)> {
    let number = numbering::read(text)?;
    let is_whole = number.depth == 1 && !number.is_small && number.form != Form::Division;
    number.kind.filter(|_| is_whole).map(|kind| (kind, number))
}

/// Returns true if the word precedes a number that belongs to the heading: "Chapter".
pub(super) fn is_label_name(word: &str) -> bool {
    kind::kind(word).is_some_and(is_label_kind)
}

/// Returns true for the kinds whose number is that of a heading. Items are lists more
/// often, and a lesson has its number above its title.
fn is_label_kind(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Part | Kind::Chapter | Kind::Annex | Kind::Article | Kind::Section
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depths_are_those_of_the_printed_numbers() {
        assert_eq!(depth("3 Results"), Some(1));
        assert_eq!(depth("3.2.1. Late payment"), Some(3));
        assert_eq!(depth("A.1 Tables"), Some(2));
        assert_eq!(depth("Appendix B: Proofs"), Some(1));
        assert_eq!(depth("IV. Methods"), Some(1));
        assert_eq!(depth("Ⅳ 제안서 작성요령"), Some(1));
        assert_eq!(depth("第三章 结果"), Some(1));
        assert_eq!(depth("제2절 정의"), Some(2));
        assert_eq!(depth("第一"), None);
        assert_eq!(depth("一、背景"), Some(1));
        assert_eq!(depth("（二）方法"), Some(2));
        assert_eq!(depth("3.2系统设计"), Some(2));
        assert_eq!(depth("１．はじめに"), Some(1));
        assert_eq!(depth("2、结果"), Some(1));
        assert_eq!(depth("2024年"), None);
        assert_eq!(depth("3個の石"), None);
        assert_eq!(depth("A tale of two cities"), None);
        assert_eq!(depth("2024 in review"), None);
        assert_eq!(depth("12"), None);
    }

    #[test]
    fn names_precede_whole_numbers() {
        assert_eq!(
            label_name("CHAPTER TWO: “Copyists”").as_deref(),
            Some("chapter")
        );
        assert_eq!(label_name("Appendix B Proofs").as_deref(), Some("appendix"));
        assert_eq!(label_name("Section 3.2 Losses"), None);
        assert_eq!(label_name("Part of it"), None);
    }

    #[test]
    fn labels_are_names_with_a_number_and_nothing_else() {
        assert_eq!(label("Chapter 12"), Some(1));
        assert_eq!(label("CHAPTER THREE"), Some(1));
        assert_eq!(label("Appendix B."), Some(1));
        assert_eq!(label("Part IV"), Some(0));
        assert_eq!(label("Chapter 3 Results"), None);
        assert_eq!(label("Part of it"), None);
        assert_eq!(label("Chapter"), None);
    }
}
