//! Takes out what has a number but no place among the numbers: lines of an algorithm, steps, rows.

use super::Accepted;
use super::candidate::Look;

/// So many headings must count on for the others to be doubted.
const MIN_COUNT: usize = 4;

/// Takes out headings with a number of one part that neither go on counting nor look like those that do.
pub(super) fn without_strays(accepted: &mut Vec<Accepted>) {
    let numbers: Vec<Option<u32>> = accepted
        .iter()
        .map(|heading| whole_number(&heading.candidate.text))
        .collect();
    let counting = counting(&numbers);
    if counting.len() < MIN_COUNT {
        return;
    }
    let looks: Vec<Look> = counting
        .iter()
        .map(|at| accepted[*at].candidate.look)
        .collect();
    let looks_alike = |look: Look| {
        looks.iter().any(|other| {
            (other.size - look.size).abs() < 0.3
                && (other.bold, other.caps) == (look.bold, look.caps)
        })
    };
    let has_dot = |text: &str| {
        text.split_whitespace()
            .next()
            .is_some_and(|word| word.ends_with('.'))
    };
    let dots = counting
        .iter()
        .filter(|at| has_dot(&accepted[**at].candidate.text))
        .count();
    let mut at = 0;
    accepted.retain(|heading| {
        at += 1;
        let candidate = &heading.candidate;
        let is_written_alike = has_dot(&candidate.text) == (dots * 2 > counting.len());
        let is_stray = numbers[at - 1].is_some()
            && counting.binary_search(&(at - 1)).is_err()
            && heading.bookmark.is_none()
            && !(looks_alike(candidate.look) && is_written_alike);
        !is_stray
    });
}

/// `3` of "3. Results": a number without parts.
fn whole_number(text: &str) -> Option<u32> {
    let mut words = text.split_whitespace();
    let number = words.next()?.trim_end_matches('.');
    words.next()?;
    (number.len() < 4).then(|| number.parse().ok()).flatten()
}

/// The longest row of headings whose numbers go up by one from 1, some left out perhaps.
fn counting(numbers: &[Option<u32>]) -> Vec<usize> {
    let mut best: Vec<usize> = Vec::new();
    let ones = (0..numbers.len()).filter(|at| numbers[*at] == Some(1));
    for one in ones.take(8) {
        let mut row = vec![one];
        let mut last = 1;
        for (at, number) in numbers.iter().enumerate().skip(one + 1) {
            if *number == Some(last + 1) {
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
    fn numbers_that_do_not_go_on_counting_are_told() {
        let numbers = [1, 2, 3, 4, 6, 1, 5, 6, 7].map(Some);
        assert_eq!(counting(&numbers), [0, 1, 2, 3, 6, 7, 8]);
        assert_eq!(whole_number("6 V.append(v)"), Some(6));
        assert_eq!(whole_number("3.1 Results"), None);
        assert_eq!(whole_number("12"), None);
    }
}
