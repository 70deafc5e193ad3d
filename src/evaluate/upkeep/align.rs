//! Aligns the words of a quote with those of a passage.
//!
//! Smith and Waterman, "Identification of common molecular subsequences" (1981), with
//! words as letters: equal words in the same order count, words in between cost, less so if
//! they replace others. Two words are equal to one with the letters of both.

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

/// The price of a word that the passage has more between two equal words, where an equal
/// word is 1: a sentence between two halves costs much.
const SKIPPED: f64 = 0.3;
/// The price of a word of the passage that replaces one of the quote, which lacks an equal
/// word already: "five" for "four". Of 368 sentences of nine histories that were replaced by
/// ones with few words in common, 71 are found, and 41 if such words cost [`SKIPPED`]; of
/// 365 that were deleted 46 are like another sentence, and 44.
const REPLACED: f64 = 0.1;

/// A cell of the table: the best alignment that ends at a word of the quote and one of the
/// passage.
#[derive(Debug, Clone, Copy, Default)]
struct AlignmentCell {
    score: f64,
    /// The first and the last pair of equal words.
    first: (usize, usize),
    last: (usize, usize),
}

/// The number of words of the quote and of the passage that are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct EqualWords {
    quote: usize,
    passage: usize,
}

/// The way in which a cell continues an alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Start(EqualWords),
    Equal(EqualWords),
    Replace,
    SkipPassage,
    SkipQuote,
    Nothing,
}

/// Returns the best alignment of `quote` with a part of `passage`; `None` if they have no
/// word in common.
pub(super) fn align(quote: &[&str], passage: &[&str]) -> Option<QuoteAlignment> {
    let mut best = AlignmentCell::default();
    let empty = vec![AlignmentCell::default(); quote.len() + 1];
    // Of the last word of the passage and the one before it: row `place + 1` is the quote's
    // word `place`.
    let mut above = [empty.clone(), empty.clone()];
    let mut rows: Vec<Vec<Step>> = Vec::with_capacity(passage.len());
    for at in 0..passage.len() {
        let mut row = empty.clone();
        let mut steps = vec![Step::Nothing; quote.len() + 1];
        for place in 0..quote.len() {
            let equal = equal_words(&quote[..=place], &passage[..=at]);
            let (cell, step) = extend(&above, &row, (place, at), equal);
            row[place + 1] = cell;
            steps[place + 1] = step;
            if cell.score > best.score {
                best = cell;
            }
        }
        above.swap(0, 1);
        above[0] = row;
        rows.push(steps);
    }
    (best.score > 0.0).then(|| QuoteAlignment {
        similarity: best.score / share(quote.len()),
        first: best.first,
        last: best.last,
        equal: places(&rows, best.last),
    })
}

/// Returns the numbers of words, at the ends of both, that have the same letters.
fn equal_words(quote: &[&str], passage: &[&str]) -> Option<EqualWords> {
    // "Ruby Gems" becomes "RubyGems", and "email" "e-mail".
    let is_joined = |word: &str, first: &str, second: &str| {
        word.len() == first.len() + second.len()
            && word.starts_with(first)
            && word.ends_with(second)
    };
    let (quote, passage) = match (quote, passage) {
        ([.., word], [.., same]) if word == same => (1, 1),
        ([.., first, second], [.., word]) if is_joined(word, first, second) => (2, 1),
        ([.., word], [.., first, second]) if is_joined(word, first, second) => (1, 2),
        _ => return None,
    };
    Some(EqualWords { quote, passage })
}

#[allow(clippy::cast_precision_loss)] // one or two words
fn extend(
    above: &[Vec<AlignmentCell>; 2],
    row: &[AlignmentCell],
    (place, at): (usize, usize),
    equal: Option<EqualWords>,
) -> (AlignmentCell, Step) {
    let mut cell = above[0][place + 1];
    cell.score -= SKIPPED;
    let mut step = Step::SkipPassage;
    if row[place].score > cell.score {
        cell = row[place];
        step = Step::SkipQuote;
    }
    let replaced = above[0][place].score - REPLACED;
    if replaced > cell.score {
        cell = AlignmentCell {
            score: replaced,
            ..above[0][place]
        };
        step = Step::Replace;
    }
    if let Some(equal) = equal {
        let before = above[equal.passage - 1][place + 1 - equal.quote];
        let score = before.score.max(0.0) + equal.quote as f64;
        if score >= cell.score {
            let starts = before.score <= 0.0;
            let first = (place + 1 - equal.quote, at + 1 - equal.passage);
            cell = AlignmentCell {
                score,
                first: if starts { first } else { before.first },
                last: (place, at),
            };
            step = if starts {
                Step::Start(equal)
            } else {
                Step::Equal(equal)
            };
        }
    }
    if cell.score <= 0.0 {
        (AlignmentCell::default(), Step::Nothing)
    } else {
        (cell, step)
    }
}

/// Follows the steps back from the last pair of equal words. Returns the places of the
/// equal words in the quote.
fn places(rows: &[Vec<Step>], last: (usize, usize)) -> Vec<usize> {
    let (mut place, mut at) = (last.0 + 1, last.1);
    let mut found = Vec::new();
    loop {
        match rows[at][place] {
            Step::Start(equal) => {
                found.extend((place - equal.quote..place).rev());
                break;
            }
            Step::Equal(equal) => {
                found.extend((place - equal.quote..place).rev());
                place -= equal.quote;
                at -= equal.passage;
            }
            Step::Replace => {
                place -= 1;
                at -= 1;
            }
            Step::SkipPassage => at -= 1,
            Step::SkipQuote => place -= 1,
            Step::Nothing => break, // no alignment leads through such a cell
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
        assert!((found.similarity - (3.0 - REPLACED) / 4.0).abs() < 1e-9);
    }

    #[test]
    fn words_cost_less_in_place_of_others() {
        let found = of("a b c d e", "a b x y z e");
        assert!((found.similarity - (3.0 - 2.0 * REPLACED - SKIPPED) / 5.0).abs() < 1e-9);
        assert_eq!(found.equal, [0, 1, 4]);
        let found = of("a b e", "a b x y e");
        assert!((found.similarity - (3.0 - 2.0 * SKIPPED) / 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_far_word_is_not_part_of_the_passage() {
        let found = of("a b c", "a b x x x x x x c");
        assert_eq!((found.first, found.last), ((0, 0), (1, 1)));
        assert_eq!(found.equal, [0, 1]);
    }

    #[test]
    fn words_that_are_joined_or_split_are_equal() {
        let found = of("avoid ruby gems as root", "avoid rubygems packages as root");
        assert_eq!(found.equal, [0, 1, 2, 3, 4]);
        assert!((found.similarity - (5.0 - SKIPPED) / 5.0).abs() < 1e-9);
        let found = of("send an email now", "please send an e mail now");
        assert_eq!((found.first, found.last), ((0, 1), (3, 5)));
        assert!((found.similarity - 1.0).abs() < 1e-9);
        let found = of("ruby gems", "the rubygems of ruby gems");
        assert_eq!((found.first, found.last), ((0, 1), (1, 1)));
        assert_eq!(align(&["ruby", "gems"], &["rubygem"]), None);
    }

    #[test]
    fn the_same_words_are_wholly_alike() {
        assert!((of("a b a", "b a b a b").similarity - 1.0).abs() < 1e-9);
        assert_eq!(align(&["a"], &["b"]), None);
    }
}
