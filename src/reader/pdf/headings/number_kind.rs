//! The kinds of numerals in headings, and their nesting.

use super::number::depth;
use crate::lexicon::numbering::{self, Form, Mark};

/// A kind of numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberKind {
    Decimal,
    Roman,
    Letter,
    /// `一、` and `（一）`.
    Character,
    /// `第三章`.
    Division,
}

/// The kind of a single numeral.
enum Numeral {
    Certain(NumberKind),
    /// A letter that is a Roman numeral too: `C.`, `I.`.
    LetterOrRoman(u8),
}

/// Returns the kind of the numbers of these headings. `C.` is a letter with `A.` and
/// `B.`, and a Roman numeral with `XCIX.`.
pub(super) fn common_kind<'t>(texts: impl Iterator<Item = &'t str>) -> NumberKind {
    let mut kind = NumberKind::Decimal;
    for text in texts {
        match numeral(text) {
            Numeral::Certain(NumberKind::Decimal) => {}
            Numeral::Certain(kind) => return kind,
            Numeral::LetterOrRoman(_) => kind = NumberKind::Roman,
        }
    }
    kind
}

/// Groups headings of one style by the kinds of their numbers, keeping their order.
///
/// After "I." the headings "A." and "B." are a level below if "II." follows. An "A."
/// after the last number is an appendix at the same level. The first group has the
/// highest kind and the headings without a number.
pub(super) fn group_by_kind(texts: &[&str]) -> Vec<Vec<usize>> {
    let mut letter = 0;
    let kinds: Vec<Option<NumberKind>> = (texts.iter())
        .map(|text| {
            depth(text)?;
            // "C." after "B." is a letter, and a Roman numeral anywhere else.
            Some(match numeral(text) {
                Numeral::Certain(NumberKind::Letter) => {
                    letter = text.bytes().next().unwrap_or_default();
                    NumberKind::Letter
                }
                Numeral::Certain(kind) => kind,
                Numeral::LetterOrRoman(next) if next == letter + 1 => {
                    letter = next;
                    NumberKind::Letter
                }
                Numeral::LetterOrRoman(_) => NumberKind::Roman,
            })
        })
        .collect();
    let Some(highest) = kinds.iter().flatten().next().copied() else {
        return vec![(0..texts.len()).collect()];
    };
    let last = kinds.iter().rposition(|kind| *kind == Some(highest));
    let mut groups: Vec<(NumberKind, Vec<usize>)> = vec![(highest, Vec::new())];
    for (at, kind) in kinds.iter().enumerate() {
        let kind = kind.unwrap_or(highest);
        match groups.iter_mut().find(|group| group.0 == kind) {
            Some(group) => group.1.push(at),
            // A new kind is nested only if the first kind continues after it.
            None if Some(at) < last => groups.push((kind, vec![at])),
            None => groups[0].1.push(at),
        }
    }
    groups.into_iter().map(|group| group.1).collect()
}

fn numeral(text: &str) -> Numeral {
    let Some(number) = numbering::read(text) else {
        return Numeral::Certain(NumberKind::Decimal);
    };
    let letter = u8::try_from(number.value).map_or(0, |nth| (b'A' - 1).saturating_add(nth));
    Numeral::Certain(match number.form {
        Form::Division => NumberKind::Division,
        Form::Ideograph => NumberKind::Character,
        // "Chapter A" and "A)" are counted with "Chapter 1" and "1)".
        _ if number.kind.is_some() || number.is_small => NumberKind::Decimal,
        Form::LetterOrRoman(_) if number.mark == Mark::Dot => {
            return Numeral::LetterOrRoman(letter);
        }
        Form::Letter if number.mark == Mark::Dot => NumberKind::Letter,
        Form::Roman => NumberKind::Roman,
        _ => NumberKind::Decimal,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_between_two_numbers_of_the_first_kind_are_nested() {
        let texts = [
            "I. Tea",
            "A. Leaves",
            "B. Buds",
            "C. Stems",
            "II. Milk",
            "A. Cows",
            "Notes",
        ];
        assert_eq!(group_by_kind(&texts), [vec![0, 4, 6], vec![1, 2, 3, 5]]);
        let texts = ["1. Tea", "2. Milk", "A. Cows", "B. Proofs"];
        assert_eq!(group_by_kind(&texts), [vec![0, 1, 2, 3]]);
        let texts = ["第一节 茶", "一、叶", "1、芽", "二、茎", "第二节 奶"];
        assert_eq!(group_by_kind(&texts), [vec![0, 4], vec![1, 3], vec![2]]);
    }

    #[test]
    fn a_letter_may_be_a_roman_number() {
        assert_eq!(
            common_kind(["A. Tea", "B. Milk", "C. Sugar"].into_iter()),
            NumberKind::Letter
        );
        assert_eq!(
            common_kind(["I. Tea", "V. Milk"].into_iter()),
            NumberKind::Roman
        );
        assert_eq!(
            common_kind(["C. Tea", "XCIX. Milk"].into_iter()),
            NumberKind::Roman
        );
        assert_eq!(
            common_kind(["3 Tea", "Milk"].into_iter()),
            NumberKind::Decimal
        );
    }
}
