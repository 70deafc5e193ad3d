//! Groups headings that look alike and are numbered alike.

use crate::headings::candidate::Candidate;
use crate::lexicon::kind::DivisionKind;
use crate::lexicon::numbering::Form;
use std::collections::BTreeMap;

/// Sizes above this share of a larger one are equal: rounding in the file.
const SAME_SIZE_SHARE: f32 = 0.975;

/// The numbering of the headings of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scheme {
    None,
    /// `3.2`, with its depth.
    Decimal(u8),
    Roman,
    Letter,
    SmallLetter,
    /// `一、` and `（一）`, `第三章`, with their depth.
    EastAsian(u8),
    /// A word or sign before the number, with the rank of its kind and the depth of the
    /// number.
    Kind(u8, u8),
}

/// Headings that look alike and are numbered alike.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
pub(super) struct Group {
    pub(super) scheme: Scheme,
    pub(super) ratio: f32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) caps: bool,
    pub(super) centred: bool,
    pub(super) indent: f32,
    /// Indices of the accepted headings.
    pub(super) members: Vec<usize>,
    /// The level that the outline or the tags give most members.
    pub(super) declared: Option<i32>,
}

/// Groups the headings by looks and numbering.
pub(super) fn groups(candidates: &[&Candidate<'_>], tags: &[Option<i32>]) -> Vec<Group> {
    let schemes = schemes(candidates);
    let sizes = size_classes(candidates);
    let mut keyed: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let face = candidate.piece.face;
        let caps = candidate.is_caps && !continues_small(candidates, at);
        let key = (sizes[at], face.bold, face.italic, caps, schemes[at]);
        keyed.entry(key).or_default().push(at);
    }
    join_unnumbered(&mut keyed);
    keyed
        .into_iter()
        .map(|((_, bold, italic, caps, scheme), members)| {
            let count = members.len();
            let median = |value: &dyn Fn(usize) -> f32| {
                let mut values: Vec<f32> = members.iter().map(|at| value(*at)).collect();
                values.sort_by(f32::total_cmp);
                values[count / 2]
            };
            let centred = members
                .iter()
                .filter(|at| candidates[**at].is_centred)
                .count();
            let declared = members.iter().filter_map(|at| tags[*at]);
            Group {
                scheme,
                ratio: median(&|at| candidates[at].ratio),
                bold,
                italic,
                caps,
                centred: centred * 2 > count,
                indent: median(&|at| candidates[at].indent / candidates[at].piece.size.max(1.0)),
                declared: most_frequent(declared),
                members,
            }
        })
        .collect()
}

type Key = (usize, bool, bool, bool, Scheme);

/// Puts headings without a number into the group of the same looks that has the highest
/// numbers: "References" beside "3 Results".
fn join_unnumbered(keyed: &mut BTreeMap<Key, Vec<usize>>) {
    let unnumbered: Vec<Key> = keyed
        .keys()
        .filter(|key| key.4 == Scheme::None)
        .copied()
        .collect();
    for key in unnumbered {
        let alike = keyed.iter().filter(|(other, _)| {
            (other.0, other.1, other.2, other.3) == (key.0, key.1, key.2, key.3)
                && !matches!(other.4, Scheme::None | Scheme::Kind(..))
        });
        // The one that begins first contains the others.
        let first = alike
            .min_by_key(|(_, members)| members[0])
            .map(|(key, _)| *key);
        if let Some(first) = first
            && let Some(members) = keyed.remove(&key)
            && let Some(group) = keyed.get_mut(&first)
        {
            group.extend(members);
            group.sort_unstable();
        }
    }
}

/// Returns for each candidate the rank of its size, the largest first.
fn size_classes(candidates: &[&Candidate<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|a, b| candidates[*b].ratio.total_cmp(&candidates[*a].ratio));
    let mut classes = vec![0; candidates.len()];
    let (mut class, mut last) = (0, f32::MAX);
    for at in order {
        let ratio = candidates[at].ratio;
        if ratio <= SAME_SIZE_SHARE * last {
            class += 1;
        }
        last = ratio;
        classes[at] = class;
    }
    classes
}

/// Returns true for an abbreviation in capitals that continues the count of a title
/// without them: `B. GRUV` after `A. Emily Howell`.
fn continues_small(candidates: &[&Candidate<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| candidates[before]) else {
        return false;
    };
    candidates[at].words == 2
        && !before.is_caps
        && before.piece.face == candidates[at].piece.face
        && crate::lexicon::numbering::follows(candidates[at].text(), before.text())
}

/// Returns how each candidate is numbered.
fn schemes(candidates: &[&Candidate<'_>]) -> Vec<Scheme> {
    // "C." after "B." is a letter, and a Roman numeral anywhere else.
    let mut letter: BTreeMap<usize, u32> = BTreeMap::new();
    candidates
        .iter()
        .map(|candidate| {
            let Some(number) = candidate.number else {
                return Scheme::None;
            };
            if let Some(kind) = number.kind
                && number.form != Form::Division
            {
                return Scheme::Kind(rank(kind, candidate), number.depth);
            }
            match number.form {
                Form::Decimal | Form::Word => Scheme::Decimal(number.depth),
                Form::Ideograph | Form::Division => Scheme::EastAsian(number.depth),
                _ if number.is_small => Scheme::SmallLetter,
                Form::Letter => {
                    letter.insert(candidate.style, number.value);
                    Scheme::Letter
                }
                Form::LetterOrRoman(_)
                    if letter.get(&candidate.style) == Some(&(number.value.saturating_sub(1))) =>
                {
                    letter.insert(candidate.style, number.value);
                    Scheme::Letter
                }
                Form::LetterOrRoman(_) | Form::Roman => Scheme::Roman,
            }
        })
        .collect()
}

/// Returns the rank of a kind. A paragraph sign is below any word: "Abschnitt 2" has § 5.
fn rank(kind: DivisionKind, candidate: &Candidate<'_>) -> u8 {
    const PARAGRAPH_SIGN: u8 = 20;
    if candidate.label_or_text().trim_start().starts_with('§') {
        PARAGRAPH_SIGN
    } else {
        kind.rank()
    }
}

/// Returns the most frequent value, the smallest of several.
pub(super) fn most_frequent(values: impl Iterator<Item = i32>) -> Option<i32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(value, count)| (*count, -value))
        .map(|(value, _)| value)
}
