//! Removes numbered headings that do not fit into the sequence: lines of an algorithm,
//! steps, rows.

use super::Accepted;
use super::candidate::HeadingStyle;

/// The number of headings in a sequence from which others are doubted.
const MIN_COUNT: usize = 4;
/// Two sizes that differ by less are equal, in points.
const SIZE_TOLERANCE: f32 = 0.3;
/// Headings that are larger by this factor than the sequence are kept: chapters above
/// numbered sections.
const LARGER_SIZE: f32 = 1.1;
/// Longer numbers are years.
const MAX_DIGITS: usize = 3;
/// The number of starts that are tried, which bounds the time: each start scans all
/// headings.
const MAX_STARTS: usize = 8;

/// Removes headings with a one-component number that neither continue the sequence nor
/// have its style.
pub(super) fn remove_strays(accepted: &mut Vec<Accepted>) {
    let numbers: Vec<Option<u32>> = accepted
        .iter()
        .map(|heading| whole_number(&heading.candidate.text))
        .collect();
    let is_alike = |a: usize, b: usize| {
        let (a, b) = (&accepted[a].candidate, &accepted[b].candidate);
        same_style(a.style, b.style) && has_dot(&a.text) == has_dot(&b.text)
    };
    let counted = counted(&numbers, is_alike);
    // A short sequence is no evidence: "1." and "2." occur in any list.
    let Some(first) = counted.first().filter(|_| counted.len() >= MIN_COUNT) else {
        return;
    };
    let first_counted = &accepted[*first].candidate;
    let (style, dot) = (first_counted.style, has_dot(&first_counted.text));
    let mut at = 0;
    accepted.retain(|heading| {
        at += 1;
        let candidate = &heading.candidate;
        // Each of these saves a heading of its own: a second sequence of the same style
        // (the chapters of part II), a bookmark, a larger size.
        let is_stray = numbers[at - 1].is_some()
            && counted.binary_search(&(at - 1)).is_err()
            && heading.bookmark.is_none()
            && !(same_style(candidate.style, style) && has_dot(&candidate.text) == dot)
            && candidate.style.size < LARGER_SIZE * style.size;
        !is_stray
    });
}

fn same_style(a: HeadingStyle, b: HeadingStyle) -> bool {
    (a.size - b.size).abs() < SIZE_TOLERANCE && a.bold == b.bold
}

/// Returns true if a dot follows the number.
fn has_dot(text: &str) -> bool {
    let number = text.split_whitespace().next();
    number.is_some_and(|number| number.ends_with('.'))
}

/// Returns a number of one component: 3 for "3. Results".
fn whole_number(text: &str) -> Option<u32> {
    let mut words = text.split_whitespace();
    let number = words.next()?.trim_end_matches('.');
    words.next()?;
    (number.len() <= MAX_DIGITS)
        .then(|| number.parse().ok())
        .flatten()
}

/// Returns the longest sequence of similar headings whose numbers count up from 1.
fn counted(numbers: &[Option<u32>], is_alike: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut best: Vec<usize> = Vec::new();
    let ones = (0..numbers.len()).filter(|at| numbers[*at] == Some(1));
    for one in ones.take(MAX_STARTS) {
        let mut row = vec![one];
        let mut last = 1;
        for (at, number) in numbers.iter().enumerate().skip(one + 1) {
            if *number == Some(last + 1) && is_alike(one, at) {
                row.push(at);
                last += 1;
            }
        }
        if row.len() > best.len() {
            best = row;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_sequence_skips_numbers_that_do_not_continue_it() {
        let numbers = [1, 2, 3, 4, 6, 1, 5, 6, 7].map(Some);
        assert_eq!(counted(&numbers, |_, _| true), [0, 1, 2, 3, 6, 7, 8]);
        let is_alike = |a: usize, b: usize| (a < 4) == (b < 4);
        assert_eq!(counted(&numbers, is_alike), [0, 1, 2, 3]);
        assert_eq!(whole_number("6 V.append(v)"), Some(6));
        assert_eq!(whole_number("3.1 Results"), None);
        assert_eq!(whole_number("12"), None);
    }
}
