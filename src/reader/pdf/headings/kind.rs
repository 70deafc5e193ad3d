//! What the numbers of headings are written with, and which kinds stand under which.

use super::number::{ROMAN, counted, depth, division};

/// What numbers are written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Decimal,
    Roman,
    Letter,
    /// `一、` and `（一）`.
    Character,
    /// `第三章`.
    Division,
}

/// What one number says of its kind.
enum Written {
    In(Kind),
    /// A letter, or the Roman number that it is.
    Either(u8),
}

/// What the numbers of these headings are written with: `C.` is a letter among `A.` and `B.`, and a number behind `XCIX.`.
pub(super) fn kind<'t>(texts: impl Iterator<Item = &'t str>) -> Kind {
    let mut kind = Kind::Decimal;
    for text in texts {
        match written(text) {
            Written::In(Kind::Decimal) => {}
            Written::In(kind) => return kind,
            Written::Either(_) => kind = Kind::Roman,
        }
    }
    kind
}

/// Groups headings that are set alike, in their order, by the kinds of their numbers: below "I." stand "A." and "B.", for "II."
/// follows; "A." behind the last number is an appendix beside it. The highest kind is the first, with it what has no number.
pub(super) fn nested(texts: &[&str]) -> Vec<Vec<usize>> {
    let mut letter = 0;
    let kinds: Vec<Option<Kind>> = (texts.iter())
        .map(|text| {
            depth(text)?;
            Some(match written(text) {
                Written::In(Kind::Letter) => {
                    letter = text.bytes().next().unwrap_or_default();
                    Kind::Letter
                }
                Written::In(kind) => kind,
                Written::Either(of) if of == letter + 1 => {
                    letter = of;
                    Kind::Letter
                }
                Written::Either(_) => Kind::Roman,
            })
        })
        .collect();
    let Some(highest) = kinds.iter().flatten().next().copied() else {
        return vec![(0..texts.len()).collect()];
    };
    let last = kinds.iter().rposition(|kind| *kind == Some(highest));
    let mut groups: Vec<(Kind, Vec<usize>)> = vec![(highest, Vec::new())];
    for (at, kind) in kinds.iter().enumerate() {
        let kind = kind.unwrap_or(highest);
        match groups.iter_mut().find(|group| group.0 == kind) {
            Some(group) => group.1.push(at),
            None if Some(at) < last => groups.push((kind, vec![at])),
            None => groups[0].1.push(at),
        }
    }
    groups.into_iter().map(|group| group.1).collect()
}

fn written(text: &str) -> Written {
    let first = text.split_whitespace().next().unwrap_or_default();
    if division(text).is_some() {
        return Written::In(Kind::Division);
    }
    if counted(text).is_some() {
        return Written::In(Kind::Character);
    }
    if first.starts_with(|c| ROMAN.contains(&c)) {
        return Written::In(Kind::Roman);
    }
    let number = first.strip_suffix('.').unwrap_or_default();
    match number.as_bytes() {
        [letter] if b"IVXLC".contains(letter) => Written::Either(*letter),
        [letter] if letter.is_ascii_uppercase() => Written::In(Kind::Letter),
        [_, _, ..] if number.chars().all(|c| "IVXLC".contains(c)) => Written::In(Kind::Roman),
        _ => Written::In(Kind::Decimal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_that_the_first_comes_again_behind_are_nested() {
        let texts = [
            "I. Tea",
            "A. Leaves",
            "B. Buds",
            "C. Stems",
            "II. Milk",
            "A. Cows",
            "Notes",
        ];
        assert_eq!(nested(&texts), [vec![0, 4, 6], vec![1, 2, 3, 5]]);
        let texts = ["1. Tea", "2. Milk", "A. Cows", "B. Proofs"];
        assert_eq!(nested(&texts), [vec![0, 1, 2, 3]]);
        let texts = ["第一节 茶", "一、叶", "1、芽", "二、茎", "第二节 奶"];
        assert_eq!(nested(&texts), [vec![0, 4], vec![1, 3], vec![2]]);
    }

    #[test]
    fn a_letter_may_be_a_roman_number() {
        assert_eq!(
            kind(["A. Tea", "B. Milk", "C. Sugar"].into_iter()),
            Kind::Letter
        );
        assert_eq!(kind(["I. Tea", "V. Milk"].into_iter()), Kind::Roman);
        assert_eq!(kind(["C. Tea", "XCIX. Milk"].into_iter()), Kind::Roman);
        assert_eq!(kind(["3 Tea", "Milk"].into_iter()), Kind::Decimal);
    }
}
