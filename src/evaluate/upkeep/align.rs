//! Aligns the words of a quote with those of a passage.
//!
//! Smith and Waterman, "Identification of common molecular subsequences" (1981), with
//! words as letters: equal words in the same order count, words in between cost.

/// The words of a passage that are most like a quote.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct QuoteAlignment {
    /// The number of equal words minus the price of the words between them, as a share of
    /// the quote's words.
    pub(super) similarity: f64,
    /// The first and the last equal word, in the quote and in the passage.
    pub(super) first: (usize, usize),
    pub(super) last: (usize, usize),
    /// The places of the equal words in the quote.
    pub(super) equal: Vec<usize>,
}

/// The price of a word of the passage between two equal words, where an equal word is 1:
/// "four" for "for five" costs little, a sentence between two halves much.
const SKIPPED: f64 = 0.3;

/// A cell of the table: the best alignment that ends at a word of the quote and one of the
/// passage.
#[derive(Debug, Clone, Copy, Default)]
struct AlignmentCell {
    score: f64,
    /// The first and the last pair of equal words.
    first: (usize, usize),
    last: (usize, usize),
}

/// Returns the best alignment of `quote` with a part of `passage`; `None` if they have no
/// word in common.
pub(super) fn align(quote: &[&str], passage: &[&str]) -> Option<QuoteAlignment> {
    let mut best = AlignmentCell::default();
    // Of the word of the passage before: row `place + 1` is the quote's word `place`.
    let mut above = vec![AlignmentCell::default(); quote.len() + 1];
    let mut rows: Vec<Vec<Step>> = Vec::with_capacity(passage.len());
    for (at, word) in passage.iter().enumerate() {
        let mut row = vec![AlignmentCell::default(); quote.len() + 1];
        let mut steps = vec![Step::Start; quote.len() + 1];
        for place in 0..quote.len() {
            let (cell, step) = extend(&above, &row, place, at, quote[place] == *word);
            row[place + 1] = cell;
            steps[place + 1] = step;
            if cell.score > best.score {
                best = cell;
            }
        }
        above = row;
        rows.push(steps);
    }
    (best.score > 0.0).then(|| QuoteAlignment {
        similarity: best.score / share(quote.len()),
        first: best.first,
        last: best.last,
        equal: equal(&rows, best.last),
    })
}

/// The way in which a cell continues an alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Start,
    Equal,
    SkipPassage,
    SkipQuote,
}

fn extend(
    above: &[AlignmentCell],
    row: &[AlignmentCell],
    place: usize,
    at: usize,
    is_equal: bool,
) -> (AlignmentCell, Step) {
    let mut cell = above[place + 1];
    cell.score -= SKIPPED;
    let mut step = Step::SkipPassage;
    if row[place].score > cell.score {
        cell = row[place];
        step = Step::SkipQuote;
    }
    if is_equal && above[place].score + 1.0 >= cell.score {
        let before = above[place];
        let first = if before.score > 0.0 {
            before.first
        } else {
            (place, at)
        };
        cell = AlignmentCell {
            score: before.score.max(0.0) + 1.0,
            first,
            last: (place, at),
        };
        step = if before.score > 0.0 {
            Step::Equal
        } else {
            Step::Start
        };
    }
    if cell.score <= 0.0 {
        (AlignmentCell::default(), Step::Start)
    } else {
        (cell, step)
    }
}

/// Follows the steps back from the last pair of equal words.
fn equal(rows: &[Vec<Step>], last: (usize, usize)) -> Vec<usize> {
    let (mut place, mut at) = (last.0 + 1, last.1);
    let mut found = Vec::new();
    loop {
        match rows[at][place] {
            Step::Start => {
                found.push(place - 1);
                break;
            }
            Step::Equal => {
                found.push(place - 1);
                place -= 1;
                at -= 1;
            }
            Step::SkipPassage => at -= 1,
            Step::SkipQuote => place -= 1,
        }
    }
    found.reverse();
    found
}

#[allow(clippy::cast_precision_loss)] // numbers of words
fn share(words: usize) -> f64 {
    words.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(quote: &str, passage: &str) -> QuoteAlignment {
        let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
        let (quote, passage) = (quote.to_owned().leak(), passage.to_owned().leak());
        align(&words(quote), &words(passage)).unwrap()
    }

    #[test]
    fn equal_words_in_order_count() {
        let found = of("a b c d", "x a b y d z");
        assert_eq!((found.first, found.last), ((0, 1), (3, 4)));
        assert_eq!(found.equal, [0, 1, 3]);
        assert!((found.similarity - (3.0 - SKIPPED) / 4.0).abs() < 1e-9);
    }

    #[test]
    fn a_far_word_is_not_part_of_the_passage() {
        let found = of("a b c", "a b x x x x x x c");
        assert_eq!((found.first, found.last), ((0, 0), (1, 1)));
        assert_eq!(found.equal, [0, 1]);
    }

    #[test]
    fn the_same_words_are_wholly_alike() {
        assert!((of("a b a", "b a b a b").similarity - 1.0).abs() < 1e-9);
        assert_eq!(align(&["a"], &["b"]), None);
    }
}
