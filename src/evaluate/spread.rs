//! Counts the chunks over which evidence is spread, whatever the retriever.

use super::matching::{Match, Quote};
use super::outcome::share;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The distribution of one question's quotes over the passages.
#[derive(Debug, Clone, Default)]
pub(super) struct Spread {
    /// For each quote that is found at all: the number of passages that together cover
    /// all words of it that any passage covers.
    pub(super) passages: Vec<usize>,
    /// For each quote, true if one passage covers it except for at most a twentieth of
    /// its words.
    pub(super) intact: Vec<bool>,
    /// For each quote: the share of its words that no passage covers.
    pub(super) lost: Vec<f64>,
}

/// The share of a quote that may be missing for it to count as covered: hyphenation and
/// markup cost a word or two.
const TOLERANCE: f64 = 0.05;

impl Spread {
    pub(super) fn of(items: &[Quote], passages: &BTreeMap<usize, Arc<[Match]>>) -> Self {
        let mut spread = Self::default();
        for (at, item) in items.iter().enumerate() {
            let covers: Vec<&Match> = passages
                .values()
                .flat_map(|matches| matches.iter())
                .filter(|found| found.item == at)
                .collect();
            let largest = covers.iter().map(|cover| cover.covered.len()).max();
            let needed = needed(*item, &covers);
            spread
                .intact
                .push(largest.is_some_and(|words| share(words, item.words) >= 1.0 - TOLERANCE));
            spread.lost.push(share(needed.missing, item.words));
            spread
                .passages
                .extend((needed.passages > 0).then_some(needed.passages));
        }
        spread
    }
}

struct Needed {
    passages: usize,
    missing: usize,
}

/// Returns the number of passages that cover the quote, and the number of its words that
/// none covers. Greedy: the next passage is the one that adds most words.
fn needed(item: Quote, covers: &[&Match]) -> Needed {
    // Greedy, because the smallest set of passages would take exponential time to find.
    let mut is_left = vec![false; item.words];
    for (word, _) in covers.iter().flat_map(|cover| &cover.covered) {
        is_left[*word as usize] = true;
    }
    let mut left = is_left.iter().filter(|is_left| **is_left).count();
    let missing = item.words - left;
    let mut passages = 0;
    while share(left, item.words) > TOLERANCE {
        let adds = |cover: &&&Match| {
            let words = cover.covered.iter();
            words.filter(|(word, _)| is_left[*word as usize]).count()
        };
        let Some(best) = covers.iter().max_by_key(adds) else {
            break;
        };
        left -= adds(&best);
        for (word, _) in &best.covered {
            is_left[*word as usize] = false;
        }
        passages += 1;
    }
    Needed { passages, missing }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(covers: &[std::ops::Range<u32>]) -> Spread {
        let cover = |range: &std::ops::Range<u32>| {
            let covered = range.clone().map(|word| (word, word)).collect();
            let found = Match {
                item: 0,
                places: Vec::new(),
                covered,
            };
            Arc::from([found])
        };
        let item = Quote {
            words: 20,
            group: 0,
        };
        Spread::of(&[item], &covers.iter().map(cover).enumerate().collect())
    }

    #[test]
    fn a_quote_in_one_chunk_is_intact() {
        let spread = spread(&[0..7, 0..19, 5..9]);
        assert_eq!((spread.passages, spread.intact), (vec![1], vec![true]));
        assert!((spread.lost[0] - 0.05).abs() < 1e-9);
    }

    #[test]
    fn a_quote_that_is_cut_needs_several() {
        let spread = spread(&[0..8, 6..12, 12..20]);
        assert_eq!((spread.passages, spread.intact), (vec![3], vec![false]));
        assert!(spread.lost[0].abs() < 1e-9);
    }

    #[test]
    fn a_quote_in_no_chunk_is_lost() {
        let spread = spread(&[]);
        assert_eq!((spread.passages, spread.lost), (vec![], vec![1.0]));
    }
}
