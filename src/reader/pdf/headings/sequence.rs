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
    let is_alike = |a: usize, b: usize| {
        let (a, b) = (&accepted[a].candidate, &accepted[b].candidate);
        looks_alike(a.look, b.look) && has_dot(&a.text) == has_dot(&b.text)
    };
    let counting = counting(&numbers, is_alike);
    let Some(first) = counting.first().filter(|_| counting.len() >= MIN_COUNT) else {
        return;
    };
    let of_row = &accepted[*first].candidate;
    let (look, dot) = (of_row.look, has_dot(&of_row.text));
    let mut at = 0;
    accepted.retain(|heading| {
        at += 1;
        let candidate = &heading.candidate;
        let is_stray = numbers[at - 1].is_some()
            && counting.binary_search(&(at - 1)).is_err()
            && heading.bookmark.is_none()
            && !(looks_alike(candidate.look, look) && has_dot(&candidate.text) == dot)
            && candidate.look.size < 1.1 * look.size;
        !is_stray
    });
}

fn looks_alike(a: Look, b: Look) -> bool {
    (a.size - b.size).abs() < 0.3 && a.bold == b.bold
}

/// Whether a dot stands behind its number.
fn has_dot(text: &str) -> bool {
    let number = text.split_whitespace().next();
    number.is_some_and(|number| number.ends_with('.'))
}

/// `3` of "3. Results": a number without parts.
fn whole_number(text: &str) -> Option<u32> {
    let mut words = text.split_whitespace();
    let number = words.next()?.trim_end_matches('.');
    words.next()?;
    (number.len() < 4).then(|| number.parse().ok()).flatten()
}

/// The longest row of headings set alike whose numbers go up by one from 1, some left out perhaps.
fn counting(numbers: &[Option<u32>], is_alike: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut best: Vec<usize> = Vec::new();
    let ones = (0..numbers.len()).filter(|at| numbers[*at] == Some(1));
    for one in ones.take(8) {
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
    fn numbers_that_do_not_go_on_counting_are_told() {
        let numbers = [1, 2, 3, 4, 6, 1, 5, 6, 7].map(Some);
        assert_eq!(counting(&numbers, |_, _| true), [0, 1, 2, 3, 6, 7, 8]);
        let is_alike = |a: usize, b: usize| (a < 4) == (b < 4);
        assert_eq!(counting(&numbers, is_alike), [0, 1, 2, 3]);
        assert_eq!(whole_number("6 V.append(v)"), Some(6));
        assert_eq!(whole_number("3.1 Results"), None);
        assert_eq!(whole_number("12"), None);
    }
}
